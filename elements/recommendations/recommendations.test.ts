import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import type { RecommendationKind } from '../../edge-api/contract/recommendations.ts';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { VitrineErrorEvent } from '../events/error.ts';
import type { VitrineRecommendationAddEvent } from '../events/recommendation-add.ts';
import type { VitrineRecommendationSelectEvent } from '../events/recommendation-select.ts';
import {
  FixtureStore,
  inside,
  nextEvent,
  productSummary,
  simpleProduct,
  storeSummary,
  until,
} from '../internal/fixtures.test-support.ts';
import { storagePrefix } from '../stores/cart/local.ts';
import { forgetViewed, MOST_VIEWED, rememberViewed, viewedProducts } from '../stores/viewed-products.ts';
import '../product/product.ts';
import './recommendations.ts';
import type { VitrineRecommendations } from './recommendations.ts';

const SHOP = storeSummary.handle;
const FOR_MUG = '/products/mug/recommendations';
const down = { status: 503, body: { error: { code: 'store_unavailable', message: 'Away.', docs: '', requestId: '' } } };

const answerOf = (handles: readonly string[], kind: RecommendationKind = 'similar') => ({
  body: {
    store: storeSummary,
    kind,
    products: handles.map((handle) =>
      productSummary(handle, handle === 'shirt' ? { onlyVariantId: null, variantCount: 3 } : {}),
    ),
  },
});

const gridOf = (element: Element): Element | null => element.shadowRoot!.querySelector('vitrine-product-grid');
const cards = (element: Element): HTMLElement[] => [
  ...(gridOf(element)?.shadowRoot?.querySelectorAll<HTMLElement>('.card:not(.waiting)') ?? []),
];
const titles = (element: Element): string[] =>
  cards(element).map((card) => card.querySelector('.title')!.textContent!.trim());
const headingOf = (element: Element): HTMLElement | null | undefined =>
  gridOf(element)?.shadowRoot?.querySelector<HTMLElement>('h2');
const isGone = (element: Element): boolean => element.matches(':state(empty)') && !element.getClientRects().length;
const paths = async (store: FixtureStore): Promise<string[]> =>
  (await store.requests()).map(({ path }) => path).filter((path) => path.includes('recommendations'));

const forMug = html`<vitrine-recommendations handle="mug"></vitrine-recommendations>`;

async function shown(
  template: TemplateResult = forMug,
  store = new FixtureStore(),
  handles = ['jug', 'bowl', 'shirt', 'cup', 'vase', 'tray'],
): Promise<VitrineRecommendations> {
  await store.answer({ [FOR_MUG]: answerOf(handles) });
  const element = await store.mount<VitrineRecommendations>(template);
  await until(() => cards(element).length === handles.length);
  return element;
}

/** The cart's prices, which say what products its lines are of. */
const quoted = (...handles: string[]): Quote =>
  ({ lines: handles.map((productHandle) => ({ productHandle })) }) as unknown as Quote;

function putInCart(store: FixtureStore, ...handles: string[]): void {
  store.cart.value = { ...store.cart.value, status: 'ready', count: handles.length, quote: quoted(...handles) };
}

describe('<vitrine-recommendations>', () => {
  beforeEach(() => forgetViewed(SHOP));
  after(() => forgetViewed(SHOP));

  describe('accessibility', () => {
    it('passes axe with products, while loading, and with none', async () => {
      const element = await shown();
      await expect(element).to.be.accessible();

      const store = new FixtureStore();
      await store.answer({ [FOR_MUG]: { ...answerOf([]), hold: 'wait' } });
      const waiting = await store.mount<VitrineRecommendations>(forMug);
      await expect(waiting).to.be.accessible();
      await store.release('wait');
    });

    it('passes axe in Arabic, from right to left and dark', async () => {
      const store = new FixtureStore('ar');
      const element = await shown(
        html`<vitrine-recommendations handle="mug" theme="dark" style="background: #101214"></vitrine-recommendations>`,
        store,
      );
      await until(() => headingOf(element)?.textContent?.includes('قد يعجبك أيضًا'));
      expect(inside(gridOf(element)!, '.root').dir).to.equal('rtl');
      await expect(element).to.be.accessible();
    });
  });

  it('waits, and does not throw, on a page without a store', async () => {
    const element = document.createElement('vitrine-recommendations');
    element.handle = 'mug';
    document.body.append(element);
    await element.updateComplete;
    expect(isGone(element)).to.equal(true);
    element.remove();
  });

  describe('what they are for', () => {
    it('is the product of the attribute, asked for with kind and limit', async () => {
      const store = new FixtureStore();
      await store.answer({ [FOR_MUG]: answerOf(['jug']) });
      const element = await store.mount<VitrineRecommendations>(
        html`<vitrine-recommendations handle="mug" kind="bought-together" limit="4"></vitrine-recommendations>`,
      );
      await until(() => cards(element).length === 1);
      expect(await paths(store)).to.deep.equal([`${FOR_MUG}?kind=bought-together&limit=4`]);
    });

    it('is the nearest product of the page, and follows it', async () => {
      const store = new FixtureStore();
      await store.answerProducts([simpleProduct('mug'), simpleProduct('jug')]);
      await store.answer({ [FOR_MUG]: answerOf(['bowl']), '/products/jug/recommendations': answerOf(['cup', 'vase']) });
      const page = await store.mount<HTMLElement>(html`
        <main>
          <section><vitrine-product handle="other"></vitrine-product></section>
          <section>
            <p><vitrine-product handle="mug"></vitrine-product></p>
            <vitrine-recommendations></vitrine-recommendations>
          </section>
        </main>
      `);
      const element = page.querySelector('vitrine-recommendations')!;
      await until(() => titles(element).join() === 'The bowl');
      page.querySelector('p vitrine-product')!.setAttribute('handle', 'jug');
      await until(() => titles(element).join() === 'The cup,The vase');
    });

    it('is nothing yet while the page has not said which product it shows', async () => {
      const store = new FixtureStore();
      await store.answerProducts([simpleProduct('mug')]);
      await store.answer({ [FOR_MUG]: answerOf(['bowl']) });
      const page = await store.mount<HTMLElement>(
        html`<div><vitrine-product></vitrine-product><vitrine-recommendations></vitrine-recommendations></div>`,
      );
      const element = page.querySelector('vitrine-recommendations')!;
      await element.updateComplete;
      expect(isGone(element)).to.equal(true);
      expect(await paths(store)).to.deep.equal([]);
      page.querySelector('vitrine-product')!.setAttribute('handle', 'mug');
      await until(() => cards(element).length === 1);
    });

    it('is what is in the cart, each product once, and follows it when nobody is at it', async () => {
      const store = new FixtureStore();
      await store.answer({
        '/recommendations?products=mug%2Cjug': answerOf(['bowl']),
        '/recommendations?products=mug%2Cjug%2Cbowl': answerOf(['cup']),
      });
      putInCart(store, 'mug', 'jug', 'mug');
      const element = await store.mount<VitrineRecommendations>(
        html`<vitrine-recommendations for="cart"></vitrine-recommendations>`,
      );
      await until(() => titles(element).join() === 'The bowl');
      const button = cards(element)[0]!.querySelector<HTMLElement>('.add')!;
      button.focus();
      putInCart(store, 'mug', 'jug', 'bowl');
      await element.updateComplete;
      expect(await paths(store), 'under the hands').to.have.length(1);
      expect(titles(element).join()).to.equal('The bowl');
      button.blur();
      await until(() => titles(element).join() === 'The cup');
    });

    it('is nothing with an empty cart, from the start and once it is emptied', async () => {
      const store = new FixtureStore();
      await store.answer({ '/recommendations': answerOf(['bowl']) });
      const element = await store.mount<VitrineRecommendations>(
        html`<vitrine-recommendations for="cart"></vitrine-recommendations>`,
      );
      expect(isGone(element)).to.equal(true);
      putInCart(store, 'mug');
      await until(() => cards(element).length === 1);
      store.cart.value = { ...store.cart.value, count: 0, quote: quoted() };
      await until(() => isGone(element));
    });

    it('is what was viewed, without the product of the page', async () => {
      const store = new FixtureStore();
      for (const handle of ['tray', 'mug', 'a,b']) rememberViewed(SHOP, handle);
      await store.answer({ '/recommendations': answerOf(['a,b', 'tray'], 'viewed') });
      const element = await store.mount<VitrineRecommendations>(
        html`<vitrine-recommendations handle="mug" kind="viewed"></vitrine-recommendations>`,
      );
      await until(() => cards(element).length === 2);
      expect(await paths(store)).to.deep.equal([
        `/recommendations?products=${encodeURIComponent('a\\,b,tray')}&kind=viewed`,
      ]);
      expect(headingOf(element)!.textContent).to.equal('Recently viewed');
    });

    it('takes no room and asks for nothing when nothing was viewed', async () => {
      const store = new FixtureStore();
      const element = await store.mount<VitrineRecommendations>(
        html`<vitrine-recommendations kind="viewed"></vitrine-recommendations>`,
      );
      expect(isGone(element)).to.equal(true);
      expect(await paths(store)).to.deep.equal([]);
    });
  });

  describe('its heading', () => {
    const headings: [asked: string, answered: RecommendationKind, heading: string][] = [
      ['auto', 'similar', 'You may also like'],
      ['auto', 'popular', 'Popular right now'],
      ['bought-together', 'bought-together', 'Often bought together'],
      ['bought-together', 'similar', 'You may also like'],
    ];
    for (const [asked, answered, heading] of headings) {
      it(`says what ${answered} products are, asked for ${asked}`, async () => {
        const store = new FixtureStore();
        await store.answer({ [FOR_MUG]: answerOf(['jug'], answered) });
        const element = await store.mount<VitrineRecommendations>(
          html`<vitrine-recommendations handle="mug" kind=${asked}></vitrine-recommendations>`,
        );
        await until(() => cards(element).length === 1);
        expect(headingOf(element)!.textContent).to.equal(heading);
      });
    }

    it('is the merchant’s own, or none', async () => {
      const own = await shown(
        html`<vitrine-recommendations handle="mug" heading="Made for it"></vitrine-recommendations>`,
      );
      expect(headingOf(own)!.textContent).to.equal('Made for it');
      const none = await shown(html`<vitrine-recommendations handle="mug" heading=""></vitrine-recommendations>`);
      expect(headingOf(none)).to.equal(null);
    });

    it('is not seen before the products are', async () => {
      const store = new FixtureStore();
      await store.answer({ [FOR_MUG]: { ...answerOf(['jug']), hold: 'wait' } });
      const element = await store.mount<VitrineRecommendations>(forMug);
      const heading = await until(() => headingOf(element));
      expect(getComputedStyle(heading).visibility).to.equal('hidden');
      await store.release('wait');
      await until(() => cards(element).length === 1);
      expect(getComputedStyle(headingOf(element)!).visibility).to.equal('visible');
    });
  });

  describe('room', () => {
    const below = html`<div>
      <div style="height: 4000px"></div>
      <vitrine-recommendations handle="mug"></vitrine-recommendations>
      <p>After</p>
    </div>`;

    it('asks for nothing while far away', async () => {
      const store = new FixtureStore();
      await store.answer({ [FOR_MUG]: answerOf(['jug']) });
      const page = await store.mount<HTMLElement>(below);
      const element = page.querySelector('vitrine-recommendations')!;
      await element.updateComplete;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      expect(await paths(store)).to.deep.equal([]);
      expect(element.matches(':state(loading)')).to.equal(true);
      window.scrollTo(0, 3000);
      await until(() => cards(element).length === 1);
      window.scrollTo(0, 0);
    });

    for (const layout of ['carousel', 'grid'] as const) {
      for (const width of [390, 1024]) {
        it(`is held as ${layout} as high as the products are, ${width} pixels wide`, async () => {
          await setViewport({ width, height: 800 });
          const store = new FixtureStore();
          const handles = ['jug', 'bowl', 'shirt', 'cup', 'vase', 'tray', 'lamp', 'stool'];
          await store.answer({ [FOR_MUG]: { ...answerOf(handles), hold: 'wait' } });
          const element = await store.mount<VitrineRecommendations>(
            html`<vitrine-recommendations handle="mug" layout=${layout}></vitrine-recommendations>`,
          );
          await until(() => gridOf(element)?.shadowRoot?.querySelector('.waiting'));
          const before = element.offsetHeight;
          await store.release('wait');
          await until(() => cards(element).length === 8);
          if (layout === 'carousel') await until(() => gridOf(element)!.shadowRoot!.querySelector('.turn'));
          const after = element.offsetHeight;
          await setViewport({ width: 1024, height: 768 });
          expect(after).to.equal(before);
          expect(before).to.be.greaterThan(300);
        });
      }
    }

    it('goes when there is nothing, at once where nobody sees it', async () => {
      const store = new FixtureStore();
      await store.answer({ [FOR_MUG]: answerOf([]) });
      const page = await store.mount<HTMLElement>(
        html`<div>
          <div style="height: 1000px"></div>
          <vitrine-recommendations handle="mug"></vitrine-recommendations>
        </div>`,
      );
      await until(() => isGone(page.querySelector('vitrine-recommendations')!));
    });

    it('stays while somebody looks at what is below, blank, and goes once out of sight', async () => {
      const store = new FixtureStore();
      await store.answer({ [FOR_MUG]: { ...down, hold: 'wait' } });
      const page = await store.mount<HTMLElement>(
        html`<div>
          <vitrine-recommendations handle="mug"></vitrine-recommendations>
          <div style="height: 3000px"></div>
        </div>`,
      );
      const element = page.querySelector('vitrine-recommendations')!;
      await until(() => gridOf(element)?.shadowRoot?.querySelector('.waiting'));
      const before = element.offsetHeight;
      const heard = nextEvent<VitrineErrorEvent>(element, 'vitrine-error');
      await store.release('wait');
      expect((await heard).detail.code).to.equal('store_unavailable');
      await element.updateComplete;
      expect(element.offsetHeight).to.equal(before);
      expect(gridOf(element), 'nothing to see').to.equal(null);
      window.scrollTo(0, 2500);
      await until(() => isGone(element));
      window.scrollTo(0, 0);
    });

    it('stays as high as it was asked for when fewer products come', async () => {
      const store = new FixtureStore();
      await store.answer({ [FOR_MUG]: { ...answerOf(['jug']), hold: 'wait' } });
      const element = await store.mount<VitrineRecommendations>(
        html`<vitrine-recommendations handle="mug" layout="grid"></vitrine-recommendations>`,
      );
      await until(() => gridOf(element)?.shadowRoot?.querySelector('.waiting'));
      const before = element.offsetHeight;
      await store.release('wait');
      await until(() => cards(element).length === 1);
      expect(element.offsetHeight).to.equal(before);
    });
  });

  describe('events', () => {
    it('tell which recommendation was chosen, why and where it stood', async () => {
      const element = await shown();
      const heard = nextEvent<VitrineRecommendationSelectEvent>(document, 'vitrine-recommendation-select');
      element.addEventListener('vitrine-product-select', (event) => event.preventDefault());
      cards(element)[1]!.querySelector<HTMLElement>('.choose')!.click();
      const { product, ...detail } = (await heard).detail;
      expect(product.handle).to.equal('bowl');
      expect(detail).to.deep.equal({ kind: 'similar', position: 1, recommendedFor: ['mug'] });
      expect(gridOf(element)!.shadowRoot!.querySelector('dialog')).to.equal(null);
    });

    it('tell what was added from its card', async () => {
      const store = new FixtureStore();
      const element = await shown(undefined, store);
      const heard = nextEvent<VitrineRecommendationAddEvent>(document, 'vitrine-recommendation-add');
      cards(element)[3]!.querySelector<HTMLElement>('.add')!.click();
      const { product, position } = (await heard).detail;
      expect([product.handle, position]).to.deep.equal(['cup', 3]);
      expect(store.cart.value.count).to.equal(1);
    });

    it('tell what was added from the dialog of a product with a choice', async () => {
      const store = new FixtureStore();
      await store.answerProducts([simpleProduct('shirt')]);
      const element = await shown(undefined, store);
      cards(element)[2]!.querySelector<HTMLElement>('.add')!.click();
      const dialog = await until(() => gridOf(element)!.shadowRoot!.querySelector('dialog'));
      const button = await until(() =>
        dialog.querySelector('vitrine-product')?.shadowRoot?.querySelector<HTMLButtonElement>('[part~=primary-button]'),
      );
      const heard = nextEvent<VitrineRecommendationAddEvent>(document, 'vitrine-recommendation-add');
      button.click();
      expect((await heard).detail.product.handle).to.equal('shirt');
      dialog.close();
    });

    it('do not tell of one that was not added', async () => {
      const store = new FixtureStore();
      const element = await shown(undefined, store);
      store.cart.failure = new Error('No room.');
      let told = 0;
      element.addEventListener('vitrine-recommendation-add', () => told++);
      const failed = nextEvent(element, 'vitrine-error');
      cards(element)[0]!.querySelector<HTMLElement>('.add')!.click();
      await failed;
      expect(told).to.equal(0);
    });
  });

  it('asks once for what two elements want, and tells the page once of a failure', async () => {
    const store = new FixtureStore();
    await store.answer({ [FOR_MUG]: down });
    const errors: string[] = [];
    const listen = (event: VitrineErrorEvent): void => void errors.push(event.detail.code);
    document.addEventListener('vitrine-error', listen);
    const element = await store.mount<VitrineRecommendations>(forMug);
    await until(() => errors.length);
    element.requestUpdate();
    await element.updateComplete;
    document.removeEventListener('vitrine-error', listen);
    expect(errors).to.deep.equal(['store_unavailable']);
    expect(await paths(store)).to.deep.equal([FOR_MUG]);

    const two = new FixtureStore();
    await two.answer({ [FOR_MUG]: answerOf(['jug']) });
    const page = await two.mount<HTMLElement>(html`<div>${forMug}${forMug}</div>`);
    await until(() => [...page.children].every((each) => cards(each).length === 1));
    expect(await paths(two)).to.deep.equal([FOR_MUG]);
  });

  it('leaves nothing behind when removed before the answer', async () => {
    const store = new FixtureStore();
    await store.answer({ [FOR_MUG]: { ...answerOf(['jug']), hold: 'late' } });
    const element = await store.mount<VitrineRecommendations>(forMug);
    const parent = element.parentElement!;
    await until(() => gridOf(element));
    element.remove();
    await store.release('late');
    parent.append(element);
    await until(() => cards(element).length === 1);
  });

  describe('what was viewed', () => {
    it('is remembered when a product is shown, latest first, and no more than there may be', async () => {
      const store = new FixtureStore();
      for (let index = 0; index < 40; index++) rememberViewed(SHOP, `p${index}`);
      expect(viewedProducts(SHOP).value).to.have.length(MOST_VIEWED);
      await store.answerProducts([simpleProduct('mug')]);
      await store.mount(html`<vitrine-product handle="mug"></vitrine-product>`);
      await until(() => viewedProducts(SHOP).value[0] === 'mug');
      const kept = JSON.parse(localStorage.getItem(`${storagePrefix(SHOP)}viewed`)!) as string[];
      expect(kept.slice(0, 2)).to.deep.equal(['mug', 'p39']);
      expect(kept).to.have.length(MOST_VIEWED);
    });

    it('leaves out what stands in an element with no-history, and what was viewed there', async () => {
      const store = new FixtureStore();
      await store.answerProducts([simpleProduct('mug'), simpleProduct('jug')]);
      const page = await store.mount<HTMLElement>(html`
        <div>
          <div no-history><vitrine-product handle="mug"></vitrine-product></div>
          <vitrine-product handle="jug"></vitrine-product>
          <vitrine-recommendations handle="bowl" kind="viewed" no-history></vitrine-recommendations>
        </div>
      `);
      await until(() => viewedProducts(SHOP).value.includes('jug'));
      await until(() => page.querySelector('vitrine-product')!.product);
      expect(viewedProducts(SHOP).value).to.deep.equal(['jug']);
      expect(isGone(page.querySelector('vitrine-recommendations')!)).to.equal(true);
    });

    it('survives a browser that keeps nothing, and what others wrote under its name', () => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = () => {
        throw new DOMException('No.', 'QuotaExceededError');
      };
      try {
        rememberViewed(SHOP, 'mug');
        rememberViewed(SHOP, 'jug');
        expect(viewedProducts(SHOP).value).to.deep.equal(['jug', 'mug']);
      } finally {
        Storage.prototype.setItem = setItem;
      }
      for (const text of ['{', '7', '{"a":1}', `[1,null,"",${JSON.stringify('x'.repeat(300))}]`]) {
        forgetViewed(SHOP);
        localStorage.setItem(`${storagePrefix(SHOP)}viewed`, text);
        rememberViewed(SHOP, 'mug');
        expect(viewedProducts(SHOP).value, text).to.deep.equal(['mug']);
      }
    });

    it('is forgotten when asked', async () => {
      rememberViewed(SHOP, 'jug');
      const store = new FixtureStore();
      await store.answer({ '/recommendations': answerOf(['jug'], 'viewed') });
      const element = await store.mount<VitrineRecommendations>(
        html`<vitrine-recommendations kind="viewed"></vitrine-recommendations>`,
      );
      await until(() => cards(element).length === 1);
      element.forget();
      expect(localStorage.getItem(`${storagePrefix(SHOP)}viewed`)).to.equal(null);
      expect(viewedProducts(SHOP).value).to.deep.equal([]);
      await until(() => isGone(element));
    });
  });
});
