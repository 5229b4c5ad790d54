import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import type { VitrineProductSelectEvent } from '../events/product-select.ts';
import type { VitrineSuggestionSelectEvent } from '../events/suggestion-select.ts';
import { inside, nextEvent, productSummary, until, type FixtureStore } from '../internal/fixtures.test-support.ts';
import {
  asked,
  box,
  CUP,
  facet,
  forgetSearches,
  MUG,
  options,
  press,
  search,
  searching,
  status,
  titles,
  type,
  untilAsync,
  words,
} from './search.test-support.ts';
import type { VitrineSearch } from './search.ts';

async function suggesting(template?: TemplateResult): Promise<{ element: VitrineSearch; store: FixtureStore }> {
  const made = await searching(template);
  type(made.element, 'mu');
  await until(() => options(made.element).length === 3);
  return made;
}

describe('<vitrine-search>', () => {
  afterEach(forgetSearches);

  describe('accessibility', () => {
    it('passes axe empty, suggesting, with results, without results, and failed', async () => {
      const { element, store } = await suggesting();
      await expect(element).to.be.accessible();
      press(element, 'ArrowDown');
      await element.updateComplete;
      await expect(element).to.be.accessible();
      await store.answerSearch([MUG, CUP], {
        facets: [facet('vendor', { A: 1, B: 1 })],
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
        facets: [facet('type', { A: 1, B: 1 })],
      });
      const check = (): void => {
        for (const control of element.renderRoot.querySelectorAll<HTMLElement>(
          '.option, .clear, .quiet, .add, select, summary',
        )) {
          expect(control.getBoundingClientRect().height, control.outerHTML).to.be.at.least(44);
        }
      };
      check();
      press(element, 'Enter');
      await until(() => element.renderRoot.querySelector('.value'));
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

    it('takes the Enter that ends a composition for none of its own, in Safari too', async () => {
      const { element, store } = await suggesting();
      press(element, 'ArrowDown');
      const event = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true });
      box(element).dispatchEvent(event);
      await element.updateComplete;
      expect(event.defaultPrevented).to.equal(false);
      expect(options(element)).to.have.length(3);
      expect(await asked(store, '/search?')).to.deep.equal([]);
    });

    it('goes on to the next control on Tab, and leaves what was typed', async () => {
      const { element } = await suggesting();
      press(element, 'ArrowDown');
      await sendKeys({ press: 'Tab' });
      await until(() => options(element).length === 0);
      expect(element.shadowRoot!.activeElement?.part.value).to.equal('clear');
      expect(box(element).value).to.equal('mu');
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

    it('tells a price as the card of the product does', async () => {
      const { element, store } = await searching();
      const priceMax = { ...MUG.priceMin, amountMinor: MUG.priceMin.amountMinor + 500 };
      await store.answerSuggestions('cafe', { products: [{ ...MUG, priceMax }, CUP] });
      await store.answerSearch([{ ...MUG, priceMax }, CUP]);
      type(element, 'cafe');
      await until(() => options(element).length === 2);
      const offered = [...element.renderRoot.querySelectorAll('.amount')].map(words);
      expect(offered[0]).to.match(/^From /);
      press(element, 'Enter');
      await until(() => titles(element).length === 2);
      expect([...element.renderRoot.querySelectorAll('.results .price')].map(words)).to.deep.equal(offered);
    });

    it('marks what was typed, accents or not, without markup of the catalogue', async () => {
      const { element, store } = await searching();
      await store.answerSuggestions('cafe', { products: [MUG] });
      type(element, 'cafe');
      await until(() => options(element).length === 1);
      expect([...element.renderRoot.querySelectorAll('mark')].map(words)).to.deep.equal(['Café']);
    });

    it('shows the products of a collection in place', async () => {
      const { element, store } = await suggesting();
      await store.answerSearch([CUP]);
      options(element)[2]!.click();
      await until(() => titles(element).length === 1);
      expect(titles(element)).to.deep.equal(['The cup']);
      expect(words(inside(element, '[part=total]'))).to.equal('Museum table · 1 product');
      expect(await asked(store, '/search?')).to.deep.equal(['/search?q=&filter.collection=table&limit=24']);
    });

    it('costs one request at most for each key pressed, however fast or slow, and none for a space at the end', async () => {
      const { element, store } = await searching();
      for (const text of ['l', 'la', 'lam', 'lamp']) await store.answerSuggestions(text, { queries: [`${text}!`] });
      for (const text of ['l', 'la', 'lam', 'lamp', 'lamp ', 'lam', 'la']) type(element, text);
      await until(() => words(options(element)[0]) === 'la!');
      expect(await asked(store, '/search/suggest'), 'in one go').to.deep.equal(['/search/suggest?q=la']);
      for (const text of ['lam', 'lamp']) {
        type(element, text);
        await until(() => words(options(element)[0]) === `${text}!`);
      }
      type(element, 'lamp ');
      type(element, 'lam');
      await until(() => words(options(element)[0]) === 'lam!');
      expect(await asked(store, '/search/suggest'), 'one by one').to.have.length(3);
    });

    it('asks once for a word while a space after it is typed and its answer is on its way', async () => {
      const { element, store } = await searching();
      await store.answerSuggestions('mug', { queries: ['mugs'] }, { hold: 'mug' });
      type(element, 'mug');
      await untilAsync(async () => (await asked(store, '/search/suggest')).length);
      type(element, 'mug ');
      await store.release('mug');
      await until(() => options(element).length === 1);
      expect(await asked(store, '/search/suggest')).to.have.length(1);
    });

    it('offers another spelling before all else', async () => {
      const { element, store } = await searching();
      await store.answerSuggestions('mgu', { didYouMean: 'mug', queries: ['mgu holder'] });
      type(element, 'mgu');
      await until(() => options(element).length === 2);
      expect(words(inside(element, '#group-spelling'))).to.equal('Did you mean');
      options(element)[0]!.click();
      await until(() => titles(element).length === 2);
      expect(box(element).value).to.equal('mug');
    });

    it('tells the page what was chosen, where it stood and what had been typed', async () => {
      const { element } = await suggesting();
      element.addEventListener('vitrine-product-select', (event) => event.preventDefault());
      const chosen = nextEvent<VitrineSuggestionSelectEvent>(document, 'vitrine-suggestion-select');
      options(element)[1]!.click();
      expect((await chosen).detail).to.deep.equal({
        kind: 'products',
        text: 'Café mug',
        position: 1,
        query: 'mu',
        handle: 'mug',
      });
    });
  });

  describe('searches of the past', () => {
    /** A search in which somebody has searched for "cup", and then for "mug". */
    async function experienced(template?: TemplateResult) {
      const made = await searching(template);
      for (const text of ['cup', 'mug']) {
        const updated = nextEvent(made.element, 'vitrine-search-update');
        search(made.element, text);
        await updated;
      }
      type(made.element, '');
      press(made.element, 'Escape');
      await made.element.updateComplete;
      return made;
    }
    const open = async (element: VitrineSearch): Promise<string[]> => {
      box(element).click();
      await until(() => options(element).length);
      return options(element).map(words);
    };

    it('are offered in an empty box, the latest first, and once', async () => {
      const { element } = await experienced();
      search(element, 'Cup');
      await until(() => titles(element).length === 2);
      type(element, '');
      press(element, 'Escape');
      await element.updateComplete;
      expect(await open(element)).to.deep.equal(['Cup', 'mug', 'Clear recent searches']);
      expect(status(element)).to.equal('3 suggestions');
      await expect(element).to.be.accessible();
      options(element)[1]!.click();
      await until(() => titles(element).length === 2);
      expect(box(element).value).to.equal('mug');
    });

    it('come first among suggestions for what they begin with', async () => {
      const { element } = await experienced();
      type(element, 'mu');
      await until(() => options(element).length === 4);
      expect(words(options(element)[0])).to.equal('mug');
      expect(options(element)[0]!.querySelector('mark')!.textContent).to.equal('mu');
    });

    it('are at most eight, of this store, on this device', async () => {
      const { element } = await searching();
      for (let index = 0; index < 10; index++) {
        const updated = nextEvent(element, 'vitrine-search-update');
        search(element, `word ${index}`);
        await updated;
      }
      const kept: unknown = JSON.parse(localStorage.getItem('vitrine:fixture:searches')!);
      expect(kept).to.deep.equal([9, 8, 7, 6, 5, 4, 3, 2].map((index) => `word ${index}`));
    });

    it('go one by one with the Delete key and by a click, and all at once', async () => {
      const { element } = await experienced();
      await open(element);
      press(element, 'ArrowDown');
      await element.updateComplete;
      expect(press(element, 'Delete').defaultPrevented).to.equal(true);
      await until(() => options(element).length === 2);
      expect(options(element).map(words)).to.deep.equal(['cup', 'Clear recent searches']);
      options(element)[0]!.querySelector<HTMLElement>('.away')!.click();
      await until(() => options(element).length === 0);
      expect(localStorage.getItem('vitrine:fixture:searches')).to.equal(null);
      expect(titles(element), 'nothing was searched').to.deep.equal([]);

      for (const text of ['cup', 'mug']) {
        const updated = nextEvent(element, 'vitrine-search-update');
        search(element, text);
        await updated;
      }
      type(element, '');
      press(element, 'Escape');
      await element.updateComplete;
      await open(element);
      options(element)[2]!.click();
      await until(() => options(element).length === 0);
      expect(localStorage.getItem('vitrine:fixture:searches')).to.equal(null);
    });

    it('are neither kept nor offered with recent="off", nor when they found nothing', async () => {
      const { element, store } = await experienced(html`<vitrine-search recent="off"></vitrine-search>`);
      expect(localStorage.getItem('vitrine:fixture:searches')).to.equal(null);
      box(element).click();
      await element.updateComplete;
      expect(options(element)).to.have.length(0);
      element.recent = 'on';
      await store.answerSearch([]);
      search(element, 'xyz');
      await until(() => element.matches(':state(empty)'));
      expect(localStorage.getItem('vitrine:fixture:searches')).to.equal(null);
    });

    it('survive what else may stand in their place', async () => {
      for (const written of ['{', '7', '{"a":1}', '["ok",3,null]']) {
        localStorage.setItem('vitrine:fixture:searches', written);
        const { element } = await searching();
        search(element, 'mug');
        await until(() => titles(element).length === 2);
        expect(JSON.parse(localStorage.getItem('vitrine:fixture:searches')!)[0]).to.equal('mug');
        element.remove();
      }
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
          facets: [facet('vendor', { [nasty]: 1, b: 1 })],
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
