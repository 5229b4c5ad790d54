import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page, type Request as Asking } from 'playwright-core';
import { build } from 'vite';
import { policyOf } from '../../edge-api/adapters/static/policies.ts';
import { servedFolders } from '../../edge-api/adapters/static/served-folders.node.ts';
import { staticFiles } from '../../edge-api/adapters/static/static-files.node.ts';
import { secured } from '../../edge-api/middleware/security-headers.ts';
import { previewFrame, previewWorker } from '../../tools/build-preview.ts';
import { browserLaunchOptions } from '../../tools/test-browser.ts';
import type { RenderRequest, RenderResult } from '../run/port.ts';
import type { PreviewOptions, PreviewRenderer } from './preview.ts';
import { LOST_FRAME } from './workers.test-support.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** As strict as a page can be that still shows a preview: no policy of trusted types may even be made. */
const PAGE_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `connect-src 'self'`,
  `frame-src 'self'`,
  `img-src data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types 'none'`,
].join('; ');

/** What `page.test-support.ts` puts into the page. */
export interface PreviewPage {
  previewRenderer(options: PreviewOptions): PreviewRenderer;
  preview: PreviewRenderer;
  refused: string[];
}

export interface Timed {
  readonly result: RenderResult;
  readonly tookMs: number;
}

/** A browser with a page that previews blocks, served as our own server serves it, and a server elsewhere that should never hear a thing. */
export interface PreviewBrowser {
  readonly browser: Browser;
  readonly page: Page;
  readonly origin: string;
  /** Address of the server elsewhere. */
  readonly elsewhere: string;
  /** What was asked of either server, since the start, with the path; and what was asked of others. */
  readonly heard: string[];
  /** Renders one after the other. */
  render(requests: readonly RenderRequest[]): Promise<Timed[]>;
  /** Serves another script for the Worker of previews that begin now; without one, ours again. */
  serveWorker(code?: string): void;
  /** What the page's or the frame's policy refused, and what failed in the page. */
  wrong(): Promise<string[]>;
  close(): Promise<void>;
}

async function pageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('./page.test-support.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return (output as { output: { code: string }[] }).output[0]!.code;
}

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

/** Serves the page, its script, and everything else as the shop's own server does. */
async function openServer(
  heard: string[],
): Promise<{ server: Server; origin: string; serveWorker(code?: string): void }> {
  const [script, worker, frame] = await Promise.all([pageScript(), previewWorker(), previewFrame()]);
  const files = staticFiles(servedFolders(ROOT));
  const scripts: Record<string, string> = {
    '/script.js': script,
    '/sandbox/preview-worker.js': worker,
    '/lost/preview-worker.js': '',
    '/lost/engine.wasm': '',
  };
  const made = (path: string): Response | undefined => {
    if (Object.hasOwn(scripts, path))
      return new Response(scripts[path], { headers: { 'content-type': 'text/javascript' } });
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY };
    if (path === '/sandbox/frame/') {
      headers['content-security-policy'] = policyOf(path, headers['content-type'])!;
      return new Response(frame, { headers });
    }
    if (path === '/lost/frame/') {
      headers['content-security-policy'] = `script-src 'unsafe-inline'; frame-ancestors 'self'`;
      return new Response(`<!doctype html><script>${LOST_FRAME}</script>`, { headers });
    }
    const markup = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/script.js"></script>';
    if (path === '/open') headers['content-security-policy'] = `frame-ancestors 'self'`;
    return path === '/' || path === '/open' ? new Response(markup, { headers }) : undefined;
  };
  const server = createServer(async ({ url = '/', method = 'GET' }, outgoing) => {
    heard.push(url);
    const request = new Request(new URL(url, 'http://here'), { method });
    const answer = made(url) ?? (await files(request)) ?? new Response(null, { status: 404 });
    const { status, headers, body } = secured(answer, { https: false });
    outgoing.writeHead(status, Object.fromEntries(headers));
    outgoing.end(body ? Buffer.from(await new Response(body).arrayBuffer()) : undefined);
  });
  return {
    server,
    origin: await listening(server),
    serveWorker: (code = worker) => void (scripts['/sandbox/preview-worker.js'] = code),
  };
}

/** Runs in the page, before everything else. */
function listen(): void {
  const refused: string[] = [];
  Object.assign(globalThis, { refused });
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    refused.push(`${violatedDirective} ${blockedURI}`),
  );
}

export async function openPreview(): Promise<PreviewBrowser> {
  const heard: string[] = [];
  const far = createServer(({ url }, outgoing) => {
    heard.push(`elsewhere ${url}`);
    outgoing.writeHead(200, { 'access-control-allow-origin': '*' }).end();
  });
  const [{ server, origin, serveWorker }, elsewhere, browser] = await Promise.all([
    openServer(heard),
    listening(far),
    browserLaunchOptions().then((options) => chromium.launch(options)),
  ]);
  const page = await browser.newPage();
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  page.on('crash', () => failures.push('the page went down'));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  const note = (request: Asking): void => {
    const url = request.url();
    // What a policy refuses is told as a request as well, and is none.
    const isRefused = /csp|BLOCKED/i.test(request.failure()?.errorText ?? '');
    if (!isRefused && !url.startsWith(`${origin}/`) && !/^(?:blob|data):/.test(url)) heard.push(`asked ${url}`);
  };
  page.context().on('requestfinished', note).on('requestfailed', note);
  await page.addInitScript(listen);
  await page.goto(origin);
  await page.waitForFunction('globalThis.previewRenderer');
  await page.evaluate(() => {
    const scope = globalThis as unknown as PreviewPage;
    scope.preview = scope.previewRenderer({ base: '/sandbox/' });
  });
  return {
    browser,
    page,
    origin,
    elsewhere,
    heard,
    serveWorker,
    async render(requests) {
      // As text, for it keeps halves of characters and keys such as `__proto__`.
      const told = await page.evaluate(async (text) => {
        const { preview } = globalThis as unknown as PreviewPage;
        const all: unknown[] = [];
        for (const request of JSON.parse(text) as RenderRequest[]) {
          const started = performance.now();
          const result = await preview.render(request);
          all.push({ result, tookMs: performance.now() - started });
        }
        return JSON.stringify(all);
      }, JSON.stringify(requests));
      return JSON.parse(told) as Timed[];
    },
    wrong: async () => [...failures, ...(await page.evaluate(() => (globalThis as unknown as PreviewPage).refused))],
    async close() {
      await browser.close();
      for (const each of [server, far]) {
        each.closeAllConnections();
        each.close();
      }
    },
  };
}
