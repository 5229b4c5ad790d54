import { css } from 'lit';

/** One row of cards that scrolls. How wide they are stands with the grid's own styles, which hold the room. */
export const styles = css`
  .carousel {
    position: relative;
    overscroll-behavior-inline: contain;
    scroll-snap-type: inline mandatory;
    scroll-padding-inline: 6px;
  }
  .carousel::-webkit-scrollbar {
    display: none;
  }
  .carousel .card {
    scroll-snap-align: start;
  }
  @media (prefers-reduced-motion: no-preference) {
    .carousel {
      scroll-behavior: smooth;
    }
  }
  .root:has(.turns) .head {
    position: relative;
  }
  .turns {
    display: flex;
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    align-items: center;
    gap: var(--space-2);
  }
  .turns[hidden] {
    visibility: hidden;
  }
  .turn {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--surface);
    color: var(--text);
    cursor: pointer;
    transition:
      background-color var(--motion),
      border-color var(--motion),
      color var(--motion);
  }
  .turn:hover:not([aria-disabled='true']) {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .turn[aria-disabled='true'] {
    color: color-mix(in oklab, var(--muted) 55%, transparent);
    cursor: default;
  }
  .turn svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .turn.on svg,
  .root[dir='rtl'] .turn svg {
    transform: scaleX(-1);
  }
  .root[dir='rtl'] .turn.on svg {
    transform: none;
  }
  @media (forced-colors: active) {
    .turn[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
  }
`;
