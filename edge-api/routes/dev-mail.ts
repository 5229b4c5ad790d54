import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { OutgoingMail } from '../adapters/mail/port.ts';
import { formatAddress } from '../adapters/mail/port.ts';
import type { Message } from '../contract/messages.ts';
import type { AppEnv } from '../middleware/env.ts';
import { DEV_MAIL_CSS, mailList, mailView, type ListedMail } from '../pages/mail/dev-mail.ts';
import { ApiError } from '../services/errors.ts';

/** Handles of the stores whose mails are shown. */
export type ShopHandles = () => Promise<readonly string[]>;

const LISTED = 100;
/** The pages themselves: our style sheet, our frames. */
const SHELL = `default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
/** A mail: no script, no form, nothing fetched but pictures, and no way to the page around it. */
const MAIL = `default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox`;

const headersOf = (mail: OutgoingMail): [string, string][] => [
  ['From', formatAddress(mail.from)],
  ['To', mail.to],
  ...(mail.replyTo === null ? [] : [['Reply-To', mail.replyTo] as [string, string]]),
  ['Subject', mail.subject],
  ['Message-ID', mail.messageId],
  ...Object.entries(mail.headers),
];

const listed = (shop: string, message: Message): ListedMail => ({ shop, ...message });

async function shown(c: Context<AppEnv>) {
  const id = c.req.param('id') ?? '';
  const found = await c.var.services.mails.outgoing(id);
  if (!found) throw new ApiError('message_not_found', 'No mail has this id.');
  return found;
}

/** The mailbox of a developer: every mail of every store. Mounted only where DEV_MAIL says so, at the platform's own host. */
export const devMailRoutes = (open: MiddlewareHandler<AppEnv>, shops: ShopHandles) => {
  const atHome: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (c.var.site.kind !== 'platform') throw new ApiError('not_found', 'There is nothing under this address.');
    c.header('cache-control', 'no-store');
    await next();
  };
  return new Hono<AppEnv>()
    .get('/dev/mail/style.css', (c) => c.body(DEV_MAIL_CSS, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/dev/mail', atHome, async (c) => {
      const handles = await shops();
      const [first] = handles;
      return handles.length === 1 && first !== undefined
        ? c.redirect(`/dev/mail/${first}`, 302)
        : c.html(await mailList(handles, null, []), 200, { 'content-security-policy': SHELL });
    })
    .get('/dev/mail/:shop', atHome, open, async (c) => {
      const { messages } = await c.var.services.mails.list({ limit: LISTED });
      const shop = c.var.store.handle;
      const list = mailList(
        await shops(),
        shop,
        messages.map((message) => listed(shop, message)),
      );
      return c.html(await list, 200, { 'content-security-policy': SHELL });
    })
    .get('/dev/mail/:shop/:id', atHome, open, async (c) => {
      const mail = await shown(c);
      const { message } = await c.var.services.mails.get(c.req.param('id'));
      const view = mailView({ ...listed(c.var.store.handle, message), headers: headersOf(mail), text: mail.text });
      return c.html(await view, 200, { 'content-security-policy': SHELL });
    })
    .get('/dev/mail/:shop/:id/html', atHome, open, async (c) =>
      c.html((await shown(c)).html, 200, { 'content-security-policy': MAIL }),
    );
};
