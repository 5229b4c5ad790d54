import { createRoute, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { type FragmentElement, FragmentQuery } from '../contract/fragments.ts';
import { Handle, type Product } from '../contract/products.ts';
import type { Section } from '../contract/sections/section.ts';
import { lentToBlocks } from '../middleware/block-draws.ts';
import type { StoreEnv } from '../middleware/env.ts';
import {
  elementOf,
  fragmentJsonLd,
  type FragmentPlace,
  listOf,
  productPage,
  wholeAddresses,
} from '../pages/ssr/fragment.ts';
import { withoutScripts } from '../pages/ssr/fragment-markup.ts';
import { needsOf } from '../pages/ssr/needs.ts';
import type { LoadDrawing } from '../pages/ssr/port.ts';
import { elementAnswers } from '../services/element-answers.ts';
import { errors, StoreParam, storeRouter } from './router.ts';

const markup = { 200: { description: 'The markup.', content: { 'text/html': { schema: z.string() } } } };
const tags = ['Pages'];
const description =
  'Declarative shadow DOM with its style sheets, and JSON-LD: for an include of PHP or an edge. It needs no script, and stays as it is whatever scripts its page has.';
const named = (name: string, most: number) =>
  z
    .string()
    .max(most)
    .openapi({ param: { name, in: 'path' } });

const readGrid = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/fragments/product-grid',
  tags,
  summary: 'A product grid as markup, for pages of other hosts.',
  description,
  request: { params: StoreParam, query: FragmentQuery },
  responses: { ...markup, ...errors('collection_not_found') },
});

const readProduct = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/fragments/product/{handle}',
  tags,
  summary: 'A product as markup, for pages of other hosts.',
  description,
  request: {
    params: StoreParam.extend({ handle: Handle.openapi({ param: { name: 'handle', in: 'path' } }) }),
    query: FragmentQuery,
  },
  responses: { ...markup, ...errors('product_not_found') },
});

const readSection = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/fragments/section/{sectionId}',
  tags,
  summary: 'A section as markup, for pages of other hosts.',
  description,
  request: { params: StoreParam.extend({ sectionId: named('sectionId', 64) }), query: FragmentQuery },
  responses: { ...markup, ...errors('section_not_found') },
});

const readSections = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/fragments/sections/{slug}',
  tags,
  summary: 'The sections of a page as markup, for pages of other hosts.',
  description,
  request: { params: StoreParam.extend({ slug: named('slug', 240) }), query: FragmentQuery },
  responses: { ...markup, ...errors('page_not_found', 'page_gone') },
});

/** What an element shows. */
interface Shown {
  readonly sections?: readonly Section[];
  readonly product?: Product;
}

/** Where the store's own pages are; null where it has none. */
function homeOf({ var: { site, store, origin } }: Context<StoreEnv>, baseDomain: string | null): string | null {
  const { protocol, port } = new URL(origin);
  const own =
    site.kind === 'store' ? site.movedTo : (store.canonicalHost ?? (baseDomain && `${store.handle}.${baseDomain}`));
  if (own === null) return site.kind === 'store' ? origin : null;
  return `${protocol}//${own}${port && `:${port}`}`;
}

/** Elements as markup, for pages of other hosts. `page` keeps answers by what draws them, too. */
export function fragmentRoutes(
  page: MiddlewareHandler<StoreEnv>[],
  load: LoadDrawing | undefined,
  now: () => number,
  baseDomain: string | null,
) {
  async function fragment(c: Context<StoreEnv>, element: FragmentElement, query: FragmentQuery, given: Shown) {
    const { services, origin } = c.var;
    const drawing = await load?.();
    if (!drawing) throw new Error('The build that draws elements is missing: run `npm run build`.');
    const { product } = given;
    const { store } = (await services.store.get()).body;
    const wish = { locale: query.locale, productUrl: query['product-url'], ...lentToBlocks(c) };
    const { sections, provisional } = await services.livePages.withBlocks(given.sections ?? [], wish);
    c.set('provisional', provisional);
    const needs = needsOf(sections);
    const lists = element === 'product-grid' ? [listOf(query)] : needs.lists;
    const asked = await elementAnswers(services, { ...needs, lists }, store);
    const answers = product ? { ...asked, products: [{ handle: product.handle, product }] } : asked;
    const { html } = drawing.renderElements({
      wanted: [elementOf(element, query, { sections, handle: product?.handle })],
      answers,
      locale: query.locale ?? store.locale,
      ...(query.theme && { theme: query.theme }),
      assets: `${origin}/assets/`,
      whole: false,
      ...(product && { formAction: productPage({ query, origin }, product.handle) }),
    });
    const place: FragmentPlace = { origin, store, query, today: new Date(now()).toISOString().slice(0, 10) };
    const shown = wholeAddresses(withoutScripts(html, homeOf(c, baseDomain)), origin);
    return c.html(shown + fragmentJsonLd(place, answers, sections, product ?? null), 200);
  }

  /** Read before all else: what changes meanwhile makes the tag an old one. */
  const version: MiddlewareHandler<StoreEnv> = async (c, next) => {
    c.set('catalogueVersion', await c.var.services.livePages.version());
    await next();
  };
  const middleware = [...page, version];

  return storeRouter()
    .openapi({ ...readGrid, middleware }, async (c) => {
      const query = c.req.valid('query');
      if (query.collection) await c.var.services.products.collection(query.collection);
      return fragment(c, 'product-grid', query, {});
    })
    .openapi({ ...readProduct, middleware }, async (c) => {
      const { product } = (await c.var.services.products.get(c.req.valid('param').handle)).body;
      return fragment(c, 'product', c.req.valid('query'), { product });
    })
    .openapi({ ...readSection, middleware }, async (c) => {
      const { section } = (await c.var.services.livePages.section(c.req.valid('param').sectionId)).body;
      return fragment(c, 'section', c.req.valid('query'), { sections: [section] });
    })
    .openapi({ ...readSections, middleware }, async (c) => {
      const { sections } = (await c.var.services.livePages.answer(c.req.valid('param').slug)).body.page;
      return fragment(c, 'sections', c.req.valid('query'), { sections });
    });
}
