import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block !important;
    vertical-align: middle;
  }
  :host([hidden]) {
    display: none !important;
  }
  .button {
    all: unset;
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-inline-size: 44px;
    min-block-size: 44px;
    padding-inline: var(--space-2);
    border-radius: var(--radius);
    color: var(--vitrine-cart-button-color, inherit);
    font-weight: 600;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    transition: background-color var(--motion);
  }
  .button:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .icon {
    position: relative;
    display: grid;
    place-items: center;
  }
  svg {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .count {
    position: absolute;
    inset-block-start: -8px;
    inset-inline-start: calc(100% - 9px);
    min-inline-size: 18px;
    block-size: 18px;
    padding-inline: 5px;
    border-radius: 9px;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 11px;
    font-weight: 700;
    line-height: 18px;
    text-align: center;
    font-variant-numeric: tabular-nums;
    animation: arrive calc(var(--motion) * 2) cubic-bezier(0.3, 1.6, 0.5, 1);
  }
  /* The same motion by another name, so that it runs at each change. */
  .count.odd {
    animation-name: arrive-again;
  }
  @keyframes arrive-again {
    from {
      scale: 0.4;
      opacity: 0;
    }
  }
  @keyframes arrive {
    from {
      scale: 0.4;
      opacity: 0;
    }
  }
`;
