import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { EnvironmentError, readEnvironment } from '../../env.ts';
import { checkPlaces } from './places.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-places-'));
const taken = createServer();
await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
const { port } = taken.address() as AddressInfo;
after(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The faults that a start with these variables would find, by variable. */
async function faultsOf(variables: Record<string, string>): Promise<Record<string, string>> {
  try {
    await checkPlaces(readEnvironment({ DATA_DIR: folder, PORT: '0', ...variables }));
    return {};
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return Object.fromEntries(error.faults.map(({ variable, problem }) => [variable, problem]));
  }
}

describe('the places a server needs', () => {
  it('are made and left clean, when they are right', async () => {
    assert.deepEqual(await faultsOf({ DATA_DIR: join(folder, 'deep', 'er') }), {});
    assert.deepEqual(readdirSync(join(folder, 'deep', 'er')), []);
  });

  it('are all told of at once, when they are wrong', async () => {
    const faults = await faultsOf({
      DATA_DIR: '/dev/null/x',
      PORT: String(port),
      DATABASE_MODE: 'sqld',
      SQLD_URL: 'http://127.0.0.1:1/',
      SQLD_ADMIN_URL: 'http://127.0.0.1:2/',
    });
    assert.deepEqual(Object.keys(faults).sort(), ['DATA_DIR', 'PORT', 'SQLD_ADMIN_URL', 'SQLD_URL']);
    assert.match(faults['PORT'] ?? '', new RegExp(`^${port} is taken already on 127\\.0\\.0\\.1$`));
    assert.match(faults['SQLD_URL'] ?? '', /^nobody answers at http:\/\/127\.0\.0\.1:1: /);
  });

  it('are told of in one sentence where nothing can ever be made', async () => {
    assert.match(
      (await faultsOf({ DATA_DIR: '/proc/x' }))['DATA_DIR'] ?? '',
      /^\/proc\/x cannot be written to: E[A-Z]+$/,
    );
    assert.match((await faultsOf({ HOST: '203.0.113.1' }))['HOST'] ?? '', /^203\.0\.113\.1 cannot be listened on: /);
  });
});
