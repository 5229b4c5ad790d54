import { describe, it } from 'node:test';
import { checkoutSoak } from './checkout-soak.ts';

const SEED = 5;

describe('the last ten pieces, wanted by many while the server is killed and the bank has a bad day', () => {
  // On workerd: `npm run soak checkout-worker`.
  it(`are sold once each, and every book agrees (seed ${SEED})`, { timeout: 120_000 }, async () => {
    const run = await checkoutSoak({ runtime: 'node', shoppers: 40, mostKills: 1 }).open();
    try {
      await run.run(SEED);
    } finally {
      await run.close();
    }
  });
});
