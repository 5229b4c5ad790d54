import { css } from 'lit';

export const styles = css`
  .headings {
    margin-block-end: 0;
  }
  .hero {
    display: grid;
    gap: clamp(24px, 5cqi, 64px);
  }
  .words-of {
    display: grid;
    gap: var(--space-4);
    align-content: center;
    max-inline-size: 760px;
  }
  .lead {
    max-inline-size: 56ch;
  }
  .hero.centred .words-of,
  .hero.minimal .words-of {
    justify-items: center;
    margin-inline: auto;
    text-align: center;
  }
  .centred .actions,
  .minimal .actions {
    justify-content: center;
  }
  .centred .picture {
    aspect-ratio: 16 / 10;
  }
  .minimal {
    padding-block: clamp(24px, 6cqi, 88px);
  }
  @container section (inline-size >= 760px) {
    .centred .picture {
      aspect-ratio: 21 / 9;
    }
    .split-left,
    .split-right {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      align-items: center;
    }
    .split-left .picture {
      order: -1;
    }
    .split-left .picture,
    .split-right .picture {
      aspect-ratio: 4 / 5;
      max-block-size: 78vh;
      inline-size: 100%;
    }
    :is(.split-left, .split-right).bare {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  /* The picture fills the section; a shade behind the words keeps them readable on any picture. */
  .overlay.pictured {
    position: relative;
    isolation: isolate;
    overflow: hidden;
    min-block-size: min(640px, 88vh);
    align-content: end;
    border-radius: var(--radius);
    color: #ffffff;
    --text: #ffffff;
    --muted: #f0f0f0;
    --button: #ffffff;
    --on-button: #15181c;
    --focus: #ffffff;
    background: #15181c;
  }
  .overlay.pictured .words-of {
    position: relative;
    padding: clamp(24px, 5cqi, 64px);
  }
  .overlay.pictured .picture {
    position: absolute;
    inset: 0;
    z-index: -1;
    aspect-ratio: auto;
    border-radius: 0;
  }
  .overlay.pictured::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
    background: linear-gradient(to top, rgb(0 0 0 / 78%), rgb(0 0 0 / 58%) 60%, rgb(0 0 0 / 38%));
  }
`;
