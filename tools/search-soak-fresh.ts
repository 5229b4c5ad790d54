import assert from 'node:assert/strict';
import { localEmbedder } from '../edge-api/adapters/embeddings/local.ts';
import type { SqlRow, StoreDatabase } from '../edge-api/db/database.ts';
import { connectNode, fileAddress } from '../edge-api/db/open.node.ts';
import { openStoreDatabase } from '../edge-api/db/open.ts';
import { vectorRepository } from '../edge-api/repositories/search-vectors.ts';
import { embedProducts } from '../edge-api/services/search/embed-products.ts';
import { textIndexOf } from '../edge-api/text-index.ts';

/** What has to be the same, however often its makers were killed. */
const SAME: Readonly<Record<string, string>> = {
  index: 'SELECT rowid, title, kind, vendor, tags, codes, body FROM search_index ORDER BY rowid',
  terms: 'SELECT term, documents, titles FROM search_terms ORDER BY term',
  totals: 'SELECT documents, lengths FROM search_state',
  vectors: 'SELECT product, hex(vector) AS vector FROM product_vectors ORDER BY product',
  signs: 'SELECT product, hex(bits) AS bits, text_hash FROM product_vector_bits ORDER BY product',
};
const QUERIES = ['shirt', 'lamp OR mug', '"oak lamp"', 'linen blanket', 'renew*', 'sku', 'vendor'];

/** Forgets all that is derived from the catalogue. */
const FORGET = [
  'DELETE FROM search_index',
  'DELETE FROM search_terms',
  'DELETE FROM search_words',
  'DELETE FROM product_vectors',
  'DELETE FROM product_vector_bits',
  `UPDATE meaning_state SET model = ''`,
  `UPDATE search_state SET analysis = '', indexed_seq = 0, embedded_seq = 0, documents = 0, lengths = '[0,0,0,0,0,0]'`,
];

/** Copies a store's database to a new file, derives everything there from nothing, and compares. */
export async function assertAsFresh(database: StoreDatabase, path: string): Promise<void> {
  await assertDone(database);
  await database.script(`VACUUM INTO '${path}'`);
  const fresh = openStoreDatabase(fileAddress(path), connectNode);
  try {
    await fresh.write(FORGET.map((sql) => ({ sql })));
    await textIndexOf(fresh, Date.now).catchUp();
    const work = { vectors: vectorRepository(fresh), embedder: localEmbedder, now: Date.now };
    await embedProducts(work, { untilMs: Number.POSITIVE_INFINITY });
    for (const [what, sql] of Object.entries(SAME)) sameRows(await database.all(sql), await fresh.all(sql), what);
    for (const query of QUERIES) {
      const sql =
        'SELECT rowid, bm25(search_index) AS score FROM search_index WHERE search_index MATCH ? ORDER BY score, rowid';
      sameRows(await database.all(sql, [query]), await fresh.all(sql, [query]), `what "${query}" finds`);
    }
    await assertWords(database, fresh);
  } finally {
    fresh.close();
  }
}

/** Rows one by one: a difference of ten thousand rows is not to be printed whole. */
function sameRows(torn: readonly SqlRow[], whole: readonly SqlRow[], what: string): void {
  for (const [at, row] of whole.entries()) assert.deepEqual({ ...torn[at] }, { ...row }, `${what}: row ${at} differs`);
  assert.equal(torn.length, whole.length, `${what}: there are other rows`);
}

/** Every change is taken in, and what is on sale has a vector, nothing else has. */
async function assertDone(database: StoreDatabase): Promise<void> {
  const state = await database.first('SELECT seq, indexed_seq, embedded_seq, documents FROM search_state');
  assert.equal(state?.['indexed_seq'], state?.['seq'], 'changes are left out of the text index');
  assert.equal(state?.['embedded_seq'], state?.['seq'], 'changes are left without vectors');
  const onSale = `SELECT rowid FROM products WHERE status = 'active' AND published = 1`;
  for (const [sql, what] of [
    [`${onSale} EXCEPT SELECT product FROM product_vectors`, 'products have no vector'],
    [`SELECT product FROM product_vectors EXCEPT ${onSale}`, 'vectors have no product'],
    [`${onSale} EXCEPT SELECT rowid FROM search_index`, 'products are not in the index'],
    [`SELECT rowid FROM search_index EXCEPT ${onSale}`, 'the index has products that are gone'],
  ] as const)
    assert.deepEqual(await database.all(`${sql} LIMIT 5`), [], what);
}

/** All words are known that a fresh index knows, and none whose term no product has. Those of products long gone may be there. */
async function assertWords(database: StoreDatabase, fresh: StoreDatabase): Promise<void> {
  const words = async (from: StoreDatabase) =>
    new Map((await from.all('SELECT word, term FROM search_words')).map(({ word, term }) => [word, term]));
  const [torn, whole] = [await words(database), await words(fresh)];
  for (const [word, term] of whole) assert.equal(torn.get(word), term, `the word "${String(word)}" is not known`);
  const lost =
    'SELECT word FROM search_words WHERE term NOT IN (SELECT term FROM search_terms WHERE documents > 0) LIMIT 5';
  assert.deepEqual(await database.all(lost), [], 'words are known that no product has');
}
