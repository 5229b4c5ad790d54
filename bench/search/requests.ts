import { seededRandom } from '../../edge-api/repositories/catalogue-synthetic.test-support.ts';
import type { Making } from './catalogue.ts';
import { mistyped } from './typos.ts';

/** Of a hundred queries, those with a typing error. */
const TYPOS_PERCENT = 5;

/** Paths of requests as shoppers make them, below the store's address; every call draws another one. */
export interface Requests {
  query(): string;
  text(): string;
  textWithFacets(): string;
  textFiltered(): string;
  browseFiltered(): string;
  suggest(): string;
  similar(): string;
  /** First page of a walk through what a frequent word finds, by relevance. */
  relevancePages(): string;
  pricePages(): string;
  /** First page of a walk through everything, 100 products a page. */
  deepPages(): string;
}

/** Draws requests for a made catalogue: words from everywhere in its frequencies, alone and together, some of them mistyped. */
export function requestsFor(made: Making, seed: number): Requests {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const product = () => made.product(1 + below(made.size));
  const { words } = made;
  const frequent = () => (random() < 0.5 ? pick(made.types) : words[below(60)]!);
  const word = () => {
    const band = random();
    if (band < 0.35) return frequent();
    if (band < 0.7) return words[100 + below(Math.min(2000, words.length / 3))]!;
    return band < 0.85 ? words[Math.floor(words.length * (0.4 + 0.6 * random()))]! : product().model;
  };
  const together = (count: number): string => {
    if (random() < 0.4) return Array.from({ length: count }, word).join(' ');
    const parts = product().title.split(' ');
    return parts.slice(-1 - count, -1).join(' ') || pick(parts);
  };
  const query = (): string => {
    const count = 1 + below(3);
    const clean = (count === 1 ? word() : together(count)).toLowerCase();
    if (below(100) >= TYPOS_PERCENT) return clean;
    return mistyped(clean, 1, 1, seed + below(1e9))[0] ?? clean;
  };
  const filter: (() => string)[] = [
    () => `filter.vendor=${pick(made.vendors)}${random() < 0.5 ? `,${pick(made.vendors)}` : ''}`,
    () => `filter.type=${pick(made.types.slice(0, 12))},${pick(made.types)}`,
    () => `filter.tag=${pick(made.tags.slice(0, 20))}`,
    () => `filter.collection=collection-${below(made.collections)}`,
    () => 'filter.available=true',
    () => `filter.price.min=${below(3000)}&filter.price.max=${3000 + below(20_000)}`,
    () => `filter.option.Size=${pick(['S', 'M,L', 'XL'])}`,
    () => `filter.option.Colour=${pick(['Black', 'Red,Blue', 'Sand'])}`,
  ];
  const filters = (): string => {
    const chosen = new Set(Array.from({ length: 1 + below(3) }, () => below(filter.length)));
    return [...chosen].map((at) => filter[at]!()).join('&');
  };
  const search = (q: string, more: string) => `/search?q=${encodeURIComponent(q)}&${more}`;
  return {
    query,
    text: () => search(query(), 'facets=none'),
    textWithFacets: () => search(query(), ''),
    textFiltered: () => search(random() < 0.5 ? frequent() : query(), filters()),
    browseFiltered: () => search('', filters()),
    suggest: () =>
      `/search/suggest?q=${encodeURIComponent(
        word()
          .toLowerCase()
          .slice(0, 2 + below(7)),
      )}`,
    similar: () => `/products/p-${1 + below(made.size)}/recommendations?kind=similar`,
    relevancePages: () => search(frequent(), 'facets=none'),
    pricePages: () => search(frequent(), 'facets=none&sort=price-asc'),
    deepPages: () => search('', 'facets=none&sort=price-asc&limit=100'),
  };
}
