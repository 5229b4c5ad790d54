import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import { addressOf, ANY_ADDRESS, type AddressRules } from './address-rules.ts';
import {
  DraftKeeper,
  NO_FIELDS,
  partField,
  type AddressKind,
  type CheckoutFields,
  type FieldName,
} from './checkout-draft.ts';
import { countries, likelyCountry, type Country } from './countries.ts';

/** A place that taxes and delivery may depend on. */
export interface Place {
  readonly country: string;
  readonly region: string;
  readonly postcode: string;
}

/** What the shopper has entered so far, kept in the tab, and what is chosen for them until they choose. */
export class CheckoutEntries {
  readonly drafts: DraftKeeper;
  /** Where the shop delivers, in the language shown. */
  countries: readonly Country[] = [];
  /** Every country, for bills. */
  allCountries: readonly Country[] = [];
  /** How addresses are written; anything goes until the rules are there. */
  rules: AddressRules = ANY_ADDRESS;
  /** Where prices are asked for: what stands in the fields once the shopper has left them. */
  place: Place = { country: '', region: '', postcode: '' };

  private offeredIn = '';
  private noted = false;

  /** `store` is the handle of the store. */
  constructor(store: string) {
    this.drafts = new DraftKeeper(store);
    this.settlePlace();
  }

  get fields(): CheckoutFields {
    return this.drafts.value.fields;
  }

  get countryName(): string {
    return this.countries.find(({ code }) => code === this.fields.country)?.name ?? '';
  }

  /** What a country is called, and whether the shop delivers there. */
  countryOf(code: string): { readonly name: string; readonly served: boolean } {
    const named = (list: readonly Country[]): string | undefined => list.find((one) => one.code === code)?.name;
    const name = named(this.countries);
    return { name: name ?? named(this.allCountries) ?? code, served: name !== undefined };
  }

  /** Whether an order was sent whose answer never came, here or before a reload. */
  get unanswered(): boolean {
    return Boolean(this.drafts.value.attempt?.sent.length);
  }

  /** Discount codes, as entered. */
  get codes(): readonly string[] {
    return this.fields.codes.split('\n').filter(Boolean);
  }

  /** The shopper writes or chooses. */
  set(name: FieldName, value: string): void {
    if (name === 'note') this.noted = true;
    this.keep({ [name]: value });
    if (name === 'country') this.settlePlace();
    // A bill that goes elsewhere mostly stays in the country.
    if (name === 'billing' && value && !this.fields.billingCountry) this.keep({ billingCountry: this.fields.country });
  }

  /** The shopper has left a field: writes a postcode as its country does, and lets prices follow the place. */
  leave(name: FieldName): void {
    for (const kind of ['shipping', 'billing'] as const)
      if (name === partField(kind, 'postcode')) this.keep({ [name]: this.tidyPostcode(kind) });
    this.settlePlace();
  }

  /** Takes the rules that addresses follow from here on. */
  follow(rules: AddressRules): void {
    this.rules = rules;
    this.settlePlace();
  }

  /** Takes what stands in the fields as the place. */
  settlePlace(): void {
    const { country, region, postcode } = addressOf(this.fields, 'shipping', this.rules);
    this.place = { country, region, postcode };
  }

  /** Fills in what was typed earlier and is empty here; answers whether there was anything. */
  fill(fields: Partial<Record<FieldName, string>>): boolean {
    const missing = Object.entries(fields).filter(
      ([name, value]) => Object.hasOwn(NO_FIELDS, name) && typeof value === 'string' && value !== '',
    );
    // The countries and ways chosen for a shopper who has typed nothing yet give way.
    const typed = missing.some(([name]) => !CHOSEN.has(name as FieldName));
    const news = missing.filter(([name]) => CHOSEN.has(name as FieldName) || !this.fields[name as FieldName]);
    this.keep(Object.fromEntries(news) as Partial<CheckoutFields>);
    this.settlePlace();
    return typed;
  }

  /** Empties the form. */
  clear(): void {
    this.drafts.update({ fields: NO_FIELDS });
    this.restart();
  }

  /** Offers countries and ways to pay, with a first choice of each. */
  offer({ shipsTo, locale: shopLocale }: Store, locale: string): void {
    if (this.offeredIn === locale) return;
    this.offeredIn = locale;
    this.countries = countries(locale, shipsTo);
    this.allCountries = shipsTo.length ? countries(locale) : this.countries;
    if (!this.countries.some(({ code }) => code === this.fields.country)) {
      this.keep({ country: likelyCountry(this.countries, [...navigator.languages, shopLocale]) });
      this.settlePlace();
    }
  }

  /** Takes the first way to pay until the shopper chooses another that there is. */
  offerPayment(methods: readonly { readonly id: string }[]): void {
    if (!methods.some(({ id }) => id === this.fields.paymentMethodId))
      this.keep({ paymentMethodId: methods[0]?.id ?? '' });
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

  private tidyPostcode(kind: AddressKind): string {
    const postcode = this.fields[partField(kind, 'postcode')];
    const country = this.fields[partField(kind, 'country')];
    const rest = { name: '', line1: '', line2: '', city: '', region: '' };
    return this.rules.normaliseAddress({ ...rest, postcode, country }).postcode;
  }

  private keep(changes: Partial<CheckoutFields>): void {
    this.drafts.update({ fields: { ...this.fields, ...changes } });
  }
}

/** Fields that are filled in for the shopper. */
const CHOSEN: ReadonlySet<FieldName> = new Set(['country', 'billingCountry', 'deliveryMethodId', 'paymentMethodId']);
