import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { z } from 'zod';
import { STATUS } from '../contract/errors.ts';
import type { AppEnv } from '../middleware/env.ts';
import { keptText, sendKept } from '../middleware/kept-text.ts';
import { ApiError } from '../services/errors.ts';
import { renderMarkdown } from './markdown.ts';

const Content = z.record(z.string(), z.object({ schema: z.unknown() })).optional();
const ShownOperation = z.object({
  summary: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: z.unknown() }))
    .optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content })),
});
type ShownOperation = z.infer<typeof ShownOperation>;

/** The parts of an OpenAPI document that the page shows. */
export const ShownDocument = z.object({
  info: z.object({ title: z.string(), description: z.string().optional() }),
  paths: z.record(z.string(), z.record(z.string(), ShownOperation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()).optional() }).optional(),
});
export type ShownDocument = z.infer<typeof ShownDocument>;

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const CSS = `:root{color-scheme:light dark;font:16px/1.55 system-ui,sans-serif}
body{max-width:56rem;margin:0 auto;padding:2rem 1.25rem 4rem}
a{color:LinkText}code,pre{font:.9em/1.5 ui-monospace,monospace}
pre{overflow:auto;padding:.75rem 1rem;border:1px solid color-mix(in srgb,CanvasText 18%,Canvas);border-radius:.5rem}
h1{line-height:1.2}h2{margin-top:2.5rem}section{margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.35rem .75rem .35rem 0;border-top:1px solid color-mix(in srgb,CanvasText 14%,Canvas)}
.method{display:inline-block;min-width:3.5em;font-weight:700;text-transform:uppercase}details{margin-top:.5rem}`;

const page = (title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`;

const reference = (schema: unknown): string | undefined =>
  typeof schema === 'object' && schema !== null && '$ref' in schema && typeof schema.$ref === 'string'
    ? schema.$ref.split('/').at(-1)
    : undefined;

const schemaLink = (schema: unknown): Html => {
  const name = reference(schema);
  return name
    ? html`<a href="#schema-${name}"><code>${name}</code></a>`
    : html`<code>${JSON.stringify(schema ?? {})}</code>`;
};

const bodySchema = (content: Record<string, { schema?: unknown }> | undefined): unknown =>
  Object.values(content ?? {})[0]?.schema;

const operation = (
  path: string,
  method: string,
  { summary, security = [], parameters = [], requestBody, responses }: ShownOperation,
) =>
  html`<section id="${method}-${path}">
    <h3><span class="method">${method}</span> <code>${path}</code></h3>
    <p>${summary ?? ''}</p>
    ${security.flatMap(Object.values).map((scope) => html`<p>Needs a key with the scope <code>${scope}</code>.</p>`)}
    ${
      parameters.length
        ? html`<table>
            ${parameters.map(
              ({ name, in: place, required, schema }) =>
                html`<tr>
                  <th scope="row"><code>${name}</code></th>
                  <td>${place}${required ? ', required' : ''}</td>
                  <td>${schemaLink(schema)}</td>
                </tr>`,
            )}
          </table>`
        : ''
    }
    ${requestBody ? html`<p>Body: ${schemaLink(bodySchema(requestBody.content))}</p>` : ''}
    <table>
      ${Object.entries(responses).map(
        ([status, { description, content }]) =>
          html`<tr>
            <th scope="row">${status}</th>
            <td>${raw(renderMarkdown(description).replace(/^<p>|<\/p>$/g, ''))}</td>
            <td>${content ? schemaLink(bodySchema(content)) : ''}</td>
          </tr>`,
      )}
    </table>
  </section>`;

const reader = (document: ShownDocument): Html => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, entry]) => ({ path, method, entry, tag: entry.tags?.[0] ?? 'Other' })),
  );
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return html`<h1>${document.info.title}</h1>
    <p>${document.info.description ?? ''} As a document for machines: <a href="/v1/openapi.json">openapi.json</a>.</p>
    ${tags.map(
      (tag) =>
        html`<h2>${tag}</h2>
          ${operations.filter((o) => o.tag === tag).map(({ path, method, entry }) => operation(path, method, entry))}`,
    )}
    <h2>Errors</h2>
    <table>
      ${Object.entries(STATUS).map(
        ([code, status]) =>
          html`<tr>
            <th scope="row">
              <a href="/docs/errors/${code}"><code>${code}</code></a>
            </th>
            <td>${status}</td>
          </tr>`,
      )}
    </table>
    <h2>Schemas</h2>
    ${Object.entries(document.components?.schemas ?? {}).map(
      ([name, schema]) =>
        html`<details id="schema-${name}">
          <summary><code>${name}</code></summary>
          <pre>${JSON.stringify(schema, null, 2)}</pre>
        </details>`,
    )}`;
};

const HTML = 'text/html; charset=UTF-8';

/**
 * The reader's pages: the API, and what each error code means and how to cure it. They are the same under every host, and
 * rendered once.
 */
export function docsRoutes(document: () => ShownDocument, errorPage: (code: string) => Promise<string | undefined>) {
  const csp = {
    'content-security-policy': `default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'`,
  };
  const api = keptText(async () => String(await page('Vitrine API', reader(document()))));
  const aboutErrors = new Map(Object.keys(STATUS).map((code) => [code, keptText(() => aboutError(code))] as const));
  async function aboutError(code: string): Promise<string> {
    const text = /^[a-z_]{1,60}$/.test(code) ? await errorPage(code) : undefined;
    if (text === undefined) throw new ApiError('not_found', 'There is no page about this code.');
    const body = html`${raw(renderMarkdown(text))}
      <p><a href="/docs">All of the API</a></p>`;
    return String(await page(code, body));
  }
  return new Hono<AppEnv>()
    .get('/docs', async (c) => sendKept(c, await api(), HTML, csp))
    .get('/docs/style.css', (c) => c.body(CSS, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/docs/errors/:code', async (c) => {
      const code = c.req.param('code');
      const kept = aboutErrors.get(code);
      return kept ? sendKept(c, await kept(), HTML, csp) : c.html(await aboutError(code), 200, csp);
    });
}
