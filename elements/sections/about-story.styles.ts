import { css } from 'lit';

export const styles = css`
  .story {
    --apart: clamp(32px, 6cqi, 88px);
    display: grid;
    gap: var(--apart);
  }
  .story .headings {
    margin-block-end: 0;
  }
  .prose {
    display: grid;
    gap: 1em;
    max-inline-size: 68ch;
    font-size: clamp(16px, 1.5cqi, 18px);
    line-height: 1.7;
    text-wrap: pretty;
  }
  /* The first paragraph of several leads in. */
  .opening > p:first-child:not(:last-child) {
    font-size: clamp(18px, 2cqi, 24px);
    line-height: 1.5;
  }
  .story .title {
    font-size: clamp(19px, 2cqi, 24px);
  }
  .chapter {
    display: grid;
    gap: var(--space-6);
    align-content: start;
  }
  .chapter .told {
    display: grid;
    gap: var(--space-3);
    align-content: start;
  }
  .chapter .prose {
    color: var(--muted);
  }
  .chapter .picture {
    order: -1;
  }
  .closing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3) var(--space-8);
  }
  .signature {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    font-weight: 600;
  }
  .signature::before {
    content: '';
    flex: none;
    inline-size: 32px;
    block-size: 1px;
    background: currentColor;
  }
  .story .arrow {
    min-block-size: 44px;
  }

  /* A column to read; only the first picture is wider. */
  .story.text {
    grid-template-columns: minmax(0, 1fr) minmax(0, 680px) minmax(0, 1fr);
    gap: clamp(24px, 4cqi, 48px) 0;
  }
  .story.text > * {
    grid-column: 2;
  }
  .story.text > .picture {
    grid-column: 1 / -1;
    inline-size: 100%;
    max-block-size: 76vh;
    aspect-ratio: 16 / 9;
  }
  .story.text .parts {
    display: grid;
    gap: clamp(32px, 5cqi, 56px);
  }
  .story.text .chapter .prose {
    color: inherit;
  }
  .story.text .chapter .picture {
    order: 0;
  }

  .pair,
  .pair > .told,
  .reading {
    display: grid;
    gap: clamp(20px, 3cqi, 32px);
    align-content: start;
  }
  .pair .picture {
    aspect-ratio: 4 / 3;
  }
  .beside .parts {
    --least: 280px;
    row-gap: clamp(32px, 4cqi, 48px);
  }
  .beside .chapter {
    padding-block-start: var(--space-6);
    border-block-start: 1px solid var(--line);
  }
  .beside .chapter .picture {
    aspect-ratio: 3 / 2;
  }
  @container section (inline-size >= 760px) {
    .pair.pictured {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--apart);
      align-items: start;
    }
    .pair.pictured > .told {
      align-self: center;
    }
    /* Beside a long story the picture goes along. */
    .pair > .picture {
      position: sticky;
      inset-block-start: var(--space-8);
      inline-size: 100%;
      max-block-size: 80vh;
      aspect-ratio: 4 / 5;
    }
    .pair.bare > .told:has(> .headings) {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
      gap: var(--apart);
    }
  }

  .start {
    display: grid;
    gap: clamp(20px, 3cqi, 40px);
  }
  .story.chapters .heading {
    font-size: clamp(30px, 5cqi, 60px);
  }
  .story.chapters > .picture {
    inline-size: 100%;
    max-block-size: 80vh;
    aspect-ratio: 16 / 10;
  }
  .story.chapters .parts {
    display: grid;
    gap: clamp(40px, 7cqi, 112px);
  }
  .story.chapters .title {
    font-size: clamp(21px, 2.6cqi, 34px);
  }
  .story.chapters .chapter.bare {
    padding-block-start: var(--space-6);
    border-block-start: 1px solid var(--line);
  }
  /* Chapters of words alone stand closer: each line parts them enough. */
  .story.chapters .chapter.bare + .chapter.bare {
    margin-block-start: calc(-0.5 * clamp(40px, 7cqi, 112px));
  }
  .story.chapters .chapter .picture {
    aspect-ratio: 4 / 3;
  }
  @container section (inline-size >= 760px) {
    .start:has(> .headings) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--apart);
    }
    .story.chapters > .picture {
      aspect-ratio: 21 / 9;
    }
    .story.chapters .chapter.pictured {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
      gap: var(--apart);
      align-items: center;
    }
    .story.chapters .chapter.pictured:nth-child(even) {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    }
    .story.chapters .chapter:nth-child(even) .picture {
      order: 1;
    }
    .story.chapters .chapter.bare .told {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
      gap: var(--apart);
    }
  }
`;
