import { css } from 'lit';

export const styles = css`
  /* A drawer takes no room where it stands in the page. */
  :host(:not([display='inline'], [display='page'])) {
    display: contents !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  dialog {
    position: fixed;
    inset: 0;
    inset-inline-start: auto;
    inline-size: min(100vw, var(--vitrine-cart-width, 460px));
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
    overscroll-behavior: contain;
    background: var(--surface);
    color: inherit;
    box-shadow: 0 0 48px rgb(0 0 0 / 0.18);
    translate: var(--_away) 0;
    transition:
      translate calc(var(--motion) * 1.6) cubic-bezier(0.3, 0.8, 0.3, 1),
      overlay calc(var(--motion) * 1.6) allow-discrete,
      display calc(var(--motion) * 1.6) allow-discrete;
    --_away: 104%;
  }
  dialog:dir(rtl) {
    --_away: -104%;
  }
  dialog[open] {
    translate: 0 0;
  }
  @starting-style {
    dialog[open] {
      translate: var(--_away) 0;
    }
  }
  dialog::backdrop {
    background: rgb(15 18 22 / 0);
    transition:
      background-color calc(var(--motion) * 1.6),
      overlay calc(var(--motion) * 1.6) allow-discrete,
      display calc(var(--motion) * 1.6) allow-discrete;
  }
  dialog[open]::backdrop {
    background: rgb(15 18 22 / 0.45);
  }
  @starting-style {
    dialog[open]::backdrop {
      background: rgb(15 18 22 / 0);
    }
  }
  .panel {
    display: flex;
    flex-direction: column;
    container: vitrine-cart / inline-size;
  }
  dialog .panel {
    block-size: 100%;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    flex: none;
    min-block-size: 64px;
    padding-inline: var(--space-6) var(--space-3);
    border-block-end: 1px solid var(--line);
  }
  section > .panel > header {
    padding-inline: 0;
  }
  header h2 {
    flex: 1;
    font-size: 20px;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  header .count {
    margin-inline-start: var(--space-2);
    font-size: var(--text-m);
    font-weight: 400;
    letter-spacing: 0;
    color: var(--muted);
  }
  header .back {
    margin-inline-start: calc(-1 * var(--space-3));
  }
  .back:dir(rtl) svg {
    scale: -1 1;
  }
  .body {
    flex: 1;
    min-block-size: 0;
    padding: 0 var(--space-6) var(--space-6);
  }
  dialog .columns {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }
  dialog .body {
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  section .body {
    padding-inline: 0;
  }
  /* The checkout's bar sticks to the edge: room below it is the bar's own. */
  dialog .checkout-step {
    padding-block-end: 0;
  }
  .body > .notice,
  .shipping {
    margin-block-start: var(--space-4);
  }
  .shipping {
    font-size: var(--text-s);
  }
  .meter {
    block-size: 4px;
    margin-block-start: var(--space-2);
    border-radius: 2px;
    overflow: hidden;
    background: var(--sunken);
  }
  .meter span {
    display: block;
    block-size: 100%;
    border-radius: 2px;
    background: var(--good);
    transition: inline-size calc(var(--motion) * 2);
  }
  .news {
    display: grid;
    gap: var(--space-2);
  }
  .news .notice {
    margin-block-start: var(--space-2);
  }
  .news .notice > div {
    flex: 1 1 10em;
  }
  .line {
    display: grid;
    grid-template-columns: 84px minmax(0, 1fr) auto;
    gap: var(--space-1) var(--space-4);
    padding-block: 20px;
    border-block-end: 1px solid var(--line);
  }
  .line:last-child {
    border-block-end: 0;
  }
  .picture {
    grid-row: span 3;
    inline-size: 84px;
    block-size: 104px;
    border-radius: calc(var(--radius) * 0.8);
    overflow: hidden;
    background: var(--sunken);
  }
  .picture img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .line h3 {
    font-size: var(--text-m);
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .options {
    font-size: var(--text-s);
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .line-total {
    grid-column: 3;
    font-weight: 600;
    text-align: end;
    transition: opacity var(--motion);
  }
  .line .about {
    grid-column: 2;
  }
  .unit {
    font-size: var(--text-s);
    color: var(--muted);
  }
  .unit s {
    margin-inline-start: var(--space-1);
  }
  .unit .reduced {
    color: var(--sale);
  }
  .line .actions {
    grid-column: 2 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-1) var(--space-3);
    margin-block-start: var(--space-2);
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    column-gap: var(--space-4);
  }
  .gift {
    display: flex;
    gap: var(--space-2);
    font-size: var(--text-s);
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .gift svg {
    flex: none;
    margin-block-start: 2px;
  }
  .gift .message {
    display: block;
    font-style: italic;
  }
  .limit {
    grid-column: 2 / -1;
    font-size: var(--text-s);
    color: var(--muted);
  }
  .line .notice {
    grid-column: 1 / -1;
    margin-block-start: var(--space-2);
    padding-block: var(--space-1);
  }
  .stepper {
    display: flex;
    border: 1px solid color-mix(in oklab, var(--muted) 65%, var(--line));
    border-radius: var(--radius);
    transition: border-color var(--motion);
  }
  .stepper:hover,
  .stepper:focus-within {
    border-color: var(--muted);
  }
  .stepper button {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: var(--radius);
  }
  .stepper button:hover:not([aria-disabled='true']) {
    background: var(--sunken);
  }
  .stepper button[aria-disabled='true'] {
    color: color-mix(in srgb, var(--muted) 55%, transparent);
    cursor: default;
  }
  .stepper input {
    inline-size: 40px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: none;
    text-align: center;
    font-size: 16px;
    font-variant-numeric: tabular-nums;
  }
  .gone .picture,
  .gone h3,
  .gone .options {
    opacity: 0.6;
  }
  .undo {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    min-block-size: 60px;
    border-block-end: 1px solid var(--line);
    font-size: var(--text-s);
    color: var(--muted);
  }
  .undo p {
    overflow-wrap: anywhere;
  }
  .note {
    padding-block: var(--space-2);
    border-block-start: 1px solid var(--line);
  }
  .note label {
    display: block;
    margin-block: var(--space-3) var(--space-1);
    font-size: var(--text-s);
    font-weight: 600;
  }
  .note textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 76px;
    padding: var(--space-2) var(--space-3);
    border: 1px solid color-mix(in oklab, var(--muted) 65%, var(--line));
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 16px;
    line-height: 1.4;
    resize: vertical;
  }
  footer {
    flex: none;
    padding: var(--space-4) var(--space-6) max(var(--space-6), env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }
  section footer {
    padding-inline: 0;
  }
  footer .checkout {
    margin-block-start: var(--space-4);
  }
  footer .hint {
    margin-block-start: var(--space-2);
    font-size: var(--text-s);
    text-align: center;
    color: var(--muted);
  }
  .empty {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: var(--space-2);
    min-block-size: 320px;
    padding-block: var(--space-8);
    text-align: center;
  }
  dialog .body:not(.keeping) .empty {
    block-size: 100%;
  }
  .empty svg {
    inline-size: 56px;
    block-size: 56px;
    margin-block-end: var(--space-2);
    stroke-width: 1;
    color: var(--muted);
  }
  .empty strong {
    font-size: var(--text-l);
    font-weight: 650;
  }
  .empty p {
    max-inline-size: 28ch;
    color: var(--muted);
  }
  .empty .secondary {
    margin-block-start: var(--space-4);
  }
  .placeholder.text {
    inline-size: 60%;
    block-size: 1.2em;
  }
  /* A page has the room to put the totals beside the lines. */
  @container vitrine-cart (min-width: 820px) {
    section .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 360px;
      align-items: start;
      gap: var(--space-8);
    }
    section .columns footer {
      position: sticky;
      inset-block-start: var(--space-4);
      margin-block-start: var(--space-4);
      padding: var(--space-6);
      border: 0;
      border-radius: var(--radius);
      background: var(--sunken);
    }
  }
  @container vitrine-cart (max-width: 360px) {
    header {
      padding-inline-start: var(--space-4);
    }
    .body {
      padding-inline: var(--space-4);
    }
    footer {
      padding-inline: var(--space-4);
    }
    .line {
      column-gap: var(--space-3);
      grid-template-columns: 72px minmax(0, 1fr) auto;
    }
    .picture {
      inline-size: 72px;
      block-size: 90px;
    }
  }
`;
