import { type ICONS, Picture } from '../../contract/sections/parts.ts';
import type { SectionTypeName } from '../../contract/sections/section-types.ts';
import { formatMoney } from '../../pages/money.ts';
import { composerWords, type ComposerWords } from './composer-words.ts';
import { repairSections } from './generated-sections.ts';
import type {
  GeneratedPage,
  PageBrief,
  SectionGenerator,
  ShopCollection,
  ShopFacts,
  ShopProduct,
} from './generator.ts';
import { cutText, withoutHidden } from './plain-words.ts';
import { type Chance, chanceOf } from './seeded.ts';

/**
 * Composes pages by rule, of nothing but what is known of a shop. Types of sections that live of what it cannot know (testimonials,
 * team, numbers, comparisons, prices of services, a history, steps, names of others) are never among them, and neither is a
 * benefit, a question or a way to reach the shop that its facts do not hold.
 */

interface Draft {
  readonly type: SectionTypeName;
  readonly variant: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}
type Part = (ground: Ground) => readonly Draft[];

/** What every part of a page is made from. */
interface Ground {
  readonly shop: ShopFacts;
  readonly brief: PageBrief;
  readonly words: ComposerWords;
  readonly language: string;
  readonly chance: Chance;
  /** The collection the page is about. */
  readonly about: ShopCollection | undefined;
}

const pathOf = (kind: 'collections' | 'products', handle: string): string =>
  `/${kind}/${encodeURIComponent(withoutHidden(handle, 'name'))}`;

/** A picture of the shop, where it has an address that a page may show. */
function pictureOf(image: ShopProduct['image'], title: string): Picture | undefined {
  if (!image) return undefined;
  const { url, alt, width, height, sized } = image;
  const known = {
    src: url,
    alt: cutText(withoutHidden(alt === '' ? title : alt, 'line'), 300),
    ...(width !== null && height !== null && { width, height }),
    ...(sized !== null && { sized }),
  };
  return [known, { src: url, alt: known.alt }].flatMap((one) => Picture.safeParse(one).data ?? [])[0];
}

const shownProducts = ({ shop, chance }: Ground): { readonly product: ShopProduct; readonly picture: Picture }[] => {
  const withPictures = shop.products.flatMap((product) => {
    const picture = pictureOf(product.image, product.title);
    return picture && product.available ? [{ product, picture }] : [];
  });
  const from = withPictures.length > 8 ? chance.below(withPictures.length - 7) : 0;
  return withPictures.slice(from, from + 8);
};

const listed = (all: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(all);

/** The kinds of things that are sold most, as the shop calls them. */
function kindsOf({ shop }: Ground): readonly string[] {
  const counts = new Map<string, number>();
  for (const { productType } of shop.products) {
    const kind = withoutHidden(productType, 'line').trim();
    if (kind !== '' && kind.length <= 40) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).flatMap(([kind], at) => (at < 4 ? [kind] : []));
}

/** The lowest price; undefined where not all products are known, for then it is anybody's guess. */
function lowestPrice({ shop, language }: Ground): string | undefined {
  if (shop.products.length === 0 || shop.products.length < shop.productCount) return undefined;
  const lowest = shop.products.map(({ priceMin }) => priceMin).toSorted((a, b) => a.amountMinor - b.amountMinor)[0]!;
  return lowest.amountMinor > 0 ? formatMoney(lowest, language) : undefined;
}

function introduction(ground: Ground): string | undefined {
  const { words, chance, language } = ground;
  const kinds = kindsOf(ground);
  const price = lowestPrice(ground);
  const sentences = [
    kinds.length > 0 ? chance.pick(words.sells)(listed(kinds, language)) : undefined,
    price === undefined ? undefined : words.pricesFrom(price),
  ].filter((sentence) => sentence !== undefined);
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

const hero: Part = (ground) => {
  const { shop, words, chance, about } = ground;
  const seeProducts = { label: chance.pick(words.seeProducts), href: '#products' };
  const collection = about ? undefined : shop.collections.find(({ productCount }) => productCount > 0);
  const more = collection && { label: collection.title, href: pathOf('collections', collection.handle) };
  const own = about && pictureOf(about.image, about.title);
  const picture = own ?? (about ? undefined : shownProducts(ground)[0]?.picture);
  const heading = about?.title ?? (shop.tagline || chance.pick(words.welcome)(shop.name));
  const isNamed = about !== undefined || Boolean(shop.tagline);
  return [
    {
      type: 'hero',
      variant: chance.pick(picture ? ['split-right', 'split-left', 'overlay', 'centred'] : ['minimal', 'centred']),
      content: {
        ...(isNamed && { eyebrow: shop.name }),
        heading,
        ...(!about && { text: introduction(ground) }),
        actions: hasProducts(shop) ? [seeProducts, ...(more ? [more] : [])] : [],
        picture,
      },
    },
  ];
};

const hasProducts = ({ products }: ShopFacts): boolean => products.length > 0;

interface Policy {
  readonly icon: (typeof ICONS)[number];
  readonly title: string;
  readonly question: string;
  readonly answer: string;
}

/** What the shop's rules say, as a reason and as an answer. */
function policiesOf({ shop, words, language }: Ground): readonly Policy[] {
  const { freeShippingFrom: free, returnsDays, paymentMethods = [], shipsTo = [] } = shop.policies;
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const places = shipsTo.filter((code) => /^[A-Z]{2}$/.test(code)).map((code) => countries.of(code) ?? code);
  const amount = free ? formatMoney(free, language) : '';
  const isFree = free?.amountMinor === 0;
  return [
    ...(free
      ? [
          {
            icon: 'truck' as const,
            title: isFree ? words.freeDelivery : words.freeDeliveryFrom(amount),
            question: words.deliveryQuestion,
            answer: isFree ? words.deliveryFree : words.deliveryFreeFrom(amount),
          },
        ]
      : []),
    ...(returnsDays && returnsDays > 0
      ? [
          {
            icon: 'refresh' as const,
            title: words.returns(returnsDays),
            question: words.returnsQuestion,
            answer: words.returnsAnswer(returnsDays),
          },
        ]
      : []),
    ...(paymentMethods.length > 0
      ? [
          {
            icon: 'wallet' as const,
            title: words.payBy(listed(paymentMethods.slice(0, 3), language)),
            question: words.payQuestion,
            answer: words.payAnswer(listed(paymentMethods, language)),
          },
        ]
      : []),
    ...(places.length > 0 && places.length <= 12
      ? [
          {
            icon: 'globe' as const,
            title: words.deliversTo(listed(places, language)),
            question: words.whereQuestion,
            answer: words.whereAnswer(listed(places, language)),
          },
        ]
      : []),
  ];
}

const benefits: Part = (ground) => {
  // A reason stands on one line, and four ways to pay do not.
  const items = policiesOf(ground).filter(({ title }) => title.length <= 80);
  if (items.length === 0) return [];
  const variant = ground.chance.pick(items.length > 1 ? ['strip', 'tiles', 'checklist'] : ['strip']);
  return [{ type: 'benefits', variant, content: { items: items.map(({ icon, title }) => ({ icon, title })) } }];
};

const faq: Part = (ground) => {
  const { words, chance } = ground;
  const items = policiesOf(ground).map(({ question, answer }) => ({ question, answer }));
  if (items.length < 2) return [];
  const variant = chance.pick(['accordion', 'columns', 'split']);
  return [{ type: 'faq', variant, content: { heading: chance.pick(words.questions), items } }];
};

const showcase =
  (saying: 'products' | 'moreProducts'): Part =>
  ({ shop, words, chance, about }) => {
    if (!hasProducts(shop)) return [];
    const products = about ? { from: 'category', collection: about.handle } : { from: 'featured' };
    return [
      {
        type: 'product-showcase',
        variant: chance.pick(['grid', 'carousel', 'grid']),
        content: {
          ...(!about && { heading: chance.pick(words[saying]) }),
          products,
          limit: about ? 24 : chance.pick([4, 8]),
          columns: 4,
        },
        settings: { anchor: 'products' },
      },
    ];
  };

/** One collection with its products, the fullest that the page is not about. */
const oneCollection: Part = ({ shop, words, about }) => {
  const [fullest] = shop.collections
    .filter(({ handle, productCount }) => handle !== about?.handle && productCount >= 3)
    .toSorted((a, b) => b.productCount - a.productCount);
  if (!fullest) return [];
  const { handle, title } = fullest;
  const link = { label: words.seeCollection(title), href: pathOf('collections', handle) };
  const products = { from: 'category', collection: handle };
  return [{ type: 'product-showcase', variant: 'carousel', content: { heading: title, products, limit: 8, link } }];
};

/** The ways into the shop: its collections, each with its picture. */
const collections: Part = ({ shop, words, chance, about }) => {
  const others = shop.collections.filter(({ handle, productCount }) => handle !== about?.handle && productCount > 0);
  if (others.length < 2) return [];
  const items = others.slice(0, 6).map(({ handle, title, image }) => ({
    title,
    picture: pictureOf(image, title),
    link: { label: words.seeCollection(title), href: pathOf('collections', handle) },
  }));
  const arePictured = items.every(({ picture }) => picture);
  return [
    {
      type: 'features',
      variant: arePictured ? chance.pick(['cards', 'alternating']) : 'grid',
      content: { heading: chance.pick(words.collections), items },
    },
  ];
};

const gallery: Part = (ground) => {
  const { words, chance } = ground;
  const items = shownProducts(ground).map(({ product, picture }) => ({
    picture,
    caption: product.title,
    href: pathOf('products', product.handle),
  }));
  if (items.length < 4) return [];
  const variant = chance.pick(['grid', 'masonry', 'feature', 'carousel']);
  return [{ type: 'gallery', variant, content: { heading: chance.pick(words.pictures), items } }];
};

const story: Part = ({ shop, words }) =>
  shop.story
    ? [{ type: 'about-story', variant: 'text', content: { heading: words.about(shop.name), text: shop.story } }]
    : [];

const contact: Part = ({ shop, words, chance }) => {
  const { email, phone, address = [] } = shop.contact ?? {};
  if (!email && !phone && address.length === 0) return [];
  const content = { heading: chance.pick(words.reach), email, phone, address };
  return [{ type: 'contact-info', variant: chance.pick(['cards', 'list']), content }];
};

const newsletter: Part = ({ shop, words, chance }) =>
  shop.newsletter
    ? [
        {
          type: 'newsletter',
          variant: chance.pick(['inline', 'centred', 'card']),
          content: { heading: words.newsletter(shop.name) },
        },
      ]
    : [];

const blog: Part = ({ shop, words, chance }) =>
  (shop.postCount ?? 0) > 0
    ? [
        {
          type: 'blog-preview',
          variant: chance.pick(['grid', 'list']),
          content: { heading: chance.pick(words.blog), posts: { from: 'latest' } },
        },
      ]
    : [];

/** Where to go from the end of a page. */
const ending: Part = ({ shop, words, chance, brief }) => {
  if (!hasProducts(shop)) return [];
  const tone = { quiet: 'plain', warm: 'soft', bold: 'dark' }[brief.tone ?? 'warm'];
  const actions = [{ label: chance.pick(words.seeProducts), href: '#products' }];
  const content = { heading: chance.pick(words.lookAround), actions };
  return [{ type: 'call-to-action', variant: chance.pick(['banner', 'centred', 'card']), content, settings: { tone } }];
};

/** What a page of each type is made of, from top to bottom. Where a part needs facts that are not there, it is nothing. */
const PAGES: Readonly<Record<PageBrief['pageType'], readonly Part[]>> = {
  home: [hero, benefits, showcase('products'), collections, oneCollection, gallery, faq, blog, newsletter, ending],
  landing: [hero, showcase('products'), benefits, gallery, faq, ending],
  about: [hero, story, gallery, benefits, showcase('products'), contact],
  category: [hero, showcase('products'), benefits, collections],
  product: [benefits, faq, showcase('moreProducts')],
  post: [showcase('products'), newsletter],
};

/** The sections of a page, from facts alone: the same facts, brief and seed give the same page. */
export function composePage(
  brief: PageBrief,
  shop: ShopFacts,
): Omit<GeneratedPage, 'metadata'> & { readonly language: string } {
  const { words, language } = composerWords(shop.locale);
  const chance = chanceOf(`${brief.seed}:${brief.pageType}`);
  const about = shop.collections.find(({ handle }) => handle === brief.collection);
  const ground: Ground = { shop, brief, words, language, chance, about };
  const drafts = PAGES[brief.pageType].flatMap((part) => part(ground));
  return { ...repairSections(drafts), language };
}

/** The generator that asks nobody: it works without an account, and invents nothing. */
export function composer({ now = () => performance.now() }: { readonly now?: () => number } = {}): SectionGenerator {
  return {
    name: 'composer',
    async compose(brief, shop) {
      const began = now();
      const { language, ...page } = composePage(brief, shop);
      return {
        ...page,
        metadata: {
          generator: 'composer',
          model: null,
          prompt: null,
          tokens: null,
          ms: Math.round(now() - began),
          confidence: null,
          language,
          seed: String(brief.seed),
        },
      };
    },
  };
}
