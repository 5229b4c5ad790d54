import { css } from 'lit';

/** The words above a section with a link at the end of their line, for sections whose link leads to more of the same. */
export const topStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    align-items: last baseline;
    justify-content: space-between;
    gap: var(--space-2) var(--space-8);
  }
  .top .headings {
    margin-block-end: 0;
  }
  .top .arrow {
    min-block-size: 44px;
  }
  /* Without words above, the link is at the end all the same. */
  .top > .arrow:only-child {
    margin-inline-start: auto;
  }
`;
