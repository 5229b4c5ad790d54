import type { Document, Schema } from './openapi.test-support.ts';

/** One place of a request's body. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly type: 'object' | 'array' | 'number' | 'boolean' | 'string';
  /** Properties that are declared here. */
  readonly properties: readonly string[];
}

/** A request's body with something else in one place. */
export interface Forgery {
  readonly what: string;
  readonly path: readonly (string | number)[];
  readonly body: unknown;
}

const DEEPEST = 6;

/** Every place of a schema: a field that somebody adds is among them without anybody thinking of it. */
export function placesOf(document: Document, schema: Schema, path: readonly (string | number)[] = []): Place[] {
  if (path.length > DEEPEST) return [];
  if (schema.$ref) {
    const target = document.components?.schemas?.[schema.$ref.split('/').at(-1)!];
    if (!target) throw new Error(`The document has no ${schema.$ref}.`);
    return placesOf(document, target, path);
  }
  const parts = schema.allOf ?? (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null');
  if (parts) {
    const places = parts.flatMap((part) => placesOf(document, part, path));
    return places.filter(
      (place, at) => places.findIndex((other) => other.path.join('.') === place.path.join('.')) === at,
    );
  }
  const named = typeof schema.type === 'string' ? schema.type : schema.type?.find((type) => type !== 'null');
  const properties = Object.keys(schema.properties ?? {});
  const own = { path, properties };
  switch (named) {
    case 'object':
      return [
        { ...own, type: 'object' },
        ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
          placesOf(document, inner, [...path, name]),
        ),
      ];
    case 'array':
      return [{ ...own, type: 'array' }, ...(schema.items ? placesOf(document, schema.items, [...path, 0]) : [])];
    case 'integer':
    case 'number':
      return [{ ...own, type: 'number' }];
    case 'boolean':
      return [{ ...own, type: 'boolean' }];
    default:
      return [{ ...own, type: 'string' }];
  }
}

/** What is in no schema, and would be worth a lie if anything believed it. */
const EXTRAS: Readonly<Record<string, unknown>> = {
  price: 1,
  priceMinor: 1,
  unitMinor: 1,
  unitPrice: { amountMinor: 1, currency: 'EUR' },
  amount: 1,
  amountMinor: 1,
  totalMinor: 1,
  total: { amountMinor: 1, currency: 'EUR' },
  subtotal: { amountMinor: 1, currency: 'EUR' },
  discount: { amountMinor: 99_999, currency: 'EUR' },
  discountMinor: 99_999,
  discounts: [{ code: null, title: 'All', kind: 'order', amount: { amountMinor: 99_999, currency: 'EUR' } }],
  shipping: { amountMinor: 0, currency: 'EUR' },
  tax: { amountMinor: 0, currency: 'EUR' },
  taxMinor: 0,
  taxIncluded: false,
  rate: '0.0001',
  exchange: { baseCurrency: 'EUR', rate: '0.0001' },
  status: 'completed',
  state: 'paid',
  paymentStatus: 'paid',
  paid: true,
  paidMinor: 1_000_000,
  reservedUntil: null,
  provider: 'manual',
  payment: { id: 'card', provider: 'manual', status: 'succeeded' },
  customerId: '01AAAAAAAAAAAAAAAAAAAAAAAA',
  customer: { id: '01AAAAAAAAAAAAAAAAAAAAAAAA' },
  orderId: '01AAAAAAAAAAAAAAAAAAAAAAAA',
  number: 1,
  tenant: 'bob',
  store: 'bob',
  storeId: 'bob',
  role: 'admin',
  scopes: ['orders:write'],
  constructor: { prototype: { price: 1 } },
  prototype: { price: 1 },
};
/** Own properties under names that lead to a prototype, as a body may have them. */
const PROTOTYPES = JSON.parse('{"__proto__": {"taxIncluded": false, "priceMinor": 1, "isAdmin": true}}') as object;

const LONG = 'x'.repeat(12_000);
const VALUES: Readonly<Record<Place['type'], readonly unknown[]>> = {
  object: [null, [], 'x', 1],
  array: [null, {}, 'x', [null], [[]], 1],
  number: [-1, 0, 1, 0.5, 1e308, Number.MAX_SAFE_INTEGER, '1', null, [1]],
  boolean: [null, 'true', 0, []],
  string: ['', '\0', LONG, '__proto__', 'constructor', "' OR 1=1 --", '<img src=x onerror=alert(1)>', 0, null, ['a']],
};

function withValue(body: unknown, [first, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const list: readonly unknown[] = Array.isArray(body) ? body : [];
    return Object.assign([...list], { [first]: withValue(list[first], rest, value) });
  }
  const object = (typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}) as Record<
    string,
    unknown
  >;
  return { ...object, [first]: withValue(object[first], rest, value) };
}

const valueAt = (body: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], body);

/**
 * An honest body, each time with one thing forged: every declared place, each with what its type is not made for and with
 * what `others` names for it, what nobody declared, and what would lead to a prototype.
 */
export function forgeriesOf(
  document: Document,
  schema: Schema,
  honest: unknown,
  others: (name: string) => readonly unknown[],
): Forgery[] {
  return placesOf(document, schema).flatMap(({ path, type, properties }) => {
    const name = String(path.findLast((part) => typeof part === 'string') ?? '');
    const forged = (what: string, value: unknown): Forgery => ({
      what: `${path.join('.') || 'the body'}: ${what}`,
      path,
      body: withValue(honest, path, value),
    });
    const values = [...VALUES[type], ...others(name)].map((value) => forged(JSON.stringify(value).slice(0, 60), value));
    if (type !== 'object') return values;
    const here = valueAt(honest, path);
    if (typeof here !== 'object' || here === null) return values;
    const extras = Object.fromEntries(Object.entries(EXTRAS).filter(([key]) => !properties.includes(key)));
    return [...values, forged('more than is declared', { ...here, ...extras }), forged('a prototype', protoOf(here))];
  });
}

/** The same with own properties named like a prototype's. */
function protoOf(object: object): object {
  const copy: object = { ...object };
  for (const [key, value] of Object.entries(PROTOTYPES))
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true });
  return copy;
}
