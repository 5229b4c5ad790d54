import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bodyOf, requestOf } from '../../../sandbox/run/run.test-support.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { chooseBlocks } from './choose.worker.ts';
import { blocksFromBuild } from './from-build.node.ts';

const honest = requestOf(bodyOf('return "fine";'));
const ASSETS = { fetch: () => assert.fail('the build was read') };

describe('what runs blocks', () => {
  it('says what is missing where there is no build, once, and stops each block', async () => {
    const told: unknown[] = [];
    const engine = blocksFromBuild(testFolder(), (error) => told.push(error));
    for (let at = 0; at < 2; at++) {
      const result = await engine.render(honest);
      assert.equal(result.status === 'stopped' && result.stop.reason, 'engine_failed');
      assert.match(JSON.stringify(result), /npm run build/);
    }
    const cleaned = await engine.clean('<p>', { prefix: 'a-', scopeClass: 'block', pictures: [] });
    assert.equal(!cleaned.ok && cleaned.code, 'engine_failed');
    assert.equal(told.length, 1);
    await engine.close();
  });

  it('is loaded with the first block, and finds every later one busy once it was closed', async () => {
    const engine = blocksFromBuild(fileURLToPath(new URL('../../../', import.meta.url)), () => assert.fail('no build'));
    const result = await engine.render(honest);
    assert.equal(result.status === 'done' && result.html, 'fine');
    await engine.close();
    const late = await engine.render(honest);
    assert.equal(late.status === 'stopped' && late.stop.reason, 'busy');
  });

  it('is on Workers what is bound: loaded Workers before a service, and nothing where there is neither', async () => {
    assert.equal(chooseBlocks({ ASSETS }), null);
    let asked = 0;
    const BLOCKS = {
      fetch: async () => {
        asked++;
        return new Response(null, { status: 500 });
      },
    };
    const result = await chooseBlocks({ ASSETS, BLOCKS })!.render(honest);
    assert.deepEqual([asked, result.status === 'stopped' && result.stop.reason], [1, 'engine_failed']);
  });
});
