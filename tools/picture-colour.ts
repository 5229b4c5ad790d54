import { inflateSync } from 'node:zlib';

type Rgb = readonly [red: number, green: number, blue: number];

const hex = (colour: Rgb): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const rgb = (text: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as unknown as Rgb;

/**
 * The colour a picture has as a whole, as #rrggbb, to stand in until it is there: of a PNG the mean of its pixels, of a
 * drawing what it is painted on. Null for what cannot be read without a decoder of its own, such as a JPEG.
 */
export function pictureColour(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer.subarray(1, 4).toString('latin1') === 'PNG') return colourOfPng(buffer);
  const text = buffer.subarray(0, 200_000).toString('utf8');
  return /^\s*(?:<\?xml[^>]*>\s*)?<svg/.test(text) ? colourOfSvg(text) : null;
}

/** The first thing painted lies behind everything else: its fill, or the mean of its gradient. */
function colourOfSvg(text: string): string | null {
  const painted = text.replaceAll(/<defs>[\s\S]*?<\/defs>/g, '');
  const [, fill = ''] = /fill="(#[0-9a-f]{6}|url\(#[\w-]+\))"/i.exec(painted) ?? [];
  if (fill.startsWith('#')) return fill.toLowerCase();
  const id = fill.slice(5, -1);
  const gradient = text.split(`id="${id}"`)[1]?.split('</')[0] ?? '';
  const stops = [...gradient.matchAll(/offset="([\d.]+)" stop-color="(#[0-9a-f]{6})"/gi)].map(([, offset, colour]) => ({
    offset: Number(offset),
    colour: rgb(colour!),
  }));
  if (id === '' || stops.length === 0) return null;
  const ends = [{ ...stops[0]!, offset: 0 }, ...stops, { ...stops.at(-1)!, offset: 1 }];
  const mean = [0, 1, 2].map((part) =>
    ends.slice(1).reduce((sum, { offset, colour }, at) => {
      const before = ends[at]!;
      return sum + ((colour[part]! + before.colour[part]!) / 2) * (offset - before.offset);
    }, 0),
  );
  return hex(mean as unknown as Rgb);
}

/** Mean of the pixels of a PNG of eight bits without interlacing, as nearly all are (PNG specification, third edition, section 9). */
function colourOfPng(png: Buffer): string | null {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, kind, interlace] = [png[24], png[25] ?? 0, png[28]];
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[kind];
  if (depth !== 8 || interlace !== 0 || channels === undefined || width * height > 50_000_000) return null;
  const data: Buffer[] = [];
  let palette: Buffer | undefined;
  for (let at = 8; at + 8 <= png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.subarray(at + 4, at + 8).toString('latin1');
    if (name === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    if (name === 'PLTE') palette = png.subarray(at + 8, at + 8 + length);
    at += length + 12;
  }
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const sums = [0, 0, 0];
  let weights = 0;
  for (let at = 0; at < rows.length; at += channels) {
    const alpha = kind === 6 ? rows[at + 3]! : kind === 4 ? rows[at + 1]! : 255;
    for (let part = 0; part < 3; part += 1) {
      const value = kind === 3 ? palette?.[rows[at]! * 3 + part] : rows[at + (channels < 3 ? 0 : part)];
      sums[part]! += (value ?? 0) * alpha;
    }
    weights += alpha;
  }
  return weights === 0 ? null : hex(sums.map((sum) => sum / weights) as unknown as Rgb);
}

/** Undoes what each row of a PNG was filtered with. */
function unfiltered(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= step ? out[at - step]! : 0;
      const up = y > 0 ? out[at - stride]! : 0;
      const corner = x >= step && y > 0 ? out[at - stride - step]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      out[at] = (raw[y * (stride + 1) + 1 + x]! + guess) & 255;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
