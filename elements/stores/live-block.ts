import type { ShowBlockWithCart, ShownBlock } from '../../edge-api/contract/blocks.ts';
import type { StoreSummary } from '../../edge-api/contract/stores.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { blockClient, type BlockRequest } from '../client/block-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';
import { retryImport } from '../internal/retry-import.ts';
import type { CartStore } from './cart-store.ts';

/** A block that was asked for. */
export interface BlockState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly block?: ShownBlock | undefined;
  /** The store's summary, as it came with the block. */
  readonly summary?: StoreSummary | undefined;
  readonly error?: ApiError | undefined;
}

type Lines = ShowBlockWithCart['lines'];

/** How long a refusal is remembered, in milliseconds: elements ask whenever they are drawn, and they are drawn when it comes. */
const FAILED_MS = 30_000;
/** When a shop out of reach is asked again, twice as late each time, up to the second; in milliseconds. */
const FIRST_WAIT_MS = 15_000;
const MOST_WAIT_MS = 300_000;
/** How long a cart has to rest before a block is asked for again, in milliseconds. */
const CART_RESTS_MS = 300;
/** Pages that hear of a change at once do not all ask at once, but within so many milliseconds. */
const SPREAD_MS = 250;
/** When a page counts as idle whose browser does not tell. */
const IDLE_MS = 2000;
/** Most lines that are sent, as many as the API takes. */
const MOST_LINES = 200;

const news = retryImport(() => import('./page-news.ts'), import.meta.url);

const linesOf = (cart: CartStore): Lines =>
  cart.value.lines
    .slice(0, MOST_LINES)
    .map(({ variantId, quantity, options }) => ({ variantId, quantity, options: { ...options } }));

/**
 * A block that stays as the shop's is, and as the cart is where it reads that, while somebody shows it. One that came drawn with its page is
 * drawn anew with it: it asks for itself only as the cart changes.
 */
class LiveBlock extends Signal<BlockState> {
  private readonly client: ApiClient;
  private readonly cart: CartStore;
  private readonly request: BlockRequest;
  private readonly forget: () => void;
  private shown = 0;
  private asking: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private unfollow: (() => void) | undefined;
  private uncart: (() => void) | undefined;
  private waitMs = FIRST_WAIT_MS;
  /** What its page brought along. */
  private drawn: ShownBlock | undefined;
  private readonly brought = new WeakSet<ShownBlock>();
  /** The cart that the block was last asked for with. */
  private asked = '[]';

  constructor(client: ApiClient, cart: CartStore, request: BlockRequest, forget: () => void, drawn?: ShownBlock) {
    super(drawn ? { status: 'ready', block: drawn } : { status: 'loading' });
    this.client = client;
    this.cart = cart;
    this.request = request;
    this.forget = forget;
    this.drawn = drawn;
    if (drawn) this.brought.add(drawn);
    if (!drawn) void this.ask();
  }

  /** Takes what the page has brought since. */
  renew(drawn: ShownBlock): void {
    if (this.brought.has(drawn)) return;
    this.brought.add(drawn);
    const isSame = JSON.stringify(drawn) === JSON.stringify(this.drawn);
    this.drawn = drawn;
    // Whoever brings it is just being drawn, and would not hear of it.
    if (!isSame) queueMicrotask(() => this.takeOwn(drawn));
  }

  private takeOwn(drawn: ShownBlock): void {
    // With something in the cart, only the shop knows what it looks like now.
    if (drawn.readsCart && this.asked !== '[]') return this.askIn(0);
    this.asking?.abort();
    this.asking = undefined;
    this.value = { ...this.value, status: 'ready', block: drawn };
    this.follow();
  }

  override subscribe(listener: () => void): () => void {
    const stop = super.subscribe(listener);
    this.shown++;
    this.follow();
    return () => {
      stop();
      if (--this.shown) return;
      clearTimeout(this.timer);
      removeEventListener('online', this.again);
      if (this.value.status === 'failed') this.forget();
      this.unfollow?.();
      this.uncart?.();
      this.unfollow = this.uncart = undefined;
    };
  }

  /** Asks anew and takes the answer, unless it is asked again meanwhile: the latest question wins. */
  private async ask(): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const lines = this.value.block?.readsCart ? linesOf(this.cart) : [];
    this.asked = JSON.stringify(lines);
    try {
      const { block, store } = await blockClient(this.client, this.request, lines, asking.signal);
      if (asking === this.asking) this.take(block, store);
    } catch (thrown) {
      // The client throws nothing else.
      if (asking === this.asking) this.fail(thrown as ApiError);
    }
  }

  private take(block: ShownBlock, summary: StoreSummary): void {
    removeEventListener('online', this.again);
    this.waitMs = FIRST_WAIT_MS;
    this.value = { status: 'ready', block, summary };
    this.follow();
  }

  private fail(error: ApiError): void {
    const { status } = this.value;
    // What is shown stays, unless the shop has taken it away.
    if (status !== 'ready' || error.status === 404 || error.status === 410) this.value = { status: 'failed', error };
    if (status === 'ready') return;
    // What the shop refuses it will refuse again.
    if (error.status >= 400 && error.status < 500 && error.status !== 429) {
      if (status === 'loading') setTimeout(this.forget, FAILED_MS);
    } else if (this.shown) {
      addEventListener('online', this.again, { once: true });
      this.askIn(this.waitMs);
      this.waitMs = Math.min(this.waitMs * 2, MOST_WAIT_MS);
    }
  }

  private readonly again = (): void => this.askIn(0);

  /** Begins to listen, to the shop and where it has to to the cart, once there is something to show. */
  private follow(): void {
    if (!this.shown || this.value.status !== 'ready') return;
    if (!this.drawn) this.unfollow ??= whenNewsComes(this.client, () => this.askIn(Math.random() * SPREAD_MS));
    if (this.uncart || !this.value.block?.readsCart) return;
    this.uncart = this.cart.subscribe(() => this.look());
    // Nobody has needed what is in the cart until now.
    if (this.cart.value.status === 'idle' && this.cart.value.count > 0) void this.cart.load();
    this.look();
  }

  private look(): void {
    const { status } = this.cart.value;
    if (status === 'idle' || status === 'loading') return;
    if (JSON.stringify(linesOf(this.cart)) !== this.asked) this.askIn(CART_RESTS_MS);
  }

  private askIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), ms);
  }
}

/** Calls back whenever something of the shop has changed, from when the page is idle and seen, until what it answers is called. */
function whenNewsComes(client: ApiClient, changed: () => void): () => void {
  let isOver = false;
  let stop = (): void => undefined;
  const begin = async (): Promise<void> => {
    const { followPages } = await news();
    if (!isOver) stop = followPages(client, changed);
  };
  const look = (): void => {
    if (isOver) return;
    if (document.hidden) document.addEventListener('visibilitychange', look, { once: true });
    // Without the code of it, a page is as it was when it was opened.
    else begin().catch(() => undefined);
  };
  (globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, IDLE_MS)))(look);
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', look);
    stop();
  };
}

const blocks = new WeakMap<ApiClient, Map<string, LiveBlock>>();

/** A block as it is to be shown; one request for all elements that ask alike, and none yet for one that came `drawn`. */
export function liveBlock(
  client: ApiClient,
  cart: CartStore,
  request: BlockRequest,
  drawn?: ShownBlock,
): Observable<BlockState> {
  const known = blocks.get(client) ?? new Map<string, LiveBlock>();
  blocks.set(client, known);
  const key = JSON.stringify(request);
  const found = known.get(key);
  if (found && drawn) found.renew(drawn);
  if (found) return found;
  const forget = (): void => {
    if (known.get(key) === made) known.delete(key);
  };
  const made = new LiveBlock(client, cart, request, forget, drawn);
  known.set(key, made);
  return made;
}
