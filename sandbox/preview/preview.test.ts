// oxlint-disable unicorn/require-post-message-target-origin, unicorn/prefer-add-event-listener -- ports and Workers are no windows
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BlockRenderer } from '../run/port.ts';
import { bodyOf, requestOf } from '../run/run.test-support.ts';
import { conforms, outcomeOf } from '../run/suite.test-support.ts';
import { sanitiseBlock } from '../sanitize/sanitise.ts';
import { openPreview, type PreviewBrowser, type PreviewPage } from './chromium.test-support.ts';
import { REACHING, WORKERS } from './workers.test-support.ts';

const honest = requestOf(bodyOf('return "fine";'));

describe('a block previewed in Chromium, in a page with a strict policy and Trusted Types', () => {
  let chromium: PreviewBrowser;
  before(async () => (chromium = await openPreview()));
  after(() => chromium.close());

  const renderer: BlockRenderer = { render: async (request) => (await chromium.render([request]))[0]!.result };
  conforms(renderer);

  it('cleans what blocks give back, as the server does', async () => {
    const html = '<p style="color:red" onclick="x()">a<script>b()</script><img src="/media/a.jpg"></p>';
    const place = { prefix: 'block-a-', scopeClass: 'block', pictures: ['/media/'] };
    const cleaned = await chromium.page.evaluate(
      ([html, place]) => (globalThis as unknown as PreviewPage).preview.clean(html, place),
      [html, place] as const,
    );
    assert.deepEqual(cleaned, sanitiseBlock(html, place));
  });

  /** Renders in a preview of its own, over a Worker that is not ours; answers outcomes in their order. */
  async function outcomesWith(code: string, sources: readonly string[], together = false): Promise<string[]> {
    chromium.serveWorker(code);
    const requests = sources.map((source) => ({ ...honest, source }));
    const results = await chromium.page.evaluate(
      async ([requests, together]) => {
        const preview = (globalThis as unknown as PreviewPage).previewRenderer({ base: '/sandbox/', wallMs: 300 });
        const all = [];
        if (together) all.push(...(await Promise.all(requests.map((request) => preview.render(request)))));
        else for (const request of requests) all.push(await preview.render(request));
        preview.close();
        return [...all, await preview.render(requests[0]!)];
      },
      [requests, together] as const,
    );
    chromium.serveWorker();
    return results.map(outcomeOf);
  }

  it('ends a Worker that hangs after its time, and loses no other render', async () => {
    const outcomes = await outcomesWith(WORKERS.hanging, ['hang', 'a', 'hang', 'b'], true);
    assert.deepEqual(outcomes, ['out_of_time', 'fine', 'out_of_time', 'fine', 'busy']);
  });

  it('ends the Worker itself, and does not only stop waiting for it', async () => {
    const { page } = chromium;
    chromium.serveWorker(WORKERS.hanging);
    const started = page.waitForEvent('worker');
    const asked = page.evaluate(
      (request) => {
        const { previewRenderer } = globalThis as unknown as PreviewPage;
        return previewRenderer({ base: '/sandbox/', wallMs: 200 }).render(request);
      },
      { ...honest, source: 'sleep' },
    );
    const ended = (await started).waitForEvent('close');
    assert.equal(outcomeOf(await asked), 'out_of_time');
    await ended;
    await page.evaluate(() => [...document.querySelectorAll('iframe')].at(-1)!.remove());
    chromium.serveWorker();
  });

  it('survives a Worker that fails, one that answers twice, one that answers nonsense, and one that never comes up', async () => {
    assert.deepEqual(await outcomesWith(WORKERS.hanging, ['crash', 'a']), ['engine_failed', 'fine', 'busy']);
    assert.deepEqual(await outcomesWith(WORKERS.talking, ['a', 'b']), ['a', 'b', 'busy']);
    const nonsense = await outcomesWith(WORKERS.nonsense, ['null', '"done"', '{"status":"done","html":"<p>"}']);
    assert.deepEqual(nonsense, ['engine_failed', 'engine_failed', 'engine_failed', 'busy']);
    assert.deepEqual(await outcomesWith('throw 1', ['a', 'b'], true), ['engine_failed', 'engine_failed', 'busy']);
  });

  it('is drawn again after its frame was moved in the page or went elsewhere, to which nothing is handed', async () => {
    const [before] = await chromium.render([honest]);
    await chromium.page.evaluate(() => document.body.append(document.querySelector('iframe')!));
    const [after] = await chromium.render([honest, honest]);
    assert.deepEqual(
      [before, after].map((each) => outcomeOf(each!.result)),
      ['fine', 'fine'],
    );
    const { elsewhere, heard, page } = chromium;
    for (const address of ['/sandbox/frame/?moved', `${elsewhere}/moved`]) {
      await page.frames()[1]!.evaluate((to) => location.assign(to), address);
      await page.waitForFunction(() => !document.querySelector('iframe'));
      assert.equal(outcomeOf((await chromium.render([honest]))[0]!.result), 'fine');
    }
    assert.deepEqual(
      heard.filter((path) => path.startsWith('elsewhere')),
      [],
    );
  });

  it('is set up by nobody but the page around its frame', async () => {
    const { page } = chromium;
    const framesBefore = page.frames().length;
    await page.evaluate(async () => {
      for (const src of ['/sandbox/frame/', '/open']) {
        const frame = document.createElement('iframe');
        frame.src = src;
        frame.className = 'tried';
        await new Promise((loaded) => {
          frame.addEventListener('load', loaded);
          document.body.append(frame);
        });
      }
    });
    // Each hands in an engine that is none, which a frame that listens says; the neighbour does so first.
    const setUp = (index: number) => {
      const { port1, port2 } = new MessageChannel();
      const told: string[] = [];
      Object.assign(globalThis, { told });
      const answered = new Promise<string[]>((resolve) => {
        port1.onmessage = ({ data }) => {
          told.push((data as { kind: string }).kind);
          resolve(told);
        };
      });
      const frames = top === window ? window.frames : parent.frames;
      frames[index]!.postMessage({ engine: new ArrayBuffer(0), code: '', wallMs: 1 }, '*', [port2]);
      return { answered };
    };
    const index = framesBefore - 1;
    const neighbour = page.frames().find((frame) => frame.url().endsWith('/open'))!;
    await neighbour.evaluate(`(${setUp.toString()})(${index}), 0`);
    const own = await page.evaluate(`(${setUp.toString()})(${index}).answered`);
    const others = await neighbour.evaluate('told');
    await page.evaluate(() => document.querySelectorAll('.tried').forEach((frame) => frame.remove()));
    assert.deepEqual({ own, others }, { own: ['failed'], others: [] });
  });

  it('reaches nothing even where a block would have broken out of the engine, into the Worker or into the frame', async () => {
    const { elsewhere, heard, origin } = chromium;
    const heardBefore = heard.length;
    const code = `const REACHED = ${JSON.stringify([`${elsewhere}/worker`, `${origin}/worker`])};${WORKERS.reaching}`;
    const outcomes = await outcomesWith(code, ['go']);
    assert.deepEqual(outcomes, ['', 'busy']);
    await chromium.render([honest]);
    const reached = await chromium.page.frames()[1]!.evaluate(REACHING, [`${elsewhere}/frame`, `${origin}/frame`]);
    assert.deepEqual(reached, []);
    assert.deepEqual(
      heard.slice(heardBefore).filter((path) => !path.startsWith('/sandbox/')),
      [],
    );
    assert.equal(await chromium.page.evaluate(() => document.querySelectorAll('iframe').length), 1);
  });

  it('would be seen to reach something: the same attempts do in a page without a policy', async () => {
    const { browser, elsewhere, heard, origin } = chromium;
    const page = await browser.newPage();
    await page.goto(`${origin}/open`);
    const reached = await page.evaluate(
      (code) =>
        new Promise<string>((resolve) => {
          const worker = new Worker(URL.createObjectURL(new Blob([code])));
          worker.onmessage = ({ data }: { data: 'booted' | { result: { html: string } } }) =>
            data === 'booted' ? worker.postMessage({ id: 1 }) : resolve(data.result.html);
          worker.postMessage(0);
        }),
      `const REACHED = ${JSON.stringify([`${elsewhere}/open`])};${WORKERS.reaching}`,
    );
    await page.close();
    for (const way of ['fetch', 'XMLHttpRequest', 'databases', 'code of text'])
      assert.ok(reached.split(',').includes(way), way);
    for (const way of ['fetch', 'blind', 'xhr', 'import', 'module', 'EventSource'])
      assert.ok(heard.includes(`elsewhere /open?${way}`), way);
  });

  it('is answered in time even by a frame that somebody else has taken over, and nothing fails in the page', async () => {
    const { page, wrong } = chromium;
    const wrongBefore = await wrong();
    const { outcomes, tookMs } = await page.evaluate(async (request) => {
      const { previewRenderer } = globalThis as unknown as PreviewPage;
      const preview = previewRenderer({ base: '/lost/', wallMs: 100 });
      const started = performance.now();
      const outcomes = [await preview.render(request), await preview.render(request)];
      preview.close();
      return { outcomes, tookMs: performance.now() - started };
    }, honest);
    assert.deepEqual(outcomes.map(outcomeOf), ['out_of_time', 'out_of_time']);
    assert.ok(tookMs < 10_000);
    assert.deepEqual(await wrong(), wrongBefore);
  });

  it('is refused where the shop serves nothing, and too many at once', async () => {
    const outcomes = await chromium.page.evaluate(async (request) => {
      const { previewRenderer } = globalThis as unknown as PreviewPage;
      const nowhere = previewRenderer({ base: '/nowhere/' });
      const lost = await Promise.all([nowhere.render(request), nowhere.render(request)]);
      nowhere.close();
      const preview = previewRenderer({ base: '/sandbox/', waiting: 2 });
      const many = [1, 2, 3, 4].map(() => preview.render(request));
      const odd = await preview.render({ ...request, input: { ...request.input, settings: { f: () => 1 } } });
      const all = [...lost, ...(await Promise.all(many)), odd, await preview.render(request)];
      preview.close();
      return all;
    }, honest);
    assert.deepEqual(outcomes.map(outcomeOf), [
      'engine_failed',
      'engine_failed',
      'fine',
      'fine',
      'busy',
      'busy',
      'busy',
      'fine',
    ]);
  });
});
