import type { VitrineSearchUpdateDetail } from './search-update.ts';

/** A shopper's search found nothing that has what was asked for, whatever is shown instead. Comes right after its `vitrine-search-update`. */
export class VitrineSearchEmptyEvent extends Event {
  readonly detail: VitrineSearchUpdateDetail;

  constructor(detail: VitrineSearchUpdateDetail) {
    super('vitrine-search-empty', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-search-empty': VitrineSearchEmptyEvent;
  }
}
