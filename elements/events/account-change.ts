export interface VitrineAccountChangeDetail {
  /** Handle of the store. */
  readonly store: string;
  readonly signedIn: boolean;
  /** First name of whoever is signed in; empty when nobody is, or has told it. */
  readonly firstName: string;
}

/** A shopper has signed in or out on this page. Sent at the element, once for each change. */
export class VitrineAccountChangeEvent extends Event {
  readonly detail: VitrineAccountChangeDetail;

  constructor(detail: VitrineAccountChangeDetail) {
    super('vitrine-account-change', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-account-change': VitrineAccountChangeEvent;
  }
}
