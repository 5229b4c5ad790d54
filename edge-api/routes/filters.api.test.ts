import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { corpus } from '../repositories/catalogue.test-support.ts';
import { assertError, onWorker, startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi();
const shirt = (handle: string, title: string, price: number, ...variants: [string[], number?][]) => ({
  handle,
  title,
  vendor: 'Halden',
  type: 'Shirt',
  collections: ['summer'],
  variants: variants.map(([options, stock]) => ({ options, price, ...(stock === undefined ? {} : { stock }) })),
});
await api.store('ada', {}, async (db) => {
  await sell(
    shirt('linen', 'Linen shirt', 5000, [['S', 'Red'], 0], [['M', 'Blue']]),
    shirt('cotton', 'Cotton shirt', 3000, [['S', 'Blue']], [['M', 'Red'], 0]),
    shirt('wool', 'Wool shirt', 9000, [['M', 'Red']]),
    { handle: 'mug', title: 'Mug', vendor: 'Kiln, Co', type: 'Mug', tags: ['gift'], collections: ['gifts'] },
    { handle: 'draft', title: 'Draft', status: 'draft', vendor: 'Nobody' },
  )(db);
  await db.run("UPDATE product_options SET name = CASE position WHEN 1 THEN 'Size' ELSE 'Colour, or so' END");
  await db.run(`INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
    VALUES ('p-linen', 'custom', 'fibre.kind', 0, 'Fibre', 'flax'), ('p-wool', 'custom', 'fibre.kind', 0, 'Fibre', 'wool')`);
});

const get = (path: string, query: Record<string, string>) =>
  api.call(`/v1/stores/ada/${path}?${new URLSearchParams(query)}`);
const handles = ({ body }: { body: { products: { handle: string }[] } }) => body.products.map(({ handle }) => handle);
const search = (query: Record<string, string>) => get('search', { q: '', ...query });
const COLOUR = 'filter.option.Colour, or so';

describe('filters', () => {
  for (const path of ['search', 'products']) {
    const list = async (query: Record<string, string>) =>
      handles(await get(path, { ...(path === 'search' ? { q: '' } : {}), sort: 'price-asc', ...query }));

    it(`of ${path} ask one and the same variant for every option, and whether that can be bought`, async () => {
      assert.deepEqual(await list({ 'filter.option.Size': 'M' }), ['cotton', 'linen', 'wool']);
      assert.deepEqual(await list({ 'filter.option.Size': 'M', [COLOUR]: 'Red' }), ['cotton', 'wool']);
      assert.deepEqual(await list({ 'filter.option.Size': 'S,M', [COLOUR]: 'Red' }), ['cotton', 'linen', 'wool']);
      const bought = { 'filter.option.Size': 'M', [COLOUR]: 'Red', 'filter.available': 'true' };
      assert.deepEqual(await list(bought), ['wool']);
      assert.deepEqual(await list({ ...bought, 'filter.available': 'false' }), ['cotton']);
    });

    it(`of ${path} know collections, metafields and prices`, async () => {
      assert.deepEqual(await list({ 'filter.collection': 'gifts' }), ['mug']);
      assert.deepEqual(await list({ 'filter.collection': 'gifts,summer', 'filter.price.min': '4000' }), [
        'linen',
        'wool',
      ]);
      assert.deepEqual(await list({ 'filter.metafield.custom.fibre.kind': 'flax,hemp' }), ['linen']);
      assert.deepEqual(await list({ 'filter.collection': 'nothing' }), []);
      assert.deepEqual(await list({ 'filter.option.Nothing': 'x' }), []);
      assert.deepEqual(await list({ 'filter.option.Size': ' , ', 'filter.vendor': 'Kiln\\, Co' }), ['mug']);
    });

    it(`of ${path} are none when they are empty`, async () => {
      const everything = await list({});
      for (const name of ['vendor', 'type', 'tag', 'collection', 'available', 'price.min', 'price.max', 'option.Size'])
        assert.deepEqual(await list({ [`filter.${name}`]: '' }), everything, name);
      assert.deepEqual(await list({ 'filter.price.min': '04000', 'filter.price.max': '' }), ['linen', 'wool']);
    });

    it(`of ${path} go on from page to page in any order`, async () => {
      for (const sort of ['featured', 'newest', 'price-asc', 'price-desc', 'title-asc', 'title-desc']) {
        const query = { ...(path === 'search' ? { q: '' } : {}), sort, 'filter.collection': 'summer' };
        const whole = handles(await get(path, query));
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const { body } = await get(path, { ...query, limit: '1', ...(after === null ? {} : { after }) });
          seen.push(...handles({ body }));
          after = body.next;
        } while (after !== null);
        assert.deepEqual(seen, whole, sort);
        assert.equal(whole.length, 3);
      }
    });

    it(`of ${path} are refused when nobody has them, or when they are too many or too long`, async () => {
      const refused = async (query: Record<string, string>, named: string) => {
        const answer = await get(path, { ...(path === 'search' ? { q: '' } : {}), ...query });
        assertError(answer, 'invalid_request', 400);
        assert.match(answer.body.error.message, new RegExp(named));
      };
      await refused({ 'filter.colour': 'red' }, 'filter\\.colour');
      await refused({ 'filter.option.': 'red' }, 'filter\\.option\\.');
      await refused({ 'filter.metafield.custom': 'red' }, 'filter\\.metafield\\.custom');
      await refused({ [`filter.option.${'x'.repeat(101)}`]: 'red' }, 'filter\\.option\\.x');
      await refused({ 'filter.option.Size': 'x'.repeat(4001) }, 'filter\\.option\\.Size');
      await refused({ 'filter.tag': Array.from({ length: 51 }, (_, i) => i).join() }, 'filter\\.tag');
      for (const price of ['0x10', '1e3', '1.0', '-1', '+1', ' 1', '١', '9'.repeat(16), 'NaN'])
        for (const end of ['min', 'max']) await refused({ [`filter.price.${end}`]: price }, `filter\\.price\\.${end}`);
      await refused({ 'filter.available': 'yes' }, 'filter\\.available');
      const many = Array.from({ length: 21 }, (_, i): [string, string] => [`filter.option.O${i}`, 'x']);
      await refused(Object.fromEntries(many), 'at most 20 filters');
      const twice = await api.call(`/v1/stores/ada/${path}?q=&filter.option.Size=S&filter.option.Size=M`);
      assertError(twice, 'invalid_request', 400);
      assert.equal((await get(path, { q: '', 'filter.tag': Array(50).fill('a\\,b').join() })).status, 200);
    });

    it(`of ${path} take whatever is in them for text`, async () => {
      const payloads = [...corpus('naughty-strings'), ...corpus('sql-injection'), "'", '%', '_', '\u0001', '\\', '['];
      const some = payloads.filter((_, i) => i % (onWorker ? 40 : 8) === 0 || i >= payloads.length - 6);
      for (const payload of some) {
        const text = payload.replaceAll(/\p{Cs}|\0/gu, '');
        const name = text.slice(0, 100);
        for (const query of [
          { [`filter.option.${name}`]: text, 'filter.collection': text },
          { [`filter.metafield.x.${name}`]: text, 'filter.option.Size': text },
        ]) {
          const { status, body } = await get(path, { q: '', ...query });
          assert.ok(status === 200 || status === 400 || status === 414, `${JSON.stringify(query)} → ${status}`);
          if (status === 200) assert.deepEqual(body.products, [], text);
          assert.doesNotMatch(JSON.stringify(body), /SQLITE|syntax error/i);
        }
      }
    });
  }

  it('leave a choice in every facet, with what each value would find', async () => {
    const { body } = await search({ 'filter.option.Size': 'M', [COLOUR]: 'Red', 'filter.available': 'true' });
    const facet = (name: string) => body.facets.find((one: { name: string }) => one.name === name);
    const counts = (name: string) =>
      facet(name).values.map(({ value, count }: { value: string; count: number }) => [value, count]);
    assert.equal(body.total, 1);
    assert.deepEqual(counts('option.Size'), [['M', 1]]);
    assert.deepEqual(counts('option.Colour, or so'), [
      ['Blue', 1],
      ['Red', 1],
    ]);
    assert.deepEqual(counts('available'), [
      ['true', 1],
      ['false', 1],
    ]);
    assert.deepEqual(facet('collection').values, [{ value: 'summer', label: 'Collection summer', count: 1 }]);
    assert.deepEqual(
      [facet('metafield.custom.fibre.kind').label, counts('metafield.custom.fibre.kind')],
      ['Fibre', [['wool', 1]]],
    );
    assert.deepEqual([facet('price').min, facet('price').max, facet('price').kind], [9000, 9000, 'range']);
    assert.equal(facet('tag'), undefined);
    const priced = (await search({ 'filter.price.max': '4000' })).body.facets.find(
      ({ name }: { name: string }) => name === 'price',
    );
    assert.deepEqual([priced.min, priced.max], [1000, 9000]);
  });

  it('are all that is offered, whatever merchants call things', async () => {
    const long = 'x'.repeat(101);
    await api.store('odd', {}, async (db) => {
      await sell(
        ...['a', 'b'].map((handle) => ({ handle, variants: [{ options: ['S'] }, { options: ['M'] }] })),
        ...['c', 'd'].map((handle) => ({ handle, variants: [{ options: ['S'] }, { options: ['M'] }] })),
      )(db);
      await db.run(
        `UPDATE product_options SET name = CASE WHEN product_id IN ('p-a', 'p-b') THEN '${long}' ELSE ' Größe, .&=' END`,
      );
      for (const [position, key] of ['k'.repeat(120), '.hidden', 'kind.of'].entries())
        await db.run(`INSERT INTO product_metafields (product_id, namespace, key, position, name, value)
          SELECT id, 'custom', '${key}', ${position}, 'Name', handle FROM products`);
    });
    const call = (query: Record<string, string>) => api.call(`/v1/stores/odd/search?${new URLSearchParams(query)}`);
    const { facets } = (await call({ q: '' })).body;
    const offered = facets.filter(({ kind }: { kind: string }) => kind === 'values');
    const names = offered.map(({ name }: { name: string }) => name);
    for (const name of ['option. Größe, .&=', 'metafield.custom.kind.of']) assert.ok(names.includes(name), name);
    for (const { name, values } of offered)
      for (const { value, count } of values) {
        const { status, body } = await call({ q: '', [`filter.${name}`]: value.replaceAll(/[\\,]/g, '\\$&') });
        assert.deepEqual([status, body.total], [200, count], `${name}: ${value}`);
      }
  });

  it('leave facets out when they are not wanted', async () => {
    const { body } = await search({ facets: 'none', 'filter.option.Size': 'S' });
    assert.deepEqual([body.facets, body.total], [[], 2]);
  });

  it('keep a chosen value among the facets though nothing has it', async () => {
    const { body } = await search({ 'filter.vendor': 'Nobody' });
    const vendors = body.facets.find(({ name }: { name: string }) => name === 'vendor').values;
    assert.deepEqual(vendors.at(-1), { value: 'Nobody', label: 'Nobody', count: 0 });
  });
});
