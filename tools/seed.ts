import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createStore, type NewStore } from '../edge-api/adapters/provisioning/create-store.ts';
import { textIndexOf } from '../edge-api/text-index.ts';
import { StoreError } from '../edge-api/adapters/provisioning/store-error.ts';
import type { StoreDatabase } from '../edge-api/db/database.ts';
import type { Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { importCatalogue } from '../edge-api/repositories/catalogue-import.node.ts';
import type { StoreSettingsInput } from '../edge-api/repositories/settings.ts';
import type { RegisteredStore } from '../edge-api/repositories/stores.ts';
import { pictureColour } from './picture-colour.ts';
import { makeSampleBlocks } from './sample-blocks.ts';

const shops = new URL('../demo/shops/', import.meta.url);

const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(new URL(path, shops), 'utf8'));

/** Handles of the sample shops, as the folders of `demo/shops` are named. */
export async function sampleShops(): Promise<string[]> {
  const entries = await readdir(shops, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * Makes the sample shops that do not exist yet and fills those that are empty; answers the handles of what it touched.
 * Running it again changes nothing, also after it was interrupted. With `testBank`, Halden takes cards there.
 */
export async function seedSampleShops(
  databases: Databases,
  { testBank = false }: { testBank?: boolean } = {},
): Promise<string[]> {
  const touched: string[] = [];
  for (const handle of await sampleShops()) {
    const store = (await databases.stores.find(handle)) ?? (await make(handle, databases, testBank));
    if (store?.status === 'active' && (await fill(store, databases))) touched.push(handle);
  }
  return touched;
}

/** A way to pay where there is a test bank: with money nobody has. */
const CARD = {
  id: 'card',
  provider: 'test',
  title: 'Card',
  description: 'Pay by card on the page of the test bank. No real money moves.',
} as const;

async function make(handle: string, databases: Databases, testBank: boolean): Promise<RegisteredStore | undefined> {
  // Both files are ours; `createStore` checks every value in them.
  const about = (await json(`${handle}/shop.json`)) as Pick<NewStore, 'name' | 'currency' | 'locale'>;
  const kept = (await json(`${handle}/settings.json`)) as StoreSettingsInput;
  const settings =
    testBank && handle === 'halden' ? { ...kept, paymentMethods: [...(kept.paymentMethods ?? []), CARD] } : kept;
  try {
    return await createStore({ handle, ...about, settings }, databases);
  } catch (error) {
    // Another process that starts on the same data makes it.
    if (error instanceof StoreError && ['store_exists', 'store_being_created'].includes(error.code)) return undefined;
    throw error;
  }
}

/** Imports the catalogue into a store without products. It is one transaction, so there is never half of it. Blocks come after. */
async function fill(store: RegisteredStore, databases: Databases): Promise<boolean> {
  const lease = await databases.lease(store);
  try {
    const isEmpty = await stock(store, lease.database);
    await makeSampleBlocks(store, lease.database);
    return isEmpty;
  } finally {
    lease.release();
  }
}

async function stock(store: RegisteredStore, database: StoreDatabase): Promise<boolean> {
  if (await database.first('SELECT 1 FROM products LIMIT 1')) return false;
  const file = new URL(`${store.handle}/catalogue.csv`, shops);
  const placeholderOf = async (url: string): Promise<string | null> =>
    pictureColour(await readFile(new URL(url.replace(`/media/${store.handle}/`, `${store.handle}/media/`), shops)));
  const { problems } = await importCatalogue(database, () => createReadStream(file), { placeholderOf });
  if (problems > 0) throw new Error(`The catalogue of the sample shop "${store.handle}" has ${problems} bad rows.`);
  await textIndexOf(database).catchUp();
  return true;
}
