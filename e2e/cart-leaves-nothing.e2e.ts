import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { Device, type Site } from './cart-torture-device.ts';
import { startTortureServer, type TortureServer } from './cart-torture-server.ts';
import { buildTortureSite } from './cart-torture-site.ts';
import { launchTortureBrowser } from './cart-torture.ts';

const LIMIT = { timeout: 60_000 };

interface Ledger {
  sockets(): number;
  channels(): number;
  listeners(): string[];
  intervals(): number;
}

/** Counts, from before any script of the page runs, what a script can leave behind. */
function keepLedger(): void {
  const sockets = new Set<WebSocket>();
  globalThis.WebSocket = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      sockets.add(this);
    }
  };
  const channels = new Set<BroadcastChannel>();
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels.add(this);
    }
    override close(): void {
      channels.delete(this);
      super.close();
    }
  };
  const listeners = new Map<string, Set<unknown>>();
  for (const [name, target] of [
    ['window', window],
    ['document', document],
  ] as const) {
    const add = target.addEventListener.bind(target);
    const remove = target.removeEventListener.bind(target);
    target.addEventListener = (type: string, listener: EventListener, options?: boolean | AddEventListenerOptions) => {
      const key = `${name} ${type}`;
      listeners.set(key, (listeners.get(key) ?? new Set()).add(listener));
      add(type, listener, options);
    };
    target.removeEventListener = (type: string, listener: EventListener) => {
      listeners.get(`${name} ${type}`)?.delete(listener);
      remove(type, listener);
    };
  }
  const intervals = new Set<unknown>();
  const set = globalThis.setInterval;
  const clear = globalThis.clearInterval;
  Object.assign(globalThis, {
    setInterval(...args: Parameters<typeof set>) {
      const id = set(...args);
      intervals.add(id);
      return id;
    },
    clearInterval(id: number) {
      intervals.delete(id);
      clear(id);
    },
    ledger: {
      sockets: () => [...sockets].filter(({ readyState }) => readyState < WebSocket.CLOSING).length,
      channels: () => channels.size,
      listeners: () => [...listeners].flatMap(([key, { size }]) => (size ? [key] : [])).sort(),
      intervals: () => intervals.size,
    } satisfies Ledger,
  });
}

describe('a cart that is live through InstantDB and then suspended', () => {
  let server: TortureServer;
  let site: Site;
  let browser: Browser;
  before(async () => {
    [server, site, browser] = await Promise.all([startTortureServer(), buildTortureSite(), launchTortureBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('leaves no socket, channel, listener or interval behind, and is live again at the next call', LIMIT, async () => {
    const sound = { indexedDb: 'works', localStorage: 'works', broadcastChannel: 'works', locks: 'works' } as const;
    const device = await Device.open(browser, server, site, sound, Math.random);
    await device.context.addInitScript(keepLedger);
    const tab = await device.openTab();
    const read = () =>
      tab.page.evaluate(() => {
        const { ledger } = globalThis as unknown as { ledger: Ledger };
        const counts = [ledger.sockets(), ledger.channels(), ledger.intervals()] as const;
        return { counts: [...counts], listeners: ledger.listeners() };
      });
    const until = async (sockets: number) => {
      while ((await read()).counts[0] !== sockets) await new Promise((resolve) => setTimeout(resolve, 20));
    };

    await tab.perform(['add', 'mug', { quantity: 2 }]);
    await until(1);
    // Ours and the client's.
    assert.deepEqual((await read()).counts, [1, 2, 1]);

    await tab.call('suspend');
    await until(0);
    assert.deepEqual(await read(), { counts: [0, 0, 0], listeners: [] });

    await tab.call('load');
    await until(1);
    assert.equal((await tab.call('state')).count, 2);
    await device.context.close();
  });
});
