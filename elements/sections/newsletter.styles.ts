import { css } from 'lit';

export const styles = css`
  .letter {
    display: grid;
    gap: clamp(24px, 5cqi, 64px);
  }
  .letter .text {
    display: grid;
    gap: clamp(20px, 3cqi, 36px);
    align-content: center;
  }
  .letter .say {
    display: grid;
    gap: var(--space-3);
    align-content: start;
    max-inline-size: 640px;
  }
  .letter .lead {
    max-inline-size: 52ch;
  }

  /* The thanks stand where the form stood, and the form keeps its room. */
  vitrine-newsletter-form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: 100%;
    max-inline-size: 540px;
  }
  vitrine-newsletter-form > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  [data-state='done'] .form {
    visibility: hidden;
  }
  .form {
    display: grid;
    gap: var(--space-2);
    align-content: start;
  }
  .form label {
    font-size: 14px;
    font-weight: 600;
  }
  .field {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .field input {
    flex: 999 1 220px;
    min-inline-size: 0;
    min-block-size: 48px;
    margin: 0;
    padding: 0 var(--space-4);
    border: 1px solid color-mix(in oklab, var(--text) 60%, var(--surface));
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    /* Smaller ones make phones zoom in. */
    font-size: 16px;
  }
  [data-tone='accent'] .field input {
    border-color: var(--text);
  }
  .field input[aria-invalid='true'] {
    border-color: var(--wrong);
    box-shadow: inset 0 0 0 1px var(--wrong);
  }
  .field .primary {
    flex: 1 0 auto;
    max-inline-size: 100%;
    margin: 0;
  }
  .field .primary[aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }
  .form {
    --wrong: var(--danger);
  }
  [data-tone='accent'] .form {
    --wrong: var(--text);
  }
  .problem {
    font-size: 14px;
    font-weight: 600;
    color: var(--wrong);
  }
  .problem:empty {
    display: none;
  }
  .consent {
    max-inline-size: 60ch;
    font-size: 13px;
    line-height: 1.5;
    color: var(--muted);
    text-wrap: pretty;
  }
  .thanks {
    align-self: center;
    outline: none;
    font-size: 18px;
    font-weight: 600;
    line-height: 1.4;
    text-wrap: balance;
  }

  .letter.inline .heading {
    font-size: clamp(21px, 2.4cqi, 30px);
  }
  .letter.inline .lead {
    font-size: 16px;
  }
  @container section (inline-size >= 860px) {
    .letter.inline.asking .text {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: clamp(40px, 7cqi, 104px);
      align-items: center;
    }
  }

  .letter.centred :is(.text, .say, .form) {
    justify-items: center;
    text-align: center;
  }
  .letter.centred .say {
    max-inline-size: 800px;
    gap: var(--space-4);
  }
  .letter.centred .heading {
    font-size: clamp(30px, 5cqi, 58px);
  }
  .letter.centred .field {
    inline-size: 100%;
  }
  .letter.centred .field input {
    text-align: start;
  }
  .letter.centred .thanks {
    justify-self: center;
  }

  .letter.split .heading {
    font-size: clamp(28px, 4cqi, 48px);
  }
  .letter:is(.split, .panel) .picture {
    order: -1;
  }
  .letter.split .picture {
    aspect-ratio: 16 / 10;
  }
  @container section (inline-size >= 760px) {
    .letter.split.pictured .picture {
      aspect-ratio: 4 / 5;
      max-block-size: 72vh;
      inline-size: 100%;
    }
    .letter.split.bare {
      grid-template-columns: minmax(0, 1fr);
    }
    .letter.split.bare.asking .text {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: clamp(32px, 6cqi, 88px);
    }
    .letter.split.bare.asking vitrine-newsletter-form {
      padding-inline-start: clamp(24px, 4cqi, 56px);
      border-inline-start: 1px solid var(--line);
      max-inline-size: none;
    }
  }

  .letter.panel {
    gap: 0;
  }
  .letter.panel .text {
    padding: clamp(24px, 5.6cqi, 72px);
  }
  .letter.panel :is(.field input, .field .primary) {
    flex-basis: 100%;
  }
  .letter.panel.bare {
    max-inline-size: 680px;
    margin-inline: auto;
  }
  /* On a background of its own kind a field shows by its border alone. */
  [data-tone='soft'] .letter.panel .field input {
    background: transparent;
  }
  @container section (inline-size >= 760px) {
    .letter.panel.pictured {
      grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
    }
  }
`;
