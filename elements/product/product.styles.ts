import { css } from 'lit';

/** Look of the product, around its gallery. */
export const styles = css`
  .root {
    container-type: inline-size;
  }
  .layout {
    display: grid;
    gap: var(--vitrine-product-gap, var(--space-6));
  }
  .info {
    display: grid;
    align-content: start;
    gap: var(--space-4);
    min-inline-size: 0;
  }
  .heading {
    display: grid;
    gap: var(--space-1);
  }
  .vendor {
    color: var(--muted);
    font-size: var(--text-s);
  }
  .vendor a {
    display: inline-block;
    min-block-size: 24px;
    color: inherit;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 0.2em;
  }
  .vendor a:hover {
    color: var(--text);
  }
  .title {
    margin: 0;
    font-size: var(--text-xl);
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  /* Letters that join must not be pulled apart or pushed together. */
  .title:dir(rtl) {
    letter-spacing: 0;
  }
  .title a {
    color: inherit;
    text-decoration: none;
  }
  .title a:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  .price-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
    min-block-size: 30px;
    font-size: 20px;
    line-height: 1.5;
    font-variant-numeric: tabular-nums;
  }
  .price {
    font-weight: 600;
  }
  .sale .price {
    color: var(--sale);
  }
  .before {
    color: var(--muted);
    font-size: var(--text-m);
  }
  .unit-price {
    min-block-size: 20px;
    color: var(--muted);
    font-size: var(--text-s);
  }
  .badge {
    padding: 2px 8px;
    border-radius: 99px;
    background: var(--sale);
    color: var(--surface);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
  }

  form {
    display: grid;
    gap: var(--space-4);
    margin: 0;
  }
  legend {
    padding: 0;
    margin-block-end: var(--space-2);
    font-size: var(--text-s);
    font-weight: 600;
  }
  .values {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .value {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: 44px;
    min-inline-size: 48px;
    max-inline-size: 100%;
    padding: 6px 14px;
    border: 1px solid var(--line);
    border-radius: min(var(--radius), 12px);
    background: var(--surface);
    color: var(--text);
    line-height: 1.3;
    overflow-wrap: anywhere;
    cursor: pointer;
    transition:
      border-color var(--motion),
      box-shadow var(--motion);
  }
  .value:hover {
    border-color: var(--muted);
  }
  .value.selected {
    border-color: var(--text);
    box-shadow: inset 0 0 0 1px var(--text);
  }
  .value:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .value.off {
    color: var(--muted);
    /* A line from corner to corner, in either direction of writing. */
    background: linear-gradient(
        to top right,
        transparent calc(50% - 0.6px),
        var(--line) calc(50% - 0.5px) calc(50% + 0.5px),
        transparent calc(50% + 0.6px)
      )
      var(--surface);
  }
  .value.missing {
    border-style: dashed;
  }
  /* Over the whole chip, so that a tap, a voice command and a screen reader's cursor all meet the real radio button. */
  .value input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .swatch {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    border-radius: 50%;
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--text) 25%, transparent);
  }
  .swatch.pictured {
    inline-size: 28px;
    block-size: 28px;
    margin-inline-start: -6px;
    object-fit: cover;
  }

  @media (forced-colors: active) {
    .swatch {
      forced-color-adjust: none;
    }
    .value.selected {
      border: 3px solid Highlight;
    }
  }

  .stock {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 22px;
    font-size: var(--text-s);
  }
  .stock::before {
    content: '';
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--good);
  }
  .stock.low::before {
    background: var(--sale);
  }
  .stock.low {
    color: var(--sale);
  }
  .stock.open::before {
    display: none;
  }
  .stock.later::before {
    background: var(--muted);
  }
  .stock.off {
    color: var(--muted);
  }
  .stock.off::before {
    background: none;
    box-shadow: inset 0 0 0 1.5px var(--muted);
  }

  .buy {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }
  .stepper {
    display: flex;
    flex: none;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .stepper:focus-within {
    border-color: var(--muted);
  }
  .step,
  .quantity {
    block-size: 50px;
    border-radius: calc(var(--radius) - 1px);
  }
  .step {
    display: grid;
    place-items: center;
    inline-size: 44px;
  }
  .step:hover:not([aria-disabled='true']) {
    background: var(--sunken);
  }
  .step[aria-disabled='true'] {
    opacity: 0.35;
    cursor: default;
  }
  .quantity {
    inline-size: 44px;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    text-align: center;
    font-variant-numeric: tabular-nums;
    appearance: textfield;
  }
  .quantity::-webkit-inner-spin-button,
  .quantity::-webkit-outer-spin-button {
    appearance: none;
    margin: 0;
  }
  .primary {
    flex: 1 1 180px;
    inline-size: auto;
  }
  .primary[aria-disabled='true'] {
    background: var(--sunken);
    color: var(--muted);
    opacity: 1;
  }
  .trouble {
    color: var(--danger);
    font-size: var(--text-s);
  }

  .sku {
    color: var(--muted);
    font-size: var(--text-s);
  }

  .description {
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--line);
    max-inline-size: 65ch;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  .description :is(p, ul, ol) {
    margin-block: 0.8em;
  }
  .description :is(ul, ol) {
    padding-inline-start: 1.25em;
  }
  .description ul {
    list-style: disc;
  }
  .description ol {
    list-style: decimal;
  }
  .description > :first-child {
    margin-block-start: 0;
  }
  .description > :last-child {
    margin-block-end: 0;
  }
  .description img,
  .description video {
    max-inline-size: 100%;
    block-size: auto;
  }
  .description table {
    display: block;
    max-inline-size: 100%;
    overflow-x: auto;
  }
  .description a {
    color: inherit;
  }

  .message {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: var(--space-4);
    min-block-size: 320px;
    padding: var(--space-8) var(--space-4);
    border-radius: var(--radius);
    background: var(--sunken);
    text-align: center;
    text-wrap: balance;
  }

  @container (min-width: 680px) {
    .layout {
      grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
      gap: var(--vitrine-product-gap, clamp(24px, 5cqi, 64px));
      align-items: start;
    }
    .title {
      font-size: calc(var(--text-xl) * 1.2);
    }
  }
`;
