import { css } from 'lit';
import { topStyles } from './section-top.styles.ts';

export const styles = css`
  ${topStyles}
  .blog {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: clamp(24px, 4cqi, 48px);
  }
  .post {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
    align-content: start;
  }
  .post .picture {
    order: -1;
    aspect-ratio: 3 / 2;
  }
  .about {
    display: grid;
    gap: var(--space-2);
    align-content: start;
  }
  .through {
    text-decoration: none;
  }
  /* The whole post leads where its title does. */
  .through::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--radius);
  }
  .through:focus-visible {
    outline: none;
  }
  .through:focus-visible::after {
    outline: 2px solid var(--focus);
    outline-offset: 4px;
  }
  .post:hover .through {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  .excerpt {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    color: var(--muted);
    text-wrap: pretty;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-4);
    font-size: 13px;
    white-space: normal;
    color: var(--muted);
  }

  .posts.cards {
    --least: 256px;
    row-gap: clamp(32px, 5cqi, 56px);
  }
  /* Words alone begin at a line where the others have their picture. */
  .cards .bare {
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--text);
  }
  .cards .bare .title {
    font-size: clamp(20px, 2.2cqi, 26px);
  }
  .cards .bare .excerpt {
    -webkit-line-clamp: 6;
  }

  .rows > li,
  .others > li {
    padding-block: clamp(20px, 2.6cqi, 32px);
    border-block-start: 1px solid var(--line);
  }
  .rows > li:last-child {
    border-block-end: 1px solid var(--line);
  }
  .rows .pictured {
    grid-template-columns: minmax(0, 1fr) clamp(80px, 24cqi, 128px);
  }
  .rows .picture {
    order: 0;
    aspect-ratio: 1;
  }
  .rows .title {
    font-size: clamp(18px, 2.2cqi, 26px);
  }
  .rows .excerpt {
    max-inline-size: 64ch;
    -webkit-line-clamp: 2;
  }
  @container section (inline-size >= 600px) {
    .rows .pictured {
      grid-template-columns: clamp(180px, 24cqi, 280px) minmax(0, 1fr);
      gap: clamp(24px, 4cqi, 56px);
      align-items: center;
    }
    .rows .picture {
      order: -1;
      aspect-ratio: 4 / 3;
    }
  }

  .featured-posts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: clamp(32px, 5cqi, 72px);
  }
  .lead-post .title {
    font-size: clamp(23px, 3.2cqi, 40px);
    font-family: var(--vitrine-font-heading, inherit);
    font-weight: var(--vitrine-weight-heading, 650);
  }
  .lead-post .excerpt {
    max-inline-size: 60ch;
    font-size: clamp(16px, 1.5cqi, 18px);
    -webkit-line-clamp: 5;
  }
  .lead-post .picture {
    aspect-ratio: 4 / 3;
  }
  .others .pictured {
    grid-template-columns: minmax(0, 1fr) clamp(80px, 10cqi, 120px);
  }
  .others .picture {
    order: 0;
    aspect-ratio: 1;
  }
  .others .excerpt {
    -webkit-line-clamp: 2;
    font-size: 14px;
  }
  @container section (inline-size >= 860px) {
    .featured-posts {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
      align-items: start;
    }
    .others > li:first-child {
      padding-block-start: 0;
      border-block-start: 0;
    }
    .featured-posts.alone {
      grid-template-columns: minmax(0, 1fr);
    }
    .alone .lead-post .pictured {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
      gap: clamp(32px, 5cqi, 72px);
      align-items: center;
    }
  }
`;
