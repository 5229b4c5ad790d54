import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Facet } from '../../contract/search.ts';
import type { Database } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { seededRandom } from '../../repositories/catalogue-synthetic.test-support.ts';
import { emptyStore } from '../../repositories/catalogue.test-support.ts';
import { sell, type TestProduct } from '../../routes/catalogue.test-support.ts';
import { factsOf, leaves, type PlainProduct, plainProducts, valuesByFacet } from './facts.test-support.ts';
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
});
