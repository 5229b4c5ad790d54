import { css } from 'lit';
import { rowStyles } from './section-row.ts';

export const styles = css`
  ${rowStyles}
  .gallery {
    --slot: clamp(6px, 1.1cqi, 14px);
  }
  .gallery figure {
    display: grid;
    gap: var(--space-2);
  }
  .gallery figcaption {
    font-size: 14px;
    line-height: 1.4;
    color: var(--muted);
    text-wrap: pretty;
  }
  .gallery .to {
    display: grid;
    border-radius: var(--radius);
  }
  .gallery .to img {
    transition: transform calc(var(--motion) * 3);
  }
  .gallery .to:hover img {
    transform: scale(1.03);
  }

  .gallery.grid {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--slot);
  }
  .gallery.grid:has(figcaption) {
    row-gap: var(--space-6);
  }
  .gallery.grid .picture {
    aspect-ratio: 1;
  }
  .gallery.grid.of-1 {
    grid-template-columns: minmax(0, 1fr);
  }
  .gallery.grid.of-1 .picture {
    inline-size: 100%;
    max-block-size: 880px;
    aspect-ratio: 16 / 10;
  }
  @container section (inline-size >= 640px) {
    .gallery.grid {
      grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    }
  }

  /* In columns of the browser's, read down; where it lays them out by height, across. No picture is a tower or a thread. */
  .gallery.masonry {
    --gap: var(--slot);
    display: block;
    columns: 2;
    column-gap: var(--slot);
    margin-block-end: calc(var(--slot) * -1);
  }
  .gallery.masonry.of-1 {
    columns: 1;
  }
  .gallery.masonry > li {
    break-inside: avoid;
    padding-block-end: var(--slot);
  }
  .gallery.masonry figcaption {
    padding-block-end: var(--space-3);
  }
  .gallery.masonry .picture {
    inline-size: 100%;
    min-block-size: 64px;
    max-block-size: min(960px, 140cqi);
  }
  @container section (inline-size >= 640px) {
    .gallery.masonry {
      columns: var(--columns);
    }
  }
  @supports (display: grid-lanes) {
    .gallery.masonry {
      --least: 140px;
      display: grid-lanes;
      row-gap: 0;
    }
  }

  /* All of one height and each in its own proportions, as long as it fits the section. */
  .gallery.carousel {
    --tall: clamp(220px, 40cqi, 520px);
  }
  .gallery.carousel .row {
    grid-auto-columns: max-content;
    gap: var(--slot);
  }
  .gallery.carousel .picture {
    inline-size: clamp(140px, calc(var(--tall) * (var(--ratio, 4 / 3))), 84cqi);
    block-size: var(--tall);
    aspect-ratio: auto;
  }
  .gallery.carousel figcaption {
    contain: inline-size;
  }

  /*
   * Squares around the first, which is as large as four. The last ones are two squares wide where the last row would have
   * gaps: a row always ends where the section does.
   */
  .gallery.tiles {
    container: tiles / inline-size;
  }
  .gallery.tiles > ul {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    grid-auto-rows: minmax(calc((100cqi - var(--slot)) / 2), auto);
    gap: var(--slot);
  }
  .gallery.tiles li {
    display: grid;
    min-inline-size: 0;
  }
  .gallery.tiles figure {
    grid-template-rows: minmax(0, 1fr);
  }
  .gallery.tiles figure:has(figcaption) {
    grid-template-rows: minmax(0, 1fr) auto;
  }
  .gallery.tiles .picture {
    position: relative;
    aspect-ratio: auto;
    min-block-size: 96px;
  }
  .gallery.tiles img {
    position: absolute;
    inset: 0;
  }
  .gallery.tiles li:first-child {
    grid-column: span 2;
    grid-row: span 2;
  }
  .gallery.tiles li:only-child {
    grid-column: 1 / -1;
  }
  @container tiles (inline-size < 640px) {
    .gallery.tiles li:only-child {
      grid-row: auto;
    }
    .gallery.tiles li:last-child:nth-child(even) {
      grid-column: span 2;
    }
  }
  @container tiles (inline-size >= 640px) {
    .gallery.tiles > ul {
      grid-template-columns: repeat(4, minmax(0, 1fr));
      grid-auto-rows: minmax(calc((100cqi - 3 * var(--slot)) / 4), auto);
    }
    .gallery.tiles ul:has(> :last-child:nth-child(4n + 6)) > :nth-last-child(-n + 3),
    .gallery.tiles ul:has(> :last-child:nth-child(4n + 3)) > :nth-last-child(-n + 2),
    .gallery.tiles ul:has(> :last-child:nth-child(4n)) > :last-child {
      grid-column: span 2;
    }
    .gallery.tiles li:first-child:nth-last-child(2) {
      grid-column: span 3;
    }
    .gallery.tiles li:first-child:nth-last-child(2) + li {
      grid-row: span 2;
    }
  }
  @container tiles (inline-size >= 1500px) {
    .gallery.tiles > ul {
      grid-auto-rows: minmax(calc((100cqi - 3 * var(--slot)) / 6), auto);
    }
  }
`;
