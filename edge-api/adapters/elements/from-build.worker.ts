import type { ElementDrawing, LoadDrawing } from '../../pages/ssr/port.ts';

let loading: Promise<ElementDrawing> | undefined;

/** What draws elements, as the build made it: `wrangler.toml` says where it is. Loaded with the first page that wants it. */
export const drawingFromBundle: LoadDrawing = () =>
  (loading ??= import('vitrine-elements').then(async (drawing) => {
    await drawing.ready;
    return drawing;
  }));
