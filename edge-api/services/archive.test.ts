import assert from 'node:assert/strict';
import { textIndexOf } from '../text-index.ts';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { storeMigrations } from '../../migrations/index.ts';
import { namespaceAddress, namespaceAdmin } from '../adapters/provisioning/sqld.ts';
import type { ArchiveParts } from '../contract/archive.ts';
import type { Database } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate, type Migration } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { connectHttp, openStoreDatabase } from '../db/open.ts';
import { startSqld, withoutSqld } from '../db/sqld.test-support.ts';
import { ArchiveError } from '../repositories/archive-error.ts';
import { loadArchive } from '../repositories/archive-load.ts';
import { readArchive } from '../repositories/archive-read.ts';
import { dataTables, IN_PREVIEW } from '../repositories/archive-tables.ts';
import { contentsOf, importText, SHIRT } from '../repositories/catalogue.test-support.ts';
import { exportCatalogue } from '../repositories/catalogue-export.ts';
import { decodeArchive, encodeArchive } from './archive-format.ts';

const folder = testFolder();
const STORE = { id: '01ABC', handle: 'ada' };
const STOCK = 100_000;
let made = 0;
type Fresh = () => Promise<() => Database>;
/** A database of its own; each call of what it answers is a connection to it. */
const freshFile: Fresh = async () => {
  const address = fileAddress(join(folder, `${(made += 1)}.db`));
  return () => createNode(address);
};

async function shop(database: Database): Promise<void> {
  await migrate(database, storeMigrations);
  await database.run(`INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'ada', 'Ada', 'EUR')`);
  await importText(
    openStoreDatabase({ url: 'unused:' }, () => database),
    SHIRT,
  );
  await database.run(`UPDATE variants SET inventory_tracked = 1, inventory_quantity = ${STOCK}`);
}

/** One sale of one piece, as checkout writes it: order, line and movement in one batch. */
async function sell(database: Database, number: number, variant: string): Promise<void> {
  await database.write([
    {
      sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, email,
              shipping_address, delivery, payment, currency, subtotal_minor, shipping_minor, tax_minor, tax_included,
              total_minor, placed_at)
            SELECT :id, :number, :id, :id, :id, '', price_version, 'eve@example.com', '{}', '{}', '{}', 'EUR', 1, 0, 0, 1,
              1, '2026-11-21' FROM store_state`,
      args: { id: `order-${number}`, number },
    },
    {
      sql: `INSERT INTO order_lines (id, order_id, position, variant_id, product_id, quantity, unit_minor, total_minor, snapshot)
            VALUES (?, ?, 1, ?, 'p', 1, 1, 1, '{}')`,
      args: [`line-${number}`, `order-${number}`, variant],
    },
    {
      sql: `INSERT INTO stock_movements VALUES (?, ?, ?, -1, 'sale', '2026-11-21')`,
      args: [`move-${number}`, variant, `order-${number}`],
    },
  ]);
}

const archive = async (database: Database, parts: ArchiveParts = 'all'): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await new Response(encodeArchive(readArchive(database, STORE, { parts, madeAt: '2026-11-21' }))).arrayBuffer(),
  );
const load = (database: Database, bytes: Uint8Array<ArrayBuffer>, migrations: readonly Migration[] = storeMigrations) =>
  loadArchive(database, decodeArchive(new Response(bytes).body!), migrations);
const csv = async (database: Database) => {
  let text = '';
  for await (const piece of exportCatalogue(openStoreDatabase({ url: 'unused:' }, () => database))) text += piece;
  return text;
};

function promises(fresh: () => Promise<() => Database>) {
  test('what comes out of an archive is what went in, down to search, stock and odd values', async () => {
    const [from, to] = [(await fresh())(), (await fresh())()];
    await shop(from);
    const [variant] = await from.all('SELECT id FROM variants ORDER BY sku LIMIT 1');
    await sell(from, 1, String(variant?.['id']));
    await from.run("UPDATE store_state SET price_version = 7, settings = '{}'");
    const odd = ['', 'a\nb\t"c" \\ \u2028 🙂 ﷽', 'x'.repeat(400_000)];
    for (const [index, text] of odd.entries())
      await from.run('UPDATE products SET body_html = ? WHERE rowid = ?', [text, index + 1]);
    for (const grams of [0.1 + 0.2, 1e-320, 123_456_789.123_456_79, 1 / 3])
      await from.run('UPDATE variants SET weight_grams = ? WHERE rowid = ?', [grams, 1 + Math.floor(grams % 3)]);
    const bytes = await archive(from);
    const { tables } = await load(to, bytes);
    assert.equal(tables['orders']?.rows, 1);
    assert.deepEqual(await archive(to), bytes);
    assert.equal(await csv(to), await csv(from));
    assert.deepEqual(
      await contentsOf(openStoreDatabase({ url: 'x:' }, () => to)),
      await contentsOf(openStoreDatabase({ url: 'x:' }, () => from)),
    );
    const waiting =
      'SELECT count(*) AS count FROM search_changes, search_state s WHERE search_changes.seq > s.indexed_seq';
    assert.deepEqual(await to.all(waiting), await to.all('SELECT count(*) AS count FROM products'));
    await textIndexOf(to).catchUp();
    const found = await to.all("SELECT rowid FROM search_index WHERE search_index MATCH 'linen'");
    assert.equal(found.length, 1);
    // Triggers are back: an order at old prices is refused, and a movement moves the stock.

    const triggers = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name";
    assert.deepEqual(await to.all(triggers), await from.all(triggers));
    await to.run("INSERT INTO stock_movements VALUES ('m', ?, NULL, 5, 'restock', '')", [variant!['id']!]);
    const [stock] = await to.all('SELECT inventory_quantity AS stock FROM variants WHERE id = ?', [variant!['id']!]);
    assert.equal(stock?.['stock'], STOCK - 1 + 5);
    from.close();
    to.close();
  });

  test('an archive of a store that sells meanwhile is of one moment: stock and sales add up', async () => {
    const connect = await fresh();
    const [writer, reader, to] = [connect(), connect(), (await fresh())()];
    await shop(writer);
    const variants = (await writer.all('SELECT id FROM variants')).map(({ id }) => String(id));
    const till = { sold: 0, open: true };
    const selling = (async () => {
      while (till.open) {
        await sell(writer, (till.sold += 1), variants[till.sold % variants.length]!);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const before = 20;
    // Read slowly, so that sales fall between any two rows.
    const slowly = async function* () {
      while (till.sold < before) await new Promise((resolve) => setImmediate(resolve));
      for await (const line of readArchive(reader, STORE, { madeAt: '' })) {
        if (Array.isArray(line)) await new Promise((resolve) => setImmediate(resolve));
        yield line;
      }
    };
    const bytes = await new Response(encodeArchive(slowly()))
      .arrayBuffer()
      .then((buffer) => new Uint8Array(buffer))
      .finally(() => (till.open = false));
    await selling;
    assert.ok(till.sold > before + 5, 'nothing was sold while the archive was made');
    await load(to, bytes);
    const [sums] = await to.all(`SELECT (SELECT sum(inventory_quantity) FROM variants) AS stock,
      (SELECT count(*) FROM orders) AS orders, (SELECT sum(quantity) FROM order_lines) AS pieces,
      (SELECT -sum(delta) FROM stock_movements) AS moved`);
    const { stock, orders, pieces, moved } = { ...sums };
    assert.equal(Number(stock) + Number(orders), STOCK * variants.length);
    assert.deepEqual([pieces, moved], [orders, orders]);
    for (const database of [writer, reader, to]) database.close();
  });
}

describe('archives of files', () => promises(freshFile));

describe('archives of namespaces of a libSQL server', { skip: withoutSqld }, async () => {
  const server = withoutSqld ? undefined : await startSqld();
  promises(async () => {
    const name = `store-${(made += 1)}`;
    await namespaceAdmin(server!.adminUrl).create(name);
    return () => connectHttp(namespaceAddress(server!.url, name));
  });
  test('the server stops', () => server?.stop());
});

describe('an archive that is not as it was made is refused', () => {
  const lines = (bytes: Uint8Array<ArrayBuffer>) => gunzipSync(bytes).toString('utf8').split('\n');
  const pack = (text: readonly string[]) => new Uint8Array(gzipSync(text.join('\n')));
  const refused = async (bytes: Uint8Array<ArrayBuffer>, message: RegExp, migrations?: readonly Migration[]) => {
    const database = (await freshFile())();
    await assert.rejects(load(database, bytes, migrations), (error: unknown) => {
      assert.ok(error instanceof ArchiveError, String(error));
      assert.match(error.message, message);
      return true;
    });
    database.close();
  };

  test('damaged, cut off, edited, of a newer or another version, or something else', async () => {
    const from = (await freshFile())();
    await shop(from);
    const bytes = await archive(from);
    const whole = lines(bytes);
    from.close();

    await refused(bytes.slice(0, bytes.length - 40), /damaged/);
    const flippedAt = (at: number) => bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte));
    // The checksum at the end is seen to be wrong as such; a bit in the middle may become other words, and is refused for them.
    await refused(flippedAt(bytes.length - 6), /damaged/);
    await refused(flippedAt(Math.floor(bytes.length / 2)), /./);
    await refused(new Uint8Array(), /empty|damaged/);
    await refused(new Uint8Array(gzipSync('')), /empty/);
    await refused(pack(['{"hello":1}', '']), /not the archive of a store/);

    await refused(pack([...whole.slice(0, -2), '']), /cut off/);
    await refused(pack(whole.slice(0, -1)), /middle of a line/);
    const row = whole.findIndex((line) => line.includes('"shirt"'));
    await refused(pack(whole.toSpliced(row, 1)), /does not fit/);
    await refused(pack(whole.with(row, whole[row]!.replace('"shirt"', '"skirt"'))), /rows of products/);
    await refused(pack(whole.with(row, '{"rows":1}')), /not one of ours/);
    await refused(pack(whole.with(row, '[999,1]')), /not in order/);
    await refused(pack([...whole.slice(0, -1), whole[1]!, '']), /goes on/);

    // Small where they are packed, and gigabytes to whoever would read them as JSON.
    await refused(pack(whole.with(row, '['.repeat(100_000))), /not one of ours/);
    await refused(pack(whole.with(row, `[1,"\\\\\\"",${'['.repeat(20)}${']'.repeat(20)}]`)), /not one of ours/);
    await refused(pack(whole.with(row, `[1,"${'x'.repeat(17 * 1024 * 1024)}"]`)), /too long/);

    const header = JSON.parse(whole[0]!);
    const headed = (change: object) => pack(whole.with(0, JSON.stringify({ ...header, ...change })));
    await refused(headed({ version: 3 }), /newer version/);
    await refused(bytes, /newer version/, storeMigrations.slice(0, -1));
    const [first, ...others] = header.migrations;
    await refused(headed({ migrations: [{ ...first, checksum: 'edited' }, ...others] }), /another schema/);
    const evil = 'products" SELECT 1; DROP TABLE products; --';
    await refused(
      headed({ tables: [{ name: evil, columns: ['id'] }, ...header.tables.slice(1)] }),
      /not as its migrations/,
    );
    await refused(headed({ tables: header.tables.slice(1) }), /each table once/);
  });
});

test('a store of an older schema comes back with the newer one', async () => {
  const from = (await freshFile())();
  await migrate(from, storeMigrations.slice(0, 3));
  await from.run(`INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'ada', 'Ada', 'EUR')`);
  await from.run("INSERT INTO carts VALUES ('c', 'h', NULL, 1, 2)");
  await from.run(
    `INSERT INTO cart_entries (id, cart_id, kind, variant_id, quantity, clock) VALUES ('e', 'c', 'add', 'v', 1, '1')`,
  );
  const to = (await freshFile())();
  await load(to, await archive(from));
  assert.deepEqual(
    (await to.all('SELECT cart_id, id FROM cart_entries')).map((row) => ({ ...row })),
    [{ cart_id: 'c', id: 'e' }],
  );
  assert.equal((await to.all('SELECT name FROM _migrations')).length, storeMigrations.length);
  from.close();
  to.close();
});

test('a preview holds the catalogue and nothing about people', async () => {
  const [from, to] = [(await freshFile())(), (await freshFile())()];
  await shop(from);
  await sell(from, 1, String((await from.first('SELECT id FROM variants'))?.['id']));
  const bytes = await archive(from, 'catalogue');
  assert.doesNotMatch(gunzipSync(bytes).toString('utf8'), /eve@example\.com|order-1/);
  await load(to, bytes);
  assert.equal(await csv(to), await csv(from));
  for (const [name, kept] of Object.entries(IN_PREVIEW))
    if (!kept) assert.equal((await to.first(`SELECT count(*) AS count FROM ${name}`))?.['count'], 0, name);
  // A new table has to say whether a preview gets it.
  assert.deepEqual((await dataTables(to)).map(({ name }) => name).sort(), Object.keys(IN_PREVIEW).sort());
  from.close();
  to.close();
});
