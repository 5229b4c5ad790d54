import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPreview, type PreviewBrowser } from '../preview/chromium.test-support.ts';
import { EXAMPLES } from '../examples/examples.ts';
import { engineFromBuild } from './engine-file.node.ts';
import { inProcess, renderOnce } from './in-process.ts';
import type { RenderResult } from './port.ts';
import { requestsForAll, type NamedRequest } from './requests.test-support.ts';
import { bodyOf, requestOf } from './run.test-support.ts';
import { renderedBy } from './service.ts';
import { outcomeOf } from './suite.test-support.ts';
import { startRenderingWorker, type RenderingWorker } from './worker.test-support.ts';

describe('the same block on another runtime', () => {
  const engine = engineFromBuild();
  let worker: RenderingWorker;
  let chromium: PreviewBrowser;
  let groups: Record<string, NamedRequest[]>;
  let here: Record<string, RenderResult[]>;
  before(async () => {
    [worker, chromium, groups] = await Promise.all([
      startRenderingWorker(),
      openPreview(),
      requestsForAll(inProcess(engine)),
    ]);
    here = Object.fromEntries(
      Object.entries(groups).map(([group, all]) => [
        group,
        // As it is when it was sent.
        JSON.parse(JSON.stringify(all.map(({ request }) => renderOnce(engine, request)))) as RenderResult[],
      ]),
    );
  });
  after(() => Promise.all([worker.stop(), chromium.close()]));

  const runtimes: Record<string, (all: readonly NamedRequest[]) => Promise<RenderResult[]>> = {
    workerd: (all) => worker.render(all.map(({ request }) => request)),
    Chromium: async (all) => (await chromium.render(all.map(({ request }) => request))).map(({ result }) => result),
  };

  for (const [runtime, render] of Object.entries(runtimes))
    it(`gives the same bytes, uses the same fuel and memory, and stops for the same reason in the same words, on ${runtime} as on Node`, async () => {
      assert.ok(groups['the examples']!.length > EXAMPLES.length);
      for (const [group, all] of Object.entries(groups)) {
        const there = await render(all);
        for (const [at, { name }] of all.entries())
          assert.deepEqual(there[at], here[group]![at], `${runtime}, ${group}: ${name}`);
      }
    });

  it('is drawn and not stopped when it is an example', () => {
    const last = new Map(groups['the examples']!.map(({ name }, at) => [name, here['the examples']![at]!]));
    assert.equal(last.size, EXAMPLES.length);
    for (const [name, { status }] of last) assert.equal(status, 'done', name);
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
