import type { VitrineRecommendationDetail } from './recommendation-select.ts';

/** A recommended product was added to the cart, from its card or from the dialog that shows it. */
export class VitrineRecommendationAddEvent extends Event {
  readonly detail: VitrineRecommendationDetail;

  constructor(detail: VitrineRecommendationDetail) {
    super('vitrine-recommendation-add', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-recommendation-add': VitrineRecommendationAddEvent;
  }
}
