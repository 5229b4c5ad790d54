import { darken, lighten } from './colour.ts';
import { n, seeded, type Finish, type Sheet } from './sheet.ts';

/** A point of a profile: height above the base, radius, and whether the outline has a corner there. */
export type ProfilePoint = readonly [height: number, radius: number, corner?: boolean];

/** A body of revolution, seen from a little above. */
export interface Turned {
  readonly x: number;
  readonly base: number;
  /** From the base upwards. */
  readonly profile: readonly ProfilePoint[];
  readonly colour: string;
  readonly finish?: Finish;
  /** How far from above: the flatness of its circles. */
  readonly tilt?: number;
  /** Colour inside the opening; null for a closed top. */
  readonly inside?: string | null;
  /** A second colour from this height down (or, negative, from the top down). */
  readonly dip?: { readonly colour: string; readonly height: number };
  /** Thin bands around the body at these heights. */
  readonly bands?: { readonly colour: string; readonly heights: readonly number[]; readonly width?: number };
  readonly speckles?: number;
  /** Whether it throws a shadow; default true. */
  readonly shadow?: boolean;
}

/** A point of an outline, and whether it is a corner. */
type OutlinePoint = readonly [x: number, y: number, corner?: boolean | undefined];

/** The outline through points as cubic curves; a corner takes no tangent. */
function outline(points: readonly OutlinePoint[]): string {
  const at = (index: number) => points[Math.max(0, Math.min(points.length - 1, index))]!;
  const slope = (index: number): [number, number] =>
    at(index)[2] ? [0, 0] : [(at(index + 1)[0] - at(index - 1)[0]) / 6, (at(index + 1)[1] - at(index - 1)[1]) / 6];
  return points
    .slice(1)
    .map(([x, y], index) => {
      const [px, py] = at(index);
      const [ax, ay] = slope(index);
      const [bx, by] = slope(index + 1);
      return `C${n(px + ax)} ${n(py + ay)} ${n(x - bx)} ${n(y - by)} ${n(x)} ${n(y)}`;
    })
    .join('');
}

/** Radius of a profile at a height, between its points in a straight line. */
export function radiusAt(profile: readonly ProfilePoint[], height: number): number {
  const above = profile.findIndex(([h]) => h >= height);
  if (above <= 0) return profile[above < 0 ? profile.length - 1 : 0]![1];
  const [h0, r0] = profile[above - 1]!;
  const [h1, r1] = profile[above]!;
  return h1 === h0 ? r1 : r0 + ((height - h0) / (h1 - h0)) * (r1 - r0);
}

/** Path of the whole silhouette. */
export function silhouette({ x, base, profile, tilt = 0.14 }: Pick<Turned, 'x' | 'base' | 'profile' | 'tilt'>): string {
  const [h0, r0] = profile[0]!;
  const [h1, r1] = profile.at(-1)!;
  const left = profile.map(([h, r, corner]) => [x - r, base - h, corner] as const);
  const right = [...profile].reverse().map(([h, r, corner]) => [x + r, base - h, corner] as const);
  return (
    `M${n(x - r0)} ${n(base - h0)}${outline(left)}` +
    `A${n(r1)} ${n(Math.max(0.1, r1 * tilt))} 0 0 1 ${n(x + r1)} ${n(base - h1)}${outline(right)}` +
    `A${n(r0)} ${n(Math.max(0.1, r0 * tilt))} 0 0 1 ${n(x - r0)} ${n(base - h0)}z`
  );
}

/** Draws a turned body: shadow, body, dip, bands, speckles, light, opening. */
export function turned(sheet: Sheet, body: Turned): void {
  const {
    x,
    base,
    profile,
    colour,
    finish = 'matte',
    tilt = 0.14,
    inside,
    dip,
    bands,
    speckles = 0,
    shadow = true,
  } = body;
  const widest = Math.max(...profile.map(([, r]) => r));
  const [top, rim] = profile.at(-1)!;
  const foot = profile[0]![1];
  if (shadow)
    sheet.shadow(x, base + foot * tilt * 0.5, Math.max(foot, widest * 0.72), finish === 'glass' ? 0.18 : 0.36);

  if (finish === 'glass' && inside !== null) {
    sheet.add(
      `<ellipse cx="${x}" cy="${n(base - top)}" rx="${n(rim)}" ry="${n(rim * tilt)}" fill="${darken(colour, 0.2)}" opacity=".25"/>`,
    );
  }
  const paint = sheet.shape(silhouette(body));
  sheet.add(paint(`fill="${sheet.round(x, widest, colour, finish)}"`));

  if (dip || bands || speckles) {
    const inner: string[] = [];
    if (dip) {
      const y = base - Math.abs(dip.height);
      const across = `M${n(x - widest)} ${n(y)}a${n(widest)} ${n(widest * tilt)} 0 0 0 ${n(widest * 2)} 0V${dip.height < 0 ? 0 : 1000}H${n(x - widest)}z`;
      inner.push(`<path fill="${sheet.round(x, widest, dip.colour, finish)}" d="${across}"/>`);
    }
    if (bands) {
      const curves = bands.heights.map((height) => {
        const r = radiusAt(profile, height);
        return `M${n(x - r)} ${n(base - height)}a${n(r)} ${n(r * tilt)} 0 0 0 ${n(r * 2)} 0`;
      });
      inner.push(
        `<path fill="none" stroke="${bands.colour}" stroke-width="${bands.width ?? 4}" d="${curves.join('')}"/>`,
      );
    }
    if (speckles) {
      const random = seeded(speckles * 97 + Math.round(top + widest));
      const dots = Array.from({ length: speckles }, () => {
        const y = base - random() * top;
        return `M${n(x + (random() * 2 - 1) * widest)} ${n(y)}h.1`;
      });
      inner.push(
        `<path stroke="${darken(colour, 0.55)}" stroke-width="4" stroke-linecap="round" opacity=".42" d="${dots.join('')}"/>`,
      );
    }
    sheet.add(`<g clip-path="${sheet.clip(paint(''))}">${inner.join('')}</g>`);
  }

  // Darker towards the ground, so that it stands and does not float.
  const ground = sheet.linear(0, base - top, 0, base + foot * tilt, [
    [0.45, '#20140c', 0],
    [1, '#20140c', finish === 'glass' ? 0.12 : 0.26],
  ]);
  sheet.add(paint(`fill="${ground}"`));

  if (finish === 'gloss' || finish === 'glass') {
    const shine = profile
      .filter(([h]) => h > top * 0.08 && h < top * 0.94)
      .map(([h, r]) => [x - r * 0.66, base - h] as const);
    if (shine.length > 1) {
      sheet.add(
        `<path fill="none" stroke="#fff" stroke-width="${n(Math.min(16, widest * 0.09))}" stroke-linecap="round" opacity=".5" d="M${n(shine[0]![0])} ${n(shine[0]![1])}${outline(shine)}"/>`,
      );
    }
  }

  if (inside === null) return;
  const hollow = inside ?? darken(colour, 0.45);
  const opening = sheet.linear(0, base - top - rim * tilt, 0, base - top + rim * tilt, [
    [0, darken(hollow, 0.35)],
    [1, lighten(hollow, 0.16)],
  ]);
  const edge = finish === 'glass' ? ' fill-opacity=".12"' : '';
  sheet.add(
    `<ellipse cx="${x}" cy="${n(base - top)}" rx="${n(rim)}" ry="${n(rim * tilt)}" fill="${opening}"${edge} stroke="${lighten(colour, 0.45)}" stroke-width="${finish === 'glass' ? 3 : 5}"/>`,
  );
}
