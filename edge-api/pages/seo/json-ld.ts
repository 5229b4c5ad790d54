import type { FaqContent } from '../../contract/sections/faq.ts';
import { type ShopPlace, wholeAddress } from './addresses.ts';
import { cutAtWord, textOfHtml, writable } from './text.ts';

/** A thing as schema.org describes it, or a part of one. `@id` alone refers to one that is described elsewhere in the graph. */
export interface Node {
  readonly [property: string]: NodeValue;
}
type NodeValue = string | number | boolean | null | undefined | Node | readonly NodeValue[];

const isNode = (value: NodeValue): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value without what says nothing: null, '', empty lists, and things of which only the type is known. */
function saying(value: NodeValue): NodeValue {
  if (typeof value === 'string') return writable(value) || undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    const said = value.map(saying).filter((one) => one !== undefined);
    return said.length > 0 ? said : undefined;
  }
  if (!isNode(value)) return value ?? undefined;
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const said = saying(part);
    return said === undefined ? [] : [[name, said] as const];
  });
  return parts.some(([name]) => name !== '@type') ? Object.fromEntries(parts) : undefined;
}

/** One document of all that a page describes: what says nothing is left out, and what is described twice stands once. */
export function graphOf(...nodes: (Node | readonly Node[] | null | undefined)[]): Node {
  const known = new Set<NodeValue>();
  const graph = nodes.flat().flatMap((node) => {
    const said = saying(node);
    if (said === undefined || !isNode(said)) return [];
    const id = said['@id'];
    if (id !== undefined && known.has(id)) return [];
    known.add(id);
    return [said];
  });
  return { '@context': 'https://schema.org', '@graph': graph };
}

/** What a node of the graph is referred to by. */
export const refer = (id: string): Node => ({ '@id': id });
export const organizationId = (origin: string): string => `${origin}/#organization`;
const websiteId = (origin: string): string => `${origin}/#website`;

/** Pictures by their whole addresses, no more than anybody looks at. */
export const imagesOf = (origin: string, urls: readonly (string | null | undefined)[], most = 10): string[] =>
  urls.flatMap((url) => wholeAddress(origin, url) ?? []).slice(0, most);

/** What a shop says of itself, as far as it does. */
export interface ShopFacts extends ShopPlace {
  readonly name: string;
  readonly legalName?: string | null;
  readonly description?: string | null;
  readonly logo?: string | null;
  readonly email?: string | null;
  readonly telephone?: string | null;
  readonly vatId?: string | null;
  /** Addresses of its profiles elsewhere. */
  readonly profiles?: readonly string[];
  readonly address?: {
    readonly street?: string | null;
    readonly postalCode?: string | null;
    readonly city?: string | null;
    readonly region?: string | null;
    /** ISO 3166-1 alpha-2. */
    readonly country?: string | null;
  } | null;
}

function postalAddress({ address }: ShopFacts): Node | null {
  if (!address) return null;
  const { street, postalCode, city, region, country } = address;
  return {
    '@type': 'PostalAddress',
    streetAddress: street,
    postalCode,
    addressLocality: city,
    addressRegion: region,
    addressCountry: country,
  };
}

/** The shop. `returns` is the `@id` of its policy of returns, when it states one. */
export function organizationNode(shop: ShopFacts, returns: string | null = null): Node {
  const { origin, name, legalName, description, logo, email, telephone, vatId, locales, profiles = [] } = shop;
  const reached = email || telephone;
  return {
    '@type': 'OnlineStore',
    '@id': organizationId(origin),
    name,
    legalName,
    description,
    url: `${origin}/`,
    logo: wholeAddress(origin, logo),
    email,
    telephone,
    vatID: vatId,
    address: postalAddress(shop),
    contactPoint: reached
      ? { '@type': 'ContactPoint', contactType: 'customer service', email, telephone, availableLanguage: locales }
      : null,
    sameAs: profiles.flatMap((url) => wholeAddress(origin, url) ?? []),
    hasMerchantReturnPolicy: returns ? refer(returns) : null,
  };
}

/** The shop's site, and how to search it. */
export const websiteNode = ({ origin, name, locales }: ShopFacts): Node => ({
  '@type': 'WebSite',
  '@id': websiteId(origin),
  name,
  url: `${origin}/`,
  inLanguage: locales,
  publisher: refer(organizationId(origin)),
  potentialAction: {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
    'query-input': 'required name=search_term_string',
  },
});

interface Crumb {
  readonly name: string;
  /** Address; the page itself, at the end, needs none. */
  readonly url?: string | null;
}

/** The way from the front page to this one. */
export const breadcrumbNode = (origin: string, pageUrl: string, crumbs: readonly Crumb[]): Node | null =>
  crumbs.length < 2
    ? null
    : {
        '@type': 'BreadcrumbList',
        '@id': `${pageUrl}#breadcrumb`,
        itemListElement: crumbs.map(({ name, url }, index) => ({
          '@type': 'ListItem',
          position: index + 1,
          name,
          item: wholeAddress(origin, url),
        })),
      };

interface ListedThing {
  readonly name: string;
  readonly url: string;
  readonly image?: string | null;
}

/** A page of a collection, with the products on it. `from` is how many come before them, `total` how many there are. */
export function collectionNode(
  { origin }: ShopPlace,
  page: { readonly url: string; readonly name: string; readonly description?: string | null; readonly locale: string },
  things: readonly ListedThing[],
  { from = 0, total = null }: { readonly from?: number; readonly total?: number | null } = {},
): Node {
  return {
    '@type': 'CollectionPage',
    '@id': `${page.url}#page`,
    url: page.url,
    name: page.name,
    description: page.description ? cutAtWord(textOfHtml(page.description), 5000) : null,
    inLanguage: page.locale,
    isPartOf: refer(websiteId(origin)),
    breadcrumb: refer(`${page.url}#breadcrumb`),
    mainEntity: {
      '@type': 'ItemList',
      numberOfItems: total ?? things.length,
      itemListElement: things.map(({ name, url, image }, index) => ({
        '@type': 'ListItem',
        position: from + index + 1,
        name,
        url: wholeAddress(origin, url),
        image: wholeAddress(origin, image),
      })),
    },
  };
}

export interface ArticleFacts {
  readonly url: string;
  readonly title: string;
  readonly description?: string | null;
  readonly locale: string;
  readonly images?: readonly string[];
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly updatedAt?: string | null;
  readonly authors: readonly { readonly name: string; readonly url?: string | null }[];
  readonly tags?: readonly string[];
  readonly section?: string | null;
  /** `BlogPosting` for a post, `Article` for a page that tells something. */
  readonly type?: 'BlogPosting' | 'Article';
}

/** A post. One without an author is the shop's. */
export function articleNode({ origin }: ShopPlace, facts: ArticleFacts): Node {
  const { url, title, description, locale, images = [], publishedAt, updatedAt, authors, tags, section, type } = facts;
  return {
    '@type': type ?? 'BlogPosting',
    '@id': `${url}#article`,
    mainEntityOfPage: url,
    url,
    headline: cutAtWord(title, 110),
    description: description ? cutAtWord(textOfHtml(description), 500) : null,
    image: imagesOf(origin, images),
    inLanguage: locale,
    datePublished: publishedAt,
    dateModified: updatedAt ?? publishedAt,
    author: authors.length
      ? authors.map((author) => ({ '@type': 'Person', name: author.name, url: wholeAddress(origin, author.url) }))
      : refer(organizationId(origin)),
    publisher: refer(organizationId(origin)),
    articleSection: section,
    keywords: tags ?? [],
    isPartOf: refer(websiteId(origin)),
  };
}

/** What the sections of questions on a page answer, as one list; null where there is none. */
export function faqNode(pageUrl: string, sections: readonly Pick<FaqContent, 'items'>[]): Node | null {
  const items = sections.flatMap((section) => section.items);
  if (items.length === 0) return null;
  return {
    '@type': 'FAQPage',
    '@id': `${pageUrl}#faq`,
    url: pageUrl,
    mainEntity: items.map(({ question, answer }) => ({
      '@type': 'Question',
      name: question,
      acceptedAnswer: { '@type': 'Answer', text: answer },
    })),
  };
}
