import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoreDatabase } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { seededRandom } from '../../repositories/catalogue-synthetic.test-support.ts';
import { emptyStore } from '../../repositories/catalogue.test-support.ts';
import { searchIndexRepository } from '../../repositories/search-index.ts';
import { textIndexOf } from '../../text-index.ts';
import { analyserOf } from './analysis.ts';
import { batchOf } from './indexer.ts';

const SEED = Number(process.env['VITRINE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const folder = testFolder();
const random = seededRandom(SEED);
const upTo = (count: number) => Math.floor(random() * count);
const WORDS = ['oak', 'lamp', 'lamps', 'desk', 'blue', 'Straße', 'MX 518', 'wi-fi', '椅子', 'مصباح', 'chair', 'chairs'];
const text = (words: number) => Array.from({ length: upTo(words) + 1 }, () => WORDS[upTo(WORDS.length)]).join(' ');

async function change(database: StoreDatabase, id: number): Promise<void> {
  const columns = [text(4), text(1), text(2), JSON.stringify([text(1)]), text(20)];
  const choice = random();
  if (choice < 0.2) await database.run('DELETE FROM products WHERE id = ?', [`p${id}`]);
  else if (choice < 0.35)
    await database.run(
      `UPDATE products SET status = CASE status WHEN 'draft' THEN 'active' ELSE 'draft' END WHERE id = ?`,
      [`p${id}`],
    );
  else
    await database.run(
      `INSERT INTO products (id, handle, title, vendor, product_type, tags, description_text, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, '', '')
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, vendor = excluded.vendor, description_text = excluded.description_text`,
      [`p${id}`, `h${id}`, ...columns],
    );
}

/** What is in an index, whenever and in whatever steps it was made; how often words were read is no part of it. */
async function contents(database: StoreDatabase) {
  const [index, terms, words, state] = await database.read(
    [
      `SELECT p.id, i.title, i.kind, i.vendor, i.tags, i.codes, i.body FROM search_index i LEFT JOIN products p ON p.rowid = i.rowid ORDER BY p.id`,
      'SELECT * FROM search_terms ORDER BY term',
      'SELECT word, term FROM search_words ORDER BY word',
      'SELECT documents, lengths FROM search_state',
    ].map((sql) => ({ sql })),
  );
  return { index, terms, words, state };
}

describe(`the text index (VITRINE_TEST_SEED=${SEED})`, () => {
  it('is after any changes, in any steps, what it would be if it were made now', async () => {
    const database = await emptyStore(folder);
    for (let round = 0; round < 12; round += 1) {
      for (let n = 0; n < 15; n += 1) await change(database, upTo(25));
      if (round % 3 === 0) await textIndexOf(database).step();
      else await textIndexOf(database).catchUp();
    }
    await textIndexOf(database).catchUp();
    const grown = await contents(database);

    const fresh = await emptyStore(folder);
    for (const row of await database.all('SELECT * FROM products')) {
      const names = Object.keys(row);
      await fresh.run(
        `INSERT INTO products (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        Object.values(row) as (string | number | null)[],
      );
    }
    await textIndexOf(fresh).catchUp();
    const made = await contents(fresh);
    // A writing that only a product now gone had may still be known, as long as another has its term.
    const known = new Set(grown.words!.map(({ word }) => word));
    for (const { word } of made.words!) assert.ok(known.has(word), String(word));
    assert.deepEqual({ ...grown, words: 0 }, { ...made, words: 0 });
    const terms = new Set(grown.terms!.map(({ term }) => term));
    for (const { term } of grown.words!) assert.ok(terms.has(term), String(term));
  });

  it('has nothing of what is not on sale, not even a word', async () => {
    const database = await emptyStore(folder);
    await database.run(
      `INSERT INTO products (id, handle, title, status, created_at, updated_at) VALUES ('a', 'a', 'Secret gadget', 'draft', '', '')`,
    );
    await textIndexOf(database).catchUp();
    assert.deepEqual(await database.all('SELECT * FROM search_words'), []);
    await database.run(`UPDATE products SET status = 'active'`);
    await textIndexOf(database).catchUp();
    assert.equal((await database.all('SELECT * FROM search_words')).length, 2);
    await database.run(`UPDATE products SET published = 0`);
    await textIndexOf(database).catchUp();
    assert.deepEqual(await contents(database), {
      index: [],
      terms: [],
      words: [],
      state: [{ documents: 0, lengths: '[0,0,0,0,0,0]' }],
    });
  });

  it('counts every product once when several bring it up to date at once', async () => {
    const database = await emptyStore(folder);
    for (let id = 0; id < 30; id += 1) await change(database, id);
    const index = searchIndexRepository(database);
    const analyser = analyserOf('en');
    await index.startOver(analyser.name);
    const batch = batchOf(await index.changes(0, 100), 0, analyser);
    assert.equal(await index.write(batch), true);
    const once = await contents(database);
    assert.equal(await index.write(batch), false, 'somebody else was faster');
    assert.deepEqual(await contents(database), once);
  });

  it('is made anew, product by product, when the language changes', async () => {
    const database = await emptyStore(folder);
    await database.run(
      `INSERT INTO products (id, handle, title, created_at, updated_at) VALUES ('a', 'a', 'Häuser', '', '')`,
    );
    await textIndexOf(database).catchUp();
    assert.deepEqual(await database.all('SELECT term FROM search_terms'), [{ term: 'hauser' }]);
    await database.run(`UPDATE store_state SET locale = 'de-AT'`);
    await textIndexOf(database).catchUp();
    assert.deepEqual(await database.all('SELECT term FROM search_terms'), [{ term: analyserOf('de').term('hauser') }]);
  });
});
