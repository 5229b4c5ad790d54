import type { Browser, BrowserContext, Page, Route, WebSocketRoute } from 'playwright-core';
import type { CartEntry } from '../edge-api/contract/cart-log.ts';
import type { Doing, TorturePage } from './cart-torture-page.ts';

/** What is wrong with a device for as long as it exists. */
export interface Handicap {
  readonly indexedDb: 'works' | 'throws' | 'errors' | 'hangs' | 'breaks';
  readonly localStorage: 'works' | 'denied';
  /** Without it, tabs hear of each other by storage events. */
  readonly broadcastChannel: 'works' | 'missing';
  readonly locks: 'works' | 'missing';
}

/** What the network between a device and the server does at the moment. */
export type Weather =
  'fair' | 'offline' | 'drops-requests' | 'drops-answers' | 'delays' | 'no-socket' | 'no-live' | 'deaf-socket';

/** Changes that break every open connection; all but the first also keep new ones from opening. */
const BREAKS = new Set<Weather>(['fair', 'offline', 'no-socket', 'no-live', 'drops-requests']);

/** Something a shopper did: kept once the cart said so; before that it may or may not come to be. */
export interface Deed {
  readonly entry: CartEntry;
  kept: boolean;
}

/** The page that the tabs show, by path: it comes from memory, so that a tab can be opened whatever the network does. */
export type Site = ReadonlyMap<string, { readonly type: string; readonly body: string | Buffer }>;

/** The merchant's own site, and the shop's hosted pages: two origins of one store. */
export const SITE_ORIGIN = 'http://shop.localhost';
export const HOSTED_ORIGIN = 'http://hosted.localhost';

/** Runs in each page before anything else. */
function cripple({ indexedDb, localStorage, broadcastChannel, locks }: Handicap): void {
  const denied = () => new DOMException('Denied by the test.', 'SecurityError');
  if (localStorage === 'denied') {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw denied();
      },
    });
  }
  if (broadcastChannel === 'missing') Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  if (locks === 'missing') Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  if (indexedDb === 'throws') {
    IDBFactory.prototype.open = () => {
      throw denied();
    };
  } else if (indexedDb === 'errors' || indexedDb === 'hangs') {
    IDBFactory.prototype.open = () => {
      const request = new EventTarget() as IDBOpenDBRequest;
      if (indexedDb === 'errors') setTimeout(() => request.dispatchEvent(new Event('error')));
      return request;
    };
  } else if (indexedDb === 'breaks') {
    const original = IDBDatabase.prototype.transaction;
    let left = 4;
    IDBDatabase.prototype.transaction = function transaction(...args: Parameters<typeof original>) {
      if (left-- <= 0) throw new DOMException('Broken by the test.', 'UnknownError');
      return original.apply(this, args);
    };
  }
}

/** Tells the test of each row as the tab tells the other tabs of it. */
function overhear(skewMs: number): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + skewMs;
  const report = (news: { rows?: unknown[] } | undefined) => {
    if (news?.rows)
      void (globalThis as unknown as { reportRows(rows: unknown[]): Promise<void> }).reportRows(news.rows);
  };
  if (typeof BroadcastChannel === 'function') {
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function postMessage(message: unknown) {
      report(message as { rows?: unknown[] });
      post.call(this, message);
    };
  } else {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(key, value) {
      if (key.endsWith(':tabs')) report((JSON.parse(value) as { news: { rows?: unknown[] } }).news);
      set.call(this, key, value);
    };
  }
}

/** One tab of a device. */
export class Tab {
  readonly page: Page;
  private readonly device: Device;

  constructor(page: Page, device: Device) {
    this.page = page;
    this.device = device;
  }

  /** Does something, and answers what came of it: its row, if it got that far, and whether it was kept. */
  async perform(doing: Doing): Promise<void> {
    const before = new Set(this.device.rowsOf(this.page));
    try {
      if (!(await this.page.evaluate((doing) => torture.perform(doing), doing))) return;
    } catch (error) {
      if (!this.page.isClosed()) throw error;
      this.device.interrupted.push(doing);
      return;
    }
    // What the page reports may arrive after what its call answers, and both may be overtaken by the closing of the tab.
    const fresh = () => this.device.rowsOf(this.page).filter((deed) => !before.has(deed));
    for (let waits = 0; waits < 100 && !fresh().length; waits++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    if (!fresh().length) this.device.interrupted.push(doing);
    for (const deed of fresh()) deed.kept = true;
  }

  call<K extends 'state' | 'load' | 'session' | 'suspend'>(name: K): Promise<Awaited<ReturnType<TorturePage[K]>>> {
    return this.page.evaluate((name) => torture[name]() as never, name);
  }

  /** What a browser tells a page when its network comes back, or the shopper does. */
  async wake(): Promise<void> {
    await this.page.evaluate(() => dispatchEvent(new Event('online')));
  }
}

/** A browser of a shopper: its own storage, its own network, its own clock. */
export class Device {
  readonly context: BrowserContext;
  readonly tabs: Tab[] = [];
  /** What was being done in tabs that were closed: perhaps kept, and perhaps without our hearing of its row. */
  readonly interrupted: Doing[] = [];
  private readonly deeds = new Map<Page, Deed[]>();
  private readonly api: { url: string; store: string };
  private readonly sockets = new Set<WebSocketRoute>();
  private weather: Weather = 'fair';
  /** Sockets that reached the server, ever. */
  connections = 0;
  private readonly random: () => number;
  readonly origin: string;
  /** How far the device's wall clock is off; tabs opened after a change have the new one. */
  skewMs = 0;

  private constructor(
    context: BrowserContext,
    api: { url: string; store: string },
    random: () => number,
    origin: string,
  ) {
    this.origin = origin;
    this.context = context;
    this.api = api;
    this.random = random;
  }

  static async open(
    browser: Browser,
    api: { url: string; store: string },
    site: Site,
    handicap: Handicap,
    random: () => number,
    origin = SITE_ORIGIN,
  ): Promise<Device> {
    const context = await browser.newContext();
    const device = new Device(context, api, random, origin);
    await context.addInitScript(cripple, handicap);
    await context.exposeBinding('reportRows', ({ page }, rows: CartEntry[]) => {
      const known = device.rowsOf(page);
      for (const row of rows) known.push({ entry: row, kept: false });
    });
    await context.route(`${origin}/**`, (route) => {
      const file = site.get(new URL(route.request().url()).pathname);
      return file ? route.fulfill({ contentType: file.type, body: file.body }) : route.fulfill({ status: 404 });
    });
    await context.route(`${api.url}/**`, (route) => device.pass(route));
    await context.routeWebSocket(`${api.url.replace('http', 'ws')}/**`, (socket) => device.connect(socket));
    return device;
  }

  rowsOf(page: Page): Deed[] {
    let deeds = this.deeds.get(page);
    if (!deeds) this.deeds.set(page, (deeds = []));
    return deeds;
  }

  /** Every deed of every tab there ever was. */
  allDeeds(): Deed[] {
    return [...this.deeds.values()].flat();
  }

  async openTab(): Promise<Tab> {
    const page = await this.context.newPage();
    await page.addInitScript(overhear, this.skewMs);
    await page.goto(`${this.origin}/?api=${encodeURIComponent(this.api.url)}&store=${this.api.store}`);
    const tab = new Tab(page, this);
    this.tabs.push(tab);
    return tab;
  }

  async closeTab(tab: Tab): Promise<void> {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    await tab.page.close();
  }

  /** Changes the network. What was half open breaks, as it does when a network comes or goes. */
  async turn(weather: Weather): Promise<void> {
    const wasOffline = this.weather === 'offline';
    this.weather = weather;
    if (wasOffline !== (weather === 'offline')) await this.context.setOffline(weather === 'offline');
    if (BREAKS.has(weather)) this.breakSockets();
  }

  breakSockets(): void {
    for (const socket of this.sockets) void socket.close({ code: 1001 }).catch(() => undefined);
    this.sockets.clear();
  }

  private async pass(route: Route): Promise<void> {
    try {
      const { weather } = this;
      const live = new URL(route.request().url()).pathname.startsWith('/runtime/');
      if (weather === 'offline' || weather === 'drops-requests' || (live && weather === 'no-live')) {
        return await route.abort('connectionfailed');
      }
      if (weather === 'delays') await new Promise((resolve) => setTimeout(resolve, this.random() * 900));
      if (weather === 'drops-answers' && this.random() < 0.7) {
        await route.fetch();
        return await route.abort('connectionreset');
      }
      await route.continue();
    } catch {
      // The tab is gone, or the server: either way nobody waits for this any more.
      await route.abort().catch(() => undefined);
    }
  }

  private connect(socket: WebSocketRoute): void {
    if (BREAKS.has(this.weather) && this.weather !== 'fair') {
      void socket.close({ code: 1001 }).catch(() => undefined);
      return;
    }
    this.sockets.add(socket);
    this.connections++;
    const server = socket.connectToServer();
    const later = async (send: () => void): Promise<void> => {
      if (this.weather === 'delays') await new Promise((resolve) => setTimeout(resolve, this.random() * 600));
      try {
        send();
      } catch {
        // One side has gone while the message was on its way.
      }
    };
    let toServer = Promise.resolve();
    let toPage = Promise.resolve();
    socket.onMessage((message) => {
      if (this.weather !== 'drops-requests') toServer = toServer.then(() => later(() => server.send(message)));
    });
    server.onMessage((message) => {
      const lost = this.weather === 'drops-answers' || this.weather === 'deaf-socket';
      if (!lost) toPage = toPage.then(() => later(() => socket.send(message)));
    });
    socket.onClose(() => {
      this.sockets.delete(socket);
      void server.close().catch(() => undefined);
    });
    server.onClose(() => {
      this.sockets.delete(socket);
      void socket.close({ code: 1001 }).catch(() => undefined);
    });
  }
}
