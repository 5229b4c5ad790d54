/** One value of a product's metafield; a list has several, in their order. */
export interface MetafieldValue {
  readonly namespace: string;
  readonly key: string;
  /** What the merchant calls it. */
  readonly name: string;
  readonly position: number;
  readonly value: string;
}

/** A column of Shopify's product CSV that holds a metafield, such as "Material (product.metafields.custom.material)". */
const COLUMN = /^(?<name>.*?)\(product\.metafields\.(?<namespace>[^.]+)\.(?<key>.+)\)$/s;
/** What is longer is text to read and nothing to choose by; it stays among the columns we only carry. */
const MOST_CHARS = 5000;

/**
 * The metafields among the columns that an import carries for a product. A list is a JSON array, or, of Shopify's own
 * metafields, separated by semicolons. The migration `0006_facets.sql` says the same in SQL.
 */
export function readMetafields(extra: Readonly<Record<string, string>>): MetafieldValue[] {
  const found = new Map<string, MetafieldValue[]>();
  for (const [column, cell] of Object.entries(extra)) {
    const { name, namespace, key } = COLUMN.exec(column)?.groups ?? {};
    if (name === undefined || namespace === undefined || key === undefined) continue;
    const field = `${namespace}.${key}`;
    // Two columns may differ in their names and be the same metafield.
    if (found.has(field)) continue;
    const values = valuesOf(cell, namespace).filter((value) => value !== '' && value.length <= MOST_CHARS);
    found.set(
      field,
      values.map((value, position) => ({ namespace, key, name: name.trim() || key, position, value })),
    );
  }
  return [...found.values()].flat();
}

function valuesOf(cell: string, namespace: string): string[] {
  const list = cell.trimStart().startsWith('[') ? readArray(cell) : undefined;
  const values = list ?? (namespace === 'shopify' ? cell.split(';') : [cell]);
  return values.map((value) => value.trim());
}

function readArray(cell: string): string[] | undefined {
  try {
    const items: unknown = JSON.parse(cell);
    if (!Array.isArray(items)) return undefined;
    return items.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
  } catch {
    return undefined;
  }
}
