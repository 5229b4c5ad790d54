import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { composeStore } from '../compose.ts';
import { outboxRepository } from '../repositories/outbox.ts';
import { completeCheckout } from '../repositories/checkout-drafts.ts';
import { assertError, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const HOUR_MS = 3_600_000;
const PAGE = 'https://shop.example';

const api = await startApi();
const mug = variantId('mug');
const lines = [{ variantId: mug, quantity: 2, options: { Engraving: 'Ada' } }];
const consent = { text: 'Remind me by email if I do not finish.' };
const drafts = '/v1/stores/ada/checkout-drafts';

/** A request as a page of an origin makes it. */
const from = (origin: string, path: string, body: unknown) =>
  api.call(path, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const start = async (body: unknown, origin = PAGE) => {
  const { status, body: opened } = await from(origin, drafts, body);
  assert.equal(status, 201, JSON.stringify(opened));
  return { id: opened.draft.checkoutId as string, token: opened.token as string, draft: opened.draft };
};
const change = (id: string, body: unknown) => from(PAGE, `${drafts}/${id}`, body);

/** The store's own services, at a time. */
const at = <T>(ms: number, use: (services: ReturnType<typeof composeStore>) => Promise<T>): Promise<T> =>
  api.inspect('ada', async (db) => {
    const store = await api.databases.stores.find('ada');
    assert.ok(store);
    return use(
      composeStore(store, db, { live: null, now: () => ms, onTrouble: (_, error) => assert.fail(String(error)) }),
    );
  });
/** Events of abandoned checkouts that wait to be told, of one address. */
const told = (email: string) =>
  api.inspect('ada', async (db) =>
    (await outboxRepository(db).due(Number.MAX_SAFE_INTEGER, 1000)).flatMap(({ work }) =>
      work?.kind === 'event' && work.type === 'checkout.abandoned' && work.email === email ? [work] : [],
    ),
  );

describe('a checkout that was begun', () => {
  before(async () => {
    await api.store('ada', {}, sell({ handle: 'mug' }));
    await api.databases.platform.run('UPDATE stores SET allowed_origins = ? WHERE handle = ?', [`["${PAGE}"]`, 'ada']);
    await api.store('bob', {}, sell({ handle: 'mug' }));
  });

  it('is there after a reload, and what two devices type is merged field by field', async () => {
    const { id, token } = await start({ fields: { email: 'ada@example.com', name: 'Ada' }, lines });
    const phone = await change(id, { token, fields: { city: 'Berlin' } });
    const desk = await change(id, { token, fields: { name: 'Ada L.' } });
    assert.deepEqual(desk.body.draft.fields, { email: 'ada@example.com', name: 'Ada L.', city: 'Berlin' });
    assert.ok(desk.body.draft.version > phone.body.draft.version);
    const read = await change(id, { token });
    assert.deepEqual(read.body.draft, desk.body.draft, 'reading changes nothing');
    assert.deepEqual(read.body.draft.lines, lines);
  });

  it('opens to nobody without its token, and to no other store', async () => {
    const { id, token } = await start({ fields: { name: 'Ada' } });
    assertError(await change(id, { token: 'x'.repeat(32) }), 'checkout_not_found', 404);
    assertError(await change(crypto.randomUUID(), { token }), 'checkout_not_found', 404);
    const elsewhere = await api.post(`/v1/stores/bob/checkout-drafts/${id}`, { token, fields: { name: 'Eve' } });
    assertError(elsewhere, 'checkout_not_found', 404);
    await api.inspect('ada', async (db) => {
      const row = await db.first('SELECT * FROM checkouts WHERE id = ?', [id]);
      assert.ok(!JSON.stringify(row).includes(token), 'the token itself is not kept');
    });
  });

  it('takes nothing but what a form has, in bounds, and never a price', async () => {
    for (const [body, path] of [
      [{ fields: { total: '1' } }, 'fields'],
      [{ fields: { note: 'x'.repeat(2001) } }, 'fields.note'],
      [{ lines: [{ variantId: mug, quantity: 0 }] }, 'lines.0.quantity'],
      [
        { lines: Array.from({ length: 60 }, () => ({ variantId: mug, quantity: 1, options: { a: 'x'.repeat(400) } })) },
        'lines',
      ],
    ] as const) {
      const answer = await from(PAGE, drafts, body);
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, path);
    }
    const { draft } = await start({ lines: [{ variantId: mug, quantity: 1, unitPrice: 1, total: 1 }] });
    assert.deepEqual(draft.lines, [{ variantId: mug, quantity: 1, options: {} }]);
  });

  it('is told of once it is left, only with an address and consent, and leads back once', async () => {
    const later = Date.now() + 7 * HOUR_MS;
    const page = `${PAGE}/checkout?from=ad#part&vitrine_checkout=${'x'.repeat(20)}`;
    const left = await start({ fields: { email: 'Left@example.com ' }, lines, consent, page, locale: 'de' });
    await start({ fields: { email: 'silent@example.com' }, lines, page });
    await start({ fields: { email: 'not an address' }, lines, consent, page });
    await start({ fields: { email: 'empty@example.com' }, lines: [], consent, page });
    const withdrawn = await start({ fields: { email: 'withdrawn@example.com' }, lines, consent, page });
    await change(withdrawn.id, { token: withdrawn.token, consent: null });

    assert.equal(await at(later - 2 * HOUR_MS, ({ checkoutDrafts }) => checkoutDrafts.abandoned(10)), 0);
    assert.equal(await at(later, ({ checkoutDrafts }) => checkoutDrafts.abandoned(10)), 1);
    assert.equal(await at(later, ({ checkoutDrafts }) => checkoutDrafts.abandoned(10)), 0, 'only once');
    for (const nobody of ['silent', 'empty', 'withdrawn']) assert.deepEqual(await told(`${nobody}@example.com`), []);
    const [event] = await told('left@example.com');
    assert.deepEqual([event?.checkoutId, event?.locale], [left.id, 'de']);
    const reminder = await at(later, ({ checkoutDrafts }) => checkoutDrafts.reminder(left.id));
    assert.deepEqual(reminder?.consent?.text, consent.text);
    assert.ok(Math.abs(Date.parse(reminder!.consent!.at) - Date.now()) < HOUR_MS);

    const link = new URL(event!.link!);
    // Nothing that is sent to a server, or counted by its address, opens anything.
    assert.equal(link.origin + link.pathname + link.search, `${PAGE}/checkout?from=ad`);
    const [, recoveryToken] = /^#part&vitrine_checkout=([\w-]+)$/.exec(link.hash) ?? [];
    const opened = await from(PAGE, `${drafts}/recoveries`, { recoveryToken });
    assert.equal(opened.status, 200);
    assert.deepEqual([opened.body.draft.status, opened.body.draft.fields.email], ['open', 'Left@example.com ']);
    assertError(await from(PAGE, `${drafts}/recoveries`, { recoveryToken }), 'checkout_not_found', 404);
    assertError(await change(left.id, { token: left.token }), 'checkout_not_found', 404);
    assert.equal((await change(left.id, { token: opened.body.token })).status, 200);
    assert.equal(await at(later + 9 * HOUR_MS, ({ checkoutDrafts }) => checkoutDrafts.abandoned(10)), 0, 'never again');
  });

  it('writes to an address once in a week, however many checkouts name it', async () => {
    const body = { fields: { email: 'many@example.com' }, lines, consent, page: PAGE };
    for (let i = 0; i < 3; i += 1) await start(body);
    const later = Date.now() + 8 * HOUR_MS;
    for (const turn of [0, 1, 2])
      await at(later + turn * HOUR_MS, ({ checkoutDrafts }) => checkoutDrafts.abandoned(10));
    assert.equal((await told('many@example.com')).length, 1);
  });

  it('never leads to a page the store does not know', async () => {
    for (const page of ['https://evil.example/x', 'javascript:alert(1)', 'not an address', `${PAGE}.evil.example/`])
      await start({ fields: { email: 'bait@example.com' }, lines, consent, page });
    await at(Date.now() + 8 * HOUR_MS, ({ checkoutDrafts }) => checkoutDrafts.abandoned(10));
    assert.deepEqual(await told('bait@example.com'), []);
  });

  it('is forgotten when it expires and when it is ordered, its link too', async () => {
    const { id, token } = await start({ fields: { email: 'gone@example.com', name: 'Ada' }, lines, consent });
    const done = await start({ fields: { email: 'done@example.com', name: 'Ada' }, lines, consent, page: PAGE });
    await api.inspect('ada', (db) => db.write([completeCheckout({ checkoutId: done.id }, 'order-1', Date.now())]));
    assert.equal((await change(done.id, { token: done.token })).body.draft.status, 'completed');
    assertError(await change(done.id, { token: done.token, fields: { name: 'x' } }), 'checkout_not_found', 404);
    await at(Date.now() + 20 * 24 * HOUR_MS, ({ checkoutDrafts }) => checkoutDrafts.expire(100));
    assertError(await change(id, { token, fields: { name: 'x' } }), 'checkout_not_found', 404);
    await api.inspect('ada', async (db) => {
      const rows = await db.all('SELECT * FROM checkouts WHERE id IN (?, ?) ORDER BY status', [id, done.id]);
      assert.deepEqual(
        rows.map(({ status }) => status),
        ['completed', 'expired'],
      );
      assert.ok(!/Ada|example\.com|Remind/.test(JSON.stringify(rows)), JSON.stringify(rows));
    });
  });
});
