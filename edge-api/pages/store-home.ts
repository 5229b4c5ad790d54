import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** What a store shows while it is closed. */
export const storeClosed = (name: string): HtmlEscapedString | Promise<HtmlEscapedString> =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/store.css" />
      </head>
      <body>
        <main class="wrap message">
          <h1>${name}</h1>
          <p>This shop is closed for now. Please come back later.</p>
        </main>
      </body>
    </html>`;
