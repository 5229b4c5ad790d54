import { css } from 'lit';
import { topStyles } from './section-top.styles.ts';

export const styles = css`
  ${topStyles}
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

  /* The grid has tokens of its own; on another background they are those of the section. */
  [data-tone='soft'] .goods {
    --vitrine-color-sunken: var(--surface);
  }
  :is([data-tone='accent'], [data-tone='dark']) .goods {
    --vitrine-color-text: var(--text);
    --vitrine-color-muted: var(--muted);
    --vitrine-color-line: var(--line);
    --vitrine-color-surface: var(--surface);
    --vitrine-color-sunken: var(--sunken);
    --vitrine-color-focus: var(--focus);
    --vitrine-color-accent: var(--button);
    --vitrine-color-on-accent: var(--on-button);
  }
  /* No red or green can be read on every accent colour. */
  [data-tone='accent'] .goods {
    --vitrine-color-sale: var(--text);
    --vitrine-color-good: var(--text);
    --vitrine-color-danger: var(--text);
  }
  [data-tone='accent'] .goods::part(badge) {
    background: var(--text);
    color: var(--section-background);
  }
`;
