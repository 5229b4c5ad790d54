import type { AddressForm, AddressProblems, PostalAddress } from '../../edge-api/contract/addresses.ts';
import { retryImport } from '../internal/retry-import.ts';
import { partField, type AddressKind, type CheckoutFields } from './checkout-draft.ts';

/** What the checkout asks of the rules for addresses. */
export interface AddressRules {
  addressForm(country: string, locale?: string): AddressForm;
  checkAddress(address: PostalAddress): AddressProblems;
  normaliseAddress(address: PostalAddress): PostalAddress;
}

/** The rules, the same that the edge has; a file of its own, because a cart needs none of it. */
export const importAddressRules: () => Promise<AddressRules> = retryImport(
  () => import('../../edge-api/contract/addresses.ts'),
  import.meta.url,
);

const plain = (name: 'name' | 'line1' | 'line2' | 'city' | 'region' | 'postcode', required: boolean) =>
  ({ name, label: name, required, numeric: false }) as const;

/** What serves until the rules are there, or where they cannot be had: every field, the least of them required. The edge checks. */
export const ANY_ADDRESS: AddressRules = {
  addressForm: () => [
    [plain('name', true)],
    [plain('line1', true)],
    [plain('line2', false)],
    [plain('postcode', false), plain('city', false)],
    [plain('region', false)],
  ],
  checkAddress: ({ name, line1 }) => ({
    ...(name.trim() ? {} : { name: 'required' as const }),
    ...(line1.trim() ? {} : { line1: 'required' as const }),
  }),
  normaliseAddress: (address) => address,
};

/** One of the two addresses as its country writes it: without what the country's form does not show. */
export function addressOf(fields: CheckoutFields, kind: AddressKind, rules: AddressRules): PostalAddress {
  const country = fields[partField(kind, 'country')];
  const shown = new Set(
    rules
      .addressForm(country)
      .flat()
      .map(({ name }) => name),
  );
  const part = (name: Parameters<typeof plain>[0]): string =>
    shown.has(name) ? fields[partField(kind, name)].trim() : '';
  return rules.normaliseAddress({
    name: part('name'),
    line1: part('line1'),
    line2: part('line2'),
    city: part('city'),
    region: part('region'),
    postcode: part('postcode'),
    country,
  });
}
