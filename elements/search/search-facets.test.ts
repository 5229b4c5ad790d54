import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import { inside, until, type FixtureStore } from '../internal/fixtures.test-support.ts';
import {
  asked,
  CUP,
  facet,
  forgetSearches,
  MUG,
  priceFacet,
  search,
  searching,
  status,
  titles,
  untilAsync,
  words,
} from './search.test-support.ts';
import type { VitrineSearch } from './search.ts';

const FACETS = [
  facet('vendor', { 'Kiln, Co': 1, Halden: 1 }),
  priceFacet(1000, 5000),
  facet('type', { Only: 2 }),
  facet('available', { true: 1, false: 1 }),
  {
    ...facet('option.Color', { Rust: 1, Sand: 1, Nattlys: 1 }, 'Colour'),
    values: [
      { value: 'Rust', label: 'Rust', count: 1, colors: ['#a9502a'] },
      { value: 'Sand', label: 'Sand', count: 1, colors: ['#d3bd9a', '#ffffff'] },
      { value: 'Nattlys', label: 'Nattlys', count: 1, colors: [] },
    ],
  },
];

const values = (element: VitrineSearch): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('.value'),
];
const value = (element: VitrineSearch, label: string): HTMLInputElement =>
  values(element)
    .find((one) => words(one).startsWith(label))!
    .querySelector('input')!;
const chips = (element: VitrineSearch): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('[part=chip]'),
];
const drawer = (element: VitrineSearch): HTMLDialogElement | null =>
  element.renderRoot.querySelector<HTMLDialogElement>('dialog.drawer');
/** Parameters of the latest search. */
const latest = async (store: FixtureStore): Promise<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams((await asked(store, '/search?')).at(-1)!.split('?')[1]));

/** A search that found two products and what narrows them. */
async function found(template?: TemplateResult): Promise<{ element: VitrineSearch; store: FixtureStore }> {
  const made = await searching(template);
  await made.store.answerSearch([MUG, CUP], { facets: FACETS });
  search(made.element, 'mug');
  await until(() => titles(made.element).length === 2);
  return made;
}

const NARROW = html`<vitrine-search results="inline" style="inline-size: 400px"></vitrine-search>`;

async function openDrawer(element: VitrineSearch): Promise<HTMLDialogElement> {
  inside(element, '[part=filters-button]').focus();
  inside(element, '[part=filters-button]').click();
  return until(() => drawer(element)?.open && values(element).length > 0 && drawer(element));
}

describe('<vitrine-search> and what narrows it', () => {
  afterEach(forgetSearches);

  describe('beside the results', () => {
    it('offers values with counts, colours and a range of prices, where there is a choice', async () => {
      const { element } = await found();
      await until(() => values(element).length);
      expect([...element.renderRoot.querySelectorAll('summary')].map(words)).to.deep.equal([
        'Price',
        'Brand',
        'Colour',
      ]);
      expect(values(element).map(words)).to.deep.equal([
        'In stock only 1',
        'Kiln, Co 1',
        'Halden 1',
        'Rust 1',
        'Sand 1',
        'Nattlys 1',
      ]);
      const swatches = [...element.renderRoot.querySelectorAll<HTMLElement>('[part=swatch]')];
      expect(swatches.map(({ style }) => style.background.includes('rgb('))).to.deep.equal([true, true, false]);
      expect(element.renderRoot.querySelector('[part=filters-button]')).to.equal(null);
      await expect(element).to.be.accessible();
    });

    it('asks for one of several values, keeps what is chosen in sight, and takes it back chip by chip', async () => {
      const { element, store } = await found();
      await until(() => values(element).length);
      value(element, 'Kiln').click();
      await untilAsync(async () => (await latest(store))['filter.vendor']);
      expect(await latest(store)).to.deep.equal({ q: 'mug', 'filter.vendor': 'Kiln\\, Co', limit: '24' });
      value(element, 'Halden').click();
      await untilAsync(async () => (await latest(store))['filter.vendor'] === 'Kiln\\, Co,Halden');
      value(element, 'Rust').click();
      await until(() => chips(element).length === 3 && !element.matches(':state(loading)'));
      expect(await latest(store)).to.include({ 'filter.vendor': 'Kiln\\, Co,Halden', 'filter.option.Color': 'Rust' });
      expect(chips(element).map(words)).to.deep.equal(['Kiln, Co', 'Halden', 'Rust']);
      expect(chips(element)[0]!.getAttribute('aria-label')).to.equal('Remove Kiln, Co');
      await expect(element).to.be.accessible();

      chips(element)[0]!.focus();
      chips(element)[0]!.click();
      await until(() => chips(element).length === 2);
      expect(value(element, 'Kiln').checked).to.equal(false);
      expect(element.shadowRoot!.activeElement, 'the focus is not lost').not.to.equal(null);
      inside(element, '[part=chosen] .link').click();
      await until(() => !chips(element).length);
      await untilAsync(async () => Object.keys(await latest(store)).join() === 'q,limit');
    });

    it('keeps a value that nothing matches any more, to be undone, and offers to remove all filters', async () => {
      const { element, store } = await found();
      await until(() => values(element).length);
      const sortPlace = (): number[] => {
        const { left, top } = inside(element, '[part=sort]').getBoundingClientRect();
        return [left, top];
      };
      const before = sortPlace();
      await store.answerSearch([], { facets: [facet('vendor', {}), facet('available', { true: 1, false: 1 })] });
      value(element, 'Kiln').click();
      await until(() => element.matches(':state(empty)') && element.renderRoot.querySelector('[part=message]'));
      expect(values(element).map(words).slice(0, 3)).to.deep.equal(['In stock only 1', 'Kiln, Co 0', 'Halden 0']);
      const message = inside(element, '[part=message]');
      expect(words(message), 'not the words are to blame').to.contain('No product for “mug” with these filters.');
      expect(words(message)).not.to.contain('another word');
      expect(status(element)).to.equal('No product for “mug” with these filters.');
      expect(sortPlace(), 'nothing moves').to.deep.equal(before);
      await store.answerSearch([MUG, CUP]);
      expect(words(inside(element, '[part=message] button'))).to.equal('Remove the filters');
      inside(element, '[part=message] button').focus();
      inside(element, '[part=message] button').click();
      await until(() => titles(element).length === 2);
      // The button is gone: the focus goes on to what it brought, and not to the top of the page.
      expect(element.shadowRoot!.activeElement?.part.value).to.equal('results');
    });

    it('keeps the focus on the value that was chosen, and says what is left', async () => {
      const { element, store } = await found();
      await until(() => values(element).length);
      await store.answerSearch([MUG], { facets: FACETS });
      value(element, 'Halden').focus();
      await sendKeys({ press: 'Space' });
      await until(() => titles(element).length === 1);
      await element.updateComplete;
      expect(element.shadowRoot!.activeElement).to.equal(value(element, 'Halden'));
      expect(status(element)).to.equal('1 product for “mug”');
    });

    it('narrows by price, typed or moved, and tells the price in words', async () => {
      const { element, store } = await found();
      const [low, high] = (await until(() => {
        const thumbs = [...element.renderRoot.querySelectorAll<HTMLInputElement>('.range input')];
        return thumbs.length === 2 && thumbs;
      })) as [HTMLInputElement, HTMLInputElement];
      expect(low.getAttribute('aria-valuetext')).to.equal('€10.00');
      expect(low.getAttribute('aria-label')).to.equal('Lowest price');
      low.focus();
      await sendKeys({ press: 'ArrowRight' });
      await untilAsync(async () => (await latest(store))['filter.price.min'] === '1040');
      await until(() => words(chips(element)[0]) === 'From €10.40');
      expect(element.shadowRoot!.activeElement).to.equal(low);

      const fields = [...element.renderRoot.querySelectorAll<HTMLInputElement>('.ends input')];
      fields[1]!.value = '25.5';
      fields[1]!.dispatchEvent(new Event('change'));
      await untilAsync(async () => (await latest(store))['filter.price.max'] === '2550');
      await until(() => words(chips(element)[0]) === '€10.40 – €25.50');
      expect(high.getAttribute('aria-valuetext')).to.equal('€25.50');
      // Wrong way round, and nonsense.
      fields[0]!.value = '40';
      fields[0]!.dispatchEvent(new Event('change'));
      await untilAsync(async () => (await latest(store))['filter.price.max'] === '4000');
      expect((await latest(store))['filter.price.min']).to.equal('2550');
      chips(element)[0]!.click();
      await untilAsync(async () => !(await latest(store))['filter.price.max']);
      expect(await latest(store)).not.to.have.property('filter.price.min');
    });

    it('reaches the dearest product, however the prices fall into steps', async () => {
      const { element, store } = await searching();
      await store.answerSearch([MUG, CUP], { facets: [priceFacet(100, 5550)] });
      search(element, 'mug');
      const high = await until(() => element.renderRoot.querySelectorAll<HTMLInputElement>('.range input')[1]);
      const told = (): string | null => high.getAttribute('aria-valuetext');
      expect([told(), high.value === high.max]).to.deep.equal(['€55.50', true]);
      high.focus();
      await sendKeys({ press: 'ArrowLeft' });
      await untilAsync(async () => (await latest(store))['filter.price.max'] === '5545');
      await until(() => told() === '€55.45');
      await sendKeys({ press: 'ArrowRight' });
      await untilAsync(async () => !(await latest(store))['filter.price.max']);
      await until(() => told() === '€55.50' && high.value === high.max);
      await sendKeys({ press: 'Home' });
      await untilAsync(async () => (await latest(store))['filter.price.max'] === '100');
      await sendKeys({ press: 'End' });
      await untilAsync(async () => !(await latest(store))['filter.price.max']);
    });

    it('shows the first of many values, and all of them when asked', async () => {
      const { element, store } = await searching();
      const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`V${index}`, 20 - index]));
      await store.answerSearch([MUG, CUP], { facets: [facet('tag', many)] });
      search(element, 'mug');
      await until(() => values(element).length === 8);
      inside(element, '.values .link').click();
      await until(() => values(element).length === 20);
    });

    it('keeps in its place what was offered before something was chosen', async () => {
      const { element, store } = await found();
      const names = (): string[] => [...element.renderRoot.querySelectorAll('summary')].map(words);
      await until(() => values(element).length);
      await store.answerSearch([MUG], {
        facets: [facet('vendor', { Halden: 1, 'Kiln, Co': 1 }), priceFacet(1000, 1000), facet('type', { Only: 1 })],
      });
      const { y } = value(element, 'Halden').getBoundingClientRect();
      value(element, 'Halden').click();
      await until(() => titles(element).length === 1);
      await expect(element).to.be.accessible();
      expect(names()).to.deep.equal(['Price', 'Brand1', 'Colour']);
      expect(values(element).map(words)).to.deep.equal([
        'In stock only 0',
        'Kiln, Co 1',
        'Halden 1',
        'Rust 0',
        'Sand 0',
        'Nattlys 0',
      ]);
      expect(value(element, 'Halden').getBoundingClientRect().y).to.equal(y);
      search(element, 'other');
      await until(() => names().join() === 'Brand');
    });

    it('does not let an older narrowing overwrite a newer one', async () => {
      const { element, store } = await found();
      await until(() => values(element).length);
      await store.answer({ '/search?q=mug&filter.vendor=Halden&limit=24': { hold: 'old', body: {} } });
      await store.answerSearch(
        [CUP],
        { facets: FACETS },
        '/search?q=mug&filter.vendor=Halden%2CKiln%5C%2C+Co&limit=24',
      );
      value(element, 'Halden').click();
      await untilAsync(async () => (await asked(store, '/search?')).length === 2);
      value(element, 'Kiln').click();
      await until(() => titles(element).join() === 'The cup');
      await untilAsync(async () =>
        (await store.requests()).some(({ aborted, path }) => aborted && path.includes('Halden')),
      );
      await store.release('old');
      await element.updateComplete;
      expect(titles(element)).to.deep.equal(['The cup']);
      expect(chips(element).map(words)).to.deep.equal(['Halden', 'Kiln, Co']);
    });
  });

  describe('in a drawer', () => {
    it('asks for nothing to narrow by until the drawer is opened, and then for that alone', async () => {
      const { element, store } = await found(NARROW);
      expect(await asked(store, '/search?')).to.deep.equal(['/search?q=mug&limit=24&facets=none']);
      const opened = await openDrawer(element);
      expect(opened.matches(':modal')).to.equal(true);
      expect((await asked(store, '/search?')).slice(1)).to.deep.equal(['/search?q=mug&limit=1']);
      expect(titles(element)).to.have.length(2);
      await expect(element).to.be.accessible();
    });

    it('does not take the numbers of an older search for those of a newer one', async () => {
      const { element, store } = await found(NARROW);
      await store.answer({ '/search?q=mug&limit=1': { hold: 'numbers', body: {} } });
      await store.answerSearch([CUP], { facets: [facet('vendor', { New: 1, Newer: 1 })] }, '/search?q=cup&limit=24');
      inside(element, '[part=filters-button]').click();
      await untilAsync(async () => (await asked(store, '/search?q=mug&limit=1')).length);
      search(element, 'cup');
      await until(() => values(element).length === 2);
      await untilAsync(async () =>
        (await store.requests()).some(({ aborted, path }) => aborted && path.endsWith('limit=1')),
      );
      await store.release('numbers');
      await element.updateComplete;
      expect(values(element).map(words)).to.deep.equal(['New 1', 'Newer 1']);
    });

    it('says how many products a choice leaves, shows them, and gives the focus back', async () => {
      const { element, store } = await found(NARROW);
      const opened = await openDrawer(element);
      await store.answerSearch([MUG], { facets: FACETS });
      value(element, 'Halden').click();
      await until(() => words(opened.querySelector('.show')) === 'Show 1 product');
      expect(words(opened.querySelector('[role=status]'))).to.equal('1 product for “mug”');
      opened.querySelector<HTMLElement>('.show')!.click();
      await until(() => !opened.open);
      await element.updateComplete;
      expect(element.shadowRoot!.activeElement?.part.value).to.equal('filters-button');
      expect(words(inside(element, '[part=filters-button]'))).to.equal('Filters1');
      expect(chips(element).map(words)).to.deep.equal(['Halden']);
    });

    it('closes on Escape, and nothing else with it', async () => {
      const { element } = await found(
        html`<vitrine-search results="overlay" style="inline-size: 260px"></vitrine-search>`,
      );
      await setViewport({ width: 500, height: 700 });
      try {
        const opened = await openDrawer(element);
        await sendKeys({ press: 'Escape' });
        await until(() => !opened.open);
        expect(inside<HTMLDialogElement>(element, '.overlay').open).to.equal(true);
        await openDrawer(element);
      } finally {
        await setViewport({ width: 1024, height: 768 });
      }
      await until(() => !drawer(element)?.open);
    });

    it('gives its place to the column beside the results when there is room', async () => {
      const { element } = await found(NARROW);
      await openDrawer(element);
      element.style.inlineSize = '900px';
      dispatchEvent(new Event('resize'));
      await until(() => !drawer(element)?.open && element.renderRoot.querySelector('.side .value'));
    });

    it('says that there is nothing to narrow by, and that it could not be fetched', async () => {
      const { element, store } = await searching(NARROW);
      search(element, 'mug');
      await until(() => titles(element).length === 2);
      await store.answer({ '/search': { cut: true } });
      const codes: string[] = [];
      element.addEventListener('vitrine-error', (event) => codes.push(event.detail.code));
      inside(element, '[part=filters-button]').click();
      await until(() => words(drawer(element)).includes('There is nothing to narrow this search by.'));
      expect(codes).to.deep.equal(['network']);
      expect(titles(element), 'the results stay').to.have.length(2);
    });
  });
});
