import { css, type CSSResultGroup } from 'lit';
import { formStyles } from './checkout-form.styles.ts';

/** What stands beside and below the form: the review, the payment, what is said where there is none of it. */
const asideStyles = css`
  .review {
    display: grid;
    gap: var(--space-4);
    margin-block-start: var(--space-8);
    padding-block-start: var(--space-6);
    border-block-start: 1px solid var(--line);
  }
  /* Where there is one column, the bar to pay by belongs to the whole form, and stays in reach of the thumb. */
  .side {
    display: contents;
  }
  .pay {
    position: sticky;
    z-index: 1;
    inset-block-end: 0;
    margin-block-start: var(--space-4);
    padding-block: var(--space-3) max(var(--space-3), env(safe-area-inset-bottom));
    background: var(--surface);
    box-shadow: 0 -1px 0 var(--line);
  }
  /* What has the focus is not behind the bar. */
  form :is(input, select, textarea, button, a) {
    scroll-margin-block: var(--space-8) 96px;
  }
  .pay :is(button, a) {
    scroll-margin-block: 0;
  }
  .pay .notice {
    max-block-size: 30vh;
    margin-block-end: var(--space-3);
    overflow: auto;
  }
  /* A link in a sentence is as high as its line: https://www.w3.org/WAI/WCAG22/Understanding/target-size-minimum.html. */
  .pay .notice a {
    padding-block: 2px;
  }
  .review-head {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 44px;
  }
  .review-head .fold {
    margin-inline-start: auto;
  }
  .lines.folded {
    display: none;
  }
  .lines {
    display: grid;
    gap: var(--space-4);
    padding-block-end: var(--space-4);
    border-block-end: 1px solid var(--line);
  }
  .lines li {
    display: grid;
    grid-template-columns: 52px minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }
  .lines .notice {
    grid-column: 1 / -1;
    padding-block: var(--space-1);
  }
  .picture {
    inline-size: 52px;
    block-size: 64px;
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
  .about {
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .times {
    margin-inline-end: 2px;
    color: var(--muted);
    font-weight: 400;
  }
  .options {
    font-size: var(--text-s);
    font-weight: 400;
    color: var(--muted);
  }
  .block {
    block-size: 56px;
  }
  .waiting {
    display: grid;
    gap: var(--space-4);
    padding-block: var(--space-6);
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--space-4);
    padding-block: var(--space-8);
    text-align: center;
    color: var(--muted);
  }
  .notice a {
    font-weight: 600;
    text-underline-offset: 3px;
    color: inherit;
  }
  .payment-step {
    display: grid;
    gap: var(--space-4);
    max-inline-size: 520px;
    margin-inline: auto;
    padding-block: var(--space-6);
  }
  .payment-step h2 {
    margin: 0;
  }
  .payment-step .amount {
    font-size: calc(var(--text-xl) * 1.4);
    font-weight: 650;
    line-height: 1.2;
    letter-spacing: -0.02em;
  }
  .payment-step .tertiary {
    justify-self: start;
  }
  .payment-step .away {
    block-size: 0;
    overflow: hidden;
  }
  .tall {
    block-size: 220px;
  }
  .working {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    color: var(--muted);
  }
  .dot {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    border: 2px solid var(--line);
    border-block-start-color: var(--accent);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dot {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
  }
  .placed {
    padding-block: var(--space-8);
    font-size: var(--text-l);
  }
  .done .notice {
    margin-block: var(--space-4);
  }
  @container vitrine-checkout (min-width: 760px) {
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(300px, 380px);
      align-items: start;
      gap: clamp(32px, 6cqi, 72px);
    }
    .side {
      display: block;
      position: sticky;
      inset-block-start: var(--space-6);
      padding: var(--space-6);
      border-radius: calc(var(--radius) * 1.4);
      background: var(--sunken);
    }
    .review {
      margin-block-start: 0;
      padding: 0;
      border: 0;
    }
    .pay {
      position: static;
      padding-block: 0;
      background: none;
      box-shadow: none;
    }
    .side .notice:not(.bad),
    .side .placeholder {
      background: color-mix(in oklab, var(--text) 6%, var(--sunken));
    }
    .review .lines.folded {
      display: grid;
    }
    .review-head .fold {
      display: none;
    }
  }
`;

export const styles: CSSResultGroup = [formStyles, asideStyles];
