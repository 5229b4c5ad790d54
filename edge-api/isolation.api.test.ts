import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import {
  fill,
  operationsOf,
  thingsOf,
  type Document,
  type Operation,
  type Values,
} from './isolation/openapi.test-support.ts';
import { canary, platformKey, secretsOf, stored, tenant, type Tenant } from './isolation/tenants.test-support.ts';
import { onWorker, startApi, testPorts } from './routes/api.test-support.ts';
import { createApp } from './app.ts';
import { fileStamp } from './db/file-stamp.node.ts';
import { BELIEF_NODE, storeDirectory } from './store-directory.ts';
import { createEmbeddedSync } from './sync/embedded.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-isolation-'));
// Workers have no sync server of their own.
const sync = onWorker ? undefined : createEmbeddedSync({ dataDir: folder, isApp: () => true });
after(async () => {
  await sync?.close();
  rmSync(folder, { recursive: true, force: true });
});
const api = await startApi(sync ? { live: sync.live } : {});
// The API's own tests check the document.
const document = (await (await api.request('/v1/openapi.json')).json()) as Document;
const operations = operationsOf(document);

/** Values of things that nobody has. */
const nobody = (operation: Operation): Values => {
  const like = bob.values(operation);
  return (name) => {
    const theirs = like(name);
    if (typeof theirs !== 'string' || !NAMED.has(name)) return theirs;
    if (/^[0-9a-f-]{36}$/.test(theirs)) return crypto.randomUUID();
    return theirs.replaceAll(/[a-z0-9]/gi, (char) => (/\d/.test(char) ? '7' : char === char.toLowerCase() ? 'q' : 'Q'));
  };
};
const NAMED = new Set(operations.flatMap((operation) => thingsOf(document, operation)));

let ada: Tenant;
let bob: Tenant;
let platform: string;
let secrets: Set<string>;
let shown: string;

interface Sent {
  readonly what: string;
  readonly values: Values;
  readonly headers?: Record<string, string>;
}
interface Received {
  readonly what: string;
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: Headers;
  readonly text: string;
  readonly sent: string;
}

const bobs = (operation: Operation): Values => bob.values(operation);
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function send(
  operation: Operation,
  { what, values, headers = {} }: Sent,
  ask: (address: string, init: RequestInit) => Promise<Response> = api.request,
): Promise<Received> {
  const { path, body } = fill(document, operation, values);
  const init: RequestInit = {
    method: operation.method,
    redirect: 'manual',
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body } : {}),
  };
  const host = headers['host'];
  const response = await ask(host ? `http://${host}${path}` : path, init);
  if (response.ok && operation.method !== 'GET') mayHaveEnded = true;
  const text = textOf(Buffer.from(await response.arrayBuffer()));
  const code = /"code":"(\w+)"/.exec(response.status >= 400 ? text : '')?.[1];
  const sent = decodeURIComponent(`${path} ${body ?? ''} ${JSON.stringify(headers)}`);
  return { what: `${operation.name}, ${what}`, status: response.status, code, headers: response.headers, text, sent };
}

/** The text of a body, unpacked if it is an archive. */
const textOf = (body: Buffer): string => (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString();

const unwrapped = (part: string): string => Buffer.from(part, 'base64url').toString();

/** What an answer shows: its body and headers, and what is wrapped up in cursors. */
function shownBy({ text, headers }: Received): string {
  const plain = [text, ...[...headers].flat()].join('\n');
  const wrapped = plain.match(/[\w-]{24,}/g) ?? [];
  return [plain, ...wrapped.map(unwrapped)].join('\n');
}

/** What has been written into A's store of what the attacks brought along: it is A's own by now. */
const written: string[] = [];

/** Not one byte of the other store, but for what the caller has brought along; and no accident. */
async function assertNothingOf(secrets: Iterable<string>, received: Received): Promise<void> {
  const { what, status, text } = received;
  assert.ok(status < 500, `${what} answers ${status}: ${text}`);
  assert.ok(status !== 429 && status !== 402, `${what} is refused before it can be tested: ${text}`);
  const all = shownBy(received);
  const brought = [received.sent, ...(received.sent.match(/[\w-]{24,}/g) ?? []).map(unwrapped)].join('\n');
  written.push(received.sent);
  for (const secret of secrets) {
    if (!all.includes(secret) || brought.includes(secret)) continue;
    const own =
      written.some((sent) => sent.includes(secret)) && JSON.stringify(await stored(api, ada)).includes(secret);
    assert.ok(own, `${what} (${status}) shows ${secret}: ${text.slice(0, 400)}`);
  }
}

const ownKey = (operation: Operation, { key }: Tenant): Record<string, string> =>
  operation.door === 'public' ? {} : bearer(operation.door === 'store key' ? key : platform);

/** A's values, but for these things, which are another's. */
const mixed =
  (operation: Operation, whose: (operation: Operation) => Values, things: readonly string[]): Values =>
  (name) =>
    (things.includes(name) ? whose(operation) : ada.values(operation))(name);

/** Every way in which something of another store gets into a call of A's. */
function attacks(operation: Operation, whose: (operation: Operation) => Values): Sent[] {
  const things = thingsOf(document, operation).filter((name) => name !== 'store');
  const withStore = operation.path.includes('{store}');
  const sets = [...things.map((name) => [name]), ...(things.length > 1 ? [things] : [])];
  const list: Sent[] = [];
  if (operation.door !== 'platform key' || withStore)
    for (const set of sets)
      list.push({
        what: `${set.join(', ')} of B`,
        values: mixed(operation, whose, set),
        headers: ownKey(operation, ada),
      });
  // The other's store by the caller's own means.
  if (withStore)
    for (const set of [['store'], ['store', ...things]])
      if (operation.door !== 'public' || set.length === 1)
        list.push({
          what: `${set.join(', ')} of B by A’s key`,
          values: mixed(operation, whose, set),
          headers: bearer(ada.key),
        });
  return list;
}

/** Foreign keys and hosts around a call of A's. */
function headerAttacks(operation: Operation): Sent[] {
  const things = thingsOf(document, operation).filter((name) => name !== 'store');
  const own = ownKey(operation, ada);
  const foreign: Record<string, string>[] = [
    { host: bob.host },
    { host: `${bob.handle}.shop.test` },
    { 'x-forwarded-host': bob.host, 'x-forwarded-proto': 'https' },
    { forwarded: `host=${bob.host};proto=https` },
    { origin: `https://${bob.host}` },
    { referer: `https://${bob.host}/` },
    { 'idempotency-key': canary(bob.handle, 'idempotency') },
    { 'if-none-match': [...bob.etags.values()].join(', ') || '"x"' },
  ];
  const needsPlatform = operation.door === 'platform key' && !operation.path.includes('{store}');
  const keys = [bob.key, bob.publishableKey];
  const list: Sent[] = keys.map((key) => ({
    what: `key ${key.slice(0, 3)} of B`,
    values: ada.values(operation),
    headers: bearer(key),
  }));
  if (needsPlatform) return list;
  for (const headers of foreign)
    list.push({
      what: `${Object.keys(headers)[0]} of B`,
      values: ada.values(operation),
      headers: { ...own, ...headers },
    });
  const all = Object.assign({}, ...foreign) as Record<string, string>;
  list.push({
    what: 'everything but the store of B',
    values: mixed(operation, bobs, things),
    headers: { ...own, ...all, ...bearer(bob.key) },
  });
  return list;
}

const dump = async ({ handle, id }: Tenant): Promise<Record<string, string>> => {
  const rows = await stored(api, { handle, id });
  const { instantAppId } = (await api.databases.stores.find(handle))!;
  if (sync)
    rows['sync'] = await sync.engine.use(instantAppId, (app) =>
      JSON.stringify(
        [...app.model.etypes.keys()].map((etype) =>
          [...app.view.all(etype)].map(({ id, triples }) => [id, ...triples]),
        ),
      ),
    );
  return rows;
};

/** The lines of a dump that were in an earlier one. */
function linesIn(rows: string, earlier = ''): string {
  const known = new Set(earlier.split('\n'));
  return rows
    .split('\n')
    .filter((line) => known.has(line))
    .join('\n');
}

/** Reads every list of a store as its owner, and keeps the cursors and tags its pages gave; answers what any passer-by may read. */
async function readAll(who: Tenant): Promise<string> {
  const seen: string[] = [];
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    const own = who.values(operation);
    const values: Values = (name) => (/^(?:after|cursor|before)$/.test(name) ? null : name === 'limit' ? 1 : own(name));
    const received = await send(operation, { what: 'own', values, headers: ownKey(operation, who) });
    const etag = received.headers.get('etag');
    if (etag) who.etags.set(operation.name, etag);
    who.cursors.set(operation.name, /"next\w*":"([^"]+)"/.exec(received.text)?.[1] ?? null);
    if (operation.door === 'public' && !/\{\w*(?:token|id)\}/i.test(operation.path)) seen.push(received.text);
  }
  return seen.join('\n');
}

/** What B held after the operation before: what an operation leaves is what the next one finds. */
let last: Record<string, string> | undefined;

let made = 0;
const newcomer = (): Promise<Tenant> => tenant(api, `ada${(made += 1)}`);

/** Whether a call has succeeded that could have ended A's store. */
let mayHaveEnded = true;

/** A store that lives: some of its own calls end it. */
async function attacker(): Promise<Tenant> {
  if (!mayHaveEnded) return ada;
  const found = ada && (await api.databases.stores.find(ada.handle));
  const living = found?.status === 'active' ? ada : await newcomer();
  mayHaveEnded = false;
  return living;
}

before(async () => {
  platform = await platformKey(api);
  bob = await tenant(api, 'bob');
  shown = await readAll(bob);
  ada = await newcomer();
  await readAll(ada);
  secrets = await secretsOf(api, bob, [ada]);
});

describe('two stores', () => {
  it('are filled, so that there is something to leak', () => {
    assert.ok(secrets.size > 60, `${secrets.size} secrets`);
    assert.ok(shown.includes(canary('bob', 'products.title')));
    const paged = operations.filter(
      ({ door, parameters }) => door === 'public' && parameters.some(({ name }) => name === 'after'),
    );
    assert.ok(paged.length > 1);
    for (const { name } of paged) assert.notEqual(bob.cursors.get(name), null, `${name} of B has no second page`);
  });

  for (const [at, operation] of operations.entries())
    it(`${operation.name}: nothing of B comes back, and nothing of B changes`, async () => {
      const before = (last ??= await dump(bob));
      for (const index of attacks(operation, bobs).keys()) {
        ada = await attacker();
        const attack = attacks(operation, bobs)[index]!;
        const received = await send(operation, attack);
        const other = attack.what.startsWith('store');
        await assertNothingOf(
          other && operation.door === 'public' ? [...secrets].filter((secret) => !shown.includes(secret)) : secrets,
          received,
        );
        if (other && operation.door !== 'public') assert.equal(received.code, 'unauthorized', received.what);
        if (operation.path.includes('{store}') && /after|cursor|before/.test(attack.what)) continue;
        // Public things of B's are B's to show; and some answers are about all stores.
        if (operation.door === 'public' && (other || !operation.path.includes('{store}'))) continue;
        ada = await attacker();
        const stranger = await send(operation, attacks(operation, nobody)[index]!);
        if (received.status === 409 || stranger.status === 409) continue;
        assert.deepEqual(
          [received.status, received.code],
          [stranger.status, stranger.code],
          `${received.what}: B’s is not like nobody’s`,
        );
      }
      if (thingsOf(document, operation).includes('host')) {
        // Several stores may claim one domain: by then A has a thing of the same name.
        const claim = { method: 'POST', body: JSON.stringify({ host: bob.host }) };
        const headers = { ...bearer(ada.key), 'content-type': 'application/json' };
        await (await api.request(`/v1/admin/stores/${ada.handle}/domains`, { ...claim, headers })).body?.cancel();
        for (const attack of attacks(operation, bobs)) await assertNothingOf(secrets, await send(operation, attack));
      }
      for (const index of headerAttacks(operation).keys()) {
        // A Worker is slow to start on each: there every operation has a sixth of them, and every one has its operations.
        if (onWorker && index % 6 !== at % 6) continue;
        ada = await attacker();
        const attack = headerAttacks(operation)[index]!;
        const received = await send(operation, attack);
        await assertNothingOf(secrets, received);
        if (attack.what.startsWith('key') && operation.door !== 'public')
          assert.equal(received.code, 'unauthorized', received.what);
        // What belongs to no store is the same for all.
        if (attack.what.startsWith('if-none-match') && operation.path.includes('{store}'))
          assert.notEqual(received.status, 304, received.what);
      }
      const now = await dump(bob);
      last = now;
      for (const [table, rows] of Object.entries(now)) {
        // What a caller tries at B itself is counted there, beside what B counts already.
        const kept = table === 'account_attempts' ? linesIn(rows, before[table]) : rows;
        assert.equal(kept, before[table], `${operation.name} changes ${table} of B`);
      }
    });

  /** The app as Node serves it, with pages that are kept and answered without opening a store. */
  function keepingApp() {
    const { databases } = api;
    const stores = storeDirectory({
      find: (handle) => databases.stores.find(handle),
      findByHost: (host) => databases.stores.findByHost(host),
      lease: (store) => databases.lease(store),
      // A little later, so that files just written count as settled.
      stamp: ({ databaseUrl }) => fileStamp({ url: databaseUrl }, Date.now() + 10_000),
      ping: () => databases.platform.first('SELECT 1'),
      belief: BELIEF_NODE,
      now: Date.now,
    });
    const app = createApp(testPorts(databases, { stores, ...(sync ? { live: sync.live } : {}) }));
    return async (address: string, init: RequestInit) =>
      app.request(new URL(address, 'http://shop.test').href, init, { waitUntil: () => undefined });
  }

  it('see their own pages alone, whichever was asked for first', async () => {
    const asks = onWorker ? [api.request] : [api.request, keepingApp()];
    const pages = operations.filter(({ door, method }) => door === 'public' && method === 'GET');
    // One that has composed nothing: words of pages that were made of the catalogue are nobody's secret.
    ada = await newcomer();
    const ofAda = await secretsOf(api, ada, [bob]);
    const orders = [
      [ada, bob, ada, bob],
      [bob, ada, bob, ada],
    ];
    for (const [ask, order] of asks.flatMap((ask) => orders.map((order) => [ask, order] as const)))
      for (const operation of pages)
        // Without a cache that outlives a request, one host is as good as four.
        for (const host of onWorker ? [undefined, bob.host] : [undefined, 'shop.test', ada.host, bob.host])
          for (const who of order) {
            const values: Values = (name) => (/^(?:after|cursor)$/.test(name) ? null : who.values(operation)(name));
            const what = `as ${who.handle} by ${host}`;
            const received = await send(operation, { what, values, headers: host ? { host } : {} }, ask);
            await assertNothingOf(who === ada ? secrets : ofAda, received);
          }
  });

  it('are served when they ask for what is theirs, so that the above says something', async () => {
    const served: string[] = [];
    const refused: string[] = [];
    ada = await newcomer();
    // What is deleted is deleted last.
    const inOrder = operations.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
    for (const operation of inOrder) {
      ada = await attacker();
      const own = ada.values(operation);
      const values: Values = (name) => (name === 'idempotencyKey' ? crypto.randomUUID() : own(name));
      const received = await send(operation, { what: 'own', values, headers: ownKey(operation, ada) });
      (received.status < 300 ? served : refused).push(
        `${operation.name} ${received.status} ${received.text.slice(0, 300)}`,
      );
    }
    assert.ok(served.length >= 0.7 * operations.length, `Refused:\n${refused.join('\n')}`);
  });
});
