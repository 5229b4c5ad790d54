import type { PaymentMethodId } from '../../edge-api/contract/stores.ts';
import type { ApiError } from '../client/api-client.ts';
import type { CheckoutFields, FieldName } from './checkout-draft.ts';
import { hasPostcode, hasRegion } from './countries.ts';
import type { OrderRequest } from './place-order.ts';

/** What is wrong with a field: a name of ours that a text belongs to, or the edge's own words. */
export type FieldError = 'required' | 'email' | 'choose' | { readonly message: string };
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
  note: 2000,
};

/** Order of the fields on the page, so that the first error is the topmost. */
export const FIELD_ORDER: readonly FieldName[] = [
  'email',
  'phone',
  'country',
  'name',
  'line1',
  'line2',
  'postcode',
  'city',
  'region',
  'deliveryMethodId',
  'paymentMethodId',
  'note',
];

const ALWAYS: readonly FieldName[] = ['name', 'line1', 'city'];

/** What has to be put right before the order can be placed. The edge checks again. */
export function checkFields(fields: CheckoutFields, choices: { delivery: boolean; payment: boolean }): FieldErrors {
  const errors: FieldErrors = {};
  const blank = (name: FieldName): boolean => fields[name].trim() === '';
  if (blank('email')) errors.email = 'required';
  else if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(fields.email.trim())) errors.email = 'email';
  for (const name of ALWAYS) if (blank(name)) errors[name] = 'required';
  if (blank('country')) errors.country = 'choose';
  else if (hasPostcode(fields.country) && blank('postcode')) errors.postcode = 'required';
  if (choices.delivery && blank('deliveryMethodId')) errors.deliveryMethodId = 'choose';
  if (choices.payment && blank('paymentMethodId')) errors.paymentMethodId = 'choose';
  return errors;
}

/** The edge's issues by field; `rest` are those no field stands for. */
export function fieldErrorsOf(error: ApiError): { errors: FieldErrors; rest: string[] } {
  const errors: FieldErrors = {};
  const rest: string[] = [];
  for (const { path, message } of error.issues) {
    const name = path.split('.').at(-1) as FieldName;
    if (FIELD_ORDER.includes(name)) errors[name] ??= { message };
    else rest.push(message);
  }
  return { errors, rest };
}

/** The order these fields mean. What the chosen country's form does not show is left out. */
export function orderRequest(
  fields: CheckoutFields,
  rest: Pick<OrderRequest, 'lines' | 'expectedTotal' | 'cart'>,
): OrderRequest {
  const { country } = fields;
  return {
    ...rest,
    email: fields.email.trim(),
    phone: fields.phone.trim(),
    shippingAddress: {
      name: fields.name.trim(),
      line1: fields.line1.trim(),
      line2: fields.line2.trim(),
      city: fields.city.trim(),
      region: hasRegion(country) ? fields.region.trim() : '',
      postcode: hasPostcode(country) ? fields.postcode.trim() : '',
      country,
    },
    deliveryMethodId: fields.deliveryMethodId,
    // One of the ids the store offered; the edge refuses any other.
    paymentMethodId: fields.paymentMethodId as PaymentMethodId,
    note: fields.note.trim(),
  };
}
