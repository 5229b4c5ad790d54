import { css } from 'lit';

/** Look of the overlay: the whole screen of a phone, elsewhere a panel at the top. */
export const styles = css`
  .overlay {
    inset: 0;
    inline-size: 100%;
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    border-radius: 0;
    background: var(--surface);
    color: var(--text);
    outline: 0;
    --inset: var(--space-4);
    container-type: inline-size;
  }
  .overlay[open] {
    display: flex;
    flex-direction: column;
    animation: appear calc(var(--motion) * 1.2) cubic-bezier(0.2, 0.7, 0.2, 1);
  }
  .overlay::backdrop {
    background: rgb(12 14 18 / 0.48);
  }
  .top {
    display: flex;
    flex: none;
    align-items: center;
    gap: var(--space-2);
    padding: var(--space-3) var(--inset);
    padding-block-start: max(var(--space-3), env(safe-area-inset-top));
    border-block-end: 1px solid var(--line);
  }
  .top .box {
    flex: 1;
    min-inline-size: 0;
  }
  .leave {
    display: grid;
    flex: none;
    order: -1;
    place-items: center;
    min-inline-size: 44px;
    min-block-size: 44px;
    margin: 0;
    margin-inline-start: calc(-1 * var(--space-3));
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font-weight: 550;
    cursor: pointer;
  }
  .leave:hover {
    background: var(--sunken);
  }
  .leave svg:dir(rtl) {
    transform: scaleX(-1);
  }
  .leave span {
    position: absolute;
    inline-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .below {
    flex: 1;
    min-block-size: 0;
    padding: var(--space-4) var(--inset) max(var(--space-8), env(safe-area-inset-bottom));
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  /* As wide as the box above, with and without a scroll bar beside it. */
  .below .results {
    inline-size: calc(100cqi - 2 * var(--inset));
    margin: 0;
  }
  .below .note {
    justify-content: center;
    min-block-size: 320px;
    background: none;
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(-8px);
    }
  }
  @media (min-width: 601px) {
    .overlay {
      --inset: var(--space-8);
      inline-size: min(1100px, 100% - 48px);
      block-size: fit-content;
      min-block-size: min(520px, 100dvh - 48px);
      max-block-size: calc(100dvh - 2 * min(7dvh, 64px));
      margin-block: min(7dvh, 64px) auto;
      margin-inline: auto;
      border-radius: calc(var(--radius) * 1.6);
      box-shadow:
        0 1px 2px rgb(0 0 0 / 0.08),
        0 24px 64px rgb(0 0 0 / 0.24);
    }
    .top {
      gap: var(--space-3);
      padding-block: var(--space-6) var(--space-4);
      border: 0;
    }
    .leave {
      order: 0;
      margin-inline: 0 calc(-1 * var(--space-4));
      padding-inline: var(--space-4);
    }
    .leave svg {
      display: none;
    }
    .leave span {
      position: static;
      inline-size: auto;
      clip-path: none;
    }
    .below {
      padding-block-start: var(--space-2);
    }
  }
  /* On a phone suggestions fill what is left of the screen. */
  @media (max-width: 600px) {
    .overlay .popup {
      inset-inline: 0 !important;
      inline-size: auto !important;
      block-size: 100dvh;
      padding-inline: calc(var(--inset) - var(--space-3));
      border: 0;
      border-radius: 0;
      box-shadow: none;
    }
  }
`;
