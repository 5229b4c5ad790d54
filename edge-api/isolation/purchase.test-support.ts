import { onWorker } from '../routes/api.test-support.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';

/** What the goods cost, in cents; at 160 yen for a euro every amount below is a whole number of yen. */
const PRICES = new Map([
  [variantId('mug'), 1250],
  [variantId('hat'), 3900],
]);
const DELIVERY = new Map([
  ['post', 490],
  ['courier', 990],
]);
const YEN_A_CENT = 1.6;
/** Settings of a shop that sells these goods, in euro and yen, paid at a test bank. */
export const settings = {
  tax: { includedInPrices: true, rates: [{ country: 'DE', rateBps: 1900 }] },
  shipping: {
    methods: [
      { id: 'post', title: 'Post', priceMinor: 490 },
      { id: 'courier', title: 'Courier', priceMinor: 990 },
    ],
  },
  paymentMethods: [{ id: 'card', title: 'Card', provider: 'test' as const }],
  currencies: [{ currency: 'JPY', rate: '160' }],
};

let keys = 0;
/** A key for one more order. */
export const nextKey = () => `tampering-key-${String((keys += 1)).padStart(8, '0')}`;
/** An order as an honest client places it. */
export const honest = (more: object = {}) => ({
  idempotencyKey: nextKey(),
  lines: [{ variantId: variantId('mug'), quantity: 2, options: { engraving: 'A' } }],
  email: 'mallory@shop.example',
  phone: '',
  shippingAddress: { name: 'Mallory', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
  deliveryMethodId: 'post',
  paymentMethodId: 'card',
  note: '',
  discountCodes: ['TEN'],
  expectedTotal: { amountMinor: 2740, currency: 'EUR' },
  ...more,
});
/** The same, as it may be varied. */
export type Body = ReturnType<typeof honest> & { currency?: string };
/** What the store's own rules give for these goods; the only place besides the shop that adds. */
export function worth({ lines, deliveryMethodId, discountCodes = [], currency = 'EUR' }: Partial<Body>) {
  const goods = (lines ?? []).reduce((sum, line) => sum + (PRICES.get(line.variantId) ?? 0) * line.quantity, 0);
  const known = discountCodes.some((code) => code.normalize('NFKC').trim().toUpperCase() === 'TEN');
  const cents = goods - (known ? goods / 10 : 0) + (DELIVERY.get(deliveryMethodId ?? '') ?? 0);
  return { amountMinor: currency === 'JPY' ? cents * YEN_A_CENT : cents, currency };
}

/** Headers that somebody might believe. */
export const LIES: readonly Record<string, string>[] = [
  { 'x-forwarded-host': 'bob.shop.test', 'x-forwarded-for': '127.0.0.1', forwarded: 'host=bob.shop.test' },
  { 'x-http-method-override': 'DELETE', 'x-store': 'bob', 'x-tenant': 'bob', 'x-customer-id': '1', 'x-role': 'admin' },
  { cookie: 'session=1; role=admin; customer=1; cart=1', 'x-price': '1', 'x-total': '1', 'x-test': '1' },
  { 'idempotency-key': 'tampering-key-00000001', 'content-type': 'application/json', prefer: 'return=minimal' },
];
/** A query that somebody might believe. */
export const QUERY =
  'price=1&price=2&total=1&currency=JPY&currency=USD&paymentStatus=paid&customerId=1&store=bob&__proto__=1';

/** Runs some at a time; under workerd every seventh, for the rules are the same and each costs more. */
export async function each<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const list = onWorker ? all.filter((_, index) => index % 7 === 0) : all;
  const atOnce = onWorker ? 2 : 8;
  for (let from = 0; from < list.length; from += atOnce) await Promise.all(list.slice(from, from + atOnce).map(work));
}

/** What a shop offers; bob has one thing more, for next to nothing. */
export const goodsOf = (handle: string) =>
  sell(
    { handle: 'mug', variants: [{ price: 1250 }] },
    { handle: 'hat', variants: [{ price: 3900 }] },
    { handle: 'draft', status: 'draft' },
    ...(handle === 'bob' ? [{ handle: 'bobs', variants: [{ price: 1 }] }] : []),
  );
