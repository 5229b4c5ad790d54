import type { ProductSort } from '../../contract/products.ts';
import type { ChangeState, CollectionName, FactRow, SearchFactsRepository } from '../../repositories/search-facts.ts';
import type { SearchShelf } from '../../search-memory.ts';
import { AVAILABLE, FactTable, ON_SALE, type ProductFacts } from './fact-table.ts';
import type { FacetNames } from './facets.ts';
import type { Filter } from './filter.ts';
import type { RowSet } from './row-set.ts';
import type { First } from './sort-keys.ts';
import { selectFacts, type Selection } from './selection.ts';

/** Answers that hold as long as the facts they came from. */
export interface Remember {
  known<Value>(key: string): Value | undefined;
  keep(key: string, value: unknown, bytes: number): void;
}

/** What filters, facets and scoring need of every product, as it was a moment ago. */
export interface Facts {
  /** State of the database they follow. */
  readonly epoch: string;
  readonly seq: number;
  /** Highest row a product has had. */
  readonly maxRow: number;
  readonly onSale: RowSet;
  /** Chooses among the products on sale, or among those `within`. */
  select(filter: Filter, within: RowSet | null): Selection;
  /** 0 for what was never bought to 255 for what is bought most. */
  popularity(row: number): number;
  available(row: number): boolean;
  isOnSale(row: number): boolean;
  /** See `SortKeys.first`. */
  firstBy(sort: ProductSort, rows: RowSet, after: string | number | undefined, least: number): First | null;
}

/** Facts of one store, up to date with its database at the moment of the call. */
export interface ReadFacts {
  (): Promise<Facts>;
  /** The same if they are in memory already; otherwise undefined, and nobody waits until they are read. */
  held(): Promise<Facts | undefined>;
}

/** Products read at once: a few milliseconds of a file, one round trip of a server. */
const PAGE = 500;
/** With more changes than this part of the products, and than so many, all are read anew. */
const ANEW = { part: 1 / 4, least: 5000 };

interface Held {
  readonly epoch: string;
  readonly table: FactTable;
  seq: number;
  /** What the names were read of. */
  collectionsSeq: number;
  locale: string;
  names: FacetNames;
}

/** Reads facts of a store into memory, where they outlive the request, and keeps them in step with its changes. */
export function factsReader(
  repository: SearchFactsRepository,
  shelf: SearchShelf,
  pause: () => Promise<void>,
): ReadFacts {
  async function load({ epoch, seq }: ChangeState): Promise<Held> {
    const table = new FactTable();
    for (let after = 0; ;) {
      const rows = await repository.page(after, PAGE);
      for (const row of rows) table.set(factsOf(row));
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) break;
      after = last.row;
      await pause();
    }
    table.trim();
    // Of what was written meanwhile some was read and some was not: all of it is read again as a change.
    return { epoch, table, seq, collectionsSeq: -1, locale: '', names: NO_NAMES };
  }

  /** Brings facts in step with the changes up to `seq`; false when it is quicker to read all anew. */
  async function catchUp(held: Held, seq: number): Promise<boolean> {
    const most = Math.max(ANEW.least, Math.floor(held.table.maxRow * ANEW.part));
    while (held.seq < seq) {
      const from = held.seq;
      const { changes, facts, pending } = await repository.changed(from, PAGE, most + 1);
      if (pending > most) return false;
      // Another request has written down the same, or newer ones.
      if (held.seq !== from) continue;
      const found = new Set(facts.map(({ row }) => row));
      for (const fact of facts) held.table.set(factsOf(fact));
      for (const { row } of changes) if (!found.has(row)) held.table.remove(row);
      held.seq = changes.at(-1)?.seq ?? seq;
      if (changes.length === PAGE) await pause();
    }
    return true;
  }

  async function bring(state: ChangeState): Promise<Held> {
    let held = shelf.get<Held>(state.epoch, 'facts');
    if (!held || !(await catchUp(held, state.seq))) {
      held = await load(state);
      while (!(await catchUp(held, (await repository.state()).seq))) held = await load(await repository.state());
    }
    if (held.collectionsSeq < state.collectionsSeq || held.locale !== state.locale) {
      held.names = facetNames(await repository.collections(), state.locale);
      held.collectionsSeq = state.collectionsSeq;
      held.locale = state.locale;
    }
    shelf.set(state.epoch, 'facts', held, held.table.bytes);
    return held;
  }

  const read = async () => {
    const state = await repository.state();
    let held = shelf.get<Held>(state.epoch, 'facts');
    // Work that somebody else had begun may know less than was written before this call.
    while (!held || isBehind(held, state)) held = await shelf.once(`facts ${state.epoch}`, () => bring(state));
    return factsOver(held, remembering(shelf, held));
  };
  return Object.assign(read, {
    held: async () => ((await isHeld()) ? read() : undefined),
  });

  async function isHeld(): Promise<boolean> {
    const { epoch } = await repository.state();
    return shelf.get<Held>(epoch, 'facts') !== undefined;
  }
}

const isBehind = (held: Held, { seq, collectionsSeq, locale }: ChangeState): boolean =>
  held.seq < seq || held.collectionsSeq < collectionsSeq || held.locale !== locale;

function factsOver({ epoch, seq, table, names }: Held, remember: Remember): Facts {
  return {
    epoch,
    seq,
    maxRow: table.maxRow,
    onSale: table.onSale,
    select: (filter, within) => selectFacts(table, filter, within, names, remember),
    popularity: (row) => table.popularity[row] ?? 0,
    available: (row) => ((table.flags[row] ?? 0) & AVAILABLE) !== 0,
    firstBy: (sort, rows, after, least) => table.sortKeys.first(sort, rows, after, least),
    isOnSale: (row) => ((table.flags[row] ?? 0) & ON_SALE) !== 0,
  };
}

function remembering(shelf: SearchShelf, { epoch, table }: Held): Remember {
  return {
    known<Value>(key: string) {
      const entry = shelf.get<{ version: number; value: Value }>(epoch, `facts ${key}`);
      return entry?.version === table.version ? entry.value : undefined;
    },
    keep: (key, value, bytes) =>
      shelf.set(epoch, `facts ${key}`, { version: table.version, value }, bytes + 2 * key.length),
  };
}

function factsOf(row: FactRow): ProductFacts {
  const terms: [string, string, string?][] = [
    ...row.tags.map((tag): [string, string] => ['tag', tag]),
    ...row.collections.map((id): [string, string] => ['collection', id]),
    ...row.metafields.map(([namespace, key, name, value]): [string, string, string] => [
      `metafield.${namespace}.${key}`,
      value,
      name,
    ]),
  ];
  return {
    ...row,
    terms,
    variants: row.variants.map(([values, available]): [string[], boolean] => [values, available === 1]),
  };
}

const NO_NAMES: FacetNames = {
  collectionId: () => undefined,
  collection: () => undefined,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
};

function facetNames(collections: readonly CollectionName[], locale: string): FacetNames {
  const byHandle = new Map(collections.map(({ id, handle }) => [handle, id]));
  const byId = new Map(collections.map((collection) => [collection.id, collection]));
  return {
    collectionId: (handle) => byHandle.get(handle),
    collection: (id) => byId.get(id),
    compare: collatorOf(locale).compare,
  };
}

function collatorOf(locale: string): Intl.Collator {
  try {
    return new Intl.Collator(locale, { numeric: true });
  } catch {
    return new Intl.Collator('en', { numeric: true });
  }
}
