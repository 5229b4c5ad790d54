import { escaped } from '../../pages/seo/text.ts';
import { ABSENT, CELL, COLUMNS, drawnOf, inkOf, LETTERS, looksAbsent } from './glyphs.ts';
import type { ShareImages } from './port.ts';

/** Characters that were tried, and pictures that were drawn, kept for the next who asks. */
const MOST_CHARACTERS = 20_000;
const MOST_PICTURES = 60;

const load = () => import('sharp').then((module) => module.default);

/** What an SVG writes, and in which fonts. */
const textIn = (svg: string): string =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text.replaceAll(/&#?\w+;/g, '')).join('');
const fontsIn = (svg: string): string => /font-family="([^"]*)"/.exec(svg)?.[1] ?? 'sans-serif';

function sheetOf(characters: readonly string[], fonts: string): string {
  const rows = Math.ceil(characters.length / COLUMNS);
  const cells = characters.map((one, index) => {
    const [x, y] = [(index % COLUMNS) * CELL + 10, Math.floor(index / COLUMNS) * CELL + CELL - 22];
    return `<text x="${x}" y="${y}">${escaped(one)}</text>`;
  });
  const size = `width="${COLUMNS * CELL}" height="${rows * CELL}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${fonts}" font-size="${LETTERS}" font-weight="700"><rect ${size} fill="#fff"/>${cells.join('')}</svg>`;
}

/**
 * Draws with libvips and the fonts of this machine. Those may lack the characters of a language, or be missing altogether, so
 * each character is tried once before it is drawn for anybody.
 */
export function sharpShareImages(): ShareImages {
  const known = new Map<string, boolean>();
  const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>();

  async function tryOut(characters: readonly string[], fonts: string): Promise<void> {
    const sharp = await load();
    const sheet = sheetOf([...ABSENT, ...characters], fonts);
    const pixels = await sharp(Buffer.from(sheet)).greyscale().raw().toBuffer();
    const absent = ABSENT.map((_, index) => inkOf(pixels, index));
    if (known.size + characters.length > MOST_CHARACTERS) known.clear();
    for (const [index, one] of characters.entries())
      known.set(one, !looksAbsent(inkOf(pixels, ABSENT.length + index), absent));
  }

  async function make(svg: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const characters = drawnOf(textIn(svg));
    const untried = characters.filter((one) => !known.has(one));
    if (untried.length > 0) await tryOut(untried, fontsIn(svg));
    if (characters.some((one) => known.get(one) === false)) return null;
    const sharp = await load();
    return new Uint8Array(await sharp(Buffer.from(svg)).png({ palette: true, effort: 7 }).toBuffer());
  }

  return {
    draw(svg) {
      const before = drawn.get(svg);
      if (before) return before;
      const making = make(svg);
      for (const oldest of drawn.keys()) {
        if (drawn.size < MOST_PICTURES) break;
        drawn.delete(oldest);
      }
      drawn.set(svg, making);
      making.catch(() => drawn.delete(svg));
      return making;
    },
  };
}
