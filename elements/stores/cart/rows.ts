import { dominatedEntries, laterClock, tick, type CartEntry } from '../../../edge-api/contract/cart-log.ts';
import { movedEntryId } from '../../../edge-api/contract/take-id.ts';
import { newEntryId } from './entry-id.ts';
import { mergeLogs, type Journal, type JournalRow, type SeenLog } from './journal.ts';
import type { KeptSession } from './vault.ts';

/** How long another tab has to hand in what it kept before we do, in milliseconds. */
const FOREIGN_MS = 3000;

/** Outdated entries that make any tab tidy up, not only the one that made them so. */
const TIDY_AT = 100;

/** Row as all tabs of this browser issue it into the cart of `session`; itself when it belongs there already. */
export function moved(row: JournalRow, session: KeptSession): JournalRow {
  const { cartId, chain } = session;
  if (row.cart === cartId) return row;
  // A row without a cart belongs to the first this browser had, even if its own tab never heard of it.
  const at = row.cart ? chain.indexOf(row.cart) : chain.length ? 0 : undefined;
  const hops = at === undefined ? [] : [...(at < 0 ? [] : chain.slice(at + 1)), cartId];
  return { ...row, id: hops.reduce(movedEntryId, row.id), cart: cartId };
}

/** The entries of one cart as this tab knows them: what the server showed, and what waits in the journal. */
export interface Rows {
  /** Everything known, each entry once. */
  all(): CartEntry[];
  /** What is to be handed in by this tab now. */
  pending(): JournalRow[];
  /** Whether any row waits. */
  waiting(): boolean;
  /** Makes rows of new entries and keeps them; `kept` resolves when the journal has them. */
  write(entries: readonly (Omit<CartEntry, 'id' | 'clock'> & { id?: string })[]): {
    rows: JournalRow[];
    kept: Promise<void>;
  };
  /** Takes what this browser kept earlier. */
  restore(rows: readonly JournalRow[], seen: SeenLog | undefined): void;
  /** Takes rows that another tab has kept. */
  hear(rows: readonly JournalRow[]): void;
  /**
   * Takes what the server has; rows that it shows, or that no longer matter beside what it shows, leave the journal.
   * Answers the ids this tab should delete at the server: what its own `set` outdated, or anyone's once there are many.
   */
  see(entries: readonly CartEntry[]): string[];
  giveUp(rows: readonly CartEntry[]): void;
  /** Moves what waits into the cart of another session, and with it the whole log if that cart was lost, or if `whole`. */
  move(session: KeptSession, whole?: boolean): Promise<void>;
  stop(): void;
}

/** Rows of one tab. `onForeign` is called when rows of other tabs have waited long enough to be handed in by this one. */
export function openRows(journal: Journal, session: () => KeptSession | undefined, onForeign: () => void): Rows {
  const writer = newEntryId().slice(0, 8);
  const server = new Map<string, CartEntry>();
  const waiting = new Map<string, JournalRow>();
  const foreign = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cart = '';
  let clock = '';

  const notice = (entry: CartEntry): void => void (clock = laterClock(clock, entry.clock));

  function keep(rows: readonly JournalRow[]): Promise<void> {
    for (const row of rows) waiting.set(row.id, row);
    return journal.keep(rows);
  }

  function drop(ids: readonly string[]): void {
    for (const id of ids) waiting.delete(id);
    journal.drop(ids);
  }

  return {
    all: () => [...server.values(), ...[...waiting.values()].filter(({ id }) => !server.has(id))],
    pending: () => [...waiting.values()].filter(({ id }) => !foreign.has(id)),
    waiting: () => waiting.size > 0,

    write(entries) {
      const rows = entries.flatMap((entry) => {
        // Another tab, or an earlier call, was first.
        if (entry.id && (server.has(entry.id) || waiting.has(entry.id))) return [];
        clock = tick(clock, Date.now(), writer);
        return [{ id: newEntryId(), ...entry, clock, cart: session()?.cartId ?? '' }];
      });
      return { rows, kept: keep(rows) };
    },

    restore(rows, seen) {
      // Perhaps of an earlier cart: `move` decides what becomes of it.
      if (seen && (!cart || cart === seen.cart)) {
        cart = seen.cart;
        for (const entry of seen.entries) server.set(entry.id, entry);
      }
      seen?.entries.forEach(notice);
      for (const row of rows) {
        notice(row);
        if (!server.has(row.id)) waiting.set(row.id, row);
      }
    },

    hear(rows) {
      const current = session();
      for (const heard of rows) {
        notice(heard);
        // From a cart that is not ours: its own tab takes care of it.
        if (heard.cart && heard.cart !== current?.cartId && !current?.chain.includes(heard.cart)) continue;
        const row = current ? moved(heard, current) : heard;
        if (server.has(row.id) || waiting.has(row.id)) continue;
        waiting.set(row.id, row);
        foreign.add(row.id);
        timer ??= setTimeout(() => {
          timer = undefined;
          foreign.clear();
          onForeign();
        }, FOREIGN_MS);
      }
    },

    see(entries) {
      entries.forEach(notice);
      const news = entries.some(({ id }) => !server.has(id));
      for (const entry of entries) server.set(entry.id, entry);
      const merged = mergeLogs(server.values());
      server.clear();
      for (const entry of merged) server.set(entry.id, entry);
      const shown = new Set([...entries, ...merged].map(({ id }) => id));
      // What a `set` that the server has dominates may never be shown back, and is not missed.
      const done = [...waiting.values()]
        .filter((row) => shown.has(row.id) || dominatedEntries([...merged, row]).some(({ id }) => id === row.id))
        .map(({ id }) => id);
      for (const id of done) waiting.delete(id);
      const current = session();
      if (current && (news || done.length)) {
        cart = current.cartId;
        void journal.settle({ cart, entries: merged }, done);
      }
      const outdated = dominatedEntries(entries).map(({ id }) => id);
      const mine = entries.some(
        ({ kind, clock }) => (kind === 'set' || kind === 'note') && clock.endsWith(`-${writer}`),
      );
      return mine || outdated.length > TIDY_AT ? outdated : [];
    },

    giveUp: (rows) => drop(rows.map(({ id }) => id)),

    async move(session, whole = false) {
      const again = cart !== '' && cart !== session.cartId && (whole || session.replaces.includes(cart));
      const issued = again ? [...server.values()].map((entry) => ({ ...entry, cart })) : [];
      if (cart !== session.cartId) server.clear();
      cart = session.cartId;
      const before = [...waiting.values(), ...issued];
      const after = before.map((row) => moved(row, session));
      const changed = after.filter((row, at) => row !== before[at]);
      const gone = before.filter((row, at) => row.id !== after[at]!.id).map(({ id }) => id);
      for (const id of gone) waiting.delete(id);
      await keep(changed);
      if (gone.length) journal.drop(gone);
    },

    stop() {
      clearTimeout(timer);
      timer = undefined;
      foreign.clear();
    },
  };
}
