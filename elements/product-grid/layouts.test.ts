import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { FixtureStore, image, inside, productSummary, storeSummary, until } from '../internal/fixtures.test-support.ts';
import './product-grid.ts';
import type { VitrineProductGrid } from './product-grid.ts';

const LETTERS = [...'abcdefghijkl'];
const many = (letters: readonly string[] = LETTERS): ProductSummary[] =>
  letters.map((letter) => productSummary(letter));

const listOf = (grid: Element): HTMLElement => inside(grid, 'ul');
const cards = (grid: Element): HTMLElement[] => [
  ...grid.shadowRoot!.querySelectorAll<HTMLElement>('.card:not(.waiting)'),
];
const turns = (grid: Element): HTMLElement[] => [...grid.shadowRoot!.querySelectorAll<HTMLElement>('.turn')];
const isOff = (button: Element): boolean => button.getAttribute('aria-disabled') === 'true';
const said = (grid: Element): string => inside(grid, '.turns [role=status]').textContent!.trim();
const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** Numbers of the cards that are wholly in sight in a row. */
function inSight(grid: Element): number[] {
  const { left, right } = listOf(grid).getBoundingClientRect();
  return cards(grid).flatMap((card, index) => {
    const box = card.getBoundingClientRect();
    return box.left >= left - 1 && box.right <= right + 1 ? [index] : [];
  });
}

async function gridOf(
  template: TemplateResult,
  products: readonly ProductSummary[] = many(),
  store = new FixtureStore(),
): Promise<VitrineProductGrid> {
  await store.answerList(products);
  const grid = await store.mount<VitrineProductGrid>(template);
  await until(() => cards(grid).length === products.length);
  return grid;
}

async function carouselOf(
  products?: readonly ProductSummary[],
  store?: FixtureStore,
  template = html`<vitrine-product-grid layout="carousel" heading="New in"></vitrine-product-grid>`,
): Promise<VitrineProductGrid> {
  const grid = await gridOf(template, products, store);
  await until(() => turns(grid).length === 2);
  return grid;
}

async function masonryOf(products?: readonly ProductSummary[], store?: FixtureStore): Promise<VitrineProductGrid> {
  const grid = await gridOf(html`<vitrine-product-grid layout="masonry"></vitrine-product-grid>`, products, store);
  await until(() => listOf(grid).matches('.measured'));
  return grid;
}

/** Products whose pictures are 400 pixels wide and this high. */
const pictured = (...heights: number[]): ProductSummary[] =>
  heights.map((height, index) =>
    productSummary(`p${index}`, { image: height ? { ...image(`i${index}`), width: 400, height } : null }),
  );

describe('<vitrine-product-grid layout="carousel">', () => {
  afterEach(async () => {
    await setViewport({ width: 1024, height: 768 });
    await emulateMedia({ reducedMotion: 'reduce' });
  });

  it('passes axe, from left to right and from right to left', async () => {
    await expect(await carouselOf()).to.be.accessible();
    await expect(await carouselOf(undefined, new FixtureStore('ar'))).to.be.accessible();
  });

  it('is a named carousel whose slides are a list, with its buttons before it', async () => {
    const grid = await carouselOf();
    const root = inside(grid, '.root');
    expect(root.getAttribute('role')).to.equal('group');
    expect(root.getAttribute('aria-roledescription')).to.equal('carousel');
    expect(root.getAttribute('aria-label')).to.equal('New in');
    expect(listOf(grid).getAttribute('role')).to.equal('list');
    expect(turns(grid).map((button) => button.ariaLabel)).to.deep.equal(['Previous products', 'Next products']);
    const [first] = turns(grid);
    expect(first!.compareDocumentPosition(listOf(grid))).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  for (const width of [320, 390, 560, 672, 768, 900, 1024, 1440]) {
    it(`shows some cards whole and a piece of the next, ${width} pixels wide`, async () => {
      await setViewport({ width, height: 800 });
      const grid = await carouselOf();
      const whole = inSight(grid).length;
      const next = cards(grid)[whole]!.getBoundingClientRect();
      const peek = listOf(grid).getBoundingClientRect().right - next.left;
      expect(whole).to.be.within(2, 4);
      expect(peek, 'peek').to.be.greaterThan(20);
      expect(peek, 'peek').to.be.lessThan(next.width);
    });
  }

  it('shows as many side by side as the page wants, where there is room', async () => {
    const grid = await carouselOf(
      undefined,
      undefined,
      html`<vitrine-product-grid layout="carousel" columns="3"></vitrine-product-grid>`,
    );
    expect(inSight(grid)).to.deep.equal([0, 1, 2]);
  });

  it('turns by its buttons, says what is in sight, and stops at the ends', async () => {
    const grid = await carouselOf();
    const [back, on] = turns(grid) as [HTMLElement, HTMLElement];
    const fit = inSight(grid).length;
    expect([isOff(back), isOff(on)]).to.deep.equal([true, false]);
    back.click();
    expect(listOf(grid).scrollLeft).to.equal(0);
    on.focus();
    on.click();
    await until(() => inSight(grid)[0] === fit);
    expect(said(grid)).to.equal(`${fit + 1} to ${2 * fit} of 12`);
    await until(() => !isOff(back));
    on.click();
    await until(() => inSight(grid).at(-1) === 11);
    await until(() => isOff(on));
    expect(said(grid)).to.equal(`${13 - fit} to 12 of 12`);
    expect(grid.shadowRoot!.activeElement, 'keeps the focus').to.equal(on);
    on.click();
    expect(inSight(grid).at(-1)).to.equal(11);
    back.click();
    await until(() => inSight(grid)[0] === 12 - 2 * fit);
  });

  it('goes on from where it is on its way to when it is turned twice in a row', async () => {
    await setViewport({ width: 390, height: 800 });
    const grid = await carouselOf();
    const [back, on] = turns(grid) as [HTMLElement, HTMLElement];
    on.click();
    on.click();
    await until(() => inSight(grid)[0] === 4);
    expect(said(grid)).to.equal('5 to 6 of 12');
    await until(() => !isOff(back));
    on.click();
    back.click();
    back.click();
    await until(() => inSight(grid)[0] === 2);
  });

  it('comes to rest at a card even where the browser leaves it between two', async () => {
    await setViewport({ width: 390, height: 800 });
    const grid = await carouselOf();
    const list = listOf(grid);
    list.style.scrollSnapType = 'none';
    const [first, , third] = cards(grid) as [HTMLElement, HTMLElement, HTMLElement];
    const rests = (): boolean => Math.abs(list.scrollLeft - (third.offsetLeft - first.offsetLeft)) <= 1;
    turns(grid)[1]!.click();
    list.scrollBy({ left: -11 });
    expect(rests()).to.equal(false);
    await until(rests);
    list.scrollBy({ left: 25 });
    expect(rests()).to.equal(false);
    await until(rests);
  });

  it('leads the Tab key from its buttons to what is in sight, and from there either way', async () => {
    await setViewport({ width: 390, height: 800 });
    const grid = await carouselOf();
    const focusedCard = (): number => cards(grid).findIndex((card) => card.contains(grid.shadowRoot!.activeElement));
    turns(grid)[1]!.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => inSight(grid)[0] === 2);
    await sendKeys({ press: 'Tab' });
    expect(focusedCard()).to.equal(2);
    expect(inSight(grid)[0]).to.equal(2);
    await sendKeys({ press: 'Shift+Tab' });
    expect(focusedCard()).to.equal(1);
  });

  it('turns from right to left where that is how one reads', async () => {
    const grid = await carouselOf(undefined, new FixtureStore('ar'));
    await until(() => inside(grid, '.root').dir === 'rtl');
    await frame();
    const [back, on] = turns(grid) as [HTMLElement, HTMLElement];
    const fit = inSight(grid).length;
    expect(back.getBoundingClientRect().left).to.be.greaterThan(on.getBoundingClientRect().left);
    on.click();
    await until(() => inSight(grid)[0] === fit);
    expect(listOf(grid).scrollLeft).to.be.lessThan(0);
    cards(grid)[fit]!.querySelector<HTMLElement>('.choose')!.focus();
    await sendKeys({ press: 'ArrowLeft' });
    expect(cards(grid)[fit + 1]!.contains(grid.shadowRoot!.activeElement)).to.equal(true);
  });

  it('follows a scroll by touch or wheel, without a word', async () => {
    const grid = await carouselOf();
    const list = listOf(grid);
    list.scrollTo({ left: list.scrollWidth });
    await until(() => isOff(turns(grid)[1]!));
    expect(isOff(turns(grid)[0]!)).to.equal(false);
    expect(said(grid)).to.equal('');
  });

  it('goes from card to card by arrow keys, to the same button of each, and to the ends', async () => {
    const grid = await carouselOf([
      ...many(LETTERS.slice(0, 3)),
      productSummary('x', { available: false }),
      ...many(['y', 'z']),
    ]);
    const focused = (): string => {
      const element = grid.shadowRoot!.activeElement as HTMLElement;
      return `${element.classList[0]} ${cards(grid).indexOf(element.closest('.card')!)}`;
    };
    cards(grid)[0]!.querySelector<HTMLElement>('.add')!.focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(focused()).to.equal('add 1');
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    expect(focused(), 'sold out').to.equal('choose 3');
    await sendKeys({ press: 'End' });
    expect(focused()).to.equal('choose 5');
    await until(() => inSight(grid).includes(5));
    await sendKeys({ press: 'ArrowRight' });
    expect(focused()).to.equal('choose 5');
    await sendKeys({ press: 'Home' });
    expect(focused()).to.equal('choose 0');
    await until(() => inSight(grid)[0] === 0);
  });

  it('moves smoothly, and at once where motion is reduced', async () => {
    const grid = await carouselOf();
    expect(getComputedStyle(listOf(grid)).scrollBehavior).to.equal('auto');
    await emulateMedia({ reducedMotion: 'no-preference' });
    expect(getComputedStyle(listOf(grid)).scrollBehavior).to.equal('smooth');
  });

  it('hides its buttons, in their room, when everything is in sight', async () => {
    const grid = await carouselOf(many(['a', 'b']));
    const buttons = inside(grid, '.turns');
    expect(getComputedStyle(buttons).visibility).to.equal('hidden');
    expect(buttons.offsetHeight).to.equal(44);
  });

  for (const heading of ['', 'New in, and longer than a phone is wide even without any buttons']) {
    for (const width of [390, 1024]) {
      it(`holds the room of its row before products and code are here, ${width} wide, heading "${heading}"`, async () => {
        await setViewport({ width, height: 800 });
        const store = new FixtureStore();
        await store.answer({
          '/products': { hold: 'wait', body: { store: storeSummary, products: many(), next: null } },
        });
        const grid = await store.mount<VitrineProductGrid>(
          html`<vitrine-product-grid layout="carousel" heading=${heading}></vitrine-product-grid>`,
        );
        const before = grid.getBoundingClientRect().height;
        const buttons = await until(() => grid.shadowRoot!.querySelector('.turns'));
        expect(getComputedStyle(buttons).visibility, 'nothing to turn yet').to.equal('hidden');
        await store.release('wait');
        await until(() => cards(grid).length === 12 && getComputedStyle(buttons).visibility === 'visible');
        expect(grid.getBoundingClientRect().height).to.equal(before);
        expect(before).to.be.within(300, 800);
      });
    }
  }

  it('fetches further products as the end comes near, each page once, and not with paging="none"', async () => {
    for (const paging of ['more', 'none'] as const) {
      const store = new FixtureStore();
      await store.answer({
        '/products': { body: { store: storeSummary, products: many(LETTERS.slice(0, 8)), next: 'two' } },
        '/products?after=two': { body: { store: storeSummary, products: many(LETTERS.slice(8)), next: null } },
      });
      const grid = await store.mount<VitrineProductGrid>(
        html`<vitrine-product-grid layout="carousel" paging=${paging}></vitrine-product-grid>`,
      );
      await until(() => cards(grid).length >= 8 && turns(grid).length === 2);
      expect(grid.shadowRoot!.querySelector('.foot')).to.equal(null);
      const toTheEnd = () => listOf(grid).scrollTo({ left: listOf(grid).scrollWidth, behavior: 'instant' });
      for (let turn = 0; turn < 3; turn++) {
        toTheEnd();
        await frame();
        await frame();
      }
      // A hand goes on turning as long as nothing comes.
      if (paging === 'more')
        await until(() => {
          toTheEnd();
          return cards(grid).length === 12;
        });
      const pages = (await store.requests()).map(({ path }) => path);
      expect(pages).to.deep.equal(paging === 'more' ? ['/products', '/products?after=two'] : ['/products']);
    }
  });

  it('becomes a grid again, and leaves nothing of the carousel', async () => {
    const grid = await carouselOf();
    turns(grid)[1]!.click();
    grid.layout = 'grid';
    await until(() => !turns(grid).length);
    expect(inside(grid, '.root').hasAttribute('aria-roledescription')).to.equal(false);
    expect(getComputedStyle(listOf(grid)).overflowX).to.equal('visible');
    expect(listOf(grid).scrollLeft).to.equal(0);
  });

  it('survives being removed and put elsewhere', async () => {
    const grid = await carouselOf();
    const parent = grid.parentElement!;
    grid.remove();
    parent.append(grid);
    await grid.updateComplete;
    turns(grid)[1]!.click();
    await until(() => !isOff(turns(grid)[0]!));
  });
});

describe('<vitrine-product-grid layout="masonry">', () => {
  afterEach(() => setViewport({ width: 1024, height: 768 }));

  it('passes axe', async () => {
    await expect(await masonryOf(pictured(500, 300, 700, 400, 400))).to.be.accessible();
  });

  it('gives each picture its own proportions, within reason, and the usual ones to what has none', async () => {
    const grid = await masonryOf(pictured(500, 200, 4000, 0));
    const ratios = cards(grid).map((card) => {
      const { width, height } = card.querySelector('.picture')!.getBoundingClientRect();
      return Math.round((width / height) * 100) / 100;
    });
    expect(ratios).to.deep.equal([0.8, 2, 0.5, 0.8]);
  });

  it('puts each card below the column that ends first, in the order of the list, without laying one over another', async () => {
    const grid = await masonryOf(pictured(700, 300, 500, 400, 600, 300, 800, 250, 500));
    const boxes = cards(grid).map((card) => card.getBoundingClientRect());
    const columns = new Set(boxes.map(({ left }) => Math.round(left)));
    expect(columns.size).to.equal(4);
    for (const [index, box] of boxes.entries()) {
      if (index) expect(box.top, `card ${index}`).to.be.at.least(boxes[index - 1]!.top - 700);
      for (const other of boxes.slice(0, index)) {
        const apart =
          box.left >= other.right || other.left >= box.right || box.top >= other.bottom || other.top >= box.bottom;
        expect(apart, `card ${index} apart`).to.equal(true);
      }
    }
    // The fifth card goes where the first row is lowest: below the second, whose picture is the widest.
    expect(Math.round(boxes[4]!.left)).to.equal(Math.round(boxes[1]!.left));
    const list = listOf(grid).getBoundingClientRect();
    expect(Math.round(Math.max(...boxes.map(({ bottom }) => bottom)))).to.equal(Math.round(list.bottom));
  });

  it('keeps the order of reading and of the Tab key', async () => {
    const grid = await masonryOf(pictured(700, 300, 500, 400, 600));
    cards(grid)[0]!.querySelector<HTMLElement>('.choose')!.focus();
    for (let index = 1; index < 5; index++) {
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      expect(cards(grid)[index]!.contains(grid.shadowRoot!.activeElement), `card ${index}`).to.equal(true);
    }
  });

  it('does not move when pictures arrive, nor what is there when more products come', async () => {
    const store = new FixtureStore();
    const all = pictured(700, 300, 500, 400, 600, 300);
    await store.answer({
      '/products': { body: { store: storeSummary, products: all.slice(0, 4), next: 'two' } },
      '/products?after=two': { body: { store: storeSummary, products: all.slice(4), next: null } },
    });
    const grid = await store.mount<VitrineProductGrid>(
      html`<vitrine-product-grid layout="masonry"></vitrine-product-grid>`,
    );
    await until(() => cards(grid).length === 4 && listOf(grid).matches('.measured'));
    const places = (): string[] =>
      cards(grid).map((card) => {
        const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = card;
        return [offsetLeft, offsetTop, offsetWidth, offsetHeight].join();
      });
    const before = places();
    await Promise.all([...grid.shadowRoot!.querySelectorAll('img')].map((img) => img.decode()));
    await frame();
    expect(places()).to.deep.equal(before);
    inside(grid, '.quiet').click();
    await until(() => cards(grid).length === 6);
    await frame();
    expect(places().slice(0, 4)).to.deep.equal(before);
  });

  it('lays itself out anew when its room changes, and from the right where one reads so', async () => {
    const grid = await masonryOf(pictured(700, 300, 500, 400, 600), new FixtureStore('ar'));
    await until(() => inside(grid, '.root').dir === 'rtl');
    await until(() => cards(grid)[0]!.getBoundingClientRect().left > cards(grid)[1]!.getBoundingClientRect().left);
    await setViewport({ width: 390, height: 800 });
    await until(() => new Set(cards(grid).map((card) => Math.round(card.getBoundingClientRect().left))).size === 2);
    await until(() => {
      const bottoms = cards(grid).map((card) => card.getBoundingClientRect().bottom);
      return Math.abs(Math.max(...bottoms) - listOf(grid).getBoundingClientRect().bottom) < 2;
    });
  });

  it('becomes a grid again', async () => {
    const grid = await masonryOf(pictured(700, 300, 500));
    grid.layout = 'grid';
    await grid.updateComplete;
    await until(() => new Set(cards(grid).map((card) => card.offsetHeight)).size === 1);
    expect(getComputedStyle(cards(grid)[0]!).position).to.equal('relative');
  });
});

describe('<vitrine-product-grid> of chosen products', () => {
  it('asks for what its attributes narrow it to', async () => {
    const store = new FixtureStore();
    await store.answer({ '/products': { body: { store: storeSummary, products: many(['a']), next: 'two' } } });
    const grid = await store.mount<VitrineProductGrid>(
      html`<vitrine-product-grid vendor="Tre & Co,Strand" type="Bowl" tag="oak" available></vitrine-product-grid>`,
    );
    await until(() => cards(grid).length === 1);
    inside(grid, '.quiet').click();
    await until(() => !grid.matches(':state(loading)'));
    const narrowed =
      '/products?filter.vendor=Tre%20%26%20Co%2CStrand&filter.type=Bowl&filter.tag=oak&filter.available=true';
    await until(() => inside(grid, '.quiet').getAttribute('aria-busy') === 'false');
    expect((await store.requests()).map(({ path }) => path)).to.deep.equal([narrowed, `${narrowed}&after=two`]);
  });

  it('shows the products the page gives it, asks for none, and waits for those that are on their way', async () => {
    const store = new FixtureStore();
    await store.answerList(many());
    const grid = await store.mount<VitrineProductGrid>(
      html`<vitrine-product-grid .products=${null}></vitrine-product-grid>`,
    );
    expect(grid.matches(':state(loading)')).to.equal(true);
    grid.products = many(['q']);
    await until(() => cards(grid).length === 1);
    expect(grid.matches(':state(loading)')).to.equal(false);
    grid.products = [];
    await until(() => grid.matches(':state(empty)'));
    expect(await store.requests()).to.deep.equal([]);
  });

  it('begins again with the first page when another order is chosen', async () => {
    const store = new FixtureStore();
    const page = (letters: string, next: string | null) => ({
      body: { store: storeSummary, products: many([...letters]), next },
    });
    await store.answer({
      '/products?limit=2': page('ab', 'two'),
      '/products?limit=2&after=two': page('cd', null),
      '/products?sort=newest&limit=2': page('dc', 'two'),
    });
    const grid = await store.mount<VitrineProductGrid>(
      html`<vitrine-product-grid limit="2" paging="pages" sortable></vitrine-product-grid>`,
    );
    const titles = (): string =>
      cards(grid)
        .map((card) => card.querySelector('.title')!.textContent!.trim())
        .join();
    const next = await until(() => grid.shadowRoot!.querySelectorAll<HTMLElement>('.quiet')[1]);
    next.click();
    await until(() => titles() === 'The c,The d');
    const select = inside<HTMLSelectElement>(grid, 'select');
    select.value = 'newest';
    select.dispatchEvent(new Event('change'));
    await until(() => titles() === 'The d,The c');
    expect(grid.sort).to.equal('newest');
  });
});
