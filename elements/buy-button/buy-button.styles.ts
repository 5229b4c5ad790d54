import { css } from 'lit';

/** One button, as wide as its label unless the page stretches the element. */
export const styles = css`
  :host {
    display: inline-block !important;
    vertical-align: middle;
  }
  button {
    box-sizing: border-box;
    display: inline-grid;
    place-items: center;
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: var(--space-2) var(--space-6);
    border: 1px solid transparent;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    text-align: center;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color var(--motion),
      transform var(--motion);
  }
  button:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--text));
  }
  button:active {
    transform: scale(0.985);
  }
  button[aria-disabled='true'] {
    border-color: var(--line);
    background: var(--sunken);
    color: var(--muted);
    cursor: default;
    transform: none;
  }
  button[data-state='busy'] {
    cursor: progress;
  }
  .label,
  .news {
    grid-area: 1 / 1;
  }
  /* The label keeps its room, so that the button does not change its width while it says something else. */
  button[data-state] .label {
    visibility: hidden;
  }
  [data-state='added'] .news::before {
    content: '✓';
    margin-inline-end: 0.4em;
  }
  .failed {
    margin: var(--space-1) 0 0;
    color: var(--danger);
    font-size: var(--text-s);
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
`;
