import type { Section } from '../../edge-api/contract/sections/section.ts';
import type { ProductListState, ProductState } from '../stores/catalog-store.ts';
import { isSame } from './is-same.ts';

/** The inside of an element, and the rules of its `<style>`. */
export interface Shadow {
  readonly html: string;
  readonly rules: string;
}

/** What of an element its markup comes from. */
export interface Inputs {
  readonly localName: string;
  readonly theme?: string | undefined;
  readonly productUrl?: string;
  readonly level?: number;
  readonly first?: boolean;
  readonly section?: Section | undefined;
  readonly listState?: ProductListState;
  readonly layout?: string | undefined;
  readonly columns?: number;
  readonly heading?: string;
  readonly sortable?: boolean;
  readonly paging?: string;
  readonly source?: { readonly value?: ProductState | undefined };
  readonly variant?: string;
  readonly openChoice?: boolean;
  readonly headingLevel?: number;
  readonly vendorUrl?: string;
}

/** What an element's markup comes from, besides what is the same for the whole drawing: settings and names in a row, and what it shows. */
interface Origin {
  readonly name: readonly unknown[];
  readonly from: unknown;
}

/** Types of sections with elements of ours inside, whose styles the page has to name, too. */
const HOLDS_OTHERS = new Set(['product-showcase', 'block']);

/** All that decides an element's markup; undefined for one that holds others. */
function originOf(element: Inputs): Origin | undefined {
  const { localName, theme, productUrl } = element;
  if (localName === 'vitrine-section') {
    const { section, level, first } = element;
    if (!section || HOLDS_OTHERS.has(section.type)) return undefined;
    return { name: [section.id, level, first, theme, productUrl], from: section };
  }
  if (localName === 'vitrine-product-grid') {
    const { listState, layout, columns, heading, sortable, paging } = element;
    const { products = [] } = listState ?? {};
    const which = [products[0]?.id, products.length];
    return { name: [...which, layout, columns, heading, sortable, paging, theme, productUrl], from: listState };
  }
  if (localName !== 'vitrine-product') return undefined;
  const { source, variant, openChoice, headingLevel, vendorUrl } = element;
  const { value } = source ?? {};
  const id = value && 'product' in value ? value.product?.id : undefined;
  // When something is there again is told in another way once the day has come.
  const today = new Date().toDateString();
  return { name: [id, variant, openChoice, headingLevel, vendorUrl, theme, productUrl, today], from: value };
}

interface Kept extends Shadow {
  readonly from: unknown;
  readonly chars: number;
}

/** Most characters of markup that are kept. What it was drawn from stays as well, which is about as long. */
const MOST = 3 * 1024 * 1024;

const kept = new Map<string, Kept>();
let chars = 0;

function forget(key: string): void {
  chars -= kept.get(key)?.chars ?? 0;
  kept.delete(key);
}

/**
 * An element's inside as it was drawn before from the very same things, else as `draw` does it now. By what it is drawn from and
 * not by a version, so that a change elsewhere in the shop draws nothing anew. What was not asked for the longest leaves first.
 */
export function keptShadow(element: Inputs, place: string, draw: () => Shadow): Shadow {
  const origin = originOf(element);
  if (!origin) return draw();
  const { name, from } = origin;
  const key = `${element.localName} ${place} ${JSON.stringify(name)}`;
  const known = kept.get(key);
  const isKnown = known !== undefined && isSame(known.from, from);
  const shadow = isKnown ? known : draw();
  forget(key);
  const length = key.length + shadow.html.length;
  if (length > MOST / 16) return shadow;
  kept.set(key, isKnown ? known : { ...shadow, from, chars: length });
  chars += length;
  for (const oldest of kept.keys()) {
    if (chars <= MOST) break;
    forget(oldest);
  }
  return shadow;
}
