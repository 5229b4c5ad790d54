import type { Product, ProductList, ProductSummary } from '../../contract/products.ts';
import type { ProductSource } from '../../contract/sections/parts.ts';
import type { Section } from '../../contract/sections/section.ts';
import type { StoreSummary } from '../../contract/stores.ts';

/** Which products a list holds, by the names of the grid's attributes. */
export interface ListQuery {
  readonly collection?: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly vendor?: string;
  readonly type?: string;
  readonly tag?: string;
  readonly available?: boolean;
}

export type SearchSource = Extract<ProductSource, { from: 'search' }>;

/** What the API would answer to elements: known before anything is drawn. */
export interface ElementAnswers {
  readonly store: StoreSummary;
  readonly lists: readonly { readonly query: ListQuery; readonly page: ProductList }[];
  /** By handle; null for one that is not there. */
  readonly products: readonly { readonly handle: string; readonly product: Product | null }[];
  readonly searches: readonly {
    readonly source: SearchSource;
    readonly limit: number;
    readonly products: readonly ProductSummary[];
  }[];
}

/** One element, as a page would write it. */
export interface WantedElement {
  readonly tag: 'vitrine-sections' | 'vitrine-section' | 'vitrine-product-grid' | 'vitrine-product';
  readonly attributes: Readonly<Record<string, string>>;
  readonly sections?: readonly Section[];
  readonly section?: Section;
  /** What a grid shows, in the place of a list that it would ask for. */
  readonly products?: readonly ProductSummary[];
  /** A slot of the element that the page fills: what belongs there goes before the end of the markup's box. */
  readonly slot?: string;
}

export interface ElementOrder {
  readonly wanted: readonly WantedElement[];
  readonly answers: ElementAnswers;
  /** BCP 47 tag of texts and money. */
  readonly locale: string;
  readonly theme?: 'light' | 'dark' | 'auto';
  /** Where the build's files are, such as `/assets/`. */
  readonly assets: string;
  /** Whether scripts may take over: then what they need comes along as JSON. */
  readonly whole: boolean;
  /** Where a form to buy leads in markup that stays as it is. */
  readonly formAction?: string;
}

/** Markup with declarative shadow roots, and the texts of the `<style>` elements in it. */
export interface DrawnElements {
  readonly html: string;
  readonly styles: readonly string[];
}

/** Draws our elements on a server: `elements/server/`, as the build makes it. */
export interface ElementDrawing {
  /** Resolves once something can be drawn. */
  readonly ready: Promise<void>;
  /** File of the script that takes over, below the build's files; its name is another with each build that differs. */
  readonly script: string;
  renderElements(order: ElementOrder): DrawnElements;
}

/** The drawing, loaded when it is first asked for; null where there is no build. */
export type LoadDrawing = () => Promise<ElementDrawing | null>;
