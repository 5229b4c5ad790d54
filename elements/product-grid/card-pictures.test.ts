import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { FixtureStore, image, productSummary, until } from '../internal/fixtures.test-support.ts';
import './product-grid.ts';
import type { VitrineProductGrid } from './product-grid.ts';

describe('pictures of a grid', () => {
  async function cards(): Promise<HTMLElement[]> {
    const sized = { ...image('a'), sized: 'data:image/svg+xml,<svg/>#{width}', placeholder: '#d8cbb0' };
    const store = new FixtureStore();
    await store.answerList([
      productSummary('a', { image: sized }),
      productSummary('b', { image: { ...image('b'), placeholder: null } }),
      productSummary('c', { image: null }),
    ]);
    const grid = await store.mount<VitrineProductGrid>(html`<vitrine-product-grid columns="1"></vitrine-product-grid>`);
    return until(() => {
      const found = [...grid.shadowRoot!.querySelectorAll<HTMLElement>('[part=picture]')];
      return found.length === 3 && found;
    });
  }

  it('come in the width they need, the first row before all else, the others when they come near', async () => {
    const [first, second] = (await cards()).map((card) => card.querySelector('img')!);
    expect(first!.srcset.match(/ (\d+)w/g)!.map(Number.parseFloat)).to.deep.equal([240, 480, 720, 1080, 1600]);
    expect(first!.sizes).to.contain('50vw');
    expect([first!.loading, first!.getAttribute('fetchpriority')]).to.deep.equal(['eager', 'high']);
    expect([second!.loading, second!.srcset]).to.deep.equal(['lazy', '']);
  });

  it('have their colours in their place until they are there, a neutral tint where none are known', async () => {
    const [known, unknown, none] = (await cards()).map((card) => getComputedStyle(card).backgroundColor);
    expect(known).to.equal('rgb(216, 203, 176)');
    expect(unknown).to.equal(none);
    expect(unknown).not.to.equal('rgba(0, 0, 0, 0)');
  });
});
