import { css } from 'lit';

/** Buttons, fields, tabs, badges and notices of the editor. */
export const controls = css`
  .root [tabindex='-1']:focus-visible {
    outline: none;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  code {
    font-family: var(--mono);
    font-size: 0.88em;
  }
  pre {
    margin: 0;
    font-family: var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  svg {
    display: block;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .quiet {
    color: var(--muted);
    font-size: 13px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 36px;
    padding: 4px 14px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--raised);
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color var(--motion),
      border-color var(--motion);
  }
  .button:hover:not(:disabled) {
    border-color: var(--muted);
  }
  .button.plain {
    padding-inline: 10px;
    border-color: transparent;
    background: transparent;
    color: var(--muted);
  }
  .button.plain:hover:not(:disabled) {
    background: color-mix(in oklab, var(--text) 7%, transparent);
    border-color: transparent;
    color: var(--text);
  }
  .button.strong {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.strong:hover:not(:disabled) {
    background: color-mix(in oklab, var(--accent) 86%, var(--text));
  }
  .button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .icon {
    display: inline-grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
    color: var(--muted);
    vertical-align: middle;
    cursor: pointer;
  }
  .icon:hover {
    background: color-mix(in oklab, var(--text) 7%, transparent);
    color: var(--danger);
  }
  input:not([type='checkbox'], [type='radio'], [type='range'], [type='color']),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 38px;
    padding: 7px 10px;
    border: 1px solid color-mix(in oklab, var(--muted) 62%, var(--line));
    border-radius: 8px;
    background: var(--surface);
  }
  textarea {
    resize: vertical;
    line-height: 1.5;
  }
  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .field {
    display: grid;
    gap: 5px;
  }
  .field > label,
  .field > .label {
    font-weight: 550;
  }
  .field.is-checkbox {
    grid-template-columns: 1fr auto;
    align-items: center;
  }
  .field.is-checkbox .quiet {
    grid-column: 1 / -1;
  }
  input[role='switch'] {
    appearance: none;
    position: relative;
    inline-size: 38px;
    block-size: 22px;
    border-radius: 99px;
    background: color-mix(in oklab, var(--muted) 70%, var(--surface));
    cursor: pointer;
    transition: background-color var(--motion);
  }
  input[role='switch']::before {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    background: #fff;
    transition: inset-inline-start var(--motion);
  }
  input[role='switch']:checked {
    background: var(--accent);
  }
  input[role='switch']:checked::before {
    inset-inline-start: 19px;
    background: var(--on-accent);
  }
  .range {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .range input {
    flex: 1;
    min-inline-size: 0;
    accent-color: var(--accent);
  }
  .range output {
    min-inline-size: 4ch;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .colour {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  input[type='color'] {
    inline-size: 48px;
    block-size: 36px;
    padding: 2px;
    border: 1px solid color-mix(in oklab, var(--muted) 62%, var(--line));
    border-radius: 8px;
    background: var(--surface);
    cursor: pointer;
  }
  .segments {
    display: inline-flex;
    gap: 2px;
    padding: 2px;
    border-radius: 9px;
    background: color-mix(in oklab, var(--text) 7%, transparent);
  }
  .segments label {
    position: relative;
    cursor: pointer;
  }
  .segments input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
  }
  .segments span {
    display: flex;
    gap: 6px;
    align-items: baseline;
    padding: 4px 11px;
    border-radius: 7px;
    color: var(--muted);
    font-weight: 550;
  }
  .segments small {
    font-size: 11px;
    font-weight: 450;
    font-variant-numeric: tabular-nums;
  }
  .segments input:checked + span {
    background: var(--raised);
    color: var(--text);
    box-shadow: 0 1px 3px rgb(0 0 0 / 0.14);
  }
  .segments input:focus-visible + span {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .tabs {
    display: flex;
    gap: 2px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tabs button {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 40px;
    padding: 0 12px;
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--muted);
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
  }
  .tabs button:hover {
    color: var(--text);
  }
  .tabs button[aria-selected='true'] {
    border-color: var(--accent);
    color: var(--text);
  }
  .tabs button:focus-visible {
    outline-offset: -3px;
  }
  .count {
    min-inline-size: 20px;
    padding: 0 6px;
    border-radius: 99px;
    background: color-mix(in oklab, var(--text) 10%, transparent);
    font-size: 12px;
    line-height: 20px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  .count.bad {
    background: var(--danger-tint);
    color: var(--danger);
  }
  .count.warn {
    background: var(--warn-tint);
    color: var(--warn);
  }
  .badge {
    display: inline-block;
    padding: 1px 9px;
    border-radius: 99px;
    background: color-mix(in oklab, var(--text) 8%, transparent);
    color: var(--muted);
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    white-space: nowrap;
  }
  .badge.live {
    background: var(--good-tint);
    color: var(--good);
  }
  .badge.changed {
    background: var(--warn-tint);
    color: var(--warn);
  }
  .badge.off {
    background: var(--danger-tint);
    color: var(--danger);
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
    padding: 8px 12px;
    border-radius: 10px;
    background: var(--tint);
  }
  .notice p {
    flex: 1 1 240px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .notice.bad {
    background: var(--danger-tint);
  }
  .notice.bad p strong {
    color: var(--danger);
  }
  .notice.warn {
    background: var(--warn-tint);
  }
  .notice.good {
    background: var(--good-tint);
  }
  .notice code {
    padding: 2px 6px;
    border-radius: 6px;
    background: color-mix(in oklab, var(--text) 8%, transparent);
  }
  .complaint {
    color: var(--danger);
    font-weight: 550;
  }
  .calm-words {
    padding-block: 10px;
    color: var(--muted);
  }
  .turns {
    display: block;
  }
  .root:dir(rtl) .turns {
    transform: scaleX(-1);
  }
`;
