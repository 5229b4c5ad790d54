/** Chance that a seed determines: the same seed, the same choices. Not for secrets. */
export interface Chance {
  /** 0 or more, less than 1. */
  next(): number;
  /** A whole number from 0, less than `below`. */
  below(below: number): number;
  /** One of a list that is not empty. */
  pick<T>(all: readonly T[]): T;
}

/** FNV-1a over code units. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32 (Tommy Ettinger, public domain), begun from a text or a number. */
export function chanceOf(seed: string | number): Chance {
  let state = hashed(String(seed));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return { next, below, pick: (all) => all[below(all.length)]! };
}
