import { css } from 'lit';

/** An element of ours within a section (`.inner`), which has tokens of its own. */
export const innerTones = css`
  /* On another background its tokens are those of the section. */
  [data-tone='soft'] .inner {
    --vitrine-color-sunken: var(--surface);
  }
  :is([data-tone='accent'], [data-tone='dark']) .inner {
    --vitrine-color-text: var(--text);
    --vitrine-color-muted: var(--muted);
    --vitrine-color-line: var(--line);
    --vitrine-color-surface: var(--surface);
    --vitrine-color-sunken: var(--sunken);
    --vitrine-color-focus: var(--focus);
    --vitrine-color-accent: var(--button);
    --vitrine-color-on-accent: var(--on-button);
  }
  /* No red or green can be read on every accent colour. */
  [data-tone='accent'] .inner {
    --vitrine-color-sale: var(--text);
    --vitrine-color-good: var(--text);
    --vitrine-color-danger: var(--text);
  }
`;
