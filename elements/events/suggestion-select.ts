export interface VitrineSuggestionSelectDetail {
  /** What was offered: a text to search for, a product, a collection, another spelling, or a search made before on this device. */
  readonly kind: 'queries' | 'products' | 'collections' | 'spelling' | 'recent';
  /** The suggestion's words, as they were shown. */
  readonly text: string;
  /** Place among all suggestions, from 0. */
  readonly position: number;
  /** What had been typed. */
  readonly query: string;
  /** Handle of the product or collection. */
  readonly handle: string | undefined;
}

/** A shopper chose a suggestion of the search box. */
export class VitrineSuggestionSelectEvent extends Event {
  readonly detail: VitrineSuggestionSelectDetail;

  constructor(detail: VitrineSuggestionSelectDetail) {
    super('vitrine-suggestion-select', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-suggestion-select': VitrineSuggestionSelectEvent;
  }
}
