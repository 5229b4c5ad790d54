import type { Section } from '../../edge-api/contract/sections/section.ts';

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
  readonly listState?: unknown;
  readonly layout?: string | undefined;
  readonly columns?: number;
  readonly heading?: string;
  readonly sortable?: boolean;
  readonly paging?: string;
  readonly source?: { readonly value?: unknown };
  readonly variant?: string;
  readonly openChoice?: boolean;
  readonly headingLevel?: number;
  readonly vendorUrl?: string;
}

/** All that decides an element's markup, besides what is the same for the whole drawing; undefined for one that holds others. */
function inputsOf(element: Inputs): unknown[] | undefined {
  const { localName, theme, productUrl } = element;
  if (localName === 'vitrine-section') {
    const { section, level, first } = element;
    return section && section.type !== 'product-showcase' ? [section, level, first, theme, productUrl] : undefined;
  }
  if (localName === 'vitrine-product-grid') {
    const { listState, layout, columns, heading, sortable, paging } = element;
    return [listState, layout, columns, heading, sortable, paging, theme, productUrl];
  }
  if (localName !== 'vitrine-product') return undefined;
  const { source, variant, openChoice, headingLevel, vendorUrl } = element;
  // When something is there again is told in another way once the day has come.
  const today = new Date().toDateString();
  return [source?.value, variant, openChoice, headingLevel, vendorUrl, theme, productUrl, today];
}

/** Most characters that are kept, keys and markup. */
const MOST = 6 * 1024 * 1024;

const kept = new Map<string, Shadow>();
let chars = 0;

/**
 * An element's inside as it was drawn before from the very same things, else as `draw` does it now. By what it is drawn from and
 * not by a version, so that a change elsewhere in the shop draws nothing anew. What was not asked for the longest leaves first.
 */
export function keptShadow(element: Inputs, place: string, draw: () => Shadow): Shadow {
  const inputs = inputsOf(element);
  if (!inputs) return draw();
  const key = `${element.localName} ${place} ${JSON.stringify(inputs)}`;
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const drawn = draw();
  if (key.length + drawn.html.length > MOST / 16) return drawn;
  kept.set(key, drawn);
  chars += key.length + drawn.html.length;
  for (const [oldest, { html }] of kept) {
    if (chars <= MOST) break;
    kept.delete(oldest);
    chars -= oldest.length + html.length;
  }
  return drawn;
}
