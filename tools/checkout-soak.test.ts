import { describe, it } from 'node:test';
import { withoutSqld } from '../edge-api/db/sqld.test-support.ts';
import { checkoutSoak } from './checkout-soak.ts';

const SEED = 5;

describe('the last ten pieces, wanted by many while the server is killed and the bank has a bad day', () => {
  for (const runtime of ['node', 'worker'] as const)
    it(
      `are sold once each, and every book agrees (${runtime}, seed ${SEED})`,
      { timeout: 120_000, skip: runtime === 'worker' && withoutSqld },
      async () => {
        const run = await checkoutSoak({ runtime, shoppers: 40, mostKills: 1 }).open();
        try {
          await run.run(SEED);
        } finally {
          await run.close();
        }
      },
    );
});
