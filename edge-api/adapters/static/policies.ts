/**
 * What the demo's pages may do: they are a merchant's pages, with styles of their own, and no script but files of ours. A
 * live cart may be anywhere the operator has put it.
 */
export const DEMO_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' http: https: data: blob:`,
  `media-src 'self' http: https:`,
  `frame-src https://www.youtube-nocookie.com https://player.vimeo.com`,
  `font-src 'self'`,
  `connect-src 'self' http: https: ws: wss:`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'self'`,
].join('; ');

/** A picture opened by itself must not run a script on our origin. */
export const PICTURE_POLICY = `default-src 'none'; style-src 'unsafe-inline'; sandbox`;

/**
 * The frame in which a merchant's block is tried out: its own script, the engine and one Worker, and no request of any kind. It has an
 * origin that is nobody's, also where it is opened by itself, and only pages of the same server may frame it. Its page names the hash of
 * its one script in a policy of its own, so that nothing else written in it would run.
 */
export const PREVIEW_POLICY = [
  `default-src 'none'`,
  `script-src 'unsafe-inline' 'wasm-unsafe-eval'`,
  `worker-src blob:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'self'`,
  `sandbox allow-scripts`,
].join('; ');

/** The policy of a file that is served, by its type and where it lies; undefined leaves it to nothing at all. */
export function policyOf(pathname: string, contentType: string): string | undefined {
  if (contentType.startsWith('image/')) return PICTURE_POLICY;
  if (!contentType.startsWith('text/html')) return undefined;
  if (pathname.startsWith('/sandbox/')) return PREVIEW_POLICY;
  return pathname.startsWith('/demo/') ? DEMO_POLICY : undefined;
}
