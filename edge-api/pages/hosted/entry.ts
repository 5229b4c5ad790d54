import {
  type AddressField,
  addressForm,
  type AddressForm,
  checkAddress,
  normaliseAddress,
  type PostalAddress,
} from '../../contract/addresses.ts';
import type { CheckoutDraftFields } from '../../contract/checkout-drafts.ts';
import { PlaceOrder } from '../../contract/orders.ts';
import { MOST } from '../address-parts.ts';
import type { Country } from '../countries.ts';
import type { Word } from './strings/index.ts';

/** What a shopper enters into the forms of the checkout, and what is wrong with it. */
export type FieldName = Exclude<keyof CheckoutDraftFields, 'codes'>;
/** What is wrong with fields, in the order they stand. */
export type Problems = ReadonlyMap<FieldName, Word>;
export type AddressKind = 'shipping' | 'billing';

const PARTS = ['name', 'line1', 'line2', 'city', 'region', 'postcode'] as const satisfies readonly AddressField[];
/** Most characters of each field of the first step. */
const MOST_CHARACTERS: Partial<Record<FieldName, number>> = {
  email: 254,
  phone: 40,
  country: 2,
  billingCountry: 2,
  ...Object.fromEntries(
    Object.entries(MOST).flatMap(([part, most]) => [
      [part, most],
      [fieldOf('billing', part as AddressField), most],
    ]),
  ),
};

/** The field of a draft that holds a part of an address. */
export function fieldOf(kind: AddressKind, part: AddressField | 'country'): FieldName {
  if (kind === 'shipping') return part;
  return `billing${part[0]!.toUpperCase()}${part.slice(1)}` as FieldName;
}

/** What a form of the first step says; fields that are not in it are left out, and so stay as they were. */
export function readFields(form: URLSearchParams): CheckoutDraftFields {
  const fields: Partial<Record<FieldName, string>> = {};
  for (const [name, most] of Object.entries(MOST_CHARACTERS) as [FieldName, number][]) {
    const value = form.get(name);
    if (value !== null) fields[name] = value.slice(0, most);
  }
  for (const name of ['country', 'billingCountry'] as const)
    if (fields[name] !== undefined && !/^[A-Z]{2}$/.test(fields[name])) fields[name] = '';
  return { ...fields, billing: form.get('billing') === 'other' ? 'other' : '' };
}

/** The fields of the delivery address. */
export const SHIPPING = [...PARTS, 'country'] as const;

/** What a saved address is in the fields of the delivery address. */
export const fieldsOf = (address: PostalAddress): CheckoutDraftFields =>
  Object.fromEntries(SHIPPING.map((name) => [name, address[name]]));

/** An address that a customer has saved. */
export interface SavedAddress {
  readonly id: string;
  readonly address: PostalAddress;
}

/** The saved address that is in the fields, or the first that parcels go to where nothing is; '' for another one. */
export function savedIn(
  saved: readonly SavedAddress[],
  fields: CheckoutDraftFields,
  shipsTo: readonly string[],
): string {
  const empty = PARTS.every((name) => !fields[name]);
  const fits = ({ address }: SavedAddress) =>
    empty
      ? shipsTo.length === 0 || shipsTo.includes(address.country)
      : SHIPPING.every((name) => (fields[name] ?? '') === address[name]);
  return saved.find(fits)?.id ?? '';
}

/** The address in the fields, as its country writes it. */
export function addressOf(fields: CheckoutDraftFields, kind: AddressKind): PostalAddress {
  const part = (name: AddressField | 'country') => fields[fieldOf(kind, name)] ?? '';
  const shown = new Set(
    addressForm(part('country') || 'ZZ')
      .flat()
      .map(({ name }) => name),
  );
  // What the country's form does not ask for was typed for another country.
  const entries = PARTS.map((name) => [name, shown.has(name) ? part(name) : '']);
  return normaliseAddress({ ...Object.fromEntries(entries), country: part('country') } as PostalAddress);
}

function addressProblems(
  fields: CheckoutDraftFields,
  kind: AddressKind,
  shipsTo: readonly string[],
): [FieldName, Word][] {
  const address = addressOf(fields, kind);
  if (!address.country) return [[fieldOf(kind, 'country'), 'chooseOne']];
  const found: [FieldName, Word][] = [];
  if (kind === 'shipping' && shipsTo.length > 0 && !shipsTo.includes(address.country))
    found.push(['country', 'deliveryNone']);
  const wrong = checkAddress(address);
  for (const { name } of addressForm(address.country).flat()) {
    const problem = wrong[name];
    if (problem) found.push([fieldOf(kind, name), problem === 'required' ? 'required' : 'postcodeWrong']);
  }
  return found;
}

/** Everything that keeps the first step from going on. */
export function problemsOf(fields: CheckoutDraftFields, shipsTo: readonly string[]): Problems {
  const email = fields.email?.trim() ?? '';
  const found: [FieldName, Word][] = [];
  if (!email || !PlaceOrder.shape.email.safeParse(email).success)
    found.push(['email', email ? 'emailWrong' : 'required']);
  found.push(...addressProblems(fields, 'shipping', shipsTo));
  if (fields.billing === 'other') found.push(...addressProblems(fields, 'billing', []));
  return new Map(found);
}

/** The words that name each field of these forms. */
export function labelsOf(shipping: AddressForm, billing: AddressForm): ReadonlyMap<FieldName, Word> {
  const labels = (form: AddressForm, kind: AddressKind): [FieldName, Word][] => [
    [fieldOf(kind, 'country'), 'country'],
    ...form.flat().map(({ name, label }): [FieldName, Word] => [fieldOf(kind, name), label]),
  ];
  return new Map([['email', 'email'], ...labels(shipping, 'shipping'), ...labels(billing, 'billing')]);
}

/** The country that a language tag names, or else is mostly spoken in. */
function countryOf(tag: string, likely: boolean): string | undefined {
  try {
    const locale = new Intl.Locale(tag);
    return likely ? locale.maximize().region : locale.region;
  } catch {
    return undefined;
  }
}

/** The country to begin with: the only one there is, else where the visitor's languages point. */
export function likelyCountry(countries: readonly Country[], wishes: readonly string[]): string {
  if (countries.length === 1) return countries[0]!.code;
  for (const likely of [false, true])
    for (const wish of wishes) {
      const region = countryOf(wish, likely);
      if (countries.some(({ code }) => code === region)) return region!;
    }
  return '';
}
