import { css } from 'lit';

/**
 * What all types of sections share: their tones, their room, their measure, the words above them, buttons and pictures.
 * Everything follows the width of the section itself, not that of the window: a section may stand in a column.
 */
export const sectionStyles = css`
  .root {
    container: section / inline-size;
  }
  .section {
    --section-space: var(--vitrine-section-space, clamp(40px, 8cqi, 96px));
    --accent-ink: var(--vitrine-color-accent-ink);
    --gap: clamp(16px, 3cqi, 32px);
    --edge: clamp(16px, 4cqi, 48px);
    padding: var(--section-space) var(--edge);
    background: var(--section-background, transparent);
    color: var(--text);
    overflow-wrap: anywhere;
    /* What is one character to a browser may be wider than the page. */
    overflow-x: clip;
    hyphens: manual;
  }
  .section[data-spacing='none'] {
    --section-space: 0px;
  }
  .section[data-spacing='small'] {
    --section-space: clamp(20px, 4cqi, 40px);
  }
  .section[data-spacing='large'] {
    --section-space: clamp(64px, 12cqi, 152px);
  }
  .measure {
    --measure: 1120px;
    inline-size: 100%;
    max-inline-size: var(--measure);
    margin-inline: auto;
  }
  [data-width='narrow'] > .measure {
    --measure: 760px;
  }
  [data-width='wide'] > .measure {
    --measure: 1440px;
  }
  [data-width='full'] > .measure {
    --measure: none;
  }

  .section[data-tone='soft'] {
    --section-background: var(--sunken);
    --sunken: color-mix(in oklab, var(--surface) 70%, var(--line));
  }
  .section[data-tone='accent'] {
    --section-background: var(--accent);
    --text: var(--on-accent);
    /* White on a colour of middle lightness is only just readable: nothing here may come nearer to it than the accent itself. */
    --muted: var(--on-accent);
    --line: color-mix(in oklab, var(--on-accent) 30%, var(--accent));
    --sunken: color-mix(in oklab, lch(from var(--on-accent) calc((49.4 - l) * infinity) 0 0) 10%, var(--accent));
    --surface: var(--sunken);
    --focus: var(--on-accent);
    /* No red, green or tint of the accent can be read on every accent. */
    --accent-ink: var(--on-accent);
    --sale: var(--on-accent);
    --danger: var(--on-accent);
    --good: var(--on-accent);
    --button: var(--on-accent);
    --on-button: var(--section-background);
  }
  .section[data-tone='dark'] {
    --section-background: #15181c;
    --text: #f4f2ee;
    --muted: #b6bcc3;
    --line: #3a4046;
    --sunken: #22262a;
    --surface: #1c2024;
    --focus: #8ab8ff;
    --button: #f4f2ee;
    --on-button: #15181c;
    color-scheme: dark;
  }

  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  blockquote {
    margin: 0;
    padding: 0;
    font: inherit;
  }
  /* Merchants' words may be of another direction than the page: each paragraph reads its own way, at the side where all stand. */
  :where(h1, h2, h3, h4, p, li, dt, dd, figcaption, summary) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  ul,
  ol {
    list-style: none;
  }
  p {
    white-space: pre-line;
  }
  a {
    color: inherit;
  }
  .headings {
    display: grid;
    gap: var(--space-3);
    max-inline-size: 720px;
    margin-block-end: clamp(24px, 4cqi, 48px);
  }
  .eyebrow {
    font-size: 13px;
    font-weight: 600;
    letter-spacing: 0.04em;
    color: var(--muted);
  }
  .heading {
    font-family: var(--vitrine-font-heading, inherit);
    font-size: calc(clamp(26px, 3.6cqi, 44px) * var(--vitrine-scale-heading, 1));
    font-weight: var(--vitrine-weight-heading, 650);
    line-height: 1.12;
    letter-spacing: var(--vitrine-tracking-heading, -0.018em);
    text-transform: var(--vitrine-case-heading, none);
    text-wrap: balance;
  }
  h1.heading {
    font-size: calc(clamp(34px, 6cqi, 72px) * var(--vitrine-scale-heading, 1));
    line-height: 1.04;
    letter-spacing: var(--vitrine-tracking-heading, -0.026em);
  }
  :is(:lang(ar), :lang(fa), :lang(ur), :lang(he)) :is(.heading, .eyebrow, .title) {
    letter-spacing: 0;
    line-height: 1.3;
  }
  .intro,
  .lead {
    display: grid;
    gap: var(--space-3);
    font-size: clamp(16px, 1.6cqi, 19px);
    line-height: 1.55;
    color: var(--muted);
    text-wrap: pretty;
  }
  .title {
    font-size: 18px;
    font-weight: 620;
    line-height: 1.3;
    text-wrap: balance;
  }
  .words {
    display: grid;
    gap: var(--space-2);
    color: var(--muted);
    text-wrap: pretty;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    margin-block-start: var(--space-4);
  }
  .primary,
  .secondary {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: 48px;
    padding: var(--space-2) var(--space-6);
    border: 1px solid transparent;
    border-radius: var(--vitrine-radius-button, var(--radius));
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color var(--motion),
      border-color var(--motion);
  }
  .primary {
    --filled: var(--vitrine-button-fill, 100%);
    background: color-mix(in oklab, var(--button, var(--accent)) var(--filled), transparent);
    color: color-mix(in oklab, var(--on-button, var(--on-accent)) var(--filled), var(--text));
    box-shadow:
      inset 0 0 0 var(--vitrine-button-border, 0px) var(--button, var(--accent)),
      inset 0 calc(-1 * var(--vitrine-button-underline, 0px)) 0 var(--button, var(--accent));
  }
  .primary:hover {
    --over: color-mix(in oklab, var(--button, var(--accent)) 88%, var(--text));
    background: color-mix(in oklab, var(--over) var(--filled), transparent);
  }
  .secondary {
    border-color: color-mix(in oklab, var(--text) 40%, transparent);
    color: var(--text);
  }
  .secondary:hover {
    border-color: currentColor;
  }
  .arrow {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-block-size: 32px;
    font-weight: 600;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.25em;
  }
  .arrow::after {
    content: '→' / '';
    transition: transform var(--motion);
  }
  .arrow:dir(rtl)::after {
    content: '←' / '';
  }
  .arrow:hover::after {
    transform: translateX(calc(3px * var(--forward, 1)));
  }
  .arrow:dir(rtl) {
    --forward: -1;
  }

  .picture {
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--sunken);
    aspect-ratio: var(--ratio, 4 / 3);
  }
  .picture img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    object-position: var(--focus-point, 50% 50%);
  }
  .icon {
    display: block;
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    fill: none;
    stroke: var(--icon-colour, var(--accent-ink, var(--text)));
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .stars {
    display: block;
    inline-size: 100px;
    block-size: 20px;
    stroke: currentColor;
    stroke-width: 1.2;
    fill: none;
  }
  .stars:dir(rtl) {
    transform: scaleX(-1);
  }
  .stars .full {
    fill: currentColor;
    stroke: none;
  }

  /* Beside each other as many as have --least room, and never more than --columns (see columnsOf). */
  .columns {
    --share: calc((100% - (var(--columns, 12) - 1) * var(--gap)) / var(--columns, 12) - 0.1px);
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, max(var(--least, 240px), var(--share))), 1fr));
    gap: var(--gap);
  }
  .of-1 {
    --columns: 1;
  }
  .of-2 {
    --columns: 2;
  }
  .of-3 {
    --columns: 3;
  }
  .of-4 {
    --columns: 4;
  }
  .of-5 {
    --columns: 5;
  }
  .card {
    display: grid;
    align-content: start;
    gap: var(--space-3);
    padding: var(--vitrine-card-padding, clamp(16px, 2.4cqi, 28px));
    border: var(--vitrine-card-border, 1px) solid var(--line);
    border-radius: var(--vitrine-radius-card, calc(var(--radius) * 1.4));
    --ground: color-mix(in oklab, var(--sunken) var(--vitrine-card-sunken, 0%), var(--surface));
    background: color-mix(in oklab, var(--ground) var(--vitrine-card-ground, 100%), transparent);
    box-shadow: var(--vitrine-card-shadow, none);
  }
  /* A card as large as its section: its picture goes to its edges, and is as high as the words beside it. */
  .panel {
    display: grid;
    overflow: hidden;
    border-radius: calc(var(--radius) * 1.6);
    background: var(--sunken);
  }
  [data-tone='soft'] .panel {
    background: var(--surface);
  }
  .panel > .picture {
    position: relative;
    border-radius: 0;
    aspect-ratio: 16 / 10;
  }
  .panel > .picture img {
    position: absolute;
    inset: 0;
  }
  @container section (inline-size >= 760px) {
    .panel > .picture {
      aspect-ratio: auto;
      min-block-size: 340px;
    }
  }
  .split {
    display: grid;
    gap: var(--gap);
  }
  @container section (inline-size >= 760px) {
    .split {
      grid-template-columns: 1fr 1fr;
      gap: clamp(32px, 6cqi, 88px);
      align-items: center;
    }
    .split > .headings {
      margin-block-end: 0;
    }
  }
  /* A row to look through, by touch, wheel and keys. */
  .row {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: min(86%, var(--slide, 340px));
    gap: var(--gap);
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-snap-type: x mandatory;
    scrollbar-width: thin;
    padding-block-end: var(--space-3);
  }
  .row > * {
    scroll-snap-align: start;
  }
`;
