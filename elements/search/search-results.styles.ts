import { css } from 'lit';

/** Look of what surrounds the results; the cards look as in the grid. */
export const styles = css`
  /* The focus is moved there for screen readers; it is nothing to press. */
  .root [tabindex='-1']:focus-visible {
    outline: none;
  }
  .results {
    container-type: inline-size;
    margin-block-start: var(--space-6);
  }
  .results[aria-busy='true'] .found > ul:not([aria-label]) {
    opacity: 0.5;
    transition: opacity var(--motion) 120ms;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-4);
    margin-block-end: var(--space-4);
  }
  .total {
    flex: 1 1 220px;
    margin: 0;
    font-size: var(--text-l);
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .total.others {
    margin-block: var(--space-8) var(--space-4);
  }
  .tools {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .sort {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    color: var(--muted);
    font-size: var(--text-s);
  }
  .sort select,
  .filters-button {
    min-block-size: 44px;
    max-inline-size: 100%;
    margin: 0;
    padding: 0 var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-size: 14px;
    cursor: pointer;
    transition: border-color var(--motion);
  }
  .sort select:hover,
  .filters-button:hover {
    border-color: var(--muted);
  }
  .filters-button {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    padding-inline: var(--space-3) var(--space-4);
  }
  .number {
    display: inline-grid;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 5px;
    border-radius: 999px;
    background: var(--text);
    color: var(--surface);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }
  .hint {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: var(--space-2);
    margin: 0 0 var(--space-3);
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .link {
    min-block-size: 44px;
    margin: 0;
    padding: 0 var(--space-1);
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--text);
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 3px;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .link:hover {
    text-decoration-color: currentColor;
  }
  .hint .link {
    min-block-size: 32px;
    padding-inline: 0;
  }
  .note .hint {
    justify-content: center;
    margin: 0;
  }
  .chosen {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
    margin: 0 0 var(--space-4);
  }
  .chosen .link {
    font-size: 14px;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 36px;
    max-inline-size: 100%;
    margin: 0;
    padding: 4px 10px 4px 14px;
    border: 0;
    border-radius: 999px;
    background: var(--sunken);
    color: var(--text);
    font: inherit;
    font-size: 14px;
    line-height: 1.3;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .tag:dir(rtl) {
    padding: 4px 14px 4px 10px;
  }
  .tag svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    color: var(--muted);
  }
  .tag:hover svg {
    color: var(--text);
  }
  .columns.two {
    display: grid;
    grid-template-columns: minmax(200px, 240px) minmax(0, 1fr);
    align-items: start;
    gap: var(--space-8);
  }
  .coming {
    block-size: 20px;
    margin-block: var(--space-4);
    border-radius: 6px;
    background: var(--sunken);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  .coming:nth-child(3n + 1) {
    inline-size: 50%;
  }
  .coming:nth-child(3n) {
    inline-size: 80%;
  }
  .columns .note {
    min-block-size: 220px;
  }
  .strong {
    margin: 0;
    color: var(--text);
    font-size: var(--text-l);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  @container (max-width: 519px) {
    .total {
      flex-basis: 100%;
    }
    /* The order and the filters share a line, whatever the words of the language take. */
    .tools {
      flex: 1;
      flex-wrap: nowrap;
      justify-content: space-between;
    }
    .sort {
      min-inline-size: 0;
    }
    .sort span {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .filters-button {
      flex: none;
    }
  }
  @media (pointer: coarse) {
    .tag {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .tag,
    .number {
      border: 1px solid;
    }
  }
`;
