import { darken, lighten, mix } from './colour.ts';
import { turned } from './lathe.ts';
import { n, seeded, type Sheet } from './sheet.ts';

export const GOLD = '#c9a227';

/** A label with a crescent, as the house puts on its bottles. */
export function label(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  height: number,
  paper: string,
  ink: string,
  name: string,
): void {
  const r = Math.min(width, height) * 0.17;
  sheet.add(
    `<rect x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}" rx="5" fill="${paper}"/><rect x="${n(x - width / 2 + 7)}" y="${n(y - height / 2 + 7)}" width="${n(width - 14)}" height="${n(height - 14)}" rx="2" fill="none" stroke="${ink}" stroke-width="1.5" opacity=".6"/>`,
    `<path fill="${ink}" d="M${n(x + r * 0.3)} ${n(y - height * 0.16 - r)}a${n(r)} ${n(r)} 0 1 0 ${n(r * 0.5)} ${n(r * 1.6)}a${n(r * 0.82)} ${n(r * 0.82)} 0 1 1-${n(r * 0.5)}-${n(r * 1.6)}z"/>`,
    `<text x="${x}" y="${n(y + height * 0.3)}" text-anchor="middle" font-family="serif" font-size="${n(height * 0.2)}" fill="${ink}">${name}</text>`,
  );
}

/** The stopper of a bottle. */
export type Stopper = 'cube' | 'sphere' | 'dome' | 'drop';

interface Flacon {
  readonly glass: string;
  readonly perfume: string;
  readonly stopper: Stopper;
  readonly metal?: string;
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  /** Corner radius of the body; a large one makes it round. */
  readonly round?: number;
  readonly facets?: boolean;
  readonly x?: number;
  readonly base?: number;
}

/** A heavy bottle of perfume: thick glass, the perfume in it, a collar and a stopper. */
export function flacon(sheet: Sheet, look: Flacon): void {
  const {
    glass,
    perfume,
    stopper,
    metal = GOLD,
    name,
    width = 260,
    height = 320,
    round = 26,
    facets = false,
    x = 400,
    base = 800,
  } = look;
  const left = x - width / 2;
  const top = base - height;
  sheet.shadow(x, base - 2, width * 0.5, 0.5, 0.12);
  const rect = (inset: number, from: number, radius: number, attributes: string): string =>
    `<rect x="${n(left + inset)}" y="${n(from)}" width="${n(width - inset * 2)}" height="${n(base - inset - from)}" rx="${n(radius)}" ${attributes}/>`;
  const body = sheet.linear(left, 0, left + width, 0, [
    [0, darken(glass, 0.3), 0.95],
    [0.06, lighten(glass, 0.6), 0.9],
    [0.12, glass, 0.75],
    [0.5, lighten(glass, 0.3), 0.6],
    [0.9, darken(glass, 0.2), 0.85],
    [0.96, lighten(glass, 0.45), 0.9],
    [1, darken(glass, 0.4), 0.95],
  ]);
  const liquid = sheet.linear(left, top, left + width, base, [
    [0, lighten(perfume, 0.42)],
    [0.4, perfume],
    [0.75, darken(perfume, 0.3)],
    [1, lighten(perfume, 0.12)],
  ]);
  sheet.add(rect(0, top, round, `fill="${body}"`), rect(20, top + 40, Math.max(4, round - 16), `fill="${liquid}"`));
  if (facets) {
    sheet.add(
      `<path fill="#fff" opacity=".16" d="M${n(left + 20)} ${n(top + 40)}l${n(width * 0.2)} 0v${n(height - 60)}h-${n(width * 0.2)}z"/><path fill="#000" opacity=".14" d="M${n(left + width - 20)} ${n(top + 40)}l-${n(width * 0.2)} 0v${n(height - 60)}h${n(width * 0.2)}z"/>`,
    );
  }
  sheet.add(
    `<path stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".62" d="M${n(left + 14 + round * 0.3)} ${n(top + round + 12)}V${n(base - round - 40)}"/><path stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".4" d="M${n(left + width - 16 - round * 0.3)} ${n(top + round + 30)}V${n(base - round - 60)}"/>`,
  );
  const collar = width * 0.2;
  turned(sheet, {
    x,
    base: top + 3,
    colour: metal,
    finish: 'metal',
    inside: null,
    shadow: false,
    profile: [
      [0, collar, true],
      [34, collar, true],
    ],
  });
  const y = top - 32;
  if (stopper === 'cube') {
    const side = width * 0.27;
    sheet.add(
      `<path fill="${sheet.round(x, side, metal, 'metal')}" d="M${n(x - side)} ${n(y - side * 1.3)}h${n(side * 2)}v${n(side * 1.3)}h-${n(side * 2)}z"/><path fill="${lighten(metal, 0.5)}" d="M${n(x - side)} ${n(y - side * 1.3)}l14-12h${n(side * 2 - 28)}l14 12z"/>`,
    );
  } else {
    const profile = {
      sphere: [
        [0, 26],
        [24, 58],
        [58, 76],
        [96, 58],
        [114, 12],
      ],
      dome: [
        [0, 70, true],
        [20, 70],
        [70, 56],
        [100, 20],
        [112, 5],
        [136, 4],
      ],
      drop: [
        [0, 30],
        [30, 56],
        [60, 50],
        [110, 20],
        [150, 3],
      ],
    } as const;
    turned(sheet, {
      x,
      base: y,
      colour: metal,
      finish: 'metal',
      inside: null,
      shadow: false,
      profile: profile[stopper].map(([h, r]) => [(h * width) / 260, (r * width) / 260] as const),
    });
  }
  label(sheet, x, top + 40 + (height - 60) * 0.54, width * 0.5, height * 0.36, '#f8f1e0', darken(metal, 0.35), name);
}

/** A small cut bottle of oil with a long stopper. */
export function tola(sheet: Sheet, oil: string, x = 400, base = 800, size = 1): void {
  const s = (value: number): number => value * size;
  turned(sheet, {
    x,
    base: base - s(6),
    colour: oil,
    finish: 'gloss',
    inside: null,
    shadow: false,
    profile: [
      [0, s(62)],
      [s(20), s(74)],
      [s(110), s(74)],
      [s(130), s(60)],
    ],
  });
  turned(sheet, {
    x,
    base,
    colour: '#e6d9b8',
    finish: 'glass',
    inside: null,
    profile: [
      [0, s(74)],
      [s(14), s(90)],
      [s(130), s(90)],
      [s(180), s(50)],
      [s(200), s(34)],
    ],
  });
  const cuts = [-54, -18, 18, 54]
    .map(
      (dx) =>
        `M${n(x + s(dx))} ${n(base - s(14))}l${n(s(12))}-${n(s(56))}-${n(s(12))}-${n(s(56))}-${n(s(12))} ${n(s(56))}z`,
    )
    .join('');
  sheet.add(`<path fill="none" stroke="#fff" stroke-width="2.5" opacity=".5" d="${cuts}"/>`);
  turned(sheet, {
    x,
    base: base - s(196),
    colour: GOLD,
    finish: 'metal',
    inside: null,
    shadow: false,
    profile: [
      [0, s(42), true],
      [s(30), s(42), true],
      [s(32), s(20)],
      [s(60), s(40)],
      [s(100), s(26)],
      [s(150), s(3)],
    ],
  });
}

/** Pieces of something in a heap: chips of wood, beans, pods, grains of resin. */
export function heap(
  sheet: Sheet,
  kind: 'chip' | 'bean' | 'pod' | 'thread' | 'resin',
  colour: string,
  x: number,
  y: number,
  width: number,
  height: number,
  count = 60,
): void {
  const random = seeded(count * 31 + Math.round(width));
  const tones = [darken(colour, 0.34), colour, lighten(colour, 0.22)];
  const paths: string[][] = [[], [], []];
  for (let i = 0; i < count; i++) {
    const level = i / count;
    const across = (random() * 2 - 1) * (1 - level * 0.75);
    const cx = x + across * width;
    const cy = y - level * height + (random() - 0.5) * 14;
    const tone = paths[Math.floor(random() * 3)]!;
    const a = random() * Math.PI;
    const [dx, dy] = [Math.cos(a), Math.sin(a) * 0.6];
    if (kind === 'chip')
      tone.push(
        `M${n(cx - dx * 34)} ${n(cy - dy * 34)}l${n(dx * 60 + 8)} ${n(dy * 52)} ${n(8)} ${n(12)}-${n(Math.abs(dx) * 50 + 14)} ${n(8)}z`,
      );
    else if (kind === 'thread')
      tone.push(
        `M${n(cx)} ${n(cy)}q${n(dx * 22)} ${n(-16)} ${n(dx * 44)} ${n(dy * 26)}l3 3q${n(-dx * 20)} ${n(-10)}-${n(dx * 44 + 3)} 0z`,
      );
    else {
      const [rx, ry] = kind === 'bean' ? [17, 11] : kind === 'pod' ? [24, 10] : [15, 13];
      tone.push(
        `M${n(cx - dx * rx)} ${n(cy - dy * rx)}q${n(dx * rx - dy * ry * 2)} ${n(dy * rx + dx * ry * 2 - ry)} ${n(dx * rx * 2)} ${n(dy * rx * 2)}q${n(-dx * rx + dy * ry * 2)} ${n(-dy * rx + ry * 1.6)} ${n(-dx * rx * 2)} ${n(-dy * rx * 2)}z`,
      );
    }
  }
  sheet.add(
    `<path fill="${darken(colour, 0.5)}" d="M${n(x - width)} ${n(y + 6)}Q${n(x - width * 0.5)} ${n(y - height)} ${n(x)} ${n(y - height)}T${n(x + width)} ${n(y + 6)}z"/>`,
    ...paths.map((list, index) => `<path fill="${tones[index]}" d="${list.join('')}"/>`),
  );
}

/** One date: glossy, wrinkled. */
export function date(sheet: Sheet, x: number, y: number, colour: string, angle = 0, filling?: string): void {
  const skin = sheet.radial(
    [
      [0, lighten(colour, 0.45)],
      [0.35, colour],
      [1, darken(colour, 0.5)],
    ],
    0.38,
    0.3,
    0.75,
  );
  sheet.add(
    `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(angle)})"><ellipse cx="6" cy="14" rx="56" ry="30" fill="#160c06" opacity=".35"/><rect x="-56" y="-31" width="112" height="62" rx="31" fill="${skin}"/>`,
    filling
      ? `<path fill="${darken(colour, 0.6)}" d="M-38 0Q0-26 38 0 0 22-38 0z"/><ellipse rx="27" ry="10" fill="${filling}"/><ellipse cx="-5" cy="-3" rx="14" ry="3" fill="#fff" opacity=".45"/></g>`
      : `<path fill="none" stroke="${darken(colour, 0.55)}" stroke-width="2.5" opacity=".6" d="M-42-4q40-16 82-2M-36 12q36-8 70 2"/><path stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".45" d="M-30-18q18-6 34-4"/></g>`,
  );
}

/** A standing bag of paper with a label. */
export function pouch(
  sheet: Sheet,
  colour: string,
  name: string,
  ink = '#f6ead0',
  x = 400,
  base = 800,
  width = 300,
  height = 440,
): void {
  const l = x - width / 2;
  const t = base - height;
  const paper = sheet.linear(l, 0, l + width, 0, [
    [0, darken(colour, 0.28)],
    [0.12, lighten(colour, 0.14)],
    [0.5, colour],
    [0.88, lighten(colour, 0.08)],
    [1, darken(colour, 0.4)],
  ]);
  sheet.shadow(x, base - 2, width * 0.5, 0.46, 0.12);
  sheet.add(
    `<path fill="${paper}" d="M${l + 12} ${t}h${width - 24}l12 60-6 ${height - 74}q-${n(width / 2)} 28-${width - 12} 0l-6-${height - 74}z"/><path fill="#000" opacity=".16" d="M${l + 12} ${t}h${width - 24}l6 30H${l + 6}z"/><path stroke="${lighten(colour, 0.4)}" stroke-width="2" opacity=".5" d="M${l + 8} ${t + 36}h${width - 16}"/>`,
  );
  label(sheet, x, t + height * 0.54, width * 0.56, height * 0.36, mix(colour, ink, 0.92), darken(colour, 0.35), name);
}

/** A box with a lid and a ribbon, or open. */
export function box(
  sheet: Sheet,
  colour: string,
  ribbon: string,
  x = 400,
  base = 800,
  width = 360,
  height = 220,
): void {
  const l = x - width / 2;
  const face = sheet.linear(l, base - height, l + width, base, [
    [0, lighten(colour, 0.16)],
    [1, darken(colour, 0.24)],
  ]);
  sheet.shadow(x, base - 2, width * 0.5, 0.46, 0.12);
  sheet.add(
    `<path fill="${face}" d="M${l} ${base - height}h${width}v${height}H${l}z"/><path fill="${lighten(colour, 0.24)}" d="M${l - 10} ${base - height - 46}l52-54h${width - 84}l52 54z"/><path fill="${darken(colour, 0.06)}" d="M${l - 10} ${base - height - 46}h${width + 20}v64H${l - 10}z"/>`,
    `<path fill="${ribbon}" d="M${x - 22} ${base - height - 46}h44V${base}h-44zM${x - 20} ${base - height - 100}h40l4 54h-48z"/><path fill="none" stroke="${darken(ribbon, 0.2)}" stroke-width="15" stroke-linejoin="round" d="M${x} ${base - height - 76}c-120-120-170 10-4 6 176 12 120-120 4-6"/><path fill="none" stroke="${lighten(ribbon, 0.3)}" stroke-width="5" d="M${x} ${base - height - 78}c-110-106-150 6-4 4 154 10 110-106 4-4"/>`,
  );
}
