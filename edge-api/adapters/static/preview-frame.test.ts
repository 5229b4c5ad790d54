import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { secured } from '../../middleware/security-headers.ts';
import { serveAsset } from './assets.worker.ts';
import { servedFolders } from './served-folders.node.ts';
import { staticFiles } from './static-files.node.ts';

const request = new Request('https://shop.example/sandbox/frame/');
const PAGE = '<!doctype html>';

describe('the frame in which blocks are tried out', () => {
  let root = '';
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'vitrine-frame-'));
    await mkdir(join(root, 'dist/sandbox/frame'), { recursive: true });
    await writeFile(join(root, 'dist/sandbox/frame/index.html'), PAGE);
  });
  after(() => rm(root, { recursive: true }));

  const onNode = () => staticFiles(servedFolders(root))(request);
  const onWorkers = () =>
    serveAsset(request, { fetch: async () => new Response(PAGE, { headers: { 'content-type': 'text/html' } }) });

  for (const [runtime, serve] of Object.entries({ Node: onNode, Workers: onWorkers }))
    it(`is served on ${runtime} with a policy that lets it ask for nothing, and framed by our own pages alone`, async () => {
      const { headers } = secured((await serve())!, { https: true });
      const policy = headers.get('content-security-policy')!.split('; ');
      assert.deepEqual(policy.filter((each) => !each.endsWith(`'none'`)).toSorted(), [
        `frame-ancestors 'self'`,
        'sandbox allow-scripts',
        `script-src 'unsafe-inline' 'wasm-unsafe-eval'`,
        'worker-src blob:',
      ]);
      assert.ok(policy.includes(`default-src 'none'`));
      assert.equal(headers.get('x-frame-options'), 'SAMEORIGIN');
      assert.equal(headers.get('cache-control'), 'no-cache');
    });
});
