import { css } from 'lit';

/** Frames of the preview, and the meters below them. */
export const preview = css`
  .preview {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .preview-tools {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 41px;
    padding: 4px 12px;
    border-block-end: 1px solid var(--line);
    background: var(--surface);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .language {
    flex: 0 1 150px;
    min-inline-size: 90px;
    margin-inline-start: auto;
  }
  .language select:not([type='checkbox']) {
    min-block-size: 32px;
    padding-block: 3px;
    font-size: 13px;
    text-overflow: ellipsis;
  }
  .preview-tools .button {
    min-block-size: 32px;
    padding-inline: 8px;
  }
  .toggle[aria-pressed='true'] {
    background: var(--tint);
    color: var(--accent);
  }
  .is-busy svg {
    animation: beat 900ms ease-in-out infinite alternate;
  }
  @keyframes beat {
    to {
      opacity: 0.25;
    }
  }
  .stage {
    overflow: auto;
    padding: 16px 20px 28px;
    background: var(--ground);
  }
  .stage:focus-visible {
    outline-offset: -2px;
  }
  .stage > .notice {
    margin-block-end: 14px;
  }
  .frames {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: center;
    gap: 20px;
  }
  .frames.all {
    display: grid;
    grid-template: auto 1fr / auto auto;
    justify-content: start;
  }
  .frames.all figure:first-child {
    grid-row: 1 / 3;
  }
  .frames vitrine-block-frame {
    transition: opacity var(--motion);
  }
  .frames .old vitrine-block-frame {
    opacity: 0.45;
  }
  .frames figcaption {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    padding: 0 2px 5px;
    color: var(--muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .frames vitrine-block-frame {
    border-radius: 10px;
    background: var(--surface);
    box-shadow:
      0 0 0 1px var(--line),
      0 8px 28px rgb(0 0 0 / 0.07);
  }
  .first-preview {
    margin: 8vh auto 0;
    max-inline-size: 380px;
  }
  .used {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding: 7px 12px;
    border-block-start: 1px solid var(--line);
    background: var(--surface);
    font-size: 12px;
  }
  .used > .quiet {
    margin-inline-start: auto;
    font-size: 12px;
  }
  .meter {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .meter .words {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .meter.high .words {
    color: var(--danger);
  }
  meter {
    inline-size: 30px;
    block-size: 8px;
  }
  meter::-webkit-meter-bar {
    block-size: 6px;
    border: 0;
    border-radius: 99px;
    background: color-mix(in oklab, var(--text) 12%, transparent);
  }
  meter::-webkit-meter-optimum-value {
    border-radius: 99px;
    background: var(--accent);
  }
  meter::-webkit-meter-suboptimum-value {
    border-radius: 99px;
    background: var(--warn);
  }
  meter::-webkit-meter-even-less-good-value {
    border-radius: 99px;
    background: var(--danger);
  }
`;
