import { css } from 'lit';
import { tableStyles } from './section-table.styles.ts';

export const styles = css`
  ${tableStyles}
  .plan-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--space-3);
  }
  .badge {
    font-size: var(--text-s);
    font-weight: 600;
    color: var(--muted);
  }
  .price {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-2);
    color: var(--text);
  }
  .amount {
    font-family: var(--vitrine-font-heading, inherit);
    font-size: var(--amount, 44px);
    font-weight: var(--vitrine-weight-heading, 650);
    line-height: 1.1;
    letter-spacing: -0.02em;
    unicode-bidi: isolate;
  }
  .amount.long {
    font-size: calc(var(--amount, 44px) * 0.6);
    letter-spacing: 0;
  }
  .amount:dir(rtl) {
    line-height: 1.35;
    letter-spacing: 0;
  }
  .period,
  .text {
    color: var(--muted);
  }
  .text {
    text-wrap: pretty;
  }
  .points > li {
    padding-block: 10px;
    border-block-start: 1px solid var(--line);
    text-wrap: pretty;
  }
  .do:empty {
    display: none;
  }
  .note {
    margin-block-start: var(--space-6);
    font-size: var(--text-s);
    color: var(--muted);
  }

  /*
   * Side by side, all of them or none: three never stand as two and one. Four and five may stand in two rows.
   * Below the room that a count needs, the last term becomes larger than any section, and each card takes a whole row.
   */
  .cards {
    --amount: clamp(36px, 4cqi, 52px);
    --space: clamp(20px, 2.2cqi, 32px);
    --gaps: calc(var(--columns, 5) - 1) * var(--gap);
    --share: (100% - var(--gaps)) / var(--columns, 5) - 0.1px;
    display: grid;
    grid-template-columns: repeat(
      auto-fit,
      minmax(min(100%, max(var(--share), min(var(--fewer, 9999px), (var(--all) - 100%) * 999))), 1fr)
    );
    column-gap: var(--gap);
    margin-block-end: calc(-1 * var(--gap));
  }
  .cards.of-1 {
    --all: 0px;
    max-inline-size: 480px;
  }
  .cards.of-2 {
    --all: 480px;
  }
  .cards.of-3 {
    --all: 660px;
  }
  .cards.of-4 {
    --all: 920px;
    --fewer: max((100% - var(--gap)) / 2 - 0.1px, (480px - 100%) * 999);
  }
  .cards.of-5 {
    --all: 1000px;
    --amount: clamp(32px, 3cqi, 44px);
    --gap: clamp(12px, 1.6cqi, 24px);
    --space: clamp(16px, 1.6cqi, 24px);
    --fewer: max((100% - 2 * var(--gap)) / 3 - 0.1px, (620px - 100%) * 999);
  }
  /* The same things stand on the same lines across a row of cards. The room between cards is their margin, because a gap would part the lines too. */
  .cards > .plan {
    display: grid;
    grid-row: span 5;
    grid-template-rows: subgrid;
    margin-block-end: var(--gap);
    padding: var(--space);
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.4);
    background: var(--surface);
  }
  .cards .price {
    grid-row: 2;
    align-self: end;
    margin-block-start: var(--space-6);
  }
  .cards .text {
    grid-row: 3;
    margin-block-start: var(--space-2);
  }
  .cards .points {
    grid-row: 4;
    margin-block-start: var(--space-6);
  }
  .cards .do {
    grid-row: 5;
    display: grid;
    align-content: end;
  }
  .cards .do > * {
    margin-block-start: var(--space-6);
    padding-inline: var(--space-3);
  }
  /* The one to look at first is filled as a button is; inside, colours are turned round. */
  .cards > .first {
    --fill: var(--button, var(--accent));
    --ink: var(--on-button, var(--on-accent));
    border-color: var(--fill);
    background: var(--fill);
  }
  .cards > .first > * {
    --text: var(--ink);
    --muted: var(--ink);
    --line: color-mix(in oklab, var(--ink) 32%, var(--fill));
    --focus: var(--ink);
    --button: var(--ink);
    --on-button: var(--fill);
    color: var(--text);
  }

  .list {
    --amount: clamp(30px, 3.4cqi, 44px);
    border-block-end: 1px solid var(--line);
  }
  .list > .plan {
    display: grid;
    gap: var(--space-3);
    padding-block: clamp(24px, 3.4cqi, 44px);
    border-block-start: 1px solid var(--line);
  }
  .list > .first,
  .list > .first + .plan {
    border-block-start: 2px solid var(--text);
  }
  .list > .first:last-child {
    border-block-end: 2px solid var(--text);
    margin-block-end: -1px;
  }
  .list .title {
    font-size: clamp(18px, 2cqi, 24px);
  }
  .list .plan-head {
    justify-content: start;
  }
  .list .points > li:first-child {
    border-block-start: 0;
    padding-block-start: 0;
  }
  @container section (inline-size >= 760px) {
    .list > .plan {
      grid-template-columns: minmax(0, 5fr) minmax(0, 5fr) minmax(0, 4fr);
      grid-template-rows: auto 1fr;
      column-gap: clamp(24px, 4cqi, 64px);
    }
    .list :is(.plan-head, .text) {
      grid-column: 1;
    }
    .list .points {
      grid-area: 1 / 2 / span 2;
    }
    .list .price {
      grid-area: 1 / 3;
      line-height: 1;
    }
    .list .do {
      grid-area: 2 / 3;
    }
  }

  .plain {
    --least-column: 136px;
    --amount: clamp(22px, 2.6cqi, 34px);
  }
  .plain .price {
    margin-block: var(--space-3) var(--space-1);
  }
  .plain .title {
    color: var(--text);
  }
  .plain .text {
    font-size: var(--text-s);
  }
  .plain tfoot :is(.primary, .secondary) {
    inline-size: 100%;
    padding-inline: var(--space-2);
  }
`;
