import { ListProducts } from '../contract/products.ts';
import { SearchProducts } from '../contract/search.ts';
import { homePage, productPage, searchPage } from '../pages/hosted/shop.ts';
import { type HostedParts, hostedDoor, hostedRouter, REVALIDATED, show } from './hosted-support.ts';

/** Where the next page begins; nothing when somebody has made it up. */
const after = (text: string | undefined) => (text ? { after: text } : {});

/** A store's products at its own host, in pages that need no script. */
export function hostedShopRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get(
      '/',
      async (c, next) => (c.var.site.kind === 'platform' ? c.redirect('/demo/', 302) : next()),
      door,
      async (c) => {
        const query = ListProducts.parse(after(c.req.query('after')?.slice(0, 5000)));
        const { body } = await c.var.services.products.list(query);
        return show(c, homePage(c.var.hosted.visit, body), REVALIDATED);
      },
    )
    .get('/products/:handle', door, async (c) => {
      const { body } = await c.var.services.products.get(c.req.param('handle'));
      const form = { chosen: c.req.query('variant'), entryId: crypto.randomUUID() };
      return show(c, productPage(c.var.hosted.visit, body.product, form));
    })
    .get('/search', door, async (c) => {
      const q = (c.req.query('q') ?? '')
        .replace(/[\0\p{Cs}]/gu, '')
        .trim()
        .slice(0, 200);
      const query = { q, facets: 'none', ...after(c.req.query('after')?.slice(0, 5000)) };
      const found = q ? (await c.var.services.search.find(SearchProducts.parse(query))).body : null;
      return show(c, searchPage(c.var.hosted.visit, q, found), REVALIDATED);
    });
}
