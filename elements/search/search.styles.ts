import { css } from 'lit';

/** Look of the search box, its suggestions and what surrounds the results; the cards look as in the grid. */
export const styles = css`
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

  /* In the top layer, where ListPlace keeps it at its box. */
  .popup {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: var(--space-2);
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    box-shadow:
      0 1px 2px rgb(0 0 0 / 0.06),
      0 12px 32px rgb(0 0 0 / 0.14);
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
  .queries .words,
  .forget .words {
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

  .away {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block: -6px;
    margin-inline-end: calc(-1 * var(--space-3));
    color: var(--muted);
  }
  .away:hover {
    color: var(--text);
  }
  .away svg {
    inline-size: 16px;
  }

  .trouble {
    margin: var(--space-4) 0 0;
    color: var(--danger);
  }
  @media (forced-colors: active) {
    .option[aria-selected='true'] {
      outline: 2px solid;
    }
  }
`;
