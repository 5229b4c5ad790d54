import type { Context } from 'hono';
import type { BlockWish } from '../services/blocks/live-blocks.ts';
import type { StoreEnv } from './env.ts';

/** What drawing blocks is lent by the request they are drawn for: its origin, what comes after its answer, and how its drawings are counted. */
export function lentToBlocks(c: Context<StoreEnv>): Pick<BlockWish, 'origin' | 'defer' | 'spend'> {
  const { origin, allowance, storeId, defer } = c.var;
  return {
    origin,
    defer,
    spend: async () => {
      await allowance.take('draws-address', allowance.address);
      await allowance.take('draws-store', storeId);
    },
  };
}
