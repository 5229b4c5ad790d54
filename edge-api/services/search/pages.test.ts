import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProductSort } from '../../contract/products.ts';
import type { StoreDatabase } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { seededRandom } from '../../repositories/catalogue-synthetic.test-support.ts';
import { emptyStore } from '../../repositories/catalogue.test-support.ts';
import { searchPagesRepository, type Order, type SortPosition } from '../../repositories/search-pages.ts';
import { factsOf } from './facts.test-support.ts';
import { sortedPages, WAYS } from './pages.ts';
import { RowSet } from './row-set.ts';

const SEED = Number(process.env['VITRINE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const folder = testFolder();
const random = seededRandom(SEED);
const upTo = (count: number) => Math.floor(random() * count);
const pick = <Item>(items: readonly Item[]): Item => items[upTo(items.length)]!;

/** How pages are made: as sets of each size are, whatever the size of the set. */
const BY = {
  default: WAYS,
  'SQL alone': { ...WAYS, few: Infinity },
  'steps along the index': { ...WAYS, few: 0, dense: 0, steps: Infinity },
  'few steps along the index, then memory': { ...WAYS, few: 0, dense: 0, steps: 30 },
  memory: { ...WAYS, few: 0, dense: Infinity },
  'memory that cannot tell, then the index': { ...WAYS, few: 0, dense: Infinity, among: 10 },
};
const TITLES = [
  'Mug',
  'mug',
  'MUG blue',
  'Product number ',
  'product Number ',
  'Ärmel',
  'عطر',
  '茶',
  '😀 lamp',
  'abcde😀',
  '',
  ' ',
];
const TIMES = [
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.500Z',
  '2026-02-01T10:00:00Z',
  '2025-12-31T23:59:59.999Z',
];

let made = 0;
function newProduct(times: readonly string[]): { sql: string; args: (string | number)[] } {
  made += 1;
  const price = 100 * upTo(8);
  return {
    sql: `INSERT INTO products (id, handle, title, price_min_minor, price_max_minor, position, created_at, updated_at, status)
          VALUES (?, ?, ?, ?, ?, ?, ?, '2026', ?)`,
    args: [
      `${String(upTo(1000)).padStart(4, '0')}-${made}`,
      `h-${made}`,
      pick(TITLES) + (random() < 0.5 ? String(upTo(50)) : ''),
      price,
      price + 500,
      upTo(100),
      pick(times),
      random() < 0.05 ? 'draft' : 'active',
    ],
  };
}

const KEYS: Record<ProductSort, string> = {
  featured: 'position, id',
  newest: 'created_at DESC, id DESC',
  'price-asc': 'price_min_minor, id',
  'price-desc': 'price_min_minor DESC, id DESC',
  'title-asc': 'title COLLATE NOCASE, id',
  'title-desc': 'title COLLATE NOCASE DESC, id DESC',
};

async function store(products: number, times: readonly string[] = TIMES): Promise<StoreDatabase> {
  const database = await emptyStore(folder);
  await database.write(Array.from({ length: products }, () => newProduct(times)));
  await database.write([
    { sql: "INSERT INTO collections (id, handle, title) VALUES ('c', 'gifts', 'Gifts')" },
    {
      sql: "INSERT INTO collection_products (collection_id, product_id, position) SELECT 'c', id, rowid % 17 FROM products WHERE rowid % 3",
    },
  ]);
  return database;
}

/** The ids of these rows in an order, by one statement. */
async function expected(database: StoreDatabase, rows: RowSet, order: Order): Promise<string[]> {
  const listed = `rowid IN (SELECT value FROM json_each('[${rows.rows().join()}]')) AND status = 'active'`;
  const sql =
    'collection' in order
      ? `SELECT id FROM products JOIN collection_products ON product_id = id WHERE ${listed} ORDER BY collection_products.position, id`
      : `SELECT id FROM products WHERE ${listed} ORDER BY ${KEYS[order.sort]}`;
  return (await database.all(sql)).map(({ id }) => String(id));
}

const ORDERS: readonly Order[] = [...ProductSort.options.map((sort) => ({ sort })), { collection: 'gifts' }];

describe(`pages of some products (seed ${SEED})`, () => {
  for (const [name, ways] of Object.entries(BY)) {
    it(`hold each of them once, in order, made by ${name}`, async () => {
      const database = await store(400);
      const read = factsOf(database);
      const page = sortedPages(searchPagesRepository(database), ways);
      for (const order of ORDERS)
        for (const share of [0, 0.02, 0.3, 1]) {
          const facts = await read();
          const rows = RowSet.of(facts.onSale.rows().filter(() => random() < share));
          const seen: string[] = [];
          const limit = pick([1, 7, 24, 100]);
          let after: SortPosition | undefined;
          do {
            const { rows: shown, next } = await page({ facts, rows, order, after, limit });
            assert.ok(next === null || shown.length === limit, `a page of ${shown.length} before the last`);
            seen.push(...shown.map(({ id }) => id));
            after = next ?? undefined;
          } while (after);
          assert.deepEqual(seen, await expected(database, rows, order), JSON.stringify({ order, share, limit }));
        }
    });

    it(`neither repeat nor skip what did not change while others do, made by ${name}`, async () => {
      const database = await store(300);
      const read = factsOf(database);
      const page = sortedPages(searchPagesRepository(database), ways);
      for (const order of ORDERS) {
        const before = new Set((await read()).onSale.rows());
        const wanted = new Set([...before].filter(() => random() < 0.7));
        const touched = new Set<number>();
        const change = async () => {
          const row = pick([...before]);
          touched.add(row);
          const what = upTo(4);
          if (what === 0) await database.write([newProduct(TIMES)]);
          else if (what === 1) await database.run('DELETE FROM products WHERE rowid = ?', [row]);
          else if (what === 2)
            await database.run('UPDATE products SET price_min_minor = ?, price_max_minor = 5000 WHERE rowid = ?', [
              100 * upTo(12),
              row,
            ]);
          else
            await database.run('UPDATE products SET title = ?, position = ?, created_at = ? WHERE rowid = ?', [
              pick(TITLES),
              upTo(100),
              pick(TIMES),
              row,
            ]);
        };
        const seen: number[] = [];
        let after: SortPosition | undefined;
        do {
          const facts = await read();
          const rows = RowSet.of(facts.onSale.rows().filter((row) => wanted.has(row) || !before.has(row)));
          // Something always changes between what memory knows and what SQL reads, too.
          for (let changes = upTo(3); changes > 0; changes--) await change();
          const { rows: shown, next } = await page({ facts, rows, order, after, limit: 7 });
          seen.push(...shown.map(({ row }) => row));
          after = next ?? undefined;
        } while (after);
        const members = new Set(
          (await database.all('SELECT p.rowid AS row FROM products p JOIN collection_products ON product_id = id')).map(
            ({ row }) => Number(row),
          ),
        );
        const calm = [...wanted].filter((row) => !touched.has(row) && (!('collection' in order) || members.has(row)));
        const counts = new Map<number, number>();
        for (const row of seen) counts.set(row, (counts.get(row) ?? 0) + 1);
        const wrong = calm.filter((row) => counts.get(row) !== 1);
        assert.deepEqual(
          wrong.map((row) => [row, counts.get(row) ?? 0]),
          [],
          JSON.stringify(order),
        );
      }
    });
  }

  it('go on where they were when what memory has first was priced anew before it is read', async () => {
    const database = await emptyStore(folder);
    await database.write(Array.from({ length: 40 }, () => newProduct(TIMES)));
    await database.run("UPDATE products SET status = 'active', price_min_minor = 100 * rowid, price_max_minor = 90000");
    const read = factsOf(database);
    const page = sortedPages(searchPagesRepository(database), BY.memory);
    const seen: number[] = [];
    let after: SortPosition | undefined;
    const moved = new Set<number>();
    do {
      const facts = await read();
      const cheapest = Array.from({ length: 40 }, (_, i) => i + 1).filter(
        (row) => !seen.includes(row) && !moved.has(row),
      );
      for (const row of cheapest.slice(0, 2)) {
        moved.add(row);
        await database.run('UPDATE products SET price_min_minor = ? WHERE rowid = ?', [50_000 + moved.size, row]);
      }
      const { rows, next } = await page({ facts, rows: facts.onSale, order: { sort: 'price-asc' }, after, limit: 3 });
      seen.push(...rows.map(({ row }) => row));
      after = next ?? undefined;
    } while (after);
    assert.deepEqual(
      seen.toSorted((a, b) => a - b),
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
  });

  it('are right where times are written in ways that do not sort', async () => {
    const database = await store(250, [...TIMES, '2026-1-1', 'yesterday', '']);
    const facts = await factsOf(database)();
    const page = sortedPages(searchPagesRepository(database), BY.memory);
    const { rows } = await page({ facts, rows: facts.onSale, order: { sort: 'newest' }, limit: 100 });
    assert.deepEqual(
      rows.map(({ id }) => id),
      (await expected(database, facts.onSale, { sort: 'newest' })).slice(0, 100),
    );
  });
});
