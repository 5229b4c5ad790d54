/** Run by itself: opens the stores of DATA_DIR one after the other, and says what each takes of memory and file handles. */
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { fileHandles, privateKiB } from './measure.ts';
import { shops } from './shops.ts';

/** Stores opened before anything is measured: what the process itself needs is there by then. */
const FIRST = 100;

const databases = await openDatabases(readEnvironment(process.env));
const stores = await databases.stores.list({ limit: 500 });
const handles = stores.map(({ handle }) => handle);
const shop = shops(databases);
await shop.visit(handles.slice(0, FIRST));
const before = { kib: privateKiB(), handles: fileHandles() };
const rest = handles.slice(FIRST);
await shop.visit(rest);
const of = rest.length;
console.log(
  JSON.stringify({ stores: of, kib: (privateKiB() - before.kib) / of, handles: (fileHandles() - before.handles) / of }),
);
databases.close();
