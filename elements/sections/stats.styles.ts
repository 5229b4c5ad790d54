import { css } from 'lit';
import { evenStyles } from './section-even.styles.ts';

export const styles = css`
  ${evenStyles}
  .stats.large {
    --number: clamp(32px, 4.8cqi, 64px);
    --least: 150px;
  }
  .stats.medium {
    --number: clamp(26px, 3.2cqi, 42px);
    --least: 210px;
  }
  .stats.small {
    --number: clamp(20px, 2.3cqi, 30px);
    --least: 240px;
  }
  .stats .value {
    display: grid;
    gap: var(--space-4);
    order: -1;
  }
  .stats .number {
    font-family: var(--vitrine-font-heading, inherit);
    font-size: var(--number);
    font-weight: var(--vitrine-weight-heading, 650);
    font-variant-numeric: lining-nums;
    line-height: 1.06;
    text-wrap: balance;
  }
  .stats .label {
    font-weight: 600;
    line-height: 1.35;
    text-wrap: balance;
  }
  .stats .more {
    color: var(--muted);
    text-wrap: pretty;
  }

  /*
   * A lattice with lines between its numbers and none around it: each has one above and one before it, and what lies on the
   * outer edge is cut off. Negative margins put the outermost letters where those of the heading stand.
   */
  .stats.beside {
    --pad: clamp(16px, 2.4cqi, 32px);
    --rise: clamp(18px, 2.6cqi, 32px);
    display: grid;
    gap: clamp(32px, 5cqi, 64px);
  }
  .stats.beside > .picture {
    inline-size: 100%;
    max-block-size: 640px;
    aspect-ratio: 16 / 9;
  }
  .stats.beside > dl {
    --gap: 0px;
    margin: calc(var(--rise) * -1) calc(var(--pad) * -1);
    overflow: clip;
  }
  .stats.beside > dl > div {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    margin-block-start: -1px;
    margin-inline-start: -1px;
    padding: var(--rise) var(--pad);
    border-block-start: 1px solid var(--line);
    border-inline-start: 1px solid var(--line);
  }
  @container section (inline-size >= 760px) {
    .stats.beside > .picture {
      aspect-ratio: 21 / 9;
    }
  }

  /* What is counted at the head of each card, the number at its foot. */
  .stats.tiles {
    display: grid;
    gap: var(--gap);
  }
  .stats.tiles .card {
    display: flex;
    flex-direction: column;
    padding: clamp(18px, 2.6cqi, 32px);
  }
  .stats.tiles .value {
    order: 0;
    margin-block-start: auto;
    padding-block-start: clamp(20px, 4cqi, 56px);
  }
  .stats .pairs {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--least)), 1fr));
    gap: var(--gap);
  }
  .stats.tiles > .picture {
    position: relative;
    aspect-ratio: 16 / 10;
  }
  .stats.tiles > .picture img {
    position: absolute;
    inset: 0;
  }
  @container section (inline-size >= 760px) {
    .stats.tiles.pictured {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    }
    .stats.tiles > .picture {
      aspect-ratio: auto;
      min-block-size: 320px;
    }
    .stats .pairs {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .stats .pairs > :first-child:nth-last-child(odd) {
      grid-column: 1 / -1;
    }
  }

  /* One below the other between lines, the words beside their number. */
  .stats.lines {
    align-items: start;
  }
  .stats .start {
    display: grid;
    gap: clamp(24px, 3.4cqi, 40px);
  }
  .stats .start > .headings {
    margin: 0;
  }
  .stats.lines > dl {
    border-block-end: 1px solid var(--line);
  }
  .stats.lines > dl > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    grid-template-areas: 'value label' 'value more';
    grid-template-rows: auto 1fr;
    gap: var(--space-1) clamp(16px, 2.4cqi, 32px);
    align-items: baseline;
    padding-block: clamp(18px, 2.4cqi, 28px);
    border-block-start: 1px solid var(--line);
  }
  .stats.lines .value {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    align-items: baseline;
    grid-area: value;
  }
  .stats.lines .label {
    grid-area: label;
  }
  .stats.lines .more {
    grid-area: more;
  }
  .stats.lines.small > dl > div {
    grid-template-columns: minmax(0, 1fr);
    grid-template-areas: 'value' 'label' 'more';
    grid-template-rows: none;
  }
`;
