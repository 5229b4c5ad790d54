import { darken, lighten } from './colour.ts';
import { n, type Sheet } from './sheet.ts';

/** What is woven into a cloth. */
export type Weave = 'plain' | 'stripe' | 'check' | 'rib' | 'diamond';

/** A tile of weave over a cloth; plain cloth gets a fine grain. */
function weave(sheet: Sheet, kind: Weave, ink: string, scale = 1): string {
  const tile = (width: number, height: number, shapes: string): string =>
    sheet.define(
      (id) =>
        `<pattern id="${id}" width="${n(width * scale)}" height="${n(height * scale)}" patternUnits="userSpaceOnUse"><g transform="scale(${scale})">${shapes}</g></pattern>`,
    );
  switch (kind) {
    case 'stripe':
      return tile(20, 72, `<path fill="${ink}" d="M0 10h20v16H0zM0 36h20v4H0z"/>`);
    case 'check':
      return tile(
        84,
        84,
        `<path fill="${ink}" opacity=".55" d="M0 12h84v22H0zM12 0h22v84H12z"/><path fill="${ink}" opacity=".6" d="M0 58h84v5H0zM58 0h5v84h-5z"/>`,
      );
    case 'rib':
      return tile(14, 14, `<path stroke="${ink}" stroke-width="5" opacity=".5" d="M3 0v14"/>`);
    case 'diamond':
      return tile(
        96,
        112,
        `<path fill="none" stroke="${ink}" stroke-width="5" d="M48 4 92 56 48 108 4 56zM48 36 64 56 48 76 32 56z"/>`,
      );
    case 'plain':
      return tile(8, 8, `<path stroke="${ink}" stroke-width="1.4" opacity=".3" d="M0 2h8M2 0v8M0 6h8"/>`);
  }
}

interface Cloth {
  readonly colour: string;
  readonly ink?: string;
  readonly weave?: Weave;
}

const inkOf = ({ colour, ink }: Cloth): string => ink ?? darken(colour, 0.3);

/** A folded blanket: soft layers on each other, with a fringe. */
export function folded(sheet: Sheet, cloth: Cloth, x = 400, base = 770, layers = 3, width = 470, fringe = true): void {
  const thick = 74;
  sheet.shadow(x, base - 2, width * 0.5, 0.38, 0.1);
  for (let i = 0; i < layers; i++) {
    const y = base - (i + 1) * thick;
    const left = x - width / 2 + (i % 2) * 10;
    const right = left + width - (i % 2) * 14;
    const path = `M${left} ${y + 8}Q${x} ${y - 10} ${right - 34} ${y + 4}Q${right + 6} ${y + 4} ${right} ${y + thick / 2}Q${right + 4} ${y + thick} ${right - 34} ${y + thick}Q${x} ${y + thick + 6} ${left} ${y + thick - 2}Q${left - 12} ${y + thick / 2} ${left} ${y + 8}z`;
    const body = sheet.linear(0, y, 0, y + thick, [
      [0, lighten(cloth.colour, 0.24)],
      [0.45, cloth.colour],
      [1, darken(cloth.colour, 0.34)],
    ]);
    sheet.add(
      `<path fill="${body}" d="${path}"/><path fill="${weave(sheet, cloth.weave ?? 'plain', inkOf(cloth))}" opacity=".75" d="${path}"/>`,
    );
  }
  const top = base - layers * thick;
  const lid = `M${n(x - width / 2)} ${top + 10}Q${x - 120} ${top - 78} ${x - 60} ${top - 76}L${x + 150} ${top - 76}Q${x + 210} ${top - 74} ${x + width / 2 - 20} ${top + 6}Q${x} ${top - 8} ${n(x - width / 2)} ${top + 10}z`;
  const surface = sheet.linear(x - 200, 0, x + 200, 0, [
    [0, lighten(cloth.colour, 0.34)],
    [1, lighten(cloth.colour, 0.06)],
  ]);
  sheet.add(
    `<path fill="${surface}" d="${lid}"/><path fill="${weave(sheet, cloth.weave ?? 'plain', inkOf(cloth), 0.8)}" opacity=".6" d="${lid}"/>`,
  );
  if (!fringe) return;
  const threads = Array.from(
    { length: 26 },
    (_, i) => `M${n(x - width / 2 + 6 + i * ((width - 40) / 26))} ${base - 8}q${i % 2 ? 3 : -3} 22 0 40`,
  );
  sheet.add(
    `<path fill="none" stroke="${lighten(cloth.colour, 0.06)}" stroke-width="6" stroke-linecap="round" d="${threads.join('')}"/>`,
  );
}

/** A plump cushion that leans back a little. */
export function cushion(sheet: Sheet, cloth: Cloth, x = 400, base = 770, size = 430): void {
  sheet.shadow(x, base - 6, size * 0.48, 0.4, 0.12);
  const h = size / 2;
  const y = base - h - 4;
  const path = `M${x - h} ${y - h + 14}Q${x} ${y - h + 44} ${x + h} ${y - h + 8}Q${x + h - 34} ${y} ${x + h + 2} ${y + h - 6}Q${x} ${y + h - 22} ${x - h + 2} ${y + h}Q${x - h + 34} ${y} ${x - h} ${y - h + 14}z`;
  const body = sheet.radial(
    [
      [0, lighten(cloth.colour, 0.34)],
      [0.6, cloth.colour],
      [1, darken(cloth.colour, 0.36)],
    ],
    0.4,
    0.36,
    0.72,
  );
  sheet.add(
    `<path fill="${body}" stroke="${darken(cloth.colour, 0.3)}" stroke-width="5" stroke-linejoin="round" d="${path}"/>`,
    `<path fill="${weave(sheet, cloth.weave ?? 'plain', inkOf(cloth))}" opacity=".6" d="${path}"/>`,
    `<path fill="none" stroke="${darken(cloth.colour, 0.4)}" stroke-width="4" opacity=".3" stroke-linecap="round" d="M${x - h + 24} ${y - h + 40}q54 34 70 74M${x + h - 22} ${y - h + 36}q-54 40-66 84M${x + h - 26} ${y + h - 30}q-50-30-74-66"/>`,
  );
}

/** A cloth hung from a rail or a peg. */
export function hanging(sheet: Sheet, cloth: Cloth, x = 400, top = 250, width = 250, length = 470): void {
  const l = x - width / 2;
  const r = x + width / 2;
  const path = `M${l} ${top}H${r}Q${r + 8} ${top + length * 0.5} ${r - 4} ${top + length}Q${x + width * 0.25} ${top + length - 16} ${x} ${top + length + 4}Q${x - width * 0.3} ${top + length - 14} ${l + 2} ${top + length + 2}Q${l - 8} ${top + length * 0.5} ${l} ${top}z`;
  const folds = sheet.linear(l, 0, r, 0, [
    [0, darken(cloth.colour, 0.12)],
    [0.18, lighten(cloth.colour, 0.28)],
    [0.36, darken(cloth.colour, 0.1)],
    [0.56, lighten(cloth.colour, 0.22)],
    [0.76, darken(cloth.colour, 0.14)],
    [0.9, lighten(cloth.colour, 0.14)],
    [1, darken(cloth.colour, 0.22)],
  ]);
  sheet.add(
    `<path fill="#20140c" opacity=".14" transform="translate(26 18)" d="${path}"/>`,
    `<path fill="${folds}" d="${path}"/><path fill="${weave(sheet, cloth.weave ?? 'plain', inkOf(cloth))}" opacity=".7" d="${path}"/>`,
  );
}

/** A rail with two knobs to hang things from. */
export function rail(sheet: Sheet, colour: string, y = 246, from = 170, to = 630): void {
  sheet.add(
    `<path stroke="#20140c" stroke-width="14" opacity=".14" stroke-linecap="round" d="M${from + 14} ${y + 16}H${to + 14}"/>`,
    `<path stroke="${colour}" stroke-width="14" stroke-linecap="round" d="M${from} ${y}H${to}"/><path stroke="${lighten(colour, 0.4)}" stroke-width="4" stroke-linecap="round" d="M${from} ${y - 3}H${to}"/>`,
  );
}

/** A rug on the floor, in perspective, with a border. */
export function rug(sheet: Sheet, cloth: Cloth, fringe = true): void {
  const outer = 'M228 470H572L742 812H58z';
  const inner = 'M252 496H548L690 782H110z';
  const body = sheet.linear(0, 470, 0, 812, [
    [0, darken(cloth.colour, 0.1)],
    [1, lighten(cloth.colour, 0.16)],
  ]);
  if (fringe) {
    const threads = Array.from({ length: 40 }, (_, i) => `M${n(62 + i * 17.4)} 810l${n((i - 20) * 0.7)} 30`);
    const far = Array.from({ length: 40 }, (_, i) => `M${n(230 + i * 8.7)} 470v-13`);
    sheet.add(`<path stroke="${lighten(cloth.colour, 0.3)}" stroke-width="4" d="${threads.join('')}${far.join('')}"/>`);
  }
  sheet.add(
    `<path fill="#20140c" opacity=".2" d="M228 476H578L756 826H62z"/><path fill="${body}" d="${outer}"/>`,
    `<path fill="${weave(sheet, cloth.weave ?? 'diamond', inkOf(cloth), 1.15)}" opacity=".8" d="${inner}"/>`,
    `<path fill="none" stroke="${inkOf(cloth)}" stroke-width="6" d="${inner}"/>`,
  );
}
