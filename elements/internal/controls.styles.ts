import { css } from 'lit';

/** Buttons, fields, notices and placeholders, alike in every element that takes something from a shopper. */
export const controls = css`
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }
  /* The focus is moved there for screen readers; it is nothing to press. */
  .root [tabindex='-1']:focus-visible {
    outline: none;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  svg {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .primary,
  .secondary {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: 48px;
    padding: var(--space-2) var(--space-6);
    border-radius: var(--radius);
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    transition:
      background-color var(--motion),
      border-color var(--motion),
      opacity var(--motion),
      transform var(--motion);
  }
  .primary {
    inline-size: 100%;
    min-block-size: 52px;
    background: var(--accent);
    color: var(--on-accent);
  }
  .primary:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--text));
  }
  .primary:active,
  .secondary:active {
    transform: scale(0.99);
  }
  .primary[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .secondary {
    border: 1px solid var(--line);
    background: var(--surface);
    color: var(--text);
  }
  .secondary:hover {
    border-color: var(--muted);
  }
  .tertiary {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    min-block-size: 44px;
    padding-inline: var(--space-1);
    margin-inline: calc(-1 * var(--space-1));
    border-radius: 6px;
    color: var(--muted);
    font-size: var(--text-s);
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 3px;
    transition: color var(--motion);
  }
  .tertiary:hover {
    color: var(--text);
  }
  .icon-button {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    color: var(--text);
    transition: background-color var(--motion);
  }
  .icon-button:hover {
    background: var(--sunken);
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-1) var(--space-3);
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius);
    background: var(--sunken);
    font-size: var(--text-s);
    line-height: 1.45;
  }
  .notice > p {
    flex: 1 1 10em;
  }
  .notice.bad {
    background: color-mix(in oklab, var(--danger) 9%, var(--surface));
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--danger) 28%, transparent);
  }
  .notice button {
    flex: none;
    min-block-size: 44px;
    padding-inline: var(--space-2);
    border-radius: 6px;
    color: var(--text);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .placeholder {
    border-radius: 6px;
    background: var(--sunken);
    color: transparent;
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .money {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    unicode-bidi: isolate;
  }
  .rows {
    display: grid;
    gap: var(--space-2);
    transition: opacity var(--motion);
  }
  .rows > div {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--space-4);
  }
  .rows dt {
    color: var(--muted);
  }
  .rows .grand {
    padding-block-start: var(--space-2);
    font-size: var(--text-l);
    font-weight: 650;
  }
  .rows .grand dt {
    color: inherit;
  }
  .rows .aside {
    margin-block-start: calc(-1 * var(--space-2));
    font-size: var(--text-s);
    color: var(--muted);
  }
  .rows .good {
    color: var(--good);
  }
  [aria-busy='true'] .settling,
  .settling[aria-busy='true'] {
    opacity: 0.5;
  }
`;
