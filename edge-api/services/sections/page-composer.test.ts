import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ComposePage } from '../../contract/page-compose.ts';
import type { AdminPage } from '../../contract/pages-admin.ts';
import type { SectionResult } from '../../contract/sections-admin.ts';
import { StoreSettings } from '../../repositories/settings.ts';
import { ApiError } from '../errors.ts';
import { GenerationError, type SectionGenerator, type ShopFacts } from './generator.ts';
import { pageComposer } from './page-composer.ts';
import { repairSections } from './generated-sections.ts';
import { type FactSources, shopFacts } from './shop-facts.ts';

const shop = (settings: unknown = {}): FactSources =>
  // Of the answers, only what is read.
  ({
    state: {
      get: async () => ({ name: 'Ada', locale: 'en', currency: 'EUR', settings: StoreSettings.parse(settings) }),
    },
    products: {
      list: async () => ({ body: { products: [] } }),
      collections: async () => ({ body: { collections: [] } }),
    },
    countProducts: async () => 3,
    countPosts: async () => 0,
  }) as unknown as FactSources;

const metadata = {
  generator: 'openai' as const,
  model: 'm-1',
  prompt: 'p'.repeat(20_000),
  tokens: { input: 1, output: 2 },
  ms: 5,
  confidence: 0.5,
  language: 'en',
  seed: 's',
};
const hero = { type: 'hero', content: { heading: 'Written' } };
const wish: ComposePage = { type: 'landing' };

/** A composer over pages that are only counted, and a model that writes this. */
function over(given: readonly unknown[] | Error, refuse = false) {
  const made: string[] = [];
  const removed: string[] = [];
  const kept: unknown[] = [];
  const asked: { brief: unknown; facts: ShopFacts }[] = [];
  const model: SectionGenerator = {
    name: 'openai',
    async compose(brief, facts) {
      asked.push({ brief, facts });
      if (given instanceof Error) throw given;
      return { ...repairSections(given), metadata };
    },
  };
  const composer = pageComposer({
    facts: shop(),
    model,
    pages: {
      async create({ title }) {
        made.push(title);
        return { id: 'pag_1' } as AdminPage;
      },
      get: async () => ({ id: 'pag_1' }) as AdminPage,
      async remove(id) {
        removed.push(id);
      },
    },
    sections: {
      async put(items, options): Promise<SectionResult[]> {
        kept.push(options.metadata);
        return items.map((_, index) =>
          refuse
            ? {
                index,
                id: null,
                outcome: 'refused',
                version: null,
                notes: [],
                error: { code: 'limit_reached', message: 'Full.', issues: [] },
              }
            : { index, id: `${index}`, outcome: 'created', version: 1, notes: [] },
        );
      },
    },
  });
  return { composer, made, removed, kept, asked };
}
const refusedAs = (code: string) => (error: unknown) => error instanceof ApiError && error.code === code;

describe('a page that a model writes', () => {
  it('keeps how it came to be with each section, and is called by its first words', async () => {
    const { composer, made, kept, asked } = over([hero, { type: 'nothing' }]);
    assert.equal(composer.asksModel(wish), true);
    assert.equal(composer.asksModel({ ...wish, generator: 'composer' }), false);
    const { issues, generation } = await composer.compose({ ...wish, wish: 'For spring' }, 'key:1');
    assert.deepEqual(made, ['Written']);
    assert.equal(issues[0]?.path.split('.')[0], '1');
    assert.deepEqual(kept, [generation]);
    assert.deepEqual([generation.model, generation.tokens?.output, generation.prompt?.length], ['m-1', 2, 8000]);
    assert.equal((asked[0]!.brief as { wish: string }).wish, 'For spring');
  });

  it('is none where the model gave none, and leaves none behind', async () => {
    for (const given of [new GenerationError('The generator took too long.'), [], [{ type: 'nothing' }]]) {
      const { composer, made } = over(given);
      await assert.rejects(composer.compose(wish, 'key:1'), refusedAs('generation_failed'));
      assert.deepEqual(made, []);
    }
    const { composer, removed } = over([hero], true);
    await assert.rejects(composer.compose(wish, 'key:1'), refusedAs('limit_reached'));
    assert.deepEqual(removed, ['pag_1']);
  });
});

describe('the facts of a shop', () => {
  const policies = async (shipping: object) => (await shopFacts(shop({ shipping }))).policies;
  const zone = { id: 'eu', title: 'EU', countries: ['DE', 'FR'] };

  it('promise free delivery from what makes every way of it free, and only where there is one for each', async () => {
    const some = (...from: (number | null)[]) =>
      from.map((freeFromMinor, at) => ({ id: `m${at}`, title: 'M', freeFromMinor }));
    assert.deepEqual((await policies({ methods: some(1000, 5000) })).freeShippingFrom?.amountMinor, 5000);
    assert.equal((await policies({ methods: some(1000, null) })).freeShippingFrom, null);
    assert.equal(
      (await policies({ methods: some(1000, null, 99_000), freeFromMinor: 9000 })).freeShippingFrom?.amountMinor,
      9000,
    );
  });

  it('name where the shop delivers unless that is everywhere, and never the address of alerts', async () => {
    const methods = [{ id: 'm', title: 'M', zone: 'eu' }];
    assert.deepEqual((await policies({ zones: [zone], methods })).shipsTo, ['DE', 'FR']);
    assert.deepEqual((await policies({ zones: [zone], methods: [...methods, { id: 'n', title: 'N' }] })).shipsTo, []);
    const facts = await shopFacts(shop({ mail: { address: 'owner@shop.example' } }));
    assert.doesNotMatch(JSON.stringify(facts), /owner@/);
  });
});
