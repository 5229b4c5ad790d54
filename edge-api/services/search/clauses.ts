import { AVAILABLE, type FactTable, isColumn } from './fact-table.ts';
import type { Remember } from './facts.ts';
import { RowSet } from './row-set.ts';

/** One condition on products. */
export interface Clause {
  /** Equal for equal conditions on the same table. */
  readonly key: string;
  readonly test: (row: number) => boolean;
  /** Sets the bits of the rows of which it is true: quicker than a call for every row. */
  readonly fill?: (bits: Uint32Array) => void;
  /** Rows that alone can be among them, when that is not all. */
  readonly among?: RowSet;
  /** How dear it is to test many rows, in any unit; the cheapest goes first. */
  readonly cost: number;
}

/** Any of these values of one facet, but of options'. */
export function termClause(table: FactTable, facet: string, values: readonly string[]): Clause {
  const codes = codesOf(table, facet, values);
  const key = JSON.stringify([facet, codes]);
  if (isColumn(facet)) {
    const column = table.columns[facet];
    const wanted = new Uint8Array(table.dictionary.size + 1);
    for (const code of codes) wanted[code + 1] = 1;
    return {
      key,
      cost: 1,
      test: (row) => wanted[column[row]!] === 1,
      fill: (bits) => fillByCode(bits, table.maxRow, column, wanted),
    };
  }
  const wanted = new Uint8Array(table.dictionary.size);
  for (const code of codes) wanted[code] = 1;
  const { starts, counts, pool } = table.terms;
  return {
    key,
    cost: 2,
    test(row) {
      for (let at = starts[row]!, end = at + counts[row]!; at < end; at++) if (wanted[pool[at]!] === 1) return true;
      return false;
    },
  };
}

/** A price in this range, both ends included: some variant may cost less than the least and another more. */
export function priceClause(table: FactTable, min = 0, max = Infinity): Clause {
  const { priceMin, priceMax } = table;
  return {
    key: JSON.stringify(['price', min, max]),
    cost: 3,
    test: (row) => priceMax[row]! >= min && priceMin[row]! <= max,
    fill: (bits) => fillByPrice(bits, table.maxRow, priceMin, priceMax, min, max),
  };
}

/** Options chosen, by facet. */
export type ChosenOptions = ReadonlyMap<string, readonly string[]>;

/**
 * One and the same variant has a chosen value of every chosen option; and, where it is asked, can be bought. Asked for what
 * cannot be bought, it is products of which no such variant can.
 */
export function variantClause(table: FactTable, options: ChosenOptions, available?: boolean): Clause {
  const { flags, variants } = table;
  const key = JSON.stringify([
    [...options].map(([facet, values]) => [facet, codesOf(table, facet, values)]),
    available ?? null,
  ]);
  if (options.size === 0) {
    const wanted = available ? AVAILABLE : 0;
    return { key, cost: 1, test: (row) => (flags[row]! & AVAILABLE) === wanted };
  }
  const fits = fittingCombinations(table, options)!;
  const { starts, counts, pool } = variants;
  return {
    key,
    cost: 4,
    among: table.optioned,
    test(row) {
      let some = false;
      for (let at = starts[row]!, end = at + counts[row]!; at < end; at++) {
        const variant = pool[at]!;
        if (fits[variant >>> 1] === 0) continue;
        some = true;
        if (available === undefined) return true;
        if (variant & 1) return available;
      }
      return some && available === false;
    },
  };
}

/** By combination: 1 where it has a chosen value of every chosen option; null where nothing is chosen and all fit. */
export function fittingCombinations(table: FactTable, options: ChosenOptions): Uint8Array | null {
  if (options.size === 0) return null;
  const { combinations, combinationCount } = table;
  const fits = new Uint8Array(combinationCount);
  const chosen = [...options].map(([facet, values]) => new Set(codesOf(table, facet, values)));
  for (let combination = 0; combination < combinationCount; combination++) {
    const start = combinations.starts[combination]!;
    const codes = combinations.pool.subarray(start, start + combinations.counts[combination]!);
    if (chosen.every((wanted) => codes.some((code) => wanted.has(code)))) fits[combination] = 1;
  }
  return fits;
}

const codesOf = (table: FactTable, facet: string, values: readonly string[]): number[] =>
  values.flatMap((value) => table.dictionary.find(facet, value) ?? []).sort((a, b) => a - b);

/** Part of all rows above which a clause is answered for all products, and remembered. */
const MANY = 1 / 16;

/** The rows among `base` of which every clause is true. */
export function rowsOf(table: FactTable, base: RowSet, clauses: readonly Clause[], remember: Remember): RowSet {
  let rows = base;
  const known: { clause: Clause; rows: RowSet | undefined }[] = clauses.map((clause) => ({
    clause,
    rows: remember.known<RowSet>(`rows ${clause.key}`),
  }));
  known.sort((a, b) => (a.rows?.size ?? Infinity) - (b.rows?.size ?? Infinity) || a.clause.cost - b.clause.cost);
  for (const { clause, rows: remembered } of known) {
    if (remembered) rows = rows.and(remembered);
    else if (rows.size < table.maxRow * MANY) rows = RowSet.of(rows.rows().filter(clause.test));
    else {
      const all = rowsWhere(table, clause);
      remember.keep(`rows ${clause.key}`, all, all.bytes);
      rows = rows.and(all);
    }
  }
  return rows;
}

function rowsWhere({ maxRow }: FactTable, { test, fill, among }: Clause): RowSet {
  if (among) return RowSet.of(among.rows().filter(test));
  const bits = new Uint32Array((maxRow >>> 5) + 1);
  if (fill) fill(bits);
  else for (let row = 1; row <= maxRow; row++) if (test(row)) bits[row >>> 5]! |= 1 << (row & 31);
  // There is no row 0.
  bits[0]! &= 0xfffffffe;
  return RowSet.ofBits(bits);
}

// The loops below stand by themselves, where the engine keeps them compiled, and have no branch that a processor could guess wrong.

function fillByCode(bits: Uint32Array, maxRow: number, column: ArrayLike<number>, wanted: Uint8Array): void {
  for (let at = 0; at < bits.length; at++) {
    const first = at << 5;
    const end = Math.min(32, maxRow + 1 - first);
    let found = 0;
    for (let bit = 0; bit < end; bit++) found |= wanted[column[first + bit]!]! << bit;
    bits[at] = found;
  }
}

function fillByPrice(
  bits: Uint32Array,
  maxRow: number,
  priceMin: Float64Array,
  priceMax: Float64Array,
  min: number,
  max: number,
): void {
  for (let at = 0; at < bits.length; at++) {
    const first = at << 5;
    const end = Math.min(32, maxRow + 1 - first);
    let found = 0;
    for (let bit = 0; bit < end; bit++)
      found |= (Number(priceMax[first + bit]! >= min) & Number(priceMin[first + bit]! <= max)) << bit;
    bits[at] = found;
  }
}
