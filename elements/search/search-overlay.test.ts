import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import {
  FixtureStore,
  inside,
  nextEvent,
  productSummary,
  simpleProduct,
  until,
} from '../internal/fixtures.test-support.ts';
import './search.ts';
import { facet, forgetSearches } from './search.test-support.ts';
import type { VitrineSearch } from './search.ts';

const MUG = productSummary('mug', { title: 'Café mug' });
const CUP = productSummary('cup');

const pageBox = (element: Element): HTMLInputElement => inside(element, '.root > form input');
const overlay = (element: Element): HTMLDialogElement => inside(element, '.overlay');
const overlayBox = (element: Element): HTMLInputElement => inside(element, '.overlay form input');
const cards = (element: Element): number => element.shadowRoot!.querySelectorAll('.overlay .card .title').length;
const focused = (element: Element): Element | null => element.shadowRoot!.activeElement;
/** The list of suggestions, once it is shown. */
const list = (element: Element): Promise<HTMLElement> =>
  until(() => element.shadowRoot!.querySelector<HTMLElement>('[role=listbox]:popover-open'));

const NARROW = html`<vitrine-search style="inline-size: 260px"></vitrine-search>`;

/** A search in a store that finds two products for anything, and suggests two things for "mu". */
async function searching(
  template: TemplateResult = NARROW,
  store = new FixtureStore(),
): Promise<{ element: VitrineSearch; store: FixtureStore }> {
  await store.answerSuggestions('mu', { queries: ['mugs'], products: [MUG] });
  await store.answerSearch([MUG, CUP], {
    facets: [facet('vendor', { A: 1, B: 1 })],
  });
  const mounted = await store.mount(template);
  const element = mounted.matches('vitrine-search') ? mounted : mounted.querySelector('vitrine-search');
  return { element: element as VitrineSearch, store };
}

/** The same after somebody typed and pressed Enter. */
async function found(
  template?: TemplateResult,
  store?: FixtureStore,
): Promise<{ element: VitrineSearch; store: FixtureStore }> {
  const made = await searching(template, store);
  // Nothing can take the focus until the texts of the language are there.
  await until(() => {
    pageBox(made.element).focus();
    return focused(made.element) === pageBox(made.element);
  });
  await sendKeys({ type: 'mug' });
  await sendKeys({ press: 'Enter' });
  await until(() => cards(made.element) === 2);
  return made;
}

const closed = async (element: VitrineSearch): Promise<void> => {
  await until(() => !overlay(element).open && !element.matches(':state(overlay)'));
  await element.updateComplete;
};

describe('<vitrine-search> with results above the page', () => {
  afterEach(forgetSearches);

  it('shows results above the page where the box has no room for them, below it where it has', async () => {
    const { element } = await found();
    expect(overlay(element).matches(':modal')).to.equal(true);
    expect(element.matches(':state(overlay)')).to.equal(true);
    expect(element.offsetHeight, 'the page keeps its place').to.be.below(60);
    overlay(element).close();
    await closed(element);

    const { element: wide } = await searching(html`<vitrine-search style="inline-size: 700px"></vitrine-search>`);
    pageBox(wide).focus();
    await sendKeys({ type: 'mug' });
    await sendKeys({ press: 'Enter' });
    await until(() => wide.shadowRoot!.querySelectorAll('.root > .results .title').length === 2);
    expect(overlay(wide).open).to.equal(false);
  });

  it('never pushes a header apart, and does as it is told', async () => {
    const { element } = await found(
      html`<header><vitrine-search style="inline-size: 700px"></vitrine-search></header>`,
    );
    expect(overlay(element).open).to.equal(true);
    element.remove();
    const { element: told } = await found(html`<vitrine-search results="overlay"></vitrine-search>`);
    expect(overlay(told).open).to.equal(true);
    told.remove();
    const { element: inline } = await searching(
      html`<vitrine-search results="inline" style="inline-size: 260px"></vitrine-search>`,
    );
    pageBox(inline).focus();
    await sendKeys({ type: 'mug' });
    await sendKeys({ press: 'Enter' });
    await until(() => inline.shadowRoot!.querySelectorAll('.root > .results .title').length === 2);
  });

  it('passes axe with results, with suggestions, and with nothing found', async () => {
    const { element, store } = await found();
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Backspace' });
    await list(element);
    await expect(element).to.be.accessible();
    await store.answerSearch([]);
    await sendKeys({ press: 'Enter' });
    await until(() => element.matches(':state(empty)') && element.renderRoot.querySelector('.overlay [part=message]'));
    await expect(element).to.be.accessible();
    expect(inside(element, '.overlay [role=status]').textContent, 'said where a screen reader listens').to.contain(
      'Nothing found',
    );
  });

  it('takes text and focus along, goes on searching there, and gives both back on Escape', async () => {
    const { element } = await found();
    expect(focused(element)).to.equal(overlayBox(element));
    expect(overlayBox(element).value).to.equal('mug');
    await sendKeys({ press: 'Backspace' });
    const offered = await list(element);
    expect(overlay(element).contains(offered)).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until(() => !element.shadowRoot!.querySelector('[role=listbox]'));
    expect(overlay(element).open, 'the first Escape is for the suggestions').to.equal(true);
    await sendKeys({ press: 'Escape' });
    await closed(element);
    expect(focused(element)).to.equal(pageBox(element));
    expect(pageBox(element).value).to.equal('mu');
    await sendKeys({ press: 'Enter' });
    await until(() => cards(element) === 2);
    expect(focused(element), 'and again').to.equal(overlayBox(element));
  });

  it('keeps Escape from what the page has open', async () => {
    const { element } = await found();
    let heard = 0;
    const hear = (): number => heard++;
    document.addEventListener('keydown', hear);
    await sendKeys({ press: 'Escape' });
    document.removeEventListener('keydown', hear);
    await closed(element);
    expect(heard).to.equal(0);
  });

  it('closes by its button and by a click beside it, but not by a selection of text that ends there', async () => {
    const { element } = await found();
    const dialog = overlay(element);
    const click = (from: Element): void => {
      from.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      dialog.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    };
    click(overlayBox(element));
    await element.updateComplete;
    expect(dialog.open).to.equal(true);
    click(dialog);
    await closed(element);
    expect(focused(element)).to.equal(pageBox(element));
    await sendKeys({ press: 'Enter' });
    await until(() => cards(element) === 2);
    inside(element, '.leave').click();
    await closed(element);
    expect(focused(element)).to.equal(pageBox(element));
  });

  it('keeps the page from scrolling and moving while open, and leaves nothing behind when removed', async () => {
    const { element } = await found();
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('hidden');
    const before = document.body.getBoundingClientRect().width;
    const { parentElement } = element;
    element.remove();
    expect(document.documentElement.getAttribute('style')).to.equal(null);
    expect(document.body.getBoundingClientRect().width).to.equal(before);
    parentElement!.append(element);
    await element.updateComplete;
    expect(overlay(element).open).to.equal(false);
    expect(element.matches(':state(overlay)')).to.equal(false);
  });

  it('is cut off by nothing around the element', async () => {
    const { element } = await searching(
      html`<div style="inline-size: 120px; block-size: 50px; overflow: hidden; transform: translateX(10px)">
        <vitrine-search></vitrine-search>
      </div>`,
    );
    const reachable = (node: Element): boolean => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return node.contains(element.shadowRoot!.elementFromPoint(left + width / 2, top + height / 2));
    };
    pageBox(element).focus();
    await sendKeys({ type: 'mu' });
    const offered = await list(element);
    const { left, right, width, top } = offered.getBoundingClientRect();
    expect(width).to.be.at.least(280);
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
    expect(top).to.be.at.least(pageBox(element).getBoundingClientRect().bottom);
    expect(reachable(offered)).to.equal(true);
    await sendKeys({ press: 'Enter' });
    await until(() => cards(element) === 2);
    expect(reachable(inside(element, '.overlay .title'))).to.equal(true);
  });

  it('keeps suggestions at their box while the page scrolls, and above it where there is no room below', async () => {
    const { element } = await searching(
      html`<div style="block-size: 3000px; padding-block-start: 1500px">
        <vitrine-search style="inline-size: 260px"></vitrine-search>
      </div>`,
    );
    const put = (block: ScrollLogicalPosition): void => element.scrollIntoView({ block, behavior: 'instant' });
    put('start');
    pageBox(element).focus();
    await sendKeys({ type: 'mu' });
    const offered = await list(element);
    const gap = (): number => offered.getBoundingClientRect().top - element.getBoundingClientRect().bottom;
    const near = gap();
    expect(near).to.be.within(0, 12);
    scrollBy({ top: -100, behavior: 'instant' });
    await until(() => element.getBoundingClientRect().top > 50 && Math.abs(gap() - near) < 1);
    put('end');
    await until(() => offered.getBoundingClientRect().bottom <= element.getBoundingClientRect().top);
    expect(offered.getBoundingClientRect().top).to.be.at.least(0);
    scrollTo({ top: 0, behavior: 'instant' });
  });

  it('reads from right to left: suggestions begin at the right edge of the box', async () => {
    const { element } = await found(
      html`<div dir="rtl">
        <vitrine-search style="inline-size: 260px; margin-inline-start: 20px"></vitrine-search>
      </div>`,
      new FixtureStore('ar'),
    );
    await until(() => getComputedStyle(overlay(element)).direction === 'rtl');
    const { left, width } = inside(element, '.leave').getBoundingClientRect();
    expect(left + width, 'the way back is at the end of the line').to.be.below(innerWidth / 2);
    overlay(element).close();
    await closed(element);
    const field = inside<HTMLInputElement>(element, '.root > form input');
    field.focus();
    field.value = 'mu';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    const offered = (await list(element)).getBoundingClientRect();
    const box = inside(element, '.root > form').getBoundingClientRect();
    expect(Math.abs(offered.right - box.right)).to.be.below(1);
    expect(offered.left).to.be.at.least(0);
  });

  it('opens a product above itself, and goes when the page shows the product', async () => {
    const { element, store } = await found();
    await store.answerProducts([simpleProduct('mug')]);
    inside(element, '.overlay .choose').click();
    const dialog = await until(() => element.shadowRoot!.querySelector<HTMLDialogElement>('dialog[part=dialog]'));
    await until(() => dialog.querySelector('vitrine-product')?.product);
    dialog.close();
    await until(() => !dialog.isConnected);
    expect(overlay(element).open).to.equal(true);
    expect(focused(element)?.closest('.overlay')).to.equal(overlay(element));

    element.addEventListener('vitrine-product-select', (event) => event.preventDefault(), { once: true });
    inside(element, '.overlay .choose').click();
    await closed(element);
  });

  it('goes when the page follows the link to a product itself', async () => {
    const { element } = await found(
      html`<vitrine-search results="overlay" product-url="/p/{handle}"></vitrine-search>`,
    );
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    inside(element, '.overlay .choose').click();
    await closed(element);
  });

  it('stays while a shopper narrows the search, and tells the page what was found', async () => {
    await setViewport({ width: 1024, height: 768 });
    const { element } = await found();
    const update = nextEvent(document, 'vitrine-search-update');
    (await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.overlay .value input'))).click();
    await update;
    expect(overlay(element).open).to.equal(true);
    expect(inside(element, '.overlay [part=total]').textContent).to.contain('2 products');
  });

  it('shows what was found before while the box is emptied to type anew', async () => {
    const { element } = await found();
    inside(element, '.overlay .clear').click();
    await element.updateComplete;
    expect(overlayBox(element).value).to.equal('');
    expect(focused(element)).to.equal(overlayBox(element));
    expect(cards(element)).to.equal(2);
  });
});
