import type { QueryVectors } from './adapters/embeddings/query-vectors.ts';
import { type BlockDrawing, type BlockServices, composeBlocks } from './compose-blocks.ts';
import { composeMedia, type MediaServices, type MediaServing } from './compose-media.ts';
import { composeOutgoing, type OutgoingServices } from './compose-outgoing.ts';
import { composePayments, type StorePayments } from './compose-payments.ts';
import { composeOrders, type OrderServices } from './compose-orders.ts';
import { composePages, type PageServices } from './compose-pages.ts';
import { composeSections, type SectionServices } from './compose-sections.ts';
import { composeThemes, type ThemeServices } from './compose-themes.ts';
import { composeRules, type RuleServices } from './compose-rules.ts';
import type { Database } from './db/database.ts';
import type { Outgoing } from './outgoing.ts';
import { NO_PROVIDERS, type PaymentPorts } from './payment-ports.ts';
import { providersReady } from './adapters/payments/registry.ts';
import { lazySignIns } from './adapters/auth/lazy.ts';
import { lazyPasskeys } from './adapters/auth/passkeys-port.ts';
import { accountRepository } from './repositories/accounts.ts';
import { cartRepository } from './repositories/carts.ts';
import { checkoutDraftRepository } from './repositories/checkout-drafts.ts';
import { collectionRepository } from './repositories/collections.ts';
import { customerErasure } from './repositories/customer-erasure.ts';
import { customerRepository } from './repositories/customers.ts';
import { orderRepository } from './repositories/orders.ts';
import { productRepository } from './repositories/products.ts';
import { quoteRepository } from './repositories/quotes.ts';
import { storeSizeRepository, type StoreSize } from './repositories/store-size.ts';
import { recommendationRepository } from './repositories/recommendations.ts';
import { searchFactsRepository } from './repositories/search-facts.ts';
import { searchPagesRepository } from './repositories/search-pages.ts';
import { textQueries } from './repositories/search-text.ts';
import { salesRepository } from './repositories/search-sales.ts';
import { vectorRepository } from './repositories/search-vectors.ts';
import { searchSettingsRepository } from './repositories/search-settings.ts';
import { type StateRepository, stateRepository } from './repositories/state.ts';
import { SearchMemory } from './search-memory.ts';
import { accountLimits } from './services/account-limits.ts';
import { type PasskeyService, passkeyService } from './services/account-passkeys.ts';
import { type AccountTokens, accountTokens } from './services/account-tokens.ts';
import { type AccountService, accountService } from './services/accounts.ts';
import { type CustomerService, customerService } from './services/customers.ts';
import { cartService, type CartService } from './services/carts.ts';
import { checkoutDraftService, type CheckoutDraftService } from './services/checkout-drafts.ts';
import { checkoutService, type CheckoutService } from './services/checkouts.ts';
import { storeLiveCarts } from './services/live-carts.ts';
import { type PageNewsService, pageNewsService } from './services/page-news.ts';
import { orderService, type OrderService } from './services/orders.ts';
import { limitsOf, monthStart, type Planned } from './services/plans.ts';
import { productService, type ProductService } from './services/products.ts';
import { quoteService, type QuoteService } from './services/quotes.ts';
import { recommendationService, type RecommendationService } from './services/recommendations.ts';
import { factsReader } from './services/search/facts.ts';
import { sortedPages } from './services/search/pages.ts';
import type { Indexer } from './services/search/indexer.ts';
import { learnService, type LearnService } from './services/search/learn.ts';
import { meaningService, type MeaningService } from './services/search/meaning.ts';
import type { SectionGenerator } from './services/sections/generator.ts';
import { searchService, type SearchService } from './services/search.ts';
import { searchSettingsService, type SearchSettingsService } from './services/search-settings.ts';
import { storeService, type StoreService } from './services/store.ts';
import type { LiveSync } from './sync/port.ts';
import { textIndexOf } from './text-index.ts';
import type { UsageSink } from './usage-counter.ts';

/** Everything one store can do for a caller. */
export interface StoreServices
  extends
    OutgoingServices,
    RuleServices,
    OrderServices,
    PageServices,
    SectionServices,
    BlockServices,
    MediaServices,
    ThemeServices {
  readonly store: StoreService;
  readonly products: ProductService;
  readonly search: SearchService;
  /** Keeps the text index in step. */
  readonly textIndexer: Indexer;
  readonly searchSettings: SearchSettingsService;
  readonly meaning: MeaningService;
  readonly recommendations: RecommendationService;
  readonly learn: LearnService;
  readonly quotes: QuoteService;
  readonly carts: CartService;
  readonly checkouts: CheckoutService;
  readonly checkoutDrafts: CheckoutDraftService;
  readonly orders: OrderService;
  /** Money, in and out. */
  readonly payments: StorePayments;
  /** Customers signing in and out, on our own pages. */
  readonly accounts: AccountService;
  readonly passkeys: PasskeyService;
  /** What a merchant's page may have of a session. */
  readonly accountTokens: AccountTokens;
  readonly customers: CustomerService;
  /** Where open pages hear of changes. */
  readonly pageNews: PageNewsService;
  /** How much is in its database and its media library now. */
  readonly size: () => Promise<StoreSize>;
}

/** What the services need besides the store's database. */
export interface Surroundings {
  readonly live: LiveSync | null;
  /** Where what stores do is counted; nowhere when it is left out. */
  readonly usage?: UsageSink | undefined;
  /** What makes vectors of texts; search by meaning is off without it. */
  readonly queries?: QueryVectors | null | undefined;
  /** What searches remember between requests; nothing when it is left out. */
  readonly memory?: SearchMemory | undefined;
  /** Where pictures are kept and made; left out, none are taken. */
  readonly media?: MediaServing | null | undefined;
  /** What draws merchants' blocks; left out, they are what they drew last. */
  readonly blocks?: BlockDrawing | undefined;
  /** What writes sections where a model is wished for; left out, they are composed by rule alone. */
  readonly sectionModel?: SectionGenerator | null | undefined;
  /** What leaves for people and other systems; left out, mails stay in the mailbox and webhooks wait. */
  readonly outgoing?: Outgoing | undefined;
  /** Who takes money; left out, merchants do by hand. */
  readonly payments?: PaymentPorts | undefined;
  readonly now: () => number;
  /** Told of failures that a caller is spared, such as live sync being away. */
  readonly onTrouble: (what: string, error: unknown, about?: Trouble) => void;
}

/** Which store and request a failure belongs to. */
export interface Trouble {
  readonly store?: string;
  readonly requestId?: string;
}

/** The same, with every failure said to be of this store and request. */
export const surroundingsOf = (surroundings: Surroundings, about: Trouble): Surroundings => ({
  ...surroundings,
  onTrouble: (what, error) => surroundings.onTrouble(what, error, about),
});

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Builds the services of one store over its database: the only place where services meet repositories. */
export function composeStore(
  store: { id: string; instantAppId: string; handle?: string; canonicalHost?: string | null } & Planned,
  database: Database,
  {
    live: liveSync,
    usage,
    queries = null,
    memory,
    media: serving,
    blocks,
    sectionModel: model = null,
    outgoing,
    payments: ports,
    now,
    onTrouble,
  }: Surroundings,
): StoreServices {
  const live = liveSync && storeLiveCarts(liveSync, store);
  const state = stateRepository(database);
  const orders = orderRepository(database);
  const quotes = quoteService(quoteRepository(database), now, providersReady(ports ?? NO_PROVIDERS));
  const vectors = vectorRepository(database);
  const onTokens = (tokens: number) => usage?.count(store.id, 'embeddingTokens', tokens);
  // Codes are worth reading where they stay: elsewhere the database compares.
  const shelf = memory?.shares ? memory.of(store.id) : undefined;
  const meaning = meaningService({ vectors, queries, memory: shelf, onTokens, onTrouble });
  const remembered = (memory ?? new SearchMemory({ maxBytes: 0, shares: false })).of(store.id);
  const collections = collectionRepository(database);
  const facts = factsReader(searchFactsRepository(database), remembered, pause);
  const pages = searchPagesRepository(database);
  const textIndexer = textIndexOf(database, now);
  const payments = composePayments(database, { storeId: store.id, ports, now, onTrouble });
  const accounts = accountParts(database, state, now);
  const carts = cartService({ carts: cartRepository(database), state, live, now, onTrouble });
  const drafts = checkoutDraftService({ drafts: checkoutDraftRepository(database), state, carts, now });
  const pictures = composeMedia(database, { store, serving, now });
  const search = searchService({
    queries: textQueries(database),
    settings: searchSettingsRepository(database),
    shelf: remembered,
    indexer: textIndexer,
    meaning,
    facts,
    pages,
    collections,
    now,
    onTrouble,
  });
  const products = productService(productRepository(database), collections, {
    facts,
    page: sortedPages(pages),
    matching: search.matching,
  });
  const drawn = composeBlocks(database, { store, drawing: blocks, products, search, quotes, now });
  const made = composePages(database, { store, usage, now, drawBlocks: drawn.liveBlocks.drawn });
  return {
    store: storeService(state, { liveCart: live !== null }),
    products,
    search,
    textIndexer,
    searchSettings: searchSettingsService(searchSettingsRepository(database), now),
    meaning,
    recommendations: recommendationService(recommendationRepository(database), meaning),
    learn: learnService({
      index: textIndexer,
      vectors,
      sales: salesRepository(database),
      embedder: queries?.embedder ?? null,
      onTokens,
      now,
      onTrouble,
    }),
    quotes,
    carts,
    checkoutDrafts: drafts,
    checkouts: checkoutService({
      orders,
      quotes,
      carts,
      drafts,
      emailOf: async (customerId) => (await customerRepository(database).find(customerId))?.email,
      live: live !== null,
      mostOrders: () => limitsOf(store).ordersPerMonth,
      onPlaced: () => usage?.count(store.id, 'orders'),
      now,
    }),
    orders: orderService(orders),
    ...composeOrders(database, { orders, quotes, money: payments, now, onTrouble }),
    payments,
    ...accounts,
    pageNews: pageNewsService(live),
    ...composeRules(database, now),
    ...composeThemes(database, { store, serving, now }),
    ...drawn,
    ...made,
    ...composeSections(database, { store, ...made, state, products, model, sealer: outgoing?.sealer ?? null, now }),
    ...pictures,
    async size() {
      const size = await storeSizeRepository(database).read(monthStart(now()));
      return { ...size, bytes: size.bytes + (await pictures.media.bytes()) };
    },
    ...composeOutgoing(database, { store, outgoing, orders, state, carts, drafts, live, now, onTrouble }),
  };
}

/** Everything about customers and their accounts. */
function accountParts(database: Database, state: StateRepository, now: () => number) {
  const accounts = accountRepository(database);
  const kept = customerRepository(database);
  const limits = accountLimits(accounts, now);
  const customers = customerService(kept, customerErasure(database), state, now);
  const signIns = lazySignIns(database, accounts.secret);
  const service = accountService({ signIns, accounts, customers, limits, now });
  return {
    customers,
    accounts: service,
    passkeys: passkeyService({ load: lazyPasskeys, accounts, service, limits, now }),
    accountTokens: accountTokens(accounts, kept, limits, now),
  };
}
