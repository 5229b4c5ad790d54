import { css } from 'lit';

/**
 * How a block looks whose author has said nothing: as the shop does. Every rule weighs nothing (`:where`), so that the block's own
 * sheet, which comes after, always wins.
 */
export const styles = css`
  .root {
    container: block / inline-size;
    /* A block lies over nothing of the page, and its own sheet does not reach this. The outlines of what has the focus keep their room. */
    contain: layout paint;
    overflow-clip-margin: 8px;
    min-block-size: var(--vitrine-block-min-height, 0);
  }
  .block {
    position: relative;
    overflow-wrap: break-word;
    /* Whatever a block positions stays with it. */
    contain: layout;
    isolation: isolate;
  }
  :where(.block) :where(h1, h2, h3, h4, h5, h6) {
    margin-block: 0 0.5em;
    font-family: var(--vitrine-font-heading, inherit);
    font-size: 18px;
    font-weight: var(--vitrine-weight-heading, 650);
    line-height: 1.25;
    letter-spacing: var(--vitrine-tracking-heading, -0.01em);
    text-transform: var(--vitrine-case-heading, none);
    text-wrap: balance;
  }
  :where(.block) :where(h1) {
    font-size: calc(clamp(28px, 5cqi, 48px) * var(--vitrine-scale-heading, 1));
  }
  :where(.block) :where(h2) {
    font-size: calc(clamp(22px, 3.4cqi, 34px) * var(--vitrine-scale-heading, 1));
  }
  :where(.block) :where(h3) {
    font-size: calc(clamp(18px, 2cqi, 22px) * var(--vitrine-scale-heading, 1));
  }
  :where(.block :is(:lang(ar), :lang(fa), :lang(ur), :lang(he))) :where(h1, h2, h3, h4, h5, h6) {
    letter-spacing: 0;
    line-height: 1.4;
  }
  :where(.block) :where(p, ul, ol, dl, table, figure, blockquote, pre, address, hr) {
    margin: 0 0 1em;
  }
  :where(.block) :where(ul, ol) {
    padding-inline-start: 1.4em;
  }
  :where(.block) :where(li + li) {
    margin-block-start: 0.25em;
  }
  :where(.block) :where(dd) {
    margin-inline-start: 0;
    color: var(--muted);
  }
  :where(.block) :where(dt) {
    font-weight: 600;
  }
  :where(.block) :where(:last-child:is(p, ul, ol, dl, table, figure, blockquote, pre, address, h2, h3)) {
    margin-block-end: 0;
  }
  :where(.block) :where(small, figcaption, caption) {
    font-size: var(--text-s);
    color: var(--muted);
  }
  :where(.block) :where(a) {
    color: inherit;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  :where(.block) :where(img, svg, picture) {
    max-inline-size: 100%;
  }
  :where(.block) :where(img) {
    block-size: auto;
    vertical-align: middle;
    border-radius: var(--radius);
    background: var(--sunken);
  }
  :where(.block) :where(blockquote) {
    padding-inline-start: var(--space-4);
    border-inline-start: 2px solid var(--line);
  }
  :where(.block) :where(hr) {
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  :where(.block) :where(code, kbd, samp, pre) {
    font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: 0.92em;
  }
  :where(.block) :where(pre) {
    overflow: auto;
    padding: var(--space-3);
    border-radius: var(--radius);
    background: var(--sunken);
  }
  :where(.block) :where(mark) {
    padding-inline: 0.2em;
    border-radius: 4px;
    background: color-mix(in oklab, var(--accent) 18%, transparent);
    color: inherit;
  }
  :where(.block) :where(table) {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  :where(.block) :where(caption) {
    padding-block-end: var(--space-2);
    text-align: start;
  }
  :where(.block) :where(th, td) {
    padding: var(--space-2) var(--space-3) var(--space-2) 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }
  :where(.block) :where(th) {
    font-weight: 600;
  }
  /* Words may be of another direction than the page: each paragraph reads its own way, at the side where all stand. */
  :where(.block) :where(h1, h2, h3, h4, h5, h6, p, li, dt, dd, figcaption, summary) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  :where(.block) :where(details) {
    margin: 0;
    border-block-end: 1px solid var(--line);
  }
  :where(.block) :where(details[open]) {
    padding-block-end: var(--space-4);
  }
  :where(.block) :where(summary) {
    min-block-size: 44px;
    padding-block: var(--space-2);
    font-weight: 600;
    cursor: pointer;
  }
  :where(.block) :where(button, a[data-vitrine-action='add-to-cart']) {
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: 44px;
    margin: 0;
    padding: var(--space-2) var(--space-6);
    border: 1px solid transparent;
    border-radius: var(--vitrine-radius-button, var(--radius));
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
    transition: background-color var(--motion);
  }
  :where(.block) :where(button, a[data-vitrine-action='add-to-cart']):where(:hover) {
    background: color-mix(in oklab, var(--accent) 88%, var(--text));
  }
  :where(.block) :where(button:disabled) {
    border-color: var(--line);
    background: var(--sunken);
    color: var(--muted);
    cursor: default;
  }
  /* What a button has just done stands behind its words. */
  .block [data-vitrine-state='busy'] {
    cursor: progress;
    opacity: 0.6;
  }
  .block [data-vitrine-state='added']::after {
    content: ' ✓' / '';
  }
  .failed {
    margin: var(--space-2) 0 0;
    color: var(--danger);
    font-size: var(--text-s);
  }
  @media (forced-colors: active) {
    :where(.block) :where(button, a[data-vitrine-action='add-to-cart']) {
      border-color: ButtonText;
    }
  }
`;
