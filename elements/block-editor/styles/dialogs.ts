import { css } from 'lit';

/** Dialogs, lists of versions, and lines that differ. */
export const dialogs = css`
  dialog {
    inline-size: min(560px, calc(100vw - 24px));
    max-block-size: min(86dvh, 860px);
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 24px 80px rgb(0 0 0 / 0.3);
    overflow: hidden;
  }
  dialog.wide {
    inline-size: min(1080px, calc(100vw - 24px));
  }
  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }
  dialog::backdrop {
    background: rgb(10 12 14 / 0.5);
  }
  .dialog-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding: 14px 12px 10px 22px;
  }
  .root:dir(rtl) .dialog-head {
    padding: 14px 22px 10px 12px;
  }
  .dialog-head h2 {
    font-size: 19px;
    font-weight: 660;
    overflow-wrap: anywhere;
  }
  .dialog-head h2:focus {
    outline: none;
  }
  .dialog-body {
    display: grid;
    align-content: start;
    gap: 16px;
    overflow: auto;
    padding: 4px 22px 22px;
  }
  .dialog-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 10px;
  }
  .dialog-foot p {
    flex: 1 1 260px;
  }
  .versions {
    grid-template-columns: 260px minmax(0, 1fr);
    gap: 24px;
  }
  .version-list {
    display: grid;
    align-content: start;
    gap: 4px;
  }
  .version {
    display: grid;
    gap: 1px;
    inline-size: 100%;
    padding: 10px 12px;
    border: 1px solid transparent;
    border-radius: 10px;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .version:hover {
    background: var(--sunken);
  }
  .version[aria-current='true'] {
    border-color: var(--accent);
    background: var(--tint);
  }
  .version-name {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .version .note {
    overflow-wrap: anywhere;
  }
  .version .quiet {
    font-size: 12.5px;
  }
  .compare {
    display: grid;
    gap: 12px;
  }
  .compare-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .compare-head label {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--muted);
    white-space: nowrap;
  }
  .compare-head select:not([type='checkbox']) {
    inline-size: auto;
    color: var(--text);
  }
  .diff-count {
    display: flex;
    gap: 14px;
    font-size: 13px;
    font-weight: 600;
  }
  .plus {
    color: var(--good);
  }
  .minus {
    color: var(--danger);
  }
  .diff {
    max-block-size: 46dvh;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 10px;
    font-size: 12.5px;
  }
  .diff table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  .diff td {
    padding: 0 8px;
    vertical-align: top;
    line-height: 1.6;
  }
  .diff .number {
    inline-size: 1%;
    padding-inline: 8px 2px;
    color: var(--muted);
    font-family: var(--mono);
    font-size: 11px;
    text-align: end;
    user-select: none;
  }
  .diff .mark {
    inline-size: 1%;
    font-family: var(--mono);
  }
  .diff .added {
    background: var(--good-tint);
  }
  .diff .added .mark {
    color: var(--good);
  }
  .diff .removed {
    background: var(--danger-tint);
  }
  .diff .removed .mark {
    color: var(--danger);
  }
  .hidden-lines td {
    padding-block: 3px;
    background: var(--sunken);
    color: var(--muted);
    text-align: center;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
    gap: 12px;
  }
  .choice {
    display: grid;
    gap: 2px;
    padding: 12px 16px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--raised);
    text-align: start;
    cursor: pointer;
  }
  .choice span {
    color: var(--muted);
    font-size: 13px;
  }
  .choice.strong {
    border-color: var(--accent);
    background: var(--tint);
  }
  .choice:hover {
    border-color: var(--muted);
  }
  .toast {
    position: fixed;
    inset-block-end: 48px;
    inset-inline: 0;
    z-index: 5;
    inline-size: fit-content;
    max-inline-size: calc(100vw - 32px);
    margin-inline: auto;
    padding: 10px 18px;
    border-radius: 99px;
    background: var(--text);
    color: var(--surface);
    font-weight: 550;
    box-shadow: 0 8px 30px rgb(0 0 0 / 0.25);
    pointer-events: none;
  }
  .toast:empty {
    display: none;
  }
  @media (max-width: 780px) {
    .versions {
      grid-template-columns: minmax(0, 1fr);
    }
    .toast {
      inset-block-end: 60px;
    }
  }
`;
