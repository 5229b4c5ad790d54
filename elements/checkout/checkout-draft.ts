import type { PlaceOrder } from '../../edge-api/contract/orders.ts';
import { storagePrefix } from '../stores/cart/local.ts';

/** What the shopper has typed and chosen so far; texts, each as it was typed. */
export interface CheckoutFields {
  readonly email: string;
  /** 'yes' when the shopper wants to be reminded of a checkout they leave. */
  readonly reminder: string;
  /** 'yes' when the shopper wants news of the shop. */
  readonly marketing: string;
  readonly phone: string;
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  readonly country: string;
  /** 'other' when the bill goes to the address below, not to the delivery address. */
  readonly billing: string;
  readonly billingName: string;
  readonly billingLine1: string;
  readonly billingLine2: string;
  readonly billingCity: string;
  readonly billingRegion: string;
  readonly billingPostcode: string;
  readonly billingCountry: string;
  readonly deliveryMethodId: string;
  readonly paymentMethodId: string;
  readonly note: string;
  /** Discount codes, one a line. */
  readonly codes: string;
}
export type FieldName = keyof CheckoutFields;

/** Parts of an address besides its country. */
export type AddressPart = 'name' | 'line1' | 'line2' | 'city' | 'region' | 'postcode';
export type AddressKind = 'shipping' | 'billing';

/** The field that holds a part of one of the two addresses. */
export const partField = (kind: AddressKind, part: AddressPart | 'country'): FieldName =>
  kind === 'shipping' ? part : (`billing${part[0]!.toUpperCase()}${part.slice(1)}` as FieldName);

/** The order this tab means to place: one key until it is placed, and the requests whose answers never came. */
export interface Attempt {
  readonly key: string;
  readonly sent: readonly PlaceOrder[];
}

export interface CheckoutDraft {
  readonly fields: CheckoutFields;
  readonly attempt?: Attempt | undefined;
}

export const NO_FIELDS: CheckoutFields = {
  email: '',
  reminder: '',
  marketing: '',
  phone: '',
  name: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postcode: '',
  country: '',
  billing: '',
  billingName: '',
  billingLine1: '',
  billingLine2: '',
  billingCity: '',
  billingRegion: '',
  billingPostcode: '',
  billingCountry: '',
  deliveryMethodId: '',
  paymentMethodId: '',
  note: '',
  codes: '',
};

/** The draft of one store in this tab. It ends with the tab or the order; where storage is denied, with the page. */
export class DraftKeeper {
  /** Handle of the store. */
  readonly store: string;
  private readonly key: string;
  private readonly storage: () => Storage;
  private draft: CheckoutDraft | undefined;

  constructor(store: string, storage: () => Storage = () => sessionStorage) {
    this.store = store;
    this.key = `${storagePrefix(store)}checkout`;
    this.storage = storage;
  }

  get value(): CheckoutDraft {
    return (this.draft ??= this.read());
  }

  update(changes: Partial<CheckoutDraft>): void {
    this.draft = { ...this.value, ...changes };
    try {
      this.storage().setItem(this.key, JSON.stringify(this.draft));
    } catch {
      // Storage denied or full: the draft lives as long as this page.
    }
  }

  /** Forgets everything, after an order. */
  clear(): void {
    this.draft = { fields: NO_FIELDS };
    try {
      this.storage().removeItem(this.key);
    } catch {
      // Nothing was kept where storage is denied.
    }
  }

  /** Leaves a note in the tab, for the page that shows an order, that it has just been placed. */
  notePlaced(token: string): void {
    try {
      this.storage().setItem(`${storagePrefix(this.store)}placed:${token}`, '1');
    } catch {
      // That page then shows the order without a word of thanks.
    }
  }

  /** Keeps the token of the order that was placed last in this tab, so that a reload shows it again. */
  noteOrder(token: string): void {
    try {
      this.storage().setItem(`${storagePrefix(this.store)}order`, token);
    } catch {
      // The mail about the order leads to it.
    }
  }

  /** Token of the order that was placed last in this tab. */
  get order(): string | null {
    try {
      return this.storage().getItem(`${storagePrefix(this.store)}order`);
    } catch {
      return null;
    }
  }

  private read(): CheckoutDraft {
    try {
      const kept: unknown = JSON.parse(this.storage().getItem(this.key) ?? '{}');
      // Anything of this origin can write there, so each part is looked at before it is used.
      const { fields, attempt } = (kept ?? {}) as { fields?: Record<string, unknown>; attempt?: Partial<Attempt> };
      const entries = Object.keys(NO_FIELDS).map((name) => {
        const value = fields?.[name];
        return [name, typeof value === 'string' ? value : ''] as const;
      });
      return {
        fields: Object.fromEntries(entries) as unknown as CheckoutFields,
        ...(typeof attempt?.key === 'string' && Array.isArray(attempt.sent)
          ? { attempt: { key: attempt.key, sent: attempt.sent } }
          : {}),
      };
    } catch {
      return { fields: NO_FIELDS };
    }
  }
}

/**
 * Whether an order waits here to be paid: after a reload, or back from a provider's page. By the names that `payment-note.ts`
 * gives; not one file for both, or whoever opens the checkout would wait for a third.
 */
export function waitsForPayment(store: string): boolean {
  try {
    if (sessionStorage.getItem(`${storagePrefix(store)}paying`) !== null) return true;
  } catch {
    // Where storage is denied, the address alone leads back.
  }
  return new URLSearchParams(location.search).has('vitrine_order');
}
