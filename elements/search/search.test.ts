import { expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import type { VitrineProductSelectEvent } from '../events/product-select.ts';
import type { VitrineSearchUpdateEvent } from '../events/search-update.ts';
import {
  FixtureStore,
  inside,
  nextEvent,
  productSummary,
  simpleProduct,
  until,
} from '../internal/fixtures.test-support.ts';
import './search.ts';
import type { VitrineSearch } from './search.ts';

const box = (element: Element): HTMLInputElement => inside(element, 'input[role=combobox]');
const options = (element: VitrineSearch): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>('[role=option]'),
];
const words = (node: Element | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
const titles = (element: VitrineSearch): string[] =>
  [...element.renderRoot.querySelectorAll('.card .title')].map(words);
const status = (element: Element): string => words(inside(element, '[role=status]'));

function type(element: Element, text: string): void {
  const input = box(element);
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

function press(element: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more });
  box(element).dispatchEvent(event);
  // A synthetic key does nothing by itself; in a form Enter submits.
  if (key === 'Enter' && !event.defaultPrevented) inside<HTMLFormElement>(element, 'form').requestSubmit();
  return event;
}

const MUG = productSummary('mug', { title: 'Café mug' });
const CUP = productSummary('cup');

/** A search in a store that suggests three things for "mu" and finds two products for anything. */
async function searching(
  template: TemplateResult = html`<vitrine-search></vitrine-search>`,
  store = new FixtureStore(),
): Promise<{ element: VitrineSearch; store: FixtureStore }> {
  await store.answerSuggestions('mu', {
    queries: ['mugs'],
    products: [MUG],
    collections: [{ handle: 'table', title: 'Museum table' }],
  });
  await store.answerSearch([MUG, CUP]);
  return { element: await store.mount<VitrineSearch>(template), store };
}

async function suggesting(template?: TemplateResult): Promise<{ element: VitrineSearch; store: FixtureStore }> {
  const made = await searching(template);
  type(made.element, 'mu');
  await until(() => options(made.element).length === 3);
  return made;
}

const asked = async (store: FixtureStore, path: string): Promise<string[]> =>
  (await store.requests()).map((request) => request.path).filter((one) => one.startsWith(path));

describe('<vitrine-search>', () => {
  describe('accessibility', () => {
    it('passes axe empty, suggesting, with results, without results, and failed', async () => {
      const { element, store } = await suggesting();
      await expect(element).to.be.accessible();
      press(element, 'ArrowDown');
      await element.updateComplete;
      await expect(element).to.be.accessible();
      await store.answerSearch([MUG, CUP], {
        facets: [
          {
            name: 'vendor',
            values: [
              { value: 'A', count: 1 },
              { value: 'B', count: 1 },
            ],
          },
        ],
      });
      type(element, 'mug');
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      await expect(element).to.be.accessible();
      await store.answerSearch([]);
      type(element, 'xyz');
      press(element, 'Enter');
      await until(() => element.matches(':state(empty)') && element.renderRoot.querySelector('[part=message]'));
      await expect(element).to.be.accessible();
      await store.answer({ '/search': { cut: true } });
      type(element, 'down');
      press(element, 'Enter');
      await until(() => element.matches(':state(failed)') && element.renderRoot.querySelector('[role=alert]'));
      await expect(element).to.be.accessible();
    });

    it('follows the combobox pattern: expanded, controls and active descendant name real nodes', async () => {
      const { element } = await searching();
      const input = box(element);
      expect(input.getAttribute('aria-expanded')).to.equal('false');
      expect(input.hasAttribute('aria-controls')).to.equal(false);
      type(element, 'mu');
      await until(() => options(element).length === 3);
      expect(input.getAttribute('aria-expanded')).to.equal('true');
      const root = element.shadowRoot!;
      expect(root.getElementById(input.getAttribute('aria-controls')!)!.getAttribute('role')).to.equal('listbox');
      press(element, 'ArrowDown');
      await element.updateComplete;
      const active = root.getElementById(input.getAttribute('aria-activedescendant')!)!;
      expect(active.getAttribute('aria-selected')).to.equal('true');
      expect(root.activeElement, 'the focus stays in the field').to.equal(input);
    });

    it('groups suggestions under names, and says how many there are', async () => {
      const { element } = await suggesting();
      const groups = [...element.renderRoot.querySelectorAll('[role=group]')];
      const names = groups.map((group) =>
        words(element.shadowRoot!.getElementById(group.getAttribute('aria-labelledby')!)),
      );
      expect(names).to.deep.equal(['Searches', 'Products', 'Collections']);
      expect(status(element)).to.equal('3 suggestions');
    });

    it('gives every control at least 44 by 44 pixels', async () => {
      const { element, store } = await suggesting();
      await store.answerSearch([MUG], {
        next: 'c',
        facets: [
          {
            name: 'type',
            values: [
              { value: 'A', count: 1 },
              { value: 'B', count: 1 },
            ],
          },
        ],
      });
      const check = (): void => {
        for (const control of element.renderRoot.querySelectorAll<HTMLElement>(
          '.option, .clear, .chip, .quiet, .add',
        )) {
          expect(control.getBoundingClientRect().height, control.outerHTML).to.be.at.least(44);
        }
      };
      check();
      press(element, 'Enter');
      await until(() => element.renderRoot.querySelector('.chip'));
      check();
    });
  });

  describe('keyboard', () => {
    it('walks through the suggestions with arrows, around the ends, and with Home and End', async () => {
      const { element } = await suggesting();
      const at = async (): Promise<number> => {
        await element.updateComplete;
        return options(element).findIndex((option) => option.getAttribute('aria-selected') === 'true');
      };
      expect(press(element, 'Home').defaultPrevented, 'without a choice Home belongs to the text').to.equal(false);
      const walked: number[] = [];
      for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home']) {
        press(element, key);
        walked.push(await at());
      }
      expect(walked).to.deep.equal([0, 1, 2, 0, 2, 0]);
    });

    it('closes the suggestions on Escape, and empties the box on the next', async () => {
      const { element } = await suggesting();
      expect(press(element, 'Escape').defaultPrevented).to.equal(true);
      await element.updateComplete;
      expect(options(element)).to.have.length(0);
      expect(box(element).value).to.equal('mu');
      press(element, 'Escape');
      await element.updateComplete;
      expect(box(element).value).to.equal('');
      expect(press(element, 'Escape').defaultPrevented, 'a dialog around it may close').to.equal(false);
    });

    it('opens closed suggestions again on the down arrow, and closes them on Alt and up', async () => {
      const { element } = await suggesting();
      press(element, 'Escape');
      await element.updateComplete;
      press(element, 'ArrowDown');
      await until(() => options(element).length === 3);
      press(element, 'ArrowUp', { altKey: true });
      await element.updateComplete;
      expect(options(element)).to.have.length(0);
    });

    it('chooses the active suggestion on Enter', async () => {
      const { element } = await suggesting();
      press(element, 'ArrowDown');
      press(element, 'ArrowDown');
      element.addEventListener('vitrine-product-select', (event) => event.preventDefault());
      const selected = nextEvent<VitrineProductSelectEvent>(document, 'vitrine-product-select');
      press(element, 'Enter');
      expect((await selected).detail.product.id).to.equal(MUG.id);
      await element.updateComplete;
      expect(options(element)).to.have.length(0);
    });

    it('leaves the keys of a composition alone', async () => {
      const { element, store } = await suggesting();
      press(element, 'ArrowDown', { isComposing: true });
      const event = new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true });
      box(element).dispatchEvent(event);
      await element.updateComplete;
      expect(options(element)).to.have.length(3);
      expect(box(element).hasAttribute('aria-activedescendant')).to.equal(false);
      expect(await asked(store, '/search?')).to.deep.equal([]);
    });

    it('closes the suggestions when the focus leaves', async () => {
      const { element } = await suggesting();
      box(element).blur();
      await until(() => options(element).length === 0);
    });
  });

  describe('pointer', () => {
    it('chooses what is clicked, inside the shadow root, without losing the focus on the way', async () => {
      const { element } = await suggesting();
      const option = options(element)[0]!;
      const down = new MouseEvent('mousedown', { bubbles: true, composed: true, cancelable: true });
      option.querySelector('.words')!.dispatchEvent(down);
      expect(down.defaultPrevented, 'the focus stays').to.equal(true);
      option.querySelector<HTMLElement>('.words')!.click();
      await until(() => titles(element).length === 2);
      expect(box(element).value).to.equal('mugs');
    });

    it('clears the box and the results with the clear button', async () => {
      const { element } = await searching();
      type(element, 'mug');
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      inside(element, '[part=clear]').click();
      await element.updateComplete;
      expect(box(element).value).to.equal('');
      expect(titles(element)).to.deep.equal([]);
      expect(element.shadowRoot!.activeElement).to.equal(box(element));
    });
  });

  describe('suggestions', () => {
    it('asks once for keys pressed in a row', async () => {
      const { element, store } = await searching();
      type(element, 'm');
      type(element, 'mu');
      await until(() => options(element).length === 3);
      expect(await asked(store, '/search/suggest')).to.deep.equal(['/search/suggest?q=mu']);
    });

    it('never lets an old answer replace a newer one', async () => {
      const { element, store } = await searching();
      await store.answerSuggestions('m', { queries: ['old'] }, { hold: 'old' });
      type(element, 'm');
      await untilAsync(async () => (await asked(store, '/search/suggest?q=m')).length === 1);
      type(element, 'mu');
      await until(() => options(element).length === 3);
      await store.release('old');
      await untilAsync(
        async () => (await store.requests()).find(({ path }) => path === '/search/suggest?q=m')?.aborted,
      );
      await element.updateComplete;
      expect(options(element).map(words)[0]).to.equal('mugs');
    });

    it('shows no suggestions that come after the search was made', async () => {
      const { element, store } = await searching();
      await store.answerSuggestions('slow', { queries: ['late'] }, { hold: 'late' });
      type(element, 'slow');
      await untilAsync(async () => (await asked(store, '/search/suggest')).length === 1);
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      await store.release('late');
      await untilAsync(async () => (await store.requests())[0]!.aborted);
      expect(options(element)).to.have.length(0);
    });

    it('remembers what it was told: going back a letter asks nobody', async () => {
      const { element, store } = await suggesting();
      await store.answerSuggestions('mug', { queries: ['mug tree'] });
      type(element, 'mug');
      await until(() => options(element).length === 1);
      type(element, 'mu');
      await until(() => options(element).length === 3);
      expect(await asked(store, '/search/suggest')).to.have.length(2);
    });

    it('goes on searching when suggestions fail', async () => {
      const { element, store } = await searching();
      await store.answer({ '/search/suggest': { cut: true } });
      let errors = 0;
      element.addEventListener('vitrine-error', () => errors++);
      type(element, 'broken');
      await untilAsync(async () => (await asked(store, '/search/suggest')).length > 0);
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      expect(errors).to.equal(0);
    });

    it('marks what was typed, accents or not, without markup of the catalogue', async () => {
      const { element, store } = await searching();
      await store.answerSuggestions('cafe', { products: [MUG] });
      type(element, 'cafe');
      await until(() => options(element).length === 1);
      expect([...element.renderRoot.querySelectorAll('mark')].map(words)).to.deep.equal(['Café']);
    });

    it('shows the products of a collection in place, or goes to its page', async () => {
      const { element, store } = await suggesting();
      await store.answerList([CUP]);
      options(element)[2]!.click();
      await until(() => titles(element).length === 1);
      expect(titles(element)).to.deep.equal(['The cup']);
      expect(words(inside(element, '[part=total]'))).to.equal('Museum table');
      expect(await asked(store, '/products')).to.deep.equal(['/products?collection=table']);
    });
  });

  describe('results', () => {
    it('shows in place what was found, says how much, and tells the page', async () => {
      const { element } = await searching();
      const update = nextEvent<VitrineSearchUpdateEvent>(document, 'vitrine-search-update');
      type(element, ' mug ');
      press(element, 'Enter');
      expect((await update).detail).to.deep.equal({ query: 'mug', total: 2 });
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
      expect((await update).detail).to.deep.equal({ query: 'mug', total: undefined });
      expect(await asked(store, '/search?')).to.deep.equal([]);
    });

    it('shows more at the end, and nothing twice', async () => {
      const { element, store } = await searching(html`<vitrine-search limit="2"></vitrine-search>`);
      await store.answerSearch([MUG, CUP], { total: 3, next: 'p2' }, '/search?q=all&limit=2');
      await store.answerSearch([CUP, productSummary('jug')], { total: 3 }, '/search?q=all&limit=2&after=p2');
      type(element, 'all');
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      inside(element, '.foot button').click();
      await until(() => titles(element).length === 3);
      await until(() => element.shadowRoot!.activeElement?.classList.contains('choose'));
      expect(element.renderRoot.querySelector('.foot')).to.equal(null);
    });

    it('narrows by facets, keeps what is chosen in sight, and offers to take it back', async () => {
      const { element, store } = await searching();
      const vendors = {
        name: 'vendor',
        values: [
          { value: 'Kiln, Co', count: 1 },
          { value: 'Halden', count: 1 },
        ],
      };
      const stock = {
        name: 'available',
        values: [
          { value: 'true', count: 1 },
          { value: 'false', count: 1 },
        ],
      };
      await store.answerSearch([MUG, CUP], {
        facets: [vendors, { name: 'type', values: [{ value: 'Only', count: 2 }] }, stock],
      });
      type(element, 'mug');
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      const chips = () => [...element.renderRoot.querySelectorAll<HTMLElement>('.chip')];
      expect(chips().map(words), 'one value alone is no choice').to.deep.equal([
        'Kiln, Co1',
        'Halden1',
        'In stock only1',
      ]);
      await store.answerSearch([], { facets: [{ name: 'vendor', values: [] }, stock] });
      chips()[0]!.querySelector('input')!.click();
      await until(() => element.matches(':state(empty)') && element.renderRoot.querySelector('[part=message]'));
      const [, narrowed] = await asked(store, '/search?');
      expect(new URLSearchParams(narrowed!.split('?')[1]).get('filter.vendor')).to.equal('Kiln\\, Co');
      expect(chips().map(words)).to.deep.equal(['Kiln, Co0', 'In stock only1']);
      await store.answerSearch([MUG, CUP]);
      expect(words(inside(element, '[part=message] button'))).to.equal('Remove the filters');
      inside(element, '[part=message] button').focus();
      inside(element, '[part=message] button').click();
      await until(() => titles(element).length === 2);
      // The button is gone: the focus goes on to what it brought, and not to the top of the page.
      expect(element.shadowRoot!.activeElement?.part.value).to.equal('results');
    });

    it('says again what it found when another choice finds as much', async () => {
      const { element, store } = await searching();
      const facets = [
        {
          name: 'vendor',
          values: [
            { value: 'Kiln', count: 1 },
            { value: 'Halden', count: 1 },
          ],
        },
      ];
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
      inside<HTMLInputElement>(element, '.chip input').click();
      await until(() => heard.includes('1 product for “mug”'));
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
      const { element } = await searching(
        html`<vitrine-search product-url="/p/{handle}?from=search"></vitrine-search>`,
      );
      type(element, 'mug');
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      expect(inside(element, '.choose').getAttribute('href')).to.equal('/p/mug?from=search');
    });
  });

  describe('guests', () => {
    it('waits, and does not throw, on a page without a store', async () => {
      const element = document.createElement('vitrine-search');
      document.body.append(element);
      await element.updateComplete;
      type(element, 'mug');
      press(element, 'ArrowDown');
      press(element, 'Enter');
      await element.updateComplete;
      expect(element.matches(':state(open)')).to.equal(false);
      element.remove();
    });

    it('can be removed mid-search: requests are given up, and nobody hears of them', async () => {
      const { element, store } = await searching();
      await store.answer({ '/search': { hold: 'slow', body: {} } });
      await store.answerSuggestions('mug', { queries: ['mugs'] }, { hold: 'slow' });
      let heard = 0;
      element.addEventListener('vitrine-search-update', () => heard++);
      element.addEventListener('vitrine-error', () => heard++);
      type(element, 'mug');
      press(element, 'Enter');
      type(element, 'mu');
      await untilAsync(async () => (await asked(store, '/search?')).length === 1);
      element.remove();
      await untilAsync(async () =>
        (await store.requests()).filter(({ path }) => path.startsWith('/search?')).every(({ aborted }) => aborted),
      );
      await store.release('slow');
      expect(heard).to.equal(0);
      expect(await asked(store, '/search/suggest?q=mu')).to.deep.equal([]);
    });

    it('shows whatever a catalogue holds as text', async () => {
      const { element, store } = await searching();
      const hostile = [
        '<img src=x onerror=window.hit=1>',
        '<script>window.hit=1</script>',
        '</mark><b>x',
        '{{x}} ${y}',
        'javascript:window.hit=1',
      ];
      for (const nasty of hostile) {
        await store.answerSuggestions(nasty, {
          queries: [nasty],
          products: [productSummary('x', { title: nasty })],
          collections: [{ handle: nasty, title: nasty }],
        });
        await store.answerSearch([productSummary('x', { title: nasty, vendor: nasty })], {
          facets: [
            {
              name: 'vendor',
              values: [
                { value: nasty, count: 1 },
                { value: 'b', count: 1 },
              ],
            },
          ],
        });
        type(element, nasty);
        await until(() => options(element).length === 3);
        expect(options(element).map((option) => option.querySelector('.words')!.textContent)).to.deep.equal([
          nasty,
          nasty,
          nasty,
        ]);
        press(element, 'Enter');
        await until(() => titles(element)[0] === nasty.replace(/\s+/g, ' '));
        expect(words(inside(element, '[part=total]'))).to.equal(`1 product for “${nasty}”`);
        expect(element.renderRoot.querySelectorAll('script, img[onerror], b')).to.have.length(0);
      }
      expect(window).not.to.have.property('hit');
    });
  });
});

/** Like `until`, for a question that takes a request to answer. */
async function untilAsync(condition: () => Promise<unknown>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => requestAnimationFrame(resolve));
}
