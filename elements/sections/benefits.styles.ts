import { css } from 'lit';

export const styles = css`
  .reason {
    display: grid;
    gap: var(--space-1);
    min-inline-size: 0;
  }
  .text {
    color: var(--muted);
    text-wrap: pretty;
  }
  .arrow {
    margin-block-start: var(--space-6);
  }

  /* One band between two lines. */
  .strip {
    --least: 200px;
    --gap: clamp(16px, 3cqi, 40px);
    padding-block: clamp(20px, 2.6cqi, 32px);
    border-block: 1px solid var(--line);
  }
  .strip > li {
    display: flex;
    gap: var(--space-3);
  }
  .strip .title {
    font-size: 16px;
    line-height: 1.35;
  }
  .strip .reason {
    padding-block-start: 3px;
  }
  .strip .text {
    font-size: var(--text-s);
  }

  .ticked > li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-4);
    padding-block: clamp(14px, 1.8cqi, 20px);
    border-block-start: 1px solid var(--line);
  }
  .ticked:not(.columns) > li:last-child {
    border-block-end: 1px solid var(--line);
  }
  .ticked .icon {
    inline-size: 24px;
    block-size: 24px;
    stroke-width: 2;
  }
  .ticked.columns {
    --least: 280px;
    row-gap: 0;
  }
  @container section (inline-size >= 860px) {
    .headed {
      display: grid;
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
      column-gap: clamp(40px, 7cqi, 112px);
      align-items: start;
    }
    .headed .headings {
      margin-block-end: 0;
    }
    .headed .title {
      font-size: clamp(18px, 1.8cqi, 22px);
    }
    .headed .ticked > li {
      padding-block: clamp(18px, 2cqi, 26px);
    }
    .headed .ticked .icon {
      margin-block-start: 2px;
    }
  }
  .split > .picture {
    inline-size: 100%;
    aspect-ratio: 4 / 3;
  }
  @container section (inline-size < 760px) {
    .split > .picture {
      order: -1;
    }
  }
  @container section (inline-size >= 760px) {
    .split > .picture {
      aspect-ratio: 4 / 5;
      max-block-size: 720px;
    }
  }

  .tiles {
    --least: 180px;
    --gap: clamp(10px, 1.2cqi, 16px);
  }
  .tiles > li {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    gap: clamp(32px, 5cqi, 72px);
    padding: clamp(16px, 2.2cqi, 28px);
    border-radius: calc(var(--radius) * 1.4);
    background: var(--sunken);
  }
  [data-tone='soft'] .tiles > li {
    background: var(--surface);
  }
  .tiles .icon {
    inline-size: clamp(36px, 4cqi, 52px);
    block-size: clamp(36px, 4cqi, 52px);
    stroke-width: 1.1;
  }
`;
