import { checkRepairs, type Tally } from '../edge-api/services/sections/check-repairs.test-support.ts';
import type { Soak } from './soak.ts';

/** Payloads of one seed. */
const PAYLOADS = 10_000;

/** Sections as generators might send them, with things wrong with them, against what is promised of repairs: 10,000 for each seed. */
export const sectionSoak: Soak = {
  async open() {
    const all: Tally = { accepted: 0, repaired: 0, refused: 0 };
    return {
      run: async (seed) => {
        const { accepted, repaired, refused } = checkRepairs(PAYLOADS, seed);
        all.accepted += accepted;
        all.repaired += repaired;
        all.refused += refused;
      },
      told: () => `${all.accepted} sections accepted, ${all.repaired} repaired with notes, ${all.refused} refused.`,
      close: async () => undefined,
    };
  },
};
