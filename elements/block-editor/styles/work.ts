import { css } from 'lit';

/** An open block: head, what is written, what is told, the preview, the form. */
export const work = css`
  .root {
    min-block-size: 100%;
  }
  .work {
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr) auto;
    block-size: var(--vitrine-block-editor-height, 100dvh);
    min-block-size: 480px;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px 14px;
    min-block-size: 60px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--surface);
  }
  .title {
    display: flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    flex: 0 1 auto;
  }
  .title input:not([type='checkbox']) {
    field-sizing: content;
    inline-size: auto;
    min-inline-size: 8ch;
    max-inline-size: min(34ch, 100%);
    padding: 4px 8px;
    border-color: transparent;
    background: transparent;
    font-size: 16px;
    font-weight: 650;
    text-overflow: ellipsis;
  }
  .title input:not([type='checkbox']):hover,
  .title input:not([type='checkbox']):focus {
    border-color: var(--line);
    background: var(--surface);
  }
  .title code {
    color: var(--muted);
    white-space: nowrap;
  }
  .standing {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
    margin-inline-end: auto;
  }
  .saved {
    color: var(--muted);
    font-size: 13px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .saved.not-yet {
    color: var(--warn);
  }
  .tools {
    display: flex;
    gap: 6px;
  }
  .notices {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
    padding: 0 16px;
    background: var(--surface);
  }
  .notices > * {
    margin-block: 8px 2px;
  }
  .notices > *:last-child {
    margin-block-end: 8px;
  }
  .notices:has(> *) {
    border-block-end: 1px solid var(--line);
  }
  .panes {
    display: grid;
    grid-template-columns: minmax(0, 1.06fr) minmax(0, 1fr) 292px;
    min-block-size: 0;
  }
  .writing {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    min-inline-size: 0;
    min-block-size: 0;
    border-inline-end: 1px solid var(--line);
    background: var(--surface);
  }
  .sheet-tabs {
    padding-inline: 8px;
    border-block-end: 1px solid var(--line);
  }
  .sheet {
    position: relative;
    min-block-size: 0;
    overflow: auto;
  }
  .sheet vitrine-code-field {
    block-size: 100%;
  }
  .sheet.form-sheet {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    overflow: hidden;
  }
  .form-help {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    padding: 10px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--sunken);
  }
  .form-help p {
    flex: 1 1 260px;
  }
  .form-help select:not([type='checkbox']) {
    inline-size: auto;
  }
  .hint {
    padding: 4px 16px;
    border-block-start: 1px solid var(--line);
    color: var(--muted);
    font-size: 12px;
  }
  .shelf {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    block-size: clamp(150px, 26vh, 260px);
    border-block-start: 1px solid var(--line);
    background: var(--sunken);
  }
  .shelf-tabs {
    padding-inline: 8px;
    border-block-end: 1px solid var(--line);
  }
  .shelf-body {
    overflow: auto;
    padding: 8px 16px 14px;
  }
  .told {
    display: grid;
    gap: 2px;
  }
  .told li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: baseline;
    gap: 4px 12px;
    padding-block: 6px;
    line-height: 1.45;
  }
  .told li > code {
    color: var(--warn);
  }
  .jump {
    padding: 1px 8px;
    border: 1px solid color-mix(in oklab, var(--danger) 35%, transparent);
    border-radius: 6px;
    background: var(--danger-tint);
    color: var(--danger);
    font-size: 12px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    cursor: pointer;
  }
  .jump:hover {
    border-color: var(--danger);
  }
  .console {
    display: grid;
    font-size: 12.5px;
  }
  .console li {
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr);
    gap: 10px;
    padding-block: 3px;
    border-block-end: 1px solid var(--line);
  }
  .console .level {
    color: var(--muted);
    font-family: var(--mono);
  }
  .console .warn :is(pre, .level) {
    color: var(--warn);
  }
  .console .error :is(pre, .level) {
    color: var(--danger);
  }
  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 14px;
    overflow: auto;
    padding: 16px;
    border-inline-start: 1px solid var(--line);
    background: var(--surface);
  }
  .settings h2 {
    font-size: 15px;
  }
  .settings h3 {
    margin-block-start: 8px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--line);
    font-size: 14px;
  }
  .settings form {
    display: grid;
    gap: 16px;
  }
  .about-block {
    margin-block-start: 10px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--line);
  }
  .about-block[open] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  .about-block summary {
    padding-block: 4px;
    color: var(--muted);
    font-weight: 550;
    cursor: pointer;
  }
  .embed {
    max-inline-size: 100%;
    margin-block: 4px 0;
    padding: 8px 10px;
    border-radius: 8px;
    background: color-mix(in oklab, var(--text) 6%, transparent);
    font-size: 12px;
    line-height: 1.6;
    overflow-x: auto;
    overflow-wrap: normal;
    white-space: pre;
    scrollbar-width: thin;
  }
  .embed code {
    padding: 0;
    background: none;
  }
  .notice > div {
    flex: 1 1 320px;
    min-inline-size: 0;
  }
  .about-block .button {
    margin-block-start: 8px;
  }
  .button.danger {
    color: var(--danger);
  }
  .texts {
    display: grid;
    align-content: start;
    gap: 14px;
    padding: 16px;
  }
  .texts .table {
    overflow-x: auto;
  }
  .texts table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  .texts th {
    padding: 4px 10px 4px 0;
    text-align: start;
    font-weight: 600;
    white-space: nowrap;
  }
  .texts td {
    min-inline-size: 150px;
    padding: 3px 8px 3px 0;
  }
  .texts td:last-child {
    min-inline-size: 0;
    inline-size: 32px;
  }
  .adding {
    display: flex;
    gap: 8px;
    max-inline-size: 380px;
  }
`;
