/**
 * What runs in the preview's Worker: one errand after the other, told to and answered as plain data. It is sent the compiled engine
 * first. The Worker has its frame's policy, which allows no request at all.
 */
// oxlint-disable unicorn/require-post-message-target-origin, unicorn/prefer-add-event-listener -- ports and Workers are no windows
import { freshEngine } from '../run/engine.ts';
import { errandDone } from '../run/in-process.ts';
import { BOOTED, type Answered, type Asked } from './protocol.ts';

interface Scope {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  const engine = data as WebAssembly.Module;
  // Booting is no render's time.
  freshEngine(engine);
  scope.onmessage = (asked) => {
    const { id, errand } = asked.data as Asked;
    scope.postMessage({ id, result: errandDone(engine, errand) } satisfies Answered);
  };
  scope.postMessage(BOOTED);
};
