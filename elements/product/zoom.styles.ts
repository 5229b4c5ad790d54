import { css } from 'lit';

/** The dialog with one large picture. */
export const styles = css`
  .zoom {
    box-sizing: border-box;
    inline-size: 100vw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 0;
    background: var(--surface);
    color: var(--text);
    overscroll-behavior: contain;
  }
  .zoom[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    animation: appear var(--motion) ease-out;
  }
  .zoom .bar {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    padding: var(--space-2);
  }
  .zoom .count {
    flex: 1;
    padding-inline: var(--space-2);
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  /* Left to right in every language: what is measured here is a picture. */
  .zoom .pane {
    direction: ltr;
    min-block-size: 0;
    overflow: hidden;
    overscroll-behavior: contain;
    touch-action: pan-x pan-y;
    scrollbar-width: none;
    cursor: zoom-in;
    -webkit-tap-highlight-color: transparent;
  }
  .zoom .pane::-webkit-scrollbar {
    display: none;
  }
  .zoom .zoomed {
    overflow: auto;
    cursor: zoom-out;
  }
  .zoom .pane:focus-visible {
    outline-offset: -3px;
  }
  .zoom .large {
    display: block;
    inline-size: calc(100% * var(--scale, 1));
    block-size: calc(100% * var(--scale, 1));
    object-fit: contain;
    user-select: none;
  }
  .zoom .over {
    inset-block-start: calc(50% + 8px);
  }
  .zoom .previous {
    inset-inline-start: var(--space-3);
  }
  .zoom .next {
    inset-inline-end: var(--space-3);
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
