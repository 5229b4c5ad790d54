import { ulid } from 'ulid';
import { z } from 'zod';
import type {
  ChangeCheckoutDraft,
  CheckoutDraftAnswer,
  OpenedCheckoutDraft,
  RecoverCheckoutDraft,
  StartCheckoutDraft,
} from '../contract/checkout-drafts.ts';
import type { CheckoutDraftRepository, DraftChange, DraftRow } from '../repositories/checkout-drafts.ts';
import type { StateRepository, StoreState } from '../repositories/state.ts';
import type { CartService } from './carts.ts';
import { ApiError } from './errors.ts';
import { randomToken, sha256 } from './secrets.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long it is known that a checkout has ended or expired, without anything about its shopper. */
const REMEMBERED_MS = 90 * DAY_MS;
/** An address gets at most one reminder in this time, whoever typed it in. */
const QUIET_MS = 7 * DAY_MS;
/** Name under which a mail's link carries what opens a draft, behind the `#` or, on pages without scripts, in the query. */
const LINK_PARAMETER = 'vitrine_checkout';

export interface CheckoutDraftService {
  start(request: StartCheckoutDraft, from: PageFrom): Promise<OpenedCheckoutDraft>;
  change(id: string, request: ChangeCheckoutDraft, from: PageFrom): Promise<CheckoutDraftAnswer>;
  /** Whether a token opens a draft, even one that has been ordered. */
  opens(id: string, token: string): Promise<boolean>;
  /** Opens a draft by the link of a mail, once. */
  recover(request: RecoverCheckoutDraft): Promise<OpenedCheckoutDraft>;
  /**
   * Marks some checkouts as abandoned whose shoppers agreed to be reminded, and writes a `checkout.abandoned` event with the
   * link for each into the outbox; answers how many. Nothing happens where no page is known to lead back to.
   */
  abandoned(limit: number): Promise<number>;
  /** Erases what expired drafts knew of people; answers how many. */
  expire(limit: number): Promise<number>;
  /** What a reminder is written from; undefined once the shopper has come back, ordered, or the draft expired. */
  reminder(id: string): Promise<DraftRow | undefined>;
}

/** Whether a mail may lead to pages of an origin: one the store lists, or its own. */
export interface PageFrom {
  readonly mayLeadTo: (origin: string) => boolean;
  /** Whether the page is one of ours that works without scripts, and so reads a link in its query. */
  readonly plain?: boolean;
}

export interface CheckoutDraftDependencies {
  readonly drafts: CheckoutDraftRepository;
  readonly state: StateRepository;
  readonly carts: Pick<CartService, 'opens'>;
  readonly now: () => number;
}

/** Told alike whether the draft is unknown, somebody else's, expired or done. */
const draftNotFound = (): ApiError =>
  new ApiError('checkout_not_found', 'No checkout is open under this id and token.');

const Email = z.email().max(254);

function answer(row: DraftRow): CheckoutDraftAnswer {
  const { id, status, version, fields, lines, consent, expiresAt } = row;
  return { draft: { checkoutId: id, status, version, fields, lines, consent: consent !== null, expiresAt } };
}

/** The address of a page that mails may lead to, with an empty parameter where it reads a link there; '' for any other. */
function pageOf(page: string, { mayLeadTo, plain }: PageFrom): string {
  if (!URL.canParse(page)) return '';
  const url = new URL(page);
  if (!/^https?:$/.test(url.protocol) || !mayLeadTo(url.origin)) return '';
  url.searchParams.delete(LINK_PARAMETER);
  const parts = url.hash.slice(1).split('&');
  url.hash = parts.filter((part) => !part.startsWith(`${LINK_PARAMETER}=`)).join('&');
  if (plain) url.searchParams.set(LINK_PARAMETER, '');
  url.username = '';
  url.password = '';
  return url.href;
}

/**
 * Where a reminder leads: the merchant's setting, else the page it began on; undefined where neither is known. What opens
 * the draft stands behind the `#`, where neither a server nor what counts a page's visitors is told of it, unless the page
 * cannot read it there.
 */
function linkTo({ settings }: StoreState, { page }: DraftRow, token: string): string | undefined {
  const base = settings.checkout.url ?? page;
  if (!base) return undefined;
  const url = new URL(base);
  const began = page && URL.canParse(page) ? new URL(page) : url;
  const isPlain = [url, ...(began.origin === url.origin ? [began] : [])].some(({ searchParams }) =>
    searchParams.has(LINK_PARAMETER),
  );
  if (isPlain) url.searchParams.set(LINK_PARAMETER, token);
  else url.hash = `${url.hash ? `${url.hash}&` : ''}${LINK_PARAMETER}=${token}`;
  return url.href;
}

export function checkoutDraftService({ drafts, state, carts, now }: CheckoutDraftDependencies): CheckoutDraftService {
  const expiry = ({ settings }: StoreState): number => now() + settings.checkout.keepDays * DAY_MS;

  async function changeOf(request: StartCheckoutDraft, from: PageFrom): Promise<DraftChange> {
    const { fields, lines, cart, currency, locale, consent, page } = request;
    const email = fields?.email?.trim();
    return {
      fields,
      email: email === undefined ? undefined : Email.safeParse(email).success ? email.toLowerCase() : '',
      lines,
      cartId: cart && (await carts.opens(cart.cartId, cart.token)) ? cart.cartId : undefined,
      currency,
      locale,
      page: page === undefined ? undefined : pageOf(page, from),
      consent: consent && { at: new Date(now()).toISOString(), text: consent.text },
    };
  }

  return {
    async start(request, from) {
      const current = await state.get();
      const id = crypto.randomUUID();
      const token = randomToken();
      const tokenHash = await sha256(token);
      const change = await changeOf({ ...request, locale: request.locale ?? current.locale }, from);
      const moment = { now: now(), expiresAt: expiry(current) };
      await drafts.insert({ id, tokenHash, ...change, ...moment });
      const row = await drafts.read(id, tokenHash, now());
      if (!row) throw draftNotFound();
      return { ...answer(row), token };
    },

    async change(id, { token, ...request }, from) {
      const tokenHash = await sha256(token);
      const asks = Object.values(request).some((value) => value !== undefined);
      const row = asks
        ? await drafts.change(id, tokenHash, await changeOf(request, from), {
            now: now(),
            expiresAt: expiry(await state.get()),
          })
        : await drafts.read(id, tokenHash, now());
      if (!row) throw draftNotFound();
      return answer(row);
    },

    opens: async (id, token) => (await drafts.read(id, await sha256(token), now())) !== undefined,

    async recover({ recoveryToken }) {
      const token = randomToken();
      const row = await drafts.recover(await sha256(recoveryToken), await sha256(token), {
        now: now(),
        expiresAt: expiry(await state.get()),
      });
      if (!row) throw draftNotFound();
      return { ...answer(row), token };
    },

    async abandoned(limit) {
      const current = await state.get();
      const { abandonedAfterHours, recoveryMails } = current.settings.checkout;
      if (!recoveryMails) return 0;
      const since = now() - abandonedAfterHours * HOUR_MS;
      let marked = 0;
      for (const row of await drafts.idle(since, now() - QUIET_MS, limit)) {
        const token = randomToken();
        const link = linkTo(current, row, token);
        if (link === undefined) continue;
        const { id, email, locale } = row;
        const at = new Date(now()).toISOString();
        const work = { kind: 'event', type: 'checkout.abandoned', at, checkoutId: id, email, link, locale } as const;
        const linkHash = await sha256(token);
        if (await drafts.abandon({ id, linkHash, work: { id: ulid(now()), work } }, since, now())) marked += 1;
      }
      return marked;
    },

    expire: (limit) => drafts.expire(now(), now() - REMEMBERED_MS, limit),

    async reminder(id) {
      const row = await drafts.find(id);
      return row?.status === 'abandoned' && row.consent ? row : undefined;
    },
  };
}
