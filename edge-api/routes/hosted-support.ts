import type { Context, ErrorHandler } from 'hono';
import { Hono } from 'hono';
import type { Log } from '../log.ts';
import { answerError } from '../middleware/answer-error.ts';
import type { AppEnv } from '../middleware/env.ts';
import { bareVisit, type HostedContext, type HostedDoor, hostedDoor, type HostedEnv } from '../middleware/hosted.ts';
import { REVALIDATED as KEPT } from '../middleware/kept-pages.ts';
import { robotsFor } from '../pages/hosted/head.ts';
import { lostPage } from '../pages/hosted/lost.ts';
import { type HostedPage, messagePage, pageHtml, type Visit } from '../pages/hosted/page.ts';
import { SPECULATION_RULES_PATH } from '../pages/hosted/speculation.ts';
import type { Word } from '../pages/hosted/strings/index.ts';
import { ApiError } from '../services/errors.ts';

/** What the pages of a store's own host are built of. */
export interface HostedParts extends HostedDoor {
  readonly log: Log;
}

const SAID: Partial<Record<string, readonly [title: Word, text: Word]>> = {
  not_found: ['notFoundTitle', 'notFound'],
  product_not_found: ['notFoundTitle', 'notFound'],
  collection_not_found: ['notFoundTitle', 'notFound'],
  page_not_found: ['notFoundTitle', 'notFound'],
  page_gone: ['goneTitle', 'gone'],
  order_not_found: ['orderGoneTitle', 'orderGone'],
  origin_not_allowed: ['staleTitle', 'stale'],
  invalid_request: ['staleTitle', 'stale'],
  body_too_large: ['staleTitle', 'stale'],
  rate_limited: ['busyTitle', 'busy'],
};
/** What redirects are looked up for, before a page says that there is nothing. */
const LOST = new Set(['not_found', 'product_not_found', 'collection_not_found', 'page_not_found', 'page_gone']);

/** Where an address leads that has no page: elsewhere, or to a page that says it is gone; null when nobody has said. */
async function wayOn(c: HostedContext): Promise<Response | null> {
  const { hosted, services } = c.var;
  if (!hosted || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return null;
  const { search } = new URL(c.req.url);
  const way = await services.redirects.find(hosted.visit.origin, c.req.path, search);
  if (way === null) return null;
  if (way.kind === 'gone') return show(c, lostPage(hosted.visit, 'goneTitle', 'gone'), {}, 410);
  c.header('cache-control', way.status === 301 ? 'private, max-age=300' : 'no-store');
  return c.redirect(way.to, way.status);
}

/** Where a path leads that ends with a slash too many. */
function withoutSlash(c: HostedContext): Response | null {
  const { pathname, search } = new URL(c.req.url);
  const plain = pathname.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  return plain === pathname ? null : c.redirect(`${c.var.hosted.visit.origin}${plain}${search}`, 301);
}

/** Says in a page what went wrong; what we did not foresee is logged as everywhere. */
const asPage =
  (log: Log): ErrorHandler<HostedEnv> =>
  async (error, c) => {
    const code = error instanceof ApiError ? error.code : '';
    const onward = LOST.has(code) ? await wayOn(c) : null;
    if (onward) return onward;
    // What answers an error knows only what every request has.
    const told = answerError(error, c as unknown as Context<AppEnv>, log);
    const { site, hosted } = c.var;
    if (site.kind !== 'store') return told;
    const visit = hosted?.visit ?? bareVisit(c, site.store);
    const [title, text] = SAID[code] ?? ['failedTitle', 'failed'];
    const headers = new Headers(told.headers);
    headers.delete('content-length');
    headers.set('content-type', 'text/html; charset=utf-8');
    const { say } = visit;
    const way = visit.count > 0 ? { href: '/cart', label: say('yourCart') } : { href: '/', label: say('toShop') };
    const page = LOST.has(code) ? lostPage(visit, title, text) : messagePage(say(title), say(text), way);
    headers.set('x-robots-tag', robotsFor(visit, page.head));
    return new Response(String(await pageHtml(visit, page)), { status: told.status, headers });
  };

/** A group of pages of a store's own host, and the door that each of them stands behind. */
export const hostedRouter = ({ log }: HostedParts) => new Hono<HostedEnv>().onError(asPage(log));

export { hostedDoor };

/** What may be kept for the way back, and asked about before it is shown again. */
export const REVALIDATED = { 'cache-control': KEPT } as const;
/** The same of what may be better the next time, so that it is kept for nobody else. */
export const PROVISIONAL = { 'cache-control': `${KEPT}, max-age=0` } as const;

/** Goes on to a page of this host, as a form does. */
export const goTo = (c: HostedContext, path: string): Response => c.redirect(path, 303);

/** What browsers may fetch before anybody has read the page: for answers that come ahead of it, as Early Hints do. */
const hintsOf = ({ css, ownCss, elements }: Visit, { quiet, served }: HostedPage): string =>
  [
    ...[css, ...(ownCss && !quiet ? [ownCss] : []), ...(served?.sheets ?? [])].map(
      (sheet) => `<${sheet}>; rel=preload; as=style`,
    ),
    ...(elements ? ['</vitrine.js>; rel=preload; as=script'] : []),
  ].join(', ');

/** A page as an answer. */
export function show(
  c: HostedContext,
  page: HostedPage,
  headers: Record<string, string> = {},
  status: 200 | 404 | 410 | 422 = 200,
): Response | Promise<Response> {
  const { visit } = c.var.hosted;
  c.header('x-robots-tag', robotsFor(visit, page.head));
  c.header('link', hintsOf(visit, page));
  // Older browsers hold the rules to the policy for scripts, which lets none in where our elements are not.
  if (visit.elements && !page.quiet) c.header('speculation-rules', `"${SPECULATION_RULES_PATH}"`);
  return c.html(pageHtml(visit, page), status, headers);
}

/** Answers what no route of a store's own host knows: by its redirects, or with a page that says so. */
export function hostedLost(parts: HostedParts): (c: Context<AppEnv>) => Promise<Response> {
  const door = hostedDoor(parts);
  const fail = asPage(parts.log);
  return async (plain) => {
    // The door puts in what the context has not yet.
    const c = plain as unknown as HostedContext;
    try {
      const closed = await door(c, async () => {
        const { visit } = c.var.hosted;
        c.res =
          (await wayOn(c)) ?? withoutSlash(c) ?? (await show(c, lostPage(visit, 'notFoundTitle', 'notFound'), {}, 404));
      });
      return closed ?? c.res;
    } catch (error) {
      return fail(error as Error, c);
    }
  };
}
