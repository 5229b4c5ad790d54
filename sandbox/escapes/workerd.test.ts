import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { corpus, hasCorpora } from './corpora.test-support.ts';
import { PLACE } from '../sanitize/oracle.test-support.ts';
import { bothWalls, type WallRequest } from './walls-worker.test-support.ts';

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('./walls-worker.test-support.ts', import.meta.url));
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      rollupOptions: { output: { codeSplitting: false } },
      lib: { entry, formats: ['es'], fileName: 'worker' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return (output as { output: { code: string }[] }).output[0]!.code;
}

const block = (body: string): string => `export default function () {\n${body}\n}`;
/** The stacks of runtimes differ in size; what is refused must not. */
const DEEP = ['(', '[', '{', '`${', 'a=>', '!', '1+', 'if(1)', 'f(', 'new ', '<a>(', 'async<a>('];

function requestOf(): WallRequest {
  const rows = hasCorpora ? ['sandbox-syntax', 'benign-controls', 'sandbox-escape'].flatMap(corpus) : [];
  const hostile = hasCorpora ? ['xss-mxss-svg', 'html-leaks', 'dom-clobbering'].flatMap(corpus) : [];
  return {
    place: PLACE,
    sources: [
      'export default ({ html }: Block): string => html`<p>${1 as number}</p>`;',
      ...DEEP.map((piece) => block(piece.repeat(5000))),
      ...rows.slice(0, 150).map(({ payload }) => block(payload)),
    ],
    pages: ['<p style="color:red" id=a>a', '<div>'.repeat(5000), ...hostile.map(({ payload }) => payload)],
  };
}

test('on workerd, both walls say what they say on Node', async () => {
  const { convertV4MiniflareOptions, Miniflare } = await import('miniflare');
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      name: 'walls',
      modules: [{ type: 'ESModule', path: 'worker.js', contents: await bundle() }],
      compatibilityDate: '2026-10-01',
      host: '127.0.0.1',
      port: 0,
      cf: false,
      telemetry: { enabled: false },
    }),
  );
  try {
    const request = requestOf();
    const answer = await fetch(await worker.ready, { method: 'POST', body: JSON.stringify(request) });
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.deepEqual(await answer.json(), JSON.parse(JSON.stringify(await bothWalls(request))));
  } finally {
    await worker.dispose();
  }
});
