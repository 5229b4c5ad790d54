/** A unit of measure: what it is called, what kind of thing it measures, and how many of that kind's smallest parts it is. */
export interface Unit {
  readonly symbol: string;
  readonly kind: string;
  readonly parts: bigint;
}

/**
 * Exact sizes in a part of each kind that makes them whole numbers; inch, pound and US gallon as defined since 1959
 * (NIST Handbook 44, appendix C).
 */
const KINDS: Readonly<Record<string, Readonly<Record<string, bigint>>>> = {
  mass: {
    mg: 1_000_000n,
    g: 1_000_000_000n,
    kg: 1_000_000_000_000n,
    oz: 28_349_523_125n,
    lb: 453_592_370_000n,
  },
  volume: {
    ml: 10_000_000_000n,
    cl: 100_000_000_000n,
    dl: 1_000_000_000_000n,
    l: 10_000_000_000_000n,
    'm³': 10_000_000_000_000_000n,
    'fl oz': 295_735_295_625n,
    pt: 4_731_764_730_000n,
    qt: 9_463_529_460_000n,
    gal: 37_854_117_840_000n,
  },
  length: { mm: 10n, cm: 100n, m: 10_000n, in: 254n, ft: 3_048n, yd: 9_144n },
  area: { 'cm²': 10_000n, 'm²': 100_000_000n, in2: 64_516n, 'ft²': 9_290_304n },
};

const OTHER_NAMES: Readonly<Record<string, string>> = {
  m3: 'm³',
  m2: 'm²',
  cm2: 'cm²',
  ft2: 'ft²',
  'in²': 'in2',
  floz: 'fl oz',
  fl_oz: 'fl oz',
};

const units = new Map<string, Unit>();
for (const [kind, sizes] of Object.entries(KINDS))
  for (const [symbol, parts] of Object.entries(sizes))
    units.set(symbol, { symbol: symbol === 'in2' ? 'in²' : symbol, kind, parts });

/** The unit a text names, in Shopify's spelling or a usual one; any other text is a unit of its own, such as "sheet". */
export function unitOf(text: string): Unit {
  const name = text.trim();
  const plain = name.toLowerCase();
  const key = Object.hasOwn(OTHER_NAMES, plain) ? (OTHER_NAMES[plain] ?? plain) : plain;
  return units.get(key) ?? { symbol: name, kind: plain, parts: 1n };
}

/** Whether one unit can be counted in the other, as litres in millilitres. */
export const sameKind = (one: string, other: string): boolean => unitOf(one).kind === unitOf(other).kind;
