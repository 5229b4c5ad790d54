import type sharpLibrary from 'sharp';
import type { Sharp, SharpOptions } from 'sharp';
import { MOST_PIXELS } from '../../services/media/inspect.ts';
import { hexOf } from '../../contract/bytes-text.ts';
import { BrokenPicture, type PictureCodecs, type Rendition } from './port.ts';

/** Loaded when the first picture is worked on: most processes never see one. */
let loading: Promise<typeof sharpLibrary> | undefined;
function library(): Promise<typeof sharpLibrary> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // Each picture is asked for once: remembering what was decoded would only take memory.
    sharp.cache(false);
    return sharp;
  });
  return loading;
}

/** Never more than was checked before, and nothing of a file that is not whole. */
const OPTIONS: SharpOptions = { limitInputPixels: MOST_PIXELS, failOn: 'truncated', sequentialRead: true };

/** Effort and quality at which a page of pictures looks as it should and a server of two cores keeps up. */
function encoded(picture: Sharp, { format }: Rendition): Sharp {
  switch (format) {
    case 'avif':
      return picture.avif({ quality: 52, effort: 2 });
    case 'webp':
      return picture.webp({ quality: 78, effort: 4 });
    case 'jpg':
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true });
    case 'png':
      return picture.png({ compressionLevel: 9 });
    case 'gif':
      return picture.gif();
  }
}

async function orBroken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new BrokenPicture(error instanceof Error ? error.message : String(error));
  }
}

/** Works on pictures with libvips, in threads of its own. Without being told otherwise, sharp writes none of the original's metadata. */
export const sharpCodecs = (): PictureCodecs => ({
  async decode(bytes) {
    const sharp = await library();
    return orBroken(async () => {
      const { autoOrient } = await sharp(bytes, OPTIONS).metadata();
      const one = await sharp(bytes, OPTIONS)
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .resize(1, 1, { fit: 'fill' })
        .raw()
        .toBuffer();
      const [red = 0, green = red, blue = red] = one;
      return { size: autoOrient, colour: `#${hexOf(Uint8Array.of(red, green, blue))}` };
    });
  },
  async pixels(bytes) {
    const sharp = await library();
    return orBroken(async () => {
      const { data, info } = await sharp(bytes, OPTIONS)
        .toColourspace('srgb')
        .resize({ width: 256, height: 256, fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, rgba: new Uint8Array(data) };
    });
  },
  async render(bytes, wish) {
    const sharp = await library();
    return orBroken(async () => {
      const picture = sharp(bytes, { ...OPTIONS, animated: wish.animated })
        .autoOrient()
        .toColourspace('srgb')
        .resize({ width: wish.width, withoutEnlargement: true });
      return new Uint8Array(await encoded(picture, wish).toBuffer());
    });
  },
});
