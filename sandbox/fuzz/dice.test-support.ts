/** Chance that a number determines. */
export interface Dice {
  /** A whole number from zero on, less than this. */
  below(most: number): number;
  one<Thing>(things: readonly Thing[]): Thing;
  /** True in so many of a hundred cases. */
  often(percent: number): boolean;
}

/** The same dice for the same numbers. */
export function dice(seed: number, index = 0): Dice {
  let state = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
  const below = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
  return { below, one: (things) => things[below(things.length)]!, often: (percent) => below(100) < percent };
}
