import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ATTACKS, BENIGN } from './cases.ts';
import { engineFromBuild } from './engine-file.node.ts';
import { renderOnce } from './in-process.ts';
import { bodyOf, requestOf } from './run.test-support.ts';
import { renderedBy } from './service.ts';
import { outcomeOf } from './suite.test-support.ts';
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

  it('is rendered by another Worker as it is here, and stops when that does not answer', async () => {
    const request = requestOf(bodyOf('return html`<p>${1 + 1}</p>`;'));
    const service = { fetch: (_address: string, init: RequestInit) => fetch(worker.url, init) };
    assert.equal(outcomeOf(await renderedBy(service).render(request)), '<p>2</p>');
    const silent = {
      fetch: (_address: string, { signal }: RequestInit) =>
        new Promise<Response>((_resolve, reject) =>
          signal!.addEventListener('abort', () => reject(signal!.reason as Error)),
        ),
    };
    assert.equal(outcomeOf(await renderedBy(silent, { wallMs: 20 }).render(request)), 'out_of_time');
    const broken = { fetch: async () => new Response(null, { status: 500 }) };
    assert.equal(outcomeOf(await renderedBy(broken).render(request)), 'engine_failed');
  });
});
