import { z } from 'zod';

/** Rules of a store by which totals are made: where and how it delivers, what it taxes, which currencies it sells in. docs/totals.md says what they mean. */

const Country = z.string().regex(/^[A-Z]{2}$/, 'A country is two capital letters, such as DE.');
const Minor = z.int().min(0);
const Id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'An id is lower case letters, digits, dashes.');
/** Codes of ISO 3166-2 without the country, or names as shoppers write them; compared without regard to case. */
const Regions = z.array(z.string().trim().min(1).max(120)).max(500).default([]);
/** Beginnings of postcodes; compared without spaces, dashes and case. */
const Postcodes = z.array(z.string().trim().min(1).max(20)).max(1000).default([]);

const unique = (items: readonly { id: string }[]) => new Set(items.map((item) => item.id)).size === items.length;

/** A part of the world. An empty list is everywhere. */
export const ShippingZone = z.object({
  id: Id,
  countries: z.array(Country).max(300).default([]),
  regions: Regions,
  exceptRegions: Regions,
  postcodes: Postcodes,
  exceptPostcodes: Postcodes,
});
export type ShippingZone = z.infer<typeof ShippingZone>;

/** Prices by what a parcel weighs (grams) or costs (minor units after discounts): that of the last step it reaches. Below the first there is no delivery. */
const PriceTable = z
  .object({
    by: z.enum(['weight', 'subtotal']),
    steps: z
      .array(z.object({ from: z.int().min(0), priceMinor: Minor }))
      .min(1)
      .max(200),
  })
  .refine(({ steps }) => steps.every(({ from }, at) => at === 0 || from > (steps[at - 1]?.from ?? 0)), {
    path: ['steps'],
    error: 'Each step begins above the one before it.',
  });

/** One way to deliver, priced in minor units of the store's currency. */
export const ShippingMethod = z.object({
  id: Id,
  title: z.string().min(1).max(120),
  description: z.string().max(500).default(''),
  /** What it costs, unless a table says. */
  priceMinor: Minor.default(0),
  table: PriceTable.nullable().default(null),
  /** On top for each unit to deliver. */
  perItemMinor: Minor.default(0),
  /** Heaviest parcel it takes; null for any. */
  maxWeightGrams: z.int().min(0).nullable().default(null),
  /** What the goods cost after discounts from which on this method costs nothing; null for never. */
  freeFromMinor: Minor.nullable().default(null),
  /** ISO 3166-1 alpha-2 codes it delivers to; empty means everywhere. */
  countries: z.array(Country).max(300).default([]),
  /** Id of the zone it delivers to besides; null for any. */
  zone: Id.nullable().default(null),
});
export type ShippingMethod = z.infer<typeof ShippingMethod>;

export const ShippingRules = z
  .object({
    zones: z.array(ShippingZone).max(100).refine(unique, 'Two zones share an id.').default([]),
    methods: z
      .array(ShippingMethod)
      .min(1)
      .max(200)
      .refine(unique, 'Two delivery methods share an id.')
      .prefault([{ id: 'standard', title: 'Standard delivery' }]),
    /** What the goods cost after discounts from which on every method costs nothing; null for never. */
    freeFromMinor: Minor.nullable().default(null),
  })
  .refine(({ zones, methods }) => methods.every(({ zone }) => zone === null || zones.some(({ id }) => id === zone)), {
    path: ['methods'],
    error: 'A method names a zone that there is not.',
  });
export type ShippingRules = z.infer<typeof ShippingRules>;

/** Hundredths of a percent, with at most two decimals: 9.975 % is 997.5. */
const RateBps = z
  .number()
  .min(0)
  .max(10_000)
  .refine((bps) => Math.abs(bps * 100 - Math.round(bps * 100)) < 1e-6, 'At most two decimals.');

/** A tax; `*` stands for every country without a rate of its own. Of rates with one title the most exact counts, those with other titles add up. */
export const TaxRate = z.object({
  country: z.union([Country, z.literal('*')]),
  rateBps: RateBps,
  title: z.string().trim().max(60).default(''),
  regions: Regions,
  exceptRegions: Regions,
  postcodes: Postcodes,
  /** Tax code of the goods it is for; '' for all whose code has no rate of its own in the country. */
  taxCode: z.string().trim().max(60).default(''),
  /** Whether it is on delivery too. */
  shipping: z.boolean().default(true),
});
export type TaxRate = z.infer<typeof TaxRate>;

export const TaxRules = z.object({
  includedInPrices: z.boolean().default(true),
  rates: z.array(TaxRate).max(2000).default([]),
  /** Where the prices are at home; null for the country of the first rate. */
  home: z
    .object({ country: Country, region: z.string().trim().max(120).default('') })
    .nullable()
    .default(null),
  /** Countries taxed as home is, such as those of the Union below its threshold. */
  taxedAsHome: z.array(Country).max(300).default([]),
  /** Delivery is taxed as the goods it goes with, by the part of them that is taxed, as goods without a tax code, or not at all. */
  shipping: z.enum(['goods', 'proportional', 'standard', 'none']).default('goods'),
  /** What becomes of prices that contain another tax at the destination: they stay, or home's tax leaves and the destination's comes in. */
  abroad: z.enum(['keep', 'strip']).default('keep'),
  /** Where tax is rounded: once for each rate on all of its goods, or on each line. */
  rounding: z.enum(['rate', 'line']).default('rate'),
});
export type TaxRules = z.infer<typeof TaxRules>;

/** A currency shoppers may pay in besides the store's own. */
export const PresentmentCurrency = z
  .object({
    currency: z.string().regex(/^[A-Z]{3}$/, 'A currency is three capital letters, such as EUR.'),
    /** Its units for one of the store's currency, as decimal text. */
    rate: z
      .string()
      .regex(/^\d{1,9}(?:\.\d{1,12})?$/, 'A rate is a number such as 1.0837.')
      .refine((rate) => /[1-9]/.test(rate), 'A rate is more than 0.'),
    /** Unit prices become the nearest multiple of this many minor units … */
    roundTo: z.int().min(1).max(1_000_000_000).default(1),
    /** … and this much above it: 99 with `roundTo` 100 makes prices that end so. */
    ending: z.int().min(0).default(0),
  })
  .refine(({ roundTo, ending }) => ending < roundTo, { path: ['ending'], error: 'An ending is below `roundTo`.' });
export type PresentmentCurrency = z.infer<typeof PresentmentCurrency>;

export const PresentmentCurrencies = z
  .array(PresentmentCurrency)
  .max(50)
  .refine((all) => new Set(all.map(({ currency }) => currency)).size === all.length, 'Two share a currency.')
  .default([]);
