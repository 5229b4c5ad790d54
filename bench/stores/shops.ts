import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { createApp } from '../../edge-api/app.ts';
import { fileStamp } from '../../edge-api/db/file-stamp.node.ts';
import { testPorts } from '../../edge-api/routes/api.test-support.ts';
import { BELIEF_NODE, storeDirectory } from '../../edge-api/store-directory.ts';
import { fileHandles, privateKiB } from './measure.ts';

/** Requests measured in one go before the other side has its turn: what disturbs the machine disturbs both. */
const TURN = 250;

/** A generator that gives the same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The API over many stores, asked as a shopper's page asks it. */
export function shops(databases: Databases) {
  const app = createApp(
    testPorts(databases, {
      stores: storeDirectory({
        find: (handle) => databases.stores.find(handle),
        findByHost: (host) => databases.stores.findByHost(host),
        lease: (store) => databases.lease(store),
        stamp: (store) => fileStamp({ url: store.databaseUrl }, Date.now()),
        ping: () => databases.platform.first('SELECT 1'),
        belief: BELIEF_NODE,
        now: Date.now,
      }),
    }),
  );
  const peak = { kib: 0, handles: 0 };
  const look = () => {
    peak.kib = Math.max(peak.kib, privateKiB());
    peak.handles = Math.max(peak.handles, fileHandles());
  };

  /** One page view's request; answers how long it took, in milliseconds. */
  async function ask(handle: string): Promise<number> {
    const started = performance.now();
    const response = await app.request(`http://shop.test/v1/stores/${handle}/products?limit=24`, undefined, {
      waitUntil: () => undefined,
    });
    await response.text();
    const took = performance.now() - started;
    if (response.status !== 200) throw new Error(`${handle} answered ${response.status}.`);
    return took;
  }

  const visit = async (handles: readonly string[]) => {
    for (const handle of handles) await ask(handle);
  };

  return {
    visit,
    closeAll: () => databases.pool.close(),
    peakKiB: () => peak.kib,
    peakHandles: () => peak.handles,

    /** The first request to stores nobody has asked for, and the second to the same. */
    async coldAgainstWarm(handles: readonly string[], count: number) {
      databases.pool.close();
      const [cold, warm]: [number[], number[]] = [[], []];
      for (const handle of handles.slice(0, count)) {
        cold.push(await ask(handle));
        warm.push(await ask(handle));
      }
      return { cold, warm };
    },

    /** The same number of requests spread evenly over each group, in turns, after every store of it was visited once. */
    async compare(groups: readonly (readonly string[])[], count: number): Promise<number[][]> {
      const pick = numbers(7);
      for (const group of groups) await visit(group);
      const samples = groups.map((): number[] => []);
      for (let done = 0; done < count; done += TURN) {
        for (const [at, group] of groups.entries())
          for (let asked = 0; asked < TURN; asked += 1) samples[at]!.push(await ask(group[pick(group.length)]!));
        look();
      }
      return samples;
    },
  };
}
