import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElementDrawing, LoadDrawing } from '../../pages/ssr/port.ts';

/** What draws elements, of the build below `root`; loaded once, when it is first asked for. A build that comes later is found. */
export function drawingFromBuild(root: string, onTrouble: (error: unknown) => void): LoadDrawing {
  const file = join(root, 'dist/server/elements.js');
  let loading: Promise<ElementDrawing | null> | undefined;
  return async () => {
    if (!loading && !existsSync(file)) return null;
    loading ??= import(pathToFileURL(file).href).then(
      async (drawing: ElementDrawing) => {
        await drawing.ready;
        return drawing;
      },
      (error: unknown) => {
        onTrouble(error);
        return null;
      },
    );
    return loading;
  };
}
