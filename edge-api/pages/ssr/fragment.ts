import type { FragmentElement, FragmentQuery } from '../../contract/fragments.ts';
import type { Product, ProductSummary } from '../../contract/products.ts';
import type { FaqContent } from '../../contract/sections/faq.ts';
import type { Section } from '../../contract/sections/section.ts';
import type { Store } from '../../contract/stores.ts';
import { productNodes } from '../seo/json-ld-product.ts';
import { faqNode, graphOf, type Node } from '../seo/json-ld.ts';
import { jsonLdText } from '../seo/text.ts';
import type { ElementAnswers, ListQuery, WantedElement } from './port.ts';

type Query = FragmentQuery;

/** Where a fragment is asked for, and what it becomes part of. */
export interface FragmentPlace {
  /** Scheme and host that the API was reached under. */
  readonly origin: string;
  readonly store: Pick<Store, 'locale' | 'languages'>;
  readonly query: Query;
  /** Today in UTC, as 2026-11-21. */
  readonly today: string;
}

/** The list that a grid of these attributes shows. */
export const listOf = ({ collection, vendor, type, tag, available, sort, limit }: Query): ListQuery => ({
  ...(collection && { collection }),
  ...(vendor && { vendor }),
  ...(type && { type }),
  ...(tag && { tag }),
  ...(available && { available: true }),
  ...(sort && sort !== 'featured' && { sort }),
  limit: limit ?? 24,
});

/** An element with those of the attributes that are given. */
export function elementOf(
  element: FragmentElement,
  query: Query,
  { sections = [], handle }: { readonly sections?: readonly Section[]; readonly handle?: string | undefined },
): WantedElement {
  const names = {
    'product-grid': ['collection', 'vendor', 'type', 'tag', 'sort', 'limit', 'layout', 'columns', 'heading'],
    product: ['variant'],
    section: ['level'],
    sections: ['level'],
  }[element] as (keyof Query)[];
  const given = names.flatMap((name) => (query[name] === undefined ? [] : [[name, String(query[name])] as const]));
  const attributes = {
    ...Object.fromEntries(given),
    ...(handle !== undefined && { handle }),
    'product-url': query['product-url'],
    ...(element === 'product-grid' && { paging: 'none', ...(query.available && { available: '' }) }),
    ...(query.theme && { theme: query.theme }),
  };
  const [section] = sections;
  if (element === 'section' && section) return { tag: 'vitrine-section', attributes, section };
  if (element === 'sections') return { tag: 'vitrine-sections', attributes, sections };
  return { tag: `vitrine-${element}`, attributes };
}

/** A product's page, whole where it is known where that is. */
export function productPage({ query, origin }: Pick<FragmentPlace, 'query' | 'origin'>, handle: string): string {
  const path = query['product-url'].replaceAll('{handle}', encodeURIComponent(handle));
  return new URL(path, query.url ?? origin).href;
}

function listNode(place: FragmentPlace, products: readonly ProductSummary[]): Node | null {
  if (products.length === 0) return null;
  return {
    '@type': 'ItemList',
    numberOfItems: products.length,
    itemListElement: products.map(({ title, handle }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: title,
      url: productPage(place, handle),
    })),
  };
}

/** What a fragment describes, for its page's readers that are machines; '' where it describes nothing. */
export function fragmentJsonLd(
  place: FragmentPlace,
  { lists }: Pick<ElementAnswers, 'lists'>,
  sections: readonly Section[],
  product: Product | null,
): string {
  const { origin, query, store, today } = place;
  const shop = { origin: new URL(query.url ?? origin).origin, locale: store.locale, locales: store.languages };
  const questions = sections.flatMap(({ type, content }) => (type === 'faq' ? [content as unknown as FaqContent] : []));
  const nodes = [
    ...(product ? productNodes({ place: shop, url: productPage(place, product.handle), product, today }) : []),
    ...lists.map(({ page }) => listNode(place, page.products)),
    faqNode(query.url ?? origin, questions),
  ].filter((node) => node !== null);
  return nodes.length ? `<script type="application/ld+json">${jsonLdText(graphOf(...nodes))}</script>` : '';
}

/** Addresses of pictures, films and the build's files in markup, made whole: it is shown under another host. */
export const wholeAddresses = (html: string, origin: string): string =>
  html
    .replace(/( (?:src|poster)=")(?=\/(?!\/))/g, `$1${origin}`)
    .replace(
      / srcset="([^"]*)"/g,
      (_whole, set: string) => ` srcset="${set.replace(/(^|,\s*)(?=\/(?!\/))/g, `$1${origin}`)}"`,
    )
    .replace(/(url\((?:&quot;|")?)(?=\/(?!\/))/g, `$1${origin}`);
