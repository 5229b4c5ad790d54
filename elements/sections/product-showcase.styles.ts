import { css } from 'lit';
import { innerTones } from './section-inner.styles.ts';
import { topStyles } from './section-top.styles.ts';

export const styles = css`
  ${topStyles}
  ${innerTones}
  .showcase {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: clamp(24px, 4cqi, 48px);
  }
  .showcase > .arrow {
    justify-self: start;
    min-block-size: 44px;
  }

  /* A carousel brings a row of its own for its buttons: where there is room, they stand beside the words. */
  .showcase.carousel {
    gap: 0;
  }
  .showcase.carousel .top {
    margin-block-end: var(--space-3);
  }
  .showcase.carousel > .arrow {
    margin-block-start: var(--space-6);
  }
  @container section (inline-size >= 640px) {
    .showcase.carousel .top {
      min-block-size: 44px;
      margin-block-end: -44px;
      padding-inline-end: 128px;
    }
  }

  [data-tone='accent'] .inner::part(badge) {
    background: var(--text);
    color: var(--section-background);
  }
`;
