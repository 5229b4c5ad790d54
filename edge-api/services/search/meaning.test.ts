import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { localEmbedder } from '../../adapters/embeddings/local.ts';
import type { Embedder } from '../../adapters/embeddings/port.ts';
import { queryVectors } from '../../adapters/embeddings/query-vectors.ts';
import type { Database, StoreDatabase } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { emptyStore } from '../../repositories/catalogue.test-support.ts';
import { seededRandom } from '../../repositories/catalogue-synthetic.test-support.ts';
import { type Near, vectorRepository } from '../../repositories/search-vectors.ts';
import { sell, type TestProduct } from '../../routes/catalogue.test-support.ts';
import { SearchMemory } from '../../search-memory.ts';
import { embedProducts } from './embed-products.ts';
import { EXACT_UP_TO, meaningService } from './meaning.ts';
import { RowSet } from './row-set.ts';
import { VectorCodes } from './vector-codes.ts';

const folder = testFolder();
const pause = async () => undefined;

async function storeSelling(...products: TestProduct[]): Promise<StoreDatabase> {
  const db = await emptyStore(folder);
  await sell(...products)(db);
  return db;
}

/** The local embedder, which counts what it is asked and fails when it is told to. */
function counting(more: Partial<Embedder> = {}) {
  const texts: string[] = [];
  const embedder: Embedder & { failAfter: number } = {
    ...localEmbedder,
    failAfter: Infinity,
    async embed(some, options) {
      if (texts.length + some.length > this.failAfter) throw new Error('killed');
      texts.push(...some);
      return localEmbedder.embed(some, options);
    },
    ...more,
  };
  return { embedder, texts };
}

const embed = (db: Database, embedder: Embedder = localEmbedder, untilMs = Infinity, mayChangeModel = true) =>
  embedProducts({ vectors: vectorRepository(db), embedder, now: () => 0, pause }, { untilMs, mayChangeModel });

const rowOf = async (db: Database, handle: string) =>
  Number((await db.first('SELECT rowid AS row FROM products WHERE handle = ?', [handle]))?.['row']);
const countOf = async (db: Database, table: string) =>
  Number((await db.first(`SELECT count(*) AS n FROM ${table}`))?.['n']);
const catalogueVersion = async (db: Database) =>
  Number((await db.first('SELECT catalogue_version AS n FROM store_state'))?.['n']);

const many = (count: number): TestProduct[] =>
  Array.from({ length: count }, (_, index) => ({ handle: `p${index}`, title: `Thing number ${index}` }));

describe('making vectors', () => {
  test('gives every product on sale one, of its title, type, vendor, tags and description', async () => {
    const db = await storeSelling(
      { handle: 'mug', title: 'Blue  mug', type: 'Mugs', vendor: 'Halden', tags: ['a', 'b'], description: 'For\ntea' },
      { handle: 'draft', status: 'draft' },
    );
    const { embedder, texts } = counting();
    assert.equal(await embed(db, embedder), true);
    assert.deepEqual(texts, ['Blue mug\nMugs\nHalden\na, b\nFor tea']);
    assert.equal(await countOf(db, 'product_vectors'), 1);
    assert.equal(await countOf(db, 'product_vector_bits'), 1);
  });

  test('makes them again when a text changes, and not when a price or the stock does', async () => {
    const db = await storeSelling({ handle: 'mug' }, { handle: 'lamp' });
    const { embedder, texts } = counting();
    await embed(db, embedder);
    texts.length = 0;
    await db.run("UPDATE products SET price_min_minor = 1, available = 0 WHERE handle = 'lamp'");
    await db.run("UPDATE products SET title = 'Cup' WHERE handle = 'mug'");
    await embed(db, embedder);
    assert.equal(texts.length, 1);
    assert.match(texts[0]!, /^Cup\n/);
    await embed(db, embedder);
    assert.equal(texts.length, 1);
  });

  test('makes all of them again for another model, and leaves that to the server that means to', async () => {
    const db = await storeSelling(...many(3));
    await embed(db);
    const other = counting({ name: 'other:model:256' });
    assert.equal(await embed(db, other.embedder, Infinity, false), true);
    assert.equal(other.texts.length, 0);
    other.embedder.failAfter = 0;
    await assert.rejects(embed(db, other.embedder));
    assert.equal(await countOf(db, 'product_vectors'), 0, 'vectors of two models would be compared');
    assert.equal(await countOf(db, 'product_vector_bits'), 0);
    other.embedder.failAfter = Infinity;
    await embed(db, other.embedder);
    assert.equal(other.texts.length, 3);
    assert.equal((await vectorRepository(db).progress()).model, 'other:model:256');
  });

  test('takes away those of products that are gone or no longer on sale', async () => {
    const db = await storeSelling(...many(3));
    await embed(db);
    await db.run("DELETE FROM products WHERE handle = 'p0'");
    await db.run("UPDATE products SET published = 0 WHERE handle = 'p1'");
    await embed(db);
    assert.equal(await countOf(db, 'product_vectors'), 1);
    assert.equal(await countOf(db, 'product_vector_bits'), 1);
  });

  test('goes on where it was ended, whatever ended it, and makes nothing twice', async () => {
    const db = await storeSelling(...many(700));
    const { embedder, texts } = counting();
    embedder.failAfter = 300;
    await assert.rejects(embed(db, embedder), /killed/);
    assert.equal(await countOf(db, 'product_vectors'), 256);
    embedder.failAfter = Infinity;
    texts.length = 0;
    assert.equal(await embed(db, embedder, 0), false, 'its time is over after one batch');
    assert.equal(await countOf(db, 'product_vectors'), 512);
    assert.equal(await embed(db, embedder), true);
    assert.equal(await countOf(db, 'product_vectors'), 700);
    assert.equal(texts.length, 700 - 256);
  });

  test('tells shoppers’ caches once, when all is made, and not when there was nothing to make', async () => {
    const db = await storeSelling(...many(600));
    const before = await catalogueVersion(db);
    await embed(db);
    assert.equal(await catalogueVersion(db), before + 1);
    await db.run("UPDATE products SET price_min_minor = 1 WHERE handle = 'p1'");
    await embed(db);
    assert.equal(await catalogueVersion(db), before + 1);
  });

  test('a product that changes while its vector is made gets another one', async () => {
    const db = await storeSelling({ handle: 'mug', title: 'Mug' });
    const { embedder, texts } = counting();
    const slow: Embedder = {
      ...embedder,
      async embed(some, options) {
        if (texts.length === 0) await db.run("UPDATE products SET title = 'Cup'");
        return embedder.embed(some, options);
      },
    };
    await embed(db, slow);
    assert.deepEqual(
      texts.map((text) => text.split('\n')[0]),
      ['Mug', 'Cup'],
    );
  });
});

const meaning = (db: Database, more: Partial<Parameters<typeof meaningService>[0]> = {}) =>
  meaningService({
    vectors: vectorRepository(db),
    queries: queryVectors(localEmbedder),
    onTrouble: (what, error) => assert.fail(`${what}: ${String(error)}`),
    pause,
    ...more,
  });

describe('the nearest', () => {
  test('to a text and to a product are those with most in common, and never the product itself', async () => {
    const db = await storeSelling(
      { handle: 'mug', title: 'Ceramic mug', type: 'Mugs' },
      { handle: 'mugs', title: 'Two ceramic mugs', type: 'Mugs' },
      { handle: 'lamp', title: 'Brass lamp', type: 'Lamps' },
    );
    await embed(db);
    const [mug, mugs, lamp] = [await rowOf(db, 'mug'), await rowOf(db, 'mugs'), await rowOf(db, 'lamp')];
    const found = await meaning(db).nearest('cermaic mug', 2);
    assert.deepEqual(
      found.map(({ row }) => row),
      [mug, mugs],
    );
    const like = await meaning(db).nearest([mug], 5);
    assert.deepEqual(
      like.map(({ row }) => row),
      [mugs, lamp],
    );
    assert.ok(like[0]!.similarity > like[1]!.similarity && like[0]!.similarity <= 1);
    const between = await meaning(db).nearest([mug, lamp], 5);
    assert.deepEqual(
      between.map(({ row }) => row),
      [mugs],
    );
    const only = await meaning(db).nearest('ceramic mug', 5, RowSet.from([lamp]));
    assert.deepEqual(
      only.map(({ row }) => row),
      [lamp],
    );
  });

  test('of a text without words, of a product without a vector, and without an embedder are none', async () => {
    const db = await storeSelling({ handle: 'mug' });
    await embed(db);
    assert.deepEqual(await meaning(db).nearest('?!', 5), []);
    assert.deepEqual(await meaning(db).nearest([999], 5), []);
    assert.deepEqual(await meaning(db, { queries: null }).nearest('mug', 5), []);
    const other = queryVectors(counting({ name: 'other:model:256' }).embedder);
    assert.deepEqual(await meaning(db, { queries: other }).nearest('mug', 5), [], 'vectors of two models');
  });

  test('are none, and no failure of the search that asks, when something fails', async () => {
    const db = await storeSelling({ handle: 'mug' });
    await embed(db);
    const failing = { ...localEmbedder, embed: () => Promise.reject(new Error('away')) };
    assert.deepEqual(await meaning(db, { queries: queryVectors(failing) }).nearest('mug', 5), []);
    const troubles: string[] = [];
    await db.run('DROP TABLE product_vectors');
    assert.deepEqual(await meaning(db, { onTrouble: (what) => troubles.push(what) }).nearest('mug', 5), []);
    assert.deepEqual(troubles, ['search by meaning']);
  });
});

describe('many vectors', async () => {
  const count = EXACT_UP_TO.bySql + 500;
  const db = await storeSelling(...many(count));
  await embed(db);
  const vectors = vectorRepository(db);
  const random = seededRandom(7);
  const rowsOf = (found: readonly Near[]) => found.map(({ row }) => row);
  const recall = async (other: (vector: Float32Array) => Promise<number[]>) => {
    let hits = 0;
    for (let turn = 0; turn < 10; turn++) {
      const text = `thing number ${Math.floor(random() * count)} ${Math.floor(random() * 9)}`;
      const [vector] = await localEmbedder.embed([text], { kind: 'query' });
      const exact = new Set(rowsOf(await vectors.nearest(vector!, 10)));
      hits += (await other(vector!)).filter((row) => exact.has(row)).length;
    }
    return hits / 100;
  };

  test('are compared by one bit a dimension first, in SQL and in memory, and what is nearest is found all the same', async () => {
    const inSql = await recall(async (vector) => rowsOf(await vectors.nearestByBits(vector, 10, 1000)));
    assert.ok(inSql >= 0.8, `in SQL ${inSql}`);
    const codes = new VectorCodes();
    await codes.advance(vectors, pause);
    const inMemory = await recall(async (vector) =>
      rowsOf(await vectors.nearest(vector, 10, codes.nearest(vector, 1000))),
    );
    assert.ok(inMemory >= 0.95, `in memory ${inMemory}`);
    assert.ok(codes.bytes < count * 60, `${codes.bytes} bytes`);
  });

  test('have the codes in memory that libSQL makes of them: the sign of each dimension in its place', async () => {
    const codes = new VectorCodes();
    await codes.advance(vectors, pause);
    for (const row of [1, 500, count]) {
      const [vector] = (await vectors.begin([row])).vectors;
      // Nothing seems nearer to the signs of a vector than itself.
      assert.ok(codes.nearest(vector!.map(Math.sign), 1).includes(row));
    }
  });

  test('give the same through the service with and without memory, within rows too, and follow every change', async () => {
    const kept = new SearchMemory({ maxBytes: 1e6, shares: true });
    const [remembering, forgetful] = [meaning(db, { memory: kept.of('x') }), meaning(db)];
    const first = rowsOf(await remembering.nearest('thing number 77', 5));
    assert.deepEqual(first.slice(0, 2), rowsOf(await forgetful.nearest('thing number 77', 2)));
    assert.equal(first[0], await rowOf(db, 'p77'));
    assert.ok(kept.bytes > count * 32, `${kept.bytes} bytes are kept`);

    const within = RowSet.from(Array.from({ length: EXACT_UP_TO.bySql + 100 }, (_, index) => index + 100));
    for (const service of [remembering, forgetful]) {
      const found = rowsOf(await service.nearest('thing number 77', 5, within));
      assert.equal(found.length, 5);
      assert.ok(found.every((row) => within.has(row)));
    }

    await db.run("UPDATE products SET title = 'Something else' WHERE handle = 'p77'");
    await db.run("UPDATE products SET title = 'Purple elephant' WHERE handle = 'p5'");
    await db.run("DELETE FROM products WHERE handle = 'p177'");
    await embed(db);
    const [elephant] = rowsOf(await remembering.nearest('purple elephant', 5));
    assert.equal(elephant, await rowOf(db, 'p5'));
    const now = rowsOf(await remembering.nearest('thing number 77', 5));
    assert.ok(!now.includes(first[0]!));
  });
});
