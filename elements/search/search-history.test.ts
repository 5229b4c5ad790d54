import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import type { VitrineSearchUpdateEvent } from '../events/search-update.ts';
import { FixtureStore, inside, nextEvent, productSummary, until } from '../internal/fixtures.test-support.ts';
import {
  asked,
  box,
  CUP,
  facet,
  forgetSearches,
  MUG,
  options,
  search,
  searching,
  titles,
  words,
} from './search.test-support.ts';
import type { VitrineSearch } from './search.ts';

const IN_ADDRESS = html`<vitrine-search url-state></vitrine-search>`;
const start = location.href;
/** The address's parameters besides the test runner's own. */
const parameters = (): Record<string, string> => {
  const { 'wtr-session-id': _runner, ...own } = Object.fromEntries(new URLSearchParams(location.search));
  return own;
};
const chips = (element: VitrineSearch): string[] => [...element.renderRoot.querySelectorAll('[part=chip]')].map(words);

/** Goes through the browser's history, and waits until it is there. */
async function go(delta: number): Promise<void> {
  const here = (): string => `${location.href} ${JSON.stringify(history.state)}`;
  const before = here();
  history.go(delta);
  await until(() => here() !== before);
}
const back = (): Promise<void> => go(-1);
const forward = (): Promise<void> => go(1);

/** A store that finds the mug for "mug", the cup for "cup", and either by its maker. */
async function twoThings(): Promise<FixtureStore> {
  const store = new FixtureStore();
  const facets = [facet('vendor', { Kiln: 1, Halden: 1 })];
  await store.answerSearch([MUG, CUP], { facets });
  await store.answerSearch([MUG], { facets }, '/search?q=mug&limit=24');
  await store.answerSearch([CUP], { facets }, '/search?q=cup&limit=24');
  return store;
}

describe('<vitrine-search> in the address', () => {
  beforeEach(() => history.pushState(null, '', start));
  afterEach(() => {
    history.replaceState(null, '', start);
    forgetSearches();
  });

  it('leaves the address and its history alone unless told otherwise', async () => {
    const { element } = await searching();
    const { length } = history;
    search(element, 'mug');
    await until(() => titles(element).length === 2);
    expect(location.href).to.equal(start);
    expect(history.length).to.equal(length);
  });

  it('writes words, filters and order there, and leaves the rest of it as it is', async () => {
    history.replaceState({ router: 7 }, '', '?page=2&odd=%20a#hash');
    const { element } = await searching(IN_ADDRESS, await twoThings());
    search(element, 'mug');
    await until(() => titles(element).length === 1);
    expect(location.search).to.equal('?page=2&odd=%20a&q=mug');
    expect(location.hash).to.equal('#hash');
    expect(history.state, "the page's own state").to.include({ router: 7 });
    (await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.value input'))).click();
    await until(() => titles(element).length === 2);
    expect(parameters()).to.deep.equal({ page: '2', odd: ' a', q: 'mug', 'filter.vendor': 'Kiln' });
    const select = inside<HTMLSelectElement>(element, '[part=sort] select');
    select.value = 'newest';
    select.dispatchEvent(new Event('change'));
    await until(() => parameters()['sort'] === 'newest');
  });

  it('goes back and forward through searches, and out of them', async () => {
    const { element } = await searching(IN_ADDRESS, await twoThings());
    search(element, 'mug');
    await until(() => titles(element).join() === 'Café mug');
    search(element, 'cup');
    await until(() => titles(element).join() === 'The cup');
    await back();
    await until(() => titles(element).join() === 'Café mug');
    expect(box(element).value).to.equal('mug');
    await forward();
    await until(() => titles(element).join() === 'The cup');
    await back();
    await back();
    await until(() => !titles(element).length);
    expect(box(element).value).to.equal('');
    expect(location.href).to.equal(start);
  });

  it('shows to whoever is given the address the same, without being touched', async () => {
    history.replaceState(null, '', '?q=mug&filter.vendor=Kiln%5C%2C+Co,Halden&filter.price.max=5000&sort=price-asc');
    const store = new FixtureStore();
    await store.answerSearch([CUP], { facets: [facet('vendor', { 'Kiln, Co': 1, Halden: 1 })] });
    const updated = nextEvent<VitrineSearchUpdateEvent>(document, 'vitrine-search-update');
    const element = await store.mount<VitrineSearch>(IN_ADDRESS);
    const { detail } = await updated;
    expect(detail).to.deep.include({ query: 'mug', sort: 'price-asc', restored: true });
    expect(detail.filters).to.deep.equal({ vendor: ['Kiln, Co', 'Halden'], 'price.max': ['5000'] });
    await until(() => titles(element).length === 1);
    expect(box(element).value).to.equal('mug');
    expect(chips(element)).to.deep.equal(['Kiln, Co', 'Halden', 'Up to €50.00']);
    expect(await asked(store, '/search?')).to.have.length(1);
    expect(localStorage.getItem('vitrine:fixture:searches'), 'nobody here searched for it').to.equal(null);
  });

  it('names a collection that the address knows by its handle, once its name is known', async () => {
    history.replaceState(null, '', '?collection=table');
    const store = new FixtureStore();
    const collections = { ...facet('collection', {}), values: [{ value: 'table', label: 'Museum table', count: 1 }] };
    await store.answerSearch([CUP], { facets: [collections] });
    const element = await store.mount<VitrineSearch>(IN_ADDRESS);
    await until(() => titles(element).length === 1);
    expect(words(inside(element, '[part=total]'))).to.equal('Museum table · 1 product');
  });

  it('brings as many products back as were in sight', async () => {
    const store = new FixtureStore();
    await store.answerSearch([MUG], { total: 2, next: 'p2' }, '/search?q=all&limit=1');
    await store.answerSearch([CUP], { total: 2 }, '/search?q=all&limit=1&after=p2&facets=none');
    await store.answerSearch([MUG, CUP], { total: 2 }, '/search?q=all&limit=2');
    const template = html`<vitrine-search url-state limit="1"></vitrine-search>`;
    const element = await store.mount<VitrineSearch>(template);
    search(element, 'all');
    await until(() => titles(element).length === 1);
    inside(element, '.foot button').click();
    await until(() => titles(element).length === 2);
    element.remove();
    const again = await store.mount<VitrineSearch>(template);
    await until(() => titles(again).length === 2);
    expect((await asked(store, '/search?')).at(-1)).to.equal('/search?q=all&limit=2');
  });

  it('brings whoever chose a product back to where they were, unless they have begun to move', async () => {
    const store = new FixtureStore();
    const many = Array.from({ length: 24 }, (_, index) => productSummary(`p${index}`));
    const body = { products: many, total: 24, matching: 24, facets: [], next: null, corrected: null, didYouMean: null };
    await store.answer({ '/search': { body } });
    const element = await store.mount<VitrineSearch>(IN_ADDRESS);
    element.addEventListener('vitrine-product-select', (event) => event.preventDefault());
    search(element, 'mug');
    await until(() => titles(element).length === 24);
    window.scrollTo(0, 700);
    inside(element, '.results .choose').click();
    element.remove();
    for (const [moves, top] of [
      [false, 700],
      [true, 0],
    ] as const) {
      window.scrollTo(0, 0);
      await store.answer({ '/search': { body, hold: `until-${top}` } });
      const again = await store.mount<VitrineSearch>(IN_ADDRESS);
      await until(() => again.matches(':state(loading)'));
      if (moves) dispatchEvent(new WheelEvent('wheel'));
      await store.release(`until-${top}`);
      await until(() => titles(again).length === 24);
      await until(() => window.scrollY === top);
      await again.updateComplete;
      expect(window.scrollY).to.equal(top);
      again.remove();
    }
  });

  it('keeps several searches apart by their prefixes, and takes no parameters from one another', async () => {
    const store = await twoThings();
    const host = await store.mount<HTMLElement>(
      html`<div><vitrine-search url-state="a-"></vitrine-search><vitrine-search url-state="b-"></vitrine-search></div>`,
    );
    const [a, b] = [...host.querySelectorAll('vitrine-search')] as [VitrineSearch, VitrineSearch];
    search(a, 'mug');
    await until(() => titles(a).join() === 'Café mug');
    search(b, 'cup');
    await until(() => titles(b).join() === 'The cup');
    expect(parameters()).to.deep.equal({ 'a-q': 'mug', 'b-q': 'cup' });
    await back();
    await until(() => !titles(b).length);
    expect(titles(a)).to.deep.equal(['Café mug']);
  });

  it('lets the first of two searches with the same prefix have the address', async () => {
    const store = await twoThings();
    const host = await store.mount<HTMLElement>(html`<div>${IN_ADDRESS}${IN_ADDRESS}</div>`);
    const [a, b] = [...host.querySelectorAll('vitrine-search')] as [VitrineSearch, VitrineSearch];
    search(a, 'mug');
    await until(() => titles(a).length === 1);
    search(b, 'cup');
    await until(() => titles(b).length === 1);
    expect(parameters()).to.deep.equal({ q: 'mug' });
    a.remove();
    search(b, 'cup');
    await until(() => parameters()['q'] === 'cup');
  });

  it('is in the way of no page that keeps something other than an object in the state of its history', async () => {
    for (const state of ['text', 7, ['list']]) {
      history.pushState(state, '', start);
      const { element } = await searching(IN_ADDRESS, await twoThings());
      search(element, 'mug');
      await until(() => titles(element).length === 1);
      expect(history.state).to.deep.equal(state);
      expect(parameters()).to.deep.equal({ q: 'mug' });
      element.remove();
    }
  });

  it('takes the search out of the address when the box is emptied', async () => {
    const { element } = await searching(IN_ADDRESS, await twoThings());
    search(element, 'mug');
    await until(() => titles(element).length === 1);
    inside(element, '[part=clear]').click();
    await until(() => !titles(element).length);
    expect(location.href).to.equal(start);
    await back();
    await until(() => titles(element).length === 1);
  });

  it('is left with the address as it was when what is above the page is closed', async () => {
    await setViewport({ width: 1024, height: 768 });
    const { element } = await searching(
      html`<vitrine-search url-state results="overlay"></vitrine-search>`,
      await twoThings(),
    );
    search(element, 'mug');
    await until(() => titles(element).length === 1);
    (await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.overlay .value input'))).click();
    await until(() => titles(element).length === 2);
    inside(element, '.leave').click();
    await until(() => location.href === start);
    expect(inside<HTMLDialogElement>(element, '.overlay').open).to.equal(false);
  });
});

describe('<vitrine-search> on a phone', () => {
  beforeEach(async () => {
    history.pushState({ router: 1 }, '', start);
    await setViewport({ width: 390, height: 700 });
  });
  afterEach(async () => {
    await setViewport({ width: 1024, height: 768 });
    forgetSearches();
  });

  const overlay = (element: VitrineSearch): HTMLDialogElement => inside(element, '.overlay');
  /** A search whose box was touched. */
  async function touched(template = html`<vitrine-search></vitrine-search>`) {
    const made = await searching(template, await twoThings());
    await made.store.answerSuggestions('mu', { queries: ['mugs'], products: [productSummary('mug')] });
    box(made.element).focus();
    box(made.element).click();
    await until(() => made.element.shadowRoot!.querySelector<HTMLDialogElement>('.overlay')?.open);
    return made;
  }

  it('takes the whole screen when its box is touched, with the focus and the suggestions there', async () => {
    const { element } = await touched();
    const field = inside<HTMLInputElement>(element, '.overlay input');
    expect(element.shadowRoot!.activeElement).to.equal(field);
    expect(overlay(element).getBoundingClientRect()).to.include({ width: 390, height: 700 });
    await sendKeys({ type: 'mu' });
    await until(() => options(element).length === 2);
    const list = inside(element, '.overlay [role=listbox]').getBoundingClientRect();
    expect(list.width).to.equal(390);
    await expect(element).to.be.accessible();
  });

  it('offers searches of the past there at once', async () => {
    localStorage.setItem('vitrine:fixture:searches', '["mugs"]');
    const { element } = await touched();
    await until(() => options(element).map(words).includes('mugs'));
    const option = options(element)[0]!;
    const { x, y, width, height } = option.getBoundingClientRect();
    const there = element.shadowRoot!.elementFromPoint(x + width / 2, y + height / 2);
    expect(option.contains(there), 'and nothing covers them').to.equal(true);
  });

  it('is closed by the button back, and a router of the page finds its own state at every step', async () => {
    const { element } = await touched();
    expect(history.state).to.include({ router: 1 });
    const heard: unknown[] = [];
    const hear = (event: PopStateEvent): void => void heard.push(event.state);
    addEventListener('popstate', hear);
    await back();
    await until(() => !overlay(element).open);
    removeEventListener('popstate', hear);
    expect(heard).to.deep.equal([{ router: 1 }]);
    expect(location.href).to.equal(start);
    expect(element.shadowRoot!.activeElement?.closest('.overlay')).not.to.equal(overlay(element));
  });

  it('leaves no step behind when it is closed by its own button', async () => {
    const { element } = await touched();
    expect(history.state).to.include({ router: 1 });
    expect(Object.keys(history.state as object)).to.have.length(2);
    inside(element, '.leave').click();
    await until(() => Object.keys(history.state as object).length === 1);
    expect(overlay(element).open).to.equal(false);
    // And opens again.
    box(element).click();
    await until(() => overlay(element).open);
  });

  it('goes back from what was found to the page, in one step', async () => {
    const { element } = await touched(html`<vitrine-search url-state></vitrine-search>`);
    await sendKeys({ type: 'mug' });
    await sendKeys({ press: 'Enter' });
    await until(() => titles(element).length === 2);
    expect(parameters()).to.deep.equal({ q: 'mug' });
    await back();
    await until(() => !overlay(element).open);
    expect(location.href).to.equal(start);
    await until(() => !box(element).value);
  });

  it('stays a box where the page wants its results in place', async () => {
    const { element } = await searching(html`<vitrine-search results="inline"></vitrine-search>`, await twoThings());
    box(element).click();
    search(element, 'mug');
    await until(() => titles(element).length === 2);
    expect(overlay(element).open).to.equal(false);
  });
});
