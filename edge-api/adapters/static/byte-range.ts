/** Part of a file, its last byte included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The one part of a file that a `range` header asks for, as players of films do (RFC 9110, section 14); null for a part that
 * is not there, undefined for no such header, or one that may be answered with the whole file: several parts, other units.
 */
export function byteRange(header: string | null, length: number): ByteRange | null | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return Number(to) > 0 ? { first: Math.max(0, length - Number(to)), last: length - 1 } : null;
  if (to !== '' && Number(to) < Number(from)) return undefined;
  const last = Math.min(to === '' ? Infinity : Number(to), length - 1);
  return Number(from) < length ? { first: Number(from), last } : null;
}
