import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { sell } from '../../edge-api/routes/catalogue.test-support.ts';

/** Products each store sells. */
const PRODUCTS = 8;

const WARES = Array.from({ length: PRODUCTS }, (_, at) => ({
  handle: `ware-${at}`,
  title: `Ware ${at}`,
  price: 1000 + at,
  image: true,
  tags: ['bench'],
}));

/** Makes stores as the API makes them, and puts products into each. */
export async function makeStores(databases: Databases, count: number) {
  const handles = Array.from({ length: count }, (_, at) => `shop-${String(at).padStart(6, '0')}`);
  const started = performance.now();
  for (const handle of handles) await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases);
  const seconds = (performance.now() - started) / 1000;
  const fill = sell(...WARES);
  for (const handle of handles) {
    const { database, release } = await databases.lease((await databases.stores.find(handle))!);
    await fill(database).finally(release);
  }
  return { handles, products: PRODUCTS, seconds, perSecond: count / seconds };
}
