import { resolve } from 'node:path';
import { platformMigrations } from '../../../migrations/index.ts';
import { pendingMigrations } from '../../db/migrate.ts';
import type { Environment } from '../../env.ts';
import type { Check } from '../../readiness.ts';
import type { EmbeddedSync } from '../../sync/embedded.node.ts';
import type { Databases } from '../provisioning/compose.node.ts';
import { checkWritable } from './places.node.ts';

/** How many stores are tried: one that is broken does not keep all the others from being served. */
const TRIED = 3;
const PATIENCE_MS = 1500;

/** What has to be so for this process to serve, besides its registry answering. */
export function nodeChecks(
  env: Environment,
  databases: Databases,
  embedded: EmbeddedSync | undefined,
  isLeaving: () => boolean,
): Readonly<Record<string, Check>> {
  return {
    async accepting() {
      if (isLeaving()) throw new Error('the server was asked to stop');
    },
    async migrations() {
      const pending = await pendingMigrations(databases.platform, platformMigrations);
      if (pending.length > 0) throw new Error(`the platform database waits for ${pending.join(', ')}`);
    },
    ...(env.database.mode === 'file' || embedded ? { disk: () => checkWritable(resolve(env.dataDir)) } : {}),
    async store() {
      const some = (await databases.stores.list({ limit: 20 })).filter(
        ({ status }) => status === 'active' || status === 'trial',
      );
      let failure: unknown;
      for (const store of some.slice(0, TRIED)) {
        try {
          const { database, release } = await databases.lease(store);
          await database.first('SELECT 1 FROM store_state').finally(release);
          return;
        } catch (error) {
          failure = error;
        }
      }
      if (failure !== undefined) throw failure;
    },
    async sync() {
      if (embedded && !embedded.accepts && !isLeaving()) throw new Error('no more can be connected to live carts');
      // Any answer will do: somebody is there.
      if (env.instant)
        await (await fetch(env.instant.apiUri, { signal: AbortSignal.timeout(PATIENCE_MS) })).body?.cancel();
    },
  };
}
