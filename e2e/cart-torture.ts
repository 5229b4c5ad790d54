import assert from 'node:assert/strict';
import { chromium, type Browser } from 'playwright-core';
import { seededRandom } from '../edge-api/contract/cart-log.test-support.ts';
import { foldCart, type CartEntry, type FoldedCart } from '../edge-api/contract/cart-log.ts';
import type { Soak } from '../tools/soak.ts';
import { browserLaunchOptions } from '../tools/test-browser.ts';
import {
  Device,
  HOSTED_ORIGIN,
  SITE_ORIGIN,
  type Deed,
  type Handicap,
  type Site,
  type Tab,
  type Weather,
} from './cart-torture-device.ts';
import { possible, shape, unheard } from './cart-torture-model.ts';
import type { Doing } from './cart-torture-page.ts';
import { NOT_KEPT, startTortureServer, type TortureServer } from './cart-torture-server.ts';
import { buildTortureSite } from './cart-torture-site.ts';

const DAY_MS = 86_400_000;
/** Time all tabs have to agree once everything can be reached again. */
const AGREE_MS = 30_000;
/** Nobody ever sets this line, so that its quantity is the sum of its adds, without any fold. */
const ADDS_ONLY = 'adds-only';
const VARIANTS = ['mug', 'bowl', 'vase'];
const OPTIONS = [undefined, { Engraving: 'Ada & Grace' }];
const GIFTS = [{ _gift: 'yes', _gift_message: 'Für dich: ❤' }, { Engraving: 'Ada & Grace' }, {}];
const CODES = ['save10', 'FREE', 'x-mas '];
const WEATHERS: Weather[] = [
  'fair',
  'offline',
  'drops-requests',
  'drops-answers',
  'delays',
  'no-socket',
  'no-live',
  'deaf-socket',
];

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Chances of one seed. */
class Dice {
  readonly random: () => number;
  constructor(seed: number) {
    this.random = seededRandom(seed);
  }
  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
  chance(probability: number): boolean {
    return this.random() < probability;
  }
  skew(): number {
    return this.chance(0.5) ? 0 : (this.random() * 2 - 1) * DAY_MS;
  }
}

function handicaps(dice: Dice): [Handicap, Handicap, Handicap] {
  const sound: Handicap = { indexedDb: 'works', localStorage: 'works', broadcastChannel: 'works', locks: 'works' };
  const first: Handicap = {
    ...sound,
    localStorage: dice.chance(0.5) ? 'denied' : 'works',
    locks: dice.chance(0.25) ? 'missing' : 'works',
  };
  const second: Handicap = {
    ...sound,
    indexedDb: dice.pick(['works', 'throws', 'errors', 'hangs', 'breaks']),
    broadcastChannel: dice.chance(0.2) ? 'missing' : 'works',
  };
  const third: Handicap = { ...sound, indexedDb: dice.pick(['works', 'works', 'throws', 'hangs']) };
  return [first, second, third];
}

function someDoing(dice: Dice): Doing {
  const roll = dice.random();
  if (roll < 0.3) return ['add', ADDS_ONLY, { quantity: 1 + dice.below(3) }];
  const variant = dice.pick(VARIANTS);
  const options = dice.pick(OPTIONS);
  const key = options ? `${variant}?Engraving=Ada%20%26%20Grace` : variant;
  if (dice.chance(0.15)) return ['later', key, dice.chance(0.6)];
  if (dice.chance(0.1)) return ['code', dice.pick(CODES), dice.chance(0.7)];
  if (dice.chance(0.15)) return ['edit', key, dice.pick(GIFTS)];
  if (roll < 0.6) return ['add', variant, { quantity: 1 + dice.below(4), ...(options ? { options } : {}) }];
  if (roll < 0.8) return ['set', key, 1 + dice.below(6)];
  if (roll < 0.93) return ['set', key, 0];
  return ['setNote', `note ${dice.below(1000)}`];
}

async function serverLog(server: TortureServer, session: { cartId: string; token: string }): Promise<CartEntry[]> {
  const response = await fetch(`${server.url}/v1/stores/${server.store}/carts/${session.cartId}/log`, {
    ...NOT_KEPT,
    method: 'POST',
    body: JSON.stringify({ token: session.token, entries: [] }),
  });
  if (!response.ok) throw new Error(`The log answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { entries: CartEntry[] }).entries;
}

/** The page comes from memory, so the browser takes its origin for a public one, which may not ask this machine for data. */
export async function launchTortureBrowser(): Promise<Browser> {
  const { args = [], ...options } = await browserLaunchOptions();
  return chromium.launch({ ...options, args: [...args, '--disable-features=LocalNetworkAccessChecks'] });
}

/** One life of one cart under torture. */
class Ordeal {
  private readonly dice: Dice;
  private readonly server: TortureServer;
  private readonly devices: Device[] = [];
  private readonly doings = new Map<Tab, Promise<void>>();
  private revival: Promise<void> | undefined;
  private crossing: Promise<void> | undefined;
  /** Tokens of the customer whom all devices sign in as, by origin; undefined when nobody does. */
  private readonly customer: ReadonlyMap<string, string> | undefined;
  private readonly signingIn: Promise<void>[] = [];
  private readonly diary: string[] = [];

  constructor(seed: number, server: TortureServer) {
    this.dice = new Dice(seed);
    this.server = server;
    this.customer = this.dice.chance(0.5) ? server.customer() : undefined;
  }

  async run(browser: Browser, site: Site): Promise<void> {
    try {
      const weak = handicaps(this.dice);
      this.note(`devices ${weak.map((handicap) => JSON.stringify(handicap)).join(', ')}`);
      for (const [at, handicap] of weak.entries()) {
        const origin = at === 2 ? HOSTED_ORIGIN : SITE_ORIGIN;
        this.devices.push(await Device.open(browser, this.server, site, handicap, this.dice.random, origin));
      }
      await this.begin();
      const steps = 18 + this.dice.below(14);
      const fatal = this.dice.chance(0.6) ? this.dice.below(steps) : -1;
      for (let step = 0; step < steps; step++) {
        if (step === fatal) this.killServer();
        await this.step();
      }
      await this.heal();
      await this.agree();
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n${this.diary.join('\n')}`, { cause: error });
    } finally {
      await this.revival;
      await Promise.all(this.devices.map(({ context }) => context.close().catch(() => undefined)));
    }
  }

  private note(line: string): void {
    this.diary.push(`  ${line}`);
  }

  private tabs(): [Device, Tab][] {
    return this.devices.flatMap((device) => device.tabs.map((tab): [Device, Tab] => [device, tab]));
  }

  /**
   * Two tabs of one browser begin a cart in the same moment. Another browser has one of its own and goes over to that cart
   * by a code. A third looks at the shop's other origin and has a cart of its own until it does the same, some time.
   */
  private async begin(): Promise<void> {
    const [first, second, third] = this.devices as [Device, Device, Device];
    for (const device of this.devices) device.skewMs = this.dice.skew();
    const [one, two, three, five] = await Promise.all([
      first.openTab(),
      first.openTab(),
      second.openTab(),
      third.openTab(),
    ]);
    this.do(one, ['add', ADDS_ONLY, { quantity: 1 }], 'A1');
    this.do(two, ['add', 'mug', { quantity: 1 }], 'A2');
    this.do(three, ['add', ADDS_ONLY, { quantity: 2 }], 'B1');
    this.do(five, ['add', ADDS_ONLY, { quantity: 3 }], 'C1');
    await Promise.all(this.doings.values());
    const session = await one.call('session');
    assert.ok(session, 'The first tab has no session.');
    const code = await one.page.evaluate(() => torture.handOver());
    await three.page.evaluate((code) => torture.takeOver(code), code);
    const four = await second.openTab();
    await four.call('load');
    // Plain HTTP would carry all of this too, and nobody would notice that live sync is broken.
    for (const deadline = Date.now() + AGREE_MS; second.connections === 0; await sleep(20)) {
      assert.ok(Date.now() < deadline, 'Nothing went live.');
    }
  }

  /** The third device goes over to the cart of the first, as a link between the two origins lets it. */
  private async goOver(): Promise<void> {
    const [from] = this.devices[0]!.tabs;
    const [to] = this.devices[2]!.tabs;
    if (!from || !to) return;
    const code = await from.page.evaluate((to) => torture.handOver(to), HOSTED_ORIGIN);
    await to.page.evaluate(([code, from]) => torture.takeOver(code, from), [code, SITE_ORIGIN] as const);
  }

  /** A device signs in, so that its cart becomes the customer's, or part of the one he has. */
  private async signIn(device: Device): Promise<void> {
    const token = this.customer?.get(device.origin);
    const [tab] = device.tabs;
    if (token && tab) await tab.page.evaluate((token) => torture.claim(token), token);
  }

  private do(tab: Tab, doing: Doing, who: string): void {
    this.note(`${who} ${JSON.stringify(doing)}`);
    this.doings.set(
      tab,
      (this.doings.get(tab) ?? Promise.resolve()).then(() => tab.perform(doing)),
    );
  }

  private killServer(): void {
    this.note('kill -9');
    const downMs = this.dice.below(1500);
    this.revival = this.server
      .kill()
      .then(() => sleep(downMs))
      .then(() => this.server.start());
  }

  private async step(): Promise<void> {
    const { dice } = this;
    const roll = dice.random();
    const at = dice.pick([0, 0, 1, 1, 2]);
    const device = this.devices[at]!;
    const name = 'ABC'[at]!;
    if (this.customer && dice.chance(0.08)) {
      this.note(`${name} signs in`);
      this.signingIn.push(
        this.signIn(device).catch((error: unknown) => this.note(`${name} did not: ${String(error).slice(0, 90)}`)),
      );
    }
    if (at === 2 && !this.customer && dice.chance(0.2)) {
      this.note('C tries to go over');
      // Under way like everything else; whatever becomes of it, it is tried again in the end.
      this.crossing = this.goOver().catch((error: unknown) =>
        this.note(`C did not go over: ${String(error).slice(0, 90)}`),
      );
    }
    if (roll < 0.68) {
      const tab = dice.pick(device.tabs);
      this.do(tab, someDoing(dice), `${name}${device.tabs.indexOf(tab) + 1}`);
    } else if (roll < 0.88) {
      const weather = dice.pick(WEATHERS);
      this.note(`${name} ${weather}`);
      await device.turn(weather);
    } else if (device.tabs.length > 1) {
      const tab = dice.pick(device.tabs);
      const gently = dice.chance(0.7);
      this.note(`${name} closes a tab${gently ? '' : ' in the middle of things'}`);
      if (gently) await this.doings.get(tab);
      await device.closeTab(tab);
    }
    if (dice.chance(0.06)) await this.leave(device, name);
    while (device.tabs.length < (at === 2 ? 1 : 2)) {
      if (dice.chance(0.2)) device.skewMs = dice.skew();
      this.note(`${name} opens a tab`);
      const tab = await device.openTab();
      if (dice.chance(0.5)) void tab.call('load').catch(() => undefined);
    }
    await sleep(dice.below(160));
  }

  /** A shopper without a network does one thing more and leaves: nothing but the journal knows of it. */
  private async leave(device: Device, name: string): Promise<void> {
    await device.turn('offline');
    const tab = this.dice.pick(device.tabs);
    this.do(tab, someDoing(this.dice), `${name}${device.tabs.indexOf(tab) + 1}`);
    this.note(`${name} closes all tabs without a network`);
    await Promise.all(device.tabs.map((tab) => this.doings.get(tab)));
    for (const tab of [...device.tabs]) await device.closeTab(tab);
  }

  private async heal(): Promise<void> {
    this.note('all is well again');
    await this.revival;
    await Promise.all(this.devices.map((device) => device.turn('fair')));
    await Promise.all(this.doings.values());
    await Promise.all([this.crossing, ...this.signingIn]);
    await Promise.all(this.tabs().map(([, tab]) => tab.wake()));
    await Promise.all(this.tabs().map(([, tab]) => tab.call('load')));
    const [one, , three] = this.devices;
    if (this.customer) {
      this.note('everybody signs in');
      await Promise.all(this.devices.map((device) => this.signIn(device)));
    }
    const [here, there] = await Promise.all([one, three].map((device) => device!.tabs[0]!.call('session')));
    if (here?.cartId === there?.cartId) return;
    assert.ok(!this.customer, 'One customer has two carts.');
    this.note('C goes over');
    await this.goOver();
  }

  private async agree(): Promise<void> {
    const session = await this.devices[0]!.tabs[0]!.call('session');
    assert.ok(session, 'The cart has no session.');
    const deadline = Date.now() + AGREE_MS;
    for (;;) {
      const entries = await serverLog(this.server, session);
      const heard = this.devices.flatMap((device) => device.allDeeds());
      const interrupted = this.devices.flatMap((device) => device.interrupted);
      const deeds = [...heard, ...unheard(entries, heard, interrupted)];
      const carts = possible(deeds);
      const states = await Promise.all(this.tabs().map(([, tab]) => tab.call('state')));
      const log = foldCart(entries);
      const shown = new Set([...states.map(shape), shape(log)]);
      const [only] = shown;
      if (shown.size === 1 && carts.has(only!) && states.every(({ status }) => status === 'ready')) {
        return this.countAdds(deeds, log);
      }
      if (Date.now() > deadline) {
        const seen = states.map((state, at) => `tab ${at + 1}, ${state.status}: ${shape(state)}`);
        const known = new Set(deeds.map(({ entry }) => entry.clock));
        for (const entry of entries) if (!known.has(entry.clock)) seen.push(`nobody told of ${JSON.stringify(entry)}`);
        for (const { entry, kept } of deeds) if (!kept) seen.push(`perhaps kept: ${JSON.stringify(entry)}`);
        for (const intent of interrupted) seen.push(`interrupted: ${JSON.stringify(intent)}`);
        assert.fail(
          [`No agreement.`, ...seen, `server: ${shape(log)}`, ...[...carts].map((cart) => `could be: ${cart}`)].join(
            '\n',
          ),
        );
      }
      await sleep(100);
    }
  }

  /** The same once more without the fold: each add that was kept counts exactly once. */
  private countAdds(deeds: readonly Deed[], { lines }: FoldedCart): void {
    const adds = deeds.filter(({ entry }) => entry.variantId === ADDS_ONLY);
    const sum = (some: readonly Deed[]) =>
      [...new Map(some.map(({ entry }) => [entry.id, entry.quantity])).values()].reduce((sum, units) => sum + units, 0);
    const least = sum(adds.filter(({ kept }) => kept));
    const quantity = lines.find(({ key }) => key === ADDS_ONLY)?.quantity ?? 0;
    assert.ok(quantity >= least && quantity <= sum(adds), `${quantity} counted, ${least} kept, ${sum(adds)} tried.`);
  }
}

/** One cart of three browsers and two origins of a shop, under everything that can go wrong; see `docs/decisions/cart-log.md`. */
export const cartTorture: Soak = {
  async open() {
    const [site, server, browser] = await Promise.all([
      buildTortureSite(),
      startTortureServer(),
      launchTortureBrowser(),
    ]);
    return {
      run: (seed) => new Ordeal(seed, server).run(browser, site),
      async close() {
        await browser.close();
        await server.close();
      },
    };
  },
};
