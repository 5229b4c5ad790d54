import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { RecommendationKind } from '../../edge-api/contract/recommendations.ts';

export interface VitrineRecommendationDetail {
  readonly product: ProductSummary;
  /** Why it was recommended, as the API answered. */
  readonly kind: RecommendationKind;
  /** Place among the recommendations, from 0. */
  readonly position: number;
  /** Handles of the products it was recommended for; empty when for none. */
  readonly recommendedFor: readonly string[];
}

/** A shopper chose a recommended product. `vitrine-product-select`, which comes before, can be cancelled; this one tells. */
export class VitrineRecommendationSelectEvent extends Event {
  readonly detail: VitrineRecommendationDetail;

  constructor(detail: VitrineRecommendationDetail) {
    super('vitrine-recommendation-select', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-recommendation-select': VitrineRecommendationSelectEvent;
  }
}
