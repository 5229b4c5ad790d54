import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { composeStore } from '../compose.ts';
import { outboxRepository } from '../repositories/outbox.ts';
import { mailedPath } from './account.test-support.ts';
import { startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
const ORIGIN = 'http://ada.shops.example';
const NASTY = `"><script>alert(1)</script><img src=x onerror=alert(1)>'\u202e{{7*7}}\${7*7}`;

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Path and query a form leads to. */
  readonly to: string;
}

/** A browser without scripts: keeps cookies, follows nothing by itself. */
function browser(headers: Record<string, string> = {}) {
  const jar = new Map<string, string>();
  async function ask(path: string, init: RequestInit = {}): Promise<Answered> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await api.request(`${ORIGIN}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...headers, ...(cookie && { cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const to = response.headers.get('location') ?? '';
    return { status: response.status, headers: response.headers, text: await response.text(), to };
  }
  const post = (path: string, fields: Record<string, string>, more: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, ...more },
    });
  return { jar, get: (path: string) => ask(path), post };
}
type Browser = ReturnType<typeof browser>;

/** What a page would send of a hidden field. */
const hidden = ({ text }: Answered, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text.replace(/\s+/g, ' '))?.[1] ?? '';
const token = async (visitor: Browser): Promise<string> => hidden(await visitor.get('/cart'), 'form_token');

const ADDRESS = {
  email: 'sam@example.org',
  country: 'DE',
  name: 'Sam Vik',
  line1: 'Kaigata 3',
  postcode: '20095',
  city: 'Hamburg',
};

async function fill(visitor: Browser, product: string, quantity = 1): Promise<string> {
  await visitor.post('/cart', { do: 'add', variant: variantId(product), quantity: `${quantity}` });
  return token(visitor);
}

/** Goes as far as the page that an order is placed from. */
async function review(visitor: Browser, product: string, fields: Record<string, string> = {}): Promise<Answered> {
  const form_token = await fill(visitor, product);
  const next = await visitor.post('/checkout', { form_token, do: 'next', ...ADDRESS, ...fields });
  assert.equal(next.to, '/checkout/review');
  return visitor.get('/checkout/review');
}
/** A browser that is signed in, and the ids of the addresses it saved. */
async function signedIn(email: string, ...saved: object[]) {
  const [visitor, own] = [browser(), new Map<string, string>()];
  await visitor.get('/account/mail-link');
  const page = await visitor.get('/account/mail-link');
  await visitor.post('/account/mail-link', { form_token: hidden(page, 'form_token'), email });
  const link = await mailedPath(api, 'ada', 'customer.sign_in_link', email);
  const asked = await visitor.get(`/account${link.replace(/^\/account/, '')}`);
  const form = { form_token: hidden(asked, 'form_token'), token: hidden(asked, 'token') };
  assert.equal((await visitor.post('/account/link', form)).status, 303);
  for (const one of saved) {
    const form_token = hidden(await visitor.get('/account/addresses/edit'), 'form_token');
    await visitor.post('/account/addresses', { form_token, ...one } as Record<string, string>);
  }
  const { text } = await visitor.get('/account/addresses');
  for (const [, id = ''] of text.matchAll(/edit\?id=(\w+)/g)) own.set(id, id);
  return { visitor, ids: [...own.keys()] };
}
const orderForm = (page: Answered): Record<string, string> => ({
  do: 'place',
  ...Object.fromEntries(['form_token', 'key', 'lines', 'total'].map((name) => [name, hidden(page, name)])),
  deliveryMethodId: 'post',
  paymentMethodId: 'bank_transfer',
});
const count = (table: string) =>
  api.inspect('ada', async (db) => Number((await db.first(`SELECT count(*) AS n FROM ${table}`))?.['n']));

before(() =>
  api.store(
    'ada',
    {
      name: `Ada ${NASTY}`,
      settings: {
        languages: ['en', 'de', 'ar'],
        shipping: {
          methods: [
            { id: 'post', title: 'Post', description: NASTY, priceMinor: 500, countries: ['DE', 'AT'] },
            { id: 'fast', title: 'Fast', description: '', priceMinor: 900, countries: ['DE'] },
          ],
        },
      },
    },
    async (db) => {
      await sell({ handle: 'mug', title: `Mug ${NASTY}`, vendor: NASTY, variants: [{ price: 1200 }] })(db);
      await sell({ handle: 'vase', position: 1, variants: [{ price: 4000, stock: 1 }] })(db);
      await sell({ handle: 'bowl', position: 2, variants: [{ price: 2000 }] })(db);
    },
  ),
);

describe('a store’s pages without scripts', () => {
  it('sell: from the front page to an order, by links and forms alone', async () => {
    const sam = browser({ 'accept-language': 'en' });
    assert.match((await sam.get('/')).text, /href="\/products\/bowl"/);
    assert.match((await sam.get('/search?q=bowl')).text, /1 product for “bowl”/);
    const product = await sam.get('/products/bowl');
    const entry = hidden(product, 'entry');
    const add = { do: 'add', variant: variantId('bowl'), quantity: '2', entry };
    const first = await sam.post('/cart', add);
    assert.deepEqual([first.status, first.to], [303, '/cart?added']);
    // The same form once more: a double click.
    await sam.post('/cart', add);
    const cart = await sam.get('/cart?added');
    assert.match(cart.text, /value="2"[^]*€40\.00/);
    assert.doesNotMatch(cart.text, /<script|<vitrine-/);

    const form_token = hidden(cart, 'form_token');
    const wrong = await sam.post('/checkout', { form_token, do: 'next', ...ADDRESS, email: 'sam', postcode: '1' });
    assert.equal(wrong.to, '/checkout?check');
    const told = (await sam.get(wrong.to)).text;
    assert.match(told, /role="alert"[^>]*autofocus[^]*href="#email"[^]*href="#postcode"/);
    assert.match(told, /id="email"[^>]*value="sam"[^>]*aria-invalid="true"/);
    await sam.post('/checkout', { form_token, do: 'shipping-country', ...ADDRESS, country: 'AT' });
    assert.match((await sam.get('/checkout')).text, /value="AT" selected/);
    await sam.post('/checkout', { form_token, do: 'next', ...ADDRESS });

    const page = await sam.get('/checkout/review');
    assert.match(page.text, /Place order · €45\.00/);
    const placed = await sam.post('/checkout/review', orderForm(page));
    assert.match(placed.to, /^\/orders\/[\w-]+\?placed$/);
    const order = await sam.get(placed.to);
    assert.match(order.text, /Thank you, Sam[^]*#1001/);
    assert.equal(order.headers.get('cache-control'), 'no-store');
    assert.match(order.text, /name="robots" content="noindex, nofollow"/);

    // From the way back, changed and sent again, twice at once: the order that stands.
    const again = await Promise.all(
      ['a', 'b'].map((note) => sam.post('/checkout/review', { ...orderForm(page), note })),
    );
    for (const { to } of again) assert.equal(to, placed.to);
    assert.equal(await count('orders'), 1);
  });

  it('offer who is signed in the saved addresses, and nobody another’s', async () => {
    const street = 'Unter den Linden 1';
    const address = {
      name: 'Ada',
      line1: street,
      line2: '',
      city: 'Berlin',
      region: '',
      postcode: '10117',
      country: 'DE',
    };
    const { visitor, ids } = await signedIn('ada@shop.example', address, { ...address, line1: 'Am Markt 2' });
    assert.equal(ids.length, 2);
    const form_token = await fill(visitor, 'bowl');
    const page = (await visitor.get('/checkout')).text.replace(/\s+/g, ' ');
    assert.match(page, new RegExp(`value="${ids[0]}" checked`));
    assert.ok(page.includes(street) && page.includes('Am Markt 2'));
    const email = 'ada@shop.example';
    const next = await visitor.post('/checkout', {
      form_token,
      do: 'next',
      email,
      country: 'AT',
      line1: 'Typed',
      saved: ids[1]!,
    });
    assert.equal(next.to, '/checkout/review');
    const review = (await visitor.get('/checkout/review')).text;
    assert.ok(review.includes('Am Markt 2') && !review.includes('Typed'));
    assert.match((await visitor.get('/checkout')).text.replace(/\s+/g, ' '), new RegExp(`value="${ids[1]}" checked`));

    const guest = browser();
    const other = await signedIn('mallory@shop.example');
    for (const thief of [guest, other.visitor]) {
      const form_token = await fill(thief, 'bowl');
      assert.doesNotMatch((await thief.get('/checkout')).text, /name="saved"/);
      const stolen = { form_token, do: 'next', email, country: 'DE', saved: ids[0]! };
      assert.equal((await thief.post('/checkout', stolen)).to, '/checkout?check');
      assert.ok(!(await thief.get('/checkout')).text.includes(street));
    }
  });

  it('leave nothing of a cart or a checkout to whoever sits there after the sign-out', async () => {
    const { visitor } = await signedIn('leaving@shop.example');
    await review(visitor, 'bowl');
    await visitor.get(`/checkout?vitrine_checkout=${'x'.repeat(32)}`);
    const left = () => [...visitor.jar.keys()].filter((name) => /_(?:session|cart|checkout|link)_ada$/.test(name));
    assert.equal(left().length, 4);
    const form_token = hidden(await visitor.get('/account'), 'form_token');
    assert.equal((await visitor.post('/account/sign-out', { form_token })).status, 303);
    assert.deepEqual(left(), []);
    assert.doesNotMatch((await visitor.get('/checkout')).text, /Kaigata/);
  });

  it('order once when a form is sent twice at the same moment', async () => {
    const sam = browser();
    const form = orderForm(await review(sam, 'bowl'));
    const before = await count('orders');
    const [one, two] = await Promise.all([sam.post('/checkout/review', form), sam.post('/checkout/review', form)]);
    assert.match(one.to, /^\/orders\//);
    assert.equal(one.to, two.to);
    assert.equal(await count('orders'), before + 1);
  });

  it('believe no total, price, currency, key or line of a form', async () => {
    const sam = browser({ 'accept-language': 'en' });
    const page = await review(sam, 'bowl');
    const before = await count('orders');
    for (const forged of [
      { total: '1 EUR' },
      { total: '2500 USD' },
      { total: '' },
      { total: '-2500 EUR' },
      { key: 'plain-'.padEnd(70, '0') },
      { lines: '0' },
      { paymentMethodId: 'nothing' },
      { deliveryMethodId: 'fast' },
      { form_token: '0' },
    ]) {
      const answer = await sam.post('/checkout/review', { ...orderForm(page), price: '1', ...forged } as Record<
        string,
        string
      >);
      assert.ok(
        answer.status === 403 || answer.to.startsWith('/checkout/review?'),
        JSON.stringify([forged, answer.to]),
      );
      await sam.post('/checkout/review', { ...orderForm(page), do: 'update' });
    }
    assert.equal(await count('orders'), before);
    const asked = await sam.post('/checkout/review', { ...orderForm(page), deliveryMethodId: 'fast' });
    assert.match((await sam.get(asked.to)).text, /The total was €25\.00 and is now €29\.00/);
  });

  it('say what somebody else has bought in the meantime', async () => {
    const [sam, kim] = [browser({ 'accept-language': 'en' }), browser()];
    const page = await review(sam, 'vase');
    await kim.post('/checkout/review', orderForm(await review(kim, 'vase')));
    const refused = await sam.post('/checkout/review', orderForm(page));
    assert.equal(refused.to, '/checkout/review?stock');
    assert.match((await sam.get(refused.to)).text, /bought by someone else[^]*just sold out/);
    assert.match((await sam.get('/cart')).text, /look at the marked items[^]*just sold out/);
  });

  it('tell nobody whether an e-mail has used a discount, and go on without it where it has', async () => {
    const key = await api.key('ada', 'discounts:write');
    const make = async (discount: object) => {
      const rule = { value: { type: 'percentage', bps: 5000 } };
      const { status } = await api.request('http://shops.example/v1/admin/stores/ada/discounts', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Half', kind: 'order', rule, customerLimit: 1, ...discount }),
      });
      assert.equal(status, 201);
    };
    const buying = async (email: string, code: string) => {
      const visitor = browser({ 'accept-language': 'en' });
      const form_token = await fill(visitor, 'bowl');
      await visitor.post('/cart', { form_token, do: 'code', text: code });
      await visitor.post('/checkout', { form_token, do: 'next', ...ADDRESS, email });
      return { visitor, page: await visitor.get('/checkout/review') };
    };
    const sums = ({ text }: Answered) => text.match(/€[\d.]+/g);

    await make({ codes: ['HALF'] });
    const first = await buying('eve@example.org', 'HALF');
    assert.match((await first.visitor.post('/checkout/review', orderForm(first.page))).to, /^\/orders\//);
    const again = await buying('eve@example.org', 'HALF');
    const other = await buying('nobody@example.org', 'HALF');
    assert.deepEqual(sums(again.page), sums(other.page));
    const refused = await again.visitor.post('/checkout/review', orderForm(again.page));
    assert.equal(refused.to, '/checkout/review?used_up');
    const without = await again.visitor.get(refused.to);
    assert.match(without.text, /used up[^<]*€25\.00[^]*Place order · €25\.00/);
    assert.match((await again.visitor.post('/checkout/review', orderForm(without))).to, /^\/orders\//);

    await make({ automatic: true });
    const known = await buying('eve@example.org', '-');
    await known.visitor.post('/checkout/review', orderForm(known.page));
    const late = await buying('eve@example.org', '-');
    const told = await late.visitor.post('/checkout/review', orderForm(late.page));
    assert.match(told.text, /was €15\.00 and is now €25\.00/);
    assert.match((await late.visitor.post('/checkout/review', orderForm(told))).to, /^\/orders\//);
    await api.inspect('ada', (db) => db.run('UPDATE discounts SET active = 0'));
  });

  it('open a checkout that was left by the button a reminder leads to, once, and refill an empty cart', async () => {
    const sam = browser({ 'accept-language': 'en' });
    const form_token = await fill(sam, 'bowl', 2);
    await sam.post('/checkout', { form_token, do: 'next', ...ADDRESS, email: 'left@example.org', reminder: 'yes' });
    const work = await api.inspect('ada', async (db) => {
      const store = await api.databases.stores.find('ada');
      const now = () => Date.now() + 8 * 3_600_000;
      const onTrouble = (_: string, error: unknown) => assert.fail(String(error));
      await composeStore(store!, db, { live: null, now, onTrouble }).checkoutDrafts.abandoned(10);
      return (await outboxRepository(db).due(Number.MAX_SAFE_INTEGER, 1000)).map((one) => one.work);
    });
    const told = work.find((one) => one?.kind === 'event' && one.email === 'left@example.org');
    const link = new URL(told?.kind === 'event' ? told.link! : '');
    assert.equal(link.origin + link.pathname, `${ORIGIN}/checkout`);

    // Another device, with nothing in it. Whoever only looks, as scanners of mail do, opens nothing.
    for (const visitor of [browser(), browser()]) await visitor.get(link.pathname + link.search);
    const desk = browser({ 'accept-language': 'en' });
    const first = await desk.get(link.pathname + link.search);
    assert.deepEqual([first.status, first.to], [303, '/checkout?resume']);
    assert.equal(first.headers.get('referrer-policy'), 'no-referrer');
    const page = await desk.get(first.to);
    assert.match(page.text, /<form[^>]*action="\/checkout"[^]*value="resume"/);
    assert.ok(!page.text.includes(link.searchParams.get('vitrine_checkout')!));
    assert.match((await desk.get('/cart')).text, /empty/);
    const opened = await desk.post('/checkout', { do: 'resume' });
    assert.equal(opened.to, '/checkout');
    assert.match((await desk.get('/checkout')).text, /value="left@example\.org"[^]*value="Kaigata 3"/);
    assert.match((await desk.get('/cart')).text, /value="2"[^]*€40\.00/);

    const late = browser();
    await late.get(link.pathname + link.search);
    assert.equal((await late.post('/checkout', { do: 'resume' })).to, '/cart');
    assert.equal((await browser().post('/checkout', { do: 'resume' })).to, '/cart');
  });

  it('let Stripe’s form in where cards are taken by it in the page, and nowhere else', async () => {
    const directives = async (host: string) => {
      const { headers } = await api.request(`http://${host}.shops.example/cart`);
      const pairs = (headers.get('content-security-policy') ?? '').split('; ').map((one) => one.split(/ (.*)/));
      return Object.fromEntries(pairs) as Record<string, string>;
    };
    const card = { id: 'card', title: 'Card', provider: 'stripe' } as const;
    await api.store('here', { settings: { paymentMethods: [{ ...card, mode: 'element' }] } });
    await api.store('there', { settings: { paymentMethods: [card] } });
    const here = await directives('here');
    assert.match(here['script-src']!, /^'self' https:\/\/js\.stripe\.com /);
    assert.match(here['frame-src']!, / https:\/\/js\.stripe\.com .*https:\/\/hooks\.stripe\.com$/);
    assert.match(here['connect-src']!, / https:\/\/api\.stripe\.com$/);
    assert.equal(here['require-trusted-types-for'], undefined);
    const there = await directives('there');
    assert.equal(there['script-src'], "'self'");
    assert.ok(there['require-trusted-types-for']);
    assert.doesNotMatch(JSON.stringify({ ...there, 'form-action': '' }), /stripe/);
  });

  it('take no form that another page has sent', async () => {
    const sam = browser();
    const form_token = await fill(sam, 'bowl');
    const set = { form_token, do: 'set', key: variantId('bowl'), quantity: '9' };
    for (const from of [
      { origin: 'https://evil.example' },
      { origin: 'http://bob.shops.example' },
      { origin: 'null' },
      { origin: '' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none' },
    ])
      assert.equal((await sam.post('/cart', set, from as Record<string, string>)).status, 403, JSON.stringify(from));
    assert.equal((await sam.post('/cart', { ...set, form_token: '' })).status, 403);
    assert.equal((await sam.post('/cart', set, { 'content-type': 'text/plain' })).status, 400);
    assert.doesNotMatch((await sam.get('/cart')).text, /value="9"/);
    assert.equal((await sam.post('/cart', set)).to, '/cart');
    assert.match((await sam.get('/cart')).text, /value="9"/);
  });

  it('write nothing when they are read', async () => {
    const sam = browser();
    await review(sam, 'bowl');
    const dump = () =>
      api.inspect('ada', (db) =>
        db.all(
          'SELECT id, updated_at, version, expires_at FROM checkouts UNION ALL SELECT id, expires_at, 0, 0 FROM carts ORDER BY 1',
        ),
      );
    const before = JSON.stringify(await dump());
    for (const path of [
      '/',
      '/cart',
      '/checkout',
      '/checkout?check',
      '/checkout/review',
      '/products/bowl',
      '/search?q=a',
    ])
      assert.equal((await sam.get(path)).status, 200, path);
    assert.equal(JSON.stringify(await dump()), before);
  });

  it('drop a code that is none once another is entered, and let one be removed before the order', async () => {
    const sam = browser({ 'accept-language': 'en' });
    const page = await review(sam, 'mug');
    const form_token = hidden(page, 'form_token');
    for (const text of ['NOPE', 'NADA']) await sam.post('/cart', { form_token, do: 'code', text });
    const shown = (await sam.get('/checkout/review')).text;
    assert.match(shown, /NADA<\/bdi>: There is no such code\.[^]*form="uncode"[^>]*value="NADA"/);
    assert.doesNotMatch(shown, /NOPE/);
    const gone = await sam.post('/cart', { form_token, do: 'uncode', to: 'review', text: 'NADA' });
    assert.equal(gone.to, '/checkout/review');
    assert.doesNotMatch((await sam.get(gone.to)).text, /NADA/);
  });

  it('show what people write as text', async () => {
    const sam = browser();
    const form_token = await fill(sam, 'mug');
    await sam.post('/cart', { form_token, do: 'note', text: `</textarea>${NASTY}` });
    await sam.post('/cart', { form_token, do: 'code', text: NASTY.slice(0, 60) });
    await sam.post('/checkout', {
      form_token,
      do: 'next',
      ...ADDRESS,
      name: NASTY,
      line1: NASTY,
      phone: NASTY.slice(0, 40),
    });
    const pages = [
      '/',
      '/products/mug',
      '/cart',
      '/checkout',
      '/checkout/review',
      '/no/such',
      `/search?q=${encodeURIComponent(NASTY)}`,
    ];
    pages.push(`/cart?${new URLSearchParams({ removed: NASTY, units: '1' })}`);
    const placed = await sam.post('/checkout/review', orderForm(await sam.get('/checkout/review')));
    for (const path of [...pages, placed.to]) {
      const { text } = await sam.get(path);
      assert.doesNotMatch(text, /<script>|<img src=x|<[^>]*\sonerror=(?![^<]*&)|<[^>]*\sstyle=/, path);
    }
  });

  it('speak the language that was chosen, in its direction', async () => {
    const sam = browser({ 'accept-language': 'de-AT,de;q=0.9' });
    assert.match((await sam.get('/cart')).text, /<html lang="de" dir="ltr">[^]*Dein Warenkorb ist leer/);
    assert.match((await sam.get('/cart?lang=ar')).text, /<html lang="ar" dir="rtl">[^]*سلتك فارغة/);
    assert.match((await sam.get('/cart')).text, /lang="ar"/);
    assert.match((await sam.get('/cart?lang=fr')).text, /<html lang="ar"/);
  });

  it('lead to the collections that have something, and where the merchant says', async () => {
    const menuOf = async (host: string, label: string) => {
      const text = await (await api.request(`http://${host}.shops.example/nothing-here`)).text();
      const [, menu = ''] = new RegExp(`<nav[^>]*aria-label="${label}">([^]*?)</nav>`).exec(text) ?? [];
      return [...menu.matchAll(/<a\s+href="([^"]*)"[^>]*>([^]*?)<\/a/g)].map(([, to, said = '']) => [
        to,
        said.replace(/<[^>]*>/g, '').trim(),
      ]);
    };
    await api.store('menus', {}, async (db) => {
      await sell(
        { handle: 'mug', collections: ['cups & co'] },
        { handle: 'old', status: 'draft', collections: ['sold'] },
      )(db);
    });
    const cups = '/collections/cups%20%26%20co';
    assert.deepEqual(await menuOf('menus', 'Main menu'), [
      ['/collections/all', 'All products'],
      [cups, 'Collection cups &amp; co'],
    ]);
    assert.deepEqual(await menuOf('menus', 'More about the shop'), []);

    const header = [{ title: 'Cups <b>', path: cups }];
    await api.store('owned', {
      settings: { menu: { header, footer: [{ title: 'Law', path: 'https://law.example/' }] } },
    });
    assert.deepEqual(await menuOf('owned', 'Main menu'), [[cups, 'Cups &lt;b&gt;']]);
    assert.deepEqual(await menuOf('owned', 'More about the shop'), [['https://law.example/', 'Law']]);
  });

  it('are nowhere but at a store’s own host, and open nobody’s order or cart', async () => {
    for (const path of ['/cart', '/checkout', '/checkout/review', '/products/bowl', '/search', '/orders/x'])
      assert.equal((await api.request(`http://shops.example${path}`)).status, 404, path);
    const sam = browser();
    assert.equal((await sam.get('/orders/not-a-token-of-anybody')).status, 404);
    assert.equal((await sam.post('/checkout/pay', { order: 'not-a-token-of-anybody' })).status, 404);
    sam.jar.set('vitrine_cart_ada', `${crypto.randomUUID()}.${'x'.repeat(32)}`);
    assert.match((await sam.get('/cart')).text, /empty/);
  });
});
