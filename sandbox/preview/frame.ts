/**
 * What runs in the preview's frame, which has an origin of its own that is nobody's, and a policy without any network. It starts a
 * Worker, gives it one errand at a time, and ends it when one takes too long. It never reads what a block made.
 */
// oxlint-disable unicorn/require-post-message-target-origin, unicorn/prefer-add-event-listener -- ports and Workers are no windows
import { BOOTED, type Answered, type Asked, type SetUp, type Told } from './protocol.ts';

/** How long a Worker may take to come up, in milliseconds. */
const STARTING_MS = 10_000;

function serve(module: WebAssembly.Module, { code, wallMs }: SetUp, port: MessagePort): void {
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const tell = (told: Told): void => port.postMessage(told);
  let worker: Worker;
  let timer: ReturnType<typeof setTimeout>;
  let asked: Asked | undefined;

  function start(): void {
    const fresh = (worker = new Worker(address));
    asked = undefined;
    timer = setTimeout(() => tell({ kind: 'failed' }), STARTING_MS);
    fresh.onmessage = ({ data }) => {
      // What nobody asked for, or what was answered before, is no answer.
      const isAwaited = asked ? (data as Answered | null)?.id === asked.id : data === BOOTED;
      if (fresh !== worker || !isAwaited) return;
      clearTimeout(timer);
      if (asked) tell({ kind: 'result', id: asked.id, result: (data as Answered).result });
      else tell({ kind: 'ready' });
      asked = undefined;
    };
    fresh.onerror = () => {
      if (fresh !== worker) return;
      clearTimeout(timer);
      fresh.terminate();
      tell({ kind: 'failed' });
    };
    fresh.postMessage(module);
  }

  port.onmessage = ({ data }) => {
    const { id } = (asked = data as Asked);
    timer = setTimeout(() => {
      worker.terminate();
      tell({ kind: 'late', id });
      start();
    }, wallMs);
    worker.postMessage(asked);
  };
  start();
}

/** Only the page around it may set it up, and that is of the origin this was served from. */
const { origin } = new URL(location.href);

addEventListener('message', function setUp({ source, origin: from, data, ports }: MessageEvent<SetUp>) {
  const [port] = ports;
  if (source !== parent || from !== origin || !port) return;
  removeEventListener('message', setUp);
  WebAssembly.compile(data.engine).then(
    (module) => serve(module, data, port),
    () => port.postMessage({ kind: 'failed' } satisfies Told),
  );
});
