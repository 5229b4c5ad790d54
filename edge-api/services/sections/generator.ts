import type { PAGE_TYPES } from '../../contract/sections/page.ts';
import type { Collection, ProductSummary } from '../../contract/products.ts';
import type { Money } from '../../contract/money.ts';
import type { Issue, Note, ValidSection } from './repair.ts';

/** What is known of a shop, and nothing else: whoever writes sections for it may say this, and invents nothing. */
export interface ShopFacts {
  readonly name: string;
  /** BCP 47 tag of the language to write in. */
  readonly locale: string;
  /** What the shop says of itself in a line. */
  readonly tagline?: string | null;
  /** What the shop says of itself in paragraphs. */
  readonly story?: string | null;
  /** Products on sale, in the shop's order; perhaps only the first of them. */
  readonly products: readonly ShopProduct[];
  /** How many products there are in all. */
  readonly productCount: number;
  readonly collections: readonly ShopCollection[];
  readonly policies: {
    /** Orders of this amount or more are delivered free of charge, wherever the shop delivers. */
    readonly freeShippingFrom?: Money | null;
    /** Days within which anything may be sent back. */
    readonly returnsDays?: number | null;
    /** Names of the ways to pay, as shoppers read them. */
    readonly paymentMethods?: readonly string[];
    /** ISO 3166-1 alpha-2 codes of where it delivers; empty where that is everywhere, or nobody knows. */
    readonly shipsTo?: readonly string[];
  };
  readonly contact?: {
    readonly email?: string | null;
    readonly phone?: string | null;
    /** The address, line by line. */
    readonly address?: readonly string[];
  } | null;
  /** Whether the shop takes addresses for a newsletter. */
  readonly newsletter?: boolean;
  /** How many posts its blog has. */
  readonly postCount?: number;
}
export type ShopProduct = Pick<
  ProductSummary,
  'handle' | 'title' | 'vendor' | 'productType' | 'image' | 'priceMin' | 'priceMax' | 'available'
>;
export type ShopCollection = Pick<Collection, 'handle' | 'title' | 'image' | 'productCount'>;

export const TONES = ['quiet', 'warm', 'bold'] as const;

/** What page is wanted. */
export interface PageBrief {
  readonly pageType: (typeof PAGE_TYPES)[number];
  readonly tone?: (typeof TONES)[number];
  /** The same seed and the same facts, the same page, where a generator is able to. */
  readonly seed: string | number;
  /** Handle of the collection that the page is about. */
  readonly collection?: string;
  /** What the merchant asks for, in words. Composing by rule does not read it. */
  readonly wish?: string;
}

/** How sections came to be; kept with them. */
export interface GenerationMetadata {
  readonly generator: 'composer' | 'openai';
  /** Null where no model was asked. */
  readonly model: string | null;
  /** What the model was asked; null where none was. */
  readonly prompt: string | null;
  readonly tokens: { readonly input: number; readonly output: number } | null;
  readonly ms: number;
  /** 0 to 1, as the generator itself says; null where it does not. */
  readonly confidence: number | null;
  /** BCP 47 tag of the language of the words that do not come from the shop. */
  readonly language: string;
  readonly seed: string;
}

/** A page as a list of valid sections, and what was wrong with those that are not among them. */
export interface GeneratedPage {
  readonly sections: readonly ValidSection[];
  /** What was repaired: paths begin with the number of the section as it was generated. */
  readonly notes: readonly Note[];
  /** What was refused, by the same paths. */
  readonly issues: readonly Issue[];
  readonly metadata: GenerationMetadata;
}

/** Writes the sections of a page. */
export interface SectionGenerator {
  readonly name: GenerationMetadata['generator'];
  /** Rejects with `GenerationError` where nothing came of it. */
  compose(brief: PageBrief, shop: ShopFacts, options?: { readonly signal?: AbortSignal }): Promise<GeneratedPage>;
}

/** A generator that gave no page. Its message never has a key in it. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError';
}
