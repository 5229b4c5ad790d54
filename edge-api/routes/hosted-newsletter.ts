import { SignUpNewsletter } from '../contract/newsletter.ts';
import type { HostedContext } from '../middleware/hosted.ts';
import { newsletterAskedPage, newsletterLinkPage, newsletterPage, wordsFor } from '../pages/hosted/newsletter.ts';
import { goTo, type HostedParts, hostedDoor, hostedRouter, show } from './hosted-support.ts';

/** What a section's form, or the page's own, sends: words and page where they are known. */
function wishOf(c: HostedContext) {
  const { form, visit } = c.var.hosted;
  const words = form.get('words')?.trim().slice(0, 4000) || wordsFor(visit).consent;
  const from = form.get('page') || c.req.header('referer') || '';
  return SignUpNewsletter.safeParse({
    email: form.get('email') ?? '',
    words: words.replace(/[^\P{Cc}\t\n\r]|[\u061c\u2028-\u202e\u2066-\u2069]/gu, ''),
    page: from.slice(0, 2000),
    locale: visit.locale,
    website: form.get('website')?.slice(0, 2000) ?? '',
  });
}

/** The newsletter on a store's own host, for forms that need no script and for the links of mails. */
export function hostedNewsletterRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  return hostedRouter(parts)
    .get('/newsletter', door, (c) => show(c, newsletterPage(c.var.hosted.visit)))
    .get('/newsletter/thanks', door, (c) => show(c, newsletterAskedPage(c.var.hosted.visit)))
    .post('/newsletter', door, async (c) => {
      const { hosted, services, allowance } = c.var;
      const wish = wishOf(c);
      if (!wish.success)
        return show(c, newsletterPage(hosted.visit, (hosted.form.get('email') ?? '').slice(0, 254)), {}, 422);
      await services.newsletter.ask(wish.data, allowance.address === 'unknown' ? null : allowance.address);
      c.var.defer(() => services.outbox.drain());
      return goTo(c, '/newsletter/thanks');
    })
    .get('/newsletter/confirm/:token', door, (c) => show(c, newsletterLinkPage(c.var.hosted.visit, 'asked')))
    .post('/newsletter/confirm/:token', door, async (c) => {
      const { hosted, services } = c.var;
      const token = c.req.param('token');
      const good = /^[\w-]{16,64}$/.test(token) && (await services.newsletter.confirm(token));
      if (!good) return show(c, newsletterLinkPage(hosted.visit, 'gone'), {}, 404);
      c.var.defer(() => services.outbox.drain());
      return show(c, newsletterLinkPage(hosted.visit, 'done'));
    });
}
