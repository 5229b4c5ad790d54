import { css } from 'lit';

export const styles = css`
  .steps {
    counter-reset: step;
  }
  .steps > li {
    counter-increment: step;
  }
  .number {
    font-family: var(--vitrine-font-heading, inherit);
    font-weight: var(--vitrine-weight-heading, 650);
    font-variant-numeric: lining-nums;
    line-height: 1;
    color: var(--icon-colour, var(--accent-ink, var(--text)));
  }
  .number::before {
    content: counter(step);
    content: counter(step) / '';
  }
  .step-words {
    display: grid;
    align-content: start;
    gap: var(--space-2);
    max-inline-size: 56ch;
  }
  .actions {
    margin-block-start: clamp(24px, 4cqi, 48px);
  }

  /* Large numbers, each under a rule of its own column. */
  .numbered {
    --least: 200px;
    row-gap: clamp(32px, 5cqi, 56px);
  }
  .numbered > li {
    display: grid;
    align-content: start;
    gap: clamp(16px, 3cqi, 40px);
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--text);
  }
  .numbered .number {
    font-size: clamp(52px, 8cqi, 104px);
    letter-spacing: -0.04em;
  }
  @container section (inline-size < 480px) {
    .numbered > li {
      grid-template-columns: minmax(56px, auto) minmax(0, 1fr);
    }
  }

  /* A line from each node to the next. */
  .path > li {
    --node: 48px;
    position: relative;
    display: grid;
    grid-template-columns: var(--node) minmax(0, 1fr);
    gap: var(--space-4) clamp(16px, 3cqi, 32px);
    padding-block-end: clamp(32px, 5cqi, 64px);
  }
  .path > li:last-child {
    padding-block-end: 0;
  }
  .path > li:not(:last-child)::after {
    content: '';
    position: absolute;
    inset-block: calc(var(--node) + 8px) 8px;
    inset-inline-start: calc(var(--node) / 2);
    border-inline-start: 1px solid var(--line);
  }
  .node {
    display: grid;
    place-items: center;
    inline-size: var(--node);
    block-size: var(--node);
    border: 1px solid var(--line);
    border-radius: 50%;
  }
  .node .icon {
    inline-size: 22px;
    block-size: 22px;
  }
  .node .number {
    font-size: 18px;
  }
  .path .step-words {
    padding-block-start: 11px;
  }
  .path .picture {
    grid-column: 2;
    inline-size: 100%;
    max-inline-size: 420px;
    aspect-ratio: 3 / 2;
  }
  @container section (inline-size >= 760px) {
    .path > li {
      --node: 56px;
    }
    .path > li:has(.picture) {
      grid-template-columns: var(--node) minmax(0, 1fr) minmax(0, 320px);
    }
    .path .step-words {
      padding-block-start: 14px;
    }
    .path .title {
      font-size: clamp(18px, 2cqi, 24px);
    }
    .path .picture {
      grid-column: 3;
    }
  }

  .cards {
    --least: 240px;
  }
  .card {
    align-content: start;
    gap: 0;
    padding: 0;
    overflow: hidden;
  }
  .card .picture {
    inline-size: 100%;
    border-radius: 0;
    aspect-ratio: 4 / 3;
  }
  .card .step-words {
    padding: clamp(16px, 2.4cqi, 28px);
  }
  .card .title::before {
    content: counter(step);
    content: counter(step) / '';
    margin-inline-end: 0.6em;
    font-weight: 450;
    color: var(--muted);
  }
  .card .sign {
    padding: clamp(16px, 2.4cqi, 28px);
    padding-block-end: 0;
  }
  .plate {
    display: grid;
    place-items: center;
  }
  .card .icon {
    inline-size: 40px;
    block-size: 40px;
    stroke-width: 1.25;
  }
  .card .number {
    font-size: 56px;
  }
  .card:not(:has(.icon, img)) .title::before {
    content: none;
  }
`;
