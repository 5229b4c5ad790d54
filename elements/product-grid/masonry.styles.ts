import { css } from 'lit';

/** Cards of different heights, each in the shortest column: by the browser where it can, by measuring where it cannot. */
export const styles = css`
  .masonry .picture,
  .masonry .waiting::before {
    aspect-ratio: var(--_ratio, var(--ratio));
  }
  .masonry .text {
    block-size: auto;
  }
  .masonry.measured {
    position: relative;
  }
  .measured > .card {
    position: absolute;
    inset-inline: 0;
    inset-block-start: var(--_y, 0);
    /* Until it has its own: all are equally wide. */
    grid-column: 1 / 2;
  }
  @supports (display: grid-lanes) {
    .masonry {
      display: grid-lanes;
    }
  }
`;
