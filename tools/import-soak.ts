import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../edge-api/adapters/provisioning/create-store.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { contentsOf } from '../edge-api/repositories/catalogue.test-support.ts';
import { importCatalogue } from '../edge-api/repositories/catalogue-import.node.ts';
import { seededRandom, syntheticCatalogue } from '../edge-api/repositories/catalogue-synthetic.test-support.ts';
import type { Soak } from './soak.ts';

const tool = fileURLToPath(new URL('vitrine.ts', import.meta.url));

/** Catalogues with damaged rows, imported by processes that are killed: they end as if nobody had killed anything. */
export const importSoak: Soak = {
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-soak-'));
    return {
      run: (seed) => runOne(seed, join(folder, String(seed))),
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

async function runOne(seed: number, data: string): Promise<void> {
  const random = seededRandom(seed);
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  try {
    const shop = (handle: string) => createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases);
    const [killed, clean] = [await shop('killed'), await shop('clean')];
    const calm = await databases.lease(clean);
    const torn = await databases.lease(killed);
    // A second file changes what the first one made: other damage, other prices.
    for (let round = 0; round < 2; round += 1) {
      const file = join(data, `${round}.csv`);
      await writeFile(file, await damagedCatalogue(500 + Math.floor(random() * 3000), seed, random));
      const expected = await importCatalogue(calm.database, () => createReadStream(file));
      for (let kill = Math.floor(random() * 4); kill > 0; kill -= 1) {
        await importAndKill(data, file, 300 + random() * 3000);
        const halves = `SELECT p.handle FROM products p
          WHERE p.variant_count <> (SELECT count(*) FROM variants v WHERE v.product_id = p.id)`;
        assert.deepEqual(await torn.database.all(halves), [], 'a product is half written');
      }
      const last = await importCatalogue(torn.database, () => createReadStream(file));
      assert.equal(last.problems, expected.problems, 'other rows were left out');
      assert.deepEqual(await contentsOf(torn.database), await contentsOf(calm.database));
      const again = await importCatalogue(torn.database, () => createReadStream(file));
      assert.deepEqual([again.created, again.updated], [0, 0], 'the same file changed something');
    }
    calm.release();
    torn.release();
  } finally {
    databases.close();
  }
}

async function damagedCatalogue(rows: number, seed: number, random: () => number): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of syntheticCatalogue(rows, seed)) text += decoder.decode(piece, { stream: true });
  const damage: ((line: string) => string)[] = [
    (line) => line.replace(/,(\d+)\.(\d\d),/, ',$1.$29,'),
    (line) => line.replace(/,\d+\.\d\d,/, ',,'),
    (line) => line.replace(/https:/, 'javascript:'),
    (line) => `${line},and,more`,
    (line) => line.replace(/^p-\d+/, ''),
    (line) => line.replace(/,(\d+)\.(\d\d),/, ',$1,'),
  ];
  const lines = text.split('\r\n').map((line, index) => {
    const chosen = damage[Math.floor(random() * damage.length)];
    return index > 0 && chosen && line !== '' && random() < 0.03 ? chosen(line) : line;
  });
  // Some rows leave their product's others; a row holds no line end of this kind inside.
  for (let move = Math.floor(random() * 10); move > 0; move -= 1) {
    const from = 1 + Math.floor(random() * (lines.length - 2));
    lines.splice(1 + Math.floor(random() * (lines.length - 2)), 0, ...lines.splice(from, 1));
  }
  return lines.join('\r\n');
}

function importAndKill(data: string, file: string, afterMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tool, 'import', file, '--store', 'killed'], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], DATA_DIR: data },
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
