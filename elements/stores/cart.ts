import { foldCart, lineKey } from '../../edge-api/contract/cart-log.ts';
import { takeId } from '../../edge-api/contract/take-id.ts';
import type { ApiClient } from '../client/api-client.ts';
import { shopClient } from '../client/shop-client.ts';
import { toJson } from '../client/to-json.ts';
import { Signal } from '../internal/observable.ts';
import { openCartLink } from './cart/cart-link.ts';
import { openCartDatabase } from './cart/database.ts';
import { checkLine, entryOf, type Intent } from './cart/intent.ts';
import { openJournal } from './cart/journal.ts';
import { limit } from './cart/limit.ts';
import { QUEUED, readLocal, storagePrefix, writeLocal } from './cart/local.ts';
import { takeAbandoned, type QueuedIntent } from './cart/queued.ts';
import { openQuotes } from './cart/quotes.ts';
import { openRows } from './cart/rows.ts';
import { openSessions } from './cart/session.ts';
import { sharingOf } from './cart/sharing.ts';
import { openTabs, type TabNews, type Tabs } from './cart/tabs.ts';
import { openVault, type KeptSession } from './cart/vault.ts';
import { editEntries } from './cart/edit-line.ts';
import { openNews } from './cart/news.ts';
import type { CartActions, CartState, CartStore } from './cart-store.ts';

/** The cart behind the facade. */
export interface LoadedCart extends CartStore, CartActions {
  /** Keeps what one call means; rejects only when the call makes no sense. */
  perform(intent: Intent, id?: string): Promise<void>;
}

export interface CartDeps {
  readonly handle: string;
  readonly client: ApiClient;
  /** Intents that could not be kept in localStorage while this code was not there. */
  readonly queued?: QueuedIntent[];
  /** What is shown until the lines are known. */
  readonly initial?: CartState;
}

/** Least time between two looks at the server because the shopper came back, in milliseconds. */
const RETURN_MS = 2000;
/** How long `load` waits for the server's view when this browser has none of its own, in milliseconds. */
const LOAD_MS = 8000;

const NOTHING: CartState = {
  status: 'idle',
  count: 0,
  lines: [],
  note: '',
  quote: undefined,
  quoting: false,
  quoteFailed: false,
};

/** Opens the cart of one store: the fold of what the server showed and what waits in the browser's journal. */
export function openCart({ handle, client: catalogClient, queued = [], initial = NOTHING }: CartDeps): LoadedCart {
  const client = shopClient(catalogClient);
  const prefix = storagePrefix(handle);
  const currency = readLocal(`${prefix}currency`) || undefined;
  const state = new Signal<CartState>({ ...initial, status: 'loading', currency });
  /** Goes up with each word from the link. */
  const answers = new Signal(0);
  let session: KeptSession | undefined;
  /** Secret of the cart that the other tabs know of; '' where this one cannot say. */
  let known = '';
  let tabs: Tabs | undefined;
  let booting: Promise<void> | undefined;
  /** Raised by each start and stop: a start that was overtaken goes no further. */
  let era = 0;
  let lastReturn = -RETURN_MS;
  let takingUp: ReturnType<typeof setTimeout> | undefined;

  const database = openCartDatabase(`${prefix}cart`);
  const journal = openJournal(prefix, database);
  const vault = openVault(prefix, database);
  const sessions = openSessions(prefix, client, vault);
  const quotes = openQuotes(client, (priced) => {
    show(priced);
    if ('currency' in priced) setCurrency(priced.currency ?? '');
  });
  const savedQuotes = openQuotes(client, ({ quote }) => quote && show({ savedQuote: quote }));
  const news = openNews(prefix, (list) => show({ news: list }));
  const rows = openRows(journal, () => session, connect);
  const link = openCartLink(client, sessions, {
    session: () => session,
    adopt,
    pending: rows.pending,
    log(entries) {
      const outdated = rows.see(entries);
      if (outdated.length) link.forget(outdated);
      refresh();
    },
    refuse(refused, code) {
      if (code === 'cart_full') {
        show({ status: 'failed' });
        return false;
      }
      console.warn(`[vitrine] The shop refused a change of the cart (${code}).`, refused);
      rows.giveUp(refused);
      refresh();
      return true;
    },
    status(status, closed = false) {
      show({ status, closed });
      answers.value++;
    },
    expires: (expiresAt) => show({ expiresAt }),
  });

  function show(change: Partial<CartState>): void {
    const keys = Object.keys(change) as (keyof CartState)[];
    if (keys.some((key) => change[key] !== state.value[key])) state.value = { ...state.value, ...change };
  }

  function refresh(): void {
    const { lines, saved, note, codes, count } = foldCart(rows.all());
    const { value } = state;
    const changed = toJson([lines, saved, note, codes]) !== toJson([value.lines, value.saved, value.note, value.codes]);
    if (changed) show({ lines, saved, note, codes });
    if (count !== value.count) show({ count });
    writeLocal(`${prefix}count`, count ? `${count}` : null);
    if (booting) price();
  }

  function price(): void {
    const { lines, saved = [], codes, currency } = state.value;
    quotes.update(lines, { codes, currency });
    savedQuotes.update(saved, { currency });
  }

  function setCurrency(wanted: string): void {
    writeLocal(`${prefix}currency`, wanted || null);
    show({ currency: wanted || undefined });
    price();
  }

  /** A mere visitor has no cart at the edge; whoever has one, or something to put in, is connected. */
  function connect(): void {
    if (!booting) return;
    if (session || rows.waiting()) link.push();
    else if (state.value.status === 'loading') show({ status: 'ready' });
  }

  /** Whether this is old news: this page has gone on from that cart, and did not come back to it. */
  const isPast = (next: KeptSession): boolean =>
    !!session?.chain.includes(next.cartId) && !next.chain.includes(session.cartId);

  async function adopt(next: KeptSession): Promise<void> {
    if (isPast(next)) return;
    const changed = next.cartId !== session?.cartId;
    // Its time at the shop was over, and all of it goes into a new one.
    if (changed && session && next.expired && rows.all().length) news.tell('restored');
    session = next;
    show({ expiresAt: next.expiresAt });
    await rows.move(next);
    refresh();
    // By now this tab may have found in the vault what it put there itself; the others have not heard of it all the same.
    if (next.token !== known) tabs?.tell({ session: next });
    known = next.token;
  }

  async function follow(next: KeptSession | undefined): Promise<void> {
    if (!booting || !next || next.token === session?.token || isPast(next)) return;
    // What was known of the cart that is left says nothing of one this page comes back to.
    known = '';
    // Two carts that know nothing of each other were begun at the same moment: nothing of ours may stay behind.
    const stranger = session !== undefined && next.cartId !== session.cartId && !next.chain.includes(session.cartId);
    session = next;
    const moving = rows.move(next, stranger);
    link.restart();
    await moving;
    refresh();
  }

  /** Goes over to the session this browser keeps by now. */
  async function catchUp(): Promise<void> {
    await follow(await vault.read());
  }

  /** That session, with the link at rest so that nothing goes to a cart about to be left. */
  async function current(): Promise<KeptSession | undefined> {
    await catchUp();
    link.stop();
    return session;
  }

  function hear(news: TabNews): void {
    const theirs = news.session;
    // Of two carts begun at the same moment, and of two secrets of one, the kept one wins: each tab looks for itself.
    if (theirs && session && !theirs.chain.includes(session.cartId)) void vault.read().then(follow);
    else void follow(theirs);
    if (!news.rows?.length) return;
    rows.hear(news.rows);
    refresh();
    connect();
  }

  /** Does what was asked for while this code was not there. */
  function takeUp(intents: readonly QueuedIntent[]): void {
    for (const [id, intent] of intents) {
      try {
        void write([{ ...entryOf(intent), id }]);
      } catch (error) {
        console.warn('[vitrine] A change of the cart made no sense.', error);
      }
    }
  }

  function takeUpAbandoned(): void {
    const { abandoned, againMs } = takeAbandoned(prefix);
    takeUp(abandoned);
    if (againMs) takingUp = setTimeout(takeUpAbandoned, againMs);
  }

  async function boot(): Promise<void> {
    const begun = ++era;
    listen(true);
    tabs = openTabs(prefix, hear);
    const [kept, seen, stored] = await Promise.all([vault.read(), journal.readSeen(), journal.read()]);
    if (begun !== era) return;
    session ??= kept;
    known = session?.token ?? '';
    rows.restore(stored, seen);
    if (session) await rows.move(session);
    // Another tab may have gone over to another cart while this one did not listen.
    await follow(kept);
    takeUp(queued.splice(0));
    takeUpAbandoned();
    refresh();
    connect();
  }

  const ready = (): Promise<void> => (booting ??= boot());

  function onReturn({ type, persisted }: Event & { persisted?: boolean }): void {
    if (type === 'pagehide') return link.stop();
    if ((type === 'pageshow' && !persisted) || document.hidden) return;
    // Focus and visibility come in pairs and in bursts.
    const now = performance.now();
    if (type !== 'online' && now - lastReturn < RETURN_MS) return;
    lastReturn = now;
    quotes.retry();
    savedQuotes.retry();
    connect();
    link.wake();
    // A page that slept may have missed what other tabs told.
    void vault.read().then(follow);
  }

  function listen(on: boolean): void {
    const change = on ? 'addEventListener' : 'removeEventListener';
    for (const type of ['online', 'focus', 'pagehide', 'pageshow']) globalThis[change](type, onReturn);
    document[change]('visibilitychange', onReturn);
  }

  /** Waits until the edge has answered, or it is clear that it does not. */
  async function settled(): Promise<void> {
    await ready();
    quotes.retry();
    const isOpen = () => {
      const { status } = state.value;
      return status === 'loading' || (status !== 'offline' && !session && rows.waiting());
    };
    let stop = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      stop = answers.subscribe(() => isOpen() || resolve());
    });
    if (isOpen()) await limit(answered, LOAD_MS).catch(() => undefined);
    stop();
  }

  async function write(entries: Parameters<typeof rows.write>[0]): Promise<void> {
    const { rows: written, kept } = rows.write(entries);
    refresh();
    if (written.length) tabs?.tell({ rows: written });
    connect();
    await kept;
  }

  async function perform(intent: Intent, id?: string): Promise<void> {
    try {
      const entry = entryOf(intent);
      await ready();
      await write([id ? { ...entry, id } : entry]);
    } finally {
      if (id) writeLocal(prefix + QUEUED + id, null);
    }
  }

  const sharing = sharingOf(client, {
    session: () => session,
    ready,
    settled,
    news,
    hasEntries: () => rows.all().length > 0,
    async start() {
      if (!session) await adopt(await sessions.start(() => session));
      await catchUp();
      return session!;
    },
    async change(get) {
      await ready();
      try {
        await adopt(await sessions.change(get, current));
        link.restart();
      } catch (error) {
        connect();
        throw error;
      }
    },
  });

  return {
    get value() {
      return state.value;
    },
    subscribe: (listener) => state.subscribe(listener),
    load: settled,
    perform,
    add: (variantId, options) => perform(['add', variantId, options]),
    set: (key, quantity) => perform(['set', key, quantity]),
    setNote: (text) => perform(['setNote', text]),
    keepForLater: (key, saved) => perform(['later', key, saved]),
    setCode: (code, entered) => perform(['code', code, entered]),
    async edit(key, options) {
      await ready();
      const line = state.value.lines.find((line) => line.key === key);
      if (!line) return key;
      checkLine(line.variantId, options);
      const edited = lineKey(line.variantId, options);
      if (edited !== key) await write(editEntries(line, options, rows.all()));
      return edited;
    },
    setCurrency,
    dismiss: news.dismiss,
    ...sharing,
    async session() {
      await settled();
      return session && { cartId: session.cartId, token: session.token };
    },
    async take(orderId, lines) {
      await ready();
      // Pages without HTTPS cannot derive the ids; the edge takes the lines out all the same, and we ask it.
      const ids = await Promise.all(lines.map(({ key }) => takeId(orderId, key))).catch(() => []);
      const known = new Set(rows.all().map(({ id }) => id));
      const entries = lines.flatMap(({ variantId, options, quantity }, at) => {
        const id = ids[at];
        return id && !known.has(id) ? [{ id, kind: 'take' as const, variantId, options, quantity, text: '' }] : [];
      });
      // A code has done its work with the order.
      const codes = (state.value.codes ?? []).map((code) => entryOf(['code', code, false]));
      if (entries.length) await write([...entries, ...codes]);
      else link.wake();
    },
    suspend() {
      booting = undefined;
      era++;
      clearTimeout(takingUp);
      listen(false);
      link.stop();
      tabs?.close();
      tabs = undefined;
      quotes.stop();
      savedQuotes.stop();
      rows.stop();
      database.close();
    },
  };
}
