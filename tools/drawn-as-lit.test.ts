import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build, type Plugin } from 'vite';
import { root, serverConfig } from '../vite.config.ts';

const folder = await mkdtemp(join(tmpdir(), 'vitrine-drawn-'));
after(() => rm(folder, { recursive: true, force: true }));

/** Lit's own renderer in the place of ours. */
const byLit: Plugin = {
  name: 'by-lit',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^\.\/write-value\.ts$/ },
    handler: () => join(root, 'elements/server/lit-reference.test-support.ts'),
  },
};

/** Markup of everything there is, by name, as a build with these plugins draws it. */
async function drawnWith(name: string, plugins: readonly Plugin[]): Promise<Map<string, string>> {
  const config = serverConfig(join(folder, name), 'served.js');
  await build({ ...config, plugins: [...plugins, ...(config.plugins as Plugin[])] });
  const module = pathToFileURL(join(folder, name, 'elements.js')).href;
  const worker = new Worker(new URL('./drawn-specimens.test-support.ts', import.meta.url), { workerData: { module } });
  const [drawn] = (await once(worker, 'message')) as [[string, string][]];
  return new Map(drawn);
}

describe('what we draw', () => {
  it('is what Lit’s own server renderer draws, to the letter', async () => {
    const [ours, lits] = [await drawnWith('ours', []), await drawnWith('lits', [byLit])];
    assert.ok(ours.size > 700, `${ours.size} pieces`);
    assert.deepEqual([...ours.keys()], [...lits.keys()]);
    const different = [...ours].filter(([name, html]) => html !== lits.get(name));
    for (const [name, html] of different.slice(0, 1)) assert.equal(html, lits.get(name), name);
  });
});
