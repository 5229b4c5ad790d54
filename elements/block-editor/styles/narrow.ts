import { css } from 'lit';

/** An open block on tablets, where the form shares a place with the preview, and on phones, where each has the screen. */
export const narrow = css`
  .pane-tabs {
    display: none;
  }
  @media (max-width: 1240px) {
    .panes {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .beside {
      grid-row: 1;
      grid-column: 2;
    }
    .panes:not([data-pane='settings']) .settings,
    .panes[data-pane='settings'] .preview {
      display: none;
    }
    .settings {
      grid-column: 2;
      border: 0;
    }
    .pane-tabs {
      display: flex;
      justify-content: center;
      border-block-start: 1px solid var(--line);
      background: var(--surface);
    }
    .pane-tabs button {
      min-block-size: 44px;
    }
  }
  @media (max-width: 1080px) {
    .folds {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .wide-only {
      display: none;
    }
  }
  @media (max-width: 780px) {
    .panes {
      grid-template-columns: minmax(0, 1fr);
    }
    .panes > * {
      grid-column: 1;
      grid-row: 1;
      border: 0;
    }
    .panes:not([data-pane='code']) .writing,
    .panes:not([data-pane='preview']) .preview {
      display: none;
    }
    .bar {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 4px 6px;
      padding: 6px 8px;
    }
    .title input:not([type='checkbox']) {
      max-inline-size: 100%;
    }
    .standing {
      grid-row: 2;
      grid-column: 1 / 3;
      padding-inline-start: 10px;
    }
    .tools {
      display: contents;
    }
    .tools .strong {
      grid-row: 1;
      grid-column: 3;
    }
    .tools .button:not(.strong) {
      grid-row: 2;
    }
    .saved {
      display: none;
    }
    .bar {
      grid-template-columns: auto minmax(0, 1fr) auto auto auto;
    }
    .title {
      grid-column: 2 / 4;
    }
    .tools .strong {
      grid-column: 4 / 6;
    }
    .standing {
      grid-column: 1 / 3;
    }
    .pane-tabs button {
      flex: 1;
      justify-content: center;
    }
    .shelf {
      block-size: 190px;
    }
    .hint {
      display: none;
    }
    .texts input {
      padding-inline: 8px;
    }
    .preview-tools {
      gap: 4px;
      padding-inline: 8px;
    }
    .preview-tools .segments span {
      padding-inline: 7px;
    }
    .preview-tools .button {
      min-inline-size: 32px;
      padding-inline: 4px;
    }
    .preview-tools .segments label:last-child {
      display: none;
    }
    .language {
      flex-basis: 124px;
      min-inline-size: 64px;
    }
    .language select {
      padding-inline: 6px 2px;
      font-size: 13px;
    }
  }
`;
