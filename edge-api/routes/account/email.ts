import type { AccountContext, AccountPage } from '../../middleware/account-pages.ts';
import { confirmElsewherePage, confirmEmailPage, emailPage } from '../../pages/account/email.ts';
import { gonePage, sentPage, type Problems } from '../../pages/account/entry.ts';
import { beside, emailIn, tokenOf, tooOften } from './entry.ts';
import { areaOf, counted, frameOf, goTo, type Handler, own, type Signed, show } from './page.ts';
import { unsure } from './safety.ts';

function view({ form, services }: AccountPage, session: Signed, problems: Problems) {
  const { email, hasPassword } = session;
  return { email, hasPassword, isFresh: services.accounts.isFresh(session), value: form.get('email') ?? '', problems };
}
const again = (c: AccountContext, page: AccountPage, session: Signed, problems: Problems) =>
  show(c, emailPage(areaOf(page), view(page, session, problems)), 400);

const askEmail: Handler = own(async (c, page, session) => {
  const { say, services, visitor } = page;
  const email = emailIn(page);
  if (email === undefined) return again(c, page, session, { email: say('badEmail') });
  if (email === session.email.toLowerCase()) return again(c, page, session, { email: say('sameEmail') });
  const problem = await unsure(page, session);
  if (problem) return again(c, page, session, { current: problem });
  const may = await counted(() => services.accounts.mayMail(email, visitor));
  if ('waitS' in may) {
    const problems = { form: say('wait', { seconds: may.waitS }) };
    return tooOften(c, may.waitS, emailPage(areaOf(page), view(page, session, problems)));
  }
  if (may.value === 'yes')
    beside(c, () => services.accounts.askNewEmail(session, email, visitor).then(() => services.outbox.drain()));
  return show(c, sentPage(frameOf(page), email));
});

const gone = (c: AccountContext, page: AccountPage) => show(c, gonePage(frameOf(page)), 404);

const showConfirm: Handler = async (c, page) => {
  const { session, services } = page;
  // Who holds the new mailbox alone, as of an address that was mistyped, gets no account by it.
  if (!session?.customerId) return show(c, confirmElsewherePage(frameOf(page)));
  const token = tokenOf(c.req.query('token'));
  const email = token && (await services.accounts.newEmailOf(token, session));
  return token && email ? show(c, confirmEmailPage(areaOf(page), token, email)) : gone(c, page);
};

const confirm: Handler = own(async (c, page, session) => {
  const { form, say, services, visitor } = page;
  const token = tokenOf(form.get('token'));
  const email = token && (await services.accounts.newEmailOf(token, session));
  if (!token || !email) return gone(c, page);
  const tried = await counted(() => services.accounts.changeEmail(token, session, visitor));
  if ('waitS' in tried)
    return tooOften(
      c,
      tried.waitS,
      confirmEmailPage(areaOf(page), token, email, say('wait', { seconds: tried.waitS })),
    );
  if (!tried.value) return gone(c, page);
  beside(c, () => services.outbox.drain());
  return goTo(c, page, '/profile?done=emailChanged');
});

/** Another e-mail for an account: asked for where one is signed in, proved in the new mailbox, confirmed where one is signed in. */
export const EMAIL: Readonly<Record<string, { get?: Handler; post?: Handler }>> = {
  '/email': {
    get: own(async (c, page, session) => show(c, emailPage(areaOf(page), view(page, session, {})))),
    post: askEmail,
  },
  '/email/confirm': { get: showConfirm, post: confirm },
};
