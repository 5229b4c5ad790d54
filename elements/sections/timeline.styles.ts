import { css } from 'lit';

export const styles = css`
  .events {
    --dot: 11px;
    --when-size: clamp(17px, 2cqi, 24px);
    /* In the middle of the first line of the moment. */
    --lead: 1.2;
    --dot-top: calc((var(--when-size) * var(--lead) - var(--dot)) / 2);
    --dot-colour: var(--icon-colour, var(--accent-ink, var(--text)));
  }
  .events:dir(rtl) {
    --lead: 1.45;
  }
  .events > li {
    position: relative;
    min-inline-size: 0;
  }
  .events > li::before {
    content: '';
    position: absolute;
    inline-size: var(--dot);
    block-size: var(--dot);
    border-radius: 50%;
    background: var(--dot-colour);
  }
  .when {
    font-family: var(--vitrine-font-heading, inherit);
    font-weight: var(--vitrine-weight-heading, 650);
    font-size: var(--when-size);
    line-height: var(--lead);
    text-wrap: balance;
  }
  .what {
    display: grid;
    align-content: start;
    gap: var(--space-2);
    max-inline-size: 60ch;
  }
  .what .picture {
    inline-size: 100%;
    max-inline-size: 480px;
    margin-block-start: var(--space-3);
    aspect-ratio: 3 / 2;
  }

  /* The line runs from dot to dot, and ends with the last. */
  :is(.vertical, .alternating) > li {
    --line-at: calc(var(--dot) / 2);
    padding-inline-start: clamp(28px, 5cqi, 40px);
    padding-block-end: clamp(32px, 5cqi, 72px);
  }
  :is(.vertical, .alternating) > li:last-child {
    padding-block-end: 0;
  }
  :is(.vertical, .alternating) > li::before {
    inset-block-start: var(--dot-top);
    inset-inline-start: calc(var(--line-at) - var(--dot) / 2);
  }
  :is(.vertical, .alternating) > li:not(:last-child)::after {
    content: '';
    position: absolute;
    inset-block: calc(var(--dot-top) + var(--dot) + 8px) calc(8px - var(--dot-top));
    inset-inline-start: calc(var(--line-at) - 0.5px);
    border-inline-start: 1px solid var(--line);
  }
  :is(.vertical, .alternating) .what {
    margin-block-start: var(--space-2);
  }
  @container section (inline-size >= 760px) {
    :is(.vertical, .alternating) > li {
      display: grid;
      align-items: baseline;
      padding-inline-start: 0;
    }
    :is(.vertical, .alternating) .what {
      margin-block-start: 0;
    }
    .vertical > li {
      --when: clamp(130px, 18cqi, 240px);
      --between: clamp(48px, 7cqi, 96px);
      --line-at: calc(var(--when) + var(--between) / 2);
      grid-template-columns: var(--when) minmax(0, 1fr);
      column-gap: var(--between);
    }
    .vertical .when {
      text-align: end;
    }

    .alternating {
      --when-size: clamp(24px, 3.4cqi, 44px);
    }
    .alternating > li {
      --line-at: 50%;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      column-gap: clamp(64px, 9cqi, 128px);
    }
    .alternating > li > * {
      grid-row: 1;
    }
    .alternating .when {
      text-align: end;
    }
    .alternating .what {
      max-inline-size: 46ch;
    }
    /* As wide before its picture is there as after. */
    .alternating .what:has(.picture) {
      inline-size: 100%;
    }
    .alternating > :nth-child(even) .when {
      grid-column: 2;
      text-align: start;
    }
    .alternating > :nth-child(even) .what {
      grid-column: 1;
      justify-self: end;
    }
  }

  /* One line through all of them, which passes on under the edges of what is seen. */
  .row {
    grid-auto-columns: minmax(min(82%, 272px), 1fr);
    column-gap: 0;
    margin-inline: calc(var(--edge) * -1);
    padding-block-start: var(--space-2);
    padding-inline: var(--edge);
    scroll-padding-inline: var(--edge);
    scroll-snap-type: x proximity;
  }
  .row > .events {
    display: contents;
  }
  .horizontal > li {
    padding-block-start: var(--space-6);
    padding-inline-end: clamp(20px, 3cqi, 40px);
    border-block-start: 1px solid var(--line);
    scroll-snap-align: start;
  }
  .horizontal > li::before {
    inset-block-start: calc(var(--dot) / -2 - 0.5px);
    inset-inline-start: 0;
  }
  .horizontal .what {
    margin-block-start: var(--space-3);
  }
  .horizontal .what .picture {
    aspect-ratio: 4 / 3;
  }
`;
