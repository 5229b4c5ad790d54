import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { z } from '@hono/zod-openapi';
import { blocksFromBuild } from '../adapters/blocks/from-build.node.ts';
import { drawingFromBuild } from '../adapters/elements/from-build.node.ts';
import { sharpCodecs } from '../adapters/media/sharp.node.ts';
import { openDatabases, type Databases } from '../adapters/provisioning/compose.node.ts';
import { createStore, type NewStore } from '../adapters/provisioning/create-store.ts';
import { createApp, type Ports } from '../app.ts';
import { ErrorAnswer, type ErrorCode } from '../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { startSqld } from '../db/sqld.test-support.ts';
import { domainPorts } from '../domain-ports.ts';
import { readEnvironment } from '../env.ts';
import { RenderedPages } from '../middleware/catalogue-cache.ts';
import { promptKeyUses } from '../key-uses.ts';
import { keyRepository } from '../repositories/keys.ts';
import { keyService } from '../services/keys.ts';
import { BELIEF_NONE, storeDirectory } from '../store-directory.ts';
import { startWorker } from './worker.test-support.ts';

/** Whether the suite runs against workerd and a libSQL server, instead of the app over files in this process. */
export const onWorker = process.env['VITRINE_TEST_TARGET'] === 'worker';

/** What opens the metrics of an API under test. */
export const METRICS_TOKEN = 'metrics-of-the-tests';

/** An answer, its body checked against the contract. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; whatever the schema of the route says. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** The API under test, over real databases of its own. */
export interface TestApi {
  readonly databases: Databases;
  /** A path, or a whole address when its host matters. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A request to a store's path, its answer checked against the schema its route declares for that status. */
  call(path: string, init?: RequestInit): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** Makes a store and hands its database to `fill`. */
  store(handle: string, store?: Partial<NewStore>, fill?: (db: Database) => Promise<void>): Promise<void>;
  /** The secret of a new key: of a store, or of the platform when `handle` is null. */
  key(handle: string | null, ...scopes: string[]): Promise<string>;
  /** A look into a store's database. */
  inspect<T>(handle: string, look: (db: Database) => Promise<T>): Promise<T>;
}

/** The app in this process, over these databases. */
export function testPorts(databases: Databases, more: Partial<Ports> = {}): Ports {
  return {
    stores: storeDirectory({
      find: (handle) => databases.stores.find(handle),
      findByHost: (host) => databases.stores.findByHost(host),
      lease: (store) => databases.lease(store),
      ping: () => databases.platform.first('SELECT 1'),
      belief: BELIEF_NONE,
      now: Date.now,
    }),
    platform: () => ({ database: databases.platform, release: () => undefined }),
    making: databases,
    graceDays: 30,
    domains: domainPorts(readEnvironment({})),
    live: null,
    media: { storage: databases.media, codecs: sharpCodecs(), sharesWork: true },
    limiter: null,
    keyUses: promptKeyUses({
      touch: keyRepository(databases.platform).touch,
      now: Date.now,
      onTrouble: (error) => assert.fail(String(error)),
    }),
    now: Date.now,
    log: () => undefined,
    metricsToken: METRICS_TOKEN,
    rendered: new RenderedPages(),
    drawing,
    blocks,
    errorPage: (code) =>
      readFile(new URL(`../../docs/errors/${code}.md`, import.meta.url), 'utf8').catch(() => undefined),
    publicUrl: null,
    hosts: { baseDomain: null, publicHost: null },
    ...more,
  };
}

/** What draws elements, as the last build made it; loaded by who wants it. */
const drawing = drawingFromBuild(fileURLToPath(new URL('../../', import.meta.url)), (error) => {
  throw error;
});

/** What runs merchants' blocks; its threads begin with the first of them. */
const blocks = blocksFromBuild(fileURLToPath(new URL('../../', import.meta.url)), (error) => {
  throw error;
});

/** Starts the API for the tests of one file. Of the variables, both runtimes know the hosts and the resolver they name. */
export async function startApi(
  more: Partial<Ports> = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<TestApi> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-api-'));
  const sqld = onWorker ? await startSqld() : undefined;
  const databases = await openDatabases(
    readEnvironment(
      sqld
        ? { DATABASE_MODE: 'sqld', SQLD_URL: sqld.url, SQLD_ADMIN_URL: sqld.adminUrl, DATA_DIR: folder }
        : { DATA_DIR: folder },
    ),
  );
  const environment = readEnvironment(variables);
  const { hosts, publicUrl } = environment;
  const app = createApp(testPorts(databases, { domains: domainPorts(environment), hosts, publicUrl, ...more }));
  const worker = sqld
    ? await startWorker({
        METRICS_TOKEN,
        SQLD_URL: sqld.url,
        SQLD_ADMIN_URL: sqld.adminUrl,
        ...variables,
        ...(more.limiter ? {} : { RATE_LIMITS: 'off' }),
      })
    : undefined;
  after(async () => {
    await worker?.stop();
    databases.close();
    await sqld?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const pending = new Set<Promise<unknown>>();
  after(() => Promise.all(pending));
  const request = async (path: string, init?: RequestInit): Promise<Response> =>
    worker
      ? worker.fetch(path, init)
      : app.request(path.startsWith('http://') ? path : `http://shop.test${path}`, init, {
          waitUntil: (work: Promise<unknown>) => pending.add(work),
        });
  const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [definition.route] : [],
  );

  function schemaOf(method: string, path: string, status: number): z.ZodType {
    const { pathname } = new URL(path, 'http://shop.test');
    const route = routes.find(
      (candidate) =>
        candidate.method === method.toLowerCase() &&
        new RegExp(`^${candidate.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    );
    const declared = route?.responses[String(status)];
    if (!declared || !('content' in declared)) {
      assert.ok(status >= 400, `${method} ${path} answers ${status}, which its route does not declare`);
      assert.ok(!route || status === 404 || status === 405, `${method} ${path} does not declare ${status}`);
      return ErrorAnswer;
    }
    const media = declared.content?.['application/json'];
    assert.ok(media && 'schema' in media);
    // The registry keeps what `createRoute` was given, which for every route of ours is a zod schema.
    return media.schema as z.ZodType;
  }

  async function call(path: string, init?: RequestInit): Promise<Answer> {
    const response = await request(path, init);
    const { status, headers } = response;
    if (status === 304 || status === 204) return { status, headers, body: undefined };
    const body: unknown = await response.json();
    const parsed = schemaOf(init?.method ?? 'get', path, status).parse(body);
    assert.deepEqual(parsed, body, `${path} answers more than its schema declares`);
    return { status, headers, body };
  }

  async function inspect<T>(handle: string, look: (db: Database) => Promise<T>): Promise<T> {
    const store = await databases.stores.find(handle);
    assert.ok(store);
    const lease = await databases.lease(store);
    try {
      return await look(lease.database);
    } finally {
      lease.release();
    }
  }

  return {
    databases,
    request,
    call,
    post: (path, body) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'text/plain;charset=UTF-8' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async store(handle, store = {}, fill) {
      await createStore({ handle, name: `Shop ${handle}`, currency: 'EUR', locale: 'en', ...store }, databases);
      if (fill) await inspect(handle, fill);
    },
    inspect,
    async key(handle, ...scopes) {
      const store = handle === null ? null : await databases.stores.find(handle);
      assert.ok(store !== undefined);
      const keys = keyService(keyRepository(databases.platform), Date.now);
      const kind = store === null ? 'platform' : 'secret';
      const wish = { kind, storeId: store?.id ?? null, name: 'test', scopes, expiresAt: null } as const;
      return (await keys.create(wish, null)).secret;
    },
  };
}

/** Checks that an answer is this error. */
export function assertError(answer: Answer, code: ErrorCode, status: number): void {
  assert.equal(answer.body?.error?.code, code, JSON.stringify(answer.body));
  assert.equal(answer.status, status);
  assert.match(answer.body.error.docs, new RegExp(`/docs/errors/${code}$`));
}
