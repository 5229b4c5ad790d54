import { ApiError } from '../errors.ts';
import { isAvif, readAvif } from './avif.ts';
import { readGif } from './gif.ts';
import { readJpeg } from './jpeg.ts';
import { Bytes, type PictureFile, PictureProblem } from './picture-file.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

/** Bytes of one file. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Pixels of all frames together: a file of some kilobytes can say that it holds gigabytes. */
export const MOST_PIXELS = 40_000_000;
/** Pixels of one side; WebP knows no more. */
export const MOST_SIDE = 16_383;
export const MOST_FRAMES = 300;

const PNG = '\x89PNG\r\n\x1a\n';

/** The refusal of a file, in words for whoever uploaded it. */
export const mediaInvalid = (message: string): ApiError =>
  new ApiError('media_invalid', `The file is not right: ${message}`, { issues: [{ path: 'file', message }] });

/** What reads a file of this beginning; a refusal in words where nothing does. Names and claims of the sender count for nothing. */
function readerOf(bytes: Bytes): ((all: Uint8Array) => PictureFile) | string {
  const start = bytes.text(0, Math.min(1024, bytes.length));
  if (start.startsWith(PNG)) return readPng;
  if (start.startsWith('\xff\xd8\xff')) return readJpeg;
  if (/^GIF8[79]a/.test(start)) return readGif;
  if (/^RIFF.{4}WEBP/s.test(start)) return readWebp;
  if (start.startsWith('ftyp', 4))
    return isAvif(bytes)
      ? readAvif
      : 'A film, a HEIC picture or an AVIF animation is not taken. Save it as JPEG, PNG, WebP or a still AVIF.';
  if (/<svg[\s>]/i.test(start) || /^\s*(?:\xef\xbb\xbf)?<\?xml/.test(start))
    return 'SVG is not taken: it is a document that can run scripts and load from elsewhere. Save it as PNG or WebP.';
  return 'It is no picture of a format we take: PNG, JPEG, GIF, WebP, AVIF.';
}

/**
 * Looks at an uploaded file before anything decodes it: what it is by its first bytes, whether it is whole, and whether it is
 * within bounds. Throws `media_invalid`.
 */
export function inspectPicture(all: Uint8Array): PictureFile {
  if (all.byteLength === 0) throw mediaInvalid('It is empty.');
  let file: PictureFile;
  try {
    const read = readerOf(new Bytes(all));
    if (typeof read === 'string') throw new PictureProblem(read);
    file = read(all);
  } catch (error) {
    if (error instanceof PictureProblem) throw mediaInvalid(error.message);
    if (error instanceof RangeError) throw mediaInvalid('It ends too early: it was cut off on its way.');
    throw error;
  }
  const { width, height, frames } = file;
  if (width < 1 || height < 1) throw mediaInvalid('It has no pixels.');
  if (width > MOST_SIDE || height > MOST_SIDE)
    throw mediaInvalid(`It is ${width} × ${height} pixels; a side has at most ${MOST_SIDE}.`);
  if (frames > MOST_FRAMES) throw mediaInvalid(`It has ${frames} frames; at most ${MOST_FRAMES} are taken.`);
  if (width * height * frames > MOST_PIXELS)
    throw mediaInvalid(
      `It is ${width} × ${height} pixels${frames > 1 ? ` in ${frames} frames` : ''}; at most ${MOST_PIXELS / 1e6} million are taken.`,
    );
  return file;
}

/** Parts put together. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
