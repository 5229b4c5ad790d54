import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Facet } from '../../contract/search.ts';
import type { Database } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { seededRandom } from '../../repositories/catalogue-synthetic.test-support.ts';
import { emptyStore, importText, SHIRT } from '../../repositories/catalogue.test-support.ts';
import { sell, type TestProduct } from '../../routes/catalogue.test-support.ts';
import { SearchMemory } from '../../search-memory.ts';
import { factsOf, leaves, type PlainProduct, plainProducts, valuesByFacet } from './facts.test-support.ts';
import type { Facts } from './facts.ts';
import type { Filter } from './filter.ts';
import { RowSet } from './row-set.ts';

const SEED = Number(process.env['VITRINE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const folder = testFolder();
const random = seededRandom(SEED);
const upTo = (count: number) => Math.floor(random() * count);
const pick = <Item>(items: readonly Item[]): Item => items[upTo(items.length)]!;
const some = <Item>(items: readonly Item[], most: number): Item[] => [
  ...new Set(Array.from({ length: upTo(most + 1) }, () => pick(items))),
];

const COLOURS = ['Red', 'Blue', 'Ink, dark', 'Sand', 'Ärmel', '%', "O'Neill"];
const SIZES = ['XS', 'S', 'M', 'L'];

function anyProduct(index: number): TestProduct {
  const options = pick([[], [SIZES], [SIZES, COLOURS], [COLOURS, SIZES]]);
  const combinations = new Set(
    Array.from({ length: 1 + upTo(6) }, () => JSON.stringify(options.map((values) => pick(values)))),
  );
  return {
    handle: `p-${index}`,
    vendor: pick(['', 'Halden', 'Kiln', 'Ögon']),
    type: pick(['', 'Shirt', 'Mug', 'Lamp']),
    tags: some(['linen', 'summer', 'new', 'sale', 'oak'], 3),
    collections: some(['winter', 'gifts', 'sale'], 2),
    status: random() < 0.1 ? 'draft' : 'active',
    variants: [...combinations].map((values) => ({
      options: JSON.parse(values) as string[],
      price: 100 * (1 + upTo(40)),
      ...(random() < 0.5 ? { stock: upTo(3) } : {}),
      policy: random() < 0.1 ? ('continue' as const) : ('deny' as const),
    })),
  };
}

/** Gives options names and products metafields, which `sell` knows nothing of. */
async function nameOptions(database: Database): Promise<void> {
  await database.run(`UPDATE product_options SET name = (SELECT CASE
      WHEN json_extract(v.option_values, '$[' || (product_options.position - 1) || ']') IN ('XS', 'S', 'M', 'L') THEN 'Size' ELSE 'Colour' END
    FROM variants v WHERE v.product_id = product_options.product_id LIMIT 1)`);
  await database.run(`INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
    SELECT id, 'custom', 'material', 0, 'Material', CASE rowid % 3 WHEN 0 THEN 'Oak' ELSE 'Linen' END FROM products WHERE rowid % 4`);
  await database.run(`INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
    SELECT id, 'custom', 'story', 0, 'Story', printf('%.*c', 200, 'x') FROM products`);
}

function anyFilter(values: ReadonlyMap<string, ReadonlySet<string>>): Filter {
  const facets = some([...values.keys(), 'option.None', 'metafield.custom.none'], 3);
  const price = () => (random() < 0.2 ? 100 * upTo(45) : undefined);
  return {
    values: new Map(
      facets.map((facet) => [
        facet,
        [pick([...(values.get(facet) ?? []), 'nothing']), ...some([...(values.get(facet) ?? [])], 2)],
      ]),
    ),
    available: random() < 0.4 ? random() < 0.6 : undefined,
    priceMinMinor: price(),
    priceMaxMinor: price(),
  };
}

const withOnly = (filter: Filter, facet: string, values: readonly string[] | null): Filter => {
  const others = new Map([...filter.values].filter(([name]) => name !== facet));
  if (values) others.set(facet, values);
  return { ...filter, values: others };
};

/** What the facets must be, counted product by product. */
function expectedFacets(
  filter: Filter,
  products: readonly PlainProduct[],
  all: ReadonlyMap<string, ReadonlySet<string>>,
) {
  const total = (other: Filter) => products.filter((product) => leaves(other, product)).length;
  const expected = new Map<string, Map<string, number>>();
  const add = (facet: string, value: string, count: number, chosen: boolean) => {
    if (count > 0 || chosen) expected.set(facet, (expected.get(facet) ?? new Map()).set(value, count));
  };
  for (const [facet, values] of all) {
    if (facet === 'metafield.custom.story') continue;
    for (const value of values)
      add(facet, value, total(withOnly(filter, facet, [value])), filter.values.get(facet)?.includes(value) ?? false);
  }
  for (const [facet, values] of filter.values)
    for (const value of values) add(facet, value, total(withOnly(filter, facet, [value])), true);
  for (const available of [true, false])
    add('available', String(available), total({ ...filter, available }), filter.available === available);
  return expected;
}

function check(
  facets: readonly Facet[],
  filter: Filter,
  products: readonly PlainProduct[],
  all: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const counted = new Map(
    facets
      .filter(({ kind }) => kind === 'values')
      .map(({ name, values }) => [name, new Map(values.map(({ value, count }) => [value, count]))]),
  );
  const sorted = (of: ReadonlyMap<string, ReadonlyMap<string, number>>) =>
    [...of].map(([name, values]) => [name, [...values].sort()]).sort();
  assert.deepEqual(sorted(counted), sorted(expectedFacets(filter, products, all)));
  for (const { values } of facets)
    for (const [index, { count }] of values.entries()) assert.ok(count <= (values[index - 1]?.count ?? Infinity));
  const { priceMinMinor: _min, priceMaxMinor: _max, ...others } = filter;
  const priced = products.filter((product) => leaves(others, product));
  const price = facets.find(({ name }) => name === 'price');
  if (priced.length === 0) assert.equal(price, undefined);
  else
    assert.deepEqual(
      [price?.kind, price?.min, price?.max],
      ['range', Math.min(...priced.map(({ min }) => min)), Math.max(...priced.map(({ max }) => max))],
    );
}

const facets = (facts: Facts, name: string) =>
  facts
    .select({ values: new Map() }, null)
    .facets()
    .filter((facet) => facet.name === name).length;

describe(`facts of products (seed ${SEED})`, () => {
  it('count facets as one counts by hand, for any filter, of all products and of some', async () => {
    const database = await emptyStore(folder);
    await sell(...Array.from({ length: 120 }, (_, i) => anyProduct(i)))(database);
    await nameOptions(database);
    const products = await plainProducts(database);
    const all = valuesByFacet(products);
    assert.ok([...all.keys()].length >= 8, [...all.keys()].join());
    const facts = await factsOf(database)();
    for (let round = 0; round < 1000; round++) {
      const filter = anyFilter(all);
      const share = random();
      const among = round % 2 === 0 ? products : products.filter(() => random() < share);
      const within = round % 2 === 0 ? null : RowSet.from(among.map(({ row }) => row));
      const selection = facts.select(filter, within);
      try {
        assert.deepEqual(
          [...selection.rows.rows()],
          among.filter((product) => leaves(filter, product)).map(({ row }) => row),
        );
        assert.equal(selection.total, selection.rows.size);
        check(selection.facets(), filter, among, all);
      } catch (error) {
        throw new Error(
          `round ${round} of seed ${SEED}: ${JSON.stringify({ ...filter, values: [...filter.values] })}`,
          { cause: error },
        );
      }
    }
  });

  it('tell nothing that only products have that are not on sale', async () => {
    const database = await emptyStore(folder);
    const read = factsOf(database);
    await sell({ handle: 'bowl' }, { handle: 'jug' }, { handle: 'secret', status: 'draft' })(database);
    await database.run(`INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
      SELECT id, 'custom', 'kind', 0, CASE handle WHEN 'secret' THEN 'Secret launch' ELSE 'Kind' END, handle FROM products`);
    await database.run(`INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
      SELECT id, 'custom', 'launch', 1, 'Secret launch', 'Secret date' FROM products WHERE handle = 'secret'`);
    const chosen: Filter = { values: new Map([['metafield.custom.launch', ['x']]]) };
    const told = async (filter: Filter) => JSON.stringify((await read()).select(filter, null).facets());
    const label = async () =>
      (await read())
        .select({ values: new Map() }, null)
        .facets()
        .find(({ name }) => name === 'metafield.custom.kind')?.label;
    assert.equal(await label(), 'Kind');
    for (const filter of [chosen, { values: new Map() }]) assert.doesNotMatch(await told(filter), /secret/i);
    await database.run("UPDATE products SET status = 'active' WHERE handle = 'secret'");
    assert.match(await told(chosen), /Secret launch.*Secret date|Secret date.*Secret launch/);
    assert.equal(await label(), 'Kind', 'as most products say');
    await database.run("UPDATE products SET status = 'draft' WHERE handle <> 'secret'");
    assert.equal(await label(), 'Secret launch');
    await database.run("UPDATE products SET status = CASE handle WHEN 'secret' THEN 'draft' ELSE 'active' END");
    assert.equal(await label(), 'Kind');
    for (const filter of [chosen, { values: new Map() }]) assert.doesNotMatch(await told(filter), /secret/i);
  });

  it('are in step after every kind of write, and for whoever asks meanwhile', async () => {
    const database = await emptyStore(folder);
    const memory = new SearchMemory({ maxBytes: 64e6, shares: true });
    const read = factsOf(database, memory);
    await importText(database, SHIRT);
    const variant = (sku: string) => `(SELECT id FROM variants WHERE sku = '${sku}')`;
    const shirt = "(SELECT id FROM products WHERE handle = 'shirt')";
    const sale = (sku: string) => `INSERT INTO stock_movements (id, variant_id, delta, reason, created_at)
      VALUES ('${sku}-' || random(), ${variant(sku)}, -3, 'sale', '2026')`;
    const derive = `UPDATE products SET available = EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id
      AND (v.inventory_tracked = 0 OR v.inventory_policy = 'continue' OR v.inventory_quantity > 0))`;
    const writes: Record<string, () => Promise<unknown>> = {
      'the import again, with another colour': () => importText(database, SHIRT.replaceAll('Red', 'Rust')),
      'an import of a new product': () => importText(database, SHIRT.replaceAll('shirt', 'dress')),
      'an import of metafields': () =>
        importText(database, `Handle,Title,Variant Price,Oak (product.metafields.custom.oak)\nbowl,Bowl,5,yes\n`),
      'an order that takes the last in one size': () => database.write([{ sql: sale('S-R') }, { sql: derive }]),
      'stock that comes back': () =>
        database.run(`UPDATE variants SET inventory_quantity = 4 WHERE id = ${variant('M-R')}`),
      'a price': () =>
        database.run("UPDATE products SET price_min_minor = 1, price_max_minor = 2 WHERE handle = 'mug'"),
      'a product taken from sale': () => database.run("UPDATE products SET published = 0 WHERE handle = 'mug'"),
      'and put back': () => database.run("UPDATE products SET published = 1, vendor = 'Halden' WHERE handle = 'mug'"),
      'a tag': () => database.run(`INSERT INTO product_tags (tag, product_id) VALUES ('sale', ${shirt})`),
      'a tag gone': () => database.run("DELETE FROM product_tags WHERE tag = 'linen'"),
      'a collection': () =>
        database.write([
          { sql: "INSERT INTO collections (id, handle, title) VALUES ('c', 'gifts', 'Gifts')" },
          { sql: `INSERT INTO collection_products (collection_id, product_id) VALUES ('c', ${shirt})` },
        ]),
      'its new name': () => database.run("UPDATE collections SET handle = 'presents', title = 'Presents'"),
      'its end': () => database.run('DELETE FROM collections'),
      'an option renamed': () => database.run("UPDATE product_options SET name = 'Hue' WHERE name = 'Colour'"),
      'a variant gone': () =>
        database.write([{ sql: `DELETE FROM variants WHERE id = ${variant('S-B')}` }, { sql: derive }]),
      'a product gone': () => database.run(`DELETE FROM products WHERE id = ${shirt}`),
      'a new one in its row': () => importText(database, SHIRT),
      'so many that all are read anew': () =>
        sell(
          ...Array.from({ length: 6000 }, (_, i) => ({ handle: `many-${i}`, vendor: `V ${i % 7}`, variants: [{}] })),
        )(database),
      'all gone': () => database.run('DELETE FROM products'),
    };
    for (const [name, write] of Object.entries({ 'the import': () => Promise.resolve(), ...writes })) {
      // Some ask before, during and after, and none may keep an older state than it asked after.
      const meanwhile = [read(), write().then(read), read()];
      const facts = await (await Promise.all(meanwhile))[1]!;
      const products = await plainProducts(database);
      const filter: Filter = { values: new Map() };
      const { rows } = facts.select(filter, null);
      assert.deepEqual(
        [...rows.rows()],
        products.filter(({ onSale }) => onSale).map(({ row }) => row),
        name,
      );
      if (products.length < 100) {
        const all = valuesByFacet(products);
        for (const facet of all.keys())
          if (facet.startsWith('option.') && facets(facts, facet) === 0) all.delete(facet);
        check(facts.select(filter, null).facets(), filter, products, all);
        for (const [facet, values] of all)
          for (const value of values)
            for (const available of [true, false, undefined]) {
              const one: Filter = { values: new Map([[facet, [value]]]), available };
              assert.equal(
                facts.select(one, null).total,
                products.filter((product) => leaves(one, product)).length,
                `${name}: ${facet} ${value}`,
              );
            }
      }
      for (const { row, available } of products) assert.equal(facts.available(row), available, name);
    }
    const fresh = await factsOf(database, memory)();
    assert.equal(fresh.onSale.size, 0);
  });

  it('are those of the database they are of, though another takes its place', async () => {
    const memory = new SearchMemory({ maxBytes: 64e6, shares: true });
    const [one, other] = [await emptyStore(folder), await emptyStore(folder)];
    await importText(one, SHIRT);
    await importText(other, SHIRT.replaceAll('Red', 'Green'));
    const green: Filter = { values: new Map([['option.Colour', ['Green']]]) };
    for (const [database, total] of [
      [one, 0],
      [other, 1],
      [one, 0],
    ] as const)
      assert.equal((await factsOf(database, memory)()).select(green, null).total, total);
  });
});
