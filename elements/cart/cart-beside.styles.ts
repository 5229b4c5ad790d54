import { css } from 'lit';

/** Of what comes after the lines: the form of a line, what is kept for later, codes, currency, the way to another device. */
export const styles = css`
  .line-form {
    grid-column: 1 / -1;
    display: grid;
    gap: var(--space-3);
    margin-block-start: var(--space-3);
    padding: var(--space-4);
    border-radius: var(--radius);
    background: var(--sunken);
  }
  .line-form label span {
    font-size: var(--text-s);
    font-weight: 600;
  }
  .line-form :is(input:not([type='checkbox']), textarea) {
    inline-size: 100%;
    margin-block-start: var(--space-1);
  }
  .line-form .check {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-block-size: 44px;
  }
  .check input {
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    accent-color: var(--accent);
  }
  .check:has(input:not(:checked)) + .card {
    display: none;
  }
  .form-actions {
    display: flex;
    align-items: center;
    gap: var(--space-4);
  }
  :is(.line-form, .codes, .handover) :is(input:not([type='checkbox']), textarea) {
    min-block-size: 48px;
    padding: var(--space-2) var(--space-3);
    border: 1px solid color-mix(in oklab, var(--muted) 65%, var(--line));
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 16px;
    line-height: 1.4;
  }
  .line-form textarea {
    display: block;
    resize: vertical;
  }
  .field {
    display: flex;
    gap: var(--space-2);
  }
  .field input {
    flex: 1;
    min-inline-size: 0;
  }
  .field .secondary {
    flex: none;
    padding-inline: var(--space-4);
  }
  .saved {
    margin-block-start: var(--space-4);
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--line);
  }
  .saved h3 {
    font-size: var(--text-m);
    font-weight: 650;
  }
  .line.kept {
    grid-template-columns: 56px minmax(0, 1fr);
    padding-block: var(--space-3) 0;
    border-block-end: 0;
  }
  .kept .picture {
    grid-row: auto;
    inline-size: 56px;
    block-size: 70px;
  }
  .kept h4 {
    margin: 0;
    font-size: var(--text-s);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .codes summary {
    inline-size: fit-content;
    list-style: none;
    cursor: pointer;
  }
  .codes summary::-webkit-details-marker {
    display: none;
  }
  .codes summary::before {
    content: '+';
    inline-size: 0.8em;
  }
  .codes [open] summary::before {
    content: '–';
  }
  .codes form {
    padding-block: var(--space-1) var(--space-3);
  }
  .codes li {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    font-size: var(--text-s);
  }
  .codes li p {
    flex: 1;
    overflow-wrap: anywhere;
  }
  .codes li > svg {
    color: var(--good);
  }
  .codes li .icon-button {
    margin-inline-end: calc(-1 * var(--space-3));
    color: var(--muted);
  }
  .codes .icon-button svg {
    scale: 0.75;
  }
  .code {
    font-weight: 600;
  }
  .rejected .code {
    text-decoration: line-through;
  }
  .why,
  .codes .aside {
    display: block;
    color: var(--muted);
  }
  .why {
    color: var(--danger);
  }
  .codes .good {
    color: var(--good);
  }
  .body .extras {
    margin-block-start: var(--space-4);
    padding-block-start: var(--space-2);
    border-block-start: 1px solid var(--line);
  }
  footer .extras {
    margin-block: var(--space-4) calc(-1 * var(--space-2));
  }
  .currency {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-4);
    min-block-size: 48px;
    color: var(--muted);
  }
  .currency select {
    min-block-size: 44px;
    max-inline-size: 70%;
    padding-inline: var(--space-2);
    border: 1px solid color-mix(in oklab, var(--muted) 65%, var(--line));
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font-size: 16px;
  }
  .devices {
    display: flex;
    inline-size: fit-content;
    gap: var(--space-2);
  }
  .handover {
    display: grid;
    align-content: start;
    gap: var(--space-4);
    padding-block-start: var(--space-6);
  }
  dialog .handover {
    block-size: 100%;
  }
  .handover label {
    margin-block-end: calc(-1 * var(--space-3));
    font-size: var(--text-s);
    font-weight: 600;
  }
  /* Dark on white in the dark, too: not every camera reads it the other way round. */
  .qr {
    inline-size: min(100%, 240px);
    aspect-ratio: 1;
    margin-inline: auto;
    padding: var(--space-3);
    border-radius: var(--radius);
  }
  .qr:not(.placeholder) {
    background: #fff;
    box-shadow: 0 0 0 1px var(--line);
  }
  .qr svg {
    inline-size: 100%;
    fill: #000;
    stroke: none;
  }
  .handover .hint {
    font-size: var(--text-s);
    color: var(--muted);
  }
`;
