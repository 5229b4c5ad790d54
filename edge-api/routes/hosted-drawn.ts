import type { Product, ProductSummary } from '../contract/products.ts';
import type { StoreSummary } from '../contract/stores.ts';
import type { HostedContext } from '../middleware/hosted.ts';
import type { Html } from '../pages/hosted/page.ts';
import type { DrawnPart } from '../pages/hosted/shop.ts';
import { KeptDrawings } from '../pages/ssr/kept-drawings.ts';
import type { ElementAnswers, LoadDrawing, WantedElement } from '../pages/ssr/port.ts';
import { drawForPage, gridOfPage, productOfPage, servedMain } from '../pages/ssr/served-page.ts';

/** What the API answered, and the version of the catalogue that it is of. */
interface Answered<T> {
  readonly version: number;
  readonly body: T & { readonly store: StoreSummary };
}

/** Draws a shop's products with our own elements. */
export interface ShopDrawings {
  /** Products as cards; null where there is none. */
  grid(c: HostedContext, answer: Answered<{ readonly products: readonly ProductSummary[] }>): Promise<DrawnPart | null>;
  /** A product with one of its variants chosen, where that is one; `inside` is what the page has to buy it by. */
  product(
    c: HostedContext,
    answer: Answered<{ readonly product: Product }>,
    asked: { readonly chosen: string | undefined; readonly today: string; readonly inside: Html },
  ): Promise<DrawnPart>;
}

/** Most characters of markup that are kept of all shops' products. */
const MOST_KEPT = 6 * 1024 * 1024;

/** Keeps what it has drawn as long as the catalogue stands. */
export function shopDrawings(load: LoadDrawing | undefined): ShopDrawings {
  const kept = new KeptDrawings(MOST_KEPT);

  async function part(
    c: HostedContext,
    answers: Pick<ElementAnswers, 'store' | 'products'>,
    wanted: WantedElement,
    { key, inside = '' }: { readonly key: string; readonly inside?: Html | '' },
  ): Promise<DrawnPart> {
    const drawing = await load?.();
    if (!drawing) throw new Error('The build that draws pages is missing: run `npm run build`.');
    const { visit, allowStyles } = c.var.hosted;
    const { locale, elements: whole } = visit;
    const drawn = await kept.get(`${c.var.storeId} ${locale} ${whole} ${key}`, () =>
      drawForPage(drawing, wanted, { lists: [], searches: [], ...answers }, { locale, whole }),
    );
    allowStyles(drawn.hashes);
    return servedMain(drawn, drawing.script, whole, inside);
  }

  return {
    async grid(c, { version, body: { store, products } }) {
      if (products.length === 0) return null;
      const key = `${version} grid ${products.map(({ id }) => id).join(' ')}`;
      return part(c, { store, products: [] }, gridOfPage(products), { key });
    },

    async product(c, { version, body: { store, product } }, { chosen, today, inside }) {
      const { id, handle, variants } = product;
      const variant = variants.find((one) => one.id === chosen)?.id;
      // When something is there again is told in another way once the day has come.
      const key = `${version} product ${id} ${variant} ${today}`;
      return part(c, { store, products: [{ handle, product }] }, productOfPage(product, variant), { key, inside });
    },
  };
}
