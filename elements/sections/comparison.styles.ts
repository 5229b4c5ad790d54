import { css } from 'lit';
import { tableStyles } from './section-table.styles.ts';

export const styles = css`
  ${tableStyles}
  .name {
    font-size: clamp(17px, 1.8cqi, 21px);
    font-weight: 620;
    line-height: 1.25;
    color: var(--text);
    text-wrap: balance;
  }
  .root .name:dir(rtl) {
    line-height: 1.4;
  }
  .note {
    margin-block-start: var(--space-6);
    font-size: var(--text-s);
    color: var(--muted);
  }

  /* Two fit on the smallest of phones. */
  .plain.of-2 {
    --least-column: 90px;
  }
  .columns {
    --least: 270px;
  }
  .card {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
  }
  .card.first {
    border: 2px solid var(--text);
  }
  dl {
    flex: 1;
  }
  dl > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--space-4);
    padding-block: 11px;
    border-block-start: 1px solid var(--line);
  }
  dt {
    color: var(--muted);
  }
  dd {
    font-weight: 550;
    text-align: end;
  }
  dd .answer {
    justify-content: flex-end;
  }

  /* What is compared faces each other in large letters; the label stands above, or between two. */
  .versus {
    --value: clamp(17px, 2.2cqi, 26px);
  }
  .versus table {
    display: block;
    min-inline-size: calc(var(--columns, 5) * 96px);
  }
  .versus :is(thead, tbody, tfoot) {
    display: block;
  }
  .versus tr {
    display: grid;
    grid-template-columns: repeat(var(--columns, 2), minmax(0, 1fr));
    column-gap: clamp(16px, 3cqi, 40px);
    padding-block: clamp(14px, 2cqi, 24px);
    border-block-end: 1px solid var(--line);
  }
  .versus :is(th, td) {
    padding: 0;
    border: 0;
    background: none;
  }
  .versus .corner {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .versus thead tr {
    border-block-end: 2px solid var(--text);
  }
  .versus tbody tr:last-child {
    border-block-end: 0;
  }
  .versus tfoot tr {
    border-block: 1px solid var(--line);
    border-block-end: 0;
  }
  .versus .name {
    font-family: var(--vitrine-font-heading, inherit);
    font-size: clamp(20px, 3cqi, 34px);
    font-weight: var(--vitrine-weight-heading, 650);
    line-height: 1.15;
  }
  .versus tbody th {
    grid-column: 1 / -1;
    inline-size: auto;
    padding-block-end: var(--space-1);
    font-size: var(--text-s);
  }
  .versus td {
    font-size: var(--value);
    font-weight: 450;
    line-height: 1.3;
    text-wrap: balance;
  }
  .versus td.chosen {
    font-weight: 650;
  }
  .versus tfoot td {
    font-size: var(--text-m);
  }
  @container section (inline-size >= 760px) {
    .versus.of-2 tr {
      grid-template-columns: minmax(0, 1fr) minmax(120px, 0.6fr) minmax(0, 1fr);
      align-items: baseline;
    }
    .versus.of-2 tbody th {
      grid-area: 1 / 2;
      padding: 0;
      font-size: var(--text-m);
      text-align: center;
    }
    .versus.of-2 tr > :nth-child(2) {
      grid-area: 1 / 1;
      text-align: end;
    }
    .versus.of-2 tr > :nth-child(3) {
      grid-area: 1 / 3;
    }
    .versus.of-2 tr > :nth-child(2) .answer {
      flex-direction: row-reverse;
    }
  }
`;
