import type { Context } from 'hono';
import { sha256 } from '../services/secrets.ts';

/** A text that stays as it is while the process lives, and its tag. */
export interface KeptText {
  readonly text: string;
  /** Weak, because compression changes the bytes and not the meaning. */
  readonly etag: string;
}

/** Makes something when it is first asked for, and never again; a failure is not kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * Makes a text when it is first asked for, and never again. The text is kept and not the promise of it, which on Workers
 * would end with the request that began it.
 */
export function keptText(make: () => Promise<string>): () => Promise<KeptText> {
  let kept: KeptText | undefined;
  return async () => {
    if (kept) return kept;
    const text = await make();
    return (kept = { text, etag: `W/"${(await sha256(text)).slice(0, 16)}"` });
  };
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Answers with a kept text, or 304 to who has it. It is asked for anew each time, unless the headers say otherwise. */
export function sendKept(
  c: Context,
  { text, etag }: KeptText,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const kept = { 'cache-control': 'public, max-age=0, must-revalidate', ...headers, etag };
  const asked = c.req.header('if-none-match')?.split(',') ?? [];
  if (asked.some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag))) return c.body(null, 304, kept);
  return c.body(text, 200, { ...kept, 'content-type': type });
}
