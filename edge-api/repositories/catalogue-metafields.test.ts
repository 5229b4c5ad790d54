import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { storeMigrations } from '../../migrations/index.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { csvOf, emptyStore, importText, rowsOf } from './catalogue.test-support.ts';

const folder = testFolder();
const FIELDS = 'SELECT namespace, key, position, name, value FROM product_metafields ORDER BY product_id, 1, 2, 3';

const csv = (...cells: readonly string[]) =>
  csvOf([
    [
      'Handle',
      'Title',
      'Variant Price',
      'Material (product.metafields.custom.material)',
      'Color (product.metafields.shopify.color-pattern)',
      '(product.metafields.my--app.care.notes)',
      'Google Shopping / MPN',
      'Fit (variant.metafields.custom.fit)',
    ],
    ...cells.map((cell, index) => [`p-${index}`, `P ${index}`, '10', cell, cell, cell, 'mpn', 'slim']),
  ]);

const CELLS = [
  'Oak',
  ' Oak; ash ',
  '["Oak","Ash", " Oak "]',
  '[1, 2.5, null, true, {"a":1}, [2], "x"]',
  '[not json; at "all"',
  '{"type":"root"}',
  '',
  ' ; ',
  '[]',
  'x'.repeat(6000),
  'a"b\\c; %_\u0001',
];

describe('metafields of an import', () => {
  test('are kept a value a row, lists item by item', async () => {
    const database = await emptyStore(folder);
    await importText(database, csv('["Oak", "Ash"]'));
    assert.deepEqual(await rowsOf(database, FIELDS), [
      { namespace: 'custom', key: 'material', position: 0, name: 'Material', value: 'Oak' },
      { namespace: 'custom', key: 'material', position: 1, name: 'Material', value: 'Ash' },
      { namespace: 'my--app', key: 'care.notes', position: 0, name: 'care.notes', value: 'Oak' },
      { namespace: 'my--app', key: 'care.notes', position: 1, name: 'care.notes', value: 'Ash' },
      { namespace: 'shopify', key: 'color-pattern', position: 0, name: 'Color', value: 'Oak' },
      { namespace: 'shopify', key: 'color-pattern', position: 1, name: 'Color', value: 'Ash' },
    ]);
  });

  test('are what the next import says', async () => {
    const database = await emptyStore(folder);
    await importText(database, csv('Oak'));
    await importText(database, csv('Ash'));
    assert.deepEqual(
      (await rowsOf(database, FIELDS)).map(({ value }) => value),
      ['Ash', 'Ash', 'Ash'],
    );
    await importText(database, csv(''));
    assert.deepEqual(await rowsOf(database, FIELDS), []);
  });

  test('are read by the migration of stores that carried them as by the import', async () => {
    const database = await emptyStore(folder);
    const report = await importText(database, csv(...CELLS));
    assert.deepEqual(report.rowsLeftOut, []);
    const imported = await rowsOf(database, FIELDS);
    assert.ok(imported.length > 20);
    await database.run('DELETE FROM product_metafields');
    const { sql } = storeMigrations.find(({ name }) => name === '0006_facets')!;
    await database.run(/^INSERT INTO product_metafields[^;]*?(?:';'[^;]*)?;/m.exec(sql)![0]);
    assert.deepEqual(await rowsOf(database, FIELDS), imported);
  });
});
