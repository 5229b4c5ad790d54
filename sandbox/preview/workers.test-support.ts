/** Scripts of Workers that stand where the preview's own would, and do what that never does. */
const UP = `onmessage = () => { onmessage = answer; postMessage('booted'); };`;
const result = (html: string) =>
  `({ id, result: { usage: { fuel: 1, memoryBytes: 1 }, console: [], status: 'done', html: ${html} } })`;

/** What code could try that was no longer in the engine, in a Worker; answers what of it got through. */
async function reachAll(addresses: readonly string[]): Promise<string[]> {
  const scope = globalThis as unknown as Record<string, new (address: string) => EventTarget>;
  const got: string[] = [];
  const attempt = async (name: string, act: () => unknown) => {
    try {
      await act();
      got.push(name);
    } catch {}
  };
  const opened = (socket: EventTarget) =>
    new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('message', resolve);
      for (const end of ['error', 'close']) socket.addEventListener(end, reject);
      setTimeout(reject, 500);
    });
  for (const address of addresses) {
    await attempt('fetch', () => fetch(`${address}?fetch`));
    await attempt('fetch blindly', () => fetch(`${address}?blind`, { mode: 'no-cors', keepalive: true }));
    for (const name of ['WebSocket', 'EventSource', 'XMLHttpRequest', 'Image', 'WebTransport', 'Worker'] as const) {
      const make = scope[name];
      if (!make) continue;
      if (name === 'XMLHttpRequest')
        await attempt(name, async () => {
          const request = new XMLHttpRequest();
          request.open('GET', `${address}?xhr`, false);
          request.send();
        });
      else if (name === 'Image')
        await attempt(name, () => {
          const image = new Image();
          const loaded = opened(image);
          image.addEventListener('load', () => image.dispatchEvent(new Event('open')));
          image.src = `${address}?image`;
          return loaded;
        });
      else
        await attempt(name, () =>
          opened(new make(name === 'WebSocket' ? address.replace('http', 'ws') : `${address}?${name}`)),
        );
    }
    const { importScripts } = globalThis as unknown as { importScripts?: (address: string) => void };
    if (importScripts) await attempt('importScripts', () => importScripts(`${address}?import`));
    await attempt('import', () => import(/* @vite-ignore */ `${address}?module`));
    if (typeof document === 'undefined') continue;
    // It answers before anybody has decided: whether it was sent, only who would hear it knows.
    navigator.sendBeacon(`${address}?beacon`);
    await attempt('popup', () => {
      if (!open(`${address}?popup`)) throw new Error('refused');
    });
    await attempt('top', () => {
      top!.location.href = `${address}?top`;
    });
    await attempt('parent', () => parent.document.body);
  }
  await attempt('storage', () => localStorage.length);
  await attempt(
    'databases',
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('x');
        request.addEventListener('success', resolve);
        request.addEventListener('error', reject);
      }),
  );
  await attempt('caches', () => caches.open('x'));
  await attempt('files', () => navigator.storage.getDirectory());
  // oxlint-disable-next-line no-eval -- that it is refused is the point
  await attempt('code of text', () => (0, eval)('1'));
  return got;
}

export const REACHING = reachAll;

export const WORKERS = {
  /** Answers, but hangs and fails when it is told to. */
  hanging: `${UP}
    const answer = ({ data: { id, errand: { source } } }) => {
      if (source === 'hang') for (;;);
      if (source === 'sleep') return;
      if (source === 'crash') throw new Error('crash');
      postMessage(${result(`'fine'`)});
    };`,
  /** Says what nobody asked for. */
  talking: `${UP}
    const answer = ({ data: { id, errand: { source } } }) => { postMessage(${result('source')}); postMessage(${result(`'unasked'`)}); postMessage('booted'); };`,
  nonsense: `${UP} const answer = ({ data: { id, errand: { source } } }) => postMessage({ id, result: JSON.parse(source) });`,
  /** Tries to reach the addresses in `REACHED`, and answers with what it did. */
  reaching: `${UP}
    const answer = async ({ data: { id } }) => { const got = await (${reachAll.toString()})(REACHED); postMessage(${result('got.join()')}); };`,
};

/** The script of a frame that somebody else has taken over: it says what confuses, and then nothing more. */
export const LOST_FRAME = `addEventListener('message', ({ ports: [port] }) => {
  const say = (...all) => all.forEach((each) => port.postMessage(each));
  port.onmessage = ({ data: { id } }) => say(null, 'result', { kind: 'ready' }, { kind: 'late', id: id + 1 },
    { kind: 'result', id: id + 1, result: {} }, { kind: 'constructor', id: 0 }, { kind: 'ready' });
  say(null, undefined, 5, [], { kind: 'ready' });
});`;
