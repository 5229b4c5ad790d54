import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { Product, Video } from '../../edge-api/contract/products.ts';
import {
  eur,
  FixtureStore,
  image,
  inside,
  productWithOptions,
  simpleProduct,
  until,
  variant,
} from '../internal/fixtures.test-support.ts';
import './product.ts';
import type { VitrineProduct } from './product.ts';

async function shown(product: Product, store = new FixtureStore(), open = false): Promise<VitrineProduct> {
  await store.answerProducts([product]);
  const element = await store.mount<VitrineProduct>(
    html`<vitrine-product handle=${product.handle} ?open-choice=${open}></vitrine-product>`,
  );
  await until(() => element.product);
  await element.updateComplete;
  return element;
}

const words = (element: Element, selector: string): string =>
  inside(element, selector).textContent!.replace(/\s+/g, ' ').trim();
const all = (element: Element, selector: string): HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const at = (element: Element): number => {
  const strip = inside(element, '.strip');
  return Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth);
};
const dialogOf = async (element: Element): Promise<HTMLDialogElement> =>
  until(() => element.shadowRoot!.querySelector<HTMLDialogElement>('dialog.zoom[open]'));
const largeOf = (element: Element): HTMLImageElement => inside(element, '.zoom .large');

const film: Video = {
  id: 'film',
  alt: 'How it is folded',
  after: 1,
  poster: image('poster').url,
  source: { kind: 'file', files: [{ url: '/fixture-api/none/a.mp4', type: 'video/mp4' }] },
};
const atService = (id: string, kind: 'youtube' | 'vimeo', poster: string | null): Video => ({
  ...film,
  id,
  poster,
  source: { kind, id: kind === 'vimeo' ? '76979871' : 'dQw4w9WgXcQ' },
});

describe('<vitrine-product>, its gallery', () => {
  describe('enlarged', () => {
    it('passes axe, names itself, and tells which picture it shows', async () => {
      const element = await shown(productWithOptions());
      inside(element, '[part=zoom-button]').click();
      const dialog = await dialogOf(element);
      expect(dialog.getAttribute('aria-label')).to.equal('Pictures of Linen shirt');
      expect(words(element, '.zoom [role=status]')).to.equal('Picture 1 of 3');
      expect(largeOf(element).alt).to.equal('Shirt, front');
      await expect(element).to.be.accessible();
      dialog.close();
    });

    it('opens by a press on a picture, and gives the focus back to its button', async () => {
      const element = await shown(productWithOptions());
      all(element, '.slide')[0]!.click();
      await dialogOf(element);
      await sendKeys({ press: 'Escape' });
      await until(() => !element.shadowRoot!.querySelector('dialog'));
      expect(element.shadowRoot!.activeElement?.part.value).to.equal('zoom-button');
      expect(document.documentElement.style.overflow).to.equal('');
    });

    it('is walked by arrow keys, Home, End and buttons, and the gallery follows when it closes', async () => {
      const element = await shown(productWithOptions());
      inside(element, '[part=zoom-button]').focus();
      await sendKeys({ press: 'Enter' });
      await dialogOf(element);
      const press = async (key: string, alt: string): Promise<void> => {
        await sendKeys({ press: key });
        await until(() => largeOf(element).alt === alt);
      };
      await press('ArrowRight', 'Shirt, back');
      await press('End', 'Shirt in sand');
      await press('ArrowRight', 'Shirt in sand');
      await press('ArrowLeft', 'Shirt, back');
      await press('Home', 'Shirt, front');
      inside(element, '.zoom .next').click();
      expect(largeOf(element).alt).to.equal('Shirt, back');
      await sendKeys({ press: 'Escape' });
      await until(() => at(element) === 1);
    });

    it('goes the other way in a right-to-left page', async () => {
      const element = await shown(productWithOptions());
      inside(element, '.root').dir = 'rtl';
      inside(element, '[part=zoom-button]').click();
      const dialog = await dialogOf(element);
      await sendKeys({ press: 'ArrowLeft' });
      expect(largeOf(element).alt).to.equal('Shirt, back');
      const [next, before] = ['.next', '.previous'].map((name) =>
        inside(element, `.zoom ${name}`).getBoundingClientRect(),
      );
      expect(next!.left).to.be.below(before!.left);
      dialog.close();
    });

    it('keeps the focus inside while it is open', async () => {
      const element = await shown(productWithOptions());
      inside(element, '[part=zoom-button]').click();
      const dialog = await dialogOf(element);
      for (let press = 0; press < 8; press++) {
        await sendKeys({ press: 'Tab' });
        const active = element.shadowRoot!.activeElement;
        expect(!active || dialog.contains(active), active?.outerHTML).to.equal(true);
      }
      dialog.close();
    });

    it('zooms by a press where it was pressed, by keys and by its button, and moves about by arrow keys', async () => {
      const element = await shown(productWithOptions());
      inside(element, '[part=zoom-button]').click();
      const dialog = await dialogOf(element);
      const pane = inside(element, '.pane');
      const large = largeOf(element);
      const { left, top, width, height } = pane.getBoundingClientRect();
      pane.dispatchEvent(
        new MouseEvent('click', { clientX: left + width * 0.75, clientY: top + height / 2, bubbles: true }),
      );
      expect(large.clientWidth).to.be.closeTo(width * 2.5, 2);
      expect(large.clientHeight).to.be.closeTo(height * 2.5, 2);
      // The point that was pressed is still under the pointer.
      expect((pane.scrollLeft + width * 0.75) / large.clientWidth).to.be.closeTo(0.75, 0.01);
      const before = pane.scrollLeft;
      await sendKeys({ press: 'ArrowLeft' });
      await until(() => pane.scrollLeft < before);
      expect(large.alt, 'still the same picture').to.equal('Shirt, front');
      const button = inside(element, '.zoom .bar button');
      expect(button.ariaLabel).to.equal('Zoom out');
      button.click();
      expect(large.clientWidth).to.be.closeTo(width, 2);
      await sendKeys({ press: '+' });
      expect(large.clientWidth).to.be.closeTo(width * 1.5, 2);
      await sendKeys({ press: '-' });
      expect(large.clientWidth).to.be.closeTo(width, 2);
      dialog.close();
    });

    it('zooms by two fingers, and turns by a swipe of one', async () => {
      const element = await shown(productWithOptions());
      inside(element, '[part=zoom-button]').click();
      const dialog = await dialogOf(element);
      const pane = inside(element, '.pane');
      const touch = (identifier: number, clientX: number): Touch =>
        new Touch({ identifier, target: pane, clientX, clientY: 200 });
      const send = (type: string, touches: Touch[], changedTouches = touches): boolean =>
        pane.dispatchEvent(new TouchEvent(type, { touches, changedTouches, cancelable: true, bubbles: true }));
      send('touchstart', [touch(1, 200), touch(2, 300)]);
      expect(send('touchmove', [touch(1, 150), touch(2, 350)]), 'the window itself does not zoom').to.equal(false);
      expect(largeOf(element).clientWidth).to.be.closeTo(pane.clientWidth * 2, 2);
      send('touchmove', [touch(1, 240), touch(2, 250)]);
      send('touchend', [], [touch(1, 240)]);
      expect(largeOf(element).clientWidth).to.be.closeTo(pane.clientWidth, 2);
      send('touchstart', [touch(1, 300)]);
      send('touchend', [], [touch(1, 180)]);
      expect(largeOf(element).alt).to.equal('Shirt, back');
      dialog.close();
    });

    it('goes with its element, and lets the page scroll again', async () => {
      const element = await shown(productWithOptions());
      inside(element, '[part=zoom-button]').click();
      await dialogOf(element);
      element.remove();
      await until(() => document.documentElement.style.overflow === '');
      expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
    });
  });

  describe('with any number of pictures', () => {
    it('shows thirty, fetches the first before all else and the others when they come near', async () => {
      const images = Array.from({ length: 30 }, (_, index) => image(`i${index}`, `Picture ${index}`));
      const element = await shown(simpleProduct('mug', { images }));
      const pictures = all(element, '.slide img') as HTMLImageElement[];
      expect(pictures).to.have.length(30);
      expect([pictures[0]!.loading, pictures[0]!.getAttribute('fetchpriority')]).to.deep.equal(['eager', 'high']);
      expect(pictures.slice(1).every(({ loading }) => loading === 'lazy')).to.equal(true);
      all(element, '.thumbnail')[25]!.click();
      await until(() => at(element) === 25);
      const row = inside(element, '.thumbnails').getBoundingClientRect();
      await until(() => {
        const thumbnail = all(element, '.thumbnail')[25]!.getBoundingClientRect();
        return thumbnail.left >= row.left && thumbnail.right <= row.right;
      });
    });

    it('is no wider than its room when no picture can be loaded', async () => {
      const images = [1, 2].map((n) => ({
        ...image(`i${n}`, 'Words-that-are-shown-in-place-of-a-picture-and-cannot-be-broken'.repeat(3)),
        url: `${location.origin}/fixture-api/none/${n}.png`,
      }));
      const element = await shown(simpleProduct('mug', { images }));
      await until(() => all(element, '.slide .broken').length > 0);
      const [stage, gallery, info] = ['.stage', '.gallery', '.info'].map((name) =>
        inside(element, name).getBoundingClientRect(),
      );
      expect(stage!.width).to.be.closeTo(gallery!.width, 1);
      expect(gallery!.right).to.be.below(info!.left);
    });

    it('offers nothing to enlarge, step or choose where there is no picture', async () => {
      const element = await shown(simpleProduct('bare', { images: [], image: null }));
      expect(all(element, '.gallery button')).to.have.length(0);
      await expect(element).to.be.accessible();
    });

    it('has buttons to the one before and after, that stay where they are at either end', async () => {
      const element = await shown(productWithOptions());
      const [before, after] = all(element, '[part=gallery-button]');
      expect(before!.getAttribute('aria-disabled')).to.equal('true');
      after!.click();
      after!.click();
      await until(() => at(element) === 2 && after!.getAttribute('aria-disabled') === 'true');
      before!.click();
      await until(() => at(element) === 1);
    });
  });

  describe('pictures in several widths', () => {
    const sized = { ...image('a'), sized: 'data:image/svg+xml,<svg/>#{width}', width: 700, height: 700 };

    it('are offered with the room they take', async () => {
      const element = await shown(simpleProduct('mug', { images: [sized, { ...image('b'), sized: null }] }));
      const [first, second] = all(element, '.slide img') as HTMLImageElement[];
      expect(first!.srcset.match(/ (\d+)w/g)!.map(Number.parseFloat)).to.deep.equal([240, 480, 720, 1080, 1600]);
      expect(first!.sizes).to.contain('100vw');
      expect(second!.srcset).to.equal('');
      expect(all(element, '.thumbnail img')[0]!.getAttribute('sizes')).to.equal('64px');
    });

    it('have their colours, or a few blurred pixels, in their place until they are there', async () => {
      const url = `${location.origin}/fixture-api/none/never.png`;
      const element = await shown(
        simpleProduct('mug', {
          images: [
            { ...image('a'), placeholder: '#d8cbb0' },
            { ...sized, id: 'b', url },
          ],
        }),
      );
      const [colour, tiny] = all(element, '.slide');
      await until(() => colour!.classList.contains('settled'));
      expect(getComputedStyle(colour!).backgroundColor, 'gone with the picture there').to.equal('rgba(0, 0, 0, 0)');
      colour!.classList.remove('settled');
      expect(getComputedStyle(colour!).backgroundColor).to.equal('rgb(216, 203, 176)');
      expect(getComputedStyle(tiny!, '::before').backgroundImage).to.contain('#24');
    });
  });

  describe('videos', () => {
    const product = (...videos: Video[]): Product => productWithOptions('shirt', { videos });
    const withFilms = async (one: Product): Promise<VitrineProduct> => {
      const element = await shown(one);
      await until(() => element.shadowRoot!.querySelector('[part=play-button]'));
      return element;
    };

    it('stand where the merchant put them, with their own thumbnail, and pass axe', async () => {
      const element = await withFilms(product(film));
      const labels = all(element, '.thumbnail').map(({ ariaLabel }) => ariaLabel);
      expect(labels).to.deep.equal(['Picture 1 of 4', 'Video, 2 of 4', 'Picture 3 of 4', 'Picture 4 of 4']);
      expect(inside(element, '[part=play-button]').ariaLabel).to.equal('Play the video: How it is folded');
      await expect(element).to.be.accessible();
    });

    it('load nothing of another host, and no film, before a shopper plays them', async () => {
      const element = await withFilms(
        product(film, atService('y', 'youtube', image('p').url), atService('v', 'vimeo', null)),
      );
      expect(all(element, 'video, iframe, source')).to.have.length(0);
      for (const picture of all(element, 'img') as HTMLImageElement[])
        expect(picture.src, 'only what the shop says').to.match(/^data:/);
      expect(all(element, '.service').map(({ textContent }) => textContent)).to.deep.equal([
        'Plays from YouTube',
        'Plays from Vimeo',
      ]);
    });

    it('play in their place, and stop when another picture is shown', async () => {
      const element = await withFilms(product(film));
      all(element, '.thumbnail')[1]!.click();
      await until(() => at(element) === 1);
      inside(element, '[part=play-button]').focus();
      await sendKeys({ press: 'Enter' });
      const video = await until(() => element.shadowRoot!.querySelector('video'));
      expect([video.controls, video.poster, video.querySelector('source')!.type]).to.deep.equal([
        true,
        film.poster,
        'video/mp4',
      ]);
      await until(() => element.shadowRoot!.activeElement === video);
      all(element, '.thumbnail')[0]!.click();
      await until(() => !element.shadowRoot!.querySelector('video'));
    });

    it('of a service play in its player, the one that keeps no track of who looks', async () => {
      const element = await withFilms(product(atService('y', 'youtube', null), atService('v', 'vimeo', null)));
      const played = async (nth: number): Promise<string> => {
        all(element, '.thumbnail')[nth]!.click();
        await until(() => at(element) === nth);
        all(element, '[part=play-button]')[0]!.click();
        const frame = await until(() => element.shadowRoot!.querySelector('iframe'));
        const { src } = frame;
        frame.src = 'about:blank';
        return src;
      };
      expect(await played(1)).to.match(/^https:\/\/www\.youtube-nocookie\.com\/embed\/dQw4w9WgXcQ\?/);
      all(element, '.thumbnail')[0]!.click();
      await until(() => !element.shadowRoot!.querySelector('iframe'));
      all(element, '[part=play-button]')[0]!.remove();
      expect(await played(2)).to.match(/^https:\/\/player\.vimeo\.com\/video\/76979871\?.*dnt=1/);
    });

    it('are not enlarged, but the pictures beside them are', async () => {
      const element = await withFilms(product(film));
      all(element, '.thumbnail')[1]!.click();
      await until(() => at(element) === 1);
      await element.updateComplete;
      expect(element.shadowRoot!.querySelector('[part=zoom-button]')).to.equal(null);
      all(element, '.slide')[2]!.click();
      const dialog = await dialogOf(element);
      expect(words(element, '.zoom [role=status]')).to.equal('Picture 2 of 3');
      dialog.close();
      await until(() => at(element) === 2);
    });
  });
});

describe('<vitrine-product>, prices and choice', () => {
  const radio = (element: Element, value: string): HTMLInputElement =>
    all(element, 'input[type=radio]').find((input) => (input as HTMLInputElement).value === value) as HTMLInputElement;
  const button = (element: Element): HTMLElement => inside(element, '[part=primary-button]');

  it('shows the prices there are until the choice is complete, narrower with each answer', async () => {
    const element = await shown(productWithOptions(), new FixtureStore(), true);
    expect(element.selectedVariant).to.equal(undefined);
    expect(words(element, '[part=price]')).to.equal('Price €49.00 – €61.00');
    expect(element.matches(':state(sold-out)')).to.equal(false);
    radio(element, 'Sand').click();
    await element.updateComplete;
    expect(words(element, '[part=price]')).to.equal('Price €49.00 – €59.00');
    expect(words(element, '[role=status]')).to.equal('Choose Size');
    radio(element, 'M').click();
    await element.updateComplete;
    expect(words(element, '[part=price]')).to.equal('Price €49.00');
    expect(element.selectedVariant!.id).to.equal('sand-m');
    await expect(element).to.be.accessible();
  });

  it('leads to what is still to be chosen instead of buying', async () => {
    const store = new FixtureStore();
    const element = await shown(productWithOptions(), store, true);
    expect(button(element).textContent!.trim()).to.equal('Choose Color');
    expect(button(element).getAttribute('aria-disabled')).to.equal('false');
    button(element).click();
    await until(() => element.shadowRoot!.activeElement === radio(element, 'Navy'));
    expect(words(element, '[role=status]')).to.equal('Choose Color');
    expect(store.cart.entries).to.deep.equal([]);
    radio(element, 'Sand').click();
    radio(element, 'L').click();
    await element.updateComplete;
    button(element).click();
    await until(() => store.cart.value.count === 1);
  });

  it('shows the prices there are for a combination that is not made', async () => {
    const element = await shown(productWithOptions());
    radio(element, 'L').click();
    radio(element, 'Olive').click();
    await element.updateComplete;
    expect(words(element, '[part=price]')).to.equal('Price €49.00 – €61.00');
  });

  it('tells what a measure costs, and keeps its room for variants without one', async () => {
    const unitPrice = { price: eur(398), quantity: 100, unit: 'ml' };
    const element = await shown(
      simpleProduct('soap', {
        options: [{ name: 'Size', values: ['500 ml', 'Set'], swatches: null }],
        variants: [variant('a', ['500 ml'], { unitPrice }), variant('b', ['Set'])],
      }),
    );
    expect(words(element, '[part=unit-price]')).to.equal('Unit price €3.98 / 100 mL');
    const { height } = inside(element, '[part=unit-price]').getBoundingClientRect();
    radio(element, 'Set').click();
    await element.updateComplete;
    expect(words(element, '[part=unit-price]')).to.equal('');
    expect(inside(element, '[part=unit-price]').getBoundingClientRect().height).to.equal(height);
  });

  it('says when it is back, and what is sent later, and sells the latter', async () => {
    const day = `${new Date().getFullYear() + 1}-12-03`;
    const element = await shown(
      simpleProduct('lamp', {
        options: [{ name: 'Size', values: ['S', 'L'], swatches: null }],
        variants: [
          variant('s', ['S'], { backOrdered: true, backInStockOn: day }),
          variant('l', ['L'], { available: false, quantityAvailable: 0, backInStockOn: day }),
        ],
      }),
    );
    expect(words(element, '[part=stock]')).to.match(/^Available to order, ships from December 3, \d{4}$/);
    expect(button(element).getAttribute('aria-disabled')).to.equal('false');
    radio(element, 'L').click();
    await element.updateComplete;
    expect(words(element, '[part=stock]')).to.match(/^Sold out, back on December 3, \d{4}$/);
    expect(button(element).getAttribute('aria-disabled')).to.equal('true');
  });

  it('shows the SKU of what is chosen, and the vendor as a link where the page has one', async () => {
    const element = await shown(
      simpleProduct('mug', { vendor: 'Kiln & Co.', variants: [variant('v', [], { sku: 'K-1' })] }),
    );
    expect(words(element, '[part=sku]')).to.equal('SKU K-1');
    expect(element.shadowRoot!.querySelector('[part=vendor] a')).to.equal(null);
    element.vendorUrl = '/makers/{vendor}';
    await element.updateComplete;
    expect(inside(element, '[part=vendor] a').getAttribute('href')).to.equal('/makers/Kiln%20%26%20Co.');
  });
});
