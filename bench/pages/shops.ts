import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Databases, openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { composeStore } from '../../edge-api/compose.ts';
import { startSqld } from '../../edge-api/db/sqld.test-support.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { keyRepository } from '../../edge-api/repositories/keys.ts';
import { sell } from '../../edge-api/routes/catalogue.test-support.ts';
import { startWorker } from '../../edge-api/routes/worker.test-support.ts';
import { keyService } from '../../edge-api/services/keys.ts';
import { freePort, serverProcess } from '../../tools/server-process.ts';
import { PRODUCTS, sections } from './order.ts';

const STORE = 'halden';
export const PAGE = '/pages/bench';

/** A store at its own host with a page of sections and products, and how to change it. */
export interface Shop {
  readonly runtime: 'Node' | 'workerd';
  readonly port: number;
  /** Host name with the port. */
  readonly host: string;
  /** Path of the store's API, and a key that may change it. */
  readonly admin: string;
  readonly key: string;
  readonly pageId: string;
  close(): Promise<void>;
}

/** Products, a live page without its sections yet, and a key. */
async function fill(databases: Databases) {
  const store = await createStore({ handle: STORE, name: 'Halden', currency: 'EUR', locale: 'en' }, databases);
  const { database, release } = await databases.lease(store);
  try {
    const things = Array.from({ length: PRODUCTS }, (_, at) => ({
      handle: `thing-${at}`,
      title: `Thing of oak ${at}`,
    }));
    await sell(...things)(database);
    const onTrouble = (what: string, error: unknown): never => {
      throw new Error(`could not ${what}`, { cause: error });
    };
    const { pages } = composeStore(store, database, { live: null, now: Date.now, onTrouble });
    const wish = { type: 'landing', title: 'Bench', slug: 'bench', details: {}, publishing: 'at_once' } as const;
    const { id: pageId } = await pages.create(wish, 'bench');
    const scopes = ['pages:write', 'pages:read', 'catalogue:write', 'blocks:read', 'blocks:write'];
    const keys = keyService(keyRepository(databases.platform), Date.now);
    const { secret } = await keys.create(
      { kind: 'secret', storeId: store.id, name: 'bench', scopes, expiresAt: null } as Parameters<
        typeof keys.create
      >[0],
      null,
    );
    return { pageId, key: secret };
  } finally {
    release();
  }
}

/** Puts a section on the page, or changes it. */
export async function putSection(
  { admin, key, pageId, port }: Pick<Shop, 'admin' | 'key' | 'pageId' | 'port'>,
  id: string,
  section: object,
): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}${admin}/sections/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ pageId, section }),
  });
  if (!answer.ok) throw new Error(`The section ${id} was refused: ${await answer.text()}`);
}

/** Seven kinds of sections, and one that shows all products. */
async function writePage(shop: Shop): Promise<Shop> {
  const shown = { type: 'product-showcase', variant: 'grid' };
  const products = { ...shown, content: { heading: 'Things', products: { from: 'featured' }, limit: PRODUCTS } };
  for (const [at, { type, variant, content }] of sections.slice(1).entries())
    await putSection(shop, `part-${at}`, { type, variant, content });
  await putSection(shop, 'products', products);
  return shop;
}

/** The server that `npm start` starts, in a process of its own, over files. */
export async function shopOnNode(): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrine-pages-'));
  const port = await freePort();
  const env = { PORT: `${port}`, DATA_DIR: dataDir, LOG_LEVEL: 'error', BASE_DOMAIN: 'localhost', RATE_LIMITS: 'off' };
  const databases = await openDatabases(readEnvironment(env));
  const filled = await fill(databases).finally(() => databases.close());
  const { start, kill } = serverProcess(env);
  await start();
  const close = async () => {
    await kill();
    await rm(dataDir, { recursive: true, force: true });
  };
  const place = { port, host: `${STORE}.localhost:${port}`, admin: `/v1/admin/stores/${STORE}` };
  return writePage({ runtime: 'Node', ...place, ...filled, close });
}

/** The Worker as it would be deployed, in workerd, over a libSQL server. */
export async function shopOnWorkerd(): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vitrine-pages-'));
  const sqld = await startSqld();
  const port = await freePort();
  const place = { SQLD_URL: sqld.url, SQLD_ADMIN_URL: sqld.adminUrl };
  const databases = await openDatabases(readEnvironment({ DATABASE_MODE: 'sqld', DATA_DIR: dataDir, ...place }));
  const filled = await fill(databases).finally(() => databases.close());
  const worker = await startWorker({ ...place, RATE_LIMITS: 'off', BASE_DOMAIN: 'localhost' }, port);
  const close = async () => {
    await worker.stop();
    await sqld.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const about = { port, host: `${STORE}.localhost:${port}`, admin: `/v1/admin/stores/${STORE}` };
  return writePage({ runtime: 'workerd', ...about, ...filled, close });
}
