import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sealer } from '../adapters/provisioning/sealing.ts';
import { readEnvironment } from '../env.ts';
import { paymentPorts } from '../payment-ports.ts';
import { assertError, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

// Nobody answers there: orders of this file begin no payment.
const variables = { TEST_BANK_URL: 'http://127.0.0.1:9', TEST_BANK_SECRET: 'bank-of-the-order-tests' };
const environment = readEnvironment(variables);
const payments = paymentPorts(environment, { sealer: sealer(environment.sealingKey) });
const api = await startApi({ payments }, variables);
const base = '/v1/admin/stores/ada/orders';
const mug = variantId('mug');
const cup = variantId('cup');
let key = '';
let reader = '';
let keys = 0;

const settings = {
  tax: { includedInPrices: false, rates: [{ country: 'DE', rateBps: 1900 }] },
  shipping: { methods: [{ id: 'post', title: 'Post', priceMinor: 500 }] },
  paymentMethods: [
    { id: 'bank_transfer', title: 'Bank transfer' },
    { id: 'card', title: 'Card', provider: 'test' as const },
  ],
};

before(async () => {
  await api.store(
    'ada',
    { settings },
    sell(
      { handle: 'mug', title: 'Mug', variants: [{ price: 1000, stock: 50, sku: 'MUG' }] },
      { handle: 'cup', title: 'Cup', variants: [{ price: 333, stock: 50 }] },
      { handle: 'rare', title: 'Rare', variants: [{ price: 100, stock: 2 }] },
      { handle: 'later', title: 'Later', variants: [{ price: 100, stock: 1, policy: 'continue' }] },
    ),
  );
  key = await api.key('ada', 'orders:write');
  reader = await api.key('ada', 'orders:read');
});

const ask = (method: string, path: string, body?: unknown, by = key) =>
  api.call(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function place(lines: { variantId: string; quantity: number }[], more: object = {}) {
  const country = 'DE';
  const quote = (await api.post('/v1/stores/ada/quotes', { lines, country, deliveryMethodId: 'post' })).body;
  const placed = await api.post('/v1/stores/ada/checkouts', {
    idempotencyKey: `admin-key-${String((keys += 1)).padStart(8, '0')}`,
    lines,
    email: 'ada@shop.example',
    shippingAddress: { name: 'Ada Lovelace', line1: '1 Square', city: 'Berlin', postcode: '10115', country },
    deliveryMethodId: 'post',
    paymentMethodId: 'bank_transfer',
    expectedTotal: quote.total,
    ...more,
  });
  assert.equal(placed.status, 201, JSON.stringify(placed.body));
  return placed.body.order as { id: string; token: string; number: string; lines: { id: string }[] };
}

const stockOf = (variant: string) =>
  api.inspect('ada', async (db) =>
    Number((await db.first('SELECT inventory_quantity AS n FROM variants WHERE id = ?', [variant]))?.['n']),
  );
const typesOf = (order: { timeline: { type: string }[] }) => order.timeline.map(({ type }) => type);
const shopperSees = async (token: string) => (await api.call(`/v1/stores/ada/orders/${token}`)).body.order;

describe('orders for their merchant', () => {
  it('are listed newest first, page by page, and found by what is known of them', async () => {
    const first = await place([{ variantId: mug, quantity: 2 }]);
    const second = await place([{ variantId: cup, quantity: 1 }], {
      email: 'Grace@Shop.example',
      shippingAddress: { name: 'Grace Hopper', line1: '2', city: 'Berlin', postcode: '10115', country: 'DE' },
    });
    const page = (await ask('GET', '?limit=1', undefined, reader)).body;
    assert.deepEqual(
      page.orders.map(({ id }: { id: string }) => id),
      [second.id],
    );
    const next = (await ask('GET', `?limit=1&after=${page.next}`, undefined, reader)).body;
    assert.deepEqual(
      next.orders.map(({ id }: { id: string }) => id),
      [first.id],
    );
    for (const [query, ids] of [
      ['email=grace@shop.example', [second.id]],
      [`number=${encodeURIComponent(first.number)}`, [first.id]],
      ['number=nonsense', []],
      ['q=hopper', [second.id]],
      ['q=mug', [first.id]],
      ['status=cancelled', []],
      ['payment=pending&fulfilment=unfulfilled', [second.id, first.id]],
      ['to=2020-01-01T00:00:00Z', []],
    ] as const) {
      const found = (await ask('GET', `?${query}`, undefined, reader)).body;
      assert.deepEqual(
        found.orders.map(({ id }: { id: string }) => id),
        ids,
        query,
      );
    }
    assert.equal(next.orders[0].units, 2);
  });

  it('are never shown with the token of their shopper, and change by a key that may write alone', async () => {
    const { id, token } = await place([{ variantId: mug, quantity: 1 }]);
    const shown = await ask('GET', `/${id}`, undefined, reader);
    assert.ok(!JSON.stringify(shown.body).includes(token));
    assertError(await ask('POST', `/${id}/complete`, undefined, reader), 'unauthorized', 401);
    assertError(await ask('GET', '/nonsense', undefined, reader), 'order_not_found', 404);
  });

  it('hold notes, which a shopper sees only where the merchant says so', async () => {
    const { id, token } = await place([{ variantId: mug, quantity: 1 }]);
    await ask('POST', `/${id}/notes`, { text: 'Looks odd' });
    const { body } = await ask('POST', `/${id}/notes`, { text: 'Packed with care', visible: true });
    assert.deepEqual(typesOf(body.order), ['placed', 'note', 'note']);
    const seen = await shopperSees(token);
    assert.deepEqual(
      seen.timeline.slice(1).map(({ detail }: { detail: object }) => detail),
      [{ text: 'Packed with care' }],
    );
  });

  it('are cancelled once, give back their stock once, and stay cancelled', async () => {
    const before = await stockOf(mug);
    const { id, token } = await place([
      { variantId: mug, quantity: 2 },
      { variantId: mug, quantity: 1 },
    ]);
    assert.equal(await stockOf(mug), before - 3);
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', `/${id}/cancel`, { reason: 'shopper' })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
    assert.equal(await stockOf(mug), before);
    const seen = await shopperSees(token);
    assert.deepEqual([seen.status, seen.paymentStatus, seen.cancelReason], ['cancelled', 'voided', 'shopper']);
    for (const [path, body] of [
      ['fulfilments', {}],
      ['paid', {}],
      ['complete', undefined],
    ] as const)
      assertError(await ask('POST', `/${id}/${path}`, body), 'illegal_move', 409);
  });

  it('are paid by hand once, where no provider takes the money', async () => {
    const { id } = await place([{ variantId: mug, quantity: 1 }]);
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', `/${id}/paid`, { note: 'On 3 May' })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
    const { order } = (await ask('GET', `/${id}`)).body;
    assert.deepEqual([order.paymentStatus, order.paid, order.due.amountMinor], ['paid', order.total, 0]);
    assert.deepEqual([order.payments[0].status, order.may.refundMinor], ['succeeded', order.total.amountMinor]);
    const card = await place([{ variantId: mug, quantity: 1 }], { paymentMethodId: 'card' });
    assertError(await ask('POST', `/${card.id}/paid`, {}), 'illegal_move', 409);
    // Nor do goods leave before a provider's money is there.
    assertError(await ask('POST', `/${card.id}/fulfilments`, {}), 'illegal_move', 409);
  });

  it('leave in parcels, no unit twice, and the last one makes them fulfilled', async () => {
    const { id, token, lines } = await place([
      { variantId: mug, quantity: 3 },
      { variantId: cup, quantity: 1 },
    ]);
    const [mugs] = lines;
    const parcel = {
      idempotencyKey: `parcel-${id}`,
      lines: [{ lineId: mugs!.id, quantity: 2 }],
      carrier: 'DHL',
      trackingNumber: 'X1',
    };
    const twice = await Promise.all([
      ask('POST', `/${id}/fulfilments`, parcel),
      ask('POST', `/${id}/fulfilments`, parcel),
    ]);
    assert.deepEqual(
      twice.map(({ status }) => status),
      [200, 200],
    );
    let order = (await ask('GET', `/${id}`)).body.order;
    assert.deepEqual([order.fulfilmentStatus, order.fulfilments.length, order.lines[0].fulfilled], ['partial', 1, 2]);
    assertError(
      await ask('POST', `/${id}/fulfilments`, { lines: [{ lineId: mugs!.id, quantity: 2 }] }),
      'illegal_move',
      409,
    );
    assertError(await ask('POST', `/${id}/cancel`, {}), 'illegal_move', 409);
    order = (await ask('POST', `/${id}/fulfilments`, { trackingUrl: 'https://track.example/X2' })).body.order;
    assert.equal(order.fulfilmentStatus, 'fulfilled');
    assertError(await ask('POST', `/${id}/fulfilments`, {}), 'illegal_move', 409);
    assertError(
      await ask('POST', `/${id}/fulfilments`, { trackingUrl: 'javascript:alert(1)' }),
      'invalid_request',
      400,
    );

    const [one] = order.fulfilments;
    await ask('PATCH', `/${id}/fulfilments/${one.id}`, { trackingNumber: 'X9', delivered: true });
    assertError(await ask('PATCH', `/${id}/fulfilments/${one.id}`, { delivered: true }), 'illegal_move', 409);
    assertError(await ask('PATCH', `/${id}/fulfilments/nonsense`, {}), 'not_found', 404);
    const seen = await shopperSees(token);
    assert.equal(seen.fulfilments[0].trackingNumber, 'X9');
    assert.notEqual(seen.fulfilments[0].deliveredAt, null);
    assert.deepEqual(typesOf(seen), ['placed', 'shipped', 'shipped', 'tracking_changed', 'delivered']);
    const told = await api.inspect('ada', (db) =>
      db.all(
        `SELECT json_extract(payload, '$.type') AS type FROM outbox
        WHERE kind = 'event' AND json_extract(payload, '$.orderId') = ? ORDER BY id`,
        [id],
      ),
    );
    assert.deepEqual(
      told.map(({ type }) => type),
      ['order.placed', 'fulfilment.created', 'fulfilment.created', 'fulfilment.updated'],
    );
  });

  it('come back by returns, into stock where the merchant says so, no unit twice', async () => {
    const before = await stockOf(mug);
    const { id, lines } = await place([{ variantId: mug, quantity: 2 }]);
    const back = (quantity: number) => ask('POST', `/${id}/returns`, { lines: [{ lineId: lines[0]!.id, quantity }] });
    assertError(await back(1), 'illegal_move', 409);
    await ask('POST', `/${id}/fulfilments`, {});
    const first = (await back(1)).body.order.returns[0];
    assertError(await back(2), 'illegal_move', 409);
    const second = (await back(1)).body.order.returns[1];
    await ask('POST', `/${id}/returns/${second.id}/decline`);
    assertError(await ask('POST', `/${id}/returns/${second.id}/receive`, {}), 'illegal_move', 409);
    const received = await Promise.all([1, 2].map(() => ask('POST', `/${id}/returns/${first.id}/receive`, {})));
    assert.deepEqual(received.map(({ status }) => status).sort(), [200, 409]);
    assert.equal(await stockOf(mug), before - 1);
    const third = (await back(1)).body.order.returns[2];
    const { order } = (await ask('POST', `/${id}/returns/${third.id}/receive`, { restock: false })).body;
    assert.deepEqual([order.fulfilmentStatus, order.lines[0].returned], ['returned', 2]);
    assert.equal(await stockOf(mug), before - 1);
  });

  it('are paid back in parts that sum to what they cost, no unit twice, and never more than came', async () => {
    const before = await stockOf(cup);
    const { id, token, lines } = await place([
      { variantId: cup, quantity: 3 },
      { variantId: mug, quantity: 1 },
    ]);
    const back = (body: object, key = `refund-${id}`) =>
      ask('POST', `/${id}/refunds`, { idempotencyKey: key, ...body });
    assertError(await back({}), 'refund_too_high', 422);
    const total = (await ask('POST', `/${id}/paid`, {})).body.order.total.amountMinor;
    const one = { lines: [{ lineId: lines[0]!.id, quantity: 1, restock: true }] };
    const twice = await Promise.all([back(one), back(one)]);
    assert.deepEqual(
      twice.map(({ status }) => status),
      [200, 200],
    );
    let order = (await ask('GET', `/${id}`)).body.order;
    // A third of 9.99 and its tax of 19 % on top.
    assert.deepEqual(
      [order.paymentStatus, order.refunds.length, order.refunded.amountMinor],
      ['partially_refunded', 1, 396],
    );
    assert.equal(await stockOf(cup), before - 2);
    assertError(await back({ lines: [{ lineId: lines[0]!.id, quantity: 3 }] }, `b-${id}`), 'illegal_move', 409);
    assertError(await back({ amountMinor: total }, `c-${id}`), 'refund_too_high', 422);
    assertError(await back({ amountMinor: 1 }), 'idempotency_key_reused', 409);
    const rest = {
      lines: [
        { lineId: lines[0]!.id, quantity: 2 },
        { lineId: lines[1]!.id, quantity: 1 },
      ],
      shipping: true,
    };
    order = (await back(rest, `d-${id}`)).body.order;
    assert.deepEqual([order.paymentStatus, order.refunded.amountMinor, order.may.refundMinor], ['refunded', total, 0]);
    assert.equal(await stockOf(cup), before - 2);
    const seen = await shopperSees(token);
    assert.deepEqual(
      seen.refunds.map(({ status }: { status: string }) => status),
      ['succeeded', 'succeeded'],
    );
  });

  it('are cancelled with their money, all of it and once', async () => {
    const { id } = await place([{ variantId: mug, quantity: 1 }]);
    await ask('POST', `/${id}/paid`, {});
    const { order } = (await ask('POST', `/${id}/cancel`, { refund: true })).body;
    assert.deepEqual([order.status, order.paymentStatus, order.refunded], ['cancelled', 'refunded', order.total]);
  });

  it('are edited while nothing was sent: what stays keeps its price, what is added costs today’s, stock moves along', async () => {
    const mugsBefore = await stockOf(mug);
    const cupsBefore = await stockOf(cup);
    const { id, lines } = await place([{ variantId: mug, quantity: 3 }]);
    await api.inspect('ada', (db) =>
      db.write([
        { sql: 'UPDATE variants SET price_minor = 5000 WHERE id = ?', args: [mug] },
        { sql: 'UPDATE store_state SET price_version = price_version + 1' },
      ]),
    );
    const { status, body } = await ask('PATCH', `/${id}`, {
      lines: [{ lineId: lines[0]!.id, quantity: 1 }],
      addLines: [{ variantId: cup, quantity: 2 }],
      email: 'New@Shop.example',
      tags: ['gift'],
    });
    assert.equal(status, 200, JSON.stringify(body));
    const { order } = body;
    assert.deepEqual([order.email, order.tags], ['new@shop.example', ['gift']]);
    assert.deepEqual(
      order.lines.map((line: { quantity: number }) => line.quantity),
      [1, 2],
    );
    // 10.00 and 6.66 with 19 % on top, and delivery at 5.00 with its tax, as it was.
    assert.deepEqual([order.subtotal.amountMinor, order.shipping.amountMinor], [1666, 500]);
    const taxes = order.taxes.reduce(
      (sum: number, tax: { amount: { amountMinor: number } }) => sum + tax.amount.amountMinor,
      0,
    );
    assert.equal(order.tax.amountMinor, taxes);
    assert.equal(order.total.amountMinor, 1666 + 500 + taxes);
    assert.equal(order.due.amountMinor, order.total.amountMinor);
    assert.equal(order.payments[0].amount.amountMinor, order.total.amountMinor);
    assert.deepEqual([await stockOf(mug), await stockOf(cup)], [mugsBefore - 1, cupsBefore - 2]);
    assertError(await ask('PATCH', `/${id}`, { version: 1, note: 'x' }), 'order_changed', 409);
    assertError(
      await ask('PATCH', `/${id}`, { addLines: [{ variantId: variantId('rare'), quantity: 3 }] }),
      'not_enough_stock',
      409,
    );
    assertError(
      await ask('PATCH', `/${id}`, { lines: [{ lineId: lines[0]!.id, quantity: 9 }] }),
      'invalid_request',
      400,
    );
    assertError(
      await ask('PATCH', `/${id}`, {
        lines: order.lines.map((line: { id: string }) => ({ lineId: line.id, quantity: 0 })),
      }),
      'illegal_move',
      409,
    );
    await ask('POST', `/${id}/cancel`, {});
    assert.deepEqual([await stockOf(mug), await stockOf(cup)], [mugsBefore, cupsBefore]);
    assertError(await ask('PATCH', `/${id}`, { note: 'x' }), 'illegal_move', 409);
  });

  it('may be ordered beyond the stock where the merchant allows it, and say how much is to come', async () => {
    const later = variantId('later');
    const { id, token } = await place([{ variantId: later, quantity: 3 }]);
    assert.equal(await stockOf(later), -2);
    assert.equal((await shopperSees(token)).lines[0].backordered, 2);
    await ask('POST', `/${id}/fulfilments`, {});
    assert.equal((await shopperSees(token)).lines[0].backordered, 0);
  });

  it('tell once that stock is low, when a sale makes it so', async () => {
    const told = () =>
      api.inspect('ada', async (db) =>
        Number(
          (
            await db.first(
              `SELECT count(*) AS n FROM outbox WHERE json_extract(payload, '$.type') = 'stock.low'
              AND json_extract(payload, '$.variantId') = ?`,
              [cup],
            )
          )?.['n'],
        ),
      );
    await api.inspect('ada', (db) => db.run('UPDATE variants SET inventory_quantity = 7 WHERE id = ?', [cup]));
    await place([{ variantId: cup, quantity: 1 }]);
    assert.equal(await told(), 0);
    await place([{ variantId: cup, quantity: 1 }]);
    await place([{ variantId: cup, quantity: 1 }]);
    assert.equal(await told(), 1);
  });
});
