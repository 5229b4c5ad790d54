import type { Context, ErrorHandler } from 'hono';
import { Hono } from 'hono';
import type { Log } from '../log.ts';
import { answerError } from '../middleware/answer-error.ts';
import type { AppEnv } from '../middleware/env.ts';
import { bareVisit, type HostedContext, type HostedDoor, hostedDoor, type HostedEnv } from '../middleware/hosted.ts';
import { type Html, messagePage } from '../pages/hosted/page.ts';
import type { Word } from '../pages/hosted/strings/index.ts';
import { ApiError } from '../services/errors.ts';

/** What the pages of a store's own host are built of. */
export interface HostedParts extends HostedDoor {
  readonly log: Log;
}

const SAID: Partial<Record<string, readonly [title: Word, text: Word]>> = {
  not_found: ['notFoundTitle', 'notFound'],
  product_not_found: ['notFoundTitle', 'notFound'],
  order_not_found: ['orderGoneTitle', 'orderGone'],
  origin_not_allowed: ['staleTitle', 'stale'],
  invalid_request: ['staleTitle', 'stale'],
  body_too_large: ['staleTitle', 'stale'],
  rate_limited: ['busyTitle', 'busy'],
};

/** Says in a page what went wrong; what we did not foresee is logged as everywhere. */
const asPage =
  (log: Log): ErrorHandler<HostedEnv> =>
  async (error, c) => {
    // What answers an error knows only what every request has.
    const told = answerError(error, c as unknown as Context<AppEnv>, log);
    const { site, hosted } = c.var;
    if (site.kind !== 'store') return told;
    const visit = hosted?.visit ?? bareVisit(c, site.store);
    const code = error instanceof ApiError ? error.code : '';
    const [title, text] = SAID[code] ?? ['failedTitle', 'failed'];
    const headers = new Headers(told.headers);
    headers.delete('content-length');
    headers.set('content-type', 'text/html; charset=utf-8');
    const { say } = visit;
    const way = visit.count > 0 ? { href: '/cart', label: say('yourCart') } : { href: '/', label: say('toShop') };
    return new Response(String(await messagePage(visit, say(title), say(text), way)), { status: told.status, headers });
  };

/** A group of pages of a store's own host, and the door that each of them stands behind. */
export const hostedRouter = ({ log }: HostedParts) => new Hono<HostedEnv>().onError(asPage(log));

export { hostedDoor };

/** What may be kept for the way back, and asked about before it is shown again. */
export const REVALIDATED = { 'cache-control': 'private, no-cache' } as const;

/** Goes on to a page of this host, as a form does. */
export const goTo = (c: HostedContext, path: string): Response => c.redirect(path, 303);

/** A page as an answer. */
export const show = (c: HostedContext, body: Html, headers: Record<string, string> = {}) => c.html(body, 200, headers);
