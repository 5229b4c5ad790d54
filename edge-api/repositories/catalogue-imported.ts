import type { Columns } from './catalogue-columns.ts';
import type { ProblemCode } from './catalogue-import-cells.ts';

/** A row that was left out, and why. */
export interface Problem {
  readonly line: number;
  readonly column: string | null;
  readonly code: ProblemCode;
  readonly message: string;
  readonly handle: string | null;
}

export interface ImportedImage {
  readonly url: string;
  readonly alt: string;
  readonly position: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly placeholder: string | null;
}

export interface ImportedVideo {
  /** Addresses of its files separated by spaces, or its page at a service. */
  readonly url: string;
  readonly poster: string;
  readonly alt: string;
  readonly position: number;
}

export interface ImportedVariant {
  readonly optionValues: readonly string[];
  readonly sku: string;
  readonly barcode: string;
  readonly priceMinor: number;
  readonly compareAtMinor: number | null;
  readonly costMinor: number | null;
  readonly tracker: string;
  readonly quantity: number;
  readonly policy: 'deny' | 'continue';
  readonly grams: number;
  readonly weightUnit: string;
  readonly requiresShipping: boolean;
  readonly taxable: boolean;
  readonly taxCode: string;
  readonly fulfilment: string;
  readonly unitTotal: number;
  readonly unitTotalUnit: string;
  readonly unitBase: number;
  readonly unitBaseUnit: string;
  /** Day new stock is expected, ISO 8601. */
  readonly restockOn: string | null;
  readonly imageUrl: string | null;
  readonly extra: Readonly<Record<string, string>>;
}

/** A product as its rows say it; equal rows make equal products. */
export interface ImportedProduct {
  readonly handle: string;
  readonly title: string;
  readonly bodyHtml: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly status: 'active' | 'draft' | 'archived';
  readonly published: boolean;
  readonly giftCard: boolean;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly options: readonly { readonly name: string; readonly linkedTo: string }[];
  readonly images: readonly ImportedImage[];
  readonly videos: readonly ImportedVideo[];
  readonly variants: readonly ImportedVariant[];
  readonly collections: readonly string[];
  readonly extra: Readonly<Record<string, string>>;
}

/** How the cells of a file are to be read. */
export interface ReadingContext {
  readonly columns: Columns;
  readonly currency: string;
  /** Whether 19,99 is an amount: where commas do not separate cells, they may separate decimals. */
  readonly decimalComma: boolean;
}
