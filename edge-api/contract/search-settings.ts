import { z } from '@hono/zod-openapi';
import { plainText } from './plain-text.ts';

/** Most of everything a merchant steers search with. */
export const SEARCH_SETTINGS_LIMITS = {
  synonyms: 2000,
  wordsOfSet: 50,
  charactersOfWord: 60,
  stopWords: 500,
  rules: 1000,
  pins: 50,
  hides: 200,
  recommendations: 5000,
  picks: 20,
  bytes: 512 * 1024,
} as const;
const LIMITS = SEARCH_SETTINGS_LIMITS;

/** A word, or a few in a row such as "usb stick". */
const Words = plainText(LIMITS.charactersOfWord)
  .min(1)
  .regex(/[\p{L}\p{N}\p{S}\p{P}]/u, 'must have a letter, a digit or a sign')
  .openapi({ example: 'sofa' });
const Handle = z.string().min(1).max(255).openapi({
  example: 'blue-mug',
  description: 'Handle of a product. One there is none of yet is kept, and warned of.',
});
const handles = (most: number) =>
  z
    .array(Handle)
    .max(most)
    .refine((list) => new Set(list).size === list.length, 'names a product twice');

const SynonymSet = z
  .union(
    [
      z
        .strictObject({ words: z.array(Words).min(2).max(LIMITS.wordsOfSet) })
        .openapi({ description: 'Each of these finds all of them.', example: { words: ['couch', 'sofa', 'settee'] } }),
      z
        .strictObject({
          from: z.array(Words).min(1).max(LIMITS.wordsOfSet),
          to: z.array(Words).min(1).max(LIMITS.wordsOfSet),
        })
        .openapi({
          description: 'Each of `from` finds all of `to` too, but not the other way round.',
          example: { from: ['seating'], to: ['chair', 'stool'] },
        }),
    ],
    { error: 'must be either { words } or { from, to }, each of them a list of words' },
  )
  .openapi('SynonymSet');
export type SynonymSet = z.infer<typeof SynonymSet>;

const SearchRule = z
  .strictObject({
    /** The words of a search in this order; case, accents and signs between them do not matter. */
    query: plainText(200).min(1).openapi({ example: 'garden chair' }),
    /** Handles of products shown first, in this order. */
    pins: handles(LIMITS.pins).default([]),
    /** Handles of products not shown. */
    hides: handles(LIMITS.hides).default([]),
  })
  .refine(({ pins, hides }) => !pins.some((handle) => hides.includes(handle)), {
    path: ['hides'],
    error: 'hides a product that the same rule pins',
  })
  .openapi('SearchRule');
export type SearchRule = z.infer<typeof SearchRule>;

const ProductPicks = z
  .strictObject({ product: Handle, picks: handles(LIMITS.picks) })
  .refine(({ product, picks }) => !picks.includes(product), {
    path: ['picks'],
    error: 'recommends the product itself',
  })
  .openapi('ProductPicks');
export type ProductPicks = z.infer<typeof ProductPicks>;

const Boosts = z
  .strictObject({
    /** Whether what is sold out comes after what is not, where both fit a query about as well. */
    available: z.boolean().default(true),
    /** How much popular products are preferred where several fit a query about as well; 0 not at all, 1 most. */
    popularity: z.number().min(0).max(1).default(0.25),
  })
  .openapi('SearchBoosts');

const fields = {
  synonyms: z.array(SynonymSet).max(LIMITS.synonyms),
  /** Words of a search that are left out of it, as long as others remain. */
  stopWords: z.array(Words).max(LIMITS.stopWords),
  rules: z.array(SearchRule).max(LIMITS.rules),
  /** What a merchant recommends beside a product. */
  recommendations: z
    .array(ProductPicks)
    .max(LIMITS.recommendations)
    .refine((list) => new Set(list.map(({ product }) => product)).size === list.length, 'names a product twice'),
  boosts: Boosts,
  /** Whether the synonyms of general shop vocabulary that Vitrine knows for the store's language are used, too. */
  builtInSynonyms: z.boolean(),
};

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
const small = [
  (settings: object) => bytesOf(settings) <= LIMITS.bytes,
  `is more than ${LIMITS.bytes / 1024} KB`,
] as const;

/** How a merchant steers search, as it is kept; `{}` is a search that works. */
export const SearchSettings = z.object({
  synonyms: fields.synonyms.default([]),
  stopWords: fields.stopWords.default([]),
  rules: fields.rules.default([]),
  recommendations: fields.recommendations.default([]),
  boosts: fields.boosts.prefault({}),
  builtInSynonyms: fields.builtInSynonyms.default(true),
});
export type SearchSettings = z.infer<typeof SearchSettings>;

/** What may be wrong without being refused, such as a handle there is no product of. */
const Warning = z.object({
  /** Where, such as `rules.3.pins.0`. */
  path: z.string(),
  message: z.string(),
});
export type SearchSettingsWarning = z.infer<typeof Warning>;

/** `GET` and answer of `PUT` and `PATCH …/search`. */
export const SearchSettingsAnswer = SearchSettings.extend({
  /** Goes up with every change. */
  version: z.int(),
  /** UTC, ISO 8601; null until the first change. */
  updatedAt: z.string().nullable(),
  /** The first hundred handles there is no product of. */
  warnings: z.array(Warning),
}).openapi('SearchSettings');
export type SearchSettingsAnswer = z.infer<typeof SearchSettingsAnswer>;

/** What an answer carries besides; it may be sent back, and is not read. */
const answered = { updatedAt: z.string().nullable().optional(), warnings: z.array(Warning).optional() };
/** The version a change was made from: with another there now, it is refused. Left out, it is made from whatever there is. */
const version = z.int().min(0).optional();

/** `PUT …/search`: all of it. What is left out is as it is at first. */
export const SetSearchSettings = z
  .strictObject({ ...SearchSettings.shape, version, ...answered })
  .refine(...small)
  .openapi('SetSearchSettings');
export type SetSearchSettings = z.infer<typeof SetSearchSettings>;

/** `PATCH …/search`: the parts that are given, each as a whole. */
export const ChangeSearchSettings = z
  .strictObject({ ...fields, version })
  .partial()
  .refine(...small)
  .openapi('ChangeSearchSettings');
export type ChangeSearchSettings = z.infer<typeof ChangeSearchSettings>;
