import { css } from 'lit';

/** The fields of the form, and what is chosen among. */
export const formStyles = css`
  .frame {
    container: vitrine-checkout / inline-size;
  }
  h2 {
    margin-block-end: var(--space-6);
    font-size: var(--text-xl);
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.015em;
  }
  .fields {
    display: grid;
    gap: var(--space-8);
  }
  :host([embedded]) form {
    padding-block-start: var(--space-6);
  }
  fieldset {
    display: grid;
    gap: var(--space-4);
    transition: opacity var(--motion);
  }
  legend,
  h3 {
    padding: 0;
    font-size: var(--text-l);
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  legend {
    margin-block-end: var(--space-4);
  }
  .field label {
    display: block;
    margin-block-end: 6px;
    font-size: var(--text-s);
    font-weight: 600;
  }
  .field small {
    margin-inline-start: var(--space-1);
    font-size: inherit;
    font-weight: 400;
    color: var(--muted);
  }
  .field input,
  .field select,
  .field textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 48px;
    margin: 0;
    padding: 10px 14px;
    border: 1px solid color-mix(in oklab, var(--muted) 65%, var(--line));
    border-radius: var(--radius);
    background: var(--surface);
    /* Smaller text makes phones zoom in on focus. */
    font-size: 16px;
    line-height: 1.4;
    transition: border-color var(--motion);
  }
  .field textarea {
    resize: vertical;
  }
  .select {
    position: relative;
  }
  .field select {
    padding-inline-end: 40px;
    appearance: none;
  }
  /* Drawn, not a picture: the policy of a careful page allows no data: addresses. */
  .select::after {
    content: '';
    box-sizing: border-box;
    position: absolute;
    inset-block-start: calc(50% - 6px);
    inset-inline-end: 17px;
    inline-size: 8px;
    block-size: 8px;
    border: solid var(--muted);
    border-width: 0 1.6px 1.6px 0;
    rotate: 45deg;
    pointer-events: none;
  }
  .field :is(input, select, textarea):hover {
    border-color: var(--muted);
  }
  .root .field :is(input, select, textarea):focus-visible {
    outline-offset: -1px;
    border-color: var(--focus);
  }
  .field [aria-invalid='true'] {
    border-color: var(--danger);
  }
  /* Addresses of this kind run from left to right in every language. */
  .root[dir='rtl'] :is([type='email'], [type='tel']) {
    direction: ltr;
    text-align: right;
  }
  .hint,
  .muted {
    font-size: var(--text-s);
    color: var(--muted);
  }
  .error {
    font-size: var(--text-s);
    font-weight: 500;
    color: var(--danger);
  }
  .field .hint,
  .field .error {
    margin-block-start: 6px;
  }
  .address {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: var(--space-4);
  }
  .address .field {
    grid-column: span 6;
  }
  .address .half,
  .address .third {
    grid-column: span 3;
  }
  .address .third.city {
    grid-column: span 6;
  }
  .address .short {
    grid-column: span 2;
  }
  .address .long {
    grid-column: span 4;
  }
  /* A label that wraps beside one that does not: the fields still stand on one line. */
  .address .field {
    display: flex;
    flex-direction: column;
  }
  .address .field label {
    margin-block-start: auto;
  }
  .address :is(.half, .third, .short, .long) {
    align-self: start;
  }
  .checks {
    display: grid;
    margin-block: calc(-1 * var(--space-2));
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-block-size: 44px;
    cursor: pointer;
  }
  .check input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--accent);
  }
  .codes ul:empty {
    display: none;
  }
  .codes ul {
    display: grid;
    margin-block-start: var(--space-2);
  }
  .codes li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    column-gap: var(--space-2);
  }
  .codes .code {
    padding: 2px 8px;
    border-radius: 6px;
    background: color-mix(in oklab, var(--good) 14%, var(--surface));
    font-size: var(--text-s);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .codes .rejected .code {
    background: color-mix(in oklab, var(--danger) 10%, var(--surface));
    text-decoration: line-through;
  }
  .saved {
    justify-self: start;
  }
  .with-button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-2);
  }
  .with-button .secondary {
    padding-inline: var(--space-4);
  }
  .choices {
    border: 1px solid color-mix(in oklab, var(--muted) 65%, var(--line));
    border-radius: var(--radius);
    overflow: clip;
  }
  .choices.wrong {
    border-color: var(--danger);
  }
  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--space-3);
    min-block-size: 56px;
    padding: var(--space-3) var(--space-4);
    cursor: pointer;
    transition: background-color var(--motion);
  }
  .choice + .choice {
    border-block-start: 1px solid var(--line);
  }
  .choice:hover,
  .choice:has(:checked) {
    background: var(--sunken);
  }
  .root .choice:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: -3px;
    border-radius: var(--radius);
  }
  .root .choice input:focus-visible {
    outline: none;
  }
  .choice input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--accent);
  }
  .choice-text > * {
    display: block;
    overflow-wrap: anywhere;
  }
  .choice small {
    font-size: var(--text-s);
    color: var(--muted);
  }
  .choice .money {
    font-weight: 600;
  }
`;
