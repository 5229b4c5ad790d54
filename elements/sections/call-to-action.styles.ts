import { css } from 'lit';

export const styles = css`
  .call {
    display: grid;
    gap: clamp(24px, 5cqi, 64px);
  }
  .call .text {
    display: grid;
    gap: clamp(20px, 2.6cqi, 32px);
    align-content: center;
  }
  .call .say {
    display: grid;
    gap: var(--space-3);
    align-content: start;
    max-inline-size: 720px;
  }
  .call .lead {
    max-inline-size: 56ch;
  }
  .call .do {
    display: grid;
    gap: var(--space-3);
    align-content: start;
    justify-items: start;
  }
  .call .actions {
    margin-block-start: 0;
  }
  .call .note {
    font-size: 14px;
    color: var(--muted);
    text-wrap: pretty;
  }

  /* A strip: low, between two lines where it has no background of its own. */
  .call.banner {
    gap: var(--space-4) clamp(20px, 3cqi, 40px);
  }
  [data-tone='plain'] .call.banner {
    padding-block: clamp(24px, 4cqi, 44px);
    border-block: 1px solid var(--line);
  }
  .call.banner .heading {
    font-size: clamp(21px, 2.5cqi, 32px);
  }
  .call.banner .lead {
    font-size: 16px;
  }
  .call.banner .picture {
    order: -1;
    inline-size: clamp(88px, 14cqi, 160px);
    aspect-ratio: 1;
  }
  @container section (inline-size >= 480px) {
    .call.banner.pictured {
      grid-template-columns: auto minmax(0, 1fr);
      align-items: center;
    }
  }
  @container section (inline-size >= 760px) {
    .call.banner .text {
      grid-template-columns: minmax(0, 1fr) fit-content(44%);
      gap: clamp(32px, 6cqi, 88px);
      align-items: center;
    }
  }

  .call.centred .text,
  .call.centred .say,
  .call.centred .do {
    justify-items: center;
    text-align: center;
  }
  .call.centred .say {
    max-inline-size: 860px;
    gap: var(--space-4);
  }
  .call.centred :is(.text, .picture) {
    justify-self: center;
  }
  .call.centred .heading {
    font-size: clamp(30px, 5.2cqi, 62px);
  }
  .call.centred .actions {
    justify-content: center;
  }
  .call.centred .picture {
    order: -1;
    inline-size: min(100%, 440px);
    aspect-ratio: 3 / 2;
  }

  .call.split .heading {
    font-size: clamp(28px, 4.2cqi, 52px);
  }
  .call.split .picture {
    aspect-ratio: 4 / 3;
  }
  @container section (inline-size >= 760px) {
    .call.split.pictured .picture {
      aspect-ratio: 1;
      max-block-size: 72vh;
      inline-size: 100%;
    }
    /* Without a picture the heading itself is the other side. */
    .call.split.bare {
      grid-template-columns: minmax(0, 1fr);
    }
    .call.split.bare .text {
      grid-template-columns: minmax(0, 7fr) minmax(0, 5fr);
      grid-template-rows: auto auto 1fr;
      gap: 0 clamp(32px, 6cqi, 88px);
    }
    .call.split.bare .say {
      display: contents;
    }
    .call.split.bare .eyebrow {
      grid-area: 1 / 1;
      margin-block-end: var(--space-3);
    }
    .call.split.bare .heading {
      grid-area: 2 / 1 / span 2;
    }
    .call.split.bare .lead {
      grid-area: 2 / 2;
    }
    .call.split.bare .do {
      grid-area: 3 / 2;
    }
    .call.split.bare .text:has(.lead) .do {
      margin-block-start: clamp(20px, 2.6cqi, 32px);
    }
  }

  .call.panel {
    gap: 0;
  }
  .call.panel .text {
    padding: clamp(24px, 6cqi, 80px);
  }
  .call.panel .picture {
    order: -1;
  }
  @container section (inline-size >= 760px) {
    .call.panel .picture {
      order: 0;
    }
    .call.panel.pictured {
      grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr);
    }
    .call.panel.bare .text {
      grid-template-columns: minmax(0, 1fr) fit-content(40%);
      gap: clamp(32px, 6cqi, 88px);
      align-items: end;
    }
  }
`;
