import { css } from 'lit';

/** Look of the search box, its suggestions and what surrounds the results; the cards look as in the grid. */
export const styles = css`
  .root {
    /* The list of suggestions must be able to lie above the page: no containment around it. */
    container-type: normal;
  }
  .box {
    position: relative;
    margin: 0;
  }
  .field {
    display: flex;
    align-items: center;
    block-size: 48px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    transition: border-color var(--motion);
  }
  .field:hover {
    border-color: var(--muted);
  }
  .field:has(input:focus) {
    border-color: transparent;
    outline: 2px solid var(--focus);
    outline-offset: -1px;
  }
  svg {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .glass {
    flex: none;
    margin-inline: 14px 10px;
    color: var(--muted);
  }
  .field input {
    flex: 1;
    min-inline-size: 0;
    block-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    /* Below 16 pixels a phone zooms into the field. */
    font-size: max(16px, var(--text-m));
  }
  /* The whole field shows the focus. */
  .field input:focus-visible {
    outline: 0;
  }
  .field input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .clear {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 46px;
    block-size: 46px;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--muted);
    cursor: pointer;
  }
  .clear:hover {
    color: var(--text);
  }

  .popup {
    position: absolute;
    z-index: var(--vitrine-search-layer, 50);
    inset-block-start: calc(100% + 6px);
    inset-inline-start: 0;
    inline-size: max(100%, min(340px, 100vw - 32px));
    max-block-size: min(70dvh, 520px);
    padding: var(--space-2);
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow:
      0 1px 2px rgb(0 0 0 / 0.06),
      0 12px 32px rgb(0 0 0 / 0.14);
  }
  .popup.flipped {
    inset-inline: auto 0;
  }
  .group {
    padding: var(--space-2) var(--space-3) var(--space-1);
    color: var(--muted);
    font-size: 12px;
    font-weight: 600;
    line-height: 16px;
  }
  [role='group'] + [role='group'] {
    margin-block-start: var(--space-1);
    padding-block-start: var(--space-1);
    border-block-start: 1px solid var(--line);
  }
  .option {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-block-size: 44px;
    padding: 6px var(--space-3);
    border-radius: calc(var(--radius) * 0.7);
    line-height: 1.35;
    cursor: pointer;
  }
  .option:hover,
  .option[aria-selected='true'] {
    background: var(--sunken);
  }
  .option[aria-selected='true'] {
    box-shadow: inset 0 0 0 1.5px var(--focus);
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .queries .words {
    color: var(--muted);
  }
  mark {
    background: none;
    color: var(--text);
    font-weight: 650;
  }
  .thumb {
    flex: none;
    inline-size: 40px;
    block-size: 48px;
    overflow: hidden;
    border-radius: min(var(--radius), 6px);
    background: var(--line);
  }
  .amount {
    flex: none;
    color: var(--muted);
    font-size: 14px;
    font-variant-numeric: tabular-nums;
  }

  .trouble {
    margin: var(--space-4) 0 0;
    color: var(--danger);
  }
  .results {
    container-type: inline-size;
    margin-block-start: var(--space-6);
  }
  .results[aria-busy='true'] > ul:not([aria-label]) {
    opacity: 0.5;
    transition: opacity var(--motion) 120ms;
  }
  .total {
    margin: 0 0 var(--space-4);
    font-size: var(--text-l);
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .facets {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-4) var(--space-8);
    margin-block-end: var(--space-6);
  }
  .facets:empty {
    display: none;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-2);
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    margin-block-end: var(--space-2);
    color: var(--muted);
    font-size: var(--text-s);
  }
  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 44px;
    max-inline-size: 100%;
    padding: 4px 14px;
    border: 1px solid var(--line);
    border-radius: 999px;
    font-size: 14px;
    line-height: 1.3;
    overflow-wrap: anywhere;
    cursor: pointer;
    transition: border-color var(--motion);
  }
  .chip:hover {
    border-color: var(--muted);
  }
  .chip:has(:checked) {
    border-color: var(--text);
    box-shadow: inset 0 0 0 1px var(--text);
  }
  .chip:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .chip input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .count {
    color: var(--muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  /* On a phone filters are one row that scrolls: what was found comes first. */
  @container (max-width: 519px) {
    .facets {
      flex-wrap: nowrap;
      gap: var(--space-4);
      /* Room for the focus rings inside the scrolling box. */
      margin: -4px -4px calc(var(--space-4) - 4px);
      padding: 4px;
      overflow: auto hidden;
      scrollbar-width: none;
    }
    .chips {
      flex: none;
      flex-wrap: nowrap;
    }
    .chip {
      max-inline-size: 240px;
      white-space: nowrap;
    }
  }
  .note {
    min-block-size: 220px;
  }
  .strong {
    color: var(--text);
    font-size: var(--text-l);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  @media (forced-colors: active) {
    .option[aria-selected='true'] {
      outline: 2px solid;
    }
  }
`;
