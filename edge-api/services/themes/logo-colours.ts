import { distance, oklabOfBytes, polar, toHex, type Hex, type Oklab } from './colour.ts';

/** A decoded picture: four bytes a pixel, red, green, blue and opacity, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** A colour of a logo, and its share of what the logo draws; shares sum to 1. */
export interface LogoColour {
  readonly colour: Hex;
  readonly weight: number;
}

/** A colour with how many pixels have it. */
interface Sample {
  readonly lab: Oklab;
  readonly size: number;
}

/** A logo has few colours; more groups than come out, so that a small bright mark is not averaged away. */
const GROUPS = 8;
const MOST_COLOURS = 5;
const ROUNDS = 16;
/** Of a larger picture pixels are left out in even steps: that does not change its colours. */
const MOST_PIXELS = 16_384;
/** Pixels less opaque than this are background. */
const SEEN = 128;
/** Groups closer than this are shades of one colour; a smaller share is dirt. */
const ALIKE = 0.07;
const LEAST_SHARE = 0.01;
/** How far from the straight way between two colours the pixels lie that smooth the edge between them. */
const EDGE = 0.06;

/**
 * The colours a logo is drawn in, the largest first; none for a picture that shows nothing. Paper is no colour: what is
 * transparent or nearly white counts only where there is nothing else, and a nearly black ground behind the whole picture likewise.
 * Groups are found by k-means in OKLab (Lloyd 1982), started from the most frequent colour and then the farthest from those
 * chosen (Gonzalez 1985), without chance: the same picture always has the same colours.
 */
export function logoColours(picture: Pixels): readonly LogoColour[] {
  const samples = samplesOf(picture);
  const drawn = withoutPaper(withoutEdges(merged(grouped(samples))), groundOf(picture));
  const all = drawn.reduce((sum, { size }) => sum + size, 0);
  const kept = drawn.filter(({ size }) => size >= all * LEAST_SHARE).slice(0, MOST_COLOURS);
  const whole = kept.reduce((sum, { size }) => sum + size, 0);
  return kept.map(({ lab, size }) => ({ colour: toHex(polar(lab)), weight: size / whole }));
}

/** The seen pixels by colour, in steps of 8 a channel, the most frequent first: hundreds to look at instead of thousands. */
function samplesOf({ width, height, rgba }: Pixels): readonly Sample[] {
  const pixels = Math.max(0, Math.min(width * height, Math.floor(rgba.length / 4)));
  const step = stepOf(pixels, width);
  const bins = new Map<number, [red: number, green: number, blue: number, size: number]>();
  for (let at = 0; at < pixels * 4; at += step * 4) {
    const [red, green, blue, opacity] = [rgba[at]!, rgba[at + 1]!, rgba[at + 2]!, rgba[at + 3]!];
    if (opacity < SEEN) continue;
    const key = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    const bin = bins.get(key) ?? [0, 0, 0, 0];
    bins.set(key, [bin[0] + red, bin[1] + green, bin[2] + blue, bin[3] + 1]);
  }
  return [...bins.values()]
    .map(([red, green, blue, size]) => ({ lab: labOf(red / size, green / size, blue / size), size }))
    .sort((a, b) => b.size - a.size);
}

const labOf = (red: number, green: number, blue: number): Oklab =>
  oklabOfBytes(Math.round(red), Math.round(green), Math.round(blue));

/** Every how many pixels one is looked at; no divisor of the width, or whole columns would never be. */
function stepOf(pixels: number, width: number): number {
  const step = Math.ceil(pixels / MOST_PIXELS);
  return step > 1 && width % step === 0 ? step + 1 : Math.max(1, step);
}

/** k-means over the samples. Each group is shown by its most frequent colour: logos are drawn in flat colours. */
function grouped(samples: readonly Sample[]): readonly Sample[] {
  let middles = startOf(samples);
  let groups: readonly (readonly Sample[])[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    groups = assigned(samples, middles);
    const moved = groups.map(middleOf);
    const still = moved.every((middle, index) => distance(middle, middles[index]!) < 1e-4);
    middles = moved;
    if (still) break;
  }
  return groups.map((group) => ({ lab: group[0]!.lab, size: sizeOf(group) }));
}

/** The most frequent colour, then again and again the one farthest from all that were taken; no two alike. */
function startOf(samples: readonly Sample[]): readonly Oklab[] {
  const [first] = samples;
  if (!first) return [];
  const taken: Oklab[] = [first.lab];
  const away = samples.map(({ lab }) => distance(lab, first.lab));
  while (taken.length < GROUPS) {
    const farthest = away.reduce((best, value, index) => (value > away[best]! ? index : best), 0);
    if (away[farthest]! < ALIKE / 2) break;
    const { lab } = samples[farthest]!;
    taken.push(lab);
    samples.forEach((sample, index) => (away[index] = Math.min(away[index]!, distance(sample.lab, lab))));
  }
  return taken;
}

/** Each sample with the nearest middle, in the order of the samples; middles that nobody is near to are left out. */
function assigned(samples: readonly Sample[], middles: readonly Oklab[]): readonly (readonly Sample[])[] {
  const groups: Sample[][] = middles.map(() => []);
  for (const sample of samples) groups[nearestOf(sample.lab, middles)]!.push(sample);
  return groups.filter((group) => group.length > 0);
}

function nearestOf(lab: Oklab, middles: readonly Oklab[]): number {
  const away = middles.map((middle) => distance(lab, middle));
  return away.indexOf(Math.min(...away));
}

const sizeOf = (group: readonly Sample[]): number => group.reduce((sum, { size }) => sum + size, 0);

function middleOf(group: readonly Sample[]): Oklab {
  const whole = sizeOf(group);
  const at = (axis: 0 | 1 | 2): number => group.reduce((sum, { lab, size }) => sum + lab[axis] * size, 0) / whole;
  return [at(0), at(1), at(2)];
}

/** Shades of one colour as that colour, the largest first. */
function merged(groups: readonly Sample[]): readonly Sample[] {
  const kept: Sample[] = [];
  for (const group of groups.toSorted((a, b) => b.size - a.size)) {
    const like = kept.findIndex(({ lab }) => distance(lab, group.lab) < ALIKE);
    if (like < 0) kept.push(group);
    else kept[like] = { lab: kept[like]!.lab, size: kept[like]!.size + group.size };
  }
  return kept.sort((a, b) => b.size - a.size);
}

/** Without the pixels that smooth an edge: a small group on the way between two larger ones. */
const withoutEdges = (groups: readonly Sample[]): readonly Sample[] =>
  groups.filter((group) => {
    const larger = groups.filter(({ size }) => size > group.size * 2);
    return !larger.some((one) => larger.some((other) => one !== other && liesBetween(group.lab, one.lab, other.lab)));
  });

/** Whether a colour lies on the way from one to another, which is slightly bent in OKLab. */
function liesBetween(lab: Oklab, from: Oklab, to: Oklab): boolean {
  const [l, a, b] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const along = (lab[0] - from[0]) * l + (lab[1] - from[1]) * a + (lab[2] - from[2]) * b;
  const share = along / (l * l + a * a + b * b);
  if (share <= 0 || share >= 1) return false;
  return distance(lab, [from[0] + share * l, from[1] + share * a, from[2] + share * b]) < EDGE;
}

const isNearlyWhite = (lab: Oklab): boolean => lab[0] > 0.93 && Math.hypot(lab[1], lab[2]) < 0.03;
const isNearlyBlack = (lab: Oklab): boolean => lab[0] < 0.2 && Math.hypot(lab[1], lab[2]) < 0.03;

/** Without white, and without the black a logo stands on, unless that is all there is. */
function withoutPaper(groups: readonly Sample[], ground: Oklab | undefined): readonly Sample[] {
  const onBlack = ground !== undefined && isNearlyBlack(ground);
  const coloured = groups.filter(({ lab }) => !isNearlyWhite(lab) && !(onBlack && isNearlyBlack(lab)));
  return coloured.length > 0 ? coloured : groups;
}

/** The colour of the four corners, where they are opaque and alike. */
function groundOf({ width, height, rgba }: Pixels): Oklab | undefined {
  if (width < 1 || height < 1 || rgba.length < width * height * 4) return undefined;
  const corners = [0, width - 1, (height - 1) * width, height * width - 1].map((pixel) => {
    const at = pixel * 4;
    return rgba[at + 3]! < SEEN ? undefined : oklabOfBytes(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!);
  });
  const [first] = corners;
  return first && corners.every((corner) => corner && distance(corner, first) < ALIKE) ? first : undefined;
}
