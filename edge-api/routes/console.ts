import { Hono } from 'hono';
import { html } from 'hono/html';
import type { AppEnv } from '../middleware/env.ts';
import { ApiError } from '../services/errors.ts';

/** Languages the editor speaks; the first for everybody else. */
const LANGUAGES = ['en', 'de', 'ar'];

/**
 * Our own scripts and nothing inline, no request but to ourselves, framed by nobody. Frames in it are those a block is run and
 * shown in; of Trusted Types it has Lit's policy and the one by which a cleaned block goes into its frame.
 */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `connect-src 'self'`,
  `img-src 'self' https: data:`,
  `font-src 'self' https:`,
  `frame-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types lit-html vitrine-block-editor`,
].join('; ');

function languageOf(asked: string | undefined, accepted: string | undefined): string {
  const wished = [asked ?? '', ...(accepted ?? '').split(',')].map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return wished.find((language) => LANGUAGES.includes(language)) ?? 'en';
}

/** Where merchants write their blocks. The page holds no secret: who opens it brings the key, which stays in the browser. */
export const consoleRoutes = () =>
  new Hono<AppEnv>().get('/console/blocks', (c) => {
    if (c.var.site.kind !== 'platform') throw new ApiError('not_found', 'There is nothing under this address.');
    const language = languageOf(c.req.query('lang'), c.req.header('accept-language'));
    const page = html`<!doctype html>
      <html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>Blocks · Vitrine</title>
          <link rel="icon" href="data:," />
          <script type="module" src="/console/block-editor.js"></script>
        </head>
        <body>
          <vitrine-block-console></vitrine-block-console>
          <noscript>The editor of blocks is a script: please allow scripts of this page.</noscript>
        </body>
      </html>`;
    return c.html(page, 200, {
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
  });
