import { css } from 'lit';

/** Look of videos among the pictures. */
export const styles = css`
  iframe.image {
    border: 0;
    background: #000;
  }
  video.image {
    background: #000;
  }
  .play {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
    border-radius: var(--radius);
  }
  .play:focus-visible {
    outline-offset: -4px;
  }
  .play-icon {
    display: grid;
    place-items: center;
    inline-size: 72px;
    block-size: 72px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--surface) 92%, transparent);
    color: var(--text);
    transition: transform var(--motion);
  }
  .play:hover .play-icon {
    transform: scale(1.06);
  }
  .play-icon svg,
  .thumbnail-play svg {
    fill: currentColor;
  }
  .play-icon svg {
    inline-size: 30px;
    block-size: 30px;
  }
  .service {
    position: absolute;
    inset-block-end: var(--space-3);
    inset-inline-start: var(--space-3);
    max-inline-size: calc(100% - 2 * var(--space-3));
    padding: 2px 10px;
    border-radius: 99px;
    background: color-mix(in oklab, var(--surface) 92%, transparent);
    font-size: var(--text-s);
    pointer-events: none;
  }
  .thumbnail-play {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: var(--text);
  }
  .thumbnail-play svg {
    padding: 5px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--surface) 88%, transparent);
    inline-size: 28px;
    block-size: 28px;
  }
`;
