import { css } from 'lit';

export const styles = css`
  .frame {
    container: vitrine-order / inline-size;
  }
  article {
    display: grid;
    gap: var(--space-8);
    padding-block: var(--space-6);
  }
  h2 {
    font-size: var(--text-xl);
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.015em;
    overflow-wrap: anywhere;
  }
  h3 {
    margin-block-end: var(--space-3);
    font-size: var(--text-l);
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .intro > p {
    margin-block-start: var(--space-1);
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .tick {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    margin-block-end: var(--space-4);
    border-radius: 50%;
    background: color-mix(in oklab, var(--good) 14%, var(--surface));
    color: var(--good);
  }
  .tick svg {
    inline-size: 26px;
    block-size: 26px;
    stroke-width: 2;
  }
  .intro .badge {
    display: inline-block;
    margin-block-start: var(--space-3);
    color: var(--text);
    padding: 5px 12px;
    border-radius: 999px;
    background: var(--sunken);
    font-size: var(--text-s);
    font-weight: 600;
  }
  .steps li {
    position: relative;
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-block-size: 36px;
    color: var(--muted);
  }
  .steps li::before {
    content: '';
    flex: none;
    box-sizing: border-box;
    inline-size: 12px;
    block-size: 12px;
    margin-inline: 4px;
    border: 2px solid var(--line);
    border-radius: 50%;
    background: var(--surface);
    z-index: 1;
  }
  .steps li + li::after {
    content: '';
    position: absolute;
    inset-inline-start: 9px;
    inset-block-end: 50%;
    inline-size: 2px;
    block-size: 100%;
    background: var(--line);
  }
  .steps .done {
    color: inherit;
  }
  .steps .done::before,
  .steps .done + .done::after {
    border-color: var(--good);
    background: var(--good);
  }
  .steps .current {
    font-weight: 600;
    color: var(--text);
  }
  .steps .current::before {
    border-color: var(--accent);
    box-shadow: 0 0 0 4px color-mix(in oklab, var(--accent) 15%, transparent);
  }
  .card {
    padding: var(--space-4) var(--space-6);
    border-radius: calc(var(--radius) * 1.4);
    background: var(--sunken);
  }
  .card p + p {
    margin-block-start: var(--space-2);
  }
  .card dl {
    margin-block: var(--space-3) 0;
  }
  .value {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    column-gap: var(--space-3);
    padding-block: var(--space-2);
    border-block-start: 1px solid var(--line);
  }
  .value dt {
    font-size: var(--text-s);
    color: var(--muted);
  }
  .value dd {
    display: contents;
  }
  .value dd > span {
    grid-row: 2;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .value button {
    grid-area: 1 / 2 / 3 / 3;
    min-inline-size: 56px;
    justify-content: flex-end;
    margin: 0;
  }
  .lines li {
    display: grid;
    grid-template-columns: 60px minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--space-3);
    padding-block: var(--space-3);
    border-block-end: 1px solid var(--line);
  }
  .picture {
    inline-size: 60px;
    block-size: 74px;
    border-radius: 6px;
    overflow: hidden;
    background: var(--sunken);
  }
  .picture img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .name {
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .times,
  .options {
    font-weight: 400;
    color: var(--muted);
  }
  .options {
    font-size: var(--text-s);
    overflow-wrap: anywhere;
  }
  .rows {
    padding-block-start: var(--space-4);
  }
  .list {
    display: grid;
    gap: var(--space-3);
  }
  .list li {
    display: grid;
    gap: var(--space-1);
    overflow-wrap: anywhere;
  }
  .list li + li {
    padding-block-start: var(--space-3);
    border-block-start: 1px solid var(--line);
  }
  .tracking {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-4);
  }
  .link {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    color: inherit;
    font-weight: 600;
    text-underline-offset: 3px;
  }
  .rows .kept {
    padding-block-start: var(--space-2);
    border-block-start: 1px solid var(--line);
    font-weight: 600;
  }
  .rows .kept dt {
    color: inherit;
  }
  .history summary {
    display: flex;
    align-items: center;
    min-block-size: 44px;
    font-weight: 600;
    cursor: pointer;
  }
  .history summary::before {
    content: '';
    inline-size: 7px;
    block-size: 7px;
    margin-inline: 2px var(--space-3);
    border-style: solid;
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    translate: 0 -2px;
  }
  .history[open] summary::before {
    rotate: 225deg;
    translate: 0 2px;
  }
  .history summary::-webkit-details-marker {
    display: none;
  }
  .hint {
    color: var(--muted);
  }
  .pay {
    display: grid;
    gap: var(--space-3);
    margin-block-start: var(--space-4);
  }
  .bad {
    color: var(--danger);
    overflow-wrap: anywhere;
  }
  .receipt {
    display: none;
  }
  .facts {
    display: grid;
    gap: var(--space-6);
  }
  address {
    font-style: normal;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .note {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .message {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    padding-block: 64px;
    text-align: center;
  }
  .message p {
    max-inline-size: 36ch;
    color: var(--muted);
  }
  .message button {
    margin-block-start: var(--space-4);
  }
  .waiting {
    display: grid;
    gap: var(--space-4);
    padding-block: var(--space-6);
  }
  .block {
    block-size: 72px;
  }
  .block:first-of-type {
    inline-size: 60%;
    block-size: 32px;
  }
  .print {
    justify-self: start;
  }
  .split {
    display: grid;
    gap: var(--space-6);
  }
  @container vitrine-order (min-width: 720px) {
    .facts {
      grid-template-columns: 1fr 1fr;
    }
    .split {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      align-items: start;
      gap: var(--space-8);
    }
  }
  @media print {
    .root {
      color-scheme: light;
    }
    button,
    .tick,
    .steps,
    .badge,
    .history,
    .pay,
    .picture {
      display: none !important;
    }
    .split,
    .parcels {
      display: none;
    }
    .receipt {
      display: grid;
    }
    .receipt.head {
      grid-template-columns: 1fr 1fr;
    }
    .receipt > div {
      display: flex;
      justify-content: space-between;
    }
    .receipt.head > div {
      display: block;
    }
    .lines li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    section,
    li {
      break-inside: avoid;
    }
    .card {
      padding: 0;
      background: none;
    }
  }
`;
