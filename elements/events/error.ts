export interface VitrineErrorDetail {
  /** The API's code, or `network`, `timeout`, `internal`. */
  readonly code: string;
  readonly message: string;
}

/** Something an element needed failed; the element says so to the shopper itself. */
export class VitrineErrorEvent extends Event {
  readonly detail: VitrineErrorDetail;

  constructor(detail: VitrineErrorDetail) {
    super('vitrine-error', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-error': VitrineErrorEvent;
  }
}
