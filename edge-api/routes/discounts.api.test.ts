import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi();
await api.store(
  'ada',
  { settings: { shipping: { methods: [{ id: 'post', title: 'Post', priceMinor: 500 }] } } },
  sell({ handle: 'mug', variants: [{ price: 1000 }] }, { handle: 'hat', variants: [{ price: 3000 }] }),
);
const key = await api.key('ada', 'discounts:write', 'store:write');
const admin = '/v1/admin/stores/ada';

/** A request of the merchant's. */
const ask = (method: string, path: string, body?: unknown) =>
  api.call(`${admin}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const make = async (discount: object) => {
  const answer = await ask('POST', '/discounts', { title: 'Some', kind: 'order', ...discount });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.discount.id as string;
};
const percent = (bps: number, more: object = {}) => ({ value: { type: 'percentage', bps }, ...more });

const quote = async (discountCodes: string[], more: object = {}) =>
  (
    await api.post('/v1/stores/ada/quotes', {
      lines: [
        { variantId: variantId('mug'), quantity: 1 },
        { variantId: variantId('hat'), quantity: 1 },
      ],
      country: 'DE',
      deliveryMethodId: 'post',
      discountCodes,
      ...more,
    })
  ).body;
const reasons = (answer: { rejectedCodes: { code: string; reason: string }[] }) =>
  answer.rejectedCodes.map(({ code, reason }) => [code, reason]);

describe('discounts of a store', () => {
  it('take off what their codes say, however they are typed, split over the lines', async () => {
    const id = await make({ codes: ['Spring 10'], rule: percent(1000) });
    const answer = await quote([' sPRING 10 ']);
    assert.deepEqual(
      answer.discounts.map((one: { code: string; kind: string; amount: object }) => [one.code, one.kind, one.amount]),
      [['Spring 10', 'order', { amountMinor: 400, currency: 'EUR' }]],
    );
    assert.deepEqual([answer.discount.amountMinor, answer.total.amountMinor], [400, 4100]);
    assert.deepEqual(
      answer.lines.map((line: { discount: { amountMinor: number } }) => line.discount.amountMinor),
      [100, 300],
    );
    assert.equal((await ask('DELETE', `/discounts/${id}`)).status, 204);
    assert.deepEqual(reasons(await quote(['SPRING 10'])), [['SPRING 10', 'unknown']]);
  });

  it('tell why a code has no effect, and nothing of codes whose time has not come', async () => {
    const ids = [
      await make({ codes: ['over'], rule: percent(1000), endsAt: '2020-01-01T00:00:00.000Z' }),
      await make({ codes: ['soon'], rule: percent(1000), startsAt: '2999-01-01T00:00:00.000Z' }),
      await make({ codes: ['off'], rule: percent(1000), active: false }),
      await make({ codes: ['much'], rule: percent(1000, { minimum: { subtotalMinor: 100_000 } }) }),
      await make({ codes: ['none'], kind: 'line', rule: percent(1000, { targets: { products: ['x'] } }) }),
      await make({ codes: ['best'], rule: percent(2000) }),
      await make({ codes: ['less'], rule: percent(1000) }),
    ];
    const answer = await quote(['over', 'soon', 'off', 'much', 'none', 'best', 'less', 'what']);
    assert.deepEqual(reasons(answer), [
      ['over', 'expired'],
      ['soon', 'unknown'],
      ['off', 'unknown'],
      ['much', 'minimum_not_met'],
      ['none', 'no_matching_items'],
      ['less', 'not_combinable'],
      ['what', 'unknown'],
    ]);
    assert.equal(answer.discount.amountMinor, 800);
    for (const id of ids) await ask('DELETE', `/discounts/${id}`);
  });

  it('apply by themselves when they are made so', async () => {
    const id = await make({ automatic: true, kind: 'shipping', title: 'Free delivery', rule: percent(10_000) });
    const { discounts, shipping, total } = await quote([]);
    assert.deepEqual([discounts[0].code, discounts[0].title], [null, 'Free delivery']);
    assert.deepEqual([shipping.amountMinor, total.amountMinor], [500, 4000]);
    const off = await ask('PATCH', `/discounts/${id}`, { active: false });
    assert.equal(off.body.discount.active, false);
    assert.equal((await quote([])).total.amountMinor, 4500);
  });

  it('refuse what does not go together, and name the field', async () => {
    for (const [path, wrong] of [
      ['rule.targets', { rule: percent(1000, { targets: { products: ['x'] } }) }],
      ['rule.value.bps', { rule: percent(10_001) }],
      ['endsAt', { rule: percent(1), startsAt: '2026-01-02T00:00:00.000Z', endsAt: '2026-01-01T00:00:00.000Z' }],
      ['codes', { rule: percent(1), automatic: true, codes: ['x'] }],
      ['codes.1', { rule: percent(1), codes: ['same', 'SAME'] }],
    ] as const) {
      const answer = await ask('POST', '/discounts', { title: 'Some', kind: 'order', ...wrong });
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, path);
    }
  });

  it('have many codes, each of one discount, and list them in pages', async () => {
    const id = await make({ rule: percent(1000) });
    const codes = Array.from({ length: 120 }, (_, at) => `BULK-${at}`);
    const added = await ask('POST', `/discounts/${id}/codes`, { codes, usageLimit: 1 });
    assert.equal(added.body.discount.codeCount, 120);
    const taken = await ask('POST', `/discounts/${id}/codes`, { codes: ['new', 'bulk-7'] });
    assertError(taken, 'discount_code_taken', 409);
    assert.deepEqual(taken.body.error.issues, [{ path: 'codes.1', message: '"bulk-7" is taken.' }]);
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await ask('GET', `/discounts/${id}/codes?limit=50${after}`);
      seen.push(...body.codes.map(({ code }: { code: string }) => code));
      after = body.next ? `&after=${body.next}` : '';
    } while (after);
    assert.deepEqual(seen, codes);
  });

  /** Places an order of both goods with a code, at the total it would have with it. */
  const place = (name: string, email: string, code: string, total: number) =>
    api.post('/v1/stores/ada/checkouts', {
      idempotencyKey: `with-a-code-${name}`,
      lines: [
        { variantId: variantId('mug'), quantity: 1 },
        { variantId: variantId('hat'), quantity: 1 },
      ],
      email,
      shippingAddress: { name, line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'post',
      paymentMethodId: 'bank_transfer',
      discountCodes: [code],
      expectedTotal: { amountMinor: total, currency: 'EUR' },
    });

  it('are used up by one of twenty orders at a time, however each writes the code', async () => {
    const id = await make({ codes: ['ONCE'], usageLimit: 1, rule: percent(5000) });
    const total = (await quote(['once'])).total.amountMinor as number;
    const writings = ['once', 'ONCE', ' Once ', 'ＯＮＣＥ'];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => place(`race-${at}`, `racer${at}@shop.example`, writings[at % 4]!, total)),
    );
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    for (const answer of answers)
      if (answer.status !== 201) {
        assert.ok(['price_changed', 'discount_used_up'].includes(answer.body.error.code), JSON.stringify(answer.body));
        assert.equal(answer.status, 409);
      }
    assert.deepEqual(reasons(await quote(['once'])), [['once', 'used_up']]);
    assert.equal((await ask('GET', `/discounts/${id}`)).body.discount.used, 1);
  });

  it('are used once by a customer who may use them once, at whatever time and in whatever case he writes his address', async () => {
    const id = await make({ codes: ['MINE'], customerLimit: 1, rule: percent(5000) });
    const total = (await quote(['mine'])).total.amountMinor as number;
    const emails = ['eve@shop.example', 'Eve@Shop.example', 'EVE@SHOP.EXAMPLE'];
    const answers = await Promise.all(emails.map((email, at) => place(`mine-${at}`, email, 'MINE', total)));
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.equal((await place('mine-else', 'somebody@shop.example', 'mine', total)).status, 201);
    assert.equal((await ask('GET', `/discounts/${id}`)).body.discount.used, 2);
    // Whether an address has bought here is told to nobody who would not order: one total off, all are alike.
    const guesses = await Promise.all(
      ['eve@shop.example', 'nobody@shop.example'].map((email, at) => place(`guess-${at}`, email, 'MINE', 1)),
    );
    for (const guess of guesses) assertError(guess, 'price_changed', 409);
    assert.deepEqual(guesses[0]!.body.quote, guesses[1]!.body.quote);
    assertError(await place('mine-late', 'eve@shop.example', 'MINE', total), 'discount_used_up', 409);
  });
});

describe('settings of a store', () => {
  it('change field by field, and say what is not right by its name', async () => {
    const before = (await ask('GET', '/settings')).body;
    assert.equal(before.settings.order.firstNumber, 1001);
    const changed = await ask('PATCH', '/settings', {
      version: before.version,
      settings: { order: { numberPrefix: 'A-' }, tax: { includedInPrices: false } },
    });
    assert.equal(changed.status, 200);
    const { firstNumber, numberPrefix } = changed.body.settings.order;
    assert.deepEqual([firstNumber, numberPrefix], [1001, 'A-']);
    assert.equal(changed.body.settings.shipping.methods[0].id, 'post');
    for (const [path, settings] of [
      ['settings.tax.rates.0.rateBps', { tax: { rates: [{ country: 'DE', rateBps: 10_001 }] } }],
      ['settings.shipping.methods.0.zone', { shipping: { methods: [{ id: 'a', title: 'A', zone: 7 }] } }],
      ['settings.shiping', { shiping: {} }],
      ['settings.cart.expiryHours', { cart: { expiryHours: 3 } }],
      ['settings.currencies.0.currency', { currencies: [{ currency: 'EUR', rate: '1.1' }] }],
      ['settings.currencies.0.rate', { currencies: [{ currency: 'USD', rate: '0.00' }] }],
    ] as const) {
      const answer = await ask('PATCH', '/settings', { settings });
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, path, JSON.stringify(answer.body.error));
    }
    const late = await ask('PATCH', '/settings', { version: before.version, settings: { cart: { expiryDays: 3 } } });
    assertError(late, 'settings_changed', 409);
  });

  it('sell in other currencies, and refuse those the shop does not name', async () => {
    const currencies = [
      { currency: 'USD', rate: '1.0837', roundTo: 100, ending: 99 },
      { currency: 'JPY', rate: '162.5' },
      { currency: 'KWD', rate: '0.3331' },
    ];
    await ask('PATCH', '/settings', { settings: { currencies, tax: { includedInPrices: true } } });
    const total = async (currency: string) => (await quote([], { currency })).total;
    // 10.84 and 32.51 end in 99; 5.00 of delivery is 5.42.
    assert.deepEqual(await total('USD'), { amountMinor: 1099 + 3299 + 542, currency: 'USD' });
    assert.deepEqual(await total('JPY'), { amountMinor: 1625 + 4875 + 813, currency: 'JPY' });
    assert.deepEqual(await total('KWD'), { amountMinor: 3331 + 9993 + 1666, currency: 'KWD' });
    assert.deepEqual(await total('EUR'), { amountMinor: 4500, currency: 'EUR' });
    assertError(await api.post('/v1/stores/ada/quotes', { lines: [], currency: 'GBP' }), 'currency_unknown', 400);
  });

  it('show products in the currency asked for, and tell the answers apart', async () => {
    const currencies = [{ currency: 'JPY', rate: '162.5' }];
    await ask('PATCH', '/settings', { settings: { currencies } });
    const get = (path: string) => api.call(`/v1/stores/ada${path}`);
    const own = await get('/products?sort=price-asc');
    const yen = await get('/products?sort=price-asc&currency=JPY');
    const prices = (answer: typeof own) =>
      answer.body.products.map((one: { priceMin: { amountMinor: number } }) => one.priceMin.amountMinor);
    assert.deepEqual(
      [prices(own), prices(yen)],
      [
        [1000, 3000],
        [1625, 4875],
      ],
    );
    assert.notEqual(own.headers.get('etag'), yen.headers.get('etag'));
    assert.equal(yen.body.store.currency, 'JPY');
    assert.deepEqual(prices(await get('/products?currency=JPY&filter.price.min=1626')), [4875]);
    assert.deepEqual((await get('/products/mug?currency=JPY')).body.product.variants[0].price, {
      amountMinor: 1625,
      currency: 'JPY',
    });
    assert.equal((await get('/search?q=mug&currency=JPY')).body.products[0].priceMin.amountMinor, 1625);
    assert.deepEqual((await get('')).body.store.currencies, ['EUR', 'JPY']);
    for (const path of ['/products', '/products/mug', '/search', '/recommendations'])
      assertError(await get(`${path}?q=a&products=mug&currency=GBP`), 'currency_unknown', 400);
    await ask('PATCH', '/settings', { settings: { currencies: [{ currency: 'JPY', rate: '200' }] } });
    assert.deepEqual(prices(await get('/products?sort=price-asc&currency=JPY')), [2000, 6000]);
  });

  it('keep an order in its currency and at its rate, and place none at a rate that is no more', async () => {
    const sellAt = (rate: string) =>
      ask('PATCH', '/settings', { settings: { currencies: [{ currency: 'JPY', rate }] } });
    const place = (key: string, amountMinor: number) =>
      api.post('/v1/stores/ada/checkouts', {
        idempotencyKey: `in-yen-and-at-a-rate-${key}`,
        lines: [{ variantId: variantId('mug'), quantity: 1 }],
        email: 'ada@shop.example',
        shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
        deliveryMethodId: 'post',
        paymentMethodId: 'bank_transfer',
        currency: 'JPY',
        expectedTotal: { amountMinor, currency: 'JPY' },
      });
    const version = () => api.inspect('ada', (db) => db.first('SELECT price_version AS v FROM store_state'));
    await sellAt('160');
    const placed = await place('first', 1600 + 800);
    assert.equal(placed.status, 201, JSON.stringify(placed.body));
    assert.deepEqual(placed.body.order.lines[0].unitPrice, { amountMinor: 1600, currency: 'JPY' });
    const kept = await api.inspect('ada', (db) =>
      db.first('SELECT currency, total_minor AS total, exchange FROM orders ORDER BY number DESC LIMIT 1'),
    );
    assert.deepEqual([kept?.['currency'], kept?.['total']], ['JPY', 2400]);
    assert.deepEqual(JSON.parse(String(kept?.['exchange'])), { baseCurrency: 'EUR', rate: '160' });
    const before = Number((await version())?.['v']);
    await sellAt('170');
    assert.ok(Number((await version())?.['v']) > before);
    const late = await place('second', 1600 + 800);
    assertError(late, 'price_changed', 409);
    assert.deepEqual(late.body.quote.total, { amountMinor: 1700 + 850, currency: 'JPY' });
  });
});
