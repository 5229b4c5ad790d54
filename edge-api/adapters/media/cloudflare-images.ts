import { MIME } from '../../services/media/picture-file.ts';
import { colourOfPixel } from './one-pixel.ts';
import { BrokenPicture, type PictureCodecs } from './port.ts';

type Stream = ReadableStream<Uint8Array<ArrayBuffer>>;

/** What we use of the Images binding; see https://developers.cloudflare.com/images/transform-images/bindings/. */
export interface ImagesBinding {
  input(stream: Stream): ImageTransformer;
}
interface ImageTransformer {
  transform(how: { width?: number; height?: number; fit?: 'scale-down' | 'squeeze' }): ImageTransformer;
  output(how: { format: string; quality?: number; background?: string; anim?: boolean }): Promise<{
    response(): Response;
  }>;
}

const QUALITY: Readonly<Record<string, number>> = { avif: 52, webp: 78, jpg: 80 };

const streamOf = (bytes: Uint8Array<ArrayBuffer>): Stream => new Blob([bytes]).stream() as Stream;

/** The numbers of errors that are about the picture: no picture, and none that can be read. All others are about the service. */
const ABOUT_PICTURE = new Set([9412, 9520]);
const isAboutPicture = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ABOUT_PICTURE.has(Number(error.code));

async function orBroken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAboutPicture(error)) throw new BrokenPicture(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/**
 * Works on pictures by the Images binding of Cloudflare, which turns them by their Exif; what is sent is already without
 * metadata wherever that could be taken out.
 */
export const cloudflareCodecs = (images: ImagesBinding): PictureCodecs => ({
  decode: (bytes) =>
    orBroken(async () => {
      const pixel = await images
        .input(streamOf(bytes))
        .transform({ width: 1, height: 1, fit: 'squeeze' })
        // The binding knows raw pixels too, and its emulator does not.
        .output({ format: 'image/png', background: '#ffffff', anim: false });
      const png = new Uint8Array(await pixel.response().arrayBuffer());
      return { size: null, colour: await colourOfPixel(png) };
    }),
  render: (bytes, { width, format, animated }) =>
    orBroken(async () => {
      const made = await images
        .input(streamOf(bytes))
        .transform({ width, fit: 'scale-down' })
        .output({
          format: MIME[format],
          anim: animated,
          ...(QUALITY[format] === undefined ? {} : { quality: QUALITY[format] }),
          ...(format === 'jpg' && { background: '#ffffff' }),
        });
      return new Uint8Array(await made.response().arrayBuffer());
    }),
});
