import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN_TOKEN, entry, makeShopper, type Shopper } from './shop.test-support.ts';
import { serveSync, type SyncServer } from './sync-server.test-support.ts';

/** What must never be seen by anybody of the other store. */
const SECRET = 'bob-canary-5f1c9a7e2d8b4063';

describe('a guest of one store, with everything of a guest of another', () => {
  const [appA, appB] = [crypto.randomUUID(), crypto.randomUUID()];
  const theirs = entry({ options: { engraving: SECRET } });
  let server: SyncServer;
  let folder: string;
  let mallory: Shopper;
  let victim: Shopper;
  let attr: (etype: string, label: string) => string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-sync-'));
    server = await serveSync({ dataDir: folder, adminToken: ADMIN_TOKEN, isApp: () => true });
    mallory = await makeShopper(server, appA);
    victim = await makeShopper(server, appB);
    await server.sync.live.appendEntries(appB, victim.cartId, [theirs]);
    const wire = await server.sync.engine.use(appA, (app) => [...app.model.wire]);
    attr = (etype, label) => {
      const found = wire.find(({ 'forward-identity': [, name, field] }) => name === etype && field === label);
      return String(found?.id);
    };
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const stored = (appId: string) =>
    server.sync.engine.use(appId, (app) =>
      JSON.stringify(
        [...app.model.etypes.keys()].map((etype) => [...app.view.all(etype)].map(({ triples }) => [...triples])),
      ),
    );
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(server.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };
  /** Says these things in a session of A's app, over its socket, and answers all that is said back. */
  async function say(token: string, messages: readonly Record<string, unknown>[], appId = appA): Promise<string> {
    const socket = new WebSocket(`${server.origin.replace(/^http/, 'ws')}/runtime/session?app_id=${appA}`);
    const said: string[] = [];
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const all = [{ op: 'init', 'app-id': appId, 'refresh-token': token }, ...messages];
    const answered = new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        said.push(String(data));
        if (said.length >= all.length) resolve();
      });
      socket.addEventListener('close', () => resolve());
    });
    all.forEach((message, index) => socket.send(JSON.stringify({ 'client-event-id': String(index), ...message })));
    await answered;
    socket.close();
    return said.join('\n');
  }
  /** Whatever is said back, it is nothing of B's, and nothing of B's has changed. */
  async function harmless(attack: () => Promise<string>): Promise<string> {
    const before = await stored(appB);
    const text = await attack();
    assert.ok(!text.includes(SECRET), text);
    assert.equal(await stored(appB), before);
    assert.deepEqual(await server.sync.live.verifyGuest(appB, victim.token), { userId: victim.userId });
    return text;
  }

  it('is let in by no token of the other store, nor by its app in the first message', async () => {
    const query = { op: 'add-query', q: { carts: { entries: {} } } };
    assert.doesNotMatch(await harmless(() => say(victim.token, [query])), /init-ok|add-query-ok/);
    assert.doesNotMatch(await harmless(() => say(victim.token, [query], appB)), /init-ok|add-query-ok/);
    assert.doesNotMatch(await harmless(() => say(mallory.token, [query], appB)), /init-ok|add-query-ok/);
  });

  it('finds nothing by the ids of the other store, and cannot tell that they are any', async () => {
    const ask = (cartId: string) =>
      say(mallory.token, [
        { op: 'add-query', q: { carts: { $: { where: { id: cartId } }, entries: {} } } },
        { op: 'add-query', q: { entries: { $: { where: { cartId } } } } },
        { op: 'add-query', q: { $users: { $: { where: { id: victim.userId } } } } },
      ]);
    const nobody = crypto.randomUUID();
    const plain = (text: string, id: string) =>
      text
        .replaceAll(id, 'ID')
        .replace(/"session-id":"[^"]+"/, '')
        .replace(/"(?:hash|processed-tx-id)":[^,}]+/g, '');
    assert.equal(plain(await harmless(() => ask(victim.cartId)), victim.cartId), plain(await ask(nobody), nobody));
  });

  it('cannot write into a cart, or over an entry, by its id', async () => {
    const { id: _, ...fields } = entry();
    const steps = (id: string, cartId: string) => [
      ['add-triple', id, attr('entries', 'id'), id],
      ...Object.entries({ ...fields, cartId }).map(([label, value]) => [
        'add-triple',
        id,
        attr('entries', label),
        value,
      ]),
      ['add-triple', id, attr('entries', 'cart'), cartId],
    ];
    for (const [id, cartId] of [
      [crypto.randomUUID(), victim.cartId],
      [theirs.id, victim.cartId],
      [theirs.id, mallory.cartId],
    ] as const)
      await harmless(() => say(mallory.token, [{ op: 'transact', 'tx-steps': steps(id, cartId) }]));
    for (const step of [
      ['delete-entity', theirs.id, 'entries'],
      ['delete-entity', victim.cartId, 'carts'],
      ['add-triple', victim.cartId, attr('carts', 'ownerId'), mallory.userId],
    ])
      await harmless(() => say(mallory.token, [{ op: 'transact', 'tx-steps': [step] }]));
  });

  it('gets nothing by HTTP either, and signs nobody of the other store out', async () => {
    const both = { 'app-id': appA, app_id: appA, 'refresh-token': victim.token, refresh_token: victim.token };
    await harmless(async () => {
      const verified = await post('/runtime/auth/verify_refresh_token', both);
      assert.equal(verified.status, 400);
      return verified.text;
    });
    await harmless(async () => (await post('/runtime/signout', both)).text);
    for (const headers of [
      { 'app-id': appA, 'as-token': victim.token },
      { 'app-id': appB, 'as-token': mallory.token },
      { 'app-id': appB, 'as-guest': 'true' },
      // Even with the admin token, whom a request names is all it may.
      { 'app-id': appA, 'as-token': victim.token, authorization: `Bearer ${ADMIN_TOKEN}` },
      { 'app-id': appB, 'as-token': mallory.token, authorization: `Bearer ${ADMIN_TOKEN}` },
      { 'app-id': appB, 'as-guest': 'true', authorization: `Bearer ${ADMIN_TOKEN}` },
      { 'app-id': appB, authorization: `Bearer ${mallory.token}` },
    ])
      for (const [path, body] of [
        ['/admin/query', { query: { carts: { entries: {} }, $users: {}, orders: {} } }],
        ['/admin/transact', { steps: [['delete-entity', victim.cartId, 'carts']] }],
        ['/admin/refresh_tokens', { id: victim.userId }],
        ['/admin/sign_out', { id: victim.userId }],
      ] as const)
        await harmless(async () => (await post(path, body, headers)).text);
  });

  it('cannot take part in a session over events without its secret', async () => {
    const open = await fetch(`${server.origin}/runtime/sse?app_id=${appB}`);
    const reader = open.body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    const { 'session-id': sessionId } = JSON.parse(first.slice('data: '.length)) as { 'session-id': string };
    for (const token of [sessionId, appB, victim.token, mallory.token])
      await harmless(async () => {
        const pushed = await post('/runtime/sse', { sse_token: token, messages: [{ op: 'init', 'app-id': appB }] });
        assert.notEqual(pushed.status, 200);
        return pushed.text;
      });
    await reader.cancel();
  });
});
