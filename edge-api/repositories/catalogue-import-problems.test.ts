import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Database } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { CatalogueFileError } from './catalogue-columns.ts';
import type { Problem } from './catalogue-imported.ts';
import { importCatalogue } from './catalogue-import.node.ts';
import { textSource } from './catalogue-import-rows.node.ts';
import { emptyStore, HEADER, importText, rowsOf, SHIRT, versions } from './catalogue.test-support.ts';

const folder = testFolder();
const brokenAs = (code: string) => (error: unknown) => error instanceof CatalogueFileError && error.code === code;

describe('a row that is wrong is reported by line, column and code, and the good ones go in', () => {
  const good = 'good,Good,,,,,,1,,,,';
  const cases: [what: string, rows: string, line: number, code: string, column: string | null, handles: string[]][] = [
    ['a price that is none', `bad,Bad,,,,,,cheap,,,,\n${good}`, 2, 'price_invalid', 'Variant Price', ['good']],
    ['a negative price', `bad,Bad,,,,,,-1,,,,\n${good}`, 2, 'price_negative', 'Variant Price', ['good']],
    ['too exact a price', `bad,Bad,,,,,,1.005,,,,\n${good}`, 2, 'price_precision', 'Variant Price', ['good']],
    ['no price', `bad,Bad,,,,,,,,,,\n${good}`, 2, 'price_missing', 'Variant Price', ['good']],
    ['no title', `bad,,,,,,,1,,,,\n${good}`, 2, 'title_missing', 'Title', ['good']],
    ['no handle', `,Bad,,,,,,1,,,,\n${good}`, 2, 'handle_missing', 'Handle', ['good']],
    ['a handle with a slash', `a/b,Bad,,,,,,1,,,,\n${good}`, 2, 'handle_invalid', 'Handle', ['good']],
    [
      'a script for an image',
      `bad,Bad,,,,,,1,,,javascript:alert(1),\n${good}`,
      2,
      'image_url_invalid',
      'Image Src',
      ['good'],
    ],
    [
      'stock that is no number',
      `bad,Bad,,,,,,1,shopify,lots,,\n${good}`,
      2,
      'number_invalid',
      'Variant Inventory Qty',
      ['good'],
    ],
    ['an option without a name', `bad,Bad,,Red,,,,1,,,,\n${good}`, 2, 'option_name_missing', 'Option1 Name', ['good']],
    ['more cells than columns', `${good}\nbad,Bad,,,,,,1,,,,,oops`, 3, 'too_many_cells', null, ['good']],
    [
      'the same options twice',
      `good,Good,Size,S,,,,1,,,,\ngood,,,S,,,,2,,,,`,
      3,
      'option_combination_duplicate',
      'Option1 Value',
      ['good'],
    ],
    [
      'a variant without a value',
      `good,Good,Size,S,Colour,Red,,1,,,,\ngood,,,M,,,,2,,,,`,
      3,
      'option_value_missing',
      'Option2 Value',
      ['good'],
    ],
    [
      'a price without a variant',
      `good,Good,Size,S,,,,1,,,,\ngood,,,,,,,2,,,,`,
      3,
      'option_value_missing',
      'Option1 Value',
      ['good'],
    ],
    [
      'two products under one handle',
      `good,Good,,,,,,1,,,,\ngood,Other,,,,,,2,,,,`,
      3,
      'handle_conflict',
      'Handle',
      ['good'],
    ],
    ['a title as long as a book', `bad,${'x'.repeat(1001)},,,,,,1,,,,\n${good}`, 2, 'text_too_long', 'Title', ['good']],
    [
      'more tags than anybody reads',
      `bad,Bad,,,,,,1,,,,"${Array.from({ length: 251 }, (_, n) => n).join()}"\n${good}`,
      2,
      'too_many_tags',
      'Tags',
      ['good'],
    ],
  ];
  for (const [what, rows, line, code, column, handles] of cases) {
    test(what, async () => {
      const database = await emptyStore(folder);
      const { rowsLeftOut } = await importText(database, `${HEADER}\n${rows}`);
      assert.deepEqual(
        rowsLeftOut.map((problem) => [problem.line, problem.code, problem.column]),
        [[line, code, column]],
      );
      assert.deepEqual(
        (await rowsOf(database, 'SELECT handle FROM products')).map(({ handle }) => handle),
        handles,
      );
    });
  }

  test('a status, a policy, a flag or a fourth option nobody knows', async () => {
    const database = await emptyStore(folder);
    const { rowsLeftOut } = await importText(
      database,
      `Handle,Title,Price,Status,Inventory policy,Gift Card,Option4 Name,Option4 Value
       a,A,1,on,,,,
       b,B,1,,maybe,,,
       c,C,1,,,perhaps,,
       d,D,1,,,,Fit,Slim`.replaceAll(/^ +/gm, ''),
    );
    assert.deepEqual(
      rowsLeftOut.map(({ code, line }) => `${line} ${code}`),
      ['2 status_unknown', '3 policy_unknown', '4 boolean_invalid', '5 too_many_options'],
    );
  });

  test('lines are counted as an editor counts them, also after cells of several lines', async () => {
    const database = await emptyStore(folder);
    const { rowsLeftOut } = await importText(database, 'Handle,Title,Price\r\na,"A\r\n\r\nB",1\r\n\r\nb,B,x\r\n');
    assert.deepEqual(
      rowsLeftOut.map(({ line }) => line),
      [6],
    );
  });

  test('with the row of a product its other rows are left out, and each says so', async () => {
    const database = await emptyStore(folder);
    const { rowsLeftOut, leftOut, problems } = await importText(database, SHIRT.replace('S-R,10,', 'S-R,ten,'));
    assert.deepEqual(
      rowsLeftOut.map(({ line, code }) => `${line} ${code}`),
      ['2 price_invalid', '3 product_left_out', '4 product_left_out'],
    );
    assert.deepEqual([leftOut, problems], [1, 3]);
  });
});

describe('a file that is no catalogue is refused whole', () => {
  const cases: [string, string, string | Uint8Array][] = [
    ['an empty file', 'file_empty', ''],
    ['a file of blanks', 'file_empty', ' \n\n'],
    ['a file without prices', 'column_missing', 'Handle,Title\na,A'],
    ['a picture', 'file_encoding', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xd8])],
    ['the same column twice', 'column_duplicate', 'Handle,Title,Price,Variant Price\na,A,1,2'],
    ['a column that nobody knows twice', 'column_duplicate', 'Handle,Title,Price,Colour,Colour\na,A,1,2,3'],
  ];
  for (const [what, code, content] of cases) {
    test(what, async () => {
      const database = await emptyStore(folder);
      const bytes = async function* () {
        yield typeof content === 'string' ? Buffer.from(content) : content;
      };
      await assert.rejects(importCatalogue(database, bytes), brokenAs(code));
      assert.deepEqual(await versions(database), [1, 1]);
    });
  }

  test('a file that breaks off is imported up to there, without the product at the break', async () => {
    const database = await emptyStore(folder);
    const { broken, created, rowsLeftOut } = await importText(
      database,
      `Handle,Title,Price\na,A,1\nb,B,2\nc,"C,3\nd,D,4`,
    );
    assert.deepEqual([broken?.code, broken?.line, created], ['file_broken', 4, 1]);
    assert.deepEqual(
      rowsLeftOut.map(({ line, code }) => `${line} ${code}`),
      ['3 product_left_out'],
    );
  });

  test('text in another encoding is told apart, not garbled', async () => {
    const database = await emptyStore(folder);
    const bytes = async function* () {
      yield Buffer.from('Handle,Title,Price\na,Caf\xE9,1\n', 'latin1');
    };
    await assert.rejects(importCatalogue(database, bytes), brokenAs('file_encoding'));
  });
});

describe('a limit of the store', () => {
  const file = (count: number, price = 1) =>
    `Handle,Title,Price\n${Array.from({ length: count }, (_, at) => `p${at},P ${at},${price}`).join('\n')}`;
  const products = async (database: Database) => (await database.first('SELECT count(*) AS n FROM products'))?.['n'];
  const limits = { products: 3, storageBytes: null };

  test('leaves out new products beyond it, row by row, and still changes those that are there', async () => {
    const database = await emptyStore(folder);
    const told: Problem[] = [];
    const run = (csv: string) =>
      importCatalogue(database, textSource(csv), { limits, onProblem: (problem) => told.push(problem) });
    const first = await run(file(5));
    assert.deepEqual([first.created, first.leftOut, first.problems, await products(database)], [3, 2, 2, 3]);
    assert.deepEqual(
      told.map(({ line, code, handle }) => [line, code, handle]),
      [
        [5, 'limit_reached', 'p3'],
        [6, 'limit_reached', 'p4'],
      ],
    );
    assert.match(told[0]!.message, /"products" is reached: 3 of 3/);
    const again = await run(file(5, 2));
    assert.deepEqual([again.created, again.updated, again.leftOut], [0, 3, 2]);
  });

  test('holds for two imports at once', async () => {
    const database = await emptyStore(folder);
    const other = file(5).replaceAll('p', 'q');
    await Promise.all([file(5), other].map((csv) => importCatalogue(database, textSource(csv), { limits })));
    assert.equal(await products(database), 3);
  });

  test('of storage leaves out what is new', async () => {
    const database = await emptyStore(folder);
    const report = await importCatalogue(database, textSource(file(2)), {
      limits: { products: null, storageBytes: 4096 },
    });
    assert.deepEqual([report.created, report.leftOut], [0, 2]);
  });
});
