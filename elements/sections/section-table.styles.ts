import { css } from 'lit';

/** Styles of `section-table.ts`: ruled lines and no box; where it scrolls, a box under which columns pass. */
export const tableStyles = css`
  .frame {
    --first: clamp(92px, 26cqi, 300px);
    --cell: clamp(10px, 1.6cqi, 20px);
    position: relative;
    isolation: isolate;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: thin;
  }
  [data-width='narrow'] .frame {
    --first: clamp(92px, 26cqi, 200px);
  }
  table {
    inline-size: 100%;
    min-inline-size: calc(var(--first) + var(--columns, 5) * var(--least-column, 104px));
    table-layout: fixed;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    padding: 14px var(--cell);
    border-block-end: 1px solid var(--line);
    font: inherit;
    text-align: start;
    vertical-align: top;
  }
  .corner,
  tbody th {
    inline-size: var(--first);
  }
  tbody th {
    color: var(--muted);
    text-wrap: pretty;
  }
  td {
    color: var(--text);
    font-weight: 500;
  }
  thead th {
    padding-block: 20px 16px;
    vertical-align: bottom;
  }
  thead > tr > * {
    border-block-end-color: var(--text);
  }
  tbody > tr:last-child > * {
    border-block-end-color: transparent;
  }
  tfoot > tr > * {
    padding-block: 12px 20px;
    border-block-end: 0;
  }
  .chosen {
    background: color-mix(in oklab, var(--text) 6%, transparent);
  }
  thead .chosen {
    border-start-start-radius: var(--radius);
    border-start-end-radius: var(--radius);
  }
  table > :last-child > tr:last-child > .chosen {
    border-end-start-radius: var(--radius);
    border-end-end-radius: var(--radius);
  }
  .answer {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 1.5em;
  }
  .answer .icon {
    inline-size: 22px;
    block-size: 22px;
    stroke-width: 2;
  }
  .no {
    color: var(--muted);
    --icon-colour: var(--muted);
  }
  .plain .word {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container section (inline-size < 860px) {
    .plain {
      --under: var(--section-background, var(--surface));
      border: 1px solid var(--line);
      border-radius: calc(var(--radius) * 1.4);
      background: var(--under);
    }
    .plain :is(.corner, tbody th) {
      position: sticky;
      inset-inline-start: 0;
      z-index: 1;
      border-inline-end: 1px solid var(--line);
      background: var(--under);
    }
  }
  @container section (inline-size >= 860px) {
    .plain :is(.corner, tbody th) {
      padding-inline-start: 0;
    }
  }
`;
