import { base64Url } from '../contract/bytes-text.ts';
import { invalidRequest } from './errors.ts';

/** Where a page ended: the kind of list, the value of its sort key there, and the id that breaks ties. */
export interface Position {
  readonly key: string | number;
  readonly id: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Makes the opaque `next` of a page. */
export const writeCursor = (kind: string, { key, id }: Position): string => encodeCursor([kind, key, id]);

/** Writes JSON so that it needs no escaping in an address. */
export function encodeCursor(value: unknown): string {
  return base64Url(encoder.encode(JSON.stringify(value)));
}

export const cursorRefusal = () =>
  invalidRequest('after', 'This is not the `next` of a page of this list. Start again without it.');

/** Reads what `encodeCursor` wrote; throws for anything else. */
export function decodeCursor(text: string): unknown {
  if (!/^[\w-]+$/.test(text)) throw cursorRefusal();
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(decoder.decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
}

/** Reads an `after`; refuses what `writeCursor` did not make for a list of one of these kinds, whose keys are of this type. */
export function readCursor<Kind extends string>(
  text: string,
  kinds: Readonly<Record<Kind, 'string' | 'number'>>,
): Position & { kind: Kind } {
  const refusal = cursorRefusal();
  try {
    const value = decodeCursor(text);
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
