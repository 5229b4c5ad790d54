/**
 * Colours between `#rrggbb` and OKLCH, and the contrast between two of them. Matrices and steps are those of CSS Color
 * Module Level 4 (https://www.w3.org/TR/css-color-4/#color-conversion-code), which takes OKLab from Björn Ottosson
 * (https://bottosson.github.io/posts/oklab/): what is computed here is what a browser shows.
 */

/** An opaque sRGB colour, `#` and six lower case digits. */
export type Hex = `#${string}`;

/** Lightness 0 … 1, chroma 0 … about 0.32 in sRGB, hue 0 … 360 in degrees; grey has chroma 0 and hue 0. */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** Lightness, green to red, blue to yellow. */
export type Oklab = readonly [l: number, a: number, b: number];
type Triple = readonly [number, number, number];

/** Chroma below which a colour has no hue worth keeping: the noise of 8 bits a channel. */
const NO_CHROMA = 0.000_4;

/** Reads `#rgb` or `#rrggbb`, in either case; undefined for everything else. */
export function readHex(text: string): Hex | undefined {
  const written = text.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(written)) return written as Hex;
  if (!/^#[0-9a-f]{3}$/.test(written)) return undefined;
  return `#${[...written.slice(1)].map((digit) => digit + digit).join('')}`;
}

/** Channel 0 … 1 without the curve of sRGB. */
const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

/** The same for each of the bytes that a channel can be. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => linear(byte / 255));

/** The curve of sRGB, also beyond its gamut, where the sign is kept. */
const curved = (channel: number): number => {
  const size = Math.abs(channel);
  return size > 0.003_130_8 ? Math.sign(channel) * (1.055 * size ** (1 / 2.4) - 0.055) : 12.92 * channel;
};

const times = ([x, y, z]: Triple, [r1, r2, r3]: readonly [Triple, Triple, Triple]): Triple => [
  r1[0] * x + r1[1] * y + r1[2] * z,
  r2[0] * x + r2[1] * y + r2[2] * z,
  r3[0] * x + r3[1] * y + r3[2] * z,
];

const RGB_TO_XYZ = [
  [506_752 / 1_228_815, 87_881 / 245_763, 12_673 / 70_218],
  [87_098 / 409_605, 175_762 / 245_763, 12_673 / 175_545],
  [7_918 / 409_605, 87_881 / 737_289, 1_001_167 / 1_053_270],
] as const;
const XYZ_TO_RGB = [
  [12_831 / 3_959, -329 / 214, -1_974 / 3_959],
  [-851_781 / 878_810, 1_648_619 / 878_810, 36_519 / 878_810],
  [705 / 12_673, -2_585 / 12_673, 705 / 667],
] as const;
const XYZ_TO_LMS = [
  [0.819022437996703, 0.3619062600528904, -0.1288737815209879],
  [0.0329836539323885, 0.9292868615863434, 0.0361446663506424],
  [0.0481771893596242, 0.2642395317527308, 0.6335478284694309],
] as const;
const LMS_TO_XYZ = [
  [1.2268798758459243, -0.5578149944602171, 0.2813910456659647],
  [-0.0405757452148008, 1.112286803280317, -0.0717110580655164],
  [-0.0763729366746601, -0.4214933324022432, 1.5869240198367816],
] as const;
const LMS_TO_LAB = [
  [0.210454268309314, 0.7936177747023054, -0.0040720430116193],
  [1.9779985324311684, -2.4285922420485799, 0.450593709617411],
  [0.0259040424655478, 0.7827717124575296, -0.8086757549230774],
] as const;
const LAB_TO_LMS = [
  [1, 0.3963377773761749, 0.2158037573099136],
  [1, -0.1055613458156586, -0.0638541728258133],
  [1, -0.0894841775298119, -1.2914855480194092],
] as const;

/** Channels 0 … 255. */
function bytes(colour: Hex): Triple {
  const all = Number.parseInt(colour.slice(1), 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
}

/** The OKLab of channels 0 … 255. */
export function oklabOfBytes(red: number, green: number, blue: number): Oklab {
  const [l, m, s] = times(times([LINEAR[red]!, LINEAR[green]!, LINEAR[blue]!], RGB_TO_XYZ), XYZ_TO_LMS);
  return times([Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)], LMS_TO_LAB);
}

/** The OKLab of a colour. */
export const toOklab = (colour: Hex): Oklab => oklabOfBytes(...bytes(colour));

const labOf = ({ l, c, h }: Oklch): Oklab => [l, c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];

/** The polar form of OKLab. */
export function polar([l, a, b]: Oklab): Oklch {
  const c = Math.hypot(a, b);
  return c < NO_CHROMA ? { l, c: 0, h: 0 } : { l, c, h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 };
}

/** The OKLCH of a colour. */
export const toOklch = (colour: Hex): Oklch => polar(toOklab(colour));

/** Linear sRGB of OKLab; outside 0 … 1 where sRGB cannot show it. */
function toLinear(lab: Oklab): Triple {
  const [l, m, s] = times(lab, LAB_TO_LMS);
  return times(times([l ** 3, m ** 3, s ** 3], LMS_TO_XYZ), XYZ_TO_RGB);
}

const clipped = (channel: number): number => Math.min(1, Math.max(0, channel));
const fits = (rgb: Triple): boolean => rgb.every((channel) => channel >= -1e-6 && channel <= 1 + 1e-6);
const written = (rgb: Triple): Hex =>
  `#${rgb
    .map((part) =>
      Math.round(clipped(part) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

function labOfLinear(rgb: Triple): Oklab {
  const [l, m, s] = times(times(rgb, RGB_TO_XYZ), XYZ_TO_LMS);
  return times([Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)], LMS_TO_LAB);
}

/** How far apart two colours look: the distance in OKLab; 0.02 is just seen (CSS Color 4, 13.2.3). */
export const distance = (one: Oklab, other: Oklab): number =>
  // Not Math.hypot: that is ten times as slow, and nothing here overflows.
  Math.sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2);

/** A difference that is just seen, and how exactly chroma is searched. */
const JUST_SEEN = 0.02;
const CLOSE = 0.000_1;

/**
 * The colour nearest to an OKLCH that sRGB can show: chroma is taken away at the same lightness and hue until cutting off
 * what is left outside is hardly seen (CSS Color 4, 13.2.5, "binary search gamut mapping with local clip").
 */
export function toHex(colour: Oklch): Hex {
  if (colour.l >= 1) return '#ffffff';
  if (colour.l <= 0) return '#000000';
  let rgb = toLinear(labOf(colour));
  if (fits(rgb) || cutIsHardlySeen(labOf(colour), rgb)) return written(shown(rgb));
  let [least, most] = [0, colour.c];
  while (most - least > CLOSE) {
    const c = (least + most) / 2;
    const lab = labOf({ ...colour, c });
    rgb = toLinear(lab);
    if (fits(rgb) || cutIsHardlySeen(lab, rgb)) least = c;
    else most = c;
  }
  return written(shown(toLinear(labOf({ ...colour, c: least }))));
}

const shown = (rgb: Triple): Triple => [curved(rgb[0]), curved(rgb[1]), curved(rgb[2])];
const cutIsHardlySeen = (lab: Oklab, rgb: Triple): boolean =>
  distance(lab, labOfLinear([clipped(rgb[0]), clipped(rgb[1]), clipped(rgb[2])])) < JUST_SEEN;

/** What `color-mix(in oklab, one share, other)` shows; the share goes from 0 to 1. Cut off at the gamut, as browsers do. */
export function mix(one: Hex, share: number, other: Hex): Hex {
  const [from, to] = [toOklab(other), toOklab(one)];
  const at = (index: 0 | 1 | 2): number => from[index] + (to[index] - from[index]) * share;
  return written(shown(toLinear([at(0), at(1), at(2)])));
}

/** Relative luminance, 0 … 1 (WCAG 2.2). */
export function luminance(colour: Hex): number {
  const [red, green, blue] = bytes(colour);
  return 0.2126 * LINEAR[red]! + 0.7152 * LINEAR[green]! + 0.0722 * LINEAR[blue]!;
}

/** Contrast of two colours, 1 … 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Hex, other: Hex): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The lowest contrast of a colour with any of the others. */
export const leastContrast = (colour: Hex, others: readonly Hex[]): number =>
  Math.min(...others.map((other) => contrast(colour, other)));
