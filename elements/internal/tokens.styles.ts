import { css } from 'lit';

/**
 * The design tokens, and the wall between the host page's styles and ours. Each token reads the page's own value
 * (`--vitrine-…`, set anywhere above the element), then the store's branding, then a default. Sizes are px, so that the
 * page's root size cannot change them; `!important` on `:host` because a page's `* { all: unset }` would win otherwise.
 * What passes the wall on purpose: the font family and the colour scheme, so that a shop looks like its page.
 * Documented for merchants in `docs/theming.md`.
 */
export const tokens = css`
  :host {
    display: block !important;
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none !important;
  }
  .root {
    all: initial;
    display: block;
    box-sizing: border-box;
    color-scheme: var(--vitrine-color-scheme, inherit);

    /* A brand colour as it is on light pages; on dark ones lightened until it stands out from them. */
    --accent: var(
      --vitrine-color-accent,
      light-dark(var(--_accent, #1f2933), oklch(from var(--_accent, #f2f0eb) max(l, 0.62) c h))
    );
    /* White or black, whichever has the better contrast: they are equal at this lightness. */
    --on-accent: var(--vitrine-color-on-accent, lch(from var(--accent) calc((49.4 - l) * infinity) 0 0));
    --surface: var(--vitrine-color-surface, light-dark(#ffffff, #16181b));
    --sunken: var(--vitrine-color-sunken, light-dark(#f4f2ee, #22262a));
    --text: var(--vitrine-color-text, light-dark(#1b1f24, #f2f0eb));
    --muted: var(--vitrine-color-muted, light-dark(#5c6670, #a8b0b8));
    --line: var(--vitrine-color-line, light-dark(#dcd8d0, #3a4046));
    --sale: var(--vitrine-color-sale, light-dark(#b3261e, #ff9b90));
    --danger: var(--vitrine-color-danger, light-dark(#b3261e, #ff9b90));
    --good: var(--vitrine-color-good, light-dark(#1e6b3a, #7fd6a0));
    --focus: var(--vitrine-color-focus, light-dark(#1a5fd0, #8ab8ff));
    --radius: var(--vitrine-radius, var(--_radius, 10px));
    --space-1: var(--vitrine-space-1, 4px);
    --space-2: var(--vitrine-space-2, 8px);
    --space-3: var(--vitrine-space-3, 12px);
    --space-4: var(--vitrine-space-4, 16px);
    --space-6: var(--vitrine-space-6, 24px);
    --space-8: var(--vitrine-space-8, 32px);
    --text-s: var(--vitrine-text-s, 13px);
    --text-m: var(--vitrine-text-m, 15px);
    --text-l: var(--vitrine-text-l, 18px);
    --text-xl: var(--vitrine-text-xl, 24px);
    --motion: var(--vitrine-motion, 160ms);

    font-family: var(--vitrine-font, var(--_font, inherit));
    font-size: var(--text-m);
    line-height: 1.5;
    color: var(--text);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: none;
    text-align: start;
  }
  .root[data-theme='light'] {
    color-scheme: light;
  }
  .root[data-theme='dark'] {
    color-scheme: dark;
  }
  .root[data-theme='auto'] {
    color-scheme: light dark;
  }
  /* Not of ::before and ::after too: to ask every node for those doubles the time that styles take. */
  .root * {
    box-sizing: border-box;
  }
  .root :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    .root *,
    .root *::before,
    .root *::after,
    .root *::backdrop {
      animation: none !important;
      transition: none !important;
    }
  }
`;
