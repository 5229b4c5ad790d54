import type { Database } from './db/database.ts';
import { blockAdminRepository } from './repositories/blocks-admin.ts';
import { storeBlocks, type StoreBlocks } from './services/blocks/store-blocks.ts';
import { limitsOf, type Planned } from './services/plans.ts';

/** Everything about a store's blocks. */
export interface BlockServices {
  /** Blocks, for who writes them. */
  readonly blocks: StoreBlocks;
}

/** Builds the services of a store's blocks. */
export function composeBlocks(
  database: Database,
  { store, now }: { store: { id: string; handle?: string } & Planned; now: () => number },
): BlockServices {
  return { blocks: storeBlocks({ blocks: blockAdminRepository(database), most: () => limitsOf(store).blocks, now }) };
}
