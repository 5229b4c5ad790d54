import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** How long a preview's link shows the shop in another theme. */
const HOUR_S = 3600;
const SECRET = /^[\w-]{20,64}$/;

/** The theme pages are shown in; `mark` names what is in it. */
export interface ThemeInUse {
  readonly mark: string;
  readonly hasOwn: boolean;
}

const nameOf = (handle: string): string => `vitrine_theme_${handle}`;

/** The secret of a preview that this browser has opened within the hour. */
export function keptPreview(c: Pick<Context, 'req'>, handle: string): string | undefined {
  const kept = getCookie(c as Context, nameOf(handle)) ?? '';
  return SECRET.test(kept) ? kept : undefined;
}

/** The same, where `?theme=` begins a preview, and an empty one ends it. */
export function previewedTheme(c: Context, handle: string, https: boolean): string | undefined {
  const asked = c.req.query('theme');
  if (asked === undefined) return keptPreview(c, handle);
  const options = { path: '/', httpOnly: true, secure: https, sameSite: 'Lax' } as const;
  const isSecret = SECRET.test(asked);
  setCookie(c, nameOf(handle), isSecret ? asked : '', { ...options, maxAge: isSecret ? HOUR_S : 0 });
  return isSecret ? asked : undefined;
}
