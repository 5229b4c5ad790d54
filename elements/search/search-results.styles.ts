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
  /* With room the names stand beside their values: what was found comes sooner. */
  @container (min-width: 640px) {
    .facets {
      flex-direction: column;
      gap: var(--space-2);
    }
    .chips {
      position: relative;
    }
    .facets:has(legend) .chips {
      padding-inline-start: 80px;
    }
    legend {
      position: absolute;
      inset-block-start: 12px;
      inset-inline-start: 0;
      inline-size: 76px;
      margin: 0;
    }
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
`;
