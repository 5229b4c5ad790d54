import type { AccountContext, AccountPage } from '../../middleware/account-pages.ts';
import type { Problems } from '../../pages/account/entry.ts';
import { dataPage, devicesPage } from '../../pages/account/safety.ts';
import { SESSION_S } from '../../services/accounts.ts';
import { areaOf, counted, enter, goTo, type Handler, noticeOf, own, type Signed, show } from './page.ts';

async function showDevices(c: AccountContext, page: AccountPage, session: Signed, problems: Problems = {}) {
  const [devices, passkeys] = [
    await page.services.accounts.devices(session),
    await page.services.passkeys.list(session),
  ];
  const { email, hasPassword, sessionId: here } = session;
  const shown = {
    email,
    hasPassword,
    here,
    devices,
    passkeys,
    problems,
    isFresh: page.services.accounts.isFresh(session),
    notice: noticeOf(c, page),
  };
  return show(c, devicesPage(areaOf(page), shown), Object.keys(problems).length > 0 ? 400 : 200);
}

const changePassword: Handler = own(async (c, page, session) => {
  const { form, say, services, visitor } = page;
  const next = form.get('password') ?? '';
  const problem = services.accounts.passwordProblem(next, session);
  if (problem) return showDevices(c, page, session, { password: say(problem) });
  // Without a password to ask for, the sign-in itself has to be a fresh one.
  if (!session.hasPassword && !services.accounts.isFresh(session))
    return showDevices(c, page, session, { password: say('sureAgain') });
  const current = (form.get('current') ?? '').slice(0, 128);
  const tried = await counted(() => services.accounts.changePassword(session, current, next, visitor));
  if ('waitS' in tried) return showDevices(c, page, session, { current: say('wait', { seconds: tried.waitS }) });
  if (!tried.value) return showDevices(c, page, session, { current: say('passwordWrong') });
  page.cookies.set('session', tried.value.token, SESSION_S);
  return goTo(c, page, '/devices?done=passwordChanged');
});

const endDevice: Handler = own(async (c, page, session) => {
  await page.services.accounts.signOutDevice(session, page.form.get('id') ?? '');
  return goTo(c, page, '/devices?done=saved');
});

const endOthers: Handler = own(async (c, page, session) => {
  await page.services.accounts.signOutOthers(session);
  return goTo(c, page, '/devices?done=saved');
});

/** Why something that cannot be taken back is not done yet, in words; null when it may be. */
export async function unsure(page: AccountPage, session: Signed): Promise<string | null> {
  const { form, say, services, visitor } = page;
  const tried = await counted(() =>
    services.accounts.isSure(session, (form.get('current') ?? '').slice(0, 128), visitor),
  );
  if ('waitS' in tried) return say('wait', { seconds: tried.waitS });
  if (tried.value) return null;
  return say(session.hasPassword ? 'passwordWrong' : 'sureAgain');
}

const showData = (
  c: AccountContext,
  page: AccountPage,
  session: Signed,
  about: 'export' | 'delete' | null,
  problems: Problems = {},
) => {
  const shown = { isFresh: page.services.accounts.isFresh(session), hasPassword: session.hasPassword, about, problems };
  return show(c, dataPage(areaOf(page), shown), about ? 400 : 200);
};

const exportData: Handler = own(async (c, page, session) => {
  const problem = await unsure(page, session);
  if (problem) return showData(c, page, session, 'export', { current: problem });
  const data = await page.services.customers.export(session.customerId);
  return c.body(JSON.stringify(data, null, 2), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${page.store.handle}-my-data.json"`,
  });
});

const deleteAccount: Handler = own(async (c, page, session) => {
  const { form, say, services } = page;
  if (form.get('sure') !== 'yes') return showData(c, page, session, 'delete', { sure: say('required') });
  const problem = await unsure(page, session);
  if (problem) return showData(c, page, session, 'delete', { current: problem });
  await services.customers.erase(session.customerId);
  page.cookies.dropPerson();
  page.cookies.drop('asking');
  return goTo(c, page, '/sign-in?done=deleted');
});

/** What a script posted as the answer of a browser's ceremony. */
function answerIn({ form }: AccountPage): unknown {
  try {
    return JSON.parse(form.get('answer') ?? '');
  } catch {
    return null;
  }
}

const passkeyOptions: Handler = own(async (c, page, session) => {
  const problem = await unsure(page, session);
  if (problem) return c.json({}, 403);
  return c.json((await page.services.passkeys.beginAdding(session, page.origin, page.look.name)) as object);
});

const addPasskey: Handler = own(async (c, page, session) => {
  const added = await page.services.passkeys.add(session, page.origin, answerIn(page), '');
  return goTo(c, page, `/devices?done=${added ? 'passkeyAdded' : 'passkeyFailed'}`);
});

const removePasskey: Handler = own(async (c, page, session) => {
  await page.services.passkeys.remove(session, page.form.get('id') ?? '');
  return goTo(c, page, '/devices?done=saved');
});

const passkeySignInOptions: Handler = async (c, page) => {
  const begun = await counted(() => page.services.passkeys.beginSignIn(page.origin, page.visitor));
  return 'waitS' in begun ? c.json({}, 429) : c.json(begun.value as object);
};

const passkeySignIn: Handler = async (c, page) => {
  const { services, origin, visitor, session } = page;
  const tried = await counted(() => services.passkeys.signIn(origin, answerIn(page), visitor, session));
  if ('waitS' in tried || !tried.value) return goTo(c, page, '/sign-in?done=passkeyFailed');
  return enter(c, page, tried.value.token);
};

/** How one signs in, where one is signed in, and what is kept. */
export const SAFETY: Readonly<Record<string, { get?: Handler; post?: Handler }>> = {
  '/devices': { get: own((c, page, session) => showDevices(c, page, session)) },
  '/devices/end': { post: endDevice },
  '/devices/end-others': { post: endOthers },
  '/password': { post: changePassword },
  '/data': { get: own(async (c, page, session) => showData(c, page, session, null)) },
  '/data/export': { post: exportData },
  '/data/delete': { post: deleteAccount },
  '/passkeys/new/options': { post: passkeyOptions },
  '/passkeys/new': { post: addPasskey },
  '/passkeys/remove': { post: removePasskey },
  '/passkeys/sign-in/options': { post: passkeySignInOptions },
  '/passkeys/sign-in': { post: passkeySignIn },
};
