import { Dictionary, SHORT } from './dictionary.ts';
import { isOption } from './filter.ts';
import { roomFor } from './growing.ts';
import { RowLists } from './row-lists.ts';
import { RowSet } from './row-set.ts';
import { SortKeys } from './sort-keys.ts';

/** What is known of one product, by its row id. */
export interface ProductFacts {
  readonly row: number;
  readonly onSale: boolean;
  readonly available: boolean;
  readonly priceMinMinor: number;
  readonly priceMaxMinor: number;
  /** 0 for what was never bought to 255 for what is bought most. */
  readonly popularity: number;
  /** Facets' values but vendor, type and those of options: name, value, and what the merchant calls the facet where that is another. */
  readonly terms: readonly (readonly [facet: string, value: string, label?: string])[];
  readonly vendor: string;
  readonly type: string;
  /** Names of its options, in their order. */
  readonly options: readonly string[];
  /** What lists are sorted by. */
  readonly position: number;
  readonly createdAt: string;
  readonly title: string;
  /** Values of the options of each variant, in the same order, and whether it can be bought. */
  readonly variants: readonly (readonly [values: readonly string[], available: boolean])[];
}

export const ON_SALE = 1;
export const AVAILABLE = 2;
const OPTIONED = 4;

/** What merchants call a facet is counted as values of a facet of its own, so that what only drafts call it is not told. */
const labelsOf = (facet: string): string => `label.${facet}`;

/** Facets of which a product has one value at most. */
export const COLUMNS = ['vendor', 'type'] as const;
export const isColumn = (facet: string): facet is (typeof COLUMNS)[number] => facet === 'vendor' || facet === 'type';

/** Told apart in memories that outlive a table, so it goes up over the whole process. */
let versions = 0;

/**
 * What filters and facets need of every product of a store, as numbers by row id: some 90 bytes a product. A variant is the
 * number of its combination of option values, twice, plus one when it can be bought: most products share combinations.
 */
export class FactTable {
  readonly dictionary = new Dictionary();
  /** Codes of the facets of which a product has one value at most, plus one: 0 is none. */
  readonly columns: Record<(typeof COLUMNS)[number], Uint32Array> = {
    vendor: new Uint32Array(0),
    type: new Uint32Array(0),
  };
  /** Codes of a product's other terms. */
  readonly terms = new RowLists();
  readonly variants = new RowLists();
  /** Codes of a combination's option values. */
  readonly combinations = new RowLists();
  flags = new Uint8Array(0);
  popularity = new Uint8Array(0);
  priceMin = new Float64Array(0);
  priceMax = new Float64Array(0);
  readonly sortKeys = new SortKeys();
  /** By code: products on sale that have the value; and, of an option's, those that have it in a variant to be bought. */
  counts = new Uint32Array(0);
  availableCounts = new Uint32Array(0);
  maxRow = 0;
  /** Goes up with every change that filters or facets could see. */
  version = ++versions;
  private readonly byCodes = new Map<string, number>();
  private chars = 0;
  private kept: { version: number; sale: RowSet; optioned: RowSet } | undefined;
  /** Last row that each code, and each facet, was counted for, apart from its variants to be bought. */
  private codeSeen = new Uint32Array(0);
  private availableSeen = new Uint32Array(0);
  private facetSeen = new Uint32Array(0);
  private seen = 0;

  /** Memory it holds, about. */
  get bytes(): number {
    const { dictionary, terms, variants, combinations, flags } = this;
    const lists = terms.bytes + variants.bytes + combinations.bytes;
    return (
      dictionary.bytes * 1.5 +
      lists +
      flags.length * 50 +
      this.counts.length * 16 +
      this.chars * 2 +
      this.byCodes.size * 80
    );
  }

  /** Rows of the products on sale. */
  get onSale(): RowSet {
    return this.sets().sale;
  }

  /** Rows of the products that have options. */
  get optioned(): RowSet {
    return this.sets().optioned;
  }

  private sets(): { sale: RowSet; optioned: RowSet } {
    if (this.kept?.version === this.version) return this.kept;
    const sale = new Uint32Array((this.maxRow >>> 5) + 1);
    const optioned = new Uint32Array(sale.length);
    for (let row = 1; row <= this.maxRow; row++) {
      const word = row >>> 5;
      if (this.flags[row]! & ON_SALE) sale[word] = sale[word]! | (1 << (row & 31));
      if (this.flags[row]! & OPTIONED) optioned[word] = optioned[word]! | (1 << (row & 31));
    }
    this.kept = { version: this.version, sale: RowSet.ofBits(sale), optioned: RowSet.ofBits(optioned) };
    return this.kept;
  }

  /** Writes down what is known of a product now. */
  set(product: ProductFacts): void {
    const { row } = product;
    this.makeRoom(row);
    this.popularity[row] = product.popularity;
    this.sortKeys.set(row, product);
    const flags =
      (product.onSale ? ON_SALE : 0) |
      (product.available ? AVAILABLE : 0) |
      (product.options.length > 0 ? OPTIONED : 0);
    const terms = [...new Set(product.terms.flatMap((term) => this.termCodes(...term)))];
    const variants = this.variantsOf(product);
    this.addToCounts(row, -1);
    const changed = [
      ...COLUMNS.map((facet) => this.setColumn(facet, row, product[facet])),
      this.terms.set(row, terms),
      this.variants.set(row, variants),
      this.flags[row] !== flags,
      this.priceMin[row] !== product.priceMinMinor,
      this.priceMax[row] !== product.priceMaxMinor,
    ];
    this.flags[row] = flags;
    this.priceMin[row] = product.priceMinMinor;
    this.priceMax[row] = product.priceMaxMinor;
    this.addToCounts(row, 1);
    if (changed.includes(true)) this.version = ++versions;
  }

  /** Forgets a product that is gone. */
  remove(row: number): void {
    if (row > this.maxRow) return;
    this.set({
      row,
      onSale: false,
      available: false,
      priceMinMinor: 0,
      priceMaxMinor: 0,
      popularity: 0,
      terms: [],
      vendor: '',
      type: '',
      options: [],
      variants: [],
      position: 0,
      createdAt: '',
      title: '',
    });
  }

  /** What most products on sale call a facet; its name where none has another for it. */
  label(facet: string): string {
    if (isOption(facet)) return facet.slice('option.'.length);
    let label = facet;
    let most = 0;
    for (const code of this.dictionary.facet(labelsOf(facet))?.codes ?? []) {
      const products = this.counts[code] ?? 0;
      if (products > most) label = this.dictionary.values[code]!;
      most = Math.max(most, products);
    }
    return label;
  }

  /** Gives back room after many products were written. */
  trim(): void {
    for (const lists of [this.terms, this.variants, this.combinations]) lists.trim();
  }

  private termCodes(facet: string, value: string, label = ''): number[] {
    const code = this.dictionary.code(facet, value);
    return label === '' ? [code] : [code, this.dictionary.code(labelsOf(facet), label)];
  }

  private setColumn(facet: (typeof COLUMNS)[number], row: number, value: string): boolean {
    const code = value === '' ? 0 : this.dictionary.code(facet, value) + 1;
    const before = this.columns[facet][row];
    this.columns[facet][row] = code;
    return code !== before;
  }

  private makeRoom(row: number): void {
    this.maxRow = Math.max(this.maxRow, row);
    for (const facet of COLUMNS) this.columns[facet] = roomFor(this.columns[facet], row + 1);
    this.flags = roomFor(this.flags, row + 1);
    this.popularity = roomFor(this.popularity, row + 1);
    this.priceMin = roomFor(this.priceMin, row + 1);
    this.priceMax = roomFor(this.priceMax, row + 1);
  }

  private variantsOf({ options, variants }: ProductFacts): number[] {
    const found = new Set<number>();
    for (const [values, available] of variants) {
      const codes = values.flatMap((value, index) => {
        const name = options[index];
        return name === undefined || value === '' ? [] : [this.dictionary.code(`option.${name}`, value)];
      });
      found.add(this.combination(codes) * 2 + Number(available));
    }
    return [...found].sort((a, b) => a - b);
  }

  private combination(codes: readonly number[]): number {
    const key = codes.join();
    const known = this.byCodes.get(key);
    if (known !== undefined) return known;
    const combination = this.byCodes.size;
    this.byCodes.set(key, combination);
    this.combinations.set(combination, codes);
    this.chars += key.length;
    return combination;
  }

  get combinationCount(): number {
    return this.byCodes.size;
  }

  private addToCounts(row: number, step: 1 | -1): void {
    if (!((this.flags[row] ?? 0) & ON_SALE)) return;
    const { dictionary, terms, variants, combinations } = this;
    for (const name of ['counts', 'availableCounts', 'codeSeen', 'availableSeen'] as const)
      this[name] = roomFor(this[name], dictionary.size);
    this.facetSeen = roomFor(this.facetSeen, dictionary.facets.length);
    this.seen += 1;
    for (const facet of COLUMNS) if (this.columns[facet][row]) this.addCode(this.columns[facet][row]! - 1, step);
    for (let at = terms.starts[row]!, end = at + terms.counts[row]!; at < end; at++)
      this.addCode(terms.pool[at]!, step);
    for (let at = variants.starts[row]!, end = at + variants.counts[row]!; at < end; at++) {
      const variant = variants.pool[at]!;
      const start = combinations.starts[variant >>> 1]!;
      for (let code = start; code < start + combinations.counts[variant >>> 1]!; code++) {
        this.addCode(combinations.pool[code]!, step);
        if (variant & 1) this.addAvailable(combinations.pool[code]!, step);
      }
    }
  }

  private addAvailable(code: number, step: 1 | -1): void {
    if (this.availableSeen[code] === this.seen) return;
    this.availableSeen[code] = this.seen;
    this.availableCounts[code]! += step;
  }

  private addCode(code: number, step: 1 | -1): void {
    if (this.codeSeen[code] === this.seen) return;
    this.codeSeen[code] = this.seen;
    const before = this.counts[code]!;
    this.counts[code] = before + step;
    const index = this.dictionary.facetOf[code]!;
    const facet = this.dictionary.facets[index]!;
    if (before === 0 || before + step === 0) {
      facet.values += step;
      if (this.dictionary.values[code]!.length > SHORT) facet.longValues += step;
    }
    if (this.facetSeen[index] === this.seen) return;
    this.facetSeen[index] = this.seen;
    facet.products += step;
  }
}
