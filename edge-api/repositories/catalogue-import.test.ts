import assert from 'node:assert/strict';
import { textIndexOf } from '../text-index.ts';
import { createReadStream, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { storeMigrations } from '../../migrations/index.ts';
import { namespaceAddress, namespaceAdmin } from '../adapters/provisioning/sqld.ts';
import type { StoreDatabase } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { openStoreDatabase } from '../db/open.ts';
import { type Sqld, startSqld, withoutSqld } from '../db/sqld.test-support.ts';
import {
  contentsOf,
  corpus,
  csvOf,
  emptyStore,
  importText,
  rowsOf,
  sharedFile,
  SHIRT,
  versions,
} from './catalogue.test-support.ts';
import { importCatalogue } from './catalogue-import.node.ts';

const folder = testFolder();

describe("Shopify's own sample files import without loss", () => {
  for (const name of ['apparel', 'home-and-garden', 'jewelery']) {
    const path = sharedFile(`catalogues/${name}.csv`);
    test(name, { skip: path === undefined }, async () => {
      assert.ok(path);
      const database = await emptyStore(folder);
      const report = await importCatalogue(database, () => createReadStream(path));
      assert.deepEqual([report.problems, report.broken], [0, null]);

      // Counted from the file without any of our own reading.
      const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true, bom: true });
      const handles = new Set(rows.map((row) => row['Handle']));
      const variants = rows.filter((row) => row['Option1 Value']);
      const options = rows.flatMap((row) =>
        [1, 2, 3].filter((n) => row[`Option${n} Name`] && row[`Option${n} Value`] !== 'Default Title'),
      );
      const images = new Set(
        rows.filter((row) => row['Image Src']).map((row) => `${row['Handle']} ${row['Image Src']}`),
      );
      const tags = new Set(
        rows.flatMap((row) =>
          (row['Tags'] ?? '')
            .split(',')
            .filter((tag) => tag.trim())
            .map((tag) => `${row['Handle']} ${tag.trim()}`),
        ),
      );
      const cents = (column: string) =>
        variants
          .map((row) => row[column])
          .filter((text) => text)
          .reduce((sum, text) => sum + Math.round(Number(text) * 100), 0);
      const expected = {
        products: handles.size,
        variants: variants.length,
        options: options.length,
        images: images.size,
        tags: tags.size,
        prices: cents('Variant Price'),
        compareAt: cents('Variant Compare At Price'),
        comparing: variants.filter((row) => row['Variant Compare At Price']).length,
        stock: variants.reduce((sum, row) => sum + Number(row['Variant Inventory Qty'] || 0), 0),
        titles: rows
          .filter((row) => row['Title'])
          .map((row) => row['Title'])
          .sort()
          .join('\n'),
      };
      const [found] = await rowsOf(
        database,
        `SELECT (SELECT count(*) FROM products) AS products, (SELECT count(*) FROM variants) AS variants,
           (SELECT count(*) FROM product_options) AS options, (SELECT count(*) FROM images) AS images,
           (SELECT count(*) FROM product_tags) AS tags, (SELECT sum(price_minor) FROM variants) AS prices,
           (SELECT coalesce(sum(compare_at_minor), 0) FROM variants) AS "compareAt",
           (SELECT count(compare_at_minor) FROM variants) AS comparing, (SELECT sum(inventory_quantity) FROM variants) AS stock`,
      );
      const titles = (await database.all('SELECT title FROM products'))
        .map(({ title }) => title)
        .sort()
        .join('\n');
      assert.deepEqual({ ...found, titles }, expected);

      const seen = await versions(database);
      const again = await importCatalogue(database, () => createReadStream(path));
      assert.deepEqual([again.unchanged, again.created, again.updated], [handles.size, 0, 0]);
      assert.deepEqual(await versions(database), seen);
      database.close();
    });
  }
});

test('a product has its options, variants, images, tags and what follows from them', async () => {
  const database = await emptyStore(folder);
  assert.equal((await importText(database, SHIRT)).created, 2);
  const [shirt, mug] = await rowsOf(
    database,
    `SELECT price_min_minor, price_max_minor, available, variant_count, only_variant_id IS NULL AS choice, tags, variants_text,
       json_extract(image, '$.url') AS image FROM products ORDER BY position`,
  );
  assert.deepEqual(shirt, {
    price_min_minor: 1000,
    price_max_minor: 1250,
    available: 1,
    variant_count: 3,
    choice: 1,
    tags: '["linen","summer"]',
    variants_text: 'S Red S-R Blue S-B M M-R',
    image: 'https://cdn.example/1.jpg',
  });
  assert.deepEqual([mug?.['choice'], mug?.['available'], mug?.['image']], [0, 1, null]);
  assert.deepEqual(await rowsOf(database, 'SELECT position, name FROM product_options'), [
    { position: 1, name: 'Size' },
    { position: 2, name: 'Colour' },
  ]);
  assert.deepEqual(
    (await rowsOf(database, 'SELECT option_values FROM variants ORDER BY product_id, position')).map(
      (row) => row['option_values'],
    ),
    ['["S","Red"]', '["S","Blue"]', '["M","Red"]', '[]'],
  );
  await textIndexOf(database).catchUp();
  assert.deepEqual(
    await rowsOf(
      database,
      `SELECT p.handle FROM search_index f JOIN products p ON p.rowid = f.rowid WHERE search_index MATCH 'blue'`,
    ),
    [{ handle: 'shirt' }],
  );
});

test("Shopify's new column names mean the same as its old ones", async () => {
  const [old, fresh] = [await emptyStore(folder), await emptyStore(folder)];
  const cells =
    'a,A,<p>b</p>,V,T,"x, y",TRUE,active,SKU1,123,9.99,12,4,shopify,7,continue,manual,250,kg,TRUE,FALSE,https://cdn.example/a.jpg,1,alt,https://cdn.example/a.jpg,FALSE,st,sd,Size,S,';
  await importText(
    old,
    `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Status,Variant SKU,Variant Barcode,Variant Price,Variant Compare At Price,Cost per item,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Grams,Variant Weight Unit,Variant Requires Shipping,Variant Taxable,Image Src,Image Position,Image Alt Text,Variant Image,Gift Card,SEO Title,SEO Description,Option1 Name,Option1 Value,Option1 Linked To\n${cells}`,
  );
  await importText(
    fresh,
    `URL handle,Title,Description,Vendor,Type,Tags,Published on online store,Status,SKU,Barcode,Price,Compare-at price,Cost per item,Inventory tracker,Inventory quantity,Continue selling when out of stock,Fulfillment service,Weight value (grams),Weight unit for display,Requires shipping,Charge tax,Product image URL,Image position,Image alt text,Variant image URL,Gift card,SEO title,SEO description,Option1 name,Option1 value,Option1 Linked To\n${cells.replace('continue', 'TRUE')}`,
  );
  assert.deepEqual(await contentsOf(fresh), await contentsOf(old));
  assert.deepEqual(await rowsOf(fresh, 'SELECT inventory_policy, weight_grams, taxable, cost_minor FROM variants'), [
    { inventory_policy: 'continue', weight_grams: 250, taxable: 0, cost_minor: 400 },
  ]);
});

describe('however a spreadsheet saved it', () => {
  const twisted = SHIRT.replace('mug,Mug', 'mug,"Mug, ""large""\nand blue"');
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
  const ways: [string, Uint8Array][] = [
    ['with a byte order mark', Buffer.from(`\uFEFF${twisted}`)],
    ['with CRLF', Buffer.from(twisted.replaceAll('\n', '\r\n').replace('"\r\nand', '"\nand'))],
    [
      'with semicolons and decimal commas',
      Buffer.from(
        twisted
          .replaceAll(',', ';')
          .replace('linen; summer', 'linen, summer')
          .replace('Mug; ""', 'Mug, ""')
          .replace('12.50', '12,50'),
      ),
    ],
    [
      'with tabs, as UTF-16',
      utf16(twisted.replaceAll(',', '\t').replace('linen\t summer', 'linen, summer').replace('Mug\t ""', 'Mug, ""')),
    ],
    ['without a newline at its end', Buffer.from(twisted.trimEnd())],
    ['with the rows of a product apart', Buffer.from(apart(twisted))],
  ];
  for (const [way, bytes] of ways) {
    test(way, async () => {
      const [plain, odd] = [await emptyStore(folder), await emptyStore(folder)];
      await importText(plain, twisted);
      // In pieces of seven bytes, so that a character or a line end is cut wherever it can be.
      const pieces = async function* () {
        for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
      };
      const report = await importCatalogue(odd, pieces);
      assert.equal(report.problems, 0);
      const ordered = (contents: unknown) =>
        JSON.parse(JSON.stringify(contents).replaceAll(/"position":\d+/g, '"position":0'));
      const [a, b] = [ordered(await contentsOf(odd)), ordered(await contentsOf(plain))];
      for (const list of [a.products, b.products])
        list.sort((x: { handle: string }, y: { handle: string }) => (x.handle < y.handle ? -1 : 1));
      assert.deepEqual(a, b);
    });
  }

  function apart(csv: string): string {
    const [header = '', first = '', ...rest] = csv.trimEnd().split('\n');
    return [header, first, ...rest.slice(2), ...rest.slice(0, 2)].join('\n');
  }
});

describe('importing again', () => {
  const prices = (database: StoreDatabase) =>
    rowsOf(database, 'SELECT id, sku, price_minor FROM variants ORDER BY sku');

  test('variants keep their ids through changes, so that carts still find them', async () => {
    const database = await emptyStore(folder);
    await importText(database, SHIRT);
    const before = await prices(database);
    const report = await importText(
      database,
      SHIRT.replace('12.50', '13').replaceAll(',S,', ',Small,').replaceAll('Red', 'Ruby'),
    );
    assert.deepEqual([report.updated, report.unchanged], [1, 1]);
    const now = await prices(database);
    assert.deepEqual(
      now.map(({ id }) => id),
      before.map(({ id }) => id),
    );
    assert.deepEqual(
      now.map(({ price_minor }) => price_minor),
      [1300, 800, 1000, 1000],
    );
    assert.deepEqual(await versions(database), [3, 2]);
  });

  test('new titles raise the version of the catalogue and not that of its prices', async () => {
    const database = await emptyStore(folder);
    await importText(database, SHIRT);
    await importText(database, SHIRT.replace(',Shirt,', ',Fine shirt,'));
    assert.deepEqual(await versions(database), [3, 1]);
  });

  test('what a product no longer has goes, and search forgets it', async () => {
    const database = await emptyStore(folder);
    await importText(database, SHIRT);
    await importText(database, SHIRT.replace(/^shirt,,,S.*\n/m, '').replace('linen, summer', 'linen'));
    assert.equal((await prices(database)).length, 3);
    assert.deepEqual(await rowsOf(database, 'SELECT url FROM images'), [{ url: 'https://cdn.example/1.jpg' }]);
    assert.deepEqual(await rowsOf(database, `SELECT tag FROM product_tags ORDER BY tag`), [
      { tag: 'kitchen' },
      { tag: 'linen' },
    ]);
    await textIndexOf(database).catchUp();
    assert.deepEqual(await rowsOf(database, `SELECT rowid FROM search_index WHERE search_index MATCH 'blue'`), []);
  });

  test('a row that is left out takes nothing away from the product that is there', async () => {
    const database = await emptyStore(folder);
    await importText(database, SHIRT);
    const before = await prices(database);
    const { updated, problems } = await importText(database, SHIRT.replace('S-B,10', 'S-B,ten').replace('12.50', '14'));
    assert.deepEqual([updated, problems], [1, 1]);
    const now = await prices(database);
    assert.deepEqual(
      now.map(({ id }) => id),
      before.map(({ id }) => id),
    );
    assert.deepEqual(
      now.map(({ price_minor }) => price_minor),
      [1400, 800, 1000, 1000],
    );
  });

  test('a new picture can be shown by a variant that was there before', async () => {
    const database = await emptyStore(folder);
    const csv = (url: string) => `Handle,Title,Price,Image Src,Variant Image\na,A,1,${url},${url}`;
    await importText(database, csv('https://cdn.example/1.jpg'));
    await importText(database, csv('https://cdn.example/2.jpg'));
    assert.deepEqual(await rowsOf(database, 'SELECT i.url FROM variants v JOIN images i ON i.id = v.image_id'), [
      { url: 'https://cdn.example/2.jpg' },
    ]);
  });

  test('what changes between its reading and its writing is not undone: it reads again', async () => {
    const database = await emptyStore(folder);
    await importText(database, SHIRT);
    let others = 0;
    const overtaken: StoreDatabase = {
      ...database,
      async write(statements) {
        others += 1;
        if (others === 1) {
          await database.write([
            { sql: `DELETE FROM variants WHERE sku = 'M-R'` },
            { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1' },
          ]);
        }
        return database.write(statements);
      },
    };
    await importText(overtaken, SHIRT.replace('12.50', '13'));
    assert.equal(others, 2);
    assert.deepEqual(
      (await prices(database)).map(({ sku, price_minor }) => [sku, price_minor]),
      [
        ['M-R', 1300],
        ['MUG', 800],
        ['S-B', 1000],
        ['S-R', 1000],
      ],
    );
  });

  test('two imports at the same time leave the catalogue of one after the other', async () => {
    const [database, alone] = [await emptyStore(folder), await emptyStore(folder)];
    const csv = csvOf([
      ['Handle', 'Title', 'Price', 'Collection'],
      ...Array.from({ length: 450 }, (_, n) => [`p${n}`, `P ${n}`, '1', `C ${n % 3}`]),
    ]);
    await Promise.all([importText(database, csv), importText(database, csv)]);
    await importText(alone, csv);
    assert.deepEqual(await contentsOf(database), await contentsOf(alone));
  });
});

test('collections are made of their column, and of nothing else', async () => {
  const database = await emptyStore(folder);
  await importText(database, 'Handle,Title,Price,Collection\na,A,1,Summer Sale\nb,B,1,Summer Sale\nb,,,New\nc,C,1,');
  assert.deepEqual(
    await rowsOf(
      database,
      `SELECT c.handle, c.title, p.handle AS product FROM collection_products m
      JOIN collections c ON c.id = m.collection_id JOIN products p ON p.id = m.product_id ORDER BY 1, 3`,
    ),
    [
      { handle: 'new', title: 'New', product: 'b' },
      { handle: 'summer-sale', title: 'Summer Sale', product: 'a' },
      { handle: 'summer-sale', title: 'Summer Sale', product: 'b' },
    ],
  );
  const none = await emptyStore(folder);
  await importText(none, SHIRT);
  assert.deepEqual(await rowsOf(none, 'SELECT id FROM collections'), []);
});

test('columns we do not know are kept, with the product or the variant they belong to', async () => {
  const database = await emptyStore(folder);
  await importText(
    database,
    'Handle,Title,Price,Option1 Name,Option1 Value,Product Category,Price / International,__proto__\na,A,1,Size,S,Home > Mugs,2,x\na,,1,,M,,3,',
  );
  assert.deepEqual(await rowsOf(database, 'SELECT extra FROM products'), [
    { extra: '{"Product Category":"Home > Mugs","__proto__":"x"}' },
  ]);
  assert.deepEqual(await rowsOf(database, 'SELECT extra FROM variants ORDER BY position'), [
    { extra: '{"Price / International":"2"}' },
    { extra: '{"Price / International":"3"}' },
  ]);
});

test('without a column of handles each title is a product', async () => {
  const database = await emptyStore(folder);
  await importText(database, 'Title,Price\nBlue Mug,1\nRed Mug,2');
  assert.deepEqual(await rowsOf(database, 'SELECT handle FROM products ORDER BY position'), [
    { handle: 'blue-mug' },
    { handle: 'red-mug' },
  ]);
});

test('prices have the decimals of the currency of the store', async () => {
  for (const [currency, price, minor] of [
    ['JPY', '1980', 1980],
    ['KWD', '1.234', 1234],
    ['EUR', '12.3', 1230],
  ] as const) {
    const database = await emptyStore(folder, currency);
    await importText(database, `Handle,Title,Price\na,A,${price}`);
    assert.deepEqual(await rowsOf(database, 'SELECT price_minor FROM variants'), [{ price_minor: minor }]);
  }
});

describe('text is stored as it was written, whatever it looks like', () => {
  for (const name of ['csv-injection', 'naughty-strings', 'sql-injection', 'proto-pollution']) {
    const payloads = corpus(name).filter((payload) => payload.trim() !== '' && payload.length <= 1000);
    test(name, { skip: payloads.length === 0 }, async () => {
      const database = await emptyStore(folder);
      const csv = csvOf([['Handle', 'Title', 'Price'], ...payloads.map((payload, n) => [`p${n}`, payload, '1'])]);
      const { problems, created } = await importText(database, csv);
      assert.deepEqual([problems, created], [0, payloads.length]);
      const titles = (await database.all('SELECT title FROM products ORDER BY position')).map(({ title }) => title);
      assert.deepEqual(titles, payloads);
    });
  }
});

describe('over HTTP', { skip: withoutSqld }, () => {
  let sqld: Sqld | undefined;
  before(async () => {
    sqld = await startSqld();
  });
  after(() => sqld?.stop());

  test('a libSQL server ends with the same catalogue as a file', async () => {
    assert.ok(sqld);
    await namespaceAdmin(sqld.adminUrl).create('import');
    const remote = openStoreDatabase(namespaceAddress(sqld.url, 'import'));
    await migrate(remote, storeMigrations);
    await remote.run(`INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'test', 'Test', 'EUR')`);
    const local = await emptyStore(folder);
    const changed = SHIRT.replace('12.50', '13').replace('linen, ', '');
    for (const database of [remote, local]) {
      await importText(database, SHIRT);
      await importText(database, changed);
    }
    assert.deepEqual(await contentsOf(remote), await contentsOf(local));
    await Promise.all([importText(remote, SHIRT), importText(remote, SHIRT)]);
    await importText(local, SHIRT);
    assert.deepEqual(await contentsOf(remote), await contentsOf(local));
    remote.close();
  });
});
