import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi();
const settings = {
  tax: { includedInPrices: true, rates: [{ country: 'DE', rateBps: 1900 }] },
  shipping: {
    freeFromMinor: 10_000,
    methods: [
      { id: 'post', title: 'Post', priceMinor: 490, countries: ['DE', 'AT'] },
      { id: 'courier', title: 'Courier', priceMinor: 990, countries: ['DE'] },
    ],
  },
};
await api.store(
  'ada',
  { settings },
  sell(
    { handle: 'mug', title: 'Mug', variants: [{ price: 1250, sku: 'MUG' }] },
    { handle: 'last', title: 'Last pieces', variants: [{ price: 2000, stock: 7 }] },
    { handle: 'few', title: 'Few', variants: [{ price: 500, stock: 3 }] },
    { handle: 'gone', title: 'Gone', variants: [{ price: 500, stock: 0 }] },
    { handle: 'back', title: 'Back-order', variants: [{ price: 500, stock: 0, policy: 'continue' }] },
    { handle: 'song', title: 'Song', variants: [{ price: 300, requiresShipping: false }] },
    { handle: 'draft', title: 'Draft', status: 'draft' },
  ),
);
await api.store('yen', { currency: 'JPY' }, sell({ handle: 'hat', variants: [{ price: 3900 }] }));

const address = { name: 'Ada Lovelace', line1: '1 Square', city: 'Berlin', postcode: '10115', country: 'DE' };
let keys = 0;
const order = (
  lines: { variantId: string; quantity: number; options?: object }[],
  total: number,
  more: object = {},
) => ({
  idempotencyKey: `test-key-${String((keys += 1)).padStart(8, '0')}`,
  lines,
  email: 'ada@shop.example',
  shippingAddress: address,
  deliveryMethodId: 'post',
  paymentMethodId: 'bank_transfer',
  expectedTotal: { amountMinor: total, currency: 'EUR' },
  ...more,
});
const mug = variantId('mug');
const quote = async (body: object) => (await api.post('/v1/stores/ada/quotes', body)).body;
const numbers = () =>
  api.inspect('ada', async (db) =>
    (await db.all('SELECT number FROM orders ORDER BY number')).map((row) => Number(row['number'])),
  );

describe('quotes', () => {
  it('prices lines from the store, with delivery, tax and what is missing to ship for free', async () => {
    const body = await quote({ lines: [{ variantId: mug, quantity: 2 }], country: 'DE', deliveryMethodId: 'post' });
    assert.deepEqual(
      [body.subtotal.amountMinor, body.shipping.amountMinor, body.tax.amountMinor, body.total.amountMinor],
      [2500, 490, 477, 2990],
    );
    assert.equal(body.freeShippingRemaining.amountMinor, 7500);
    assert.equal(body.taxIncluded, true);
    assert.equal(body.lines[0].sku, 'MUG');
    assert.deepEqual(
      body.deliveryMethods.map(({ id }: { id: string }) => id),
      ['post', 'courier'],
    );
    const free = await quote({ lines: [{ variantId: mug, quantity: 8 }], country: 'AT', deliveryMethodId: 'post' });
    assert.equal(free.shipping.amountMinor, 0);
    assert.equal(free.freeShippingRemaining.amountMinor, 0);
    assert.equal(free.tax.amountMinor, 0);
  });

  it('does not change with forged prices, totals or unknown fields, and knows no currency but the shop’s', async () => {
    const honest = await quote({ lines: [{ variantId: mug, quantity: 1 }] });
    const forged = await quote({
      lines: [{ variantId: mug, quantity: 1, price: 1, unitPrice: { amountMinor: 1, currency: 'EUR' }, discount: 99 }],
      total: 1,
      exchange: { baseCurrency: 'EUR', rate: '0.01' },
      subtotal: { amountMinor: 1, currency: 'EUR' },
      __proto__: { taxIncluded: false },
    });
    assert.deepEqual(forged, honest);
    const foreign = { lines: [{ variantId: mug, quantity: 1 }], currency: 'JPY' };
    assert.equal((await quote(foreign)).error.code, 'currency_unknown');
  });

  it('says for each line why it cannot be had, counting lines of one variant together', async () => {
    const few = variantId('few');
    const body = await quote({
      lines: [
        { variantId: few, quantity: 2, options: { engraving: 'A' } },
        { variantId: few, quantity: 2, options: { engraving: 'B' } },
        { variantId: variantId('gone'), quantity: 1 },
        { variantId: variantId('back'), quantity: 50 },
        { variantId: variantId('draft'), quantity: 1 },
        { variantId: 'nothing', quantity: 1 },
        { variantId: variantId('hat'), quantity: 1 },
      ],
    });
    assert.deepEqual(
      body.lines.map((line: { problem: { code: string } | null }) => line.problem?.code ?? null),
      ['not_enough_stock', 'not_enough_stock', 'out_of_stock', null, 'variant_gone', 'variant_gone', 'variant_gone'],
    );
    assert.equal(body.lines[0].quantityAvailable, 3);
  });

  it('merges lines of the same variant and options', async () => {
    const line = { variantId: mug, quantity: 1, options: { a: '1', b: '2' } };
    const body = await quote({ lines: [line, { ...line, options: { b: '2', a: '1' } }] });
    assert.equal(body.lines.length, 1);
    assert.equal(body.lines[0].quantity, 2);
  });

  it('gives back what the shopper wrote for a line as it was written', async () => {
    for (const options of [{ url: '/from/ada' }, { text: '"url":"/' }]) {
      const { lines } = await quote({ lines: [{ variantId: mug, quantity: 1, options }] });
      assert.deepEqual(lines[0].options, options);
    }
  });

  it('says when there is nothing to price, and when the store does not deliver there', async () => {
    assert.equal((await quote({ lines: [] })).problems[0].code, 'empty_cart');
    const far = await quote({ lines: [{ variantId: mug, quantity: 1 }], country: 'US' });
    assert.equal(far.problems[0].code, 'not_shippable');
    const song = await quote({ lines: [{ variantId: variantId('song'), quantity: 1 }], country: 'US' });
    assert.deepEqual([song.problems, song.shipping.amountMinor], [[], 0]);
  });

  it('counts in the smallest unit of a currency without cents', async () => {
    const { body } = await api.post('/v1/stores/yen/quotes', { lines: [{ variantId: variantId('hat'), quantity: 2 }] });
    assert.deepEqual(body.total, { amountMinor: 7800, currency: 'JPY' });
  });

  it('refuses what it cannot understand', async () => {
    for (const [body, path] of [
      [{}, 'lines'],
      [{ lines: [{ variantId: mug }] }, 'lines.0.quantity'],
      [{ lines: [{ variantId: mug, quantity: 0 }] }, 'lines.0.quantity'],
      [{ lines: [{ variantId: mug, quantity: 1.5 }] }, 'lines.0.quantity'],
      [{ lines: [{ variantId: mug, quantity: '1' }] }, 'lines.0.quantity'],
      [{ lines: [{ variantId: mug, quantity: 10_000 }] }, 'lines.0.quantity'],
      [{ lines: [{ variantId: '', quantity: 1 }] }, 'lines.0.variantId'],
      [
        {
          lines: [
            { variantId: mug, quantity: 9999 },
            { variantId: mug, quantity: 1 },
          ],
        },
        'lines',
      ],
      [{ lines: [], country: 'de' }, 'country'],
      [{ lines: [{ variantId: 'a\0b', quantity: 1 }] }, 'lines.0.variantId'],
      [[], ''],
      [null, ''],
    ] as const) {
      const answer = await api.post('/v1/stores/ada/quotes', body);
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, path, JSON.stringify(body));
    }
  });
});

describe('checkout', () => {
  it('places an order, numbers it, and shows it under its token alone', async () => {
    const placed = await api.post(
      '/v1/stores/ada/checkouts',
      order([{ variantId: mug, quantity: 2 }], 2990, { note: 'Hi' }),
    );
    assert.equal(placed.status, 201);
    assert.equal(placed.headers.get('cache-control'), 'no-store');
    const { order: made } = placed.body;
    assert.equal(made.number, '#1001');
    assert.deepEqual(
      [made.subtotal.amountMinor, made.shipping.amountMinor, made.tax.amountMinor, made.total.amountMinor],
      [2500, 490, 477, 2990],
    );
    assert.deepEqual([made.status, made.paymentStatus, made.fulfilmentStatus], ['open', 'pending', 'unfulfilled']);
    assert.match(made.payment.instructions, /transfer/);
    assert.ok(made.token.length >= 22);
    const read = await api.call(`/v1/stores/ada/orders/${made.token}`);
    assert.deepEqual(read.body, placed.body);
    assert.equal(read.headers.get('cache-control'), 'no-store');
    assertError(await api.call(`/v1/stores/yen/orders/${made.token}`), 'order_not_found', 404);
    assertError(await api.call(`/v1/stores/ada/orders/${made.id}`), 'order_not_found', 404);
    assertError(await api.call(`/v1/stores/ada/orders/${made.token}x`), 'order_not_found', 404);
  });

  it('answers the same order for the same key and body, also when asked at once', async () => {
    const body = order([{ variantId: mug, quantity: 1 }], 1740);
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post('/v1/stores/ada/checkouts', body)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
    assert.equal(new Set(answers.map((answer) => answer.body.order.id)).size, 1);
    const reordered = Object.fromEntries(Object.entries(body).reverse());
    assert.equal((await api.post('/v1/stores/ada/checkouts', reordered)).body.order.id, answers[0]?.body.order.id);
    const other = await api.post('/v1/stores/ada/checkouts', { ...body, note: 'other' });
    assertError(other, 'idempotency_key_reused', 409);
  });

  it('refuses a total that was not quoted, and answers what it is', async () => {
    const before = await numbers();
    for (const expectedTotal of [
      { amountMinor: 1, currency: 'EUR' },
      { amountMinor: 1740, currency: 'USD' },
    ]) {
      const answer = await api.post(
        '/v1/stores/ada/checkouts',
        order([{ variantId: mug, quantity: 1 }], 0, { expectedTotal }),
      );
      assertError(answer, 'price_changed', 409);
      assert.deepEqual(answer.body.quote.total, { amountMinor: 1740, currency: 'EUR' });
    }
    assert.deepEqual(await numbers(), before);
  });

  it('charges the store’s price, whatever is forged into the order', async () => {
    const body = order([{ variantId: mug, quantity: 1 }], 1740, {
      total: { amountMinor: 1, currency: 'EUR' },
      status: 'completed',
      paymentStatus: 'paid',
      number: 1,
      tenant_id: 'yen',
    });
    const lines = [{ ...body.lines[0], price: 1, unitMinor: 1, discount: 1249, title: 'Free mug' }];
    const { order: made } = (await api.post('/v1/stores/ada/checkouts', { ...body, lines })).body;
    assert.equal(made.total.amountMinor, 1740);
    assert.equal(made.paymentStatus, 'pending');
    assert.equal(made.lines[0].title, 'Mug');
  });

  it('sells exactly what is there to fifty shoppers at once, and numbers without a gap', async () => {
    const body = () => order([{ variantId: variantId('last'), quantity: 1 }], 2490);
    const before = (await numbers()).length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.post('/v1/stores/ada/checkouts', body())));
    const placed = answers.filter(({ status }) => status === 201);
    assert.equal(placed.length, 7);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      assertError(answer, 'not_enough_stock', 409);
      assert.equal(answer.body.quote.lines[0].problem.code, 'out_of_stock');
    }
    const after = await numbers();
    assert.equal(after.length, before + 7);
    assert.deepEqual(
      after,
      after.map((_, i) => 1001 + i),
    );
    const product = (await api.call('/v1/stores/ada/products/last')).body.product;
    assert.deepEqual([product.available, product.variants[0].quantityAvailable], [false, 0]);
  });

  it('shows the new stock at once to whoever asks again', async () => {
    const path = '/v1/stores/ada/products/few';
    const first = await api.call(path);
    await api.post('/v1/stores/ada/checkouts', order([{ variantId: variantId('few'), quantity: 1 }], 990));
    const again = await api.call(path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    assert.equal(again.status, 200);
    assert.equal(again.body.product.variants[0].quantityAvailable, 2);
  });

  it('takes no stock at all when one of the lines cannot be had', async () => {
    const lines = [
      { variantId: variantId('few'), quantity: 1, options: { engraving: 'A' } },
      { variantId: variantId('few'), quantity: 2, options: { engraving: 'B' } },
    ];
    assertError(await api.post('/v1/stores/ada/checkouts', order(lines, 1990)), 'not_enough_stock', 409);
    const { product } = (await api.call('/v1/stores/ada/products/few')).body;
    assert.equal(product.variants[0].quantityAvailable, 2);
  });

  it('needs no delivery for what is not shipped, and refuses where it does not deliver', async () => {
    const song = order([{ variantId: variantId('song'), quantity: 1 }], 300, { deliveryMethodId: '' });
    assert.equal((await api.post('/v1/stores/ada/checkouts', song)).body.order.total.amountMinor, 300);
    const far = order([{ variantId: mug, quantity: 1 }], 1250, {
      shippingAddress: { ...address, country: 'US', region: 'NY' },
    });
    assertError(await api.post('/v1/stores/ada/checkouts', far), 'not_deliverable', 422);
  });

  it('keeps orders, payments, customers and stock in step', async () => {
    await api.inspect('ada', async (db) => {
      const [odd] = await db.all(
        `SELECT count(*) AS n FROM orders o WHERE o.subtotal_minor <> (SELECT sum(total_minor) FROM order_lines WHERE order_id = o.id)
           OR o.total_minor <> (SELECT amount_minor FROM payments WHERE order_id = o.id) OR o.customer_id IS NULL`,
      );
      assert.equal(odd?.['n'], 0);
      assert.equal((await db.all('SELECT id FROM customers')).length, 1);
      const [moved] = await db.all(`SELECT sum(delta) AS n FROM stock_movements WHERE variant_id = ?`, [
        variantId('last'),
      ]);
      assert.equal(moved?.['n'], -7);
    });
  });

  it('refuses what it cannot understand, and says where', async () => {
    const good = order([{ variantId: mug, quantity: 1 }], 1740);
    for (const [change, path] of [
      [{ idempotencyKey: 'short' }, 'idempotencyKey'],
      [{ lines: [] }, 'lines'],
      [{ email: 'nobody' }, 'email'],
      [{ email: 'a@b.example\nBcc: c@d.example' }, 'email'],
      [{ shippingAddress: { ...address, name: ' ' } }, 'shippingAddress.name'],
      [{ shippingAddress: { ...address, country: 'Germany' } }, 'shippingAddress.country'],
      [{ shippingAddress: { ...address, postcode: '1011' } }, 'shippingAddress.postcode'],
      [{ shippingAddress: { ...address, country: 'US' } }, 'shippingAddress.region'],
      [{ deliveryMethodId: 'drone' }, 'deliveryMethodId'],
      [{ paymentMethodId: 'credit' }, 'paymentMethodId'],
      [{ paymentMethodId: 'cash_on_delivery' }, 'paymentMethodId'],
      [{ expectedTotal: { amountMinor: 17.4, currency: 'EUR' } }, 'expectedTotal.amountMinor'],
      [{ cart: { cartId: 'x', token: 'y' } }, 'cart.cartId'],
      [{ note: 'x'.repeat(2001) }, 'note'],
    ] as const) {
      const answer = await api.post('/v1/stores/ada/checkouts', { ...good, ...change });
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, path, JSON.stringify(change));
    }
  });

  it('prices again when prices change between quote and order, and never sells at the old price', async () => {
    const body = order([{ variantId: mug, quantity: 1 }], 1740);
    await api.inspect('ada', (db) =>
      db.write([
        { sql: 'UPDATE variants SET price_minor = 1300 WHERE id = ?', args: [mug] },
        { sql: 'UPDATE store_state SET price_version = price_version + 1' },
      ]),
    );
    const answer = await api.post('/v1/stores/ada/checkouts', body);
    assertError(answer, 'price_changed', 409);
    assert.equal(answer.body.quote.total.amountMinor, 1790);
    const again = { ...body, expectedTotal: answer.body.quote.total };
    assert.equal((await api.post('/v1/stores/ada/checkouts', again)).status, 201);
  });
});
