export interface VitrineSearchUpdateDetail {
  readonly query: string;
  /** Products that match in all, once known. */
  readonly total: number | undefined;
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
