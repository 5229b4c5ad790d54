import { css } from 'lit';

export const styles = css`
  .faq.accordion {
    max-inline-size: 840px;
    margin-inline: auto;
  }
  .faq .question {
    font-size: clamp(17px, 1.8cqi, 21px);
    font-weight: 600;
    line-height: 1.35;
    text-wrap: pretty;
  }
  .faq .answer {
    display: grid;
    gap: var(--space-3);
    max-inline-size: 66ch;
    font-size: 16px;
    line-height: 1.6;
    color: var(--muted);
    text-wrap: pretty;
  }
  .faq .onward {
    margin-block-start: clamp(24px, 3.4cqi, 40px);
  }

  .faq .folds {
    border-block-end: 1px solid var(--line);
  }
  .faq .fold {
    border-block-start: 1px solid var(--line);
  }
  .faq summary {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-6);
    align-items: start;
    padding-block: clamp(16px, 2cqi, 24px);
    border-radius: var(--space-1);
    list-style: none;
    cursor: pointer;
  }
  .faq summary::-webkit-details-marker {
    display: none;
  }
  .faq summary:hover .question {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.25em;
  }
  .faq .fold .answer {
    padding-block-end: clamp(20px, 2.6cqi, 32px);
    padding-inline-end: 40px;
  }
  /* A plus, whose upright turns down to make a minus. */
  .faq .sign {
    position: relative;
    inline-size: 16px;
    block-size: 16px;
    margin-block-start: calc((clamp(17px, 1.8cqi, 21px) * 1.35 - 16px) / 2);
  }
  .faq .sign::before,
  .faq .sign::after {
    content: '';
    position: absolute;
    inset-block-start: 7px;
    inset-inline: 0;
    border-block-start: 2px solid currentColor;
    transition: transform calc(var(--motion) * 1.5);
  }
  .faq .fold:not([open]) .sign::after {
    transform: rotate(90deg);
  }

  .faq .pairs {
    columns: 320px var(--columns, 2);
    column-gap: clamp(32px, 6cqi, 88px);
  }
  .faq .pairs > li {
    display: grid;
    gap: var(--space-2);
    break-inside: avoid;
    padding-block: clamp(16px, 2cqi, 24px) clamp(24px, 3.4cqi, 44px);
    border-block-start: 1px solid var(--line);
  }

  @container section (inline-size >= 760px) {
    .faq.split {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
      align-items: start;
    }
    .faq.split > .start {
      position: sticky;
      inset-block-start: 32px;
    }
  }
  .faq.split > .start > .headings {
    margin-block-end: var(--space-6);
  }

  @media (prefers-reduced-motion: no-preference) {
    @supports (interpolate-size: allow-keywords) {
      .faq .fold {
        interpolate-size: allow-keywords;
      }
      .faq .fold::details-content {
        block-size: 0;
        overflow: clip;
        transition:
          block-size calc(var(--motion) * 1.5) ease,
          content-visibility calc(var(--motion) * 1.5) allow-discrete;
      }
      .faq .fold[open]::details-content {
        block-size: auto;
      }
    }
  }
  @media print {
    .faq .fold::details-content {
      block-size: auto;
      content-visibility: visible;
    }
  }
`;
