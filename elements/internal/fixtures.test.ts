import { expect } from '@open-wc/testing';
import { suggest } from '../client/search-client.ts';
import { FixtureStore, productWithOptions } from './fixtures.test-support.ts';

describe('fixture store', () => {
  it('answers a product over HTTP, in the shape of the contract', async () => {
    const store = new FixtureStore();
    await store.answerProducts([productWithOptions('shirt')]);
    const { product } = await store.context.client.product('shirt');
    expect(product.variants).to.have.length(5);
    expect((await store.requests()).map(({ path }) => path)).to.deep.equal(['/products/shirt']);
  });

  it('keeps an answer back until it is released', async () => {
    const store = new FixtureStore();
    await store.answerSuggestions('mug', { queries: ['mugs'] }, { hold: 'slow' });
    const asked = suggest(store.context.client, 'mug');
    await store.release('slow');
    expect((await asked).queries).to.deep.equal(['mugs']);
  });

  it('can be down', async () => {
    const store = new FixtureStore();
    await store.answer({ '/products/shirt': { cut: true } });
    const failure = await store.context.client.product('shirt').catch((error: { code: string }) => error);
    expect(failure).to.have.property('code', 'network');
  });
});
