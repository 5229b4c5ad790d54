import { remoteSync, type RemoteSyncOptions } from '../../sync/remote.ts';
import type { Eraser } from './create-store.ts';

/** Live carts of a store in an InstantDB server, which go with it. Guests stay: nothing is known of them but their id. */
export function remoteCarts(options: RemoteSyncOptions): Eraser {
  const remote = remoteSync(options);
  return {
    name: 'live carts',
    erase: ({ id }) => remote.eraseStore(id),
    left: async ({ id }) => ((await remote.hasStore(id)) ? [`live carts of the store ${id}`] : []),
  };
}
