import { ListProducts } from '../../contract/products.ts';
import type { StateRepository, StoreState } from '../../repositories/state.ts';
import type { ProductService } from '../products.ts';
import type { ShopFacts } from './generator.ts';

/** Products that a generator is told of. */
const MOST_PRODUCTS = 48;
const MOST_COLLECTIONS = 1000;

export interface FactSources {
  readonly state: Pick<StateRepository, 'get'>;
  readonly products: Pick<ProductService, 'list' | 'collections'>;
  /** How many products there are in all. */
  readonly countProducts: () => Promise<number>;
  /** How many posts there are; the first few are enough. */
  readonly countPosts: () => Promise<number>;
}

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** The amount from which on every way of delivery costs nothing, to wherever the shop delivers. */
function freeFrom({ settings: { shipping }, currency }: StoreState): ShopFacts['policies']['freeShippingFrom'] {
  const each = shipping.methods.map(({ freeFromMinor }) => least(freeFromMinor, shipping.freeFromMinor));
  const amounts = each.filter((amount) => amount !== null);
  if (amounts.length < each.length) return null;
  const amountMinor = Math.max(...amounts);
  return amountMinor > 0 ? { amountMinor, currency } : null;
}

/** Where the shop delivers; empty where that is everywhere. */
function shipsTo({ settings: { shipping } }: StoreState): string[] {
  const isEverywhere = shipping.zones.length === 0 || shipping.methods.some(({ zone }) => zone === null);
  return isEverywhere ? [] : [...new Set(shipping.zones.flatMap(({ countries }) => countries))];
}

/** What is known of a shop, from its own catalogue and settings; nothing that is meant for the merchant alone. */
export async function shopFacts({ state, products, countProducts, countPosts }: FactSources): Promise<ShopFacts> {
  const [shop, { body: list }, { body: collections }, productCount, postCount] = await Promise.all([
    state.get(),
    products.list(ListProducts.parse({ limit: MOST_PRODUCTS })),
    products.collections(),
    countProducts(),
    countPosts(),
  ]);
  const { settings } = shop;
  return {
    name: shop.name,
    locale: shop.locale,
    products: list.products,
    productCount: Math.max(productCount, list.products.length),
    collections: collections.collections.slice(0, MOST_COLLECTIONS),
    policies: {
      freeShippingFrom: freeFrom(shop) ?? null,
      paymentMethods: settings.paymentMethods.map(({ title }) => title),
      shipsTo: shipsTo(shop),
    },
    contact: settings.mail.replyTo === null ? null : { email: settings.mail.replyTo },
    newsletter: true,
    postCount,
  };
}
