import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init } from '@instantdb/core';
import { FaultBox } from './faults.ts';
import schema from './instant.schema.ts';
import { ADMIN_TOKEN, entry, openShop, writeEntry, type Shop } from './shop.test-support.ts';
import { connected, MemoryStore, network, until } from './sync-client.test-support.ts';

const admin = async (shop: Shop, path: string, body?: unknown, more: Record<string, string> = {}) => {
  const response = await fetch(shop.server.origin + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'app-id': shop.appId, authorization: `Bearer ${ADMIN_TOKEN}`, ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // Each test looks at the fields it speaks of.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test('any page may ask, and its browser remembers that for a day', async (t) => {
  const shop = await openShop(t);
  const url = `${shop.server.origin}/runtime/auth/verify_refresh_token`;
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://merchant.example',
      'access-control-request-headers': 'content-type,instant-core-version',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.equal(preflight.headers.get('access-control-max-age'), '86400');
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type,instant-core-version');
  const refused = await fetch(url, { method: 'POST', body: '{' });
  assert.equal(refused.status, 400);
  assert.equal(refused.headers.get('access-control-allow-origin'), '*');
});

test('a guest who signs out leaves his token worth nothing', async (t) => {
  const shop = await openShop(t);
  const { token } = await shop.shopper();
  const { status } = await admin(shop, '/runtime/signout', { app_id: shop.appId, refresh_token: token });
  assert.equal(status, 200);
  assert.equal(await shop.server.sync.live.verifyGuest(shop.appId, token), undefined);
});

test('the admin API writes in the words of the SDK, and reads as any guest sees it', async (t) => {
  const shop = await openShop(t);
  const guest = await admin(shop, '/admin/sign_in_guest', { 'extra-fields': { storeId: 'halden' } });
  const user = guest.body['user'] as { id: string; refresh_token: string };
  const cartId = crypto.randomUUID();
  const { id, ...fields } = entry();
  const steps = [
    ['create', 'carts', cartId, { ownerId: user.id, storeId: 'halden', createdAt: 1, expiresAt: 2 }],
    ['update', 'entries', id, { ...fields, cartId }],
    ['link', 'entries', id, { cart: cartId }],
  ];
  assert.equal((await admin(shop, '/admin/transact', { steps })).status, 200);
  assert.match(
    String((await admin(shop, '/admin/transact', { steps })).body['message']),
    /Creating entities that exist/,
  );
  const query = { carts: { $: { where: { id: cartId } }, entries: { cart: {} } } };
  const seen = await admin(shop, '/admin/query', { query, 'inference?': true });
  const [cart] = (seen.body as { carts: { ownerId: string; entries: { id: string; cart: { id: string } }[] }[] }).carts;
  assert.equal(cart!.ownerId, user.id);
  assert.deepEqual(
    cart!.entries.map(({ id, cart }) => [id, cart.id]),
    [[id, cartId]],
  );
  const owner = await admin(shop, '/admin/query', { query }, { 'as-token': user.refresh_token });
  assert.equal((owner.body as { carts: unknown[] }).carts.length, 1);
  const nobody = await admin(shop, '/admin/query', { query }, { 'as-guest': 'true' });
  assert.deepEqual(nobody.body, { carts: [] });
  const forged = await admin(
    shop,
    '/admin/transact',
    { steps: [['update', 'carts', cartId, { expiresAt: 9 }]] },
    { 'as-token': user.refresh_token },
  );
  assert.equal(forged.body['type'], 'permission-denied');
});

test('the admin API finds, renews, signs out and deletes a user', async (t) => {
  const shop = await openShop(t);
  const { userId, token } = await shop.shopper();
  const found = await admin(shop, `/admin/users?id=${userId}`);
  assert.equal((found.body['user'] as { id: string }).id, userId);
  const renewed = await admin(shop, '/admin/refresh_tokens', { id: userId });
  assert.equal(renewed.body['created'], false);
  const second = (renewed.body['user'] as { refresh_token: string }).refresh_token;
  const { live } = shop.server.sync;
  assert.deepEqual(await live.verifyGuest(shop.appId, second), { userId });
  await admin(shop, '/admin/sign_out', { id: userId });
  assert.equal(await live.verifyGuest(shop.appId, token), undefined);
  assert.equal(await live.verifyGuest(shop.appId, second), undefined);
  const { headers } = await fetch(`${shop.server.origin}/admin/users?id=${userId}`, {
    method: 'DELETE',
    headers: { 'app-id': shop.appId, authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  assert.equal(headers.get('access-control-allow-origin'), null, 'no page of a browser reads the admin API');
  assert.equal((await admin(shop, `/admin/users?id=${userId}`)).body['user'], null);
});

test('without an admin token configured, the admin API opens for nobody', async (t) => {
  const shop = await openShop(t, { adminToken: null });
  for (const authorization of ['', 'Bearer ', 'Bearer null', `Bearer ${ADMIN_TOKEN}`]) {
    assert.equal((await admin(shop, '/admin/query', { query: {} }, { authorization })).status, 401);
  }
});

/** A request as a runtime makes it: what is sent arrives as it is read. */
const streamed = (path: string, headers: Record<string, string>, body: string | ReadableStream): Request => {
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return new Request(`http://sync${path}`, init);
};
const unreadable = () => new ReadableStream({ pull: () => assert.fail('The body was read.') }, { highWaterMark: 0 });

test('without the admin token nobody asks as somebody else, and no body is read', async (t) => {
  for (const adminToken of [null, ADMIN_TOKEN]) {
    const shop = await openShop(t, { adminToken });
    const { token } = await shop.shopper();
    for (const as of [{ 'as-guest': '1' }, { 'as-token': token }]) {
      const refused = await admin(shop, '/admin/query', { query: {} }, { authorization: '', ...as });
      assert.equal(refused.status, 401);
      const unread = streamed('/admin/query', { 'app-id': shop.appId, ...as }, unreadable());
      assert.equal((await shop.server.sync.fetch(unread))?.status, 401);
    }
  }
});

test('with the admin token, the body for an app that no store has is not read', async (t) => {
  const shop = await openShop(t);
  const headers = { 'app-id': crypto.randomUUID(), authorization: `Bearer ${ADMIN_TOKEN}` };
  const answer = await shop.server.sync.fetch(streamed('/admin/query', headers, unreadable()));
  assert.deepEqual(
    [answer?.status, await answer?.json()],
    [400, { type: 'record-not-found', message: 'Record not found: app', hint: { 'record-type': 'app' } }],
  );
});

test('a body that is too large or nested too deep is refused before it is parsed', async (t) => {
  const shop = await openShop(t);
  const parse = t.mock.method(JSON, 'parse');
  const send = (path: string, body: string | ReadableStream) => {
    const headers = { 'app-id': shop.appId, authorization: `Bearer ${ADMIN_TOKEN}` };
    return shop.server.sync.fetch(streamed(path, headers, body));
  };
  const large = `{"query":"${'x'.repeat(256 * 1024)}"}`;
  const deep = `{"query":${'['.repeat(100)}${']'.repeat(100)}}`;
  for (const path of ['/admin/query', '/runtime/signout', '/runtime/auth/verify_refresh_token', '/runtime/sse']) {
    assert.equal((await send(path, large))?.status, 413);
    assert.equal((await send(path, new Blob([large]).stream()))?.status, 413);
    assert.equal((await send(path, deep))?.status, 400);
  }
  assert.equal(parse.mock.callCount(), 0);
});

/** What the client asks of a browser's EventSource, over fetch. */
class FetchEventSource {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;
  private readonly stopping = new AbortController();

  constructor(url: string) {
    this.url = url;
    void this.read().catch(() => this.readyState < 2 && this.onerror?.());
  }

  close(): void {
    this.readyState = 2;
    this.stopping.abort();
  }

  private async read(): Promise<void> {
    const response = await fetch(this.url, { signal: this.stopping.signal });
    this.readyState = 1;
    this.onopen?.();
    let text = '';
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        if (event.startsWith('data: ')) this.onmessage?.({ data: event.slice(6) });
      }
    }
  }
}

test('where no socket gets through, the client comes by events and sees the same live cart', async (t) => {
  const shop = await openShop(t, { faults: new FaultBox() });
  const shopper = await shop.shopper();
  const bySocket = await shop.connect(shopper);
  const config = {
    appId: shop.appId,
    apiURI: shop.server.origin,
    websocketURI: `${shop.server.origin.replace('http', 'ws')}/nowhere`,
    schema,
    devtool: false as const,
    __extraDedupeKey: crypto.randomUUID(),
  };
  const byEvents = init(config, MemoryStore, network, undefined, FetchEventSource);
  t.after(() => byEvents.shutdown());
  await byEvents.auth.signInWithToken(shopper.token);
  await connected(byEvents);
  type Entries = { entries: { id: string }[] };
  const seen = until<Entries>(
    (callback) => byEvents.subscribeQuery({ entries: { $: { where: { cartId: shopper.cartId } } } }, callback),
    ({ entries }) => entries.length === 2,
  );
  await bySocket.transact(writeEntry(bySocket, shopper.cartId, entry()));
  const { status } = await byEvents.transact(writeEntry(byEvents, shopper.cartId, entry()));
  assert.equal(status, 'synced');
  await seen;
  assert.equal((await shop.server.sync.live.readEntries(shop.appId, shopper.cartId)).length, 2);
});
