import { css } from 'lit';

/** Look of what narrows a search, beside the results and in the drawer. */
export const styles = css`
  .facet {
    border-block-start: 1px solid var(--line);
  }
  .side > .facet:first-child,
  .drawer-body > .facet:first-child {
    border-block-start: 0;
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 48px;
    font-weight: 600;
    list-style: none;
    cursor: pointer;
    border-radius: 6px;
  }
  .side > :first-child {
    margin-block-start: -10px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '';
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    margin-inline: auto 4px;
    border: solid var(--muted);
    border-width: 0 1.6px 1.6px 0;
    transform: translateY(-2px) rotate(45deg);
    transition: transform var(--motion);
  }
  [open] > summary::after {
    transform: translateY(2px) rotate(225deg);
  }
  .values {
    padding-block-end: var(--space-4);
  }
  .value {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 36px;
    line-height: 1.3;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .value input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--text);
    cursor: pointer;
  }
  .value bdi {
    flex: 1;
    min-inline-size: 0;
  }
  @media (hover: hover) {
    .value:hover bdi {
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-underline-offset: 3px;
    }
  }
  .none bdi {
    color: var(--muted);
  }
  .none :is(input, .swatch) {
    opacity: 0.5;
  }
  .count {
    flex: none;
    color: var(--muted);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  .swatch {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    border-radius: 50%;
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--text) 24%, transparent);
    forced-color-adjust: none;
  }
  .swatch.unknown {
    box-shadow: none;
    border: 1px dashed var(--muted);
  }
  .values > .link {
    font-size: 14px;
  }

  .range {
    position: relative;
    block-size: 28px;
    margin-block: var(--space-1) var(--space-3);
  }
  .range::before,
  .range::after {
    content: '';
    position: absolute;
    inset-block-start: 12px;
    inset-inline: 0;
    block-size: 4px;
    border-radius: 2px;
    background: var(--line);
  }
  .range::after {
    inset-inline: var(--low) calc(100% - var(--high));
    background: var(--text);
  }
  .range input {
    position: absolute;
    z-index: 1;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    appearance: none;
    background: none;
    /* Both lie upon one another: only their thumbs can be taken. */
    pointer-events: none;
  }
  .range input::-webkit-slider-thumb {
    appearance: none;
    box-sizing: border-box;
    inline-size: 24px;
    block-size: 24px;
    border: 2px solid var(--text);
    border-radius: 50%;
    background: var(--surface);
    pointer-events: auto;
    cursor: grab;
  }
  .range input::-moz-range-thumb {
    box-sizing: border-box;
    inline-size: 24px;
    block-size: 24px;
    border: 2px solid var(--text);
    border-radius: 50%;
    background: var(--surface);
    pointer-events: auto;
    cursor: grab;
  }
  .range input:focus-visible {
    outline: none;
  }
  .range input:focus-visible::-webkit-slider-thumb {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .range input:focus-visible::-moz-range-thumb {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .ends {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--space-3);
  }
  .end {
    color: var(--muted);
    font-size: 12px;
    line-height: 1.4;
  }
  .amount-field {
    display: flex;
    align-items: center;
    gap: 6px;
    block-size: 44px;
    margin-block-start: 4px;
    padding-inline: 10px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 14px;
  }
  .amount-field:focus-within {
    outline: 2px solid var(--focus);
    outline-offset: -1px;
  }
  .amount-field input {
    flex: 1;
    min-inline-size: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--text);
    font: inherit;
    font-variant-numeric: tabular-nums;
    appearance: textfield;
  }
  .root .amount-field input:focus-visible {
    outline: none;
  }
  .amount-field input::-webkit-inner-spin-button {
    display: none;
  }

  .drawer {
    inset: 0 0 0 auto;
    inline-size: min(420px, 100%);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    background: var(--surface);
    color: var(--text);
    outline: 0;
  }
  .drawer:dir(rtl) {
    inset: 0 auto 0 0;
  }
  .drawer[open] {
    display: flex;
    flex-direction: column;
    animation: slide calc(var(--motion) * 1.4) cubic-bezier(0.2, 0.7, 0.2, 1);
  }
  .drawer::backdrop {
    background: rgb(12 14 18 / 0.48);
  }
  .drawer-head,
  .drawer-foot {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    padding: var(--space-3) var(--space-4);
  }
  .drawer-head {
    padding-block-start: max(var(--space-3), env(safe-area-inset-top));
    border-block-end: 1px solid var(--line);
  }
  .drawer-foot {
    padding-block-end: max(var(--space-3), env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
  }
  .drawer-close {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin: 0;
    margin-inline-end: calc(-1 * var(--space-3));
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .drawer-body {
    flex: 1;
    min-block-size: 0;
    padding: var(--space-1) var(--space-4) var(--space-4);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .drawer-body .value,
  .drawer-body .values > .link {
    min-block-size: 44px;
  }
  .drawer-note {
    color: var(--muted);
  }
  .drawer-foot button {
    min-block-size: 48px;
  }
  .show {
    flex: 1;
    margin: 0;
    padding: 0 var(--space-4);
    border: 1px solid transparent;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition: opacity var(--motion);
  }
  .show[aria-busy='true'] {
    opacity: 0.6;
  }
  @keyframes slide {
    from {
      opacity: 0;
      translate: 24px;
    }
  }
  @media (pointer: coarse) {
    .side .value {
      min-block-size: 44px;
    }
  }
`;
