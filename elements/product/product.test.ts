import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { Product } from '../../edge-api/contract/products.ts';
import type { VitrineCartAddEvent } from '../events/cart-add.ts';
import type { VitrineErrorEvent } from '../events/error.ts';
import type { VitrineProductViewEvent } from '../events/product-view.ts';
import type { VitrineVariantChangeEvent } from '../events/variant-change.ts';
import {
  eur,
  FixtureStore,
  image,
  inside,
  nextEvent,
  productWithOptions,
  simpleProduct,
  swatch,
  until,
  variant,
} from '../internal/fixtures.test-support.ts';
import './product.ts';
import type { VitrineProduct } from './product.ts';

async function shown(product: Product, store = new FixtureStore()): Promise<VitrineProduct> {
  await store.answerProducts([product]);
  const element = await store.mount<VitrineProduct>(html`<vitrine-product handle=${product.handle}></vitrine-product>`);
  await until(() => element.product);
  await element.updateComplete;
  return element;
}

const radio = (element: VitrineProduct, value: string): HTMLInputElement => {
  const found = [...element.renderRoot.querySelectorAll<HTMLInputElement>('input[type=radio]')].find(
    (r) => r.value === value,
  );
  if (!found) throw new Error(`No value ${value}.`);
  return found;
};
const text = (element: Element, selector: string): string =>
  inside(element, selector).textContent!.replace(/\s+/g, ' ').trim();
const button = (element: Element): HTMLButtonElement => inside(element, '[part=primary-button]');

describe('<vitrine-product>', () => {
  describe('accessibility', () => {
    it('passes axe with options, a sale and a description', async () => {
      const element = await shown(productWithOptions());
      await expect(element).to.be.accessible();
      element.selectVariant('sand-m');
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });

    it('passes axe sold out, failed and gone', async () => {
      await expect(
        await shown(simpleProduct('mug', { variants: [variant('v', [], { available: false })] })),
      ).to.be.accessible();
      const store = new FixtureStore();
      await store.answer({
        '/products/down': {
          status: 503,
          body: { error: { code: 'store_unavailable', message: '', docs: '', requestId: '' } },
        },
      });
      const failed = await store.mount<VitrineProduct>(html`<vitrine-product handle="down"></vitrine-product>`);
      await until(() => failed.shadowRoot?.querySelector('[part=message]'));
      await expect(failed).to.be.accessible();
    });

    it('names each group of values, and says which value is sold out or not made', async () => {
      const element = await shown(productWithOptions());
      expect(text(element, 'legend')).to.equal('Color');
      expect(radio(element, 'L').closest('label')!.textContent!.replace(/\s+/g, ' ').trim()).to.equal('L , Sold out');
      element.selectVariant('olive-m');
      await element.updateComplete;
      expect(radio(element, 'L').closest('label')!.textContent).to.contain('Not available in this combination');
      expect(radio(element, 'L').disabled, 'still reachable').to.equal(false);
    });

    it('gives every control at least 44 by 44 pixels', async () => {
      const element = await shown(productWithOptions());
      for (const control of element.renderRoot.querySelectorAll<HTMLElement>('button, label.value, .quantity')) {
        const { width, height } = control.getBoundingClientRect();
        expect(Math.min(width, height), control.outerHTML).to.be.at.least(44);
      }
    });

    it('puts the title at the level the page asks for', async () => {
      const element = await shown(simpleProduct('mug'));
      element.headingLevel = 3;
      await element.updateComplete;
      expect(inside(element, '[role=heading]').getAttribute('aria-level')).to.equal('3');
      element.headingLevel = 1;
      await element.updateComplete;
      expect(inside(element, 'h1').part.contains('title')).to.equal(true);
    });
  });

  describe('choosing a variant', () => {
    it('begins with the first variant that can be bought, or the one asked for', async () => {
      const store = new FixtureStore();
      await store.answerProducts([productWithOptions()]);
      const element = await store.mount<VitrineProduct>(
        html`<vitrine-product handle="shirt" variant="sand-l"></vitrine-product>`,
      );
      await until(() => element.selectedVariant);
      expect(element.selectedVariant!.id).to.equal('sand-l');
      expect((await shown(productWithOptions())).selectedVariant!.id).to.equal('navy-m');
    });

    it('shows price, compare-at price, stock and picture of the variant', async () => {
      const element = await shown(productWithOptions());
      expect(text(element, '[part=price]')).to.equal('Price €59.00');
      expect(element.renderRoot.querySelector('[part=compare-at-price]')).to.equal(null);
      radio(element, 'Sand').click();
      await element.updateComplete;
      expect(text(element, '[part=price]')).to.equal('Price €49.00');
      expect(text(element, '[part=compare-at-price]')).to.equal('Before €59.00');
      expect(text(element, '[part=badge]')).to.equal('Sale');
      expect(text(element, '[part=stock]')).to.equal('Only 2 left');
      const strip = inside(element, '.strip');
      await until(() => Math.round(strip.scrollLeft / strip.clientWidth) === 2);
    });

    it('says so when a combination is sold out, or not made, and does not sell it', async () => {
      const element = await shown(productWithOptions());
      radio(element, 'L').click();
      await element.updateComplete;
      expect(element.selectedVariant!.id).to.equal('navy-l');
      expect(text(element, '[part=stock]')).to.equal('Sold out');
      expect(button(element).getAttribute('aria-disabled')).to.equal('true');
      expect(element.matches(':state(sold-out)')).to.equal(true);
      let adds = 0;
      element.addEventListener('vitrine-cart-add', () => adds++);
      button(element).click();
      radio(element, 'Olive').click();
      await element.updateComplete;
      expect(element.selectedVariant).to.equal(undefined);
      expect(text(element, '[part=stock]')).to.equal('Not available in this combination');
      button(element).click();
      expect(adds).to.equal(0);
    });

    it('tells the page when a person chose, and only then', async () => {
      const element = await shown(productWithOptions());
      const seen: (string | undefined)[] = [];
      document.addEventListener('vitrine-variant-change', ({ detail }) => seen.push(detail.variant?.id), {
        once: true,
      });
      element.selectVariant({ Size: 'M', Color: 'Olive' });
      await element.updateComplete;
      expect(element.selectedVariant!.id).to.equal('olive-m');
      expect(seen).to.deep.equal([]);
      const changed = nextEvent<VitrineVariantChangeEvent>(element, 'vitrine-variant-change');
      radio(element, 'Navy').click();
      expect((await changed).detail.variant!.id).to.equal('navy-m');
      expect(seen).to.deep.equal(['navy-m']);
    });

    it('answers undefined and changes nothing for a variant that is not there', async () => {
      const element = await shown(productWithOptions());
      expect(element.selectVariant('nonsense')).to.equal(undefined);
      expect(element.selectVariant({ Color: 'Olive', Size: 'L' })).to.equal(undefined);
      expect(element.selectedVariant!.id).to.equal('navy-m');
    });

    it('keeps the choice while the element moves in the page', async () => {
      const element = await shown(productWithOptions());
      element.selectVariant('sand-l');
      const parent = element.parentElement!;
      element.remove();
      parent.append(element);
      await element.updateComplete;
      expect(element.selectedVariant!.id).to.equal('sand-l');
    });

    it('draws a swatch for each colour, with the name beside it', async () => {
      const element = await shown(
        productWithOptions('shirt', {
          options: [
            {
              name: 'Colour',
              values: ['Light Blue #add8e6', 'Black / White', 'Moonlight'],
              swatches: [
                swatch('Light Blue', '#add8e6'),
                { label: 'Black / White', colors: ['#000000', '#ffffff'], imageId: null },
                swatch('Moonlight', null, 'back'),
              ],
            },
          ],
          variants: [
            variant('a', ['Light Blue #add8e6']),
            variant('b', ['Black / White']),
            variant('c', ['Moonlight'], { imageId: 'back' }),
          ],
        }),
      );
      const swatches = [...element.renderRoot.querySelectorAll<HTMLElement>('.swatch')];
      expect(swatches).to.have.length(3);
      expect(getComputedStyle(swatches[0]!).backgroundImage).to.contain('rgb(173, 216, 230)');
      expect(getComputedStyle(swatches[1]!).backgroundImage).to.match(/rgb\(0, 0, 0\).*rgb\(255, 255, 255\)/);
      expect((swatches[2] as HTMLImageElement).src).to.equal(image('back').url);
      expect(text(element, '[part=color-swatch-label]')).to.equal('Light Blue');
      radio(element, 'Moonlight').click();
      expect(element.selectedVariant!.id).to.equal('c');
    });

    it('shows names alone where there are no swatches', async () => {
      const element = await shown(
        productWithOptions('shirt', {
          options: [{ name: 'Colour', values: ['Light Blue', 'Moonlight'], swatches: null }],
          variants: [variant('a', ['Light Blue']), variant('b', ['Moonlight'])],
        }),
      );
      expect(element.renderRoot.querySelectorAll('.swatch')).to.have.length(0);
    });
  });

  describe('quantity', () => {
    it('stays between one and what is left', async () => {
      const element = await shown(productWithOptions());
      element.selectVariant('sand-m');
      await element.updateComplete;
      const input = inside<HTMLInputElement>(element, '[part=input-field]');
      for (const [typed, taken] of [
        ['7', '2'],
        ['0', '1'],
        ['-3', '1'],
        ['1.7', '1'],
        ['', '1'],
        ['2', '2'],
      ] as const) {
        input.value = typed;
        input.dispatchEvent(new Event('change'));
        await element.updateComplete;
        expect(input.value, `typed ${typed}`).to.equal(taken);
      }
      const [less, more] = element.renderRoot.querySelectorAll<HTMLButtonElement>('.step');
      expect(more!.getAttribute('aria-disabled')).to.equal('true');
      less!.click();
      await element.updateComplete;
      expect(input.value).to.equal('1');
      expect(less!.getAttribute('aria-disabled')).to.equal('true');
    });

    it('keeps the focus on the button that reached the end, and says how many there are', async () => {
      const element = await shown(productWithOptions());
      element.selectVariant('sand-m');
      await element.updateComplete;
      const more = element.renderRoot.querySelectorAll<HTMLButtonElement>('.step')[1]!;
      more.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => text(element, '[role=status]') === 'Quantity: 2');
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      expect(inside<HTMLInputElement>(element, '[part=input-field]').value).to.equal('2');
      expect(element.shadowRoot!.activeElement?.ariaLabel).to.equal('One more');
    });

    it('comes down when the next variant has fewer', async () => {
      const element = await shown(productWithOptions());
      element.selectVariant('sand-l');
      await element.updateComplete;
      const input = inside<HTMLInputElement>(element, '[part=input-field]');
      input.value = '30';
      input.dispatchEvent(new Event('change'));
      element.selectVariant('sand-m');
      await element.updateComplete;
      expect(input.value).to.equal('2');
    });
  });

  describe('buying', () => {
    it('puts the chosen variant and quantity into the cart, and says so', async () => {
      const store = new FixtureStore();
      const element = await shown(productWithOptions(), store);
      element.selectVariant('sand-m');
      await element.updateComplete;
      element.renderRoot.querySelectorAll<HTMLButtonElement>('.step')[1]!.click();
      const added = nextEvent<VitrineCartAddEvent>(document, 'vitrine-cart-add');
      button(element).click();
      const { detail, promise } = await added;
      expect(detail).to.deep.equal({ variantId: 'sand-m', quantity: 2, options: {}, title: 'Linen shirt' });
      await promise;
      expect(store.cart.value.lines.map(({ variantId, quantity }) => [variantId, quantity])).to.deep.equal([
        ['sand-m', 2],
      ]);
      await until(() => text(element, '[role=status]') === 'Added to cart');
      expect(button(element).textContent!.trim()).to.equal('Added to cart');
    });

    it('leaves the cart alone when the page cancels', async () => {
      const store = new FixtureStore();
      const element = await shown(simpleProduct('mug'), store);
      element.addEventListener('vitrine-cart-add', (event) => event.preventDefault());
      button(element).click();
      await until(() => button(element).textContent!.trim() === 'Add to cart');
      expect(store.cart.entries).to.deep.equal([]);
    });

    it('buys once for several quick presses', async () => {
      const store = new FixtureStore();
      const element = await shown(simpleProduct('mug'), store);
      button(element).click();
      button(element).click();
      await until(() => text(element, '[role=status]') === 'Added to cart');
      expect(store.cart.value.count).to.equal(1);
    });

    it('says again that it was added when the same is bought again', async () => {
      const store = new FixtureStore();
      const element = await shown(simpleProduct('mug'), store);
      const status = inside(element, '[role=status]');
      const heard: string[] = [];
      new MutationObserver(() => heard.push(status.textContent!)).observe(status, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      for (const count of [1, 2]) {
        button(element).click();
        await until(() => heard.filter((words) => words.trim() === 'Added to cart').length === count);
      }
    });

    it('says kindly, and tells the page, when nothing could be kept', async () => {
      const store = new FixtureStore();
      const element = await shown(simpleProduct('mug'), store);
      store.cart.failure = new Error('The disk is full.');
      const told = nextEvent<VitrineErrorEvent>(document, 'vitrine-error');
      button(element).click();
      expect((await told).detail.message).to.equal('The disk is full.');
      await until(() => element.renderRoot.querySelector('[role=alert]'));
      expect(text(element, '[role=alert]')).to.contain('Please try again');
      expect(button(element).getAttribute('aria-disabled')).to.equal('false');
    });

    it('buys on Enter in the quantity field', async () => {
      const store = new FixtureStore();
      const element = await shown(simpleProduct('mug'), store);
      inside<HTMLFormElement>(element, 'form').requestSubmit();
      await until(() => store.cart.value.count === 1);
    });
  });

  describe('gallery', () => {
    it('moves by arrow keys, Home and End, and by thumbnails', async () => {
      const element = await shown(productWithOptions());
      const strip = inside(element, '.strip');
      const current = () =>
        [...element.renderRoot.querySelectorAll('.thumbnail')].findIndex(
          (t) => t.getAttribute('aria-current') === 'true',
        );
      const press = async (key: string, at: number) => {
        strip.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await until(() => current() === at && Math.round(strip.scrollLeft / strip.clientWidth) === at);
      };
      await press('ArrowRight', 1);
      await press('End', 2);
      await press('ArrowRight', 2);
      await press('ArrowLeft', 1);
      await press('Home', 0);
      element.renderRoot.querySelectorAll<HTMLButtonElement>('.thumbnail')[2]!.click();
      await until(() => current() === 2 && Math.round(strip.scrollLeft / strip.clientWidth) === 2);
    });

    it('moves the other way in a right-to-left page', async () => {
      const element = await shown(productWithOptions());
      inside(element, '.root').dir = 'rtl';
      const strip = inside(element, '.strip');
      strip.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }));
      await until(() => Math.round(strip.scrollLeft / strip.clientWidth) === -1);
    });

    it('keeps its picture in sight while the element moves in the page', async () => {
      const element = await shown(productWithOptions());
      element.selectVariant('sand-m');
      await element.updateComplete;
      const strip = inside(element, '.strip');
      await until(() => Math.round(strip.scrollLeft / strip.clientWidth) === 2);
      const parent = element.parentElement!;
      element.remove();
      parent.append(element);
      await element.updateComplete;
      expect(Math.round(strip.scrollLeft / strip.clientWidth)).to.equal(2);
    });

    it('keeps the frame when a picture is missing or there is none', async () => {
      const broken = simpleProduct('mug', {
        images: [{ ...image('x', 'Mug'), url: `${location.origin}/fixture-api/none/missing.png` }],
      });
      const element = await shown(broken);
      await until(() => element.renderRoot.querySelector('.broken'));
      const bare = await shown(simpleProduct('bare', { images: [], image: null }));
      for (const one of [element, bare]) {
        const { width, height } = inside(one, '.strip').getBoundingClientRect();
        expect(Math.abs(width - height)).to.be.below(1);
      }
    });

    it('shows one picture without thumbnails, and without a stop for the keyboard', async () => {
      const element = await shown(simpleProduct('mug'));
      expect(element.renderRoot.querySelector('[part=thumbnails]')).to.equal(null);
      expect(inside(element, '.strip').hasAttribute('tabindex')).to.equal(false);
    });
  });

  describe('loading, failing, leaving', () => {
    it('waits, and does not throw, on a page without a store', async () => {
      const element = document.createElement('vitrine-product');
      element.handle = 'mug';
      document.body.append(element);
      await element.updateComplete;
      expect(element.matches(':state(loading)')).to.equal(true);
      expect(element.product).to.equal(undefined);
      expect(element.selectVariant('x')).to.equal(undefined);
      element.remove();
    });

    it('holds room while loading, with the pictures frame where it will be', async () => {
      const store = new FixtureStore();
      await store.answer({ '/products/mug': { hold: 'slow', body: { store: {}, product: simpleProduct('mug') } } });
      const element = await store.mount<VitrineProduct>(html`<vitrine-product handle="mug"></vitrine-product>`);
      const before = inside(element, '.strip').getBoundingClientRect();
      expect(before.height).to.be.above(100);
      await store.release('slow');
      await until(() => element.product);
      await element.updateComplete;
      expect(inside(element, '.strip').getBoundingClientRect()).to.deep.equal(before);
    });

    it('says that a product is gone, in words the page can replace', async () => {
      const store = new FixtureStore();
      await store.answer({
        '/products/old': {
          status: 404,
          body: { error: { code: 'product_not_found', message: '', docs: '', requestId: '' } },
        },
      });
      const told = nextEvent<VitrineErrorEvent>(document, 'vitrine-error');
      const element = await store.mount<VitrineProduct>(
        html`<vitrine-product handle="old"><p slot="empty">Gone fishing</p></vitrine-product>`,
      );
      expect((await told).detail.code).to.equal('product_not_found');
      await element.updateComplete;
      expect(inside<HTMLSlotElement>(element, 'slot[name=empty]').assignedElements()[0]!.textContent).to.equal(
        'Gone fishing',
      );
    });

    it('says kindly that the shop is out of reach, tells the page once, and tries again', async () => {
      const store = new FixtureStore();
      await store.answer({ '/products/mug': { cut: true } });
      const codes: string[] = [];
      const listen = (event: VitrineErrorEvent): void => void codes.push(event.detail.code);
      document.addEventListener('vitrine-error', listen);
      const element = await store.mount<VitrineProduct>(html`<vitrine-product handle="mug"></vitrine-product>`);
      await until(() => element.matches(':state(failed)'));
      await element.updateComplete;
      expect(text(element, '[role=alert] p')).to.equal('The product could not be loaded just now.');
      element.requestUpdate();
      await element.updateComplete;
      expect(codes).to.deep.equal(['network']);
      await store.answerProducts([simpleProduct('mug')]);
      inside(element, '[part=secondary-button]').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => element.product);
      await element.updateComplete;
      expect(text(element, '[part=title]')).to.equal('The mug');
      // The button is gone: the focus goes on to what it brought, and not to the top of the page.
      expect(element.shadowRoot!.activeElement?.part.value).to.equal('title');
      document.removeEventListener('vitrine-error', listen);
    });

    it('announces each product it shows, once', async () => {
      const store = new FixtureStore();
      await store.answerProducts([simpleProduct('mug'), simpleProduct('cup')]);
      const seen: string[] = [];
      const listen = (event: VitrineProductViewEvent): void => void seen.push(event.detail.product.handle);
      document.addEventListener('vitrine-product-view', listen);
      const element = await store.mount<VitrineProduct>(html`<vitrine-product handle="mug"></vitrine-product>`);
      await until(() => seen.length === 1);
      element.handle = 'cup';
      await until(() => seen.length === 2);
      element.requestUpdate();
      await element.updateComplete;
      expect(seen).to.deep.equal(['mug', 'cup']);
      document.removeEventListener('vitrine-product-view', listen);
    });

    it('can be removed while loading: the answer reaches nobody and nothing listens', async () => {
      const store = new FixtureStore();
      await store.answer({ '/products/mug': { hold: 'slow', body: { store: {}, product: simpleProduct('mug') } } });
      const element = await store.mount<VitrineProduct>(html`<vitrine-product handle="mug"></vitrine-product>`);
      let views = 0;
      document.addEventListener('vitrine-product-view', () => views++, { once: true });
      element.remove();
      await store.release('slow');
      await until(() => store.context.catalog.product('mug').value.product);
      await element.updateComplete;
      expect(views).to.equal(0);
      expect(element.product).to.equal(undefined);
    });
  });

  describe('hostile catalogues', () => {
    it('keeps the order of a foreign name on a page that reads the other way', async () => {
      const element = await shown(
        simpleProduct('mug', { title: 'Mug (large)', vendor: 'Kiln & Co.' }),
        new FixtureStore('ar'),
      );
      for (const part of ['title', 'vendor']) {
        const words = document.createTreeWalker(inside(element, `[part=${part}]`), NodeFilter.SHOW_TEXT);
        let node = words.nextNode() as Text;
        while (!node.data.trim()) node = words.nextNode() as Text;
        const letter = (index: number): DOMRect => {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          return range.getBoundingClientRect();
        };
        expect(letter(node.data.length - 1).left, part).to.be.above(letter(0).left);
      }
    });

    it('shows whatever a title, vendor, option or alternative text holds as text', async () => {
      const hostile = [
        '<img src=x onerror=window.hit=1>',
        '"><script>window.hit=1</script>',
        "' onmouseover='window.hit=1",
        '${alert(1)} {{constructor.constructor("window.hit=1")()}}',
        '</style><svg onload=window.hit=1>',
        'javascript:window.hit=1',
      ];
      for (const nasty of hostile) {
        const element = await shown(
          simpleProduct('mug', {
            title: nasty,
            vendor: nasty,
            options: [
              { name: nasty, values: [nasty, 'plain'], swatches: [swatch(nasty, '#fff;x'), swatch('b', '#000000')] },
            ],
            variants: [variant('a', [nasty]), variant('b', ['plain'], { price: eur(1) })],
            images: [{ ...image('i', nasty), url: 'data:,', placeholder: nasty }],
          }),
        );
        expect(text(element, '[part=title]')).to.equal(nasty);
        expect(text(element, 'legend')).to.equal(nasty);
        expect(radio(element, nasty).checked).to.equal(true);
        expect(element.renderRoot.querySelectorAll('script, svg[onload], img[onerror], [onmouseover]')).to.have.length(
          0,
        );
      }
      expect(window).not.to.have.property('hit');
    });
  });
});
