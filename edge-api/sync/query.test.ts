import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttrsStoreClass, createLinkIndex, createStore, instaql } from './instant-internals.ts';
import perms from './instant.perms.ts';
import schema from './instant.schema.ts';
import { buildModel, type Model } from './model.ts';
import { answerQuery, parseQuery } from './query.ts';
import { RowStore, type Triple } from './rows.ts';
import { compileRules } from './rules.ts';
import type { StoredRow } from './storage.ts';

const appId = crypto.randomUUID();
const uuid = (kind: number, number: number): string =>
  `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(number).padStart(8, '0')}`;

/** Three shoppers with two carts each, some entries in each, and an order. */
function rowsOfThree(): StoredRow[] {
  const rows: StoredRow[] = [];
  const row = (etype: string, id: string, values: Record<string, unknown>): void => {
    const writtenAt = 1000 + (rows.length % 7);
    rows.push({
      etype,
      id,
      values: Object.fromEntries(
        Object.entries({ id, ...values }).map(([label, value]) => [label, [value, writtenAt]]),
      ),
    });
  };
  for (let user = 0; user < 3; user++) {
    row('$users', uuid(1, user), { storeId: 'halden' });
    row('orders', uuid(4, user), {
      ownerId: uuid(1, user),
      storeId: 'halden',
      number: `#${user}`,
      status: 'open',
      paymentStatus: 'paid',
      fulfilmentStatus: 'x',
      totalMinor: user,
      currency: 'EUR',
      updatedAt: 1,
    });
    for (let cart = user * 2; cart < user * 2 + 2; cart++) {
      row('carts', uuid(2, cart), {
        ownerId: uuid(1, user),
        storeId: 'halden',
        createdAt: cart,
        expiresAt: 100 - cart,
      });
      for (let entry = cart * 10; entry < cart * 10 + 5; entry++) {
        const kind = ['add', 'set', 'take', 'note'][entry % 4];
        row('entries', uuid(3, entry), {
          kind,
          variantId: `v${entry % 3}`,
          options: {},
          quantity: entry % 5,
          text: entry % 2 ? 'x' : '',
          clock: String(entry),
          cartId: uuid(2, cart),
          cart: uuid(2, cart),
        });
      }
    }
  }
  return rows;
}

/** Runs a query as the client does: over a store made of these facts. */
function run(model: Model, triples: readonly Triple[], q: object): unknown {
  const attrs = Object.fromEntries(model.wire.map((attr) => [attr.id, attr]));
  // The library's types name its own attribute and schema classes; the data is the same.
  const attrsStore = new AttrsStoreClass(attrs as never, createLinkIndex(schema as never));
  const store = createStore(attrsStore, triples.map((triple) => [...triple]) as never, true, false);
  return instaql({ store, attrsStore }, q).data;
}

function randomQuery(random: () => number): object {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const condition = (etype: string): Record<string, unknown> => {
    const conditions: Record<string, () => Record<string, unknown>> = {
      entries: () =>
        pick([
          { kind: pick(['add', 'note', 'none']) },
          { cartId: uuid(2, Math.floor(random() * 6)) },
          { quantity: { $gt: pick([0, 2, 4]) } },
          { quantity: { $in: [1, 3] } },
          { 'cart.id': uuid(2, Math.floor(random() * 6)) },
          { 'cart.ownerId': uuid(1, Math.floor(random() * 3)) },
          { 'cart.createdAt': { $lte: 2 } },
          { cart: uuid(2, Math.floor(random() * 6)) },
          { text: { $not: 'x' } },
          { text: { $like: '%x%' } },
          { id: { $in: [uuid(3, 0), uuid(3, 21)] } },
          { 'cart.entries.kind': 'note' },
        ]),
      carts: () =>
        pick([
          { id: uuid(2, Math.floor(random() * 6)) },
          { 'entries.kind': 'add' },
          { 'entries.quantity': 4 },
          { createdAt: { $gte: 1 } },
          { 'entries.id': { $isNull: true } },
        ]),
    };
    const base = conditions[etype]!();
    if (random() < 0.15) return { or: [base, condition(etype)] };
    if (random() < 0.1) return { and: [base, condition(etype)] };
    return random() < 0.2 ? { ...base, ...conditions[etype]!() } : base;
  };
  const options = (etype: string, depth: number): object => ({
    ...(random() < 0.7 ? { where: condition(etype) } : {}),
    ...(random() < 0.2
      ? { order: { [pick(['serverCreatedAt', etype === 'carts' ? 'createdAt' : 'clock'])]: pick(['asc', 'desc']) } }
      : {}),
    ...(random() < 0.2 && depth === 0 ? { limit: pick([1, 3]) } : {}),
    ...(random() < 0.2 ? { fields: [etype === 'carts' ? 'storeId' : 'kind'] } : {}),
  });
  const form = (etype: string, depth: number): object => {
    const link = etype === 'carts' ? 'entries' : 'cart';
    return {
      $: options(etype, depth),
      ...(random() < 0.5 && depth < 2 ? { [link]: form(etype === 'carts' ? 'entries' : 'carts', depth + 1) } : {}),
    };
  };
  const etype = pick(['carts', 'entries']);
  return random() < 0.8
    ? { [etype]: form(etype, 0) }
    : { carts: form('carts', 0), entries: form('entries', 0), orders: {} };
}

test('the facts sent answer a query exactly as all that the user may see would', async () => {
  const model = await buildModel(appId, schema);
  const rules = compileRules(perms, model);
  const view = new RowStore(model, rowsOfThree());
  let state = 20261121;
  const random = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
  for (let count = 0; count < 1500; count++) {
    const userId = uuid(1, count % 3);
    const q = randomQuery(random);
    // Everything of everybody that this user may see, asked for whole.
    const everything = answerQuery(
      model,
      view,
      rules,
      { userId },
      parseQuery(model, { carts: { entries: { cart: {} } }, entries: { cart: {} }, orders: {}, $users: {} }),
    );
    const sent = answerQuery(model, view, rules, { userId }, parseQuery(model, q));
    assert.deepEqual(run(model, sent, q), run(model, everything, q), JSON.stringify(q));
    assert.ok(
      sent.every((triple) => everything.includes(triple)),
      'nothing is sent that he may not see',
    );
  }
});

test('a query finds its rows by index, not by looking at everybody', async () => {
  const model = await buildModel(appId, schema);
  const rules = compileRules(perms, model);
  const view = new RowStore(model, rowsOfThree());
  let looked = 0;
  const counting = {
    row: (etype: string, id: string) => view.row(etype, id),
    having: view.having.bind(view),
    *all(etype: string) {
      looked++;
      yield* view.all(etype);
    },
  };
  for (const q of [
    { carts: { entries: {} } },
    { entries: {} },
    { orders: {} },
    { $users: {} },
    { entries: { $: { where: { kind: 'add' } } } },
  ]) {
    answerQuery(model, counting, rules, { userId: uuid(1, 1) }, parseQuery(model, q));
  }
  assert.equal(looked, 0);
});

test('what is not served is refused with a reason', async () => {
  const model = await buildModel(appId, schema);
  const refused: [unknown, RegExp][] = [
    [null, /A query is an object/],
    [{ prices: {} }, /no entity "prices"/],
    [{ carts: { owner: {} } }, /no link "owner"/],
    [{ carts: { $: { offset: 3 } } }, /does not serve "offset"/],
    [{ carts: { $: { aggregate: 'count' } } }, /does not serve "aggregate"/],
    [{ carts: { $: { where: [] } } }, /A condition is an object/],
    [
      { carts: { entries: { cart: { entries: { cart: { entries: { cart: { entries: {} } } } } } } } },
      /too much at once/,
    ],
  ];
  for (const [q, reason] of refused) {
    assert.throws(
      () => parseQuery(model, q),
      (error: Error & { hint?: unknown }) => reason.test(JSON.stringify(error.hint).replaceAll('\\', '')),
      JSON.stringify(q),
    );
  }
});
