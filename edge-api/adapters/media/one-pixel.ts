import { hexOf } from '../../contract/bytes-text.ts';

/** A PNG's chunks of one kind, put together. */
function content(png: Uint8Array<ArrayBuffer>, wanted: string): Uint8Array<ArrayBuffer> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const found: number[] = [];
  for (let at = 8; at + 12 <= png.byteLength;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === wanted) found.push(...png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Uint8Array.from(found);
}

/** The colour of a PNG of one pixel, 8 bits a channel, as #rrggbb; null for any other. */
export async function colourOfPixel(png: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const header = content(png, 'IHDR');
  const [, , , width, , , , height, depth, kind] = header;
  if (width !== 1 || height !== 1 || (depth !== 8 && kind !== 3)) return null;
  const inflated = new Blob([content(png, 'IDAT')]).stream().pipeThrough(new DecompressionStream('deflate'));
  // A filter of the first pixel's row leaves it as it is: there is nothing before or above it.
  const [, first = 0, second = 0, third = 0] = new Uint8Array(await new Response(inflated).arrayBuffer());
  if (kind === 0 || kind === 4) return `#${hexOf(Uint8Array.of(first, first, first))}`;
  if (kind !== 3) return `#${hexOf(Uint8Array.of(first, second, third))}`;
  // With fewer than 8 bits the one pixel stands in the highest.
  const index = first >> (8 - (depth ?? 8));
  const colour = content(png, 'PLTE').subarray(index * 3, index * 3 + 3);
  return colour.byteLength === 3 ? `#${hexOf(colour)}` : null;
}
