import { isoTime } from '../../contract/iso-time.ts';
import { redirectPath } from '../../contract/pages.ts';
import type { ListRedirects, PutRedirect, Redirect, RedirectList } from '../../contract/pages-admin.ts';
import type { PageAdminReads, StoredRedirect } from '../../repositories/pages-admin.ts';
import type { PageReads } from '../../repositories/pages.ts';
import type { RedirectWriter } from '../../repositories/redirect-writes.ts';
import { ApiError, invalidRequest } from '../errors.ts';

/** Redirects, for who sets them. */
export interface RedirectAdmin {
  list(page: ListRedirects): Promise<RedirectList>;
  /** Throws `redirect_loop`, and `invalid_request` with the field. */
  put(wish: PutRedirect): Promise<Redirect>;
  /** Throws `redirect_not_found`. */
  remove(path: string): Promise<void>;
}

const pathIn = (text: string): string => {
  const path = redirectPath(text);
  if (path === null || path === '/') throw invalidRequest('path', 'must be a path that begins with /, without a query');
  return path;
};

/** A path of the shop, or an address on the web, as it is kept. */
function targetIn(text: string): string {
  const isPath = /^\/(?![/\\])/.test(text);
  if (isPath && !/[\p{Cc}\p{Cs}\s\\]/u.test(text)) {
    const [path = ''] = text.split(/[?#]/, 1);
    return (redirectPath(path) ?? path) + text.slice(path.length);
  }
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const { username, password, href } = new URL(text);
    if (!username && !password) return href;
  }
  throw invalidRequest('target', 'must be a path that begins with one /, or an address with https://');
}

const answerOf = ({ createdAt, ...redirect }: StoredRedirect): Redirect => ({
  ...redirect,
  createdAt: isoTime(createdAt),
});

export function redirectAdmin(
  { listRedirects }: Pick<PageAdminReads, 'listRedirects'>,
  { redirect }: Pick<PageReads, 'redirect'>,
  writer: RedirectWriter,
  now: () => number,
): RedirectAdmin {
  return {
    async list({ limit, after = '' }) {
      const rows = await listRedirects({ after, limit: limit + 1 });
      const some = rows.slice(0, limit);
      return { redirects: some.map(answerOf), next: rows.length > limit ? some.at(-1)!.path : null };
    },

    async put({ path: given, target: wished, status }) {
      const path = pathIn(given);
      if ((wished === null) !== (status === 410))
        throw invalidRequest('target', status === 410 ? 'must be left out for 410' : 'is missing');
      const target = wished === null ? null : targetIn(wished);
      const at = now();
      const outcome = await writer.put({ path, target, status, at });
      if (outcome === 'loop') throw new ApiError('redirect_loop', 'This would lead back to where it began.');
      if (outcome === 'full') throw invalidRequest('path', 'There are as many redirects as a store may have.');
      const kept = await redirect(path);
      return { path, target: kept?.target ?? null, status, origin: 'merchant', createdAt: isoTime(at) };
    },

    async remove(given) {
      if (!(await writer.remove(pathIn(given))))
        throw new ApiError('redirect_not_found', 'No redirect is at this path.');
    },
  };
}
