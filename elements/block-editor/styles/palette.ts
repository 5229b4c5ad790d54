import { css } from 'lit';

/** Colours and type of the editor; code has a palette of its own that keeps 4.5 to 1 on both grounds. */
export const palette = css`
  .root {
    --sans: var(--vitrine-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --mono:
      ui-monospace, 'SF Mono', SFMono-Regular, Menlo, 'Cascadia Code', 'JetBrains Mono', Consolas, 'Liberation Mono',
      monospace;
    --code-size: 13px;
    --ground: light-dark(#f3f1ed, #0e1012);
    --surface: light-dark(#ffffff, #16191c);
    --sunken: light-dark(#f7f6f3, #1c2024);
    --raised: light-dark(#ffffff, #2b3238);
    --line: light-dark(#e2ded6, #2c3237);
    --text: light-dark(#191d22, #eceae5);
    --muted: light-dark(#5a636d, #a3acb4);
    --accent: light-dark(#1c3f3a, #8fd6c4);
    --on-accent: light-dark(#ffffff, #0c1f1b);
    --tint: light-dark(#e4efec, #1b302c);
    --warn: light-dark(#8a5300, #f0b661);
    --warn-tint: light-dark(#fdf1dd, #33270f);
    --danger: light-dark(#b3261e, #ff9b90);
    --danger-tint: light-dark(#fdecea, #3a1d1b);
    --good: light-dark(#1e6b3a, #7fd6a0);
    --good-tint: light-dark(#e5f4ea, #16301f);
    --code-text: light-dark(#24292f, #dfe3e6);
    --code-quiet: light-dark(#5d6670, #959ea7);
    --code-caret: light-dark(#1c3f3a, #8fd6c4);
    --code-line: light-dark(rgb(28 63 58 / 0.045), rgb(255 255 255 / 0.035));
    --code-selection: light-dark(#cfe6e0, #27463f);
    --code-match: light-dark(#fbe7bd, #4a3c17);
    --code-failed: light-dark(#fdecea, #351c1b);
    --code-keyword: light-dark(#9a2d6b, #f08dc0);
    --code-string: light-dark(#2b6a3c, #a3d6a0);
    --code-number: light-dark(#9a4a00, #f0b072);
    --code-function: light-dark(#1f5fb0, #8fbcf7);
    --code-property: light-dark(#24527a, #a9cdf0);
    --code-type: light-dark(#0f6b74, #7ed3dc);
    --code-punctuation: light-dark(#515a64, #a9b1b8);
    --code-tag: light-dark(#1f5fb0, #8fbcf7);
    --code-attribute: light-dark(#7a4a9e, #cda6ec);
    font-family: var(--sans);
    font-size: 14px;
    background: var(--ground);
  }
`;
