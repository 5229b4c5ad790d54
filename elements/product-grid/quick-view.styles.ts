import { css } from 'lit';

/** The dialog that shows one product above the grid. */
export const styles = css`
  dialog {
    box-sizing: border-box;
    inline-size: min(960px, 100vw - 32px);
    max-block-size: min(860px, 100dvh - 32px);
    padding: var(--space-6);
    overflow: auto;
    overscroll-behavior: contain;
    border: 0;
    border-radius: calc(var(--radius) * 1.6);
    background: var(--surface);
    color: var(--text);
    box-shadow:
      0 1px 2px rgb(0 0 0 / 0.08),
      0 24px 64px rgb(0 0 0 / 0.24);
  }
  dialog[open] {
    animation: rise calc(var(--motion) * 1.4) cubic-bezier(0.2, 0.7, 0.2, 1);
  }
  dialog::backdrop {
    background: rgb(12 14 18 / 0.48);
  }
  .close {
    position: sticky;
    z-index: 2;
    inset-block-start: 0;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block: calc(-1 * var(--space-3)) calc(-44px + var(--space-3));
    margin-inline: auto calc(-1 * var(--space-3));
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: color-mix(in oklab, var(--surface) 85%, transparent);
    color: inherit;
    cursor: pointer;
  }
  .close:hover {
    background: var(--sunken);
  }
  .close svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
  }
  vitrine-product {
    min-block-size: 360px;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
  @media (max-width: 600px) {
    dialog {
      inline-size: 100%;
      max-inline-size: 100%;
      max-block-size: 92dvh;
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding: var(--space-4);
    }
    /* Whole on the picture, where beside it there is no room. */
    .close {
      margin-block: 0 -44px;
      margin-inline-end: 0;
    }
  }
`;
