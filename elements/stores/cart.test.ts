import { expect } from '@open-wc/testing';
import { lineKey } from '../../edge-api/contract/cart-log.ts';
import { openCart, type LoadedCart } from './cart.ts';
import { createCart } from './cart-facade.ts';
import type { CartStore } from './cart-store.ts';
import { LogServer } from './cart/log-server.test-support.ts';
import { ApiError } from '../client/api-client.ts';

const quantities = ({ value }: CartStore) =>
  Object.fromEntries(value.lines.map(({ key, quantity }) => [key, quantity]));

/** Waits until `check` holds; the test's own time limit ends a vain wait. */
async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function rejection(promise: Promise<unknown>): Promise<ApiError> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(ApiError);
    return error as ApiError;
  }
  throw new Error('It did not reject.');
}

describe('the cart of a store', () => {
  let handle: string;
  let server: LogServer;
  const opened: CartStore[] = [];
  /** A tab: carts in one page hear of each other as tabs do. */
  function tab(from = server): LoadedCart {
    const cart = openCart({ handle, client: from.client });
    opened.push(cart);
    return cart;
  }

  beforeEach(() => {
    handle = `test-${crypto.randomUUID()}`;
    server = new LogServer();
  });
  afterEach(() => {
    for (const cart of opened.splice(0)) cart.suspend();
    for (const key of Object.keys(localStorage)) if (key.includes(handle)) localStorage.removeItem(key);
    indexedDB.deleteDatabase(`vitrine:${handle}:cart`);
  });

  it('costs a mere visitor no request', async () => {
    const cart = tab();
    await cart.load();
    expect(cart.value.status).to.equal('ready');
    expect(await cart.session()).to.equal(undefined);
    expect(server.requests).to.deep.equal([]);
  });

  it('shows what was added before any answer, and hands it in once', async () => {
    const cart = tab();
    await cart.add('mug', { quantity: 2 });
    expect(quantities(cart)).to.deep.equal({ mug: 2 });
    await until(() => cart.value.status === 'ready' && server.carts.size === 1);
    const [, { entries }] = server.only();
    await until(() => entries.size === 1);
    expect(cart.value.count).to.equal(2);
  });

  it('lets tabs hear of each other at once, and begins one cart though both add in the same moment', async () => {
    const [one, two] = [tab(), tab()];
    await Promise.all([one.add('mug'), two.add('mug'), two.add('bowl')]);
    await until(() => quantities(one)['mug'] === 2 && quantities(two)['bowl'] === 1);
    await Promise.all([one.session(), two.session()]);
    await until(() => server.only()[1].entries.size === 3);
    expect(await one.session()).to.deep.equal(await two.session());
  });

  it('is whole in a page whose library has put toJSON on every list, though IndexedDB fails', async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'a text', configurable: true });
    try {
      const cart = tab();
      await cart.add('mug', { quantity: 2 });
      await until(() => server.carts.size === 1 && server.only()[1].entries.size === 1);
      await until(() => !!localStorage.getItem(`vitrine:${handle}:seen`));
      cart.suspend();
      const next = tab();
      await next.load();
      expect(quantities(next)).to.deep.equal({ mug: 2 });
    } finally {
      Reflect.deleteProperty(Array.prototype, 'toJSON');
      IDBFactory.prototype.open = open;
    }
  });

  it('keeps what was added without a network for the next page, which hands it in', async () => {
    server.network = 'down';
    const before = tab();
    await before.add('mug', { quantity: 3 });
    await until(() => before.value.status === 'offline');
    before.suspend();
    server.network = 'works';
    const after = tab();
    await after.load();
    expect(quantities(after)).to.deep.equal({ mug: 3 });
    await until(() => server.only()[1].entries.size === 1);
  });

  it('counts an add once though every answer was lost and it was handed in again', async () => {
    server.network = 'loses-answers';
    const cart = tab();
    await cart.add('mug');
    await until(() => cart.value.status === 'offline');
    server.network = 'works';
    dispatchEvent(new Event('online'));
    await until(() => cart.value.status === 'ready');
    await cart.add('mug');
    await until(() => [...server.carts.values()].some(({ entries }) => entries.size === 2));
    expect(quantities(cart)).to.deep.equal({ mug: 2 });
  });

  it('begins another cart when the edge has lost it, and puts back all there was', async () => {
    const cart = tab();
    await cart.add('mug', { quantity: 2 });
    await cart.set('mug', 5);
    await cart.setNote('For Ada');
    await until(() => [...server.carts.values()].some(({ entries }) => entries.size >= 2));
    const lost = (await cart.session())?.cartId ?? '';
    server.carts.delete(lost);
    await cart.add('mug');
    await until(() => server.carts.size === 1 && !server.carts.has(lost));
    await until(() => server.only()[1].entries.size >= 3);
    expect(quantities(cart)).to.deep.equal({ mug: 6 });
    const next = tab();
    await next.load();
    expect(quantities(next)).to.deep.equal({ mug: 6 });
    expect(next.value.note).to.equal('For Ada');
  });

  it('puts everything back once though several tabs notice the loss', async () => {
    const [one, two] = [tab(), tab()];
    await one.add('mug', { quantity: 2 });
    await Promise.all([one.session(), two.load()]);
    await until(() => server.only()[1].entries.size === 1 && quantities(two)['mug'] === 2);
    const lost = server.only()[0];
    server.carts.delete(lost);
    await Promise.all([one.add('mug'), two.add('mug')]);
    await until(() => server.carts.size === 1 && server.only()[1].entries.size === 3);
    await until(() => quantities(one)['mug'] === 4 && quantities(two)['mug'] === 4);
    await Promise.all([one.load(), two.load()]);
    expect([quantities(one), quantities(two)]).to.deep.equal([{ mug: 4 }, { mug: 4 }]);
  });

  it('shows the cart that a token opens, in this tab, the others and after a reload', async () => {
    const friend = openCart({ handle: `${handle}-friend`, client: server.client });
    opened.push(friend);
    await friend.add('vase');
    const token = (await friend.session())?.token ?? '';
    await until(() => server.only()[1].entries.size === 1);
    const [one, two] = [tab(), tab()];
    await two.load();
    await one.join(token);
    await until(() => quantities(one)['vase'] === 1 && quantities(two)['vase'] === 1);
    const reloaded = tab();
    await reloaded.load();
    expect(quantities(reloaded)).to.deep.equal({ vase: 1 });
    expect((await rejection(one.join('no such token, really'))).code).to.equal('cart_token_invalid');
    expect(quantities(one)).to.deep.equal({ vase: 1 });
  });

  it('takes the other tabs along also when it comes back to a cart it had before', async () => {
    const friend = openCart({ handle: `${handle}-friend`, client: server.client });
    opened.push(friend);
    await friend.add('vase');
    const theirs = (await friend.session())?.token ?? '';
    const [one, two] = [tab(), tab()];
    await one.add('mug');
    const own = (await one.session())?.token ?? '';
    await two.load();
    await two.join(theirs);
    await until(() => quantities(one)['vase'] === 1);
    await one.join(own);
    await until(() => [one, two].every((cart) => quantities(cart)['mug'] === 1 && !quantities(cart)['vase']));
  });

  it('tells the other tabs of the secret of who signed in, though the cart is the same', async () => {
    const [one, two] = [tab(), tab()];
    await one.add('mug');
    const { cartId } = (await one.session())!;
    await two.load();
    // Nobody can find out by being refused.
    server.network = 'down';
    const session = { cartId, token: 'of who signed in', expiresAt: Date.now() + 1e9, sync: null };
    await one.claim((async () => ({ session, merged: false })) as Parameters<typeof one.claim>[0]);
    let token: string | undefined;
    await until(() => {
      void two.session().then((held) => (token = held?.token));
      return token === session.token;
    });
    expect(quantities(two)).to.deep.equal({ mug: 1 });
  });

  /** A cart of another device, which handed over a code. */
  async function friend(name: string, ...variants: string[]) {
    const cart = openCart({ handle: `${handle}-${name}`, client: server.client });
    opened.push(cart);
    for (const variant of variants) await cart.add(variant);
    return { cart, code: (await cart.handOver()).code };
  }

  it('goes over to the cart of a code with all it has, in every tab, and says so', async () => {
    const { cart: phone, code } = await friend('phone', 'vase', 'mug');
    const [one, two] = [tab(), tab()];
    await one.add('mug', { quantity: 2 });
    await one.keepForLater('mug', true);
    await one.add('bowl');
    await one.session();
    await two.load();
    await one.takeOver(code);
    await until(() => [one, two].every((cart) => quantities(cart)['bowl'] === 1 && quantities(cart)['vase'] === 1));
    await phone.load();
    await until(() => quantities(phone)['bowl'] === 1);
    expect(quantities(phone)).to.deep.equal(quantities(two));
    expect(phone.value.saved?.[0]?.quantity).to.equal(3);
    expect([one.value.news, tab().value.news ?? []]).to.deep.equal([['merged'], []]);
    one.dismiss('merged');
    expect((await rejection(one.takeOver(code))).code).to.equal('cart_code_invalid');
    expect(one.value.news).to.deep.equal(['refused']);
    expect(quantities(one)['bowl']).to.equal(1);
  });

  it('becomes the customer’s cart with all it has, and is empty again when he signs out', async () => {
    const { cart: his, code } = await friend('his', 'vase');
    const { cartId, token } = (await his.session())!;
    server.codes.delete(code);
    const here = tab();
    await here.add('bowl', { quantity: 2 });
    const asked: string[] = [];
    const request = async (path: string): Promise<unknown> => {
      asked.push(path);
      return { session: { cartId, token, expiresAt: Date.now() + 1e9, sync: null }, merged: true };
    };
    const own = (await here.session())!.cartId;
    await here.claim(request as Parameters<typeof here.claim>[0]);
    expect(asked).to.deep.equal([`/carts/${own}/claim`]);
    await until(() => here.value.count === 3);
    await his.load();
    await until(() => his.value.count === 3);
    await here.leave();
    await until(() => here.value.count === 0 && here.value.status === 'ready');
    expect([his.value.count, (await here.session())!.cartId === cartId]).to.deep.equal([3, false]);
  });

  it('signs in with the cart its tabs have by then, when another tab began a new one while it waited', async () => {
    const { cart: his, code } = await friend('his', 'vase');
    const { cartId, token } = (await his.session())!;
    server.codes.delete(code);
    const [one, two] = [tab(), tab()];
    await one.add('bowl');
    const own = (await one.session())!.cartId;
    await two.load();

    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const lock = `vitrine:${handle}:cart`;
    void navigator.locks.request(lock, () => held);
    const left = two.leave();
    async function queued(count: number): Promise<void> {
      let pending = 0;
      while (pending < count) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        pending = (await navigator.locks.query()).pending!.filter(({ name }) => name === lock).length;
      }
    }
    await queued(1);
    const asked: string[] = [];
    const claimed = one.claim((async (path: string) => {
      asked.push(path);
      return { session: { cartId, token, expiresAt: Date.now() + 1e9, sync: null }, merged: true };
    }) as Parameters<typeof one.claim>[0]);
    await queued(2);
    release();
    await Promise.all([left, claimed]);

    expect(asked).to.have.length(1);
    expect(asked[0]).not.to.equal(`/carts/${own}/claim`);
    await until(() => quantities(two)['vase'] === 1);
    expect((await two.session())!.cartId).to.equal(cartId);
  });

  it('counts nothing twice when carts are handed over in a circle', async () => {
    const desk = tab();
    await desk.add('bowl');
    const { code: there } = await desk.handOver();
    const { cart: phone, code: back } = await friend('phone', 'vase');
    await desk.takeOver(back);
    await until(() => desk.value.count === 2);
    await phone.load();
    await phone.takeOver(there);
    await until(() => phone.value.count === 2);
    await desk.takeOver((await phone.handOver()).code);
    await desk.load();
    await until(() => quantities(desk)['vase'] === 1);
    expect(quantities(desk)).to.deep.equal({ bowl: 1, vase: 1 });
  });

  it('gives a line another text in one step, and twice at once only once', async () => {
    const [one, two] = [tab(), tab()];
    await one.add('ring', { quantity: 2, options: { Engraving: 'Ada' } });
    await two.load();
    const { key } = one.value.lines[0]!;
    const keys = await Promise.all([one.edit(key, { Engraving: 'Grace' }), two.edit(key, { Engraving: 'Grace' })]);
    await until(() => one.value.status === 'ready' && two.value.status === 'ready');
    for (const cart of [one, two]) expect(quantities(cart)).to.deep.equal({ 'ring?Engraving=Grace': 2 });
    expect(keys).to.deep.equal(['ring?Engraving=Grace', 'ring?Engraving=Grace']);
    for (const text of ['Ada', 'Grace', 'Ada', 'Grace']) await one.edit(one.value.lines[0]!.key, { Engraving: text });
    expect(quantities(one)).to.deep.equal({ 'ring?Engraving=Grace': 2 });
  });

  it('keeps codes in one form, tells the quote of them and of the currency, and drops them with an order', async () => {
    const asked: object[] = [];
    const { quote } = server.client;
    server.client.quote = (request) => {
      asked.push(request);
      return quote(request);
    };
    const cart = tab();
    await cart.add('mug');
    await cart.setCode(' save10 ', true);
    await cart.setCode('SAVE10', true);
    cart.setCurrency('USD');
    expect(cart.value.codes).to.deep.equal(['SAVE10']);
    await until(() => asked.some((one) => 'currency' in one && 'discountCodes' in one));
    expect(asked.at(-1)).to.deep.include({ discountCodes: ['SAVE10'], currency: 'USD' });
    await cart.take('order-1', cart.value.lines);
    expect([cart.value.codes, cart.value.count]).to.deep.equal([[], 0]);
    const later = tab();
    await later.load();
    expect(later.value.currency).to.equal('USD');
  });

  it('knows a closed shop from a network that is away', async () => {
    const closed = new ApiError('store_suspended', 'This shop is closed.', 423);
    server.client.quote = () => Promise.reject(closed);
    const cart = tab();
    await cart.add('mug');
    await until(() => cart.value.quoteFailed);
    expect(cart.value.closed).to.equal(true);
    server.client.syncCartLog = () => Promise.reject(closed);
    server.client.startCartSession = () => Promise.reject(closed);
    const other = tab();
    await other.load();
    await until(() => other.value.status === 'offline');
    expect(other.value.closed).to.equal(true);
  });

  it('takes an order out once, however often it is told', async () => {
    const cart = tab();
    await cart.add('mug', { quantity: 3 });
    const lines = [{ key: 'mug', variantId: 'mug', options: {}, quantity: 3 }];
    await cart.take('order-1', lines);
    await cart.add('mug');
    await cart.take('order-1', lines);
    expect(quantities(cart)).to.deep.equal({ mug: 1 });
  });

  it('keeps lines apart by what the shopper wrote, and sets them by their key', async () => {
    const cart = tab();
    const options = { Engraving: 'Ada & "Grace"?' };
    await cart.add('mug', { options });
    await cart.add('mug');
    await cart.set(lineKey('mug', options), 4);
    expect(quantities(cart)).to.deep.equal({ [lineKey('mug', options)]: 4, mug: 1 });
    await cart.set('mug', 0);
    expect(cart.value.count).to.equal(4);
  });

  for (const quantity of [
    0,
    -1,
    1.5,
    Number.NaN,
    Infinity,
    10_000,
    '1e3' as unknown as number,
    '3' as unknown as number,
  ]) {
    it(`refuses to add ${JSON.stringify(quantity)} (${String(quantity)}) units`, async () => {
      const cart = tab();
      const { code, issues } = await rejection(cart.add('mug', { quantity }));
      expect([code, issues[0]?.path]).to.deep.equal(['invalid_request', 'quantity']);
      expect(cart.value.count).to.equal(0);
    });
  }

  it('refuses lines and notes that the edge would refuse', async () => {
    const cart = tab();
    expect((await rejection(cart.add(''))).issues[0]?.path).to.equal('variantId');
    expect((await rejection(cart.add('mug', { options: { Text: 'x'.repeat(501) } }))).issues[0]?.path).to.equal(
      'options',
    );
    expect((await rejection(cart.set('mug', -1))).issues[0]?.path).to.equal('quantity');
    expect((await rejection(cart.setNote('x'.repeat(2001)))).issues[0]?.path).to.equal('text');
  });

  it('prices the lines as they are now: the latest wins', async () => {
    const cart = tab();
    await cart.add('mug');
    await cart.add('bowl');
    expect(cart.value.quoting).to.equal(true);
    await until(() => !cart.value.quoting);
    expect(cart.value.quote?.total.amountMinor).to.equal(2);
    expect(server.requests.filter((what) => what === 'quotes')).to.have.length(1);
  });

  it('says when the prices could not be had, and asks again when the network is back', async () => {
    server.network = 'down';
    const cart = tab();
    await cart.add('mug');
    await until(() => cart.value.quoteFailed);
    server.network = 'works';
    dispatchEvent(new Event('online'));
    await until(() => cart.value.quote !== undefined);
    expect(cart.value.quoteFailed).to.equal(false);
  });

  it('is silent and deaf after suspend, and there again at the next call', async () => {
    const [one, two] = [tab(), tab()];
    await two.load();
    await one.add('mug');
    await until(() => quantities(two)['mug'] === 1 && server.carts.size === 1);
    two.suspend();
    server.requests.length = 0;
    dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    await one.add('mug');
    await until(() => server.only()[1].entries.size === 2);
    expect(quantities(two)).to.deep.equal({ mug: 1 });
    await two.load();
    await until(() => quantities(two)['mug'] === 2);
  });

  it('keeps what is being added while it is suspended, and hands it in when it is back', async () => {
    const cart = tab();
    const added = cart.add('mug');
    cart.suspend();
    await added;
    expect(quantities(cart)).to.deep.equal({ mug: 1 });
    expect([cart.value.quoting, server.requests.length]).to.deep.equal([false, 0]);
    await cart.load();
    await until(() => server.carts.size === 1 && server.only()[1].entries.size === 1);
  });

  it('goes over to the cart that another tab joined while this one was suspended', async () => {
    const friend = openCart({ handle: `${handle}-friend`, client: server.client });
    opened.push(friend);
    await friend.add('vase');
    const token = (await friend.session())?.token ?? '';
    const [one, two] = [tab(), tab()];
    await one.add('mug');
    await one.session();
    await two.load();
    await until(() => quantities(two)['mug'] === 1);
    two.suspend();
    await one.join(token);
    await until(() => quantities(one)['vase'] === 1);
    await two.load();
    await until(() => quantities(two)['vase'] === 1);
    expect(await two.session()).to.deep.equal(await friend.session());
    expect(quantities(two)).to.deep.equal(quantities(one));
  });

  it('takes up what another page left behind before the code of the cart had come', async () => {
    const id = crypto.randomUUID();
    localStorage.setItem(`vitrine:${handle}:queued:${id}`, JSON.stringify([Date.now() - 60_000, ['add', 'mug', null]]));
    const cart = tab();
    await cart.load();
    expect(quantities(cart)).to.deep.equal({ mug: 1 });
    await until(() => server.carts.size === 1 && server.only()[1].entries.has(id));
    expect(localStorage.getItem(`vitrine:${handle}:queued:${id}`)).to.equal(null);
  });

  it('leaves an intent alone that its own page is about to perform', async () => {
    const key = `vitrine:${handle}:queued:${crypto.randomUUID()}`;
    localStorage.setItem(key, JSON.stringify([Date.now(), ['add', 'mug', null]]));
    const cart = tab();
    await cart.load();
    expect(cart.value.count).to.equal(0);
    expect(localStorage.getItem(key)).not.to.equal(null);
  });
});

describe('the cart before anybody needs it', () => {
  let handle: string;
  beforeEach(() => {
    handle = `test-${crypto.randomUUID()}`;
  });
  afterEach(() => {
    for (const key of Object.keys(localStorage)) if (key.includes(handle)) localStorage.removeItem(key);
    indexedDB.deleteDatabase(`vitrine:${handle}:cart`);
  });

  it('is idle, and shows the count of the last visit', () => {
    localStorage.setItem(`vitrine:${handle}:count`, '7');
    const cart = createCart(handle, new LogServer().client);
    expect([cart.value.status, cart.value.count]).to.deep.equal(['idle', 7]);
    cart.suspend();
  });

  it('is there with the first call, and keeps the call before the code has come', async () => {
    const server = new LogServer();
    const cart = createCart(handle, server.client);
    const seen: number[] = [];
    cart.subscribe(() => seen.push(cart.value.count));
    const added = cart.add('mug', { quantity: 2 });
    const queued = Object.keys(localStorage).filter((key) => key.startsWith(`vitrine:${handle}:queued:`));
    expect(queued).to.have.length(1);
    await added;
    expect(quantities(cart)).to.deep.equal({ mug: 2 });
    expect(localStorage.getItem(queued[0]!)).to.equal(null);
    await until(() => server.carts.size === 1 && server.only()[1].entries.size === 1);
    cart.suspend();
  });

  it('rejects what makes no sense, and leaves nothing of it behind', async () => {
    const cart = createCart(handle, new LogServer().client);
    expect((await rejection(cart.add('mug', { quantity: Number('1e9') }))).code).to.equal('invalid_request');
    expect(Object.keys(localStorage).filter((key) => key.includes(`${handle}:queued`))).to.deep.equal([]);
    cart.suspend();
  });

  it('wakes up by itself when there is a cart already', async () => {
    const server = new LogServer();
    const before = openCart({ handle, client: server.client });
    await before.add('mug');
    await before.session();
    await until(() => server.only()[1].entries.size === 1);
    before.suspend();
    const cart = createCart(handle, server.client);
    await until(() => cart.value.status === 'ready');
    expect(quantities(cart)).to.deep.equal({ mug: 1 });
    cart.suspend();
  });
});
