import { darken, lighten } from './colour.ts';
import { n, seeded, type Sheet } from './sheet.ts';

/** Where along a quadratic curve. */
const along = (t: number, a: number, b: number, c: number): number =>
  (1 - t) * (1 - t) * a + 2 * t * (1 - t) * b + t * t * c;

/** A leaf as a path, from its foot, in a direction (radians), so long and so wide. */
export function leaf(x: number, y: number, angle: number, length: number, width: number): string {
  const tipX = x + Math.cos(angle) * length;
  const tipY = y + Math.sin(angle) * length;
  const sideX = Math.cos(angle + Math.PI / 2) * width;
  const sideY = Math.sin(angle + Math.PI / 2) * width;
  const midX = x + Math.cos(angle) * length * 0.45;
  const midY = y + Math.sin(angle) * length * 0.45;
  return `M${n(x)} ${n(y)}Q${n(midX + sideX)} ${n(midY + sideY)} ${n(tipX)} ${n(tipY)}Q${n(midX - sideX)} ${n(midY - sideY)} ${n(x)} ${n(y)}`;
}

/** A twig with leaves in pairs, from a foot to a tip. */
export function twig(
  sheet: Sheet,
  from: readonly [number, number],
  to: readonly [number, number],
  green: string,
  leaves = 6,
  size = 62,
): void {
  const [x0, y0] = from;
  const [x2, y2] = to;
  const x1 = x0 + (x2 - x0) * 0.15;
  const y1 = y0 + (y2 - y0) * 0.62;
  const dark: string[] = [];
  const light: string[] = [];
  for (let i = 0; i < leaves; i++) {
    const t = 0.42 + (0.58 * i) / (leaves - 1);
    const x = along(t, x0, x1, x2);
    const y = along(t, y0, y1, y2);
    const heading = Math.atan2(along(t + 0.02, y0, y1, y2) - y, along(t + 0.02, x0, x1, x2) - x);
    const length = size * (1.1 - t * 0.45);
    dark.push(leaf(x, y, heading + 0.9, length, length * 0.34));
    light.push(leaf(x, y, heading - 0.8, length, length * 0.34));
  }
  light.push(leaf(x2, y2, Math.atan2(y2 - y1, x2 - x1), size * 0.6, size * 0.2));
  sheet.add(
    `<path fill="none" stroke="${darken(green, 0.4)}" stroke-width="5" stroke-linecap="round" d="M${n(x0)} ${n(y0)}Q${n(x1)} ${n(y1)} ${n(x2)} ${n(y2)}"/>`,
    `<path fill="${darken(green, 0.18)}" d="${dark.join('')}"/><path fill="${lighten(green, 0.1)}" d="${light.join('')}"/>`,
  );
}

/** Dry grasses, fanned out. */
export function grasses(sheet: Sheet, x: number, y: number, colour: string, height = 320): void {
  const random = seeded(Math.round(x + height));
  const stems: string[] = [];
  const ears: string[] = [];
  for (let i = -3; i <= 3; i++) {
    const tall = height * (0.78 + random() * 0.3);
    const tipX = x + i * height * 0.13 + (random() - 0.5) * 24;
    stems.push(`M${n(x + i * 4)} ${y}Q${n(x + i * 8)} ${n(y - tall * 0.6)} ${n(tipX)} ${n(y - tall)}`);
    ears.push(leaf(tipX - i * 6, y - tall + 60, -Math.PI / 2 + i * 0.14, 128, 22));
  }
  sheet.add(
    `<path fill="none" stroke="${darken(colour, 0.2)}" stroke-width="4" d="${stems.join('')}"/>`,
    `<path fill="${colour}" opacity=".92" d="${ears.join('')}"/>`,
  );
}

/** A pot plant's big leaves. */
export function foliage(sheet: Sheet, x: number, y: number, green: string, spread = 1): void {
  const back: string[] = [];
  const front: string[] = [];
  const stems: string[] = [];
  const ribs: string[] = [];
  for (let i = -3; i <= 3; i++) {
    const angle = -Math.PI / 2 + i * 0.36;
    const reach = (190 - Math.abs(i) * 26) * spread;
    const footX = x + Math.cos(angle) * reach * 0.7;
    const footY = y + Math.sin(angle) * reach;
    const length = (150 - Math.abs(i) * 8) * spread;
    stems.push(`M${x} ${y}Q${n(x + i * 6)} ${n(footY + 60)} ${n(footX)} ${n(footY)}`);
    (i % 2 ? back : front).push(leaf(footX, footY, angle + i * 0.12, length, length * 0.42));
    ribs.push(
      `M${n(footX)} ${n(footY)}l${n(Math.cos(angle + i * 0.12) * length * 0.86)} ${n(Math.sin(angle + i * 0.12) * length * 0.86)}`,
    );
  }
  sheet.add(
    `<path fill="none" stroke="${darken(green, 0.3)}" stroke-width="6" d="${stems.join('')}"/>`,
    `<path fill="${darken(green, 0.2)}" d="${back.join('')}"/><path fill="${lighten(green, 0.08)}" d="${front.join('')}"/>`,
    `<path fill="none" stroke="${lighten(green, 0.32)}" stroke-width="2" opacity=".6" d="${ribs.join('')}"/>`,
  );
}
