import type { BlockEngine } from '../sandbox/run/port.ts';
import type { Database } from './db/database.ts';
import { productWords } from './repositories/block-products.ts';
import { blockAdminRepository } from './repositories/blocks-admin.ts';
import { blockReads } from './repositories/blocks.ts';
import { stateRepository } from './repositories/state.ts';
import { BLOCK_MEMORY, BlockMemory } from './services/blocks/block-memory.ts';
import type { BlockSources } from './services/blocks/capabilities.ts';
import { liveBlocks, type LiveBlocks } from './services/blocks/live-blocks.ts';
import { blockPreviews, type BlockPreviews } from './services/blocks/previews.ts';
import { checked } from './services/blocks/publishable.ts';
import { storeBlocks, type StoreBlocks } from './services/blocks/store-blocks.ts';
import { limitsOf, type Planned } from './services/plans.ts';

/** What draws the blocks of all stores of a process. */
export interface BlockDrawing {
  /** Null where nothing can: blocks are what they drew last. */
  readonly engine: BlockEngine | null;
  readonly memory: BlockMemory;
}

/** Draws over this engine; call it once for a process. `shares` is whether one request may wait for another’s work. */
export const blockDrawing = (engine: BlockEngine | null, shares: boolean): BlockDrawing => ({
  engine,
  memory: new BlockMemory({ maxChars: shares ? BLOCK_MEMORY.process : BLOCK_MEMORY.isolate, shares }),
});

/** Everything about a store's blocks. */
export interface BlockServices {
  /** Blocks, for who writes them. */
  readonly blocks: StoreBlocks;
  /** Blocks as visitors get them. */
  readonly liveBlocks: LiveBlocks;
  /** Drafts as their authors look at them. */
  readonly blockPreviews: BlockPreviews;
}

/** Builds the services of a store's blocks. */
export function composeBlocks(
  database: Database,
  {
    store,
    drawing,
    now,
    ...services
  }: {
    store: { id: string; handle?: string } & Planned;
    drawing: BlockDrawing | undefined;
    now: () => number;
  } & Omit<BlockSources, 'words'>,
): BlockServices {
  const { engine, memory } = drawing ?? blockDrawing(null, false);
  const sources: BlockSources = { ...services, words: productWords(database) };
  const storeId = store.id;
  return {
    blocks: storeBlocks({
      blocks: blockAdminRepository(database),
      most: () => limitsOf(store).blocks,
      now,
      check: (source) => checked(source, storeId),
    }),
    liveBlocks: liveBlocks({ storeId, reads: blockReads(database), sources, engine, memory, now }),
    blockPreviews: blockPreviews({ storeId, state: stateRepository(database), sources, engine, memory, now }),
  };
}
