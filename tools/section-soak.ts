import { checkRepairs } from '../edge-api/services/sections/check-repairs.test-support.ts';
import type { Tally } from '../edge-api/services/sections/check-repairs.test-support.ts';
import { openSectionSoakShop } from './section-soak-shop.ts';
import type { Soak } from './soak.ts';

/** Payloads of one seed that are repaired and looked at, and those that are sent, published and drawn. */
const REPAIRED = 10_000;
const DRAWN = 1000;

/**
 * Sections as generators might send them, with things wrong with them, against what is promised of repairs; and such sections, with what
 * the open corpora of attackers hold, sent to the API of a real server, published, and looked at in a browser: 1,000 for each seed.
 */
export const sectionSoak: Soak = {
  async open() {
    const repairs: Tally = { accepted: 0, repaired: 0, refused: 0 };
    const shop = await openSectionSoakShop();
    return {
      async run(seed) {
        const found = checkRepairs(REPAIRED, seed);
        for (const key of ['accepted', 'repaired', 'refused'] as const) repairs[key] += found[key];
        await shop.check(DRAWN, seed);
      },
      told: () =>
        `${repairs.accepted} sections accepted, ${repairs.repaired} repaired with notes, ${repairs.refused} refused. ${shop.told()}`,
      close: () => shop.close(),
    };
  },
};
