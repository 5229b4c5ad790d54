import type { ShareImages } from '../adapters/share-images/port.ts';
import type { Money } from '../contract/money.ts';
import { Handle, type Image } from '../contract/products.ts';
import type { HostedContext } from '../middleware/hosted.ts';
import { sharedPicture } from '../pages/hosted/head.ts';
import { wholeAddress } from '../pages/seo/addresses.ts';
import { shareImageSvg } from '../pages/seo/share-image.ts';
import { ApiError } from '../services/errors.ts';
import { type HostedParts, hostedDoor, hostedRouter } from './hosted-support.ts';

const KEPT = 'public, max-age=86400';
const lost = () => new ApiError('not_found', 'There is no picture under this address.');

/** What is on a picture, and the shop's own that stands for it where none can be drawn. */
interface Shown {
  readonly title: string;
  readonly price?: Money;
  readonly picture: Image | null;
}

/** What a page's picture shows: its path is the page's own, after `/share`. */
async function shownOf({ var: { services, hosted } }: HostedContext, kind: string, name: string): Promise<Shown> {
  if (kind === 'shop' && name === 'home') return { title: hosted.visit.store.name, picture: null };
  if (!Handle.safeParse(name).success) throw lost();
  if (kind === 'products') {
    const { title, priceMin, images } = (await services.products.get(name)).body.product;
    return { title, price: priceMin, picture: images[0] ?? null };
  }
  if (kind === 'collections') {
    if (name === 'all') return { title: hosted.visit.say('allProducts'), picture: null };
    const { title, image } = (await services.products.collection(name)).body;
    return { title, picture: image };
  }
  const page = kind === 'pages' || kind === 'blog' ? await services.livePages.live(name) : undefined;
  if (page?.path !== `/${kind}/${name}`) throw lost();
  return { title: page.body.page.title, picture: null };
}

/** The pictures that pages without one of their own are shared with. `images` is null where nothing draws. */
export function hostedShareRoutes(parts: HostedParts, images: ShareImages | null) {
  return hostedRouter(parts).get('/share/:kind/:file', hostedDoor(parts), async (c) => {
    const [, name] = /^(.+)\.png$/s.exec(c.req.param('file')) ?? [];
    if (name === undefined) throw lost();
    const { title, price, picture } = await shownOf(c, c.req.param('kind'), name);
    const { visit } = c.var.hosted;
    const { name: shop, branding } = visit.store;
    const facts = { title, shop, locale: visit.locale, accent: branding.accent, price: price ?? null };
    // Costs as much as many pages, and is asked for where one is shared: by few, and seldom.
    const { allowance } = c.var;
    if (images) await allowance.take('writes-address', allowance.address);
    const png = (await images?.draw(shareImageSvg(facts))) ?? null;
    c.header('vary', undefined);
    c.header('x-robots-tag', 'noindex');
    // Other sites show it: that is what it is for.
    c.header('cross-origin-resource-policy', 'cross-origin');
    if (png) return c.body(png, 200, { 'content-type': 'image/png', 'cache-control': KEPT });
    const instead = wholeAddress(visit.origin, sharedPicture(picture)?.url);
    if (instead === null) throw lost();
    c.header('cache-control', KEPT);
    return c.redirect(instead, 302);
  });
}
