import { css } from 'lit';

export const styles = css`
  .contact {
    display: grid;
    gap: clamp(24px, 4cqi, 48px);
  }
  .contact .headings {
    margin-block-end: 0;
  }
  .label {
    font-size: 14px;
    font-weight: 600;
    line-height: 1.4;
    color: var(--muted);
  }
  .value {
    display: grid;
    gap: var(--space-2);
    align-content: start;
    justify-items: start;
  }
  .postal {
    font-style: normal;
  }
  .postal span {
    display: block;
  }
  .reach,
  .contact .arrow {
    min-block-size: 44px;
  }
  .reach {
    display: inline-flex;
    align-items: center;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-decoration-color: color-mix(in oklab, currentColor 45%, transparent);
    text-underline-offset: 0.25em;
    transition: text-decoration-color var(--motion);
  }
  .reach:hover {
    text-decoration-color: currentColor;
  }
  .hours {
    display: grid;
    gap: var(--space-2);
    inline-size: 100%;
    font-variant-numeric: tabular-nums;
  }
  .hours > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--space-6);
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-6);
  }
  /* A row as high as a finger is wide begins and ends with room of its own. */
  .value > :is(.reach, .links):first-child {
    margin-block-start: calc(-1 * var(--space-2));
  }

  .cards .ways {
    --least: 264px;
  }
  .cards .way {
    gap: clamp(20px, 3cqi, 36px);
    align-content: space-between;
  }
  .cards .value {
    font-size: clamp(17px, 1.7cqi, 20px);
    line-height: 1.4;
  }
  .cards :is(.hours, .arrow) {
    font-size: 16px;
  }
  .cards > .picture {
    order: 1;
    inline-size: 100%;
    max-block-size: 64vh;
    aspect-ratio: 16 / 9;
  }

  .contact:is(.beside, .list) .way {
    display: grid;
    gap: var(--space-1) var(--space-6);
    padding-block: var(--space-4);
    border-block-start: 1px solid var(--line);
  }
  .beside .value {
    font-size: 17px;
    line-height: 1.5;
  }
  .beside .way:last-child {
    border-block-end: 1px solid var(--line);
  }
  @container section (inline-size >= 480px) {
    .contact:is(.beside, .list) .way {
      grid-template-columns: minmax(0, 152px) minmax(0, 1fr);
      align-items: baseline;
    }
    .contact:is(.beside, .list) .value > :is(.reach, .links):first-child {
      margin-block: calc(-1 * var(--space-2));
    }
  }
  @container section (inline-size >= 860px) {
    .contact.beside {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      column-gap: clamp(32px, 6cqi, 88px);
    }
    .contact.beside.pictured .picture {
      grid-area: 1 / 2 / span 2;
      inline-size: 100%;
      max-block-size: 80vh;
      aspect-ratio: 4 / 5;
    }
    .contact.beside.pictured .ways {
      align-self: end;
    }
    /* Without a picture the heading itself is the other side. */
    .contact.beside.bare {
      grid-template-rows: auto;
    }
    .contact.beside.bare:not(:has(> .headings)) {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  /* Small print: a line for each way. */
  .contact.list {
    gap: var(--space-6);
    max-inline-size: 760px;
    font-size: 14px;
  }
  .contact.list .heading {
    font-size: clamp(20px, 2.2cqi, 26px);
  }
  .contact.list .intro {
    font-size: 15px;
  }
  .contact.list .way {
    padding-block: var(--space-2);
  }
  .contact.list .value {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-6);
  }
  .contact.list .postal span {
    display: inline;
  }
  .contact.list .postal span:not(:last-child)::after {
    content: ' · ' / ' ';
  }
  .contact.list .hours {
    gap: 0;
  }
  .contact.list .hours > div {
    justify-content: start;
  }
  @container section (inline-size >= 480px) {
    .contact.list .hours dt {
      inline-size: 14em;
    }
  }
`;
