import type { Facet } from '../../contract/search.ts';
import { type Clause, fittingCombinations, priceClause, rowsOf, termClause, variantClause } from './clauses.ts';
import type { FactTable } from './fact-table.ts';
import type { Remember } from './facts.ts';
import { facetsOffered, type FacetNames, valuesOffered } from './facets.ts';
import { type Filter, isOption } from './filter.ts';
import type { RowSet } from './row-set.ts';
import { countOptions, countTerms, type OptionCounts, priceRange } from './tally.ts';

/** Products on sale that a filter leaves. */
export interface Selection {
  readonly rows: RowSet;
  readonly total: number;
  /** What they can be narrowed by; ask at once, before anything else is awaited. */
  facets(): Facet[];
}

/** What a facet's own filter is left out of. */
type Except = string | undefined;

/**
 * Chooses among the products on sale, or among those `within`. A facet's count for a value is the total there would be if
 * that value were the only one chosen of its facet.
 */
export function selectFacts(
  table: FactTable,
  filter: Filter,
  within: RowSet | null,
  names: FacetNames,
  remember: Remember,
): Selection {
  const base = within === null ? table.onSale : within.and(table.onSale);
  // What holds for all products is asked again and again; what holds for one text is not.
  const memo = <Value>(key: string, bytes: (value: Value) => number, make: () => Value): Value => {
    const known = within === null ? remember.known<Value>(key) : undefined;
    if (known !== undefined) return known;
    const made = make();
    if (within === null) remember.keep(key, made, bytes(made));
    return made;
  };

  function clausesWithout(except: Except, withoutAvailable: boolean): Clause[] {
    const clauses: Clause[] = [];
    const options = new Map<string, readonly string[]>();
    for (const [facet, values] of filter.values) {
      if (facet === except) continue;
      const stored = facet === 'collection' ? values.map((handle) => names.collectionId(handle) ?? '') : values;
      if (isOption(facet)) options.set(facet, stored);
      else clauses.push(termClause(table, facet, stored));
    }
    const available = withoutAvailable ? undefined : filter.available;
    if (options.size > 0 || available !== undefined) clauses.push(variantClause(table, options, available));
    const { priceMinMinor, priceMaxMinor } = filter;
    if (except !== 'price' && (priceMinMinor !== undefined || priceMaxMinor !== undefined))
      clauses.push(priceClause(table, priceMinMinor, priceMaxMinor));
    return clauses;
  }

  const views = new Map<string, { key: string; rows: RowSet }>();
  function view(except?: Except, withoutAvailable = except === 'available'): { key: string; rows: RowSet } {
    const clauses = clausesWithout(except, withoutAvailable);
    const key = clauses
      .map((clause) => clause.key)
      .sort()
      .join(' ');
    const known = views.get(key);
    if (known) return known;
    const rows = memo(
      `view ${key}`,
      (made) => made.bytes,
      () => rowsOf(table, base, clauses, remember),
    );
    views.set(key, { key, rows });
    return { key, rows };
  }

  const termCounts = (except: Except): Uint32Array => {
    const { key, rows } = view(except);
    if (rows === table.onSale) return table.counts;
    const only = except === undefined ? '' : JSON.stringify(except);
    return memo(
      `terms ${only} ${key}`,
      (counts) => counts.byteLength,
      () => countTerms(table, rows, except),
    );
  };

  /** Counts of an option's values by the availability that is asked for. */
  function optionCounts(facet: string): (code: number) => number {
    const others = new Map([...filter.values].filter(([name]) => isOption(name) && name !== facet));
    const { key, rows } = view(facet, filter.available === false);
    const chosen = JSON.stringify([...others]);
    const { some, available } = memo<OptionCounts>(
      `options ${key} ${chosen}`,
      (counts) => 2 * counts.some.byteLength,
      () => countOptions(table, rows, fittingCombinations(table, others)),
    );
    if (filter.available === undefined) return (code) => some[code]!;
    return filter.available ? (code) => available[code]! : (code) => some[code]! - available[code]!;
  }

  function countsOf(facet: string): (code: number) => number {
    const except = filter.values.has(facet) ? facet : undefined;
    if (isOption(facet)) return optionCounts(facet);
    const counts = termCounts(except);
    return (code) => counts[code] ?? 0;
  }

  function availableFacet(): Facet {
    const all = view('available').rows;
    const clause = variantClause(table, new Map([...filter.values].filter(([name]) => isOption(name))), true);
    const some = rowsOf(table, all, [clause], remember).size;
    const counts = [
      { value: 'true', label: 'true', count: some },
      { value: 'false', label: 'false', count: all.size - some },
    ].filter(({ value, count }) => count > 0 || value === String(filter.available));
    return { name: 'available', label: 'available', kind: 'values', values: counts.sort((a, b) => b.count - a.count) };
  }

  function priceFacet(): Facet[] {
    const { key, rows } = view('price');
    const range = memo(
      `prices ${key}`,
      () => 16,
      () => priceRange(table, rows) ?? null,
    );
    return range ? [{ name: 'price', label: 'price', kind: 'range', values: [], ...range }] : [];
  }

  const { rows } = view();
  return {
    rows,
    total: rows.size,
    facets() {
      const chosen = (facet: string) => filter.values.get(facet) ?? [];
      const offered = facetsOffered(table.dictionary);
      const others = [...filter.values.keys()].filter((facet) => !offered.includes(facet));
      // Options that are not chosen count alike, and are counted once.
      const shared = new Map<string, (code: number) => number>();
      const counting = (facet: string) => {
        const kind = filter.values.has(facet) ? facet : isOption(facet) ? 'option' : 'term';
        const counts = shared.get(kind) ?? countsOf(facet);
        shared.set(kind, counts);
        return counts;
      };
      const withValues = (facet: string): Facet[] => {
        const values = valuesOffered(table, facet, offered.includes(facet), counting(facet), chosen(facet), names);
        return values.length > 0 ? [{ name: facet, label: table.label(facet), kind: 'values', values }] : [];
      };
      const available = availableFacet();
      return [
        ...[...offered.filter((facet) => facet !== 'tag'), ...others].flatMap(withValues),
        ...priceFacet(),
        ...(available.values.length > 0 ? [available] : []),
        ...withValues('tag'),
      ];
    },
  };
}
