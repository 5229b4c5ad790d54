import type { Store } from '../../contract/stores.ts';
import type { Menu } from '../../services/menu.ts';
import type { Say } from './strings/index.ts';

/** What every page of a store's own host knows of its visitor. */
export interface Visit {
  readonly store: Store;
  /** Scheme and host that the store's pages are known by, as `URL.origin` has it. */
  readonly origin: string;
  /** BCP 47 tag of the language of the page. */
  readonly locale: string;
  readonly say: Say;
  /** Languages to choose from. */
  readonly languages: readonly string[];
  /** Path and query of the page, without the choice of a language. */
  readonly path: string;
  readonly menu: Menu;
  /** Units in the visitor's cart of plain forms. */
  readonly count: number;
  /** What the forms of this cart carry; '' before there is one. */
  readonly formToken: string;
  /** Whether our elements may take over where scripts run: not once the plain forms hold a cart. */
  readonly elements: boolean;
  /** Address of the style sheet. */
  readonly css: string;
  /** Whether there are drawn pictures to share pages with, for those that have none of their own. */
  readonly draws?: boolean;
  /** Address of the merchant's own CSS; null where there is none. */
  readonly ownCss?: string | null;
}
