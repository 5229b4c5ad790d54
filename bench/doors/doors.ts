/** `npm run bench doors`: whether the time of a refusal tells what was wrong with the key. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { createApp } from '../../edge-api/app.ts';
import { StoreScope } from '../../edge-api/contract/keys.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { keyRepository } from '../../edge-api/repositories/keys.ts';
import { testPorts } from '../../edge-api/routes/api.test-support.ts';
import { keyService, type KeyWish } from '../../edge-api/services/keys.ts';
import type { Bench, BenchReport } from '../../tools/bench.ts';

const ROUNDS = 3000;
const WARM_UP = 500;
/** How far the slowest kind of refusal may be from the fastest, as a ratio of their medians in one run. */
const GOAL = 1.1;
const HOUR_MS = 3_600_000;

interface Attempt {
  readonly kind: string;
  readonly store: string;
  readonly key: string;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const run: Bench['run'] = async ({ runs = 1 }): Promise<BenchReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-doors-'));
  const databases = await openDatabases(readEnvironment({ DATA_DIR: folder }));
  try {
    for (const handle of ['ada', 'bob'])
      await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases);
    const app = createApp(testPorts(databases));
    const attempts = await wrongKeys(databases);
    const times = new Map<string, number[]>(attempts.map(({ kind }) => [kind, []]));
    const ask = async ({ store, key }: Attempt): Promise<number> => {
      const started = performance.now();
      const response = await app.request(
        `http://shop.test/v1/admin/stores/${store}/keys`,
        { headers: { authorization: `Bearer ${key}` } },
        { waitUntil: () => undefined },
      );
      await response.text();
      const took = performance.now() - started;
      if (response.status !== 401) throw new Error(`${store} answered ${response.status}`);
      return took;
    };
    for (let round = 0; round < ROUNDS * runs + WARM_UP; round++) {
      // Each kind takes each place in the round, so that none always follows the same other.
      for (let place = 0; place < attempts.length; place++) {
        const attempt = attempts[(place + round * 7) % attempts.length]!;
        const took = await ask(attempt);
        if (round >= WARM_UP) times.get(attempt.kind)!.push(took);
      }
    }
    const medians = new Map([...times].map(([kind, values]) => [kind, median(values)]));
    const fastest = Math.min(...medians.values());
    const ratio = Math.max(...medians.values()) / fastest;
    return {
      title: 'time of a refusal, by what is wrong with the key',
      rows: [...medians].map(([kind, ms]) => ({
        'a key': kind,
        'median µs': Math.round(ms * 1000),
        'of the fastest': (ms / fastest).toFixed(3),
      })),
      checks: [{ name: 'slowest to fastest', value: Number(ratio.toFixed(3)), goal: GOAL, met: ratio <= GOAL }],
      samples: Object.fromEntries(medians),
    };
  } finally {
    databases.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Keys that are refused on `ada` or on a store that is not there, by what is wrong with them. */
async function wrongKeys(databases: Awaited<ReturnType<typeof openDatabases>>): Promise<Attempt[]> {
  const repository = keyRepository(databases.platform);
  const make = async (handle: string | null, more: Partial<KeyWish> = {}, at = Date.now()) => {
    const storeId = handle === null ? null : (await databases.stores.find(handle))!.id;
    const kind = handle === null ? 'platform' : 'secret';
    const wish = { kind, storeId, name: 'x', scopes: StoreScope.options, expiresAt: null, ...more } as const;
    return keyService(repository, () => at).create(wish, null);
  };
  const good = await make('ada');
  const revoked = await make('ada');
  const ada = (await databases.stores.find('ada'))!.id;
  await repository.revoke(revoked.key.id, ada, new Date().toISOString());
  const past = Date.now() - HOUR_MS;
  const expired = await make('ada', { expiresAt: new Date(past).toISOString() }, past - HOUR_MS);
  const secretOf = (id: string, secret: string) => `vsk_${id}_${secret}`;
  const other = (await make('bob')).secret;
  return [
    { kind: 'malformed', store: 'ada', key: 'nonsense' },
    { kind: 'of an unknown id', store: 'ada', key: secretOf('01HZZZZZZZZZZZZZZZZZZZZZZZ', good.secret.slice(31)) },
    { kind: 'with a wrong secret', store: 'ada', key: secretOf(good.key.id, 'A'.repeat(32)) },
    {
      kind: 'wrong in its last letter',
      store: 'ada',
      key: `${good.secret.slice(0, -1)}${good.secret.endsWith('A') ? 'B' : 'A'}`,
    },
    { kind: 'expired', store: 'ada', key: expired.secret },
    { kind: 'revoked', store: 'ada', key: revoked.secret },
    { kind: 'publishable', store: 'ada', key: (await make('ada', { kind: 'publishable', scopes: [] })).secret },
    { kind: 'without the scope', store: 'ada', key: (await make('ada', { scopes: ['orders:read'] })).secret },
    { kind: 'of the platform, without', store: 'ada', key: (await make(null, { scopes: ['audit:read'] })).secret },
    { kind: "another store's", store: 'ada', key: other },
    { kind: "another store's, on none", store: 'nobody', key: other },
  ];
}
