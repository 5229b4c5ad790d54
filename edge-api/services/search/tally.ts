import { COLUMNS, type FactTable, isColumn } from './fact-table.ts';
import type { RowSet } from './row-set.ts';

/** By code: products that have a term; of this facet alone where one is named. */
export function countTerms(table: FactTable, rows: RowSet, facet?: string): Uint32Array {
  const { terms, dictionary, onSale } = table;
  const counts = new Uint32Array(dictionary.size);
  // Of most products on sale, it is quicker to count those that are left out.
  const fewer = rows.size > onSale.size / 2 ? onSale.minus(rows) : rows;
  const listed = fewer.rows();
  for (const column of facet === undefined ? COLUMNS : isColumn(facet) ? [facet] : []) {
    const codes = table.columns[column];
    for (let index = 0; index < listed.length; index++) {
      const code = codes[listed[index]!]!;
      if (code > 0) counts[code - 1]!++;
    }
  }
  if (facet === undefined || !isColumn(facet)) {
    const { starts, counts: lengths, pool } = terms;
    for (let index = 0; index < listed.length; index++) {
      const row = listed[index]!;
      for (let at = starts[row]!, end = at + lengths[row]!; at < end; at++) counts[pool[at]!]!++;
    }
  }
  return fewer === rows ? counts : subtracted(table.counts, counts);
}

/** By code of an option's value: products that have it in a variant that fits, and in one that can be bought. */
export interface OptionCounts {
  readonly some: Uint32Array;
  readonly available: Uint32Array;
}

/** Counts the option values of variants whose combination fits; of all variants where `fits` is null. */
export function countOptions(table: FactTable, rows: RowSet, fits: Uint8Array | null): OptionCounts {
  const { dictionary, onSale } = table;
  const { starts, counts, pool } = table.variants;
  const { starts: codeStarts, counts: codeCounts, pool: codes } = table.combinations;
  const some = new Uint32Array(dictionary.size);
  const available = new Uint32Array(dictionary.size);
  const someSeen = new Uint32Array(dictionary.size);
  const availableSeen = new Uint32Array(dictionary.size);
  const fewer = fits === null && rows.size > onSale.size / 2 ? onSale.minus(rows) : rows;
  const listed = fewer.and(table.optioned).rows();
  for (let index = 0; index < listed.length; index++) {
    const row = listed[index]!;
    for (let at = starts[row]!, end = at + counts[row]!; at < end; at++) {
      const variant = pool[at]!;
      const combination = variant >>> 1;
      if (fits !== null && fits[combination] === 0) continue;
      for (let i = codeStarts[combination]!, last = i + codeCounts[combination]!; i < last; i++) {
        const code = codes[i]!;
        if (someSeen[code] !== row) {
          someSeen[code] = row;
          some[code]!++;
        }
        if (variant & 1 && availableSeen[code] !== row) {
          availableSeen[code] = row;
          available[code]!++;
        }
      }
    }
  }
  if (fewer === rows) return { some, available };
  return { some: subtracted(table.counts, some), available: subtracted(table.availableCounts, available) };
}

/** Least and greatest price of these products; undefined where there is none. */
export function priceRange({ priceMin, priceMax }: FactTable, rows: RowSet): { min: number; max: number } | undefined {
  let min = Infinity;
  let max = -Infinity;
  for (const row of rows.rows()) {
    if (priceMin[row]! < min) min = priceMin[row]!;
    if (priceMax[row]! > max) max = priceMax[row]!;
  }
  return rows.size === 0 ? undefined : { min, max };
}

function subtracted(all: Uint32Array, some: Uint32Array): Uint32Array {
  for (let code = 0; code < some.length; code++) some[code] = (all[code] ?? 0) - some[code]!;
  return some;
}
