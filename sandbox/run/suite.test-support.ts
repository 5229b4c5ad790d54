import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ABSENT, ATTACKS, BENIGN, type Case } from './cases.ts';
import type { BlockRenderer, RenderResult } from './port.ts';
import { bodyOf, requestOf } from './run.test-support.ts';

/** What became of a case, in one word or its HTML. */
export const outcomeOf = (result: RenderResult): string =>
  result.status === 'done' ? result.html : result.status === 'stopped' ? result.stop.reason : 'needs';

function check(given: Case, result: RenderResult): void {
  const told = JSON.stringify(result).slice(0, 400);
  if (given.html !== undefined) assert.equal(result.status === 'done' ? result.html : told, given.html);
  if (given.stop) assert.equal(result.status === 'stopped' ? result.stop.reason : told, given.stop, told);
  if (given.at && result.status === 'stopped') assert.deepEqual([result.stop.line, result.stop.column], given.at);
  if (given.needs) assert.deepEqual(result.status === 'needs' && result.needs.map(({ key }) => key), given.needs);
}

/** The promises that every renderer keeps. */
export function conforms(renderer: BlockRenderer): void {
  describe('conformance', () => {
    for (const given of BENIGN)
      it(given.name, async () => {
        const result = await renderer.render(requestOf(given.source, given.input, given.limits));
        check(given, result);
        assert.ok(result.usage.fuel > 0 && result.usage.memoryBytes > 0);
      });

    it('keeps what was printed, bounded, in order', async () => {
      const source = bodyOf(
        'console.log("a", { b: 1 }); console.error(new Error("c")); for (let i = 0; i < 99; i++) console.warn("y".repeat(900)); return "";',
      );
      const { console: lines } = await renderer.render(requestOf(source));
      assert.deepEqual(lines.slice(0, 2), [
        { level: 'log', text: 'a {"b":1}' },
        { level: 'error', text: 'Error: c' },
      ]);
      assert.equal(lines.length, 50);
      assert.equal(lines[2]!.text.length, 500);
    });

    it('uses the same fuel and memory for the same block and data', async () => {
      const request = requestOf(bodyOf('return [3, 1, 2].sort().map((n) => html`<i>${n}</i>`);'));
      const [first, second] = [await renderer.render(request), await renderer.render(request)];
      assert.deepEqual(first, second);
    });

    it('refuses what is too large to begin with', async () => {
      const large = await renderer.render(requestOf(`//${'x'.repeat(70_000)}`));
      assert.equal(outcomeOf(large), 'source_too_large');
      const data = await renderer.render(requestOf(bodyOf('return "";'), { data: { a: 'x'.repeat(3_000_000) } }));
      assert.equal(outcomeOf(data), 'input_too_large');
    });
  });

  describe('attacks', () => {
    for (const given of ATTACKS)
      it(`stops a block that ${given.name}`, async () => {
        const started = performance.now();
        check(given, await renderer.render(requestOf(given.source, given.input, given.limits)));
        assert.ok(performance.now() - started < 1200);
      });

    it('has nothing in reach that leads out', async () => {
      const body = `return ${JSON.stringify(ABSENT)}.filter((name) => name in globalThis).join();`;
      assert.equal(outcomeOf(await renderer.render(requestOf(bodyOf(body)))), '');
    });

    it('leaves nothing behind for the next render', async () => {
      await renderer.render(requestOf(bodyOf('given.secret = 1; html.secret = 1; globalThis.secret = 1; return "";')));
      const body = 'return [typeof globalThis.secret, typeof given.secret, typeof html.secret].join();';
      assert.equal(outcomeOf(await renderer.render(requestOf(bodyOf(body)))), 'undefined,undefined,undefined');
    });
  });
}
