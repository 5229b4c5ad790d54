import { leastContrast, toHex, type Hex, type Oklch } from './colour.ts';

/** How far lightness is moved at a time: a third of what is just seen. */
const STEP = 0.007;

/** Hue that yellow turns to as it darkens; left at its own hue it would look like olives. */
const AMBER = 68;
const YELLOWS = [AMBER, 125] as const;

/** A colour at another lightness, as the eye follows it: a darkened yellow goes over into amber. */
export function atLightness(colour: Oklch, l: number): Oklch {
  const isYellow = colour.h > YELLOWS[0] && colour.h < YELLOWS[1];
  if (!isYellow || l >= colour.l) return { ...colour, l };
  const share = Math.min(1, (colour.l - l) / 0.3);
  return { ...colour, l, h: colour.h + (AMBER - colour.h) * share };
}

/**
 * The colour nearest in lightness that keeps a promise, looked for towards black or white. Where nothing on the way keeps
 * it, black or white itself: callers promise only what one of the two can keep.
 */
export function nearest(from: Oklch, towards: 'black' | 'white', keeps: (colour: Hex) => boolean): Hex {
  const step = towards === 'black' ? -STEP : STEP;
  for (let l = from.l; l > 0 && l < 1; l += step) {
    const colour = toHex(atLightness(from, l));
    if (keeps(colour)) return colour;
  }
  return towards === 'black' ? '#000000' : '#ffffff';
}

/** The nearest colour with a contrast on every one of the grounds. */
export const readableOn = (from: Oklch, towards: 'black' | 'white', grounds: readonly Hex[], ratio: number): Hex =>
  nearest(from, towards, (colour) => leastContrast(colour, grounds) >= ratio);
