import { Handle, ListProducts, ProductSort } from '../contract/products.ts';
import { SearchProducts } from '../contract/search.ts';
import type { HostedContext } from '../middleware/hosted.ts';
import { collectionPage } from '../pages/hosted/collection.ts';
import { homePage, plainBuying, productPage, searchPage } from '../pages/hosted/shop.ts';
import { SPECULATION_RULES, SPECULATION_RULES_PATH } from '../pages/hosted/speculation.ts';
import { ApiError, collectionNotFound } from '../services/errors.ts';
import type { ShopDrawings } from './hosted-drawn.ts';
import type { ShowSections } from './hosted-pages.ts';
import { type HostedParts, hostedDoor, hostedRouter, REVALIDATED, show } from './hosted-support.ts';

/** Where the next page begins; nothing when somebody has made it up. */
const after = (text: string | undefined) => (text ? { after: text } : {});

/** The collection of a handle. One that is called `all` and is not the merchant's own has all the shop's products. */
async function collectionOf(c: HostedContext, handle: string) {
  if (!Handle.safeParse(handle).success) throw collectionNotFound(handle.slice(0, 80));
  try {
    return (await c.var.services.products.collection(handle)).body;
  } catch (error) {
    if (handle !== 'all' || !(error instanceof ApiError) || error.code !== 'collection_not_found') throw error;
    const title = c.var.hosted.visit.say('allProducts');
    return { handle: null, title, descriptionHtml: '', image: null, productCount: null };
  }
}

/** A store's products at its own host, drawn by our elements, in pages that need no script. */
export function hostedShopRoutes(parts: HostedParts, showSections: ShowSections, draw: ShopDrawings) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get(
      '/',
      async (c, next) => (c.var.site.kind === 'platform' ? c.redirect('/demo/', 302) : next()),
      door,
      async (c) => {
        const home = c.req.query('after') ? undefined : await c.var.services.livePages.liveOfType('home');
        const shown = home && (await showSections(c, home));
        if (shown) return shown;
        const query = ListProducts.parse(after(c.req.query('after')?.slice(0, 5000)));
        const list = await c.var.services.products.list(query);
        const drawn = await draw.grid(c, list);
        return show(c, homePage(c.var.hosted.visit, { ...list.body, drawn }), REVALIDATED);
      },
    )
    .get('/products/:handle', door, async (c) => {
      const answer = await c.var.services.products.get(c.req.param('handle'));
      const { product } = answer.body;
      const { visit } = c.var.hosted;
      const today = new Date(parts.surroundings.now()).toISOString().slice(0, 10);
      const chosen = c.req.query('variant');
      const inside = plainBuying(visit, product, { chosen, entryId: crypto.randomUUID() });
      return show(c, productPage(visit, product, today, await draw.product(c, answer, { chosen, today, inside })));
    })
    .get('/collections/:handle', door, async (c) => {
      const collection = await collectionOf(c, c.req.param('handle'));
      const sort = ProductSort.catch('featured').parse(c.req.query('sort'));
      const within = collection.handle === null ? {} : { collection: collection.handle };
      const query = ListProducts.parse({ ...within, sort, ...after(c.req.query('after')?.slice(0, 5000)) });
      const list = await c.var.services.products.list(query);
      const shown = { ...list.body, drawn: await draw.grid(c, list), sort };
      return show(c, collectionPage(c.var.hosted.visit, collection, shown), REVALIDATED);
    })
    .get(SPECULATION_RULES_PATH, async (c, next) => {
      if (c.var.site.kind !== 'store') return next();
      return c.body(JSON.stringify(SPECULATION_RULES), 200, {
        'content-type': 'application/speculationrules+json',
        'cache-control': 'public, max-age=86400',
      });
    })
    .get('/search', door, async (c) => {
      const q = (c.req.query('q') ?? '')
        .replace(/[\0\p{Cs}]/gu, '')
        .trim()
        .slice(0, 200);
      const query = { q, facets: 'none', ...after(c.req.query('after')?.slice(0, 5000)) };
      const found = q ? await c.var.services.search.find(SearchProducts.parse(query)) : null;
      const drawn = found && (await draw.grid(c, found));
      return show(c, searchPage(c.var.hosted.visit, q, found?.body ?? null, drawn), REVALIDATED);
    });
}
