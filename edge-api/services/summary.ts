import type { Money } from '../contract/money.ts';
import type { ProductSummary } from '../contract/products.ts';
import type { StoreSummary } from '../contract/stores.ts';
import type { SummaryRow } from '../repositories/products.ts';
import type { StoreState } from '../repositories/state.ts';
import { shownImage } from './pictures.ts';

/** An answer of the catalogue, and the version of the catalogue it shows. */
export interface Versioned<Body> {
  readonly version: number;
  /** Whether a better answer may come of the same version: nobody keeps this one. */
  readonly provisional?: boolean;
  readonly body: Body;
}

/** What every answer of the catalogue says about its store. */
export function storeSummary({ handle, name, currency, locale, settings }: StoreState): StoreSummary {
  return { handle, name, currency, locale, branding: settings.branding };
}

/** An amount in the store's currency. */
export const money = (amountMinor: number, { currency }: Pick<StoreState, 'currency'>): Money => ({
  amountMinor,
  currency,
});

/** A product as a card shows it. */
export function productSummary(row: SummaryRow, state: StoreState): ProductSummary {
  const { priceMinMinor, priceMaxMinor, compareAtMinor } = row;
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    vendor: row.vendor,
    productType: row.productType,
    image: row.image && shownImage(row.image, state),
    priceMin: money(priceMinMinor, state),
    priceMax: money(priceMaxMinor, state),
    compareAtPrice: compareAtMinor !== null && compareAtMinor > priceMinMinor ? money(compareAtMinor, state) : null,
    available: row.available,
    variantCount: row.variantCount,
    onlyVariantId: row.onlyVariantId,
  };
}

/** The values of a filter: separated by commas, a comma inside a value written `\,`. */
export function filterValues(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const values = [...text.matchAll(/((?:\\.|[^,\\]|\\$)*)(?:,|$)/gs)].map(([, value = '']) =>
    value.replace(/\\(.)/gs, '$1').trim(),
  );
  const some = [...new Set(values.filter((value) => value !== ''))];
  return some.length ? some : undefined;
}
