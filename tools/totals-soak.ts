import { checkCarts } from '../edge-api/services/totals/random-carts.test-support.ts';
import type { Soak } from './soak.ts';

/** Carts of one seed. */
const CARTS = 1000;

/** Random carts in random shops, against what is promised of all totals and against the reference: 1,000 for each seed. */
export const totalsSoak: Soak = {
  async open() {
    let carts = 0;
    return {
      run: async (seed) => {
        checkCarts(CARTS, seed);
        carts += CARTS;
      },
      told: () => `${carts.toLocaleString('en')} random carts.`,
      close: async () => undefined,
    };
  },
};
