/** One thing results can be narrowed by, with the values any product of the store has had. */
export interface KnownFacet {
  readonly name: string;
  /** Codes of its values, those no product has any longer among them. */
  readonly codes: number[];
  /** Products on sale that have it. */
  products: number;
  /** Values that products on sale have, and how many of these are too long to be chosen from a list. */
  values: number;
  longValues: number;
}

/** Longest value that is offered in a list, in UTF-16 units. */
export const SHORT = 100;

/** Numbers for the values of facets, so that products hold numbers and counting is adding. */
export class Dictionary {
  readonly facets: KnownFacet[] = [];
  /** By code: the value, and the index of its facet. */
  readonly values: string[] = [];
  readonly facetOf: number[] = [];
  private readonly byName = new Map<string, { facet: KnownFacet; index: number; codes: Map<string, number> }>();
  private chars = 0;

  get size(): number {
    return this.values.length;
  }

  /** Memory it holds, about. */
  get bytes(): number {
    return this.chars * 2 + this.values.length * 100;
  }

  facet(name: string): KnownFacet | undefined {
    return this.byName.get(name)?.facet;
  }

  /** The code of a value; undefined where no product has ever had it. */
  find(facet: string, value: string): number | undefined {
    return this.byName.get(facet)?.codes.get(value);
  }

  /** The code of a value, a new one where it has none. */
  code(name: string, value: string): number {
    let known = this.byName.get(name);
    if (!known) {
      const facet = { name, codes: [], products: 0, values: 0, longValues: 0 };
      known = { facet, index: this.facets.length, codes: new Map() };
      this.facets.push(facet);
      this.byName.set(name, known);
    }
    const found = known.codes.get(value);
    if (found !== undefined) return found;
    const code = this.values.length;
    this.values.push(value);
    this.facetOf.push(known.index);
    known.facet.codes.push(code);
    known.codes.set(value, code);
    this.chars += value.length;
    return code;
  }
}
