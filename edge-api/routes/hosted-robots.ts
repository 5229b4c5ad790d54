import type { HostedContext } from '../middleware/hosted.ts';
import { homeOf } from '../middleware/hosted.ts';
import { siteOf } from '../pages/hosted/head.ts';
import { robotsTxt } from '../pages/seo/robots-txt.ts';
import { pagesPerSitemap, sitemapIndexXml, sitemapXml } from '../pages/seo/sitemap.ts';
import { ApiError } from '../services/errors.ts';
import { isClosed } from '../services/plans.ts';
import { SITEMAP_KINDS, type SitemapKind } from '../services/sitemap.ts';
import { streamed } from '../streamed.ts';
import { type HostedParts, hostedDoor, hostedRouter } from './hosted-support.ts';

const KEPT = 'public, max-age=3600';
const INDEX_PATH = '/sitemap.xml';
/** Such as `products-3.xml`. */
const PART = new RegExp(`^(${SITEMAP_KINDS.join('|')})-([1-9]\\d{0,5})\\.xml$`);

const partPath = (kind: SitemapKind, part: number): string => `/sitemaps/${kind}-${part}.xml`;

/** The tag of what is written of this version, under this host and in these languages. */
const etagOf = ({ var: { hosted } }: HostedContext, version: number): string =>
  `W/"${version}-${new URL(hosted.visit.origin).host}-${hosted.visit.languages.join('.')}"`;

/** Answers with a sitemap, as far as the caller has not got this version. */
async function answer(c: HostedContext, chunks: () => AsyncGenerator<string> | Promise<AsyncGenerator<string>>) {
  const etag = etagOf(c, await c.var.services.sitemap.version());
  const headers = { etag, 'cache-control': KEPT };
  // Nothing of it depends on who asks.
  c.header('vary', undefined);
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers);
  const told = { ...headers, 'content-type': 'application/xml; charset=utf-8', 'x-robots-tag': 'noindex' };
  // Nobody reads what is asked for by HEAD: it would never end.
  if (c.req.method === 'HEAD') return c.body(null, 200, told);
  const { body, ended } = streamed(await chunks());
  c.var.defer(() => ended);
  return c.body(body, 200, told);
}

/** What a store says to robots, and the lists of its pages for them. */
export function hostedRobotRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get('/robots.txt', async (c, next) => {
      const { site } = c.var;
      if (site.kind !== 'store') return next();
      const open = !isClosed(site.store, parts.surroundings.now());
      const text = robotsTxt({ origin: homeOf(c), open, sitemapPath: INDEX_PATH });
      return c.text(text, 200, { 'cache-control': open ? KEPT : 'public, max-age=300' });
    })
    .get(INDEX_PATH, door, (c) => {
      const site = siteOf(c.var.hosted.visit);
      return answer(c, async () => {
        const kinds = await c.var.services.sitemap.parts(pagesPerSitemap(site));
        const places = kinds.flatMap(({ kind, count }) =>
          Array.from({ length: count }, (_, index) => ({ path: partPath(kind, index + 1) })),
        );
        return sitemapIndexXml(site.origin, places);
      });
    })
    .get('/sitemaps/:file', door, async (c) => {
      const site = siteOf(c.var.hosted.visit);
      const { sitemap } = c.var.services;
      const [, kind, number] = PART.exec(c.req.param('file')) ?? [];
      const rowsEach = pagesPerSitemap(site);
      const known = kind === undefined ? [] : await sitemap.parts(rowsEach);
      const part = Number(number);
      const found = known.find((one) => one.kind === kind);
      if (!found || part > found.count) throw new ApiError('not_found', 'There is no such sitemap.');
      return answer(c, () => sitemapXml(site, sitemap.rows(found.kind, part, rowsEach)));
    });
}
