import type { AccountContext, AccountPage } from '../../middleware/account-pages.ts';
import { connectPage, handOverPage } from '../../pages/account/entry.ts';
import { chooseAddressPage, chosenAddressPage } from '../../pages/account/choose-address.ts';
import { maskedEmail } from '../../services/account-tokens.ts';
import type { AccountSession } from '../../services/accounts.ts';
import { ApiError } from '../../services/errors.ts';
import { type Asking, readAsking, trustOf, withCode } from '../../services/return-address.ts';
import { areaOf, askingOf, frameOf, goTo, type Handler, keepAsking, own, show } from './page.ts';

const trust = ({ store, origin }: AccountPage, asking: Asking) => trustOf(asking.origin, origin, store.allowedOrigins);

async function handOver(
  c: AccountContext,
  page: AccountPage,
  session: AccountSession,
  asking: Asking,
): Promise<Response> {
  const { origin, state, challenge, returnUrl } = asking;
  const code = await page.services.accountTokens.makeCode(session, { origin, challenge });
  page.cookies.drop('asking');
  const back = returnUrl && withCode(returnUrl, code, state);
  return show(c, handOverPage({ ...frameOf(page), askedBy: new URL(origin).host }, { origin, code, state, back }));
}

/**
 * Where a merchant's page sends a shopper to sign in, and where he comes to when he has. The page is known by its origin,
 * compared whole with those the store lists, and by nothing else it says of itself.
 */
const connect: Handler = async (c, page) => {
  const asked = c.req.query('origin') === undefined ? askingOf(page) : readAsking((name) => c.req.query(name));
  if (asked === null) return goTo(c, page, '');
  if (asked === undefined || trust(page, asked) === 'refused')
    throw new ApiError('origin_not_allowed', 'Pages of this origin may not ask who is signed in here.');
  keepAsking(page, asked);
  const { session } = page;
  if (!session?.customerId) return goTo(c, page, '/sign-in');
  if (asked.ask === 'address') {
    const saved = await page.services.customers.addresses(session.customerId);
    return show(c, chooseAddressPage(areaOf(page), asked, saved));
  }
  if (trust(page, asked) === 'told') return handOver(c, page, session, asked);
  return show(c, connectPage({ ...frameOf(page), askedBy: null }, asked, maskedEmail(session.email)));
};

/** Whether the page whose form was sent asked this. Another may have asked since, in another window: what was shown is what is meant. */
const wasShown = ({ form }: AccountPage, { origin, state }: Asking): boolean =>
  form.get('asker') === origin && form.get('state') === state;

const answerConnect: Handler = async (c, page) => {
  const asking = askingOf(page);
  const { session } = page;
  const said = page.form.get('answer') === 'yes' && asking?.ask === 'code' && wasShown(page, asking);
  if (!said || !session || trust(page, asking) === 'refused') {
    page.cookies.drop('asking');
    return goTo(c, page, '');
  }
  return handOver(c, page, session, asking);
};

/** Gives the one address that was chosen to the page that asked: this press is the shopper's word for it. */
const chooseAddress: Handler = own(async (c, page, { customerId }) => {
  const asking = askingOf(page);
  page.cookies.drop('asking');
  if (asking?.ask !== 'address' || !wasShown(page, asking) || trust(page, asking) === 'refused')
    return goTo(c, page, '');
  const saved = await page.services.customers.address(customerId, page.form.get('id') ?? '');
  return saved ? show(c, chosenAddressPage(areaOf(page), asking, saved.address)) : goTo(c, page, '/addresses');
});

/** The way between a merchant's page and a session on our own origin. */
export const CONNECT: Readonly<Record<string, { get?: Handler; post?: Handler }>> = {
  '/choose-address': { get: connect, post: chooseAddress },
  '/connect': { get: connect, post: answerConnect },
};
