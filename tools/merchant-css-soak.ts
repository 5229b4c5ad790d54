import { holds, mutated } from '../edge-api/services/themes/merchant-css.test-support.ts';
import type { Soak } from './soak.ts';

/** Style sheets of one seed. */
const SHEETS = 5000;

/** Spoiled style sheets against what is promised of what is served of them: 5,000 for each seed. */
export const merchantCssSoak: Soak = {
  async open() {
    let kept = 0;
    let read = 0;
    return {
      async run(seed) {
        const sheets = mutated(seed);
        for (let left = SHEETS; left > 0; left--) {
          read++;
          if (holds(sheets())) kept++;
        }
      },
      told: () => `${read} style sheets read; of ${kept} something is served.`,
      close: async () => undefined,
    };
  },
};
