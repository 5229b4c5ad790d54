/** Colours as #rrggbb, mixed towards a warm light or a warm dark so that nothing turns grey. */
const LIGHT = '#fffaf0';
const DARK = '#241812';

const channels = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** The colour `share` of the way from `from` to `to`. */
export function mix(from: string, to: string, share: number): string {
  const target = channels(to);
  const mixed = channels(from).map((value, index) => Math.round(value + ((target[index] ?? value) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour with more light on it. */
export const lighten = (colour: string, share: number): string => mix(colour, LIGHT, share);

/** The colour with less light on it. */
export const darken = (colour: string, share: number): string => mix(colour, DARK, share);
