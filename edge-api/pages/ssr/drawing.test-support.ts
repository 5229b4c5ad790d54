import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { drawingFromBuild } from '../../adapters/elements/from-build.node.ts';
import type { ElementDrawing } from './port.ts';

const load = drawingFromBuild(fileURLToPath(new URL('../../../', import.meta.url)), (error) => {
  throw error;
});

/** What draws elements, of the last build. */
export async function builtDrawing(): Promise<ElementDrawing> {
  return (await load()) ?? assert.fail('Build first: `npm run build`.');
}
