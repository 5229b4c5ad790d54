import type { FaqContent } from '../../contract/sections/faq.ts';
import type { Image, Product, ProductSummary } from '../../contract/products.ts';
import { formatMoney } from '../money.ts';
import { canonicalAddress } from '../seo/addresses.ts';
import { productNodes } from '../seo/json-ld-product.ts';
import {
  articleNode,
  breadcrumbNode,
  collectionNode,
  faqNode,
  graphOf,
  type Node,
  organizationNode,
  websiteNode,
} from '../seo/json-ld.ts';
import { drawnPicture, type PageHead, sharedPicture, shopOf } from './head.ts';
import type { Visit } from './visit.ts';

/** A step of the way from the front page to a page; the page itself has no path. */
export interface Crumb {
  readonly name: string;
  readonly path: string | null;
}

/** How a path of the shop is known, in the page's language. */
const addressOf = (visit: Visit, path = visit.path): string => canonicalAddress(shopOf(visit), path, visit.locale);

/** What a page describes, with the shop and its site, which all of it refers to. */
function graphFor(visit: Visit, crumbs: readonly Crumb[], ...nodes: (Node | readonly Node[] | null)[]): object {
  const shop = shopOf(visit);
  const steps = crumbs.map(({ name, path }) => ({ name, url: path === null ? null : addressOf(visit, path) }));
  return graphOf(
    ...nodes,
    breadcrumbNode(shop.origin, addressOf(visit), steps),
    websiteNode(shop),
    organizationNode(shop),
  );
}

const productPath = (handle: string): string => `/products/${encodeURIComponent(handle)}`;

/** What a list is described by where nobody has described it: what it is called, and what is in it. */
const listed = (name: string, products: readonly ProductSummary[]): string | null =>
  products.length === 0
    ? null
    : `${name}: ${products
        .slice(0, 12)
        .map(({ title }) => title)
        .join(', ')}`;

/** The head of the front page. `sections` are those of the merchant's own page, as far as they ask and answer. */
export function homeHead(visit: Visit, products: readonly ProductSummary[], own: Partial<PageHead> = {}): PageHead {
  const { name } = visit.store;
  return {
    kind: 'home',
    title: name,
    image: drawnPicture(visit) ?? sharedPicture(products[0]?.image),
    ...own,
    descriptions: [...(own.descriptions ?? []), listed(name, products)],
    jsonLd: graphFor(visit, []),
  };
}

/** The head of a search, by what it found. */
export const searchHead = (visit: Visit, products: readonly ProductSummary[]): PageHead => ({
  kind: 'search',
  title: visit.say('results'),
  descriptions: [listed(visit.say('results'), products)],
});

/** What a collection says of itself. */
export interface CollectionFacts {
  readonly title: string;
  readonly descriptionHtml: string;
  readonly image: Image | null;
  /** Products in it; null where nobody has counted them. */
  readonly productCount: number | null;
}

export function collectionHead(
  visit: Visit,
  collection: CollectionFacts,
  products: readonly ProductSummary[],
  crumbs: readonly Crumb[],
): PageHead {
  const { title, descriptionHtml, image, productCount } = collection;
  const page = { url: addressOf(visit), name: title, description: descriptionHtml, locale: visit.locale };
  const things = products.map((product) => ({
    name: product.title,
    url: addressOf(visit, productPath(product.handle)),
    image: product.image?.url ?? null,
  }));
  return {
    kind: 'collection',
    title,
    descriptions: [descriptionHtml, listed(title, products)],
    image: sharedPicture(image) ?? drawnPicture(visit) ?? sharedPicture(products[0]?.image),
    jsonLd: graphFor(visit, crumbs, collectionNode(shopOf(visit), page, things, { total: productCount })),
  };
}

/** `today` is the day in UTC, as 2026-11-21. */
export function productHead(visit: Visit, product: Product, crumbs: readonly Crumb[], today: string): PageHead {
  const { title, vendor, seoTitle, seoDescription, descriptionHtml, images, priceMin, available } = product;
  const price = formatMoney(priceMin, visit.locale);
  return {
    kind: 'product',
    title,
    seoTitle,
    descriptions: [seoDescription, descriptionHtml, [title, vendor, price].filter(Boolean).join(' · ')],
    image: sharedPicture(images[0]) ?? drawnPicture(visit),
    product: { price: priceMin, available },
    jsonLd: graphFor(visit, crumbs, productNodes({ place: shopOf(visit), url: addressOf(visit), product, today })),
  };
}

/** What a page of the merchant's own, or a post, says of itself. */
export interface WrittenFacts {
  readonly title: string;
  readonly seoTitle?: string | null;
  /** Texts or sanitised HTML it may be described by, the best first. */
  readonly descriptions?: readonly (string | null | undefined)[];
  readonly image?: Image | null;
  /** Whether the merchant wants it left out of search engines. */
  readonly hidden?: boolean;
  /** A draft, shown ahead. */
  readonly preview?: boolean;
  /** What its sections of questions ask and answer. */
  readonly questions?: readonly Pick<FaqContent, 'items'>[];
}

const writtenHead = (visit: Visit, kind: PageHead['kind'], facts: WrittenFacts): PageHead => ({
  kind,
  title: facts.title,
  seoTitle: facts.seoTitle ?? null,
  descriptions: facts.descriptions ?? [],
  image: sharedPicture(facts.image) ?? (kind === 'blog' ? null : drawnPicture(visit)),
  hidden: facts.hidden ?? false,
  preview: facts.preview ?? false,
});

/** The way to a page that stands right below the front page, or below another. */
export const wayTo = (visit: Visit, title: string, ...between: readonly Crumb[]): Crumb[] => [
  { name: visit.store.name, path: '/' },
  ...between,
  { name: title, path: null },
];

/** The head of a page at `/pages/{slug}`. */
export const writtenPageHead = (visit: Visit, facts: WrittenFacts): PageHead => ({
  ...writtenHead(visit, 'page', facts),
  jsonLd: graphFor(visit, wayTo(visit, facts.title), faqNode(addressOf(visit), facts.questions ?? [])),
});

/** The head of a list of posts, such as `/blog`. */
export const blogHead = (visit: Visit, facts: WrittenFacts): PageHead => ({
  ...writtenHead(visit, 'blog', facts),
  jsonLd: graphFor(visit, wayTo(visit, facts.title)),
});

export interface PostFacts extends WrittenFacts {
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly updatedAt?: string;
  readonly authors: readonly { readonly name: string; readonly url?: string | null }[];
  readonly tags: readonly string[];
  /** What the list of posts is called, and where it is. */
  readonly blog: Crumb;
}

/** The head of a post. */
export function postHead(visit: Visit, facts: PostFacts): PageHead {
  const { title, publishedAt, updatedAt, authors, tags, blog, descriptions = [], image, questions = [] } = facts;
  const url = addressOf(visit);
  const told = { url, title, locale: visit.locale, publishedAt, authors, tags, images: image ? [image.url] : [] };
  const description = descriptions.find(Boolean) ?? null;
  return {
    ...writtenHead(visit, 'post', facts),
    article: { publishedAt, ...(updatedAt && { updatedAt }), authors: authors.map(({ name }) => name), tags },
    jsonLd: graphFor(
      visit,
      wayTo(visit, title, blog),
      articleNode(shopOf(visit), { ...told, description, updatedAt: updatedAt ?? null }),
      faqNode(url, questions),
    ),
  };
}
