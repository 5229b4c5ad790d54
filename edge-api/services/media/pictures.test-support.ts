import sharp from 'sharp';
import type { Format } from './picture-file.ts';
import { joined } from './inspect.ts';

const bytesOf = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);
/** The bytes of a text, one for each character. */
export const latin = (text: string): Uint8Array<ArrayBuffer> => bytesOf(Buffer.from(text, 'latin1'));

/** A picture of one colour. */
export async function picture(
  format: Format,
  { width = 40, height = 30, colour = '#336699' }: { width?: number; height?: number; colour?: string } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = sharp({ create: { width, height, channels: 3, background: colour } });
  return bytesOf(await plain.toFormat(format === 'jpg' ? 'jpeg' : format).toBuffer());
}

/** A picture with a place in its Exif, held so that it lies on its side. */
export async function photo(format: 'jpg' | 'webp'): Promise<Uint8Array<ArrayBuffer>> {
  const plain = sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } });
  const about = { IFD0: { Copyright: 'secret-owner' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } };
  return bytesOf(
    await plain
      .toFormat(format === 'jpg' ? 'jpeg' : 'webp')
      .withExif(about)
      .withMetadata({ orientation: 6 })
      .toBuffer(),
  );
}

/** A GIF of two frames. */
export async function animation(): Promise<Uint8Array<ArrayBuffer>> {
  const frames = ['#ff0000', '#0000ff'].map((background) => ({
    create: { width: 8, height: 6, channels: 3, background },
  }));
  return bytesOf(
    await sharp(frames as never, { join: { animated: true } })
      .gif()
      .toBuffer(),
  );
}

/** The same bytes with others from a place on. */
export function patched(bytes: Uint8Array<ArrayBuffer>, at: number, some: readonly number[]): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  copy.set(some, at);
  return copy;
}

/** A chunk of a PNG; nobody who only walks it looks at its checksum. */
export const chunk = (type: string, content: string): Uint8Array =>
  joined([Uint8Array.of(0, 0, content.length >> 8, content.length & 255), latin(type + content), new Uint8Array(4)]);

/** Files that want something else than to be shown, and what is said of them. */
export async function hostileFiles(): Promise<
  (readonly [what: string, bytes: Uint8Array<ArrayBuffer>, said: RegExp])[]
> {
  const [png, jpg, gif, webp, avif] = await Promise.all(
    (['png', 'jpg', 'gif', 'webp', 'avif'] as const).map((format) => picture(format)),
  );
  if (!png || !jpg || !gif || !webp || !avif) throw new Error('sharp made no pictures');
  const cut = (bytes: Uint8Array<ArrayBuffer>, most: number) => bytes.slice(0, Math.floor(bytes.byteLength * most));
  const ispe = Buffer.from(avif).indexOf('ispe') + 8;
  const frame = Buffer.from(jpg).indexOf(Buffer.from([0xff, 0xc0])) + 5;
  const scan = Buffer.from(jpg).indexOf(Buffer.from([0xff, 0xda]));
  const [header, pass, end] = [jpg.slice(0, scan), jpg.slice(scan, -2), jpg.slice(-2)];
  return [
    ['nothing', latin(''), /empty/],
    ['a text', latin('hello'), /no picture of a format/],
    ['a drawing named as a picture', latin('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), /SVG/],
    ['a drawing with a prologue', latin('<?xml version="1.0"?><svg/>'), /SVG/],
    ['a page', latin('<!doctype html><script>alert(1)</script>'), /no picture/],
    ['a script that begins as a GIF', latin('GIF89a/*\0\0\0\0*/=1;alert(1)'), /not right/],
    ['the beginning of a PNG', cut(png, 0.5), /cut off/],
    ['the beginning of a JPEG', cut(jpg, 0.9), /cut off/],
    ['the beginning of a GIF', cut(gif, 0.6), /cut off/],
    ['the beginning of a WebP', cut(webp, 0.5), /cut off/],
    ['the beginning of an AVIF', cut(avif, 0.9), /cut off/],
    ['a signature alone', png.slice(0, 8), /cut off/],
    [
      'a PNG that says it is huge',
      patched(png, 16, [0, 0, 63, 255, 0, 0, 63, 255]),
      /16383 × 16383 pixels; at most 40/,
    ],
    ['a PNG with a side without end', patched(png, 16, [255, 255, 255, 255]), /a side has at most/],
    ['a PNG without pixels', patched(png, 16, [0, 0, 0, 0]), /no pixels/],
    ['a PNG whose part is longer than it', patched(png, 33, [127, 255, 255, 255]), /cut off/],
    ['a JPEG that says it is huge', patched(jpg, frame, [62, 255, 62, 255]), /at most 40/],
    ['a JPEG of many passes', joined([header, ...Array.from({ length: 101 }, () => pass), end]), /100 passes/],
    ['a GIF that says it is huge', patched(gif, 6, [255, 255, 255, 255]), /a side has at most/],
    ['an AVIF that says it is huge', patched(avif, ispe, [0, 0, 63, 0, 0, 0, 63, 0]), /at most 40/],
    ['boxes without length', patched(avif, 0, [0, 0, 0, 2]), /not right/],
    ['a HEIC picture', joined([Uint8Array.of(0, 0, 0, 16), latin('ftypheic'), new Uint8Array(40)]), /HEIC/],
  ];
}
