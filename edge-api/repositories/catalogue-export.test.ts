import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { StoreDatabase } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { contentsOf, corpus, csvOf, emptyStore, importText, sharedFile } from './catalogue.test-support.ts';
import { GUARD_COLUMN } from './catalogue-columns.ts';
import { exportCatalogue } from './catalogue-export.ts';
import { importCatalogue } from './catalogue-import.node.ts';
import { syntheticCatalogue } from './catalogue-synthetic.test-support.ts';

const folder = testFolder();

async function exported(database: StoreDatabase): Promise<string> {
  let csv = '';
  for await (const piece of exportCatalogue(database)) csv += piece;
  return csv;
}

/** Imports what a store exports into an empty one, and expects nothing to have changed but the ids. */
async function comesBackWhole(database: StoreDatabase, currency = 'EUR'): Promise<string> {
  const csv = await exported(database);
  const copy = await emptyStore(folder, currency);
  const report = await importText(copy, csv);
  assert.deepEqual(report.rowsLeftOut, []);
  assert.deepEqual(await contentsOf(copy), await contentsOf(database));
  assert.equal(await exported(copy), csv);
  // Nor does it change the store it came from.
  const again = await importText(database, csv);
  assert.deepEqual([again.created, again.updated], [0, 0]);
  return csv;
}

describe('a store that is exported and imported is the same store', () => {
  for (const name of ['apparel', 'home-and-garden', 'jewelery']) {
    const path = sharedFile(`catalogues/${name}.csv`);
    test(`${name} of Shopify's samples`, { skip: path === undefined }, async () => {
      assert.ok(path);
      const database = await emptyStore(folder);
      await importCatalogue(database, () => createReadStream(path));
      await comesBackWhole(database);
    });
  }

  test('a large catalogue of many shapes', async () => {
    const database = await emptyStore(folder);
    const { problems } = await importCatalogue(database, () => syntheticCatalogue(2500, 7));
    assert.equal(problems, 0);
    await comesBackWhole(database);
  });

  test('everything the format knows, at its edges', async () => {
    const database = await emptyStore(folder);
    await importText(
      database,
      csvOf([
        [
          'Handle',
          'Title',
          'Body (HTML)',
          'Vendor',
          'Type',
          'Tags',
          'Published',
          'Status',
          'Gift Card',
          'SEO Title',
          'SEO Description',
          'Option1 Name',
          'Option1 Value',
          'Option1 Linked To',
          'Option2 Name',
          'Option2 Value',
          'Option3 Name',
          'Option3 Value',
          'SKU',
          'Barcode',
          'Price',
          'Compare-at price',
          'Cost per item',
          'Inventory tracker',
          'Inventory quantity',
          'Inventory policy',
          'Fulfillment service',
          'Variant Grams',
          'Variant Weight Unit',
          'Requires shipping',
          'Charge tax',
          'Tax code',
          'Image Src',
          'Image Position',
          'Image Alt Text',
          'Image Width',
          'Image Height',
          'Variant Image',
          'Collection',
          'Product Category',
          '=Price / International',
          'Variant Note',
        ],
        [
          'عطر',
          ' Oud "أصيل"\nلا ',
          '<p style="color:red">x</p>\r\n',
          'V, & Co',
          'T',
          'a, "b"',
          'false',
          'draft',
          'true',
          's',
          'd',
          'Size',
          'S',
          'product.metafields.x',
          'Colour',
          'Red',
          'Fit',
          'Slim',
          'S,1',
          '0012',
          '0.00',
          '0',
          '1.10',
          'shopify',
          '-4',
          'continue',
          'own',
          '0.25',
          'kg',
          'false',
          'false',
          'T1',
          'https://cdn.example/2.jpg',
          '2',
          'alt, "x"',
          '800',
          '600',
          'https://cdn.example/9.jpg',
          'New',
          'Home > Oud',
          '9',
          'n1',
        ],
        [
          'عطر',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          'M',
          '',
          '',
          'Red',
          '',
          'Slim',
          '',
          '',
          '999999.99',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          'https://cdn.example/1.jpg',
          '1',
          '',
          '',
          '',
          '',
          'Sale',
          '',
          '8',
          '',
        ],
        [
          'عطر',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          'https://cdn.example/3.jpg',
          '3',
          '',
          '',
          '',
          '',
          'Last',
          '',
          '',
          '',
        ],
        [
          'plain',
          'Plain',
          '',
          '',
          '',
          '',
          '',
          'archived',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '5',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
        ],
      ]),
    );
    const csv = await comesBackWhole(database);
    const rows: Record<string, string>[] = parse(csv, { columns: true });
    assert.deepEqual(
      rows.map((row) => row['Variant Price']),
      ['0.00', '999999.99', '', '', '5.00'],
    );
    assert.equal(rows[0]?.['Variant Inventory Qty'], '-4');
    assert.equal(rows[4]?.['Option1 Value'], 'Default Title');
  });

  for (const [currency, price] of [
    ['JPY', '1980'],
    ['KWD', '0.005'],
  ] as const) {
    test(`prices in ${currency}`, async () => {
      const database = await emptyStore(folder, currency);
      await importText(database, `Handle,Title,Price\na,A,${price}`);
      const rows: Record<string, string>[] = parse(await comesBackWhole(database, currency), { columns: true });
      assert.equal(rows[0]?.['Variant Price'], price);
    });
  }

  test('an empty store', async () => {
    await comesBackWhole(await emptyStore(folder));
  });
});

describe('no cell of an export is a formula to a spreadsheet, and the import takes the guard off', () => {
  const known = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    "'=1",
    "''=1",
    "'plain",
    "'",
  ];
  const payloads = [...known, ...corpus('csv-injection'), ...corpus('naughty-strings')].filter(
    (payload) => payload.trim() !== '' && payload.length < 250,
  );

  test('as titles, vendors, options, SKUs, descriptions and columns of their own', async () => {
    const database = await emptyStore(folder);
    const csv = csvOf([
      ['Handle', 'Title', 'Vendor', 'Body (HTML)', 'Option1 Name', 'Option1 Value', 'SKU', 'Price', 'Anything'],
      ...payloads.map((payload, n) => [`p${n}`, payload, payload, payload, payload, payload, payload, '1', payload]),
    ]);
    const { rowsLeftOut } = await importText(database, csv);
    assert.deepEqual(rowsLeftOut, []);
    const text = await comesBackWhole(database);
    const numbers = new Set(['Variant Inventory Qty', 'Variant Price']);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    for (const row of rows) {
      for (const [name, cell] of Object.entries(row)) {
        if (!numbers.has(name)) assert.doesNotMatch(cell, /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/);
      }
    }
    assert.ok(rows[0] && GUARD_COLUMN in rows[0]);
  });

  test("an apostrophe in anybody else's file stays", async () => {
    const database = await emptyStore(folder);
    await importText(database, `Handle,Title,Price\na,'=1,1`);
    assert.equal((await database.first('SELECT title FROM products'))?.['title'], "'=1");
  });
});
