import { expect } from '@open-wc/testing';
import type { ProductList } from '../edge-api/contract/products.ts';
import type { VitrineGlobal } from '../elements/store/page.ts';
import { FixtureStore, productSummary, storeSummary, until } from '../elements/internal/fixtures.test-support.ts';

/**
 * The loader as it was built, in pages of its own: each test writes a page into a frame, as a merchant would.
 */
type Page = Window & typeof globalThis & { vitrine: VitrineGlobal };

const frames: HTMLIFrameElement[] = [];

interface Shop {
  readonly api: string;
  readonly fixtureStore: FixtureStore;
  /** Paths asked for below the store, without the cart's. */
  paths(): Promise<string[]>;
}

async function shop(): Promise<Shop> {
  const fixtureStore = new FixtureStore();
  const body: ProductList = { store: storeSummary, products: [productSummary('mug')], next: null };
  await fixtureStore.answer({ '/products': { body } });
  return {
    fixtureStore,
    api: fixtureStore.context.client.base.replace(/\/v1\/.*/, ''),
    paths: async () => (await fixtureStore.requests()).map(({ path }) => path),
  };
}

const snippet = ({ api }: Shop, attributes = 'data-store="acme"'): string =>
  `<script async src="/dist/vitrine.js" data-api="${api}" ${attributes}></script>`;

/** Opens a page; its warnings and errors are kept in `complaints`. */
async function open(head: string, body: string): Promise<{ page: Page; complaints: string[] }> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 800px; height: 600px';
  frames.push(frame);
  const complaints: string[] = [];
  const name = `complain${frames.length}${Date.now()}`;
  (window as unknown as Record<string, unknown>)[name] = (text: string) => complaints.push(text);
  const watch = `<script>
    console.warn = console.error = (...args) => parent.${name}(args.join(' '));
    addEventListener('error', (event) => parent.${name}(event.message));
    addEventListener('unhandledrejection', (event) => parent.${name}(String(event.reason)));
  </script>`;
  frame.srcdoc = `<!doctype html><html lang="en"><head><title>Host</title>${watch}${head}</head><body>${body}</body></html>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  return { page: frame.contentWindow as Page, complaints };
}

/** Resolves once the shop was asked for anything. */
async function asked({ paths }: Shop): Promise<void> {
  while (!(await paths()).length);
}

const titleIn = (root: ParentNode, tag = 'vitrine-product-grid'): string | undefined =>
  root.querySelector(tag)?.shadowRoot?.querySelector('.title')?.textContent?.trim();

describe('the loader', () => {
  before(async () => {
    const { ok } = await fetch('/dist/manifest.json');
    if (!ok) throw new Error('These tests run the built loader: npm run build first.');
  });

  afterEach(() => {
    for (const frame of frames.splice(0)) frame.remove();
  });

  it('shows what the page holds, with one request for the products', async () => {
    const acme = await shop();
    const { page, complaints } = await open(snippet(acme), '<vitrine-product-grid></vitrine-product-grid>');
    await until(() => titleIn(page.document) === 'The mug');
    expect(await acme.paths()).to.deep.equal(['/products']);
    expect(complaints).to.deep.equal([]);
  });

  it('asks for the data while the code is on its way, not after', async () => {
    const acme = await shop();
    await acme.fixtureStore.answer({ '/products': { hold: 'wait', body: {} } });
    const { page } = await open('', '<vitrine-product-grid collection="tea" limit="6"></vitrine-product-grid>');
    // Code that never arrives: the request for the data must not have waited for it.
    const script = page.document.createElement('script');
    const copy = await (await fetch('/dist/vitrine.js')).text();
    page.document.head.insertAdjacentHTML(
      'beforeend',
      `<script type="x" src="/nowhere/vitrine.js" data-store="acme" data-api="${acme.api}"></script>`,
    );
    script.textContent = `console.warn = () => {}; ${copy}`;
    Object.defineProperty(page.document, 'currentScript', { value: page.document.querySelector('[type=x]') });
    page.document.head.append(script);
    await asked(acme);
    expect(await acme.paths()).to.deep.equal(['/products?collection=tea&limit=6']);
    expect(page.customElements.get('vitrine-product-grid')).to.equal(undefined);
    await acme.fixtureStore.release('wait');
  });

  it('uses the answer of a preload hint in the page', async () => {
    const acme = await shop();
    const hint = `<link rel="preload" as="fetch" crossorigin href="${acme.api}/v1/stores/acme/products">`;
    const { page } = await open(hint + snippet(acme), '<vitrine-product-grid></vitrine-product-grid>');
    await until(() => titleIn(page.document) === 'The mug');
    expect(await acme.paths()).to.deep.equal(['/products']);
  });

  it('finds elements that come later, and those in a shadow root it is told of', async () => {
    const acme = await shop();
    const { page } = await open(snippet(acme), '<main></main>');
    await until(() => page.vitrine);
    const { document } = page;
    const section = document.createElement('section');
    section.innerHTML = '<p><vitrine-product-grid></vitrine-product-grid></p>';
    document.querySelector('main')!.append(section);
    await until(() => titleIn(document) === 'The mug');

    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    page.vitrine.scan(shadow);
    shadow.append(document.createElement('vitrine-buy-button'));
    await until(() => shadow.querySelector('vitrine-buy-button')?.shadowRoot);
  });

  it('is harmless when loaded twice, and leaves one global and no prototype changed', async () => {
    const acme = await shop();
    const before = `<script>
      window.kept = { keys: Object.keys(window), protos: [Array, Object, Promise, Element, Event].map((c) => Object.getOwnPropertyNames(c.prototype).length) };
    </script>`;
    const second = snippet(acme).replace('vitrine.js', 'vitrine.js?again');
    const { page, complaints } = await open(
      before + snippet(acme) + second,
      `<vitrine-product-grid></vitrine-product-grid>${second}`,
    );
    await until(() => titleIn(page.document) === 'The mug');
    await page.vitrine.ready;
    const { kept } = page as unknown as { kept: { keys: string[]; protos: number[] } };
    expect(Object.keys(page).filter((key) => !kept.keys.includes(key) && key !== 'kept')).to.deep.equal(['vitrine']);
    expect(
      page.eval('[Array, Object, Promise, Element, Event].map((c) => Object.getOwnPropertyNames(c.prototype).length)'),
    ).to.deep.equal(kept.protos);
    expect(await acme.paths()).to.deep.equal(['/products']);
    expect(complaints).to.deep.equal([]);
  });

  it('runs what the page has queued, and what it queues later', async () => {
    const acme = await shop();
    const queue = `<script>
      window.calls = [];
      (window.vitrine = window.vitrine || []).push((vitrine) => calls.push(vitrine.version));
    </script>`;
    const { page } = await open(queue + snippet(acme), '');
    const { calls } = page as unknown as { calls: string[] };
    await until(() => calls.length);
    page.vitrine.push(() => calls.push('later'));
    expect(calls).to.deep.equal([page.vitrine.version, 'later']);
    expect(await page.vitrine.ready).to.equal(page.vitrine);
  });

  it('is not taken in by an element with the id "vitrine"', async () => {
    const acme = await shop();
    const { page } = await open(snippet(acme), '<div id="vitrine"></div><vitrine-product-grid></vitrine-product-grid>');
    await until(() => titleIn(page.document) === 'The mug');
    expect(page.vitrine.version).to.be.a('string');
  });

  it('loads its code from its own address, whatever in the page is called currentScript', async () => {
    const store = await shop();
    const foreign = `<img name="currentScript" alt="" src="/dist/foreign/vitrine.js" data-store="other" data-api="${store.api}/other">`;
    const { page, complaints } = await open(
      '',
      `${foreign}${snippet(store)}<vitrine-product-grid></vitrine-product-grid>`,
    );
    await until(() => titleIn(page.document));
    expect(page.vitrine.setup).to.include({ store: 'acme', api: store.api });
    expect(complaints.filter((text) => text.includes('foreign'))).to.deep.equal([]);
  });

  it('lets the page listen and stop listening', async () => {
    const acme = await shop();
    const { page } = await open(snippet(acme), '<vitrine-product-grid></vitrine-product-grid>');
    await until(() => titleIn(page.document) === 'The mug');
    const heard: string[] = [];
    const stop = page.vitrine.on('product-select', (event) => {
      heard.push(event.type);
      event.preventDefault();
    });
    const choose = page.document
      .querySelector('vitrine-product-grid')!
      .shadowRoot!.querySelector<HTMLElement>('.choose')!;
    choose.click();
    stop();
    page.document.addEventListener('vitrine-product-select', (event) => event.preventDefault());
    choose.click();
    expect(heard).to.deep.equal(['vitrine-product-select']);
  });

  it('serves several stores in one page', async () => {
    const [acme, bob] = [await shop(), await shop()];
    await bob.fixtureStore.answerList([productSummary('hat')]);
    const { page } = await open(
      snippet(acme),
      `<vitrine-product-grid></vitrine-product-grid>
       <vitrine-store handle="bob" api="${bob.api}"><vitrine-product-grid id="b"></vitrine-product-grid></vitrine-store>`,
    );
    await until(() => titleIn(page.document) === 'The mug' && titleIn(page.document, '#b') === 'The hat');
    expect(await bob.paths()).to.deep.equal(['/products']);
  });

  it('tells the developer, and nobody else, when code cannot be loaded', async () => {
    const acme = await shop();
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline' ${location.origin}/dist/vitrine.js">`;
    const { page, complaints } = await open(
      policy + snippet(acme),
      '<vitrine-product-grid>Our shop opens in a moment.</vitrine-product-grid><vitrine-product-grid></vitrine-product-grid>',
    );
    await until(() => complaints.length);
    await page.vitrine.ready;
    expect(complaints).to.have.length(1);
    expect(complaints[0]).to.contain('<vitrine-product-grid>').and.contain('/docs/errors/loader_chunk');
    expect((page.document.querySelector('vitrine-product-grid') as HTMLElement).innerText).to.contain('in a moment');
  });

  it('works under a strict policy without inline code and with Trusted Types enforced', async () => {
    const acme = await shop();
    const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${location.origin}/dist/; connect-src ${location.origin}; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html">`;
    const { page } = await open(
      policy + snippet(acme),
      '<vitrine-product-grid heading="Tea" sortable></vitrine-product-grid>',
    );
    const broken: string[] = [];
    page.document.addEventListener('securitypolicyviolation', (event) =>
      broken.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
    await until(() => titleIn(page.document) === 'The mug');
    const grid = page.document.querySelector('vitrine-product-grid')!;
    expect(page.getComputedStyle(grid.shadowRoot!.querySelector('ul')!).display).to.equal('grid');
    expect(broken).to.deep.equal([]);
  });

  it('warns when elements have no store, and holds room for them', async () => {
    const acme = await shop();
    const { page, complaints } = await open(snippet(acme, ''), '<vitrine-product-grid></vitrine-product-grid>');
    await page.vitrine.ready;
    expect(complaints.join()).to.contain('loader_config');
    expect(page.document.querySelector('vitrine-product-grid')!.getBoundingClientRect().height).to.be.greaterThan(400);
    expect(await acme.paths()).to.deep.equal([]);
  });

  it('gives scripts of the page the cart, and loads its code only then', async () => {
    const acme = await shop();
    const { page } = await open(snippet(acme), '');
    await page.vitrine.ready;
    const names = (): string[] => page.performance.getEntriesByType('resource').map(({ name }) => name);
    expect(names().filter((name) => name.includes('/assets/'))).to.deep.equal([]);
    await page.vitrine.cart.add('v-1', { quantity: 2 });
    expect((await page.vitrine.cart.get()).count).to.equal(2);
    page.localStorage.clear();
  });
});
