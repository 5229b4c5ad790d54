import { css } from 'lit';
import { evenStyles } from './section-even.styles.ts';
import { personStyles } from './section-person.ts';

export const styles = css`
  ${evenStyles} ${personStyles}
  .team .who {
    display: grid;
    gap: 2px;
    min-inline-size: 0;
  }
  .team .role {
    color: var(--muted);
  }
  .team .rest {
    display: grid;
    gap: var(--space-3);
    align-content: start;
  }
  .team .words {
    max-inline-size: 60ch;
  }
  .team .links {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-4);
  }
  .team .at {
    position: relative;
    display: inline-block;
    padding-block: var(--space-1);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: var(--line);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.25em;
  }
  .team .at:hover {
    text-decoration-color: currentColor;
  }
  .team .portrait {
    aspect-ratio: 4 / 5;
  }
  .team .blank {
    display: grid;
    place-items: center;
    font-family: var(--vitrine-font-heading, inherit);
    font-size: clamp(24px, 4cqi, 44px);
    line-height: 1;
    color: var(--muted);
  }
  [data-tone='soft'] .team .blank {
    background: var(--surface);
  }

  .team.grid {
    --least: 130px;
    row-gap: clamp(28px, 4.4cqi, 56px);
  }
  .team.grid.of-1,
  .team.grid.of-2 {
    grid-template-columns: repeat(var(--columns), minmax(0, 420px));
  }
  .team.grid > li {
    display: grid;
    align-content: start;
    gap: var(--space-3);
  }
  @container section (inline-size >= 1800px) {
    [data-width='full'] .team.grid.of-4 {
      --columns: 6;
    }
  }
  .team.grid.bare {
    --least: 200px;
  }
  .team.grid.bare > li {
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--line);
  }

  .team.cards > .card {
    gap: var(--space-4);
    grid-template-rows: auto 1fr;
  }
  .team .head {
    display: flex;
    align-items: center;
    gap: var(--space-4);
  }
  .team .face {
    --face: clamp(56px, 6cqi, 76px);
  }
  .team.cards .rest {
    align-content: space-between;
  }

  /* Portrait, name and words beside each other between lines. */
  .team.list {
    border-block-end: 1px solid var(--line);
  }
  .team.list > li {
    display: grid;
    gap: var(--space-2) clamp(16px, 3cqi, 40px);
    align-items: start;
    padding-block: clamp(18px, 2.4cqi, 28px);
    border-block-start: 1px solid var(--line);
  }
  .team.list .title {
    font-size: clamp(18px, 2cqi, 23px);
  }
  .team.framed > li {
    grid-template-columns: 72px minmax(0, 1fr);
    grid-template-areas: 'portrait who' 'portrait rest';
    grid-template-rows: auto 1fr;
  }
  .team.framed .portrait {
    grid-area: portrait;
  }
  .team.framed .who {
    grid-area: who;
  }
  .team.framed .rest {
    grid-area: rest;
  }
  .team.framed .blank {
    font-size: 24px;
  }
  @container section (inline-size >= 760px) {
    .team.list > li {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    }
    .team.list.framed > li {
      grid-template-columns: 112px minmax(0, 4fr) minmax(0, 6fr);
      grid-template-areas: 'portrait who rest';
      grid-template-rows: auto;
      align-items: center;
    }
  }
`;
