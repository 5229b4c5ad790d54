import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineFromBuild } from './engine-file.node.ts';
import { inProcess } from './in-process.ts';
import { conforms } from './suite.test-support.ts';
import type { Need, RenderRequest } from './port.ts';
import { renderWithData } from './with-data.ts';
import { EXAMPLE, EXAMPLE_HTML, SUMMER, bodyOf, requestOf } from './run.test-support.ts';

const engine = engineFromBuild();
const renderer = inProcess(engine);

describe('a block run in this process', () => {
  conforms(renderer);

  it('draws the example of the documentation', async () => {
    const request = requestOf(EXAMPLE, { settings: { title: 'Light & airy' } });
    const asked: unknown[] = [];
    const result = await renderWithData(renderer, request, async ({ kind, query }) => {
      asked.push({ kind, query });
      return SUMMER;
    });
    assert.equal(result.status === 'done' && result.html, EXAMPLE_HTML);
    assert.deepEqual(asked, [{ kind: 'products', query: { collection: 'summer', limit: 3 } }]);
  });

  it('fetches what depends on what was fetched, and no more often than it may', async () => {
    const chain = 'const [first] = products(); return first ? String(product(first.handle)?.title) : "none";';
    const answers: Record<string, unknown> = { products: [{ handle: 'hat' }], product: { title: 'Hat' } };
    const result = await renderWithData(renderer, requestOf(bodyOf(chain)), async ({ kind }) => answers[kind]);
    assert.equal(result.status === 'done' && result.html, 'Hat');
    const endless = 'let p = { handle: "a" }; while (p) p = product(p.handle + "a");';
    const stopped = await renderWithData(renderer, requestOf(bodyOf(endless)), async ({ query }) => query);
    assert.equal(stopped.status === 'stopped' && stopped.stop.reason, 'too_many_needs');
  });

  it('runs once where it is known what a block asked for before, and as ever where that was not enough', async () => {
    let passes = 0;
    const counted = { render: (request: RenderRequest) => (passes++, renderer.render(request)) };
    let kept: readonly Need[] | undefined;
    const memory = { read: () => kept, write: (needs: readonly Need[]) => (kept = needs) };
    const source = bodyOf(
      'return products({ limit: 3 }).map((p) => html`<i>${product(p.handle)?.title}</i>`).join("");',
    );
    const fetchedKeys: string[] = [];
    const draw = async (handles: readonly string[]) => {
      [passes, fetchedKeys.length] = [0, 0];
      const result = await renderWithData(
        counted,
        requestOf(source),
        async ({ key, kind, query }) => {
          fetchedKeys.push(key);
          return kind === 'products' ? handles.map((handle) => ({ handle })) : { title: query['handle'] };
        },
        memory,
      );
      return { html: result.status === 'done' && result.html, passes, usage: result.usage };
    };
    const first = await draw(['a', 'b']);
    assert.deepEqual([first.html, first.passes], ['<i>a</i><i>b</i>', 3]);
    const again = await draw(['a', 'b']);
    assert.deepEqual(again, { ...first, passes: 1 });
    const other = await draw(['c']);
    assert.equal(other.html, '<i>c</i>');
    assert.equal(new Set(fetchedKeys).size, fetchedKeys.length);
    assert.deepEqual((await draw(['c'])).passes, 1);
  });

  it('gives a block the memory that is set, and no more', async () => {
    const hoard =
      'let n = 0; const a = [], s = "x".repeat(1e5); try { for (;;) { a.push(s.slice(1)); n += 1e5; } } catch {} return `${n}`;';
    for (const megabytes of [16, 64]) {
      const limits = { fuel: 20_000_000, memoryBytes: megabytes * 2 ** 20 };
      const result = await renderer.render(requestOf(bodyOf(hoard), {}, limits));
      const held = result.status === 'done' ? Number(result.html) / 2 ** 20 : 0;
      assert.ok(Math.abs(held - megabytes) < 1, `${held} of ${megabytes} MiB`);
    }
  });

  it('grows no further over many renders', async () => {
    const request = requestOf(bodyOf('return "x".repeat(1000);'));
    const passes = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at++) await renderer.render(request);
    };
    await passes(50);
    const before = process.memoryUsage().rss;
    await passes(150);
    assert.ok(process.memoryUsage().rss - before < 64 * 2 ** 20);
  });
});
