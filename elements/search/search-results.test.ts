import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { VitrineCartAddEvent } from '../events/cart-add.ts';
import type { VitrineProductSelectEvent } from '../events/product-select.ts';
import type { VitrineSearchEmptyEvent } from '../events/search-empty.ts';
import type { VitrineSearchUpdateEvent } from '../events/search-update.ts';
import {
  inside,
  nextEvent,
  productSummary,
  simpleProduct,
  storeSummary,
  until,
} from '../internal/fixtures.test-support.ts';
import {
  asked,
  box,
  CUP,
  facet,
  forgetSearches,
  MUG,
  press,
  search,
  searching,
  status,
  titles,
  type,
  untilAsync,
  words,
} from './search.test-support.ts';

describe('<vitrine-search> and what it finds', () => {
  afterEach(forgetSearches);

  it('shows in place what was found, says how much, and tells the page', async () => {
    const { element } = await searching();
    const update = nextEvent<VitrineSearchUpdateEvent>(document, 'vitrine-search-update');
    type(element, ' mug ');
    press(element, 'Enter');
    expect((await update).detail).to.deep.equal({
      query: 'mug',
      total: 2,
      matching: 2,
      corrected: null,
      didYouMean: null,
      relaxed: false,
      collection: undefined,
      filters: {},
      sort: 'relevance',
      restored: false,
    });
    await element.updateComplete;
    expect(titles(element)).to.deep.equal(['Café mug', 'The cup']);
    expect(words(inside(element, '[part=total]'))).to.equal('2 products for “mug”');
    expect(status(element)).to.equal('2 products for “mug”');
  });

  it('leaves results to the page with results="none", and says what was asked for', async () => {
    const { element, store } = await searching(html`<vitrine-search results="none"></vitrine-search>`);
    const update = nextEvent<VitrineSearchUpdateEvent>(document, 'vitrine-search-update');
    type(element, 'mug');
    press(element, 'Enter');
    expect((await update).detail).to.deep.include({ query: 'mug', total: undefined });
    expect(await asked(store, '/search?')).to.deep.equal([]);
  });

  it('shows more at the end, and nothing twice', async () => {
    const { element, store } = await searching(html`<vitrine-search limit="2"></vitrine-search>`);
    await store.answerSearch([MUG, CUP], { total: 3, next: 'p2' }, '/search?q=all&limit=2');
    await store.answerSearch([CUP, productSummary('jug')], { total: 3 }, '/search?q=all&limit=2&after=p2&facets=none');
    type(element, 'all');
    press(element, 'Enter');
    await until(() => titles(element).length === 2);
    inside(element, '.foot button').click();
    await until(() => titles(element).length === 3);
    await until(() => element.shadowRoot!.activeElement?.classList.contains('choose'));
    expect(element.renderRoot.querySelector('.foot')).to.equal(null);
  });

  it('says again what it found when another choice finds as much', async () => {
    const { element, store } = await searching();
    const facets = [facet('vendor', { Kiln: 1, Halden: 1 })];
    await store.answerSearch([MUG], { facets });
    type(element, 'mug');
    press(element, 'Enter');
    await until(() => status(element) === '1 product for “mug”');
    const heard: string[] = [];
    new MutationObserver(() => heard.push(status(element))).observe(inside(element, '[role=status]'), {
      childList: true,
      characterData: true,
      subtree: true,
    });
    (await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.value input'))).click();
    await until(() => heard.includes('1 product for “mug”'));
  });

  it('tells the page what found nothing', async () => {
    const { element, store } = await searching();
    await store.answerSearch([], { didYouMean: 'mug' });
    const empty = nextEvent<VitrineSearchEmptyEvent>(document, 'vitrine-search-empty');
    let heard = 0;
    element.addEventListener('vitrine-search-empty', () => heard++);
    search(element, 'mgu');
    expect((await empty).detail).to.deep.include({ query: 'mgu', total: 0, didYouMean: 'mug', filters: {} });
    await store.answerSearch([MUG]);
    search(element, 'mug');
    await until(() => titles(element).length === 1);
    expect(heard).to.equal(1);
  });

  it('never is a dead end: shows other products to whoever found none', async () => {
    const { element, store } = await searching();
    await store.answerSearch([]);
    await store.answer({ '/recommendations': { body: { store: storeSummary, kind: 'popular', products: [CUP] } } });
    search(element, 'xyz');
    await until(() => titles(element).length === 1);
    expect(words(inside(element, '.others'))).to.equal('You might like these');
    const selected = nextEvent<VitrineProductSelectEvent>(document, 'vitrine-product-select');
    element.addEventListener('vitrine-product-select', (event) => event.preventDefault(), { once: true });
    inside(element, '.choose').click();
    expect((await selected).detail.search, 'it was not found by the search').to.equal(undefined);
    await expect(element).to.be.accessible();
  });

  it('says what it searched instead of a misspelled word, and searches for that word if told so', async () => {
    const { element, store } = await searching();
    await store.answerSearch([MUG], { corrected: 'mug' }, '/search?q=mgu&limit=24');
    await store.answerSearch([CUP], {}, '/search?q=mgu&spelling=exact&limit=24');
    search(element, 'mgu');
    await until(() => titles(element)[0] === 'Café mug');
    expect(words(inside(element, '[part=total]'))).to.equal('1 product for “mug”');
    expect(words(inside(element, '[part=hint]'))).to.equal('Showing results for “mug”. Search instead for “mgu”');
    expect(status(element)).to.equal('1 product for “mug”');
    await expect(element).to.be.accessible();
    inside(element, '[part=hint] button').click();
    await until(() => titles(element)[0] === 'The cup');
    expect(element.renderRoot.querySelector('[part=hint]')).to.equal(null);
  });

  it('offers another spelling, and searches for it if told so', async () => {
    const { element, store } = await searching();
    await store.answerSearch([CUP], { didYouMean: 'mug' }, '/search?q=mgu&limit=24');
    search(element, 'mgu');
    await until(() => titles(element).length === 1);
    expect(words(inside(element, '[part=hint]'))).to.equal('Did you mean “mug”?');
    inside(element, '[part=hint] button').click();
    await until(() => titles(element).length === 2);
    expect(box(element).value).to.equal('mug');
  });

  it('labels results that do not have all the words', async () => {
    const { element, store } = await searching();
    await store.answerSearch([CUP], { relaxed: true });
    const update = nextEvent<VitrineSearchUpdateEvent>(document, 'vitrine-search-update');
    search(element, 'blue cup with ears');
    expect((await update).detail.relaxed).to.equal(true);
    await element.updateComplete;
    const label = 'No product has all your words. These come closest.';
    expect(words(inside(element, '[part=total]'))).to.equal(label);
    expect(status(element)).to.equal(label);
    search(element, 'xyz');
    await until(() => status(element) === 'Nothing found for “xyz”. These come closest.');
  });

  it('sorts, and says so to nobody but the shop', async () => {
    const { element, store } = await searching();
    search(element, 'mug');
    await until(() => titles(element).length === 2);
    await store.answerSearch([CUP]);
    const select = inside<HTMLSelectElement>(element, '[part=sort] select');
    expect([...select.options].map(({ label }) => label)[0]).to.equal('Best match');
    select.value = 'price-asc';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => titles(element).length === 1);
    expect((await asked(store, '/search?')).at(-1)).to.equal('/search?q=mug&sort=price-asc&limit=24');
  });

  it('tells with which search, and from which place, a product was chosen or added', async () => {
    const { element, store } = await searching();
    await store.answerProducts([simpleProduct('cup')]);
    search(element, 'mug');
    await until(() => titles(element).length === 2);
    const added = nextEvent<VitrineCartAddEvent>(document, 'vitrine-cart-add');
    [...element.renderRoot.querySelectorAll<HTMLElement>('.add')][1]!.click();
    expect((await added).detail).to.deep.include({ variantId: 'v-cup', search: { query: 'mug', position: 1 } });
    const selected = nextEvent<VitrineProductSelectEvent>(document, 'vitrine-product-select');
    element.addEventListener('vitrine-product-select', (event) => event.preventDefault(), { once: true });
    inside(element, '.choose').click();
    expect((await selected).detail).to.deep.equal({ product: MUG, search: { query: 'mug', position: 0 } });
  });

  it('is kind when nothing was found, and leads out', async () => {
    const { element, store } = await searching();
    await store.answerSearch([], {}, '/search?q=xyz&limit=24');
    type(element, 'xyz');
    press(element, 'Enter');
    await until(() => element.matches(':state(empty)') && element.renderRoot.querySelector('[part=message]'));
    await element.updateComplete;
    expect(words(inside(element, '[part=message]'))).to.contain('Nothing found for “xyz”');
    inside(element, '[part=message] button').click();
    await until(() => titles(element).length === 2);
    expect(box(element).value).to.equal('');
  });

  it('says kindly that the shop is out of reach, and tries again', async () => {
    const { element, store } = await searching();
    await store.answer({ '/search': { cut: true } });
    const codes: string[] = [];
    element.addEventListener('vitrine-error', (event) => codes.push(event.detail.code));
    type(element, 'mug');
    press(element, 'Enter');
    await until(() => element.matches(':state(failed)') && element.renderRoot.querySelector('[role=alert]'));
    await element.updateComplete;
    expect(words(inside(element, '[role=alert]'))).to.contain('The search did not work just now.');
    expect(codes).to.deep.equal(['network']);
    inside(element, '[role=alert] button').focus();
    inside(element, '[role=alert] button').click();
    await until(() => codes.length === 2);
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement?.part.value, 'still out of reach').to.equal('results');
    await store.answerSearch([MUG]);
    inside(element, '[role=alert] button').focus();
    inside(element, '[role=alert] button').click();
    await until(() => titles(element).length === 1);
    await until(() => element.shadowRoot!.activeElement?.classList.contains('choose'));
  });

  it('keeps the answer of the newer search when the older one comes later', async () => {
    const { element, store } = await searching();
    await store.answer({ '/search?q=old&limit=24': { hold: 'old', body: {} } });
    const updates: string[] = [];
    element.addEventListener('vitrine-search-update', (event) => updates.push(event.detail.query));
    type(element, 'old');
    press(element, 'Enter');
    await untilAsync(async () => (await asked(store, '/search?q=old')).length === 1);
    type(element, 'new');
    press(element, 'Enter');
    await until(() => updates.length);
    // The server hears of it in its own time; only then may it answer.
    await untilAsync(async () => (await store.requests()).find(({ path }) => path.includes('q=old'))?.aborted);
    await store.release('old');
    expect(updates).to.deep.equal(['new']);
    expect(titles(element)).to.have.length(2);
  });

  it('opens a product in a dialog; puts one without a choice into the cart', async () => {
    const { element, store } = await searching();
    await store.answerProducts([simpleProduct('mug')]);
    type(element, 'mug');
    press(element, 'Enter');
    await until(() => titles(element).length === 2);
    inside(element, '.choose').click();
    const dialog = await until(() => element.shadowRoot!.querySelector<HTMLDialogElement>('dialog[part=dialog]'));
    await until(() => dialog.querySelector('vitrine-product')?.product);
    dialog.close();
    inside(element, '.add').click();
    await until(() => store.cart.value.count === 1);
    await until(() => status(element) === 'Café mug is in your cart.');
  });

  it('links to product pages when the page names them', async () => {
    const { element } = await searching(html`<vitrine-search product-url="/p/{handle}?from=search"></vitrine-search>`);
    type(element, 'mug');
    press(element, 'Enter');
    await until(() => titles(element).length === 2);
    expect(inside(element, '.choose').getAttribute('href')).to.equal('/p/mug?from=search');
  });
});
