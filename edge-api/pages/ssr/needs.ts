import type { ProductSource } from '../../contract/sections/parts.ts';
import type { Section } from '../../contract/sections/section.ts';
import type { ListQuery, SearchSource } from './port.ts';

/** What has to be asked before elements can be drawn. */
export interface ElementNeeds {
  readonly lists: readonly ListQuery[];
  readonly handles: readonly string[];
  readonly searches: readonly { readonly source: SearchSource; readonly limit: number }[];
}

/** As many as `elements/sections/product-showcase.ts` asks for when nobody says. */
const LIMIT = 8;

const once = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

/** What the sections of a page show that is not in them: products. */
export function needsOf(sections: readonly Pick<Section, 'type' | 'content'>[]): ElementNeeds {
  const lists: ListQuery[] = [];
  const handles: string[] = [];
  const searches: { source: SearchSource; limit: number }[] = [];
  for (const { type, content } of sections) {
    if (type !== 'product-showcase') continue;
    const { products, limit = LIMIT } = content as { products?: ProductSource; limit?: number };
    if (products?.from === 'featured') lists.push({ limit });
    if (products?.from === 'category') lists.push({ collection: products.collection, limit });
    if (products?.from === 'search') searches.push({ source: products, limit });
    if (products?.from === 'picked') handles.push(...[...new Set(products.handles)].slice(0, limit));
  }
  return { lists: once(lists), handles: once(handles), searches: once(searches) };
}
