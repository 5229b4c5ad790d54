/** Waits after each failed try, in milliseconds; after the last one, a failure is for good. */
export type Waits = readonly number[];

/** Waits that grow from the first by a factor, up to a cap. */
export const growing = (firstMs: number, factor: number, capMs: number, tries: number): Waits =>
  Array.from({ length: tries - 1 }, (_, index) => Math.min(capMs, firstMs * factor ** index));

/**
 * When to try again after so many tries; null for never. Up to a fifth of each wait is left to chance (`random`, 0 to 1),
 * so that what failed together does not come back together.
 */
export function nextTry(waits: Waits, tries: number, now: number, random: number): number | null {
  const wait = waits[Math.max(0, tries - 1)];
  return wait === undefined ? null : now + Math.round(wait * (0.8 + 0.2 * random));
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Work on carts and live orders: what a sync server that is away for two days still owes. */
export const CART_WAITS = growing(2 * SECOND, 2, HOUR, 60);
/** The fan-out of an event: it needs nothing but the store's own database. */
export const EVENT_WAITS = growing(2 * SECOND, 2, HOUR, 12);
/** Mails: twelve tries within some twenty hours. */
export const MAIL_WAITS = growing(5 * SECOND, 3, 4 * HOUR, 12);
/** Webhooks, as the Standard Webhooks specification suggests: ten tries within three days. */
export const WEBHOOK_WAITS: Waits = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
