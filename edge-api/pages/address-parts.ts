import { type AddressField, addressLines, type PostalAddress } from '../contract/addresses.ts';
import { countryNames } from './countries.ts';

/** What a browser fills in by itself: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill. */
export const AUTOFILL: Readonly<Record<AddressField | 'country', string>> = {
  name: 'name',
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  region: 'address-level1',
  postcode: 'postal-code',
  country: 'country',
};

/** Most characters of each part. */
export const MOST: Readonly<Record<AddressField, number>> = {
  name: 120,
  line1: 200,
  line2: 200,
  city: 120,
  region: 120,
  postcode: 20,
};

/** An address on lines as its country writes it, the country's name last. */
export const shownAddress = (address: PostalAddress, locale: string): string[] =>
  [...addressLines(address, locale), countryNames(locale)(address.country)].filter(Boolean);
