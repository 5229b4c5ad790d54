import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { ADMIN_TOKEN, entry, makeShopper, writeEntry, type Shopper } from './shop.test-support.ts';
import { connectClient, signedIn, type TestClient } from './sync-client.test-support.ts';
import { serveSync, type SyncServer } from './sync-server.test-support.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the server answers to a message, past every check that the client itself makes. */
async function ask(server: SyncServer, appId: string, token: string | undefined, messages: Record<string, unknown>[]) {
  const socket = new WebSocket(`${server.origin.replace(/^http/, 'ws')}/runtime/session?app_id=${appId}`);
  const answers: Record<string, unknown>[] = [];
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const all = [{ op: 'init', 'app-id': appId, ...(token ? { 'refresh-token': token } : {}) }, ...messages];
  const done = new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      answers.push(JSON.parse(String(data)));
      if (answers.length >= all.length) resolve();
    });
    socket.addEventListener('close', () => resolve());
  });
  for (const [index, message] of all.entries())
    socket.send(JSON.stringify({ 'client-event-id': String(index), ...message }));
  await done;
  socket.close();
  return answers.slice(1);
}

describe('a hostile guest', () => {
  const appId = crypto.randomUUID();
  const otherAppId = crypto.randomUUID();
  const mug = entry();
  let server: SyncServer;
  let dataDir: string;
  let victim: Shopper;
  let mallory: Shopper;
  let client: TestClient;
  let attrs: { id: string; 'forward-identity': [string, string, string] }[];
  const orderId: string = crypto.randomUUID();

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'vitrine-sync-'));
    server = await serveSync({ dataDir, adminToken: ADMIN_TOKEN, isApp: () => true });
    victim = await makeShopper(server, appId);
    mallory = await makeShopper(server, appId);
    await server.sync.live.appendEntries(appId, victim.cartId, [mug]);
    const order = {
      storeId: 'halden',
      number: '#1',
      status: 'open',
      paymentStatus: 'pending',
      fulfilmentStatus: 'unfulfilled',
      totalMinor: 100,
      currency: 'EUR',
    };
    await server.sync.live.putOrder(appId, { id: orderId, ownerId: victim.userId, ...order });
    client = await signedIn(appId, server.origin, mallory.token);
    attrs = await server.sync.engine.use(appId, (app) => [...app.model.wire]);
  });
  after(async () => {
    client.shutdown();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const attr = (etype: string, label: string) =>
    attrs.find(({ 'forward-identity': [, name, field] }) => name === etype && field === label)!.id;
  const rows = () =>
    server.sync.engine.use(appId, (app) =>
      JSON.stringify(
        ['$users', 'carts', 'entries', 'orders'].map((etype) =>
          [...app.view.all(etype)].map(({ triples }) => [...triples]),
        ),
      ),
    );
  /** Nothing is stored, and the server says why. */
  async function refused(t: TestContext, steps: unknown[], reason: RegExp) {
    const before = await rows();
    const [answer] = await ask(server, appId, mallory.token, [{ op: 'transact', 'tx-steps': steps }]);
    t.assert.equal(answer!['op'], 'error');
    t.assert.match(`${String(answer!['type'])}: ${String(answer!['message'])}`, reason);
    t.assert.equal(await rows(), before);
  }
  /** Steps of an entry as our client writes them, with something changed. */
  function entrySteps(changes: Record<string, unknown>, cartId = mallory.cartId, id: string = crypto.randomUUID()) {
    const { id: _, ...fields } = entry();
    const values: Record<string, unknown> = { ...fields, cartId, ...changes };
    return [
      ['add-triple', id, attr('entries', 'id'), id],
      ...Object.entries(values).map(([label, value]) => ['add-triple', id, attr('entries', label), value]),
      ['add-triple', id, attr('entries', 'cart'), cartId],
    ];
  }

  it('sees his own cart and nothing of anybody else, whatever he asks for', async () => {
    const everything = {
      carts: { entries: { cart: { entries: {} } } },
      entries: { cart: {} },
      orders: {},
      $users: {},
    };
    const { data } = await client.queryOnce(everything);
    assert.deepEqual(
      data.carts.map(({ id }) => id),
      [mallory.cartId],
    );
    assert.deepEqual(data.entries, []);
    assert.deepEqual(data.orders, []);
    assert.deepEqual(
      data.$users.map(({ id }) => id),
      [mallory.userId],
    );
  });

  it('finds nothing of the victim by naming ids, owners or links', async () => {
    const answers = await ask(server, appId, mallory.token, [
      { op: 'add-query', q: { carts: { $: { where: { id: victim.cartId } }, entries: {} } } },
      { op: 'add-query', q: { carts: { $: { where: { ownerId: victim.userId } } } } },
      { op: 'add-query', q: { entries: { $: { where: { cartId: victim.cartId } } } } },
      { op: 'add-query', q: { entries: { $: { where: { 'cart.ownerId': victim.userId } }, cart: {} } } },
      { op: 'add-query', q: { entries: { $: { where: { or: [{ kind: 'add' }, { id: mug.id }] } } } } },
      { op: 'add-query', q: { orders: { $: { where: { id: { $in: [orderId] } } } } } },
      { op: 'add-query', q: { orders: { $: { where: { ownerId: { $not: 'x' } } } } } },
      { op: 'add-query', q: { $users: { $: { where: { id: victim.userId } } } } },
      { op: 'add-query', q: { entries: { $: { where: { cartId: '?x' } } } } },
    ]);
    for (const { op, result } of answers) {
      assert.equal(op, 'add-query-ok');
      const text = JSON.stringify(result);
      for (const secret of [victim.cartId, victim.userId, mug.id, orderId]) assert.ok(!text.includes(secret));
    }
  });

  it('sees nothing at all without a token', async () => {
    const [answer] = await ask(server, appId, undefined, [
      { op: 'add-query', q: { carts: { entries: {} }, orders: {}, $users: {} } },
    ]);
    assert.deepEqual(answer!['result'], [{ data: { 'datalog-result': { 'join-rows': [] } }, 'child-nodes': [] }]);
  });

  it('cannot add to a foreign cart', (t) => refused(t, entrySteps({}, victim.cartId), /^permission-denied/));
  it('cannot add to his cart with the text of a foreign one', (t) =>
    refused(t, entrySteps({ cartId: victim.cartId }), /^permission-denied/));
  it('cannot add an entry of no cart', (t) => refused(t, entrySteps({}).slice(0, -1), /^permission-denied/));
  it('cannot delete a foreign entry', (t) => refused(t, [['delete-entity', mug.id, 'entries']], /^permission-denied/));
  it('cannot delete a foreign cart, nor his own', async (t) => {
    await refused(t, [['delete-entity', victim.cartId, 'carts']], /^permission-denied/);
    await refused(t, [['delete-entity', mallory.cartId, 'carts']], /^permission-denied/);
  });
  it('cannot pull a foreign entry into his cart, nor push one of his out', async (t) => {
    await refused(t, [['add-triple', mug.id, attr('entries', 'cart'), mallory.cartId]], /^permission-denied/);
    const own = entry();
    await client.transact(writeEntry(client, mallory.cartId, own));
    await refused(t, [['add-triple', own.id, attr('entries', 'cart'), victim.cartId]], /^permission-denied/);
    await refused(t, [['retract-triple', own.id, attr('entries', 'cart'), mallory.cartId]], /^permission-denied/);
  });
  it('cannot edit an entry that exists, neither his own nor a foreign one', async (t) => {
    const own = entry();
    await client.transact(writeEntry(client, mallory.cartId, own));
    await refused(t, [['add-triple', own.id, attr('entries', 'quantity'), 5]], /^permission-denied/);
    await refused(t, entrySteps({ quantity: 7 }, mallory.cartId, own.id), /^permission-denied/);
    await refused(t, [['deep-merge-triple', own.id, attr('entries', 'options'), { extra: 'x' }]], /^permission-denied/);
    await refused(
      t,
      [['retract-triple', own.id, attr('entries', 'options'), own.options]],
      /^(permission-denied|validation-failed)/,
    );
    await refused(t, [['add-triple', mug.id, attr('entries', 'quantity'), 5]], /^permission-denied/);
    await refused(t, entrySteps({}, mallory.cartId, mug.id), /^permission-denied/);
  });

  const nonsense: [string, Record<string, unknown>][] = [
    ['quantity null, as NaN becomes', { quantity: null }],
    ['quantity -1', { quantity: -1 }],
    ['quantity 1e9', { quantity: 1e9 }],
    ['quantity 1.5', { quantity: 1.5 }],
    ['quantity as text', { quantity: '1' }],
    ['quantity 0 of an add', { quantity: 0 }],
    ['a kind that does not exist', { kind: 'steal' }],
    ['text of 200 KB', { text: 'x'.repeat(200_000) }],
    ['text just too long', { text: 'x'.repeat(2001) }],
    ['a variant id too long', { variantId: 'v'.repeat(65) }],
    ['a line without a variant', { variantId: '' }],
    ['a note with a variant', { kind: 'note' }],
    ['a line put aside twice', { kind: 'later', quantity: 2 }],
    ['a code without a text', { kind: 'code', variantId: '', quantity: 1 }],
    ['a code too long', { kind: 'code', variantId: '', quantity: 1, text: 'x'.repeat(65) }],
    ['a code of a line', { kind: 'code', quantity: 1, text: 'SAVE' }],
    ['21 options', { options: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`o${index}`, 'x'])) }],
    ['an option too long', { options: { engraving: 'x'.repeat(501) } }],
    ['options that are not text', { options: { engraving: { price: 0 } } }],
    ['options as a list', { options: ['a'] }],
    ['options as null', { options: null }],
    ['a clock out of form', { clock: 'zzzzzzzzzzzzzzzzzzzzzz' }],
    ['a clock after which no other would fit', { clock: 'zzzzzzzzz-zzzz-z' }],
    ['half a character', { options: { engraving: '\ud800' } }],
    ['half a character in a name', { options: { '\udfff': 'x' } }],
    ['the character NUL', { kind: 'note', variantId: '', quantity: 0, text: 'a\0b' }],
    ['a price', { price: 1 }],
  ];
  for (const [name, changes] of nonsense) {
    it(`cannot add an entry with ${name}`, (t) => {
      const steps = entrySteps('price' in changes ? {} : changes);
      if ('price' in changes) steps.push(['add-triple', String(steps[0]![1]), crypto.randomUUID(), 1]);
      return refused(t, steps, /^(permission-denied|permission-evaluation-failed|validation-failed)/);
    });
  }

  it('cannot make a cart, nor give one away, move its store or its expiry', async (t) => {
    const id = crypto.randomUUID();
    const values = { ownerId: mallory.userId, storeId: 'halden', createdAt: 1, expiresAt: 9e15 };
    await refused(
      t,
      [
        ['add-triple', id, attr('carts', 'id'), id],
        ...Object.entries(values).map(([label, value]) => ['add-triple', id, attr('carts', label), value]),
      ],
      /^permission-denied/,
    );
    for (const [label, value] of [
      ['ownerId', victim.userId],
      ['storeId', 'qamar'],
      ['expiresAt', 9e15],
    ] as const) {
      await refused(t, [['add-triple', mallory.cartId, attr('carts', label), value]], /^permission-denied/);
    }
    await refused(t, [['add-triple', victim.cartId, attr('carts', 'ownerId'), mallory.userId]], /^permission-denied/);
  });
  it('cannot make, pay or delete an order', async (t) => {
    const id = crypto.randomUUID();
    const forged = {
      ownerId: mallory.userId,
      storeId: 'halden',
      number: '#2',
      status: 'open',
      paymentStatus: 'paid',
      fulfilmentStatus: 'fulfilled',
      totalMinor: 0,
      currency: 'EUR',
      updatedAt: 1,
    };
    await refused(
      t,
      [
        ['add-triple', id, attr('orders', 'id'), id],
        ...Object.entries(forged).map(([label, value]) => ['add-triple', id, attr('orders', label), value]),
      ],
      /^permission-denied/,
    );
    await refused(t, [['add-triple', orderId, attr('orders', 'paymentStatus'), 'paid']], /^permission-denied/);
    await refused(t, [['delete-entity', orderId, 'orders']], /^permission-denied/);
  });
  it('cannot change his own user, make another or delete one', async (t) => {
    await refused(t, [['add-triple', mallory.userId, attr('$users', 'storeId'), 'qamar']], /^permission-denied/);
    const id = crypto.randomUUID();
    await refused(t, [['add-triple', id, attr('$users', 'id'), id]], /^permission-denied/);
    await refused(t, [['delete-entity', victim.userId, '$users']], /^permission-denied/);
  });
  it('cannot add, change or delete an attribute', async (t) => {
    const wire = {
      id: crypto.randomUUID(),
      'forward-identity': [crypto.randomUUID(), 'carts', 'price'],
      'value-type': 'blob',
      cardinality: 'one',
    };
    await refused(t, [['add-attr', wire]], /^permission-denied/);
    await refused(t, [['update-attr', { id: attr('carts', 'ownerId'), 'unique?': true }]], /^permission-denied/);
    await refused(t, [['delete-attr', attr('carts', 'ownerId')]], /^permission-denied/);
  });
  it('cannot slip a forbidden step in with allowed ones: all or nothing', (t) =>
    refused(t, [...entrySteps({}), ['add-triple', orderId, attr('orders', 'totalMinor'), 1]], /^permission-denied/));
  it('cannot reach prototypes through keys of JSON', (t) =>
    refused(
      t,
      entrySteps({ options: JSON.parse('{"__proto__":{"polluted":"yes"}}') }),
      /^(validation-failed|permission-denied)/,
    ));

  it('gets nowhere with a token of another store', async () => {
    const [answer] = await ask(server, otherAppId, mallory.token, [{ op: 'add-query', q: { carts: {} } }]);
    assert.equal(answer?.['op'], 'error');
    const stranger = connectClient(otherAppId, server.origin);
    await assert.rejects(stranger.auth.signInWithToken(mallory.token), /app-user/);
    stranger.shutdown();
  });
  it('cannot sign himself in as a guest, nor come as admin', async () => {
    const stranger = connectClient(appId, server.origin);
    await assert.rejects(stranger.auth.signInAsGuest(), /Permission denied/);
    stranger.shutdown();
    const [answer] = await ask(server, appId, undefined, [
      { op: 'init', 'app-id': appId, '__admin-token': ADMIN_TOKEN },
    ]);
    assert.equal(answer!['op'], 'error');
    for (const path of ['/admin/query', '/admin/transact', '/admin/sign_in_guest', '/admin/refresh_tokens']) {
      const response = await fetch(server.origin + path, {
        method: 'POST',
        headers: { 'app-id': appId, authorization: `Bearer ${mallory.token}` },
        body: '{}',
      });
      assert.equal(response.status, 401);
    }
  });
  it('is told to slow down before he keeps the server from others', async () => {
    const flood = Array.from({ length: 600 }, () => ({ op: 'remove-query', q: {} }));
    const answers = await ask(server, appId, mallory.token, flood);
    assert.ok(answers.some(({ type }) => type === 'rate-limited'));
    assert.equal((await server.sync.live.readEntries(appId, victim.cartId)).length, 1);
  });
});
