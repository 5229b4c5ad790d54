import { invalidRequest } from './errors.ts';

/** Where a page ended: the kind of list, the value of its sort key there, and the id that breaks ties. */
export interface Position {
  readonly key: string | number;
  readonly id: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Makes the opaque `next` of a page. */
export function writeCursor(kind: string, { key, id }: Position): string {
  const bytes = encoder.encode(JSON.stringify([kind, key, id]));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Reads an `after`; refuses what `writeCursor` did not make for a list of one of these kinds, whose keys are of this type. */
export function readCursor<Kind extends string>(
  text: string,
  kinds: Readonly<Record<Kind, 'string' | 'number'>>,
): Position & { kind: Kind } {
  const refusal = invalidRequest('after', 'This is not the `next` of a page of this list. Start again without it.');
  try {
    if (!/^[\w-]+$/.test(text)) throw refusal;
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const value: unknown = JSON.parse(decoder.decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
    if (!Array.isArray(value) || value.length !== 3) throw refusal;
    const [kind, key, id]: unknown[] = value;
    const isKind = (name: unknown): name is Kind => typeof name === 'string' && Object.hasOwn(kinds, name);
    if (!isKind(kind) || typeof id !== 'string' || id.length > 64) throw refusal;
    if (kinds[kind] === 'number' ? !Number.isSafeInteger(key) : typeof key !== 'string') throw refusal;
    if (typeof key !== 'string' && typeof key !== 'number') throw refusal;
    return { kind, key, id };
  } catch {
    throw refusal;
  }
}
