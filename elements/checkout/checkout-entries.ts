import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import { DraftKeeper, type CheckoutFields, type FieldName } from './checkout-draft.ts';
import { countries, likelyCountry, type Country } from './countries.ts';

/** What the shopper has entered so far, kept in the tab, and what is chosen for them until they choose. */
export class CheckoutEntries {
  readonly drafts: DraftKeeper;
  /** Where the shop delivers, in the language shown. */
  countries: readonly Country[] = [];

  private offeredIn = '';
  private noted = false;

  /** `store` is the handle of the store. */
  constructor(store: string) {
    this.drafts = new DraftKeeper(store);
  }

  get fields(): CheckoutFields {
    return this.drafts.value.fields;
  }

  get countryName(): string {
    return this.countries.find(({ code }) => code === this.fields.country)?.name ?? '';
  }

  /** Whether an order was sent whose answer never came, here or before a reload. */
  get unanswered(): boolean {
    return Boolean(this.drafts.value.attempt?.sent.length);
  }

  /** The shopper writes or chooses. */
  set(name: FieldName, value: string): void {
    if (name === 'note') this.noted = true;
    this.keep({ [name]: value });
  }

  /** Offers countries and ways to pay, with a first choice of each. */
  offer({ shipsTo, paymentMethods, locale: shopLocale }: Store, locale: string): void {
    if (this.offeredIn === locale) return;
    this.offeredIn = locale;
    this.countries = countries(locale, shipsTo);
    const { country, paymentMethodId } = this.fields;
    if (!this.countries.some(({ code }) => code === country)) {
      this.keep({ country: likelyCountry(this.countries, [...navigator.languages, shopLocale]) });
    }
    if (!paymentMethods.some(({ id }) => id === paymentMethodId)) {
      this.keep({ paymentMethodId: paymentMethods[0]?.id ?? '' });
    }
  }

  /** Takes the first way of delivery until the shopper chooses another that there is. */
  offerDelivery({ deliveryMethods }: Quote): void {
    const known = deliveryMethods.some(({ id }) => id === this.fields.deliveryMethodId);
    if (!known) this.keep({ deliveryMethodId: deliveryMethods[0]?.id ?? '' });
  }

  /** What was noted in the cart goes on here, until the shopper writes something else. */
  takeNote(note: string): void {
    if (this.noted || !note) return;
    this.noted = true;
    if (!this.fields.note) this.keep({ note });
  }

  /** Makes the next `offer` choose anew, after an order took all entries away. */
  restart(): void {
    this.offeredIn = '';
  }

  private keep(changes: Partial<CheckoutFields>): void {
    this.drafts.update({ fields: { ...this.fields, ...changes } });
  }
}
