import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { seededRandom } from '../contract/cart-log.test-support.ts';
import { foldCart, tick, type CartEntry } from '../contract/cart-log.ts';
import type { CartSession } from '../contract/carts.ts';
import { movedEntryId } from '../contract/take-id.ts';
import type { Database } from '../db/database.ts';
import { cartRepository, type CartRepository } from '../repositories/carts.ts';
import { stateRepository } from '../repositories/state.ts';
import { startApi } from '../routes/api.test-support.ts';
import { createEmbeddedSync } from '../sync/embedded.node.ts';
import type { LiveSync } from '../sync/port.ts';
import { valueOf } from '../sync/rows.ts';
import { cartService, type CartService } from './carts.ts';
import { ApiError } from './errors.ts';
import { storeLiveCarts } from './live-carts.ts';
import { sha256 } from './secrets.ts';

const HOUR_MS = 3_600_000;
const ORIGIN = 'https://api.example';
const SHOP = 'https://shop.example';
const HOSTED = 'https://halden.example';
const asking = (page?: string) => ({ origin: ORIGIN, page, origins: [SHOP, HOSTED] });

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-sharing-'));
const sync = createEmbeddedSync({ dataDir, isApp: () => true });
after(async () => {
  await sync.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const api = await startApi();
let stores = 0;
let clock = '';

const entry = (change: Partial<CartEntry> = {}): CartEntry => {
  clock = tick(clock, 1_700_000_000_000, 'test');
  const base = { id: crypto.randomUUID(), variantId: 'mug', options: {}, quantity: 1, text: '', clock };
  return { kind: 'add', ...base, ...change };
};

interface Shop {
  readonly carts: CartService;
  readonly db: Database;
  readonly repository: CartRepository;
  /** What was asked of the sync server. */
  readonly calls: string[];
  /** Milliseconds that have passed. */
  pass(ms: number): void;
  log(session: CartSession, entries?: CartEntry[]): Promise<CartEntry[]>;
  open(...entries: CartEntry[]): Promise<CartSession>;
}

/** Runs a test in a store of its own, with its carts' logs in the sync server or in the store's database. */
async function inShop(where: 'live' | 'http', test: (shop: Shop) => Promise<void>): Promise<void> {
  const handle = `sharing-${(stores += 1)}`;
  await api.store(handle);
  const store = (await api.databases.stores.find(handle))!;
  await api.inspect(handle, async (db) => {
    let passed = 0;
    const calls: string[] = [];
    const recorded = new Proxy(sync.live, {
      get(target, name: keyof LiveSync) {
        calls.push(name);
        return target[name].bind(target);
      },
    });
    const repository = cartRepository(db);
    const carts = cartService({
      carts: repository,
      state: stateRepository(db),
      live: where === 'live' ? storeLiveCarts(recorded, store) : null,
      now: () => Date.now() + passed,
      onTrouble: (what, error) => assert.fail(`${what}: ${String(error)}`),
    });
    const log = async ({ cartId, token }: CartSession, entries: CartEntry[] = []) =>
      (await carts.sync(cartId, { token, entries, forget: [] })).entries;
    await test({
      carts,
      db,
      repository,
      calls,
      pass: (ms) => (passed += ms),
      log,
      async open(...entries) {
        const session = await carts.start({}, ORIGIN);
        await log(session, entries);
        return session;
      },
    });
  });
}

const refusal = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.catch((error: unknown) => error);
  assert.ok(error instanceof ApiError, `Was not refused: ${JSON.stringify(error)}`);
  return error.code;
};
const claim = ({ carts }: Shop, { cartId, token }: CartSession, customer: string) =>
  carts.claim(cartId, { token }, customer, ORIGIN);

/** A second device opens a link to the cart. */
async function byLink({ carts }: Shop, { cartId, token }: CartSession): Promise<CartSession> {
  const { code } = await carts.handOver(cartId, { token }, asking());
  return carts.takeOver({ code }, asking());
}
/** Whether a token's guest is the one whom the sync server shows the cart; without the sync server, what is said. */
async function seesLive({ sync: there, token }: CartSession, cartId: string): Promise<boolean | undefined> {
  if (!there) return undefined;
  const row = await sync.engine.use(there.appId, async (app) => app.view.row('carts', cartId));
  return row && valueOf(row, 'ownerId') === (await sync.live.verifyGuest(there.appId, token))?.userId;
}
/** Nothing the token's holder may ask shows him the cart, or changes it, or lets anybody in. */
async function assertShutOut(shop: Shop, session: CartSession): Promise<void> {
  const { cartId, token } = session;
  assert.equal(await refusal(shop.log(session, [entry()])), 'cart_not_found');
  assert.equal(await refusal(shop.carts.start({ token }, ORIGIN)), 'cart_token_invalid');
  assert.equal(await refusal(shop.carts.handOver(cartId, { token }, asking())), 'cart_not_found');
  assert.equal(await shop.carts.read(cartId, token), undefined);
  assert.equal(await shop.carts.opens(cartId, token), false);
  assert.notEqual(await seesLive(session, cartId), true);
}

for (const where of ['live', 'http'] as const) {
  const test = (name: string, run: (shop: Shop) => Promise<void>) => it(name, () => inShop(where, run));

  describe(`a cart that is claimed at sign-in, its log ${where === 'live' ? 'in the sync server' : 'over HTTP'}`, () => {
    test('becomes the customer’s, and the same cart on his second device, with what was in both', async (shop) => {
      const first = await shop.open(entry({ quantity: 2 }));
      assert.equal((await claim(shop, first, 'ada')).session.cartId, first.cartId);
      const second = await shop.open(entry({ variantId: 'bowl' }), entry());
      const { session, merged } = await claim(shop, second, 'ada');
      assert.equal(merged, true);
      assert.equal(session.cartId, first.cartId);
      const { lines } = foldCart(await shop.log(session));
      assert.deepEqual(
        lines.map(({ variantId, quantity }) => [variantId, quantity]),
        [
          ['mug', 3],
          ['bowl', 1],
        ],
      );
      assert.deepEqual(await shop.log(first), await shop.log(session));
    });

    test('counts nothing twice when the claim is repeated after a lost answer, or the device issues its own copy', async (shop) => {
      const first = await shop.open(entry());
      await claim(shop, first, 'ada');
      const mine = [entry({ quantity: 3 }), entry()];
      const second = await shop.open(...mine);
      const [one, two] = [await claim(shop, second, 'ada'), await claim(shop, second, 'ada')];
      assert.equal(one.session.cartId, two.session.cartId);
      const again = mine.map((row) => ({ ...row, id: movedEntryId(row.id, first.cartId) }));
      assert.equal(foldCart(await shop.log(two.session, again)).count, 5);
    });

    test('takes in what an offline tab still writes to the old cart: its token leads to the new one', async (shop) => {
      const first = await shop.open(entry());
      await claim(shop, first, 'ada');
      const second = await shop.open(entry());
      await claim(shop, second, 'ada');
      assert.equal(await refusal(shop.log(second, [entry()])), 'cart_not_found');
      const session = await shop.carts.start({ token: second.token }, ORIGIN);
      assert.equal(session.cartId, first.cartId);
      assert.equal(foldCart(await shop.log(session, [entry()])).count, 3);
      // And a week later still: the way stays as long as the cart it leads to.
      shop.pass(6 * 24 * HOUR_MS);
      await shop.log(session, [entry()]);
      shop.pass(6 * 24 * HOUR_MS);
      await shop.carts.sweep(100);
      assert.equal((await shop.carts.start({ token: second.token }, ORIGIN)).cartId, first.cartId);
    });

    test('ends a merge that was interrupted, when somebody asks and when nobody does', async (shop) => {
      const first = await shop.open(entry());
      await claim(shop, first, 'ada');
      for (const end of [
        (cart: CartSession) => shop.carts.start({ token: cart.token }, ORIGIN),
        () => shop.carts.sweep(9),
      ]) {
        const second = await shop.open(entry());
        // As if the process had ended right after the mark.
        await shop.repository.claim('ada', Date.now(), { cartId: second.cartId });
        const before = foldCart(await shop.log(first)).count;
        await end(second);
        assert.equal(foldCart(await shop.log(first)).count, before + 1);
      }
    });

    test('gives no customer another’s cart: what a signed-out customer left on the device stays his', async (shop) => {
      const adas = await shop.open(entry({ options: { Engraving: 'secret' } }));
      await claim(shop, adas, 'ada');
      const { session, merged } = await claim(shop, adas, 'bob');
      assert.equal(merged, false);
      assert.notEqual(session.cartId, adas.cartId);
      assert.deepEqual(await shop.log(session), []);
      assert.equal((await claim(shop, adas, 'ada')).session.cartId, adas.cartId);
      // Also when he has one of his own by now: what is in the other is not issued again into it.
      const again = await claim(shop, adas, 'bob');
      assert.deepEqual([again.session.cartId, again.merged], [session.cartId, false]);
      assert.deepEqual(await shop.log(session), []);
    });

    test('loses nothing that is written while it becomes part of another: from the mark on it takes no more', async (shop) => {
      const first = await shop.open(entry());
      await claim(shop, first, 'ada');
      const second = await shop.open(entry());
      shop.calls.length = 0;
      await claim(shop, second, 'ada');
      if (where === 'live') {
        const [nobody, read] = [shop.calls.indexOf('putCart'), shop.calls.indexOf('readEntries')];
        assert.ok(nobody >= 0 && nobody < read, `${shop.calls.join(', ')}`);
      } else {
        assert.deepEqual(await shop.repository.change(second.cartId, [entry()], []), []);
      }
    });

    test('is not to be had with another cart’s token', async (shop) => {
      const [mine, theirs] = [await shop.open(), await shop.open(entry())];
      assert.equal(await refusal(shop.carts.claim(theirs.cartId, mine, 'ada', ORIGIN)), 'cart_not_found');
      const forged = { token: theirs.token.replace(/.$/, (last) => (last === '0' ? '1' : '0')) };
      assert.equal(await refusal(shop.carts.claim(theirs.cartId, forged, 'ada', ORIGIN)), 'cart_not_found');
    });

    test('begins anew when the customer’s cart has expired', async (shop) => {
      const old = await shop.open(entry());
      await claim(shop, old, 'ada');
      shop.pass(8 * 24 * HOUR_MS);
      const fresh = await shop.open(entry());
      assert.equal((await claim(shop, fresh, 'ada')).session.cartId, fresh.cartId);
    });
  });

  describe(`a cart that was shared by a link before somebody signed in, its log ${where === 'live' ? 'in the sync server' : 'over HTTP'}`, () => {
    const secret = () => entry({ options: { _gift_message: 'Only for you' } });

    test('is the customer’s alone: who sent the link sees it no more, nor whom he hands it to', async (shop) => {
      const stranger = await shop.open(entry());
      const waiting = await shop.carts.handOver(stranger.cartId, stranger, asking());
      const victim = await byLink(shop, stranger);
      assert.equal(await seesLive(stranger, stranger.cartId), where === 'live' ? true : undefined);
      const { session, merged } = await claim(shop, victim, 'ada');
      assert.deepEqual([session.cartId, merged], [stranger.cartId, true]);
      assert.equal(foldCart(await shop.log(session, [secret()])).count, 2);
      assert.equal(await seesLive(session, session.cartId), where === 'live' ? true : undefined);
      await assertShutOut(shop, stranger);
      assert.equal(await refusal(shop.carts.takeOver({ code: waiting.code }, asking())), 'cart_code_invalid');
      // A page of the customer's that missed it all comes along, live too.
      const late = await shop.carts.start({ token: victim.token }, ORIGIN);
      assert.equal(late.cartId, session.cartId);
      assert.equal(await seesLive(late, late.cartId), where === 'live' ? true : undefined);
    });

    test('is the customer’s alone when he had sent the link himself', async (shop) => {
      const mine = await shop.open(entry());
      const other = await byLink(shop, mine);
      const { session } = await claim(shop, mine, 'ada');
      await shop.log(session, [secret()]);
      await assertShutOut(shop, other);
    });

    test('leads nobody else to the customer’s cart when it becomes part of that', async (shop) => {
      const home = await shop.open(secret());
      await claim(shop, home, 'ada');
      const stranger = await shop.open(entry());
      const victim = await byLink(shop, stranger);
      assert.equal((await claim(shop, victim, 'ada')).session.cartId, home.cartId);
      await assertShutOut(shop, stranger);
      assert.equal((await shop.carts.start({ token: victim.token }, ORIGIN)).cartId, home.cartId);
      assert.equal(foldCart(await shop.log(home)).count, 2);
    });

    test('gives the other who signs in himself a cart of his own, and lets his device’s copy go along', async (shop) => {
      const stranger = await shop.open(entry());
      const { session } = await claim(shop, await byLink(shop, stranger), 'ada');
      await shop.log(session, [secret()]);
      const his = await claim(shop, stranger, 'mallory');
      assert.notEqual(his.session.cartId, session.cartId);
      assert.equal(his.merged, true);
      assert.deepEqual(await shop.log(his.session), []);
      await assertShutOut(shop, stranger);
    });

    test('stays with the shopper who had gone on to another page of the shop', async (shop) => {
      const mine = await shop.open(entry());
      await byLink(shop, mine);
      const { code } = await shop.carts.handOver(mine.cartId, { token: mine.token, to: HOSTED }, asking(SHOP));
      const there = await shop.carts.takeOver({ code, from: SHOP }, asking(HOSTED));
      const { session } = await claim(shop, there, 'ada');
      for (const page of [mine, there]) {
        await shop.log(page, [entry()]);
        const again = await shop.carts.start({ token: page.token }, ORIGIN);
        assert.equal(again.cartId, session.cartId);
        assert.equal(await seesLive(again, again.cartId), where === 'live' ? true : undefined);
      }
    });

    test('is one again on the customer’s second device, which signs in before or after it has begun a copy', async (shop) => {
      const known = [entry({ quantity: 2 }), entry({ variantId: 'bowl' })];
      const phone = await shop.open(...known);
      const [desk, tablet] = [await byLink(shop, phone), await byLink(shop, phone)];
      await claim(shop, phone, 'ada');
      assert.equal((await claim(shop, desk, 'ada')).session.cartId, phone.cartId);
      assert.equal((await shop.carts.start({ token: desk.token }, ORIGIN)).cartId, phone.cartId);
      await assertShutOut(shop, tablet);
      const copy = await shop.carts.start({}, ORIGIN);
      await shop.log(
        copy,
        known.map((row) => ({ ...row, id: movedEntryId(row.id, copy.cartId) })),
      );
      const { session } = await claim(shop, copy, 'ada');
      assert.equal(session.cartId, phone.cartId);
      assert.equal(foldCart(await shop.log(session)).count, 3);
    });

    test('goes to one customer alone when both sign in at the same moment', async (shop) => {
      const one = await shop.open(entry());
      const two = await byLink(shop, one);
      const [ada, bob] = await Promise.all([claim(shop, one, 'ada'), claim(shop, two, 'bob')]);
      assert.notEqual(ada.session.cartId, bob.session.cartId);
      const [kept, left] = ada.session.cartId === one.cartId ? [ada, two] : [bob, one];
      assert.equal(foldCart(await shop.log(kept.session)).count, 1);
      await assertShutOut(shop, left);
    });

    if (where === 'live')
      test('is taken from the other also when the sync server did not answer at that moment', async (shop) => {
        const stranger = await shop.open(entry());
        const victim = await byLink(shop, stranger);
        // As if the process had ended right after the mark.
        const { cart, token } = (await shop.repository.readByToken(await sha256(victim.token)))!;
        const guest = await sync.live.createGuest(stranger.sync!.appId, 'any');
        const claimed = { cartId: cart.id, family: token.family };
        assert.equal(await shop.repository.claim('ada', Date.now(), claimed), undefined);
        await shop.repository.claim('ada', Date.now(), { ...claimed, guestId: guest.userId });
        assert.equal(await seesLive(stranger, cart.id), true);
        await shop.carts.sweep(9);
        await assertShutOut(shop, stranger);
        assert.deepEqual(await shop.repository.untold(9), []);
      });
  });

  describe(`a cart that is handed over, its log ${where === 'live' ? 'in the sync server' : 'over HTTP'}`, () => {
    test('is the same cart on both devices, each with a secret of its own', async (shop) => {
      const phone = await shop.open(entry());
      const { code } = await shop.carts.handOver(phone.cartId, { token: phone.token }, asking());
      const desk = await shop.carts.takeOver({ code }, asking());
      assert.equal(desk.cartId, phone.cartId);
      assert.notEqual(desk.token, phone.token);
      await shop.log(desk, [entry()]);
      assert.equal(foldCart(await shop.log(phone)).count, 2);
      if (where === 'live') {
        const { userId } = (await sync.live.verifyGuest(desk.sync!.appId, desk.token))!;
        assert.equal(userId, phone.sync!.user.id);
      }
      assert.equal((await shop.carts.start({ token: desk.token }, ORIGIN)).cartId, phone.cartId);
    });

    test('opens once, though several try at the same moment, and not after its time', async (shop) => {
      const cart = await shop.open(entry());
      const make = async () => (await shop.carts.handOver(cart.cartId, cart, asking())).code;
      const code = await make();
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => shop.carts.takeOver({ code }, asking())));
      assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal(await refusal(shop.carts.takeOver({ code }, asking())), 'cart_code_invalid');
      const late = await make();
      shop.pass(10 * 60_000);
      assert.equal(await refusal(shop.carts.takeOver({ code: late }, asking())), 'cart_code_invalid');
    });

    test('is kept as a hash, and at most five codes wait', async (shop) => {
      const cart = await shop.open(entry());
      const codes: string[] = [];
      for (let i = 0; i < 7; i++) {
        codes.push((await shop.carts.handOver(cart.cartId, cart, asking())).code);
        shop.pass(1);
      }
      assert.equal(new Set(codes).size, 7);
      const rows = JSON.stringify(await shop.db.all('SELECT * FROM cart_handovers'));
      assert.ok(codes.every((code) => code.length >= 32 && !rows.includes(code)));
      assert.equal(await refusal(shop.carts.takeOver({ code: codes[0]! }, asking())), 'cart_code_invalid');
      await shop.carts.takeOver({ code: codes[6]! }, asking());
    });

    test('is asked for only with the cart’s token', async (shop) => {
      const [mine, theirs] = [await shop.open(), await shop.open(entry())];
      assert.equal(await refusal(shop.carts.handOver(theirs.cartId, mine, asking())), 'cart_not_found');
    });

    test('goes from one listed origin to another, and only there', async (shop) => {
      const cart = await shop.open(entry());
      const make = async () =>
        (await shop.carts.handOver(cart.cartId, { token: cart.token, to: HOSTED }, asking(SHOP))).code;
      const used = await shop.carts.takeOver({ code: await make(), from: SHOP }, asking(HOSTED));
      assert.equal(used.cartId, cart.cartId);
      for (const [from, page] of [
        [SHOP, SHOP],
        ['https://evil.example', HOSTED],
        [undefined, HOSTED],
        [SHOP, 'https://evil.example'],
        [SHOP, undefined],
      ]) {
        const code = await make();
        const request = from === undefined ? { code } : { code, from };
        assert.equal(await refusal(shop.carts.takeOver(request, asking(page))), 'cart_code_invalid');
      }
      for (const [to, page] of [
        ['https://evil.example', SHOP],
        [HOSTED, 'https://evil.example'],
        [HOSTED, undefined],
        ['https://shop.example.evil.example', SHOP],
      ])
        assert.equal(
          await refusal(shop.carts.handOver(cart.cartId, { token: cart.token, to: to! }, asking(page))),
          'origin_not_allowed',
        );
    });
  });
}

describe('a customer who signs in on many devices at once', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`ends with one cart that has every unit once, whatever is repeated or late (seed ${seed})`, () =>
      inShop(seed % 3 ? 'http' : 'live', async (shop) => {
        const random = seededRandom(seed);
        const devices = await Promise.all(Array.from({ length: 5 }, () => shop.open()));
        const held = devices.map((session) => ({ session, known: [] as CartEntry[] }));
        let units = 0;
        /** What a device does: adds, and if its cart is gone follows its token, handing in all it ever wrote. */
        async function act(device: (typeof held)[number]): Promise<void> {
          const quantity = 1 + Math.floor(random() * 3);
          units += quantity;
          device.known.push(entry({ quantity, variantId: random() < 0.5 ? 'mug' : 'bowl' }));
          const rowsOf = ({ cartId }: CartSession) =>
            device.known.map((row) =>
              cartId === home.get(device) ? row : { ...row, id: movedEntryId(row.id, cartId) },
            );
          try {
            await shop.log(device.session, rowsOf(device.session));
          } catch {
            device.session = await shop.carts.start({ token: device.session.token }, ORIGIN);
            await shop.log(device.session, rowsOf(device.session));
          }
        }
        const home = new Map(held.map((device) => [device, device.session.cartId]));
        await Promise.all(held.map(act));
        await Promise.all(
          held.flatMap((device) => {
            const signIn = async () => {
              const { session } = await claim(shop, device.session, 'ada');
              // The answer may be lost.
              if (random() < 0.7) device.session = session;
            };
            return [signIn(), signIn(), act(device)];
          }),
        );
        await Promise.all(held.map(act));
        await shop.carts.sweep(20);
        const one = (await shop.repository.claim('ada', Date.now()))!;
        const log = await shop.log(held.find(({ session }) => session.cartId === one.id)!.session);
        assert.equal(foldCart(log).count, units);
        for (const { session } of held)
          assert.equal((await shop.carts.start({ token: session.token }, ORIGIN)).cartId, one.id);
      }));
  }
});
