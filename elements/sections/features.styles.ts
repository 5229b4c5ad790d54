import { css } from 'lit';
import { evenStyles } from './section-even.styles.ts';

export const styles = css`
  ${evenStyles}
  .features .rest {
    display: grid;
    gap: var(--space-3);
    justify-items: start;
  }
  .features .words {
    max-inline-size: 62ch;
  }

  /* Columns that hang from a line. */
  .features.grid {
    --least: 210px;
    row-gap: clamp(32px, 5cqi, 64px);
  }
  .features.grid > li {
    display: grid;
    align-content: start;
    gap: var(--space-2);
    padding-block-start: var(--space-6);
    border-block-start: 1px solid var(--line);
  }
  .features.grid .icon {
    margin-block-end: clamp(16px, 3cqi, 36px);
  }
  .features.grid.of-1 .title,
  .features.grid.of-2 .title {
    font-size: clamp(18px, 2cqi, 24px);
  }

  /* Rows between lines: what it is at the start, what it means at the end. */
  .features.list {
    --title: clamp(18px, 2.2cqi, 26px);
    border-block-end: 1px solid var(--line);
  }
  .features.list > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2) clamp(14px, 2cqi, 24px);
    align-items: start;
    padding-block: clamp(20px, 3cqi, 36px);
    border-block-start: 1px solid var(--line);
  }
  .features.list .title {
    font-size: var(--title);
  }
  .features.list .icon {
    margin-block-start: calc((var(--title) * 1.3 - 28px) / 2);
  }
  .features.drawn > li {
    grid-template-columns: 28px minmax(0, 1fr);
  }
  .features.drawn > li > :not(.icon) {
    grid-column: 2;
  }
  @container section (inline-size >= 760px) {
    .features.list > li {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    }
    .features.list.drawn > li {
      grid-template-columns: 28px minmax(0, 5fr) minmax(0, 7fr);
    }
    .features.list .title {
      grid-row: 1;
    }
    .features.list > li > .rest {
      grid-column: -2;
      grid-row: 1;
      /* The first lines of both stand on one height. */
      padding-block-start: calc(var(--title) * 0.65 - 0.75em);
    }
  }

  /* Pictures to the edges of their cards; without one the words stand at the foot, below much room. */
  .features.cards > .card {
    grid-template-rows: auto 1fr;
    gap: 0;
    padding: 0;
    overflow: hidden;
  }
  .features.cards > .bare {
    grid-template-rows: 1fr;
  }
  .features.cards .picture {
    border-radius: 0;
    aspect-ratio: 3 / 2;
  }
  .features.cards .inside {
    display: grid;
    align-content: space-between;
    gap: clamp(28px, 5cqi, 72px);
    padding: clamp(18px, 2.6cqi, 32px);
  }
  .features.cards .said {
    display: grid;
    gap: var(--space-2);
  }
  @container section (560px <= inline-size < 920px) {
    .features.cards:has(> :last-child:nth-child(odd)) > :first-child:not(:last-child) .picture {
      aspect-ratio: 2 / 1;
    }
  }
  @container section (inline-size >= 760px) {
    .features.cards > .pictured:only-child {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
      grid-template-rows: auto;
    }
    .features.cards > .pictured:only-child .picture {
      position: relative;
      aspect-ratio: auto;
      min-block-size: 380px;
    }
    .features.cards > .pictured:only-child img {
      position: absolute;
      inset: 0;
    }
    .features.cards > .pictured:only-child .inside {
      align-content: center;
    }
    .features.cards > :only-child .title {
      font-size: clamp(22px, 2.4cqi, 30px);
    }
  }

  .features.alternating {
    display: grid;
    gap: clamp(48px, 9cqi, 120px);
  }
  .features.alternating > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  .features.alternating .picture {
    inline-size: 100%;
    max-block-size: 760px;
    margin-block-end: var(--space-3);
    aspect-ratio: 4 / 3;
  }
  .features.alternating .head {
    display: grid;
    gap: var(--space-4);
    align-content: start;
  }
  .features.alternating .title {
    font-family: var(--vitrine-font-heading, inherit);
    font-size: clamp(22px, 2.8cqi, 34px);
  }
  .features.alternating .words {
    font-size: clamp(15px, 1.4cqi, 17px);
    line-height: 1.6;
  }
  .features.alternating > .bare {
    padding-block-start: var(--space-6);
    border-block-start: 1px solid var(--line);
  }
  @container section (inline-size >= 760px) {
    .features.alternating > li {
      column-gap: clamp(32px, 6cqi, 96px);
    }
    .features.alternating > .bare {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    }
    .features.alternating > .pictured {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
      grid-template-rows: 1fr auto auto 1fr;
      grid-template-areas: 'picture .' 'picture head' 'picture rest' 'picture .';
    }
    .features.alternating > .pictured:nth-child(even) {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
      grid-template-areas: '. picture' 'head picture' 'rest picture' '. picture';
    }
    .features.alternating .picture {
      grid-area: picture;
      align-self: center;
      margin: 0;
    }
    .features.alternating > .pictured .head {
      grid-area: head;
    }
    .features.alternating > .pictured .rest {
      grid-area: rest;
    }
  }
`;
