import type { Context } from 'hono';
import { SizedMemory } from '../sized-memory.ts';
import type { AppEnv } from './env.ts';
import type { RegisteredStore } from './open-store.ts';

/** How pages are answered that are the same for everybody who brings no cookie. */
export const REVALIDATED = 'private, no-cache';

/** What a page is answered with, besides what every answer gets anew, such as the id of its request. */
const OF_THE_PAGE = [
  'cache-control',
  'content-security-policy',
  'content-type',
  'link',
  'referrer-policy',
  'speculation-rules',
  'vary',
  'x-robots-tag',
];
/** Queries that begin something for this visitor alone: a language kept in a cookie, a theme's preview, a draft. */
const PERSONAL = ['lang', 'theme', 'preview'];
/** Searches may have been answered before all of the index was read, which no stamp tells. */
const NEVER = new Set(['/search']);
/** Longest path with query, and longest wish for languages, that are worth a place in memory. */
const MAX_CHARS = 512;
/** How long an unchanged stamp is believed. */
const BELIEVED_MS = 60_000;

interface KeptPage {
  /** Encoded: a text would be anew with each answer. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly stamp: string;
  readonly seenAt: number;
}

/** Whole pages of stores' own hosts, as visitors without any cookie get them. */
export type KeptPages = SizedMemory<KeptPage>;

/** Most characters kept: by a server's process, and by one of a Worker's many isolates of 128 MB. */
export const KEPT_PAGES = { process: 32 * 1024 * 1024, isolate: 8 * 1024 * 1024 } as const;

export const keptPages = (maxChars: number = KEPT_PAGES.process): KeptPages => new SizedMemory(maxChars);

/** A request for a page that may be the same for somebody else. */
export interface SharedRequest {
  /** The page as it was answered before, while the store's database is as it was; undefined when it has to be made. */
  known(): Response | undefined;
  /** Keeps an answer that was made, where it is one to be shared; gives it a tag. */
  keep(): Promise<void>;
}

const written = new WeakMap<RegisteredStore, string>();

/** All that the registry knows of a store; it answers the same object for a while. */
function textOf(store: RegisteredStore): string {
  let text = written.get(store);
  if (text === undefined) written.set(store, (text = JSON.stringify(store)));
  return text;
}

/**
 * The name of what is asked for: all that a page without a visitor of its own is made from, besides the store's database. Null for a
 * request that may be somebody's: whoever sends a cookie, whichever it is, or says who he is in another way.
 */
function keyOf({ req, var: { origin } }: Context<AppEnv>, store: RegisteredStore): string | null {
  const { headers } = req.raw;
  if (req.method !== 'GET' || headers.has('cookie') || headers.has('authorization')) return null;
  const { pathname, search, searchParams } = new URL(req.url);
  if (NEVER.has(pathname) || PERSONAL.some((name) => searchParams.has(name))) return null;
  const languages = headers.get('accept-language') ?? '';
  if (pathname.length + search.length > MAX_CHARS || languages.length > MAX_CHARS) return null;
  return `${JSON.stringify([origin, pathname, search, languages])} ${textOf(store)}`;
}

/** A weak tag of everything that a browser keeps with a page: compression changes the bytes and not the meaning. */
async function tagOf(body: Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>>): Promise<string> {
  const parts = [new TextEncoder().encode(JSON.stringify(headers)), body];
  const digests = await Promise.all(parts.map((part) => crypto.subtle.digest('SHA-256', part)));
  const [first, second] = digests.map((digest) => btoa(String.fromCharCode(...new Uint8Array(digest, 0, 12))));
  return `W/"${first}${second}"`;
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

function answerOf(c: Context<AppEnv>, { body, headers, etag }: KeptPage): Response {
  const same = c.req
    .header('if-none-match')
    ?.split(',')
    .some((tag) => opaque(tag) === opaque(etag));
  return same ? c.body(null, 304, { ...headers, etag }) : c.body(body, 200, { ...headers, etag });
}

/** Whether a page may be the same for somebody else. */
export const isShared = (c: Context<AppEnv>, store: RegisteredStore): boolean => keyOf(c, store) !== null;

/**
 * What is shared of a request, with the `stamp` of its store's database, taken before anything is read: whatever a visitor could see
 * that is written after, by this process or another, changes it. Null for a request that is somebody's.
 */
export function sharedRequest(
  c: Context<AppEnv>,
  pages: KeptPages,
  { store, stamp, now }: { readonly store: RegisteredStore; readonly stamp: string; readonly now: number },
): SharedRequest | null {
  const key = keyOf(c, store);
  if (key === null) return null;
  return {
    known() {
      const page = pages.get(key);
      const isCurrent = page !== undefined && page.stamp === stamp && now - page.seenAt < BELIEVED_MS;
      return isCurrent ? answerOf(c, page) : undefined;
    },
    async keep() {
      const { res } = c;
      if (res.status !== 200 || res.headers.get('cache-control') !== REVALIDATED || res.headers.has('set-cookie'))
        return;
      const body = new Uint8Array(await res.arrayBuffer());
      const headers = Object.fromEntries(
        OF_THE_PAGE.flatMap((name) => {
          const value = res.headers.get(name);
          return value === null ? [] : [[name, value]];
        }),
      );
      const page = { body, headers, etag: await tagOf(body, headers), stamp, seenAt: now };
      pages.set(key, page, body.length);
      c.res = undefined;
      c.res = answerOf(c, page);
    },
  };
}
