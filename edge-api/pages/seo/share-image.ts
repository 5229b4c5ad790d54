import type { Money } from '../../contract/money.ts';
import { textOn } from '../contrast.ts';
import { directionOf } from '../direction.ts';
import { formatMoney } from '../money.ts';
import { cutAtWord, escaped } from './text.ts';
import { fitText, type TextStep, widthOf } from './text-width.ts';

/** Pixels of a picture that every place shows whole when a page is shared. */
export const SHARE_IMAGE = { width: 1200, height: 630 } as const;

export interface ShareImageFacts {
  readonly title: string;
  readonly shop: string;
  /** BCP 47 tag of the page's language. */
  readonly locale: string;
  /** The shop's colour as #rrggbb; null takes a quiet dark one. */
  readonly accent: string | null;
  /** What it stands on, if not on its colour. */
  readonly background?: string | null;
  readonly price?: Money | null;
}

const EDGE = 80;
const ROOM = SHARE_IMAGE.width - 2 * EDGE;
/** The fonts of a server may be wider than the table: DejaVu Sans Bold is by a sixth. Even then nothing leaves the edges. */
const SAFE = 0.85;
const TITLE_STEPS: readonly [TextStep, ...TextStep[]] = [
  { size: 96, lines: 2 },
  { size: 84, lines: 3 },
  { size: 72, lines: 3 },
  { size: 62, lines: 3 },
  { size: 52, lines: 4 },
];
const DEFAULT = '#22252b';

const colour = (text: string | null | undefined, otherwise: string): string =>
  text && /^#[\da-f]{6}$/i.test(text) ? text.toLowerCase() : otherwise;

/** Marks that turn text around: a text brings none of its own. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The direction of a text by its first letter that has one; that of the page if none has. */
function directionIn(text: string, otherwise: 'ltr' | 'rtl'): 'ltr' | 'rtl' {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  if (!letter) return otherwise;
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter)
    ? 'rtl'
    : 'ltr';
}

/**
 * A line in an isolate of its direction. Where it stands is said by its anchor alone: not everything that draws SVG knows
 * its `direction`, but everything that knows text of both directions knows isolates.
 */
const isolated = (line: string, direction: 'ltr' | 'rtl'): string =>
  `${direction === 'rtl' ? '\u2067' : '\u2066'}${line}\u2069`;

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly weight: number;
}

const line = (text: string, direction: 'ltr' | 'rtl', { x, y, size, fill, anchor, weight }: Placed): string =>
  `<text x="${x}" y="${Math.round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">` +
  `${escaped(isolated(text, direction))}</text>`;

/** What is written, without what would turn or stretch it. */
const plain = (text: string, most: number): string => cutAtWord(text.replaceAll(TURNING, ''), most);

/**
 * The picture a page is shared with, as SVG: shop, title, price, in the shop's colours. Texts are fitted by a table of
 * widths; it loads nothing and runs nothing. Whoever shows it makes pixels of it first: hardly any place takes SVG.
 */
export function shareImageSvg({ title, shop, locale, accent, background, price }: ShareImageFacts): string {
  const page = directionOf(locale);
  const brand = colour(accent, DEFAULT);
  const ground = colour(background, brand);
  const ink = textOn(ground);
  const anchor = page === 'rtl' ? 'end' : 'start';
  const x = page === 'rtl' ? SHARE_IMAGE.width - EDGE : EDGE;
  const at = { x, anchor, fill: ink } as const;

  const named = plain(title, 300) || plain(shop, 300);
  const heading = fitText(named, TITLE_STEPS, ROOM * SAFE);
  const above = fitText(plain(shop, 120), [{ size: 38, lines: 1 }], ROOM * SAFE);
  const lead = heading.size * 1.16;
  // The title stands in the middle between the shop's name and the price, on the baseline of its last line.
  const last = 315 + ((heading.lines.length - 1) / 2) * lead + heading.size * 0.35;
  const cost = price ? formatMoney(price, locale).replaceAll(TURNING, '') : '';
  const { size: costSize, lines: costLines } = fitText(cost, [{ size: 44, lines: 1 }], (ROOM - 64) * SAFE);
  const pill = Math.round(widthOf(costLines[0] ?? '', costSize) / SAFE) + 64;
  const pillX = page === 'rtl' ? SHARE_IMAGE.width - EDGE - pill : EDGE;

  const parts = [
    `<rect width="${SHARE_IMAGE.width}" height="${SHARE_IMAGE.height}" fill="${ground}"/>`,
    `<circle cx="${page === 'rtl' ? 60 : 1140}" cy="600" r="330" fill="${ground === brand ? ink : brand}" opacity="${ground === brand ? 0.07 : 0.16}"/>`,
    ...above.lines.map((text) => line(text, directionIn(shop, page), { ...at, y: 122, size: above.size, weight: 600 })),
    ...heading.lines.map((text, index) =>
      line(text, directionIn(named, page), {
        ...at,
        y: last - (heading.lines.length - 1 - index) * lead,
        size: heading.size,
        weight: 700,
      }),
    ),
    ...(costLines[0]
      ? [
          `<rect x="${pillX}" y="490" width="${pill}" height="76" rx="38" fill="${ink}"/>`,
          line(costLines[0], page, {
            ...at,
            anchor: 'middle',
            x: pillX + pill / 2,
            y: 543,
            size: costSize,
            fill: textOn(ink),
            weight: 700,
          }),
        ]
      : []),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SHARE_IMAGE.width}" height="${SHARE_IMAGE.height}" ` +
    `viewBox="0 0 ${SHARE_IMAGE.width} ${SHARE_IMAGE.height}" font-family="Arial, Helvetica, 'Liberation Sans', sans-serif">` +
    `${parts.join('')}</svg>`
  );
}
