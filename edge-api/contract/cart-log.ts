/**
 * The cart's log of intents: rows that only their writer creates and nobody edits. The cart shown is the fold of the
 * log. Browser and edge fold the same rows with this code, so they agree by construction. No imports: it ships to
 * shoppers.
 *
 * Order is that of a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014), ties broken by id.
 */

/** One intent of a shopper. `id` is a UUID; `clock` comes from `tick`. */
export interface CartEntry {
  readonly id: string;
  /** `add` counts on top, `set` replaces what came before, `take` removes what an order took, `note` is the cart's note. */
  readonly kind: 'add' | 'set' | 'take' | 'note';
  /** Variant of the line; empty for `note`. */
  readonly variantId: string;
  /** What the shopper wrote for this line (engraving, message), part of the line's identity. */
  readonly options: Readonly<Record<string, string>>;
  /** Units: 1 … for `add` and `take`, 0 … for `set`, 0 for `note`. */
  readonly quantity: number;
  /** The note's text; empty for lines. */
  readonly text: string;
  /** Hybrid logical clock, sortable as text: milliseconds, counter, writer. */
  readonly clock: string;
}

/** A line of the folded cart. */
export interface CartLine {
  /** Identity of the line: variant and options. */
  readonly key: string;
  readonly variantId: string;
  readonly options: Readonly<Record<string, string>>;
  readonly quantity: number;
}

export interface FoldedCart {
  readonly lines: readonly CartLine[];
  readonly note: string;
  /** Sum of the lines' quantities. */
  readonly count: number;
}

/** Most units of one line. */
export const MAX_QUANTITY = 9999;
/** Most entries of one cart that a server keeps. */
export const MAX_ENTRIES = 2000;

/** Identity of a line: the variant, then its options in the order of their names. */
export function lineKey(variantId: string, options: Readonly<Record<string, string>> = {}): string {
  const names = Object.keys(options).sort();
  return names.length
    ? `${variantId}?${names.map((n) => `${encodeURIComponent(n)}=${encodeURIComponent(options[n]!)}`).join('&')}`
    : variantId;
}

/** The variant and options that `lineKey` made a key of. */
export function lineOfKey(key: string): Pick<CartLine, 'variantId' | 'options'> {
  const [variantId = '', query] = key.split('?');
  const pairs = query?.split('&').map((pair) => pair.split('=').map(decodeURIComponent)) ?? [];
  return { variantId, options: Object.fromEntries(pairs) as Record<string, string> };
}

/** Order of the log: by clock, then by id. */
export function compareEntries(a: CartEntry, b: CartEntry): number {
  return a.clock < b.clock ? -1 : a.clock > b.clock ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function group(entries: Iterable<CartEntry>): Map<string, CartEntry[]> {
  const unique = new Map<string, CartEntry>();
  for (const entry of entries) {
    const known = unique.get(entry.id);
    if (!known || entry.clock < known.clock) unique.set(entry.id, entry);
  }
  const lines = new Map<string, CartEntry[]>();
  for (const entry of [...unique.values()].sort(compareEntries)) {
    const key = entry.kind === 'note' ? '' : lineKey(entry.variantId, entry.options);
    const list = lines.get(key);
    if (list) list.push(entry);
    else lines.set(key, [entry]);
  }
  return lines;
}

const isBase = (entry: CartEntry): boolean => entry.kind === 'set' || entry.kind === 'note';

/**
 * The cart a log means: the latest `set` of each line, then every `add` and `take` after it, never below nothing. Lines
 * stand in the order they first came. Order of input and repeats do not matter.
 */
export function foldCart(entries: Iterable<CartEntry>): FoldedCart {
  const lines: CartLine[] = [];
  let note = '';
  for (const [key, list] of group(entries)) {
    const base = list.findLastIndex(isBase);
    if (key === '') {
      note = list[base]!.text;
      continue;
    }
    let quantity = base < 0 ? 0 : list[base]!.quantity;
    for (const entry of list.slice(base + 1)) {
      // Clamped at each step: what an order took beyond the line must not swallow a later add.
      quantity = Math.max(0, quantity + (entry.kind === 'take' ? -entry.quantity : entry.quantity));
    }
    quantity = Math.min(MAX_QUANTITY, quantity);
    const { variantId, options } = list[0]!;
    if (quantity > 0) lines.push({ key, variantId, options, quantity });
  }
  return { lines, note, count: lines.reduce((sum, line) => sum + line.quantity, 0) };
}

/**
 * Entries that can be deleted without changing the fold, now or when any other entry arrives late or again: those
 * older than the latest `set` of their line, except the line's first, which holds its place. Deleting only these keeps
 * concurrent adds.
 */
export function dominatedEntries(entries: Iterable<CartEntry>): CartEntry[] {
  return [...group(entries)].flatMap(([key, list]) => list.slice(key ? 1 : 0, Math.max(0, list.findLastIndex(isBase))));
}

/** Largest counter of four base-36 digits. */
const MAX_COUNT = 36 ** 4 - 1;

/** The next clock of `writer` (at most 12 letters or digits) that has seen `last`; never goes back, even if the wall clock does. */
export function tick(last: string, nowMs: number, writer: string): string {
  const seenMs = parseInt(last.slice(0, 9), 36) || 0;
  const seenCount = parseInt(last.slice(10, 14), 36) || 0;
  const full = seenCount + 1 > MAX_COUNT;
  const ms = Math.max(full ? seenMs + 1 : seenMs, Math.floor(nowMs));
  const count = ms === seenMs ? seenCount + 1 : 0;
  return `${ms.toString(36).padStart(9, '0')}-${count.toString(36).padStart(4, '0')}-${writer}`;
}

/** The later of two clocks. */
export const laterClock = (a: string, b: string): string => (a > b ? a : b);

/** Shape of a clock, for checks at the border. Times end with the year 3042, so that no entry can push later ones beyond nine digits. */
export const CLOCK_PATTERN = /^[0-9ab][0-9a-z]{8}-[0-9a-z]{4}-[0-9a-zA-Z]{1,12}$/;
