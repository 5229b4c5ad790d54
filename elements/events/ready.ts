import type { StoreSummary } from '../../edge-api/contract/stores.ts';

export interface VitrineReadyDetail {
  readonly store: StoreSummary;
}

/** A store answered for the first time on this page. Sent at its `<vitrine-store>`, or at the document for the script's own store. */
export class VitrineReadyEvent extends Event {
  readonly detail: VitrineReadyDetail;

  constructor(store: StoreSummary) {
    super('vitrine-ready', { bubbles: true, composed: true });
    this.detail = { store };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-ready': VitrineReadyEvent;
  }
}
