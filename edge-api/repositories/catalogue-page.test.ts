import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { storeMigrations } from '../../migrations/index.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { openStoreDatabase } from '../db/open.ts';
import { exportCatalogue } from './catalogue-export.ts';
import { contentsOf, emptyStore, importText, rowsOf } from './catalogue.test-support.ts';

const folder = testFolder();
const HEADER =
  'Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Image Placeholder,Unit Price Total Measure,Unit Price Total Measure Unit,Unit Price Base Measure,Unit Price Base Measure Unit,Variant Back In Stock On,Video Src,Video Position,Video Alt Text,Video Poster';
const SOAP = `${HEADER}
soap,Soap,Size,Small,5,/media/a.jpg,#d8cbb0,250,ml,100,ml,2026-12-03,/media/a.webm /media/a.mp4,1,Hands,/media/poster.jpg
soap,,,Large,9,/media/b.jpg,,0.5,L,,,,https://youtu.be/dQw4w9WgXcQ,,,
mug,Mug,,,8,,,,,,,,,,,
`;

async function exported(database: Parameters<typeof exportCatalogue>[0]): Promise<string> {
  let text = '';
  for await (const piece of exportCatalogue(database)) text += piece;
  return text;
}

test('measures that an import of before only carried are unit prices after the migration', async () => {
  const database = openStoreDatabase(fileAddress(join(folder, 'before.db')), createNode);
  await migrate(
    database,
    storeMigrations.filter(({ name }) => name < '0009'),
  );
  await database.run(`INSERT INTO products (id, handle, title, created_at, updated_at) VALUES ('p', 'p', 'P', '', '')`);
  const old = (id: string, extra: Record<string, string>) =>
    database.run(
      `INSERT INTO variants (id, product_id, position, option_values, price_minor, extra) VALUES (?, 'p', 1, ?, 1, ?)`,
      [id, JSON.stringify([id]), JSON.stringify(extra)],
    );
  await old('a', {
    'Unit Price Total Measure': '500',
    'Unit Price Total Measure Unit': 'ml',
    'Unit Price Base Measure': '100',
    'Unit Price Base Measure Unit': 'ml',
    'Variant X': 'kept',
  });
  await old('b', { 'Unit Price Total Measure': 'lots', 'Variant X': 'kept' });
  await migrate(database, storeMigrations);
  assert.deepEqual(
    await rowsOf(
      database,
      'SELECT unit_total, unit_total_unit, unit_base, unit_base_unit, extra FROM variants ORDER BY id',
    ),
    [
      { unit_total: 500, unit_total_unit: 'ml', unit_base: 100, unit_base_unit: 'ml', extra: '{"Variant X":"kept"}' },
      {
        unit_total: 0,
        unit_total_unit: '',
        unit_base: 0,
        unit_base_unit: '',
        extra: '{"Unit Price Total Measure":"lots","Variant X":"kept"}',
      },
    ],
  );
});

describe('what a product page shows', () => {
  test('is imported: unit prices, the day stock is back, videos, placeholders', async () => {
    const database = await emptyStore(folder);
    const { rowsLeftOut } = await importText(database, SOAP);
    assert.deepEqual(rowsLeftOut, []);
    assert.deepEqual(
      await rowsOf(
        database,
        `SELECT unit_total, unit_total_unit, unit_base, unit_base_unit, restock_on, extra FROM variants
         WHERE price_minor < 1000 AND option_values <> '[]' ORDER BY price_minor`,
      ),
      [
        {
          unit_total: 250,
          unit_total_unit: 'ml',
          unit_base: 100,
          unit_base_unit: 'ml',
          restock_on: '2026-12-03',
          extra: '{}',
        },
        { unit_total: 0.5, unit_total_unit: 'L', unit_base: 0, unit_base_unit: '', restock_on: null, extra: '{}' },
      ],
    );
    assert.deepEqual(await rowsOf(database, 'SELECT url, poster, alt, position FROM videos ORDER BY position'), [
      { url: '/media/a.webm /media/a.mp4', poster: '/media/poster.jpg', alt: 'Hands', position: 1 },
      { url: 'https://youtu.be/dQw4w9WgXcQ', poster: '', alt: '', position: 3 },
    ]);
    assert.deepEqual(await rowsOf(database, 'SELECT placeholder FROM images ORDER BY position'), [
      { placeholder: '#d8cbb0' },
      { placeholder: null },
    ]);
  });

  test('is exported, and imported again the same', async () => {
    const [first, second] = [await emptyStore(folder), await emptyStore(folder)];
    await importText(first, SOAP);
    const file = await exported(first);
    assert.equal((await importText(second, file)).problems, 0);
    assert.deepEqual(await contentsOf(second), await contentsOf(first));
    assert.equal((await importText(second, file)).unchanged, 2);
  });

  test('costs no column where no product has it', async () => {
    const database = await emptyStore(folder);
    await importText(database, 'Handle,Title,Variant Price\nmug,Mug,8\n');
    assert.doesNotMatch(await exported(database), /Unit Price|Video|Back In Stock|Placeholder/);
  });

  test('goes when the file says no more of it, and stays while a row is left out', async () => {
    const database = await emptyStore(folder);
    await importText(database, SOAP);
    await importText(database, SOAP.replace('soap,,,Large,9', 'soap,,,Large,cheap').replace('/media/a.webm ', ''));
    const urls = async () => (await rowsOf(database, 'SELECT url FROM videos ORDER BY url')).map(({ url }) => url);
    assert.deepEqual(await urls(), ['/media/a.mp4', '/media/a.webm /media/a.mp4', 'https://youtu.be/dQw4w9WgXcQ']);
    await importText(database, 'Handle,Title,Option1 Name,Option1 Value,Variant Price\nsoap,Soap,Size,Small,5\n');
    assert.deepEqual(await urls(), []);
  });

  for (const [what, cells, code, column] of [
    ['a measure without a unit', ',,250,,,,,,,,', 'unit_invalid', 'Unit Price Total Measure Unit'],
    ['measures of two kinds', ',,250,ml,1,kg,,,,,', 'unit_invalid', 'Unit Price Base Measure Unit'],
    ['a measure that is no number', ',,lots,ml,,,,,,,', 'number_invalid', 'Unit Price Total Measure'],
    ['a day that is none', ',,,,,,2026-02-30,,,,', 'date_invalid', 'Variant Back In Stock On'],
    ['a script for a video', ',,,,,,,javascript:alert(1).mp4,,,', 'video_url_invalid', 'Video Src'],
    ['a page for a video', ',,,,,,,https://a.example/film,,,', 'video_url_invalid', 'Video Src'],
    ['a script for a poster', ',,,,,,,/a.mp4,,,javascript:1', 'image_url_invalid', 'Video Poster'],
    ['a placeholder that is none', '/a.jpg,red;x,,,,,,,,,', 'placeholder_invalid', 'Image Placeholder'],
  ] as const) {
    test(`leaves out ${what}, and says why`, async () => {
      const { rowsLeftOut, created } = await importText(
        await emptyStore(folder),
        `${HEADER}\nbad,Bad,,,1,${cells}\ngood,Good,,,1,,,,,,,,,,,\n`,
      );
      assert.deepEqual(
        rowsLeftOut.map((problem) => [problem.line, problem.code, problem.column]),
        [[2, code, column]],
      );
      assert.equal(created, 1);
    });
  }
});
