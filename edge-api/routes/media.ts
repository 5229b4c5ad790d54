import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { AppEnv } from '../middleware/env.ts';
import { openToAll } from '../middleware/store-cors.ts';
import { ApiError } from '../services/errors.ts';
import { readRendition } from '../services/media/addresses.ts';

/** What an address names never changes: another picture has another digest. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** An original that stands in for what could not be made, and the news that nothing is there. */
const FOR_A_WHILE = 'public, max-age=300';

function nothing(c: Context<AppEnv>): ApiError {
  c.header('cache-control', FOR_A_WHILE);
  return new ApiError('media_not_found', 'There is no picture under this address.');
}

/** The pictures of stores, for pages of every origin. `open` opens the store a path names as `:shop`. */
export const mediaRoutes = (open: MiddlewareHandler<AppEnv>) =>
  new Hono<AppEnv>().get('/media/:shop/:digest/:file', openToAll, open, async (c) => {
    const { digest, file } = c.req.param();
    const rendition = readRendition(digest, file);
    if (!rendition) throw nothing(c);
    const etag = `"${digest.slice(0, 32)}-${file}"`;
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, { etag, 'cache-control': FOR_EVER });
    const wanted = { digest, ...rendition };
    const { pictures } = c.var.services;
    let found = await pictures.kept(wanted);
    if (!found) {
      // What is there already costs next to nothing; to make a picture is work, and so is to look for one in vain.
      const { allowance } = c.var;
      await allowance.take('writes-address', allowance.address);
      found = await pictures.make(wanted);
    }
    if (!found) throw nothing(c);
    return c.body(found.bytes, 200, {
      'content-type': found.mime,
      'content-length': `${found.bytes.byteLength}`,
      ...(found.isFinal ? { etag, 'cache-control': FOR_EVER } : { 'cache-control': FOR_A_WHILE }),
    });
  });
