export interface VitrineSearchUpdateDetail {
  readonly query: string;
  /** Products that match in all, once known. */
  readonly total: number | undefined;
  /** Those of them that have every word of the query, once known; 0 when nothing is there of what was asked for. */
  readonly matching: number | undefined;
  /** What was searched instead of a misspelled query. */
  readonly corrected: string | null;
  /** Another spelling the shopper was offered. */
  readonly didYouMean: string | null;
  /** Whether too few products have every word, so that the closest are shown as well. */
  readonly relaxed: boolean;
  /** Handle of the collection looked into, if any. */
  readonly collection: string | undefined;
  /** Chosen values by facet, such as `{ vendor: ['Halden'], 'price.max': ['5000'] }`; prices in minor units. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** The order asked for, such as `price-asc`; `relevance` for the best first. */
  readonly sort: string;
  /** Whether this search came from the page's address, as after a reload or the back button, and not from a shopper's hand. */
  readonly restored: boolean;
}

/** A shopper's search has new results. */
export class VitrineSearchUpdateEvent extends Event {
  readonly detail: VitrineSearchUpdateDetail;

  constructor(detail: VitrineSearchUpdateDetail) {
    super('vitrine-search-update', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-search-update': VitrineSearchUpdateEvent;
  }
}
