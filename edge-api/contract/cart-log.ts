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
  /**
   * `add` counts on top, `set` replaces what came before, `take` removes what an order took, `later` puts a line aside or
   * back, `note` is the cart's note, `code` enters or removes a discount code.
   */
  readonly kind: 'add' | 'set' | 'take' | 'later' | 'note' | 'code';
  /** Variant of the line; empty for `note` and `code`. */
  readonly variantId: string;
  /** What the shopper wrote for this line (engraving, message), part of the line's identity. */
  readonly options: Readonly<Record<string, string>>;
  /** Units: 1 … for `add` and `take`, 0 … for `set`, 0 for `note`. For `later` and `code` 1 means on, 0 off. */
  readonly quantity: number;
  /** The note's or the code's text. Of an `add` that edits a line, the clock of the latest word on the line as it was; else empty. */
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
  /** Lines kept for later: not part of the cart that is ordered. */
  readonly saved: readonly CartLine[];
  readonly note: string;
  /** Discount codes as entered, oldest first, at most `MAX_CODES`. */
  readonly codes: readonly string[];
  /** Sum of the lines' quantities. */
  readonly count: number;
}

/** Most units of one line. */
export const MAX_QUANTITY = 9999;
/** Most entries of one cart that a server keeps. */
export const MAX_ENTRIES = 2000;
/** Most discount codes of one cart. */
export const MAX_CODES = 10;

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

const keyOf = ({ kind, variantId, options, text }: CartEntry): string =>
  kind === 'note' ? '' : lineKey(variantId, kind === 'code' ? { code: text } : options);

const isEdit = ({ kind, text }: CartEntry): boolean => kind === 'add' && text !== '';

/** Entries by what they are about, in the order of the log; `twins` are those that say once more what another says. */
function group(entries: Iterable<CartEntry>): { lists: Map<string, CartEntry[]>; twins: CartEntry[] } {
  const unique = new Map<string, CartEntry>();
  for (const entry of entries) {
    const known = unique.get(entry.id);
    if (!known || entry.clock < known.clock) unique.set(entry.id, entry);
  }
  const lists = new Map<string, CartEntry[]>();
  const twins: CartEntry[] = [];
  const seen = new Set<string>();
  const edited = new Set<string>();
  for (const entry of [...unique.values()].sort(compareEntries)) {
    const key = keyOf(entry);
    // A writer gives each clock once: the same under another id is a copy that came by way of another cart.
    const said = `${entry.clock} ${entry.kind} ${entry.quantity} ${key}`;
    // Of two edits of what was one line, the earlier counts, also where they were made in two carts that became one.
    if (seen.has(said) || (isEdit(entry) && edited.has(entry.text))) {
      twins.push(entry);
      continue;
    }
    seen.add(said);
    if (isEdit(entry)) edited.add(entry.text);
    const list = lists.get(key);
    if (list) list.push(entry);
    else lists.set(key, [entry]);
  }
  return { lists, twins };
}

const isBase = ({ kind }: CartEntry): boolean => kind === 'set' || kind === 'note' || kind === 'code';
/** Says where its line stands: whoever adds to a line that was put aside wants it back. */
const isPlace = ({ kind }: CartEntry): boolean => kind !== 'take';

/** Units of a line: the latest `set`, then every `add` and `take` after it. */
function unitsOf(list: readonly CartEntry[]): number {
  const base = list.findLastIndex(isBase);
  let quantity = base < 0 ? 0 : list[base]!.quantity;
  for (const { kind, quantity: units } of list.slice(base + 1)) {
    // Clamped at each step: what an order took beyond the line must not swallow a later add.
    if (kind !== 'later') quantity = Math.max(0, quantity + (kind === 'take' ? -units : units));
  }
  return Math.min(MAX_QUANTITY, quantity);
}

/**
 * The cart a log means: the latest `set` of each line, then every `add` and `take` after it, never below nothing. Lines
 * stand in the order they first came; one whose latest word is `later` stands aside with all its units. Order of input
 * and repeats do not matter, nor does an entry that came twice under two ids. Of edits of the same line, one counts.
 */
export function foldCart(entries: Iterable<CartEntry>): FoldedCart {
  const lines: CartLine[] = [];
  const saved: CartLine[] = [];
  const codes: CartEntry[] = [];
  let note = '';
  for (const [key, list] of group(entries).lists) {
    const [first] = list as [CartEntry];
    const last = list.at(-1)!;
    if (first.kind === 'note') note = last.text;
    else if (first.kind === 'code') {
      if (last.quantity) codes.push(last);
    } else {
      const quantity = unitsOf(list);
      const place = list.findLast(isPlace);
      const line = { key, variantId: first.variantId, options: first.options, quantity };
      if (quantity) (place?.kind === 'later' && place.quantity ? saved : lines).push(line);
    }
  }
  return {
    lines,
    saved,
    note,
    codes: codes
      .sort(compareEntries)
      .slice(0, MAX_CODES)
      .map(({ text }) => text),
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
  };
}

/**
 * Entries that can be deleted without changing the fold, now or when any other entry arrives late or again: those
 * older than the latest `set` of their line, except the line's first, which holds its place, and edits; a `later` that a later word
 * on the line's place has outdated; and what is said a second time under another id. Deleting only these keeps
 * concurrent adds.
 */
export function dominatedEntries(entries: Iterable<CartEntry>): CartEntry[] {
  const { lists, twins } = group(entries);
  const outdated = [...lists.values()].flatMap((list) => {
    const base = list.findLastIndex(isBase);
    const place = list.findLastIndex(isPlace);
    // A note and a code have no place to hold.
    const from = list[0]!.variantId ? 1 : 0;
    // An edit stays: another of the same line may come late, and is not to count.
    return list.filter(
      (entry, at) => at >= from && !isEdit(entry) && (at < base || (entry.kind === 'later' && at < place)),
    );
  });
  return [...twins, ...outdated];
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
