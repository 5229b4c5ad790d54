import type { AddressField } from '../../edge-api/contract/addresses.ts';
import type { PaymentMethodId } from '../../edge-api/contract/stores.ts';
import type { ApiError } from '../client/api-client.ts';
import { addressOf, type AddressRules } from './address-rules.ts';
import { partField, NO_FIELDS, type AddressKind, type CheckoutFields, type FieldName } from './checkout-draft.ts';
import type { OrderRequest } from './place-order.ts';

/** What is wrong with a field: a name of ours that a text belongs to, or the edge's own words. */
export type FieldError = 'required' | 'email' | 'choose' | 'postcode' | { readonly message: string };
export type FieldErrors = Partial<Record<FieldName, FieldError>>;

/** Longest texts the edge takes. */
export const MAX_LENGTH: Partial<Record<FieldName, number>> = {
  email: 254,
  phone: 40,
  name: 120,
  line1: 200,
  line2: 200,
  city: 120,
  region: 120,
  postcode: 20,
  billingName: 120,
  billingLine1: 200,
  billingLine2: 200,
  billingCity: 120,
  billingRegion: 120,
  billingPostcode: 20,
  note: 2000,
};

const blank = (fields: CheckoutFields, name: FieldName): boolean => fields[name].trim() === '';

/** What is wrong with one of the addresses, by field. */
export function checkAddressFields(fields: CheckoutFields, kind: AddressKind, rules: AddressRules): FieldErrors {
  const country = partField(kind, 'country');
  const chosen = blank(fields, country) ? { [country]: 'choose' as const } : {};
  const problems = rules.checkAddress(addressOf(fields, kind, rules));
  const wrong = Object.fromEntries(
    Object.entries(problems).map(([part, problem]) => [
      partField(kind, part as AddressField),
      problem === 'invalid' ? 'postcode' : 'required',
    ]),
  );
  return { ...chosen, ...wrong };
}

/** Whether this is surely no address of a mailbox. Style is nobody's business. */
const noEmail = (email: string): boolean => !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim());

/**
 * What has to be put right before the order can be placed. The edge checks again, by the same rules. `account` is whether
 * an account has an e-mail for an empty field.
 */
export function checkFields(
  fields: CheckoutFields,
  choices: { delivery: boolean; payment: boolean; account?: boolean },
  rules: AddressRules,
): FieldErrors {
  const errors: FieldErrors = {};
  if (blank(fields, 'email')) {
    if (!choices.account) errors.email = 'required';
  } else if (noEmail(fields.email)) errors.email = 'email';
  Object.assign(errors, checkAddressFields(fields, 'shipping', rules));
  if (fields.billing) Object.assign(errors, checkAddressFields(fields, 'billing', rules));
  if (choices.delivery && blank(fields, 'deliveryMethodId')) errors.deliveryMethodId = 'choose';
  if (choices.payment && blank(fields, 'paymentMethodId')) errors.paymentMethodId = 'choose';
  return errors;
}

/** The edge's issues by field; `rest` are those no field stands for. */
export function fieldErrorsOf(error: ApiError): { errors: FieldErrors; rest: string[] } {
  const errors: FieldErrors = {};
  const rest: string[] = [];
  for (const { path, message } of error.issues) {
    const part = path.split('.').at(-1) ?? '';
    const name = (path.startsWith('billingAddress.') ? partField('billing', part as AddressField) : part) as FieldName;
    if (Object.hasOwn(NO_FIELDS, name)) errors[name] ??= { message };
    else rest.push(message);
  }
  return { errors, rest };
}

/** The order these fields mean. What the chosen country's form does not show is left out. */
export function orderRequest(
  fields: CheckoutFields,
  rest: Pick<OrderRequest, 'lines' | 'expectedTotal' | 'discountCodes'> & Partial<OrderRequest>,
  rules: AddressRules,
): OrderRequest {
  return {
    ...rest,
    email: fields.email.trim(),
    phone: fields.phone.trim(),
    shippingAddress: addressOf(fields, 'shipping', rules),
    ...(fields.billing ? { billingAddress: addressOf(fields, 'billing', rules) } : {}),
    deliveryMethodId: fields.deliveryMethodId,
    // One of the ids the store offered; the edge refuses any other.
    paymentMethodId: fields.paymentMethodId as PaymentMethodId,
    note: fields.note.trim(),
    consent: { marketing: fields.marketing === 'yes' },
  };
}
