import type { OpenAPIHono } from '@hono/zod-openapi';
import type { QueryVectors } from './adapters/embeddings/query-vectors.ts';
import type { MediaPorts } from './adapters/media/port.ts';
import type { RateLimiter } from './adapters/rate-limits/port.ts';
import type { ShareImages } from './adapters/share-images/port.ts';
import { blockDrawing } from './compose-blocks.ts';
import { mediaServing } from './compose-media.ts';
import type { PlatformSurroundings } from './compose-platform.ts';
import type { Surroundings } from './compose.ts';
import { admission, pageKeys } from './middleware/admit.ts';
import { addressLength } from './middleware/address-length.ts';
import { absoluteImages } from './middleware/absolute-images.ts';
import type { KeyUses } from './key-uses.ts';
import { causeOf, type Log } from './log.ts';
import type { Metric } from './metrics.ts';
import type { Outgoing } from './outgoing.ts';
import { answerError } from './middleware/answer-error.ts';
import { catalogueCache, type RenderedPages } from './middleware/catalogue-cache.ts';
import { findCustomer } from './middleware/customer.ts';
import { countUsage } from './middleware/count-usage.ts';
import { KEPT_PAGES, keptPages } from './middleware/kept-pages.ts';
import type { AppEnv } from './middleware/env.ts';
import { keptText, once, sendKept } from './middleware/kept-text.ts';
import { noStore, requestId } from './middleware/headers.ts';
import { RequestMetrics } from './middleware/metrics.ts';
import { requestFacts } from './middleware/request-facts.ts';
import { readiness, type Check } from './readiness.ts';
import { asksForPage, findSite, siteFinder, siteOfHost } from './middleware/find-site.ts';
import { openSite } from './middleware/open-site.ts';
import { scopeOf, storeKey } from './middleware/authenticate.ts';
import { type LeasePlatform, openPlatform } from './middleware/open-platform.ts';
import { openAdminStore } from './middleware/open-admin-store.ts';
import { openLinkedStore } from './middleware/open-linked.ts';
import { openMediaStore } from './middleware/open-media.ts';
import { openStore, type StoreDirectory } from './middleware/open-store.ts';
import { limitAddress, rateLimits, strangers } from './middleware/rate-limits.ts';
import { openToAll, storeCors } from './middleware/store-cors.ts';
import { accountPages } from './middleware/account-pages.ts';
import { accountRoutes } from './routes/account.ts';
import { auditRoutes } from './routes/audit.ts';
import { authorRoutes } from './routes/authors-admin.ts';
import { backupRoutes } from './routes/backups.ts';
import { blockAdminRoutes } from './routes/blocks-admin.ts';
import { blockRoutes } from './routes/blocks.ts';
import { blockPreviewRoutes } from './routes/blocks-preview.ts';
import { cartRoutes } from './routes/carts.ts';
import { checkoutDraftRoutes } from './routes/checkout-drafts.ts';
import { checkoutRoutes } from './routes/checkouts.ts';
import { consoleRoutes } from './routes/console.ts';
import { customerAdminRoutes } from './routes/customers-admin.ts';
import { customerRoutes } from './routes/customer.ts';
import { askRoutes } from './routes/ask.ts';
import { discountRoutes } from './routes/discounts.ts';
import { mediaRoutes } from './routes/media.ts';
import { mediaAdminRoutes } from './routes/media-admin.ts';
import { domainRoutes } from './routes/domains.ts';
import { devMailRoutes, type ShopHandles } from './routes/dev-mail.ts';
import { docsRoutes, ShownDocument } from './routes/docs.ts';
import { healthRoutes } from './routes/health.ts';
import { hostedBlogRoutes } from './routes/hosted-blog.ts';
import { hostedCartRoutes } from './routes/hosted-cart.ts';
import { hostedCheckoutRoutes } from './routes/hosted-checkout.ts';
import { shopDrawings } from './routes/hosted-drawn.ts';
import { hostedFeedRoutes } from './routes/hosted-feeds.ts';
import { hostedNewsletterRoutes } from './routes/hosted-newsletter.ts';
import { hostedOrderRoutes } from './routes/hosted-order.ts';
import { hostedPageRoutes, sectionsShower } from './routes/hosted-pages.ts';
import { hostedReviewRoutes } from './routes/hosted-review.ts';
import { hostedRobotRoutes } from './routes/hosted-robots.ts';
import { hostedShareRoutes } from './routes/hosted-share.ts';
import { hostedShopRoutes } from './routes/hosted-shop.ts';
import { hostedLost } from './routes/hosted-support.ts';
import type { BlockEngine } from '../sandbox/run/port.ts';
import type { LoadDrawing } from './pages/ssr/port.ts';
import { fragmentRoutes } from './routes/fragments.ts';
import { keyRoutes } from './routes/keys.ts';
import { newsletterAdminRoutes } from './routes/newsletter-admin.ts';
import { newsletterLinkRoutes } from './routes/newsletter-links.ts';
import { newsletterRoutes } from './routes/newsletter.ts';
import { messageRoutes } from './routes/messages-admin.ts';
import { orderParcelRoutes } from './routes/order-parcels.ts';
import { adminOrderRoutes } from './routes/orders-admin.ts';
import { originRoutes } from './routes/origins.ts';
import { platformStoreRoutes } from './routes/platform-stores.ts';
import { pageAdminRoutes } from './routes/pages-admin.ts';
import { pageRoutes } from './routes/pages.ts';
import { redirectRoutes } from './routes/redirects-admin.ts';
import { sectionAdminRoutes } from './routes/sections-admin.ts';
import { pageComposeRoutes } from './routes/page-compose.ts';
import { pageNewsRoutes } from './routes/page-news.ts';
import { paymentProviderRoutes } from './routes/payment-providers.ts';
import { paymentRoutes } from './routes/payments.ts';
import { postRoutes } from './routes/posts.ts';
import { productRoutes } from './routes/products.ts';
import { recommendationRoutes } from './routes/recommendations.ts';
import { appRouter } from './routes/router.ts';
import { searchRoutes } from './routes/search.ts';
import { sectionEventRoutes } from './routes/section-events.ts';
import { sectionSchemaRoutes } from './routes/section-schemas.ts';
import { sectionSenderRoutes } from './routes/section-senders.ts';
import { searchSettingsRoutes } from './routes/search-settings.ts';
import { unsubscribeRoutes } from './routes/unsubscribe.ts';
import { usageRoutes } from './routes/usage.ts';
import { webhookRoutes } from './routes/webhooks-admin.ts';
import { settingsRoutes } from './routes/settings.ts';
import { siteRoutes } from './routes/site.ts';
import { themeRoutes } from './routes/themes.ts';
import { themeAdminRoutes } from './routes/themes-admin.ts';
import type { SearchMemory } from './search-memory.ts';
import { quarterOf } from './services/blocks/drawing.ts';
import { ApiError } from './services/errors.ts';
import type { DomainPorts } from './services/domains.ts';
import type { SectionGenerator } from './services/sections/generator.ts';
import type { PaymentPorts } from './payment-ports.ts';
import type { PlatformHosts } from './services/resolve-host.ts';
import type { LiveSync } from './sync/port.ts';
import type { UsageSink } from './usage-counter.ts';

/** Everything that differs between the runtimes. */
export interface Ports {
  readonly stores: StoreDirectory;
  readonly platform: LeasePlatform;
  /** How stores are made and ended. */
  readonly making: PlatformSurroundings['making'];
  /** Days a deleted store can be brought back. */
  readonly graceDays: number;
  /** How domains are proved, and certificates for them got. */
  readonly domains: DomainPorts;
  readonly live: LiveSync | null;
  /** Counts requests; null where nothing is limited. */
  readonly limiter: RateLimiter | null;
  /** Counts what stores use; nothing is counted when it is left out. */
  readonly usage?: UsageSink;
  /** What makes vectors of texts; null or left out, there is no search by meaning. */
  readonly queries?: QueryVectors | null;
  /** Where the use of a key is noted. */
  readonly keyUses: KeyUses;
  /** What search remembers between requests; without it each begins anew. */
  readonly searchMemory?: SearchMemory;
  /** What leaves for people and other systems; left out, mails stay in the mailbox and webhooks wait. */
  readonly outgoing?: Outgoing;
  /** Who takes money; left out, merchants do by hand. */
  readonly payments?: PaymentPorts;
  /** Where pictures are kept, and what makes them; null or left out, none are taken. */
  readonly media?: MediaPorts | null;
  /** What writes sections where a model is wished for; left out, they are composed by rule alone. */
  readonly sectionModel?: SectionGenerator | null;
  /** What runs merchants' blocks and cleans what they give; left out, blocks are what they drew last. */
  readonly blocks?: BlockEngine | null;
  /** What draws elements on the server; left out, pages of sections are not shown. */
  readonly drawing?: LoadDrawing;
  /** Opens `/dev/mail`, with the stores it shows; left out, there is no such page. */
  readonly devMail?: ShopHandles | undefined;
  readonly now: () => number;
  readonly log: Log;
  /** Where rendered answers are kept; null where a process is too short-lived for it. */
  readonly rendered: RenderedPages | null;
  /** What draws the pictures that pages are shared with; without it pages are shared with the shop's own. */
  readonly shareImages?: ShareImages | null;
  /** The Markdown of the page about an error code. */
  readonly errorPage: (code: string) => Promise<string | undefined>;
  /** The address browsers reach us under, when it is not the one they sent. */
  readonly publicUrl: string | null;
  /** What has to be so for requests to be served, by name; the registry of stores is asked in any case. */
  readonly checks?: Readonly<Record<string, Check>>;
  /** What the runtime measures of itself. */
  readonly measures?: () => readonly Metric[];
  /** Opens `/metrics`; null leaves them to this machine. */
  readonly metricsToken?: string | null;
  /** Hosts that are the platform's own; others are a store's or nobody's. */
  readonly hosts: PlatformHosts;
}

const INFO = {
  openapi: '3.1.0',
  info: {
    title: 'Vitrine API',
    version: '1',
    description:
      'The public API of a store: catalogue, search, cart, checkout. Prices are integers of the smallest unit. It needs no key; a page may show the publishable one of its store as `?key=`. Operations that need a key say which scope, and take it as `Authorization: Bearer …`.',
  },
} as const;

/** Methods that only some paths know, and others therefore refuse with 405. */
function allowedMethods(app: OpenAPIHono<AppEnv>): (path: string) => string[] {
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replace(/:[a-zA-Z]+/g, '[^/]+')}$`) }));
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}

/** Names in the document the scope that each route behind a key asks for. */
function nameScopes({ routes, openAPIRegistry }: OpenAPIHono<AppEnv>): void {
  const scopes = new Map(
    routes
      .map(({ method, path, handler }) => [`${method} ${path}`, scopeOf(handler)] as const)
      .filter(([, scope]) => scope !== undefined),
  );
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { route } = definition;
    const scope = scopes.get(`${route.method.toUpperCase()} ${route.path.replace(/\{(\w+)\}/g, ':$1')}`);
    if (scope !== undefined) route.security = [{ key: [scope] }];
  }
}

/** The whole API, for either runtime. */
export function createApp(ports: Ports): OpenAPIHono<AppEnv> {
  const metrics = new RequestMetrics();
  const surroundings: Surroundings = {
    live: ports.live,
    usage: ports.usage,
    queries: ports.queries,
    memory: ports.searchMemory,
    outgoing: ports.outgoing,
    payments: ports.payments,
    sectionModel: ports.sectionModel,
    blocks: blockDrawing(ports.blocks ?? null, ports.rendered !== null),
    media: mediaServing(ports.media ?? null, (error) =>
      ports.log('warn', 'could not make a picture', { cause: causeOf(error) }),
    ),
    now: ports.now,
    onTrouble: (what, error, about) => ports.log('warn', `could not ${what}`, { ...about, cause: causeOf(error) }),
  };
  const platform = { now: ports.now, making: ports.making, graceDays: ports.graceDays, domains: ports.domains };
  const page = [catalogueCache(ports.rendered, ports.now), absoluteImages];
  const sectionsPage = [
    catalogueCache(ports.rendered, ports.now, ({ livePages }) => livePages.version()),
    absoluteImages,
  ];
  const postsPage = [catalogueCache(ports.rendered, ports.now, ({ posts }) => posts.version()), absoluteImages];
  const drawnBy = async () => `-${(await ports.drawing?.())?.script ?? ''}`;
  const blocksPage = [
    catalogueCache(
      ports.rendered,
      ports.now,
      ({ liveBlocks }) => liveBlocks.version(),
      async () => `-${quarterOf(ports.now())}`,
    ),
  ];
  const fragmentsPage = [catalogueCache(ports.rendered, ports.now, ({ livePages }) => livePages.version(), drawnBy)];

  const app = appRouter();
  app.use(requestFacts((facts) => metrics.observe(facts)));
  app.use(requestId(ports.publicUrl));
  app.use(addressLength);
  app.use(rateLimits(ports.limiter));
  app.use(findSite(siteFinder(ports.stores, ports.hosts, strangers(ports.limiter)), ports.publicUrl, ports.hosts));
  app.use('/v1/stores/:store/*', storeCors(ports.stores), limitAddress);
  app.use('/v1/openapi.json', openToAll, limitAddress);
  app.use('/v1/section-schemas/*', openToAll, limitAddress);
  app.use('/docs/*', limitAddress);
  app.use('/console/*', limitAddress);
  // Behind keys: for programs alone, so no origin is let in, and nothing is kept.
  for (const behindKeys of ['/v1/admin/*', '/v1/platform/*'])
    app.use(behindKeys, noStore, openPlatform(ports.platform, platform, ports.keyUses));
  app.use('/v1/stores/:store/*', openStore(ports.stores, surroundings, admission(pageKeys(ports.platform, platform))));
  if (ports.usage) app.use('/v1/stores/:store/*', countUsage(ports.usage));
  app.use('/v1/stores/:store/*', findCustomer);
  app.route('/', productRoutes(page));
  app.route('/', searchRoutes(page));
  app.route('/', recommendationRoutes(page));
  app.route('/', pageRoutes(sectionsPage));
  app.route('/', blockRoutes(blocksPage));
  app.route('/', fragmentRoutes(fragmentsPage, ports.drawing, ports.now, ports.hosts.baseDomain));
  app.route('/', postRoutes(postsPage));
  app.route('/', cartRoutes());
  app.route('/', checkoutRoutes());
  app.route('/', paymentRoutes());
  app.route('/', customerRoutes());
  app.route('/', checkoutDraftRoutes());
  app.route('/', pageNewsRoutes());
  app.route('/', sectionEventRoutes());
  app.route('/', newsletterRoutes());
  app.route('/', themeRoutes());
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  const admin = { needs: storeKey(ports.stores), security: [{ key: [] }] };
  app.route('/', keyRoutes(admin));
  app.route('/', originRoutes(admin, ports.stores));
  app.route('/', domainRoutes(admin, ports.stores));
  app.route('/', askRoutes(siteOfHost(ports.stores, ports.hosts), ports.now));
  app.route('/', sectionSchemaRoutes());
  app.route('/', auditRoutes(admin));
  app.route('/', backupRoutes(admin, ports.stores));
  app.route('/', platformStoreRoutes(admin, ports.stores));
  const openAdmin = openAdminStore(ports.stores, surroundings);
  app.route('/', usageRoutes(admin, ports.stores, openAdmin));
  app.route('/', searchSettingsRoutes(admin, openAdmin));
  app.route('/', settingsRoutes(admin, openAdmin));
  app.route('/', discountRoutes(admin, openAdmin));
  app.route('/', pageAdminRoutes(admin, openAdmin));
  app.route('/', sectionAdminRoutes(admin, openAdmin));
  app.route('/', blockAdminRoutes(admin, openAdmin));
  app.route('/', blockPreviewRoutes(admin, openAdmin));
  app.route('/', redirectRoutes(admin, openAdmin));
  app.route('/', themeAdminRoutes(admin, openAdmin));
  app.route('/', mediaAdminRoutes(admin, openAdmin));
  app.route('/', adminOrderRoutes(admin, openAdmin));
  app.route('/', orderParcelRoutes(admin, openAdmin));
  app.route('/', paymentProviderRoutes(admin, openAdmin));
  app.route('/', customerAdminRoutes(admin, openAdmin));
  app.route('/', messageRoutes(admin, openAdmin));
  app.route('/', newsletterAdminRoutes(admin, openAdmin));
  app.route('/', authorRoutes(admin, openAdmin));
  app.route('/', webhookRoutes(admin, openAdmin));
  app.route('/', sectionSenderRoutes(admin, openAdmin));
  app.route('/', pageComposeRoutes(admin, openAdmin));
  nameScopes(app);
  const openApi = once(() => app.getOpenAPI31Document(INFO));
  const openApiText = keptText(async () => JSON.stringify(openApi()));
  app.get('/v1/openapi.json', async (c) => sendKept(c, await openApiText(), 'application/json'));
  const openLinked = openLinkedStore(ports.stores, surroundings);
  app.route('/', unsubscribeRoutes(openLinked, limitAddress));
  app.route('/', newsletterLinkRoutes(openLinked, limitAddress));
  if (ports.devMail) app.route('/', devMailRoutes(openLinked, ports.devMail));
  app.route('/', mediaRoutes(openMediaStore(ports.stores, surroundings)));
  app.route('/', siteRoutes(openSite(ports.stores, surroundings), ports.now));
  const { stores, usage, publicUrl, log } = ports;
  const shareImages = ports.shareImages ?? null;
  const hosted = {
    stores,
    usage,
    publicUrl,
    log,
    surroundings,
    draws: shareImages !== null,
    pages: keptPages(ports.rendered ? KEPT_PAGES.process : KEPT_PAGES.isolate),
  };
  app.route('/', hostedRobotRoutes(hosted));
  app.route('/', hostedShareRoutes(hosted, shareImages));
  const showSections = sectionsShower(ports.drawing);
  app.route('/', hostedShopRoutes(hosted, showSections, shopDrawings(ports.drawing)));
  app.route('/', hostedPageRoutes(hosted, showSections));
  app.route('/', hostedCartRoutes(hosted));
  app.route('/', hostedCheckoutRoutes(hosted));
  app.route('/', hostedReviewRoutes(hosted));
  app.route('/', hostedOrderRoutes(hosted));
  app.route('/', hostedNewsletterRoutes(hosted));
  app.route('/', hostedFeedRoutes(hosted));
  app.route('/', hostedBlogRoutes(hosted, showSections));
  app.route('/', accountRoutes(accountPages(ports.stores, surroundings)));
  app.route(
    '/',
    healthRoutes({
      ready: readiness({ registry: ports.stores.ping, ...ports.checks }, ports),
      metrics: () => [...metrics.collect(), ...(ports.measures?.() ?? [])],
      metricsToken: ports.metricsToken ?? null,
    }),
  );
  app.route(
    '/',
    docsRoutes(() => ShownDocument.parse(openApi()), ports.errorPage),
  );

  app.route('/', consoleRoutes());

  const allowed = allowedMethods(app);
  const lost = hostedLost(hosted);
  app.notFound((c) => {
    const methods = allowed(c.req.path);
    if (methods.length === 0 && asksForPage(c.req) && c.var.site.kind === 'store') return lost(c);
    if (methods.length === 0 || methods.includes(c.req.method))
      return answerError(new ApiError('not_found', 'There is nothing under this address.'), c, ports.log);
    c.header('allow', [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', '));
    return answerError(new ApiError('method_not_allowed', `${c.req.method} is not understood here.`), c, ports.log);
  });
  app.onError((error, c) => answerError(error, c, ports.log));
  return app;
}
