/** `dist/server/elements.js`, by the name that `wrangler.toml` gives it. */
declare module 'vitrine-elements' {
  import type { ElementDrawing } from '../../pages/ssr/port.ts';

  export const ready: ElementDrawing['ready'];
  export const script: ElementDrawing['script'];
  export const renderElements: ElementDrawing['renderElements'];
}
