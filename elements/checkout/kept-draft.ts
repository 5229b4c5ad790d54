import type {
  ChangeCheckoutDraft,
  CheckoutDraftAnswer,
  CheckoutDraftFields,
  OpenedCheckoutDraft,
} from '../../edge-api/contract/checkout-drafts.ts';
import type { PlaceOrder } from '../../edge-api/contract/orders.ts';
import type { RequestedLine } from '../../edge-api/contract/quotes.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { readLocal, storagePrefix, writeLocal } from '../stores/cart/local.ts';
import type { CheckoutFields, FieldName } from './checkout-draft.ts';

/** How long after the last key the edge is told, in milliseconds. */
const PAUSE_MS = 1200;
/** What the link of a reminder carries behind the `#` of the page's address, where no server or referrer sees it. */
const LINK = /(^#|&)vitrine_checkout=([\w-]{16,200})/;

/** What of the form the edge keeps. What the shopper agreed to is told by itself. */
type KeptName = keyof CheckoutDraftFields & FieldName;
const NOT_KEPT: ReadonlySet<FieldName> = new Set(['reminder', 'marketing']);

/** What a draft says besides its fields. */
export interface DraftFacts {
  readonly fields: CheckoutFields;
  readonly lines: readonly RequestedLine[];
  readonly cart?: { readonly cartId: string; readonly token: string } | undefined;
  readonly locale: string;
  /** The words the shopper agreed to be reminded by; null without consent. */
  readonly consent: { readonly text: string } | null;
}

/** A draft as it was found. */
export interface FoundDraft {
  readonly fields: Partial<CheckoutFields>;
  readonly lines: readonly RequestedLine[];
  /** Whether the link of a reminder led here. */
  readonly byLink: boolean;
}

interface Handle {
  readonly checkoutId: string;
  readonly token: string;
}

/**
 * What the shopper types, kept on the edge from the first key on, field by field, so that it is there after the tab is
 * closed and on another device. This browser keeps no more than what opens it. Nothing here ever fails for the shopper.
 */
export class KeptDraft {
  private readonly key: string;
  private readonly request: ApiClient['request'];
  private readonly facts: () => Promise<DraftFacts>;
  private handle: Handle | undefined;
  private dirty: Record<string, string> = {};
  private told = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | undefined;
  private ended = false;

  /** `store` is the handle of the store; `facts` are asked for whenever something is told. */
  constructor(store: string, client: Pick<ApiClient, 'request'>, facts: () => Promise<DraftFacts>) {
    this.key = `${storagePrefix(store)}checkout-draft`;
    this.request = (...args) => client.request(...args);
    this.facts = facts;
  }

  /** What an order says of the draft it completes; nothing while the edge has none. */
  get named(): Pick<PlaceOrder, 'checkoutId' | 'checkoutToken'> {
    const { handle } = this;
    return handle ? { checkoutId: handle.checkoutId, checkoutToken: handle.token } : {};
  }

  /** Looks for a draft: the one a reminder's link opens, else this browser's own. */
  async find(): Promise<FoundDraft | undefined> {
    const recoveryToken = takeLink();
    if (recoveryToken) {
      const opened = await this.ask<OpenedCheckoutDraft>('/recoveries', { recoveryToken });
      if (opened) {
        this.keep({ checkoutId: opened.draft.checkoutId, token: opened.token });
        return { fields: opened.draft.fields as Partial<CheckoutFields>, lines: opened.draft.lines, byLink: true };
      }
    }
    const kept = parseHandle(readLocal(this.key));
    if (!kept) return undefined;
    const { checkoutId, token } = kept;
    const answer = await this.ask<CheckoutDraftAnswer>(`/${checkoutId}`, { token });
    if (!answer) return undefined;
    if (answer.draft.status === 'completed') return this.keep(undefined);
    this.handle = kept;
    return { fields: answer.draft.fields as Partial<CheckoutFields>, lines: answer.draft.lines, byLink: false };
  }

  /** Notes that the shopper changed a field; the edge is told when they pause. */
  change(name: FieldName, value: string): void {
    if (this.ended) return;
    if (!NOT_KEPT.has(name)) this.dirty[name] = value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tell(), PAUSE_MS);
  }

  /** Tells the edge now what it does not know yet. */
  async tell(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.sending) await this.sending;
    if (this.ended) return;
    this.sending = this.send().finally(() => (this.sending = undefined));
    await this.sending;
  }

  /** Has everything erased that was kept. */
  async erase(fields: readonly FieldName[]): Promise<void> {
    clearTimeout(this.timer);
    const { handle } = this;
    this.dirty = {};
    this.told = '';
    this.keep(undefined);
    if (!handle) return;
    const empty = Object.fromEntries(fields.filter((name) => !NOT_KEPT.has(name)).map((name) => [name, '']));
    await this.ask(`/${handle.checkoutId}`, { token: handle.token, fields: empty, lines: [], consent: null });
  }

  /** Lets go of a draft that another tab has ordered: what is typed from here on begins another. */
  forget(): void {
    this.told = '';
    this.keep(undefined);
  }

  /** After an order, which has all of it: the edge has erased the draft. */
  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.keep(undefined);
  }

  private async send(): Promise<void> {
    const { fields: all, lines, cart, locale, consent } = await this.facts();
    const rest = { lines: [...lines], ...(cart ? { cart } : {}), locale, consent };
    const saying = JSON.stringify(rest);
    const changed = this.dirty as Partial<Record<KeptName, string>>;
    if (!Object.keys(changed).length && (saying === this.told || !this.handle)) return;
    this.dirty = {};
    const fields = this.handle ? changed : keptOf(all);
    const change = {
      ...(Object.keys(fields).length ? { fields: fields as CheckoutDraftFields } : {}),
      ...(saying === this.told ? {} : { ...rest, page: location.href }),
    };
    const { handle } = this;
    try {
      if (handle) {
        const body: ChangeCheckoutDraft = { ...change, token: handle.token };
        await this.request(`/checkout-drafts/${handle.checkoutId}`, body);
      } else {
        const { draft, token } = await this.request<OpenedCheckoutDraft>('/checkout-drafts', change);
        if (!this.ended) this.keep({ checkoutId: draft.checkoutId, token });
      }
      this.told = saying;
    } catch (error) {
      const { code, status } = error as ApiError;
      // Expired, or opened elsewhere: what is typed here begins another.
      if (code === 'checkout_not_found') {
        this.keep(undefined);
        this.told = '';
      }
      // What the edge refuses it would refuse again; all else goes along with the next change.
      if (status !== 400) this.dirty = { ...changed, ...this.dirty };
    }
  }

  private keep(handle: Handle | undefined): undefined {
    this.handle = handle;
    writeLocal(this.key, handle ? JSON.stringify(handle) : null);
  }

  private async ask<T>(path: string, body: unknown): Promise<T | undefined> {
    try {
      return await this.request<T>(`/checkout-drafts${path}`, body);
    } catch (error) {
      if ((error as ApiError).code === 'checkout_not_found') this.keep(undefined);
      return undefined;
    }
  }
}

/** All that the edge keeps, as far as it is filled in. */
const keptOf = (fields: CheckoutFields): Partial<Record<KeptName, string>> =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => value && !NOT_KEPT.has(name as FieldName)));

/** Anything of this origin can write there. */
function parseHandle(text: string | null | undefined): Handle | undefined {
  try {
    const { checkoutId, token } = JSON.parse(text ?? '{}') as Partial<Handle>;
    if (typeof checkoutId === 'string' && typeof token === 'string' && /^[\w-]+$/.test(checkoutId))
      return { checkoutId, token };
  } catch {
    // Not ours.
  }
  return undefined;
}

/** Takes the link of a reminder out of the page's address: no bookmark, shared link or reload of it shall have it. */
function takeLink(): string | undefined {
  const { hash, pathname, search } = location;
  const [found, start, token] = LINK.exec(hash) ?? [];
  if (found === undefined) return undefined;
  const rest = hash.replace(found, start === '&' ? '' : '#').replace(/^#&?/, '');
  history.replaceState(history.state, '', pathname + search + (rest ? `#${rest}` : ''));
  return token;
}
