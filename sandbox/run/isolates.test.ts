import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Miniflare } from 'miniflare';
import { BENIGN } from './cases.ts';
import { engineFromBuild } from './engine-file.node.ts';
import { renderOnce } from './in-process.ts';
import { inIsolates, type WorkerLoader } from './isolates.ts';
import type { Errand } from './port.ts';
import { EXAMPLE, requestOf } from './run.test-support.ts';
import { isolatesWorker } from './worker.test-support.ts';

describe('blocks in Workers that are loaded when they are needed', () => {
  let worker: Miniflare | undefined;
  before(async () => {
    worker = await isolatesWorker();
  });
  after(() => worker?.dispose());

  const send = async (errands: readonly Errand[]): Promise<unknown[]> => {
    const answer = await worker!.dispatchFetch('http://blocks.test/', {
      method: 'POST',
      body: JSON.stringify(errands),
    });
    return (await answer.json()) as unknown[];
  };

  it('give the same bytes for the same fuel as on Node, under workerd', async () => {
    const engine = engineFromBuild();
    const requests = BENIGN.map(({ source, input, limits }) => requestOf(source, input, limits));
    assert.deepEqual(
      await send(requests),
      requests.map((request) => renderOnce(engine, request)),
    );
  });

  it('clean what blocks give back', async () => {
    const options = { prefix: 'block-a-', scopeClass: 'block', pictures: [] };
    const [cleaned] = await send([{ clean: '<p onclick="x()">a</p>', options }]);
    assert.equal((cleaned as { html: string }).html, '<p>a</p>');
  });

  it('have no network and no bindings, a limit of CPU time, and few names, which are others with each build', async () => {
    const names = new Set<string>();
    const loader: WorkerLoader = {
      get: (id, code) => ({
        getEntrypoint: (_name, { limits }) => ({
          async fetch() {
            names.add(id);
            const { globalOutbound, env, limits: own, modules } = await code();
            assert.deepEqual([globalOutbound, env, own, limits], [null, {}, limits, { cpuMs: 1000, subRequests: 0 }]);
            assert.deepEqual(Object.keys(modules), ['worker.js', 'engine.wasm']);
            return Response.json({ status: 'done', html: '', usage: {}, console: [] });
          },
        }),
      }),
    };
    let version = 'a';
    const load = async () => ({ version, worker: '', engine: new ArrayBuffer(0) });
    const engine = inIsolates(loader, load, { isolates: 2 });
    for (let at = 0; at < 50; at++) await engine.render(requestOf(EXAMPLE));
    version = 'b';
    for (let at = 0; at < 50; at++) await engine.render(requestOf(EXAMPLE));
    assert.deepEqual([...names].toSorted(), ['blocks-a-0', 'blocks-a-1', 'blocks-b-0', 'blocks-b-1']);
  });

  it('stop a block, and nothing more, where there is no build', async () => {
    const engine = inIsolates({ get: () => assert.fail('loaded') }, () => Promise.reject(new Error('no build')));
    const result = await engine.render(requestOf(EXAMPLE));
    assert.equal(result.status === 'stopped' && result.stop.reason, 'engine_failed');
  });

  it('are the Worker of the build', async () => {
    const built = await readFile(new URL('../../dist/sandbox/worker.js', import.meta.url), 'utf8');
    assert.match(built, /from\s*"\.\/engine\.wasm"/);
  });
});
