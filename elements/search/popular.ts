import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Recommendations } from '../../edge-api/contract/recommendations.ts';
import type { ResultsHost } from './results-host.ts';

/** How many products somebody is shown who found none. */
const COUNT = 8;

/** What sells in this shop, for whoever found nothing, so that no search is a dead end. */
export class Popular {
  products: readonly ProductSummary[] = [];

  private readonly host: ResultsHost;
  private asked = false;

  constructor(host: ResultsHost) {
    this.host = host;
  }

  /** Fetches them once; without them the search says what it has to say all the same. */
  load(): void {
    if (this.asked) return;
    this.asked = true;
    void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { store, element } = this.host;
    try {
      const answer = await store()?.client.request<Recommendations>(`/recommendations?products=&limit=${COUNT}`);
      this.products = answer?.products ?? [];
      element.requestUpdate();
    } catch {
      this.asked = false;
    }
  }
}
