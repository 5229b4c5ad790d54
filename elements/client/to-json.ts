/**
 * Plain data as JSON. Unlike `JSON.stringify` it does not ask for `toJSON`, which old libraries, Prototype.js above all,
 * put on the prototype of every array and which makes texts of lists.
 */
export function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${pairs.map(([name, inner]) => `${JSON.stringify(name)}:${toJson(inner)}`).join()}}`;
}
