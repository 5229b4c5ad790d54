import { after, before, describe, it } from 'node:test';
import type { SoakRun } from '../tools/soak.ts';
import { cartTorture } from './cart-torture.ts';

/** A few seeds for every run of the tests; `npm run soak cart` has as many as one likes. */
const SEEDS = [3, 14];

describe('a cart that three browsers with five tabs and two origins share', () => {
  let torture: SoakRun;
  before(async () => {
    torture = await cartTorture.open();
  });
  after(() => torture.close());

  for (const seed of SEEDS) {
    it(`is the same everywhere and counts each add once, whatever fails (seed ${seed})`, { timeout: 90_000 }, () =>
      torture.run(seed),
    );
  }
});
