import { css } from 'lit';
import { evenStyles } from './section-even.styles.ts';
import { personStyles } from './section-person.ts';
import { rowStyles } from './section-row.ts';

export const styles = css`
  ${evenStyles} ${personStyles} ${rowStyles}
  .testimonials .quote {
    display: grid;
    gap: var(--space-3);
    text-wrap: pretty;
  }
  /* The marks of the language it is shown in. */
  .testimonials .quote > :first-child::before {
    content: open-quote;
  }
  .testimonials .quote > :last-child::after {
    content: close-quote;
  }
  .testimonials .by {
    display: flex;
    align-items: center;
    gap: var(--space-3);
  }
  .testimonials .face {
    --face: 44px;
  }
  .testimonials .who {
    display: grid;
    min-inline-size: 0;
  }
  .testimonials .name {
    font-weight: 600;
  }
  .testimonials .role {
    font-size: 14px;
    color: var(--muted);
  }

  .testimonials.carousel {
    --slide: 440px;
  }
  .testimonials .block {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
    block-size: 100%;
    padding: clamp(20px, 3cqi, 36px);
    border-radius: calc(var(--radius) * 1.4);
    background: var(--sunken);
  }
  [data-tone='soft'] .testimonials .block {
    background: var(--surface);
  }
  .testimonials.carousel .quote {
    font-size: clamp(17px, 1.7cqi, 20px);
    line-height: 1.45;
  }
  .testimonials.carousel .by,
  .testimonials.grid .by {
    margin-block-start: auto;
    padding-block-start: var(--space-4);
  }

  .testimonials.grid .card {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
    block-size: 100%;
  }
  .testimonials.grid .quote {
    max-inline-size: 68ch;
    font-size: 16px;
    line-height: 1.6;
  }
  .testimonials.grid > :only-child .quote {
    font-size: clamp(18px, 2cqi, 24px);
    line-height: 1.45;
  }

  /* Faces to choose from, and below them the words of the chosen one. */
  .testimonials.single > .several {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }
  .testimonials.single > .several > li {
    display: contents;
  }
  .testimonials.single .pick {
    position: relative;
  }
  .testimonials.single .choice {
    position: absolute;
    inset: 0;
    z-index: 1;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .testimonials.single .pick .face {
    --face: 52px;
    outline-offset: 2px;
  }
  .testimonials.single .pick:hover .face {
    outline: 2px solid var(--line);
  }
  .testimonials.single .pick:has(:checked) .face {
    outline: 2px solid var(--text);
  }
  .testimonials.single .pick:has(:focus-visible) .face {
    outline: 3px solid var(--focus);
  }
  .testimonials.single figure {
    display: grid;
    gap: clamp(20px, 3cqi, 36px);
    max-inline-size: 940px;
  }
  .testimonials.single > .several figure {
    display: none;
    order: 1;
    flex: 1 0 100%;
    margin-block-start: clamp(20px, 3.4cqi, 44px);
  }
  .testimonials.single li:has(:checked) > figure,
  .testimonials.single > .several:not(:has(:checked)) > :first-child > figure {
    display: grid;
  }
  .testimonials.single .quote {
    font-family: var(--vitrine-font-heading, inherit);
    font-size: clamp(18px, 2.1cqi, 24px);
    line-height: 1.5;
  }
  .testimonials.single .medium .quote {
    font-size: clamp(21px, 3cqi, 34px);
    line-height: 1.32;
  }
  .testimonials.single .short .quote {
    font-size: clamp(26px, 4.4cqi, 54px);
    line-height: 1.16;
    text-wrap: balance;
  }

  /* Hung from lines in columns, the speaker first: read down each column, or across where a browser lays them out so. */
  .testimonials.masonry {
    display: block;
    --gap: clamp(24px, 4cqi, 56px);
    columns: 280px var(--columns, 3);
    column-gap: var(--gap);
  }
  .testimonials.masonry > li {
    break-inside: avoid;
    padding-block-end: clamp(28px, 4cqi, 48px);
  }
  .testimonials.masonry figure {
    display: grid;
    gap: var(--space-3);
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--line);
  }
  .testimonials.masonry .quote {
    font-size: 16px;
    line-height: 1.6;
  }
  @supports (display: grid-lanes) {
    .testimonials.masonry {
      --least: 280px;
      display: grid-lanes;
      row-gap: 0;
    }
  }
`;
