import { darken, lighten } from './colour.ts';
import { turned } from './lathe.ts';
import { n, seeded, type Sheet } from './sheet.ts';

/** Straight or bent parts of wood: thick strokes with a lit edge. */
export function sticks(sheet: Sheet, wood: string, width: number, path: string): void {
  sheet.add(
    `<path fill="none" stroke="${darken(wood, 0.22)}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" d="${path}"/>`,
    `<path fill="none" stroke="${lighten(wood, 0.2)}" stroke-width="${n(width * 0.36)}" stroke-linecap="round" stroke-linejoin="round" transform="translate(-${n(width * 0.14)} -${n(width * 0.1)})" d="${path}"/>`,
  );
}

/** Lines of grain inside a shape. */
export function grain(sheet: Sheet, shape: string, wood: string, top: number, bottom: number, vertical = false): void {
  const random = seeded(Math.round(top + bottom * 3));
  const lines = Array.from({ length: 9 }, (_, i) => {
    const at = top + ((i + 0.5 + (random() - 0.5) * 0.5) / 9) * (bottom - top);
    const bend = (random() - 0.5) * 44;
    return vertical ? `M${n(at)} 100q${n(bend)} 350 0 800` : `M60 ${n(at)}q340 ${n(bend)} 680 0`;
  });
  sheet.add(
    `<path clip-path="${sheet.clip(`<path d="${shape}"/>`)}" fill="none" stroke="${darken(wood, 0.3)}" stroke-width="2.5" opacity=".4" d="${lines.join('')}"/>`,
  );
}

/** A round top: a disc with an edge. */
function disc(sheet: Sheet, y: number, radius: number, thick: number, colour: string): void {
  turned(sheet, {
    x: 400,
    base: y + thick,
    colour,
    inside: lighten(colour, 0.3),
    shadow: false,
    tilt: 0.18,
    profile: [
      [0, radius, true],
      [thick, radius, true],
    ],
  });
}

/** A stool with a round seat. */
export function stool(sheet: Sheet, wood: string): void {
  sheet.shadow(400, 840, 190, 0.34, 0.16);
  sticks(sheet, darken(wood, 0.18), 22, 'M338 480 300 800M462 480 500 800');
  sticks(sheet, wood, 14, 'M300 700H500');
  sticks(sheet, wood, 24, 'M330 490 262 850M470 490 538 850');
  disc(sheet, 440, 190, 34, wood);
}

/** A low table with a disc for a top and a turned foot. */
export function pedestal(sheet: Sheet, colour: string): void {
  turned(sheet, {
    x: 400,
    base: 850,
    colour,
    inside: null,
    tilt: 0.16,
    profile: [
      [0, 150],
      [26, 140],
      [80, 58],
      [240, 44],
      [330, 56],
      [370, 92],
    ],
  });
  disc(sheet, 440, 250, 30, colour);
}

/** A lounge chair: bent wood and two cushions. */
export function lounge(sheet: Sheet, fabric: string, wood: string): void {
  sheet.shadow(400, 856, 250, 0.36, 0.13);
  sticks(sheet, darken(wood, 0.2), 20, 'M250 660 214 840M560 640 606 836');
  const soft = (x1: number, y1: number, x2: number, y2: number): string =>
    sheet.linear(x1, y1, x2, y2, [
      [0, lighten(fabric, 0.34)],
      [0.5, fabric],
      [1, darken(fabric, 0.3)],
    ]);
  sheet.add(
    `<path fill="${soft(420, 240, 660, 620)}" d="M474 246q60-30 120-4 34 16 28 56l-52 310q-8 40-50 38l-120-8q-44-4-36-46l54-300q8-34 56-46z"/>`,
    `<path fill="none" stroke="${darken(fabric, 0.34)}" stroke-width="3" opacity=".5" d="M486 268q54-20 102-4M446 400q60 26 146 14M430 500q60 24 148 12"/>`,
    `<path fill="${soft(300, 560, 420, 720)}" d="M204 600q10-32 50-32l276 6q44 4 38 44l-8 44q-6 36-46 36H232q-42 0-40-38z"/>`,
    `<path fill="none" stroke="${darken(fabric, 0.36)}" stroke-width="3" opacity=".5" d="M206 636q150 22 352 4"/>`,
  );
  sticks(sheet, wood, 22, 'M196 846 236 560Q244 520 290 518L560 512Q600 512 610 470');
  sticks(sheet, wood, 22, 'M214 700H560L640 850');
}

/** A board with a hole to hang it by. */
export function board(sheet: Sheet, wood: string, width: number, height: number): void {
  const l = 400 - width / 2;
  const t = 500 - height / 2;
  const path = `M${l + 40} ${t + 90}Q${l} ${t + 96} ${l} ${t + 140}V${t + height - 44}q0 44 44 44H${l + width - 44}q44 0 44-44V${t + 140}Q${l + width} ${t + 96} ${l + width - 40} ${t + 90}Q438 ${t + 84} 440 ${t + 50}V${t + 30}a40 40 0 0 0-80 0v20Q362 ${t + 84} ${l + 40} ${t + 90}z`;
  const face = sheet.linear(l, t, l + width, t + height, [
    [0, lighten(wood, 0.3)],
    [0.5, wood],
    [1, darken(wood, 0.18)],
  ]);
  sheet.add(
    `<path fill="#20140c" opacity=".2" transform="translate(26 24)" d="${path}"/><path fill="${darken(wood, 0.3)}" transform="translate(7 8)" d="${path}"/><path fill="${face}" d="${path}"/>`,
  );
  grain(sheet, path, wood, l, l + width, true);
  sheet.add(`<circle cx="400" cy="${t + 36}" r="15" fill="${darken(wood, 0.55)}"/>`);
}

/** Spoons of wood, side by side. */
export function spoons(sheet: Sheet, woods: readonly string[]): void {
  woods.forEach((wood, i) => {
    const x = 400 + (i - (woods.length - 1) / 2) * 142;
    const lean = (i - (woods.length - 1) / 2) * 5;
    const bowl = sheet.radial(
      [
        [0, darken(wood, 0.24)],
        [0.75, wood],
        [1, lighten(wood, 0.24)],
      ],
      0.55,
      0.6,
      0.6,
    );
    const path = `M${x - 11} 420L${x - 16} 800q16 24 32 0L${x + 11} 420z`;
    sheet.add(
      `<g transform="rotate(${lean} ${x} 900)"><path fill="#20140c" opacity=".16" transform="translate(20 14)" d="${path}M${x - 58} 330a58 90 0 1 0 116 0a58 90 0 1 0-116 0"/>`,
      `<path fill="${sheet.linear(x - 16, 0, x + 16, 0, [
        [0, lighten(wood, 0.3)],
        [1, darken(wood, 0.25)],
      ])}" d="${path}"/>`,
      `<ellipse cx="${x}" cy="330" rx="58" ry="92" fill="${lighten(wood, 0.12)}"/><ellipse cx="${x + 2}" cy="332" rx="46" ry="78" fill="${bowl}"/></g>`,
    );
  });
}

/** A clock without numbers. */
export function clock(sheet: Sheet, face: string, hands: string): void {
  const disc = sheet.radial(
    [
      [0, lighten(face, 0.22)],
      [1, face],
    ],
    0.36,
    0.32,
    0.8,
  );
  const marks = Array.from({ length: 12 }, (_, i) => {
    const angle = (i * Math.PI) / 6;
    const inner = i % 3 ? 208 : 190;
    return `M${n(400 + Math.cos(angle) * inner)} ${n(480 + Math.sin(angle) * inner)}L${n(400 + Math.cos(angle) * 226)} ${n(480 + Math.sin(angle) * 226)}`;
  });
  sheet.add(
    `<circle cx="426" cy="510" r="258" fill="#20140c" opacity=".18"/><circle cx="400" cy="480" r="258" fill="${darken(face, 0.2)}"/><circle cx="400" cy="480" r="246" fill="${disc}"/>`,
    `<path stroke="${hands}" stroke-width="7" stroke-linecap="round" d="${marks.join('')}"/>`,
    `<path stroke="${hands}" stroke-width="13" stroke-linecap="round" d="M400 480 316 412"/><path stroke="${hands}" stroke-width="8" stroke-linecap="round" d="M400 480 520 330"/><circle cx="400" cy="480" r="14" fill="${hands}"/>`,
  );
}

/** A round mirror that shows a quiet room. */
export function mirror(sheet: Sheet, frame: string, radius: number): void {
  const glass = sheet.linear(400 - radius, 480 - radius, 400 + radius, 480 + radius, [
    [0, '#f5f3ee'],
    [0.48, '#d9dcd9'],
    [0.5, '#eceae4'],
    [1, '#b9c0bf'],
  ]);
  sheet.add(
    `<circle cx="424" cy="508" r="${radius + 14}" fill="#20140c" opacity=".2"/><circle cx="400" cy="480" r="${radius + 14}" fill="${frame}"/><circle cx="397" cy="477" r="${radius + 8}" fill="${lighten(frame, 0.3)}"/><circle cx="400" cy="480" r="${radius}" fill="${glass}"/>`,
    `<path stroke="#fff" stroke-width="26" opacity=".45" stroke-linecap="round" d="M${400 - radius * 0.5} ${480 - radius * 0.1}L${400 - radius * 0.05} ${480 - radius * 0.55}"/><path stroke="#fff" stroke-width="10" opacity=".4" stroke-linecap="round" d="M${400 - radius * 0.36} ${480 + radius * 0.06}L${n(400 + radius * 0.12)} ${n(480 - radius * 0.5)}"/>`,
  );
}

/** A shelf on a wall. */
export function shelf(sheet: Sheet, wood: string, y = 620): void {
  sheet.add(
    `<path fill="#20140c" opacity=".16" d="M130 ${y + 40}h570l-34 56H150z"/>`,
    `<path fill="${darken(wood, 0.3)}" d="M196 ${y + 30}h30v90q-30-30-30-60zM574 ${y + 30}h30v30q0 30-30 60z"/>`,
    `<path fill="${lighten(wood, 0.24)}" d="M110 ${y}h580l20 12H90z"/><path fill="${sheet.linear(90, 0, 710, 0, [
      [0, lighten(wood, 0.08)],
      [1, darken(wood, 0.14)],
    ])}" d="M90 ${y + 12}h620v26H90z"/>`,
  );
}

/** A row of books. */
export function books(sheet: Sheet, x: number, base: number, spines: readonly string[]): number {
  let left = x;
  spines.forEach((spine, i) => {
    const width = 34 + (i % 3) * 10;
    const height = 150 + ((i * 37) % 60);
    const fill = sheet.linear(left, 0, left + width, 0, [
      [0, lighten(spine, 0.2)],
      [1, darken(spine, 0.2)],
    ]);
    sheet.add(
      `<path fill="${fill}" d="M${left} ${base - height}h${width}v${height}h-${width}z"/><path stroke="${lighten(spine, 0.5)}" stroke-width="3" opacity=".7" d="M${left + 6} ${base - height + 22}h${width - 12}m0 10h-${width - 12}"/>`,
    );
    left += width + 2;
  });
  return left;
}

/** Pegs of wood on a wall. */
export function pegs(sheet: Sheet, colours: readonly string[]): void {
  colours.forEach((colour, i) => {
    const x = 400 + (i - (colours.length - 1) / 2) * 190;
    const y = 470 + (i % 2 ? -70 : 40);
    const ball = sheet.radial(
      [
        [0, lighten(colour, 0.5)],
        [0.5, colour],
        [1, darken(colour, 0.36)],
      ],
      0.36,
      0.32,
      0.7,
    );
    sheet.add(
      `<ellipse cx="${x + 44}" cy="${y + 56}" rx="74" ry="64" fill="#20140c" opacity=".16"/><circle cx="${x + 8}" cy="${y + 10}" r="40" fill="${darken(colour, 0.4)}"/><circle cx="${x}" cy="${y}" r="68" fill="${ball}"/>`,
    );
  });
}
