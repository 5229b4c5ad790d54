import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import type { Product, ProductList } from '../edge-api/contract/products.ts';
import type { SearchAnswer } from '../edge-api/contract/search.ts';
import type { Section } from '../edge-api/contract/sections/section.ts';
import type { SectionType } from '../edge-api/contract/sections/define-section.ts';
import { SECTION_TYPES } from '../edge-api/contract/sections/section-types.ts';
import { builtDrawing } from '../edge-api/pages/ssr/drawing.test-support.ts';
import { type ElementNeeds, needsOf } from '../edge-api/pages/ssr/needs.ts';
import type { ElementAnswers, ListQuery, WantedElement } from '../edge-api/pages/ssr/port.ts';
import { importCatalogue } from '../edge-api/repositories/catalogue-import.node.ts';
import { keyRepository } from '../edge-api/repositories/keys.ts';
import { keyService } from '../edge-api/services/keys.ts';
import { productListPath } from '../elements/client/product-list-path.ts';
import { PICTURES, specimenOf } from '../tools/section-specimens.ts';

/**
 * How elements get into a page: by the loader, drawn by a server and taken over, as fragments where nothing runs, and as fragments inside of
 * the tags that take their place where scripts run.
 */
export const WAYS = ['embedded', 'drawn', 'fragment', 'both'] as const;
export type Way = (typeof WAYS)[number];

/** How a page is looked at. */
export interface Look {
  readonly locale: string;
  readonly theme: 'light' | 'dark';
  /** What the page shows. */
  readonly subjects: readonly Subject[];
}

/** Would change the page's title. */
export const ATTACK = `<img src=x onerror="document.title=1"></script><script>document.title=2</script>`;
/** What the checks of sections leave as it is: no element of HTML. */
export const QUIET_ATTACK = `"><x-y onfocus=document.title=3 autofocus tabindex=0>{{constructor.constructor('document.title=4')()}}`;

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const EVIL = cell(ATTACK);
const EVIL_CSV = `Handle,Title,Body (HTML),Vendor,Published,Option1 Name,Option1 Value,Variant Price,Image Src,Image Alt Text,Status,Collection
evil-vase,${EVIL},${EVIL},${EVIL},true,${EVIL},${EVIL},9.00,/media/halden/fjord-vase-chalk.svg,${EVIL},active,Ceramics
`;

/** Puts a product of hostile texts into a sample shop; answers a key that writes its pages. */
export async function fillShop({ stores, lease, platform }: Databases): Promise<string> {
  const store = await stores.find('halden');
  assert.ok(store);
  const leased = await lease(store);
  const { problems } = await importCatalogue(leased.database, () => Readable.from([Buffer.from(EVIL_CSV)]));
  leased.release();
  assert.equal(problems, 0);
  const wish = { kind: 'secret', name: 'Pages', scopes: ['pages:write'], expiresAt: null, storeId: store.id } as const;
  return (await keyService(keyRepository(platform), Date.now).create(wish, null)).secret;
}

/** Types that take what is as bad as can be, repaired. */
const BAD = ['faq', 'comparison', 'team', 'testimonials'];
const SLUG = 'three-ways';
/** A block that the sample shop has. */
const BLOCK = { type: 'block', content: { name: 'size-guide' } };
/** An example, with pictures that pages of other hosts may show. */
const exampleOf = ({ type, example }: SectionType): unknown =>
  type === 'block'
    ? BLOCK
    : {
        type,
        content: JSON.parse(JSON.stringify(example).replaceAll(/\/demo\/sections\/\w+\.jpg/g, PICTURES[0]!)) as unknown,
      };
const LETTER = SECTION_TYPES.find(({ type }) => type === 'newsletter')!;

/** Publishes a page with a section of every type but one, and some with hostile texts; the newsletter stands alone. */
export async function publishPage(url: string, key: string): Promise<void> {
  async function send(method: string, path: string, body: unknown): Promise<string> {
    const isText = typeof body === 'string';
    const type = isText ? 'application/x-ndjson' : 'application/json';
    const headers = { authorization: `Bearer ${key}`, 'content-type': type };
    const text = isText ? body : JSON.stringify(body);
    const response = await fetch(`${url}/v1/admin/stores/halden${path}`, { method, headers, body: text });
    const answer = await response.text();
    assert.ok(response.ok, answer);
    return answer;
  }
  const made = await send('POST', '/pages', { type: 'landing', title: 'Three ways', slug: SLUG });
  const { id } = (JSON.parse(made) as { page: { id: string } }).page;
  const sections: unknown[] = SECTION_TYPES.filter((kind) => kind !== LETTER).flatMap((kind) => {
    const { type } = kind;
    return [exampleOf(kind), ...(BAD.includes(type) ? [{ type, content: specimenOf(kind, 'hostile', 'en') }] : [])];
  });
  sections.push({ type: 'faq', content: { items: [{ question: QUIET_ATTACK, answer: QUIET_ATTACK }] } });
  const told = await send(
    'POST',
    `/sections/bulk?page=${id}`,
    sections.map((section) => JSON.stringify({ section })).join('\n'),
  );
  assert.doesNotMatch(told, /"refused"/);
  await send('POST', `/pages/${id}/publish`, {});
  await send('PUT', '/sections/letter', { section: exampleOf(LETTER) });
}

/** Attributes that one element has in every way, its fragment, and how it is drawn; nothing that two ways could read differently. */
const PRODUCT_URL = '/p/{handle}';
const ELEMENTS = {
  grid: {
    tag: 'vitrine-product-grid',
    attributes: { collection: 'ceramics', limit: '12', heading: 'Ceramics' },
    only: { paging: 'none' },
    fragment: 'product-grid',
  },
  product: { tag: 'vitrine-product', attributes: {}, only: { handle: 'fjord-vase' }, fragment: 'product/fjord-vase' },
  evil: { tag: 'vitrine-product', attributes: {}, only: { handle: 'evil-vase' }, fragment: 'product/evil-vase' },
  sections: { tag: 'vitrine-sections', attributes: {}, only: { page: SLUG }, fragment: `sections/${SLUG}` },
  letter: { tag: 'vitrine-section', attributes: {}, only: { 'section-id': 'letter' }, fragment: 'section/letter' },
} as const satisfies Record<
  string,
  Pick<WantedElement, 'tag' | 'attributes'> & { only: Readonly<Record<string, string>>; fragment: string }
>;
export type Subject = keyof typeof ELEMENTS;
export const SUBJECTS = Object.keys(ELEMENTS) as readonly Subject[];
const attributesOf = (subject: Subject): Record<string, string> => {
  const { attributes, only } = ELEMENTS[subject];
  return { ...attributes, ...only, 'product-url': PRODUCT_URL };
};

async function get<T>(address: string): Promise<T> {
  const response = await fetch(address);
  assert.ok(response.ok, address);
  return (await response.json()) as T;
}

/** As a merchant writes it. */
function tagOf(subject: Subject): string {
  const { tag } = ELEMENTS[subject];
  const written = Object.entries(attributesOf(subject)).map(([name, value]) => ` ${name}="${value}"`);
  return `<${tag}${written.join('')}></${tag}>`;
}

/** What a server that draws elements asks the API before. */
async function answersFor(api: string, { lists, handles, searches }: ElementNeeds): Promise<ElementAnswers> {
  const { store } = await get<ProductList>(`${api}/products`);
  return {
    store,
    lists: await Promise.all(
      lists.map(async (query) => ({ query, page: await get<ProductList>(api + productListPath(query)) })),
    ),
    products: await Promise.all(
      handles.map(async (handle) => {
        const { product } = await get<{ product: Product }>(`${api}/products/${handle}`);
        return { handle, product };
      }),
    ),
    searches: await Promise.all(
      searches.map(async ({ source, limit }) => {
        const { products } = await get<SearchAnswer>(
          `${api}/search?q=${encodeURIComponent(source.query)}&limit=${limit}`,
        );
        return { source, limit, products };
      }),
    ),
  };
}

/** As a server draws it, for scripts to take over. */
async function drawnOf(shop: string, api: string, subject: Subject, { locale, theme }: Look): Promise<string> {
  const drawing = await builtDrawing();
  const { tag } = ELEMENTS[subject];
  const { collection, limit, handle, page, ...others } = attributesOf(subject);
  const { sections } = page
    ? (await get<{ page: { sections: Section[] } }>(`${api}/pages/${page}?locale=${locale}`)).page
    : { sections: undefined };
  const section =
    tag === 'vitrine-section' ? (await get<{ section: Section }>(`${api}/sections/letter`)).section : undefined;
  const needs = needsOf(sections ?? []);
  const list: ListQuery[] = collection ? [{ collection, limit: Number(limit) }] : [];
  const answers = await answersFor(api, {
    lists: [...needs.lists, ...list],
    handles: [...needs.handles, ...(handle ? [handle] : [])],
    searches: needs.searches,
  });
  const attributes = { ...others, ...(collection && { collection, limit: limit ?? '' }), ...(handle && { handle }) };
  const wanted: WantedElement = { tag, attributes, ...(sections && { sections }), ...(section && { section }) };
  return drawing.renderElements({ wanted: [wanted], answers, locale, theme, assets: `${shop}/assets/`, whole: true })
    .html;
}

/** As an include of PHP gets it. */
async function fragmentOf(api: string, host: string, subject: Subject, { locale, theme }: Look): Promise<string> {
  const { attributes, fragment } = ELEMENTS[subject];
  const query = new URLSearchParams({ ...attributes, 'product-url': PRODUCT_URL, url: `${host}/`, locale, theme });
  const response = await fetch(`${api}/fragments/${fragment}?${query}`);
  const text = await response.text();
  assert.ok(response.ok, text);
  return text;
}

/** Somebody else's site. */
export interface Host {
  readonly url: string;
  close(): void;
}

/**
 * A site that has the shop in its pages: at `/embedded` and the other ways; `?locale=…&theme=…&subjects=…`.
 */
export async function openHost(shop: string): Promise<Host> {
  const api = `${shop}/v1/stores/halden`;
  let url = '';
  async function markupOf(way: string, subject: Subject, look: Look): Promise<string> {
    if (way === 'embedded') return tagOf(subject);
    if (way === 'drawn') return drawnOf(shop, api, subject, look);
    const fragment = await fragmentOf(api, url, subject, look);
    return way === 'both' ? tagOf(subject).replace('></', () => `>${fragment}</`) : fragment;
  }
  async function pageOf(way: string, look: Look): Promise<string> {
    const { locale, theme, subjects } = look;
    const served = `<script type="module" src="${shop}/assets/${(await builtDrawing()).script}"></script>`;
    const loader = `<script ${way === 'drawn' ? 'defer' : 'async'} src="${shop}/vitrine.js" data-store="halden" data-locale="${locale}" data-theme="${theme}"></script>`;
    const boxes = await Promise.all(
      subjects.map(async (subject) => `<div id="${subject}">${await markupOf(way, subject, look)}</div>`),
    );
    return `<!doctype html><html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><title>Host</title><link rel="icon" href="data:,">
      ${way === 'drawn' ? served : ''}${loader}
      <style>body { margin: 0; background: ${theme === 'dark' ? '#111; color: #eee' : '#fff'} }</style></head>
      <body><main><h1>Host</h1>${boxes.join('\n')}</main><vitrine-cart-button></vitrine-cart-button></body></html>`;
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
    const asked = Object.fromEntries(searchParams) as unknown as Look & { subjects?: string };
    const look = { ...asked, subjects: (asked.subjects ?? '').split(',') as Subject[] };
    const page = pathname.startsWith('/p/')
      ? Promise.resolve('<title>Its page</title>')
      : pageOf(pathname.slice(1), look);
    page.then(
      (html) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => void server.close() };
}
