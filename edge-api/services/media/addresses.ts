import type { MediaAddress } from '../../contract/media-address.ts';
import { type Format, FORMATS } from './picture-file.ts';

/** Widths a picture is made in: those that the elements and our pages ask for, and steps between them. */
export const WIDTHS = [24, 160, 240, 320, 480, 640, 720, 960, 1080, 1280, 1600, 1920] as const;
/** The width of the address a picture is known by. */
const LARGEST = 1920;
/** Widths that a `srcset` names. */
const IN_SETS = [160, 320, 480, 640, 960, 1280, 1920] as const;

const DIGEST = /^[0-9a-f]{64}$/;
/** Which rendition a path names: `{digest}` and `{width}.{format}`. Undefined for all but those of the ladder. */
export function readRendition(digest: string, file: string): { width: number; format: Format } | undefined {
  if (!DIGEST.test(digest)) return undefined;
  const [, digits = '', ending = ''] = /^([1-9]\d{1,3})\.([a-z]{3,4})$/.exec(file) ?? [];
  const width = WIDTHS.find((one) => `${one}` === digits);
  const format = FORMATS.find((one) => one === ending);
  return width !== undefined && format ? { width, format } : undefined;
}

/** Formats a picture is offered in, the smallest files first. AVIF is made of still pictures only. */
export function formatsOf(original: Format, frames: number): Format[] {
  const modern: Format[] = frames > 1 ? ['webp'] : ['avif', 'webp'];
  return modern.includes(original) ? modern : [...modern, original];
}

const pathOf = ({ handle, digest }: MediaAddress, width: number | string, format: Format): string =>
  `/media/${handle}/${digest}/${width}.${format}`;

/** The address a picture is known by: what merchants put into products, pages and mails, in the format they uploaded. */
export const addressOf = (media: MediaAddress, format: Format): string => pathOf(media, LARGEST, format);

/** The address of a picture at a width, `{width}` in place of its pixels: WebP, which every browser of today shows. */
export const sizedAddressOf = (media: MediaAddress): string => pathOf(media, '{width}', 'webp');

/** A `srcset` of a picture in one format, without widths that it does not have. */
export function srcsetOf(media: MediaAddress, format: Format, naturalWidth: number | null): string {
  const most = naturalWidth ?? LARGEST;
  const smaller = IN_SETS.filter((width) => width < most);
  const widths = smaller.length < IN_SETS.length ? [...smaller, IN_SETS[smaller.length] ?? LARGEST] : smaller;
  return widths.map((width) => `${pathOf(media, width, format)} ${Math.min(width, most)}w`).join(', ');
}

/** What a file of a rendition is called in the storage. */
export const storedName = (digest: string, { width, format }: { width: number; format: Format }): string =>
  `${digest}-${width}.${format}`;

/** What the file that was uploaded is called in the storage. */
export const originalName = (digest: string): string => digest;
