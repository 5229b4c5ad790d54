import { Email } from '../../contract/customers.ts';
import { plainText } from '../../contract/plain-text.ts';
import type { AccountContext, AccountPage } from '../../middleware/account-pages.ts';
import {
  gonePage,
  linkPage,
  mailLinkPage,
  newPasswordPage,
  resetPage,
  sentPage,
  signInPage,
  signUpPage,
  verifyPage,
} from '../../pages/account/entry.ts';
import type { SignUp } from '../../services/accounts.ts';
import { sameHash } from '../../services/secrets.ts';
import { counted, enter, frameOf, goTo, type Handler, noticeOf, show } from './page.ts';

const Name = plainText(120).min(1);
const TOKEN = /^[\w.-]{16,1000}$/;

/** The e-mail of a form, if it is one. */
export const emailIn = ({ form }: AccountPage): string | undefined => Email.safeParse(form.get('email') ?? '').data;
/** A token as our links have it, and nothing else. */
export const tokenOf = (text: string | null | undefined): string | null => (text && TOKEN.test(text) ? text : null);

export async function tooOften(c: AccountContext, waitS: number, body: Parameters<typeof show>[1]): Promise<Response> {
  c.header('retry-after', String(waitS));
  return show(c, body, 429);
}

/** What takes its time is begun after the answer, so that the answer's time tells nothing of whether there is an account. */
export const beside = (c: AccountContext, begin: () => Promise<unknown>): void => c.var.defer(begin);

const showSignIn: Handler = async (c, page) => {
  if (page.session?.customerId) return goTo(c, page, page.cookies.get('asking') ? '/connect' : '');
  return show(c, signInPage(frameOf(page), { notice: noticeOf(c, page) }));
};

const signIn: Handler = async (c, page) => {
  const { form, say, services, visitor, session } = page;
  const email = emailIn(page);
  const password = form.get('password') ?? '';
  const again = (problem: string, status: 200 | 400 = 400) =>
    show(
      c,
      signInPage(frameOf(page), { values: { email: form.get('email') ?? '' }, problems: { form: problem } }),
      status,
    );
  if (email === undefined || password === '' || password.length > 128) return again(say('refused'));
  const tried = await counted(() => services.accounts.signIn({ email, password }, visitor, session));
  if ('waitS' in tried) {
    const problems = { form: say('wait', { seconds: tried.waitS }) };
    return tooOften(c, tried.waitS, signInPage(frameOf(page), { values: { email }, problems }));
  }
  const verdict = tried.value;
  if (verdict.kind === 'refused') return again(say('refused'));
  if (verdict.kind === 'unproved') return again(say('unproved'));
  return enter(c, page, verdict.token);
};

const signUp: Handler = async (c, page) => {
  const { form, say, services, visitor } = page;
  const values = Object.fromEntries(['name', 'email', 'news'].map((name) => [name, form.get(name) ?? '']));
  const name = Name.safeParse(form.get('name') ?? '').data;
  const email = emailIn(page);
  const password = form.get('password') ?? '';
  const problem = services.accounts.passwordProblem(password, { email: email ?? '', name: name ?? '' });
  if (name === undefined || email === undefined || problem) {
    const problems = {
      name: name === undefined ? say('required') : undefined,
      email: email === undefined ? say('badEmail') : undefined,
      password: problem && say(problem),
    };
    return show(c, signUpPage(frameOf(page), { values, problems }), 400);
  }
  const wish: SignUp = { name, email, password, marketing: form.get('news') === 'yes' };
  const may = await counted(() => services.accounts.mayMail(email, visitor));
  if ('waitS' in may)
    return tooOften(
      c,
      may.waitS,
      signUpPage(frameOf(page), { values, problems: { form: say('wait', { seconds: may.waitS }) } }),
    );
  if (may.value === 'yes') beside(c, () => services.accounts.signUp(wish, visitor).then(() => services.outbox.drain()));
  return show(c, sentPage(frameOf(page), email));
};

/** Asks for an e-mail and says that a message is on its way, whoever that is. */
const mailing =
  (view: typeof mailLinkPage, send: (page: AccountPage, email: string) => Promise<void>): Handler =>
  async (c, page) => {
    const { form, say, services, visitor } = page;
    const email = emailIn(page);
    if (email === undefined)
      return show(
        c,
        view(frameOf(page), { values: { email: form.get('email') ?? '' }, problems: { email: say('badEmail') } }),
        400,
      );
    const may = await counted(() => services.accounts.mayMail(email, visitor));
    if ('waitS' in may)
      return tooOften(
        c,
        may.waitS,
        view(frameOf(page), { values: { email }, problems: { form: say('wait', { seconds: may.waitS }) } }),
      );
    if (may.value === 'yes') beside(c, () => send(page, email).then(() => services.outbox.drain()));
    return show(c, sentPage(frameOf(page), email));
  };

const showLink: Handler = async (c, page) => {
  const token = tokenOf(c.req.query('token'));
  const email = token && (await page.services.accounts.emailOfLink(token));
  if (!token || !email) return show(c, gonePage(frameOf(page)), 404);
  const bound = sameHash(c.req.query('b') ?? '', await page.services.accounts.bindingOf(page.nonce));
  return show(c, linkPage(frameOf(page), bound ? `${token}~${c.req.query('b')}` : token, bound ? email : null));
};

/** In another browser than asked for it, a link alone is not enough: who has stolen it does not know whose it is. */
const useLink: Handler = async (c, page) => {
  const { form, say, services, session, visitor } = page;
  const [text, binding = ''] = (form.get('token') ?? '').split('~');
  const token = tokenOf(text);
  const email = token && (await services.accounts.emailOfLink(token));
  if (!token || !email) return show(c, gonePage(frameOf(page)), 404);
  const bound = sameHash(binding, await services.accounts.bindingOf(page.nonce));
  if (!bound && emailIn(page) !== email)
    return show(c, linkPage(frameOf(page), token, null, { problems: { email: say('refused') } }), 400);
  const used = await counted(() => services.accounts.useLink(token, visitor, session));
  if ('waitS' in used)
    return tooOften(
      c,
      used.waitS,
      linkPage(frameOf(page), token, null, { problems: { form: say('wait', { seconds: used.waitS }) } }),
    );
  return used.value ? enter(c, page, used.value.token) : show(c, gonePage(frameOf(page)), 404);
};

const showVerify: Handler = async (c, page) => {
  const token = tokenOf(c.req.query('token'));
  const email = token && (await page.services.accounts.emailOfProof(token));
  return token && email ? show(c, verifyPage(frameOf(page), token, email)) : show(c, gonePage(frameOf(page)), 404);
};

const verify: Handler = async (c, page) => {
  const { form, say, services, visitor } = page;
  const token = tokenOf(form.get('token'));
  const email = token && (await services.accounts.emailOfProof(token));
  if (!token || !email) return show(c, gonePage(frameOf(page)), 404);
  const password = (form.get('password') ?? '').slice(0, 128);
  const tried = await counted(() => services.accounts.proveEmail({ token, password }, visitor));
  if ('waitS' in tried) {
    const problems = { form: say('wait', { seconds: tried.waitS }) };
    return tooOften(c, tried.waitS, verifyPage(frameOf(page), token, email, { problems }));
  }
  const verdict = tried.value;
  if (verdict.kind === 'signed_in') return enter(c, page, verdict.token);
  if (verdict.kind === 'expired') return show(c, gonePage(frameOf(page)), 404);
  return show(c, verifyPage(frameOf(page), token, email, { problems: { password: say('passwordWrong') } }), 400);
};

const setPassword: Handler = async (c, page) => {
  const { form, say, services, visitor } = page;
  const token = tokenOf(form.get('token'));
  const password = form.get('password') ?? '';
  if (!token) return show(c, gonePage(frameOf(page)), 404);
  const problem = services.accounts.passwordProblem(password, { email: '', name: '' });
  if (problem) return show(c, newPasswordPage(frameOf(page), token, { problems: { password: say(problem) } }), 400);
  const used = await counted(() => services.accounts.useReset(token, password, visitor));
  if ('waitS' in used) {
    const problems = { form: say('wait', { seconds: used.waitS }) };
    return tooOften(c, used.waitS, newPasswordPage(frameOf(page), token, { problems }));
  }
  return used.value ? enter(c, page, used.value.token) : show(c, gonePage(frameOf(page)), 404);
};

const signOut: Handler = async (c, page) => {
  if (page.session) await page.services.accounts.signOut(page.session);
  page.cookies.dropPerson();
  return goTo(c, page, '/sign-in?done=signedOut');
};

/** Ways in and out: reading a page changes nothing, so that whoever opens links before their reader does no harm. */
export const ENTRY: Readonly<Record<string, { get?: Handler; post?: Handler }>> = {
  '/sign-in': { get: showSignIn, post: signIn },
  '/sign-up': {
    get: async (c, page) => show(c, signUpPage(frameOf(page), { notice: noticeOf(c, page) })),
    post: signUp,
  },
  '/mail-link': {
    get: async (c, page) => show(c, mailLinkPage(frameOf(page), { notice: noticeOf(c, page) })),
    post: mailing(mailLinkPage, async ({ services, visitor, nonce }, email) =>
      services.accounts.mailLink(email, visitor, await services.accounts.bindingOf(nonce)),
    ),
  },
  '/link': { get: showLink, post: useLink },
  '/verify': { get: showVerify, post: verify },
  '/reset': {
    get: async (c, page) => show(c, resetPage(frameOf(page), { notice: noticeOf(c, page) })),
    post: mailing(resetPage, ({ services, visitor }, email) => services.accounts.mailReset(email, visitor)),
  },
  '/reset/new': {
    get: async (c, page) => {
      const token = tokenOf(c.req.query('token'));
      return token ? show(c, newPasswordPage(frameOf(page), token)) : show(c, gonePage(frameOf(page)), 404);
    },
    post: setPassword,
  },
  '/sign-out': { post: signOut },
};
