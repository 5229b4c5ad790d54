/** What of a product is searched. */
export interface SearchedProduct {
  readonly title: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  /** Titles of the collections it is in. */
  readonly collections: readonly string[];
  /** Option values, SKUs and barcodes of its variants. */
  readonly variantsText: string;
  readonly descriptionText: string;
}

export const FIELDS = ['title', 'kind', 'vendor', 'tags', 'codes', 'body'] as const;
export type Field = (typeof FIELDS)[number];

/** A product as the index keeps it: terms of each field in their order, separated by spaces; and the words behind the terms. */
export interface IndexedDocument {
  readonly fields: Readonly<Record<Field, string>>;
  /** Folded words as people write them, each with its term. */
  readonly words: ReadonlyMap<string, string>;
}
