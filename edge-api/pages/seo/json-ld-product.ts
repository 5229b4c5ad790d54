import type { Money } from '../../contract/money.ts';
import type { Product, ProductOption, Variant } from '../../contract/products.ts';
import { type ShopPlace, wholeAddress } from './addresses.ts';
import { decimalAmount } from './decimal-amount.ts';
import { imagesOf, type Node, organizationId, refer } from './json-ld.ts';
import { cutAtWord, textOfHtml } from './text.ts';

/** What it costs, and how long it takes, to send something to some countries. */
export interface ShippingFacts {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly rate: Money;
  /** Days, at least and at most, until it is sent, and on its way. */
  readonly handlingDays?: readonly [least: number, most: number];
  readonly transitDays?: readonly [least: number, most: number];
}

/** What a shop promises of returns. */
export interface ReturnFacts {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** Days after delivery; `none` where nothing is taken back. */
  readonly days: number | 'unlimited' | 'none';
  readonly by?: 'mail' | 'store';
  /** Who pays for sending it back, or what the shop asks for it. */
  readonly fees?: 'free' | 'customer' | Money;
  /** Address of the page that says it in words. */
  readonly url?: string | null;
}

/** What customers have said. Nobody may make one up: without a single rating there is none. */
export interface RatingFacts {
  readonly average: number;
  readonly count: number;
  readonly best: number;
  readonly worst: number;
  readonly reviews?: readonly {
    readonly author: string;
    readonly rating: number;
    readonly text: string;
    /** ISO 8601. */
    readonly at: string;
  }[];
}

export interface ProductFacts {
  readonly place: ShopPlace;
  /** Canonical address of its page. */
  readonly url: string;
  readonly product: Product;
  /** Today in UTC, as 2026-11-21. */
  readonly today: string;
  /** Day a price ends on, as 2026-12-31, when the shop knows. */
  readonly priceValidUntil?: string | null;
  readonly shipping?: readonly ShippingFacts[];
  readonly returns?: ReturnFacts | null;
  readonly rating?: RatingFacts | null;
}

const money = (amount: Money): Node => ({
  '@type': 'MonetaryAmount',
  value: decimalAmount(amount),
  currency: amount.currency,
});

const days = ([least, most]: readonly [number, number]): Node => ({
  '@type': 'QuantitativeValue',
  minValue: least,
  maxValue: most,
  unitCode: 'DAY',
});

const shippingId = (origin: string, index: number): string => `${origin}/#shipping-${index + 1}`;
export const returnsId = (origin: string): string => `${origin}/#returns`;

/** Ways of sending, each a node of its own that all offers of a page refer to. */
const shippingNodes = (origin: string, shipping: readonly ShippingFacts[]): Node[] =>
  shipping.map(({ countries, rate, handlingDays, transitDays }, index) => ({
    '@type': 'OfferShippingDetails',
    '@id': shippingId(origin, index),
    shippingRate: money(rate),
    shippingDestination: countries.map((addressCountry) => ({ '@type': 'DefinedRegion', addressCountry })),
    deliveryTime: {
      '@type': 'ShippingDeliveryTime',
      handlingTime: handlingDays ? days(handlingDays) : null,
      transitTime: transitDays ? days(transitDays) : null,
    },
  }));

const WINDOWS = { unlimited: 'MerchantReturnUnlimitedWindow', none: 'MerchantReturnNotPermitted' } as const;
const FEES = { free: 'FreeReturn', customer: 'ReturnFeesCustomerResponsibility' } as const;
const METHODS = { mail: 'ReturnByMail', store: 'ReturnInStore' } as const;
const term = (name: string): string => `https://schema.org/${name}`;

/** The shop's policy of returns: a node that its offers, and the shop itself, refer to. */
export function returnsNode({ origin }: ShopPlace, { countries, days: window, by, fees, url }: ReturnFacts): Node {
  const taken = window !== 'none';
  return {
    '@type': 'MerchantReturnPolicy',
    '@id': returnsId(origin),
    // Google reads no more than fifty.
    applicableCountry: countries.slice(0, 50),
    returnPolicyCategory: term(typeof window === 'number' ? 'MerchantReturnFiniteReturnWindow' : WINDOWS[window]),
    merchantReturnDays: typeof window === 'number' ? window : null,
    returnMethod: taken && by ? term(METHODS[by]) : null,
    returnFees: taken && fees ? term(typeof fees === 'string' ? FEES[fees] : 'ReturnShippingFees') : null,
    returnShippingFeesAmount: taken && fees && typeof fees === 'object' ? money(fees) : null,
    merchantReturnLink: wholeAddress(origin, url),
  };
}

function availability({ available, backOrdered, lowStock }: Variant): string {
  if (!available) return term('OutOfStock');
  if (backOrdered) return term('BackOrder');
  return term(lowStock ? 'LimitedAvailability' : 'InStock');
}

/**
 * What it cost before. What a measure of it costs is not told: readers of such data take any other price of an offer for
 * what it costs now, and want the contents of the package, which nobody has stated.
 */
const priceBefore = ({ price, compareAtPrice }: Variant): Node | null =>
  compareAtPrice && compareAtPrice.amountMinor > price.amountMinor
    ? {
        '@type': 'UnitPriceSpecification',
        priceType: term('StrikethroughPrice'),
        price: decimalAmount(compareAtPrice),
        priceCurrency: compareAtPrice.currency,
      }
    : null;

function offerNode(facts: ProductFacts, variant: Variant, url: string): Node {
  const { place, today, priceValidUntil, shipping = [], returns } = facts;
  const { price, backOrdered, backInStockOn, requiresShipping } = variant;
  return {
    '@type': 'Offer',
    url,
    price: decimalAmount(price),
    priceCurrency: price.currency,
    priceValidUntil: priceValidUntil && priceValidUntil >= today ? priceValidUntil : null,
    availability: availability(variant),
    availabilityStarts: backOrdered && backInStockOn && backInStockOn > today ? backInStockOn : null,
    priceSpecification: priceBefore(variant),
    seller: refer(organizationId(place.origin)),
    shippingDetails: requiresShipping ? shipping.map((_, index) => refer(shippingId(place.origin, index))) : null,
    hasMerchantReturnPolicy: returns ? refer(returnsId(place.origin)) : null,
  };
}

const isRating = ({ best, worst }: RatingFacts, value: number): boolean => value >= worst && value <= best;

function ratingParts({ rating }: ProductFacts): Node {
  if (!rating || !Number.isInteger(rating.count) || rating.count < 1 || !isRating(rating, rating.average)) return {};
  const { average, count, best, worst, reviews = [] } = rating;
  const scale = { bestRating: best, worstRating: worst };
  return {
    aggregateRating: { '@type': 'AggregateRating', ratingValue: average, ratingCount: count, ...scale },
    review: reviews
      .filter((review) => isRating(rating, review.rating))
      .slice(0, 10)
      .map((review) => ({
        '@type': 'Review',
        author: { '@type': 'Person', name: review.author },
        datePublished: review.at,
        reviewBody: cutAtWord(review.text, 2000),
        reviewRating: { '@type': 'Rating', ratingValue: review.rating, ...scale },
      })),
  };
}

/** Options that the vocabulary has a property for, by what merchants call them. */
const PROPERTIES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['size', 'size größe groesse gr taille talla taglia maat rozmiar storlek المقاس مقاس الحجم'],
    ['color', 'color colour farbe couleur colore kleur kolor färg اللون لون'],
    ['material', 'material stoff matière matériau materiale materiaal materiał المادة'],
    ['pattern', 'pattern muster motif motivo patroon wzór mönster النقش'],
  ].flatMap(([property = '', names = '']) => names.split(' ').map((name) => [name, property])),
);

/** The property an option is: colour where the shop draws it as colours, otherwise by its name; null for another. */
const propertyOf = ({ name, swatches }: ProductOption): string | null =>
  swatches ? 'color' : (PROPERTIES[name.trim().toLowerCase()] ?? null);

/** What a variant is of each option: properties of the vocabulary, the rest by name. */
function optionParts(options: readonly ProductOption[], variant: Variant): Node {
  const known: Record<string, string> = {};
  const others: Node[] = [];
  for (const [index, option] of options.entries()) {
    const value = variant.options[index];
    if (!value) continue;
    const property = propertyOf(option);
    const label = option.swatches?.[option.values.indexOf(value)]?.label ?? value;
    if (property && !(property in known)) known[property] = label;
    else others.push({ '@type': 'PropertyValue', name: option.name, value: label });
  }
  return { ...known, additionalProperty: others };
}

/** More variants than this are told as a range of prices: nobody's page is to be mostly about machines. */
const MOST_VARIANTS = 60;

const variantUrl = (url: string, { id }: Variant): string =>
  `${url}${url.includes('?') ? '&' : '?'}variant=${encodeURIComponent(id)}`;

function variantNode(facts: ProductFacts, variant: Variant): Node {
  const { product, place, url } = facts;
  const image = product.images.find(({ id }) => id === variant.imageId) ?? product.images[0];
  const page = variantUrl(url, variant);
  return {
    '@type': 'Product',
    '@id': `${page}#variant`,
    name: `${product.title} – ${variant.title}`,
    sku: variant.sku || variant.id,
    image: imagesOf(place.origin, [image?.url]),
    ...optionParts(product.options, variant),
    offers: offerNode(facts, variant, page),
  };
}

function aggregateOffer(facts: ProductFacts): Node {
  const { place, product, returns } = facts;
  const { priceMin, priceMax, available, variants } = product;
  return {
    '@type': 'AggregateOffer',
    lowPrice: decimalAmount(priceMin),
    highPrice: decimalAmount(priceMax),
    priceCurrency: priceMin.currency,
    offerCount: variants.length,
    availability: term(available ? 'InStock' : 'OutOfStock'),
    seller: refer(organizationId(place.origin)),
    hasMerchantReturnPolicy: returns ? refer(returnsId(place.origin)) : null,
  };
}

/** What is for sale: one variant's offer, a group of variants with an offer each, or a range for very many. */
function saleParts(facts: ProductFacts): Node {
  const { product, url } = facts;
  const { id, options, variants } = product;
  const [only] = variants;
  if (!only) return { '@type': 'Product' };
  if (variants.length === 1)
    return {
      '@type': 'Product',
      sku: only.sku,
      ...optionParts(options, only),
      offers: offerNode(facts, only, url),
    };
  if (variants.length > MOST_VARIANTS) return { '@type': 'Product', offers: aggregateOffer(facts) };
  return {
    '@type': 'ProductGroup',
    productGroupID: id,
    variesBy: options.map((option) => {
      const property = propertyOf(option);
      return property ? term(property) : option.name;
    }),
    hasVariant: variants.map((variant) => variantNode(facts, variant)),
  };
}

/** A product with its offers, and what these refer to: ways of sending, the policy of returns. */
export function productNodes(facts: ProductFacts): Node[] {
  const { place, product, url, shipping = [], returns } = facts;
  const { title, vendor, productType, descriptionHtml, images } = product;
  return [
    {
      ...saleParts(facts),
      '@id': `${url}#product`,
      url,
      name: title,
      description: cutAtWord(textOfHtml(descriptionHtml), 5000),
      brand: vendor ? { '@type': 'Brand', name: vendor } : null,
      category: productType,
      image: imagesOf(
        place.origin,
        images.map((image) => image.url),
      ),
      ...ratingParts(facts),
    },
    ...shippingNodes(place.origin, shipping),
    ...(returns ? [returnsNode(place, returns)] : []),
  ];
}
