import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ATTACKS, BENIGN } from './cases.ts';
import { engineFromBuild } from './engine-file.node.ts';
import { renderOnce } from './in-process.ts';
import { requestOf } from './run.test-support.ts';
import { startRenderingWorker, type RenderingWorker } from './worker.test-support.ts';

describe('the same block on another runtime', () => {
  let worker: RenderingWorker;
  before(async () => (worker = await startRenderingWorker()));
  after(() => worker.stop());

  it('gives the same bytes, uses the same fuel and memory, and stops for the same reason, on workerd as on Node', async () => {
    const engine = engineFromBuild();
    const requests = [...BENIGN, ...ATTACKS].map(({ source, input, limits }) => requestOf(source, input, limits));
    const there = await worker.render(requests);
    const here = requests.map((request) => renderOnce(engine, request));
    assert.deepEqual(there, JSON.parse(JSON.stringify(here)));
  });
});
