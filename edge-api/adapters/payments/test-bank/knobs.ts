import { z } from 'zod';

const Chance = z.number().min(0).max(1);

/** How badly the bank behaves. Chances are 0 to 1; what is left out behaves well. */
export const Knobs = z.object({
  /** The same seed and the same requests in the same order misbehave the same way. */
  seed: z.int().default(1),
  /** `page`: the shopper decides on the bank's page. `auto`: every payment is tried as soon as it begins. */
  confirm: z.enum(['page', 'auto']).default('page'),
  /** That a payment which is tried is declined, for good. */
  decline: Chance.default(0),
  /** That an answer is lost after its work was done. */
  dropAnswer: Chance.default(0),
  /** That a request waits for `hangMs` before it is done. */
  hang: Chance.default(0),
  hangMs: z.int().min(0).max(120_000).default(30_000),
  /** Longest wait before an answer, and before news are sent, in milliseconds. */
  delayMs: z.int().min(0).max(60_000).default(0),
  /** That news are sent two to five times. */
  duplicate: Chance.default(0),
  /** That news wait until later ones are sent. */
  reorder: Chance.default(0),
  /** That news are not sent at all. */
  lose: Chance.default(0),
  /** That lies are sent besides: news of a payment nobody made, under a wrong signature; and news with a wrong amount or currency, under a right one. */
  forge: Chance.default(0),
});
export type Knobs = z.infer<typeof Knobs>;

/** Numbers from 0 to 1 that only look like chance: mulberry32, public domain, by Tommy Ettinger. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
