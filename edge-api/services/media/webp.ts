import { Bytes, orientationIn, type PictureFile, PictureProblem, turned } from './picture-file.ts';

const SHOWN = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** Width and height a chunk tells of; undefined for one that tells none. */
function sizeIn(bytes: Bytes, type: string, at: number): [width: number, height: number] | undefined {
  if (type === 'VP8X') return [bytes.u24le(at + 4) + 1, bytes.u24le(at + 7) + 1];
  if (type === 'ANMF') return [bytes.u24le(at + 6) + 1, bytes.u24le(at + 9) + 1];
  if (type === 'VP8 ') return [bytes.u16le(at + 6) & 0x3fff, bytes.u16le(at + 8) & 0x3fff];
  if (type !== 'VP8L') return undefined;
  const bits = bytes.u32le(at + 1);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}

/** The first chunk without the flags of Exif and XMP. */
function withoutFlags(chunk: Uint8Array): Uint8Array {
  const copy = chunk.slice();
  copy[8] = (copy[8] ?? 0) & ~0x0c;
  return copy;
}

function headOf(length: number): Uint8Array {
  const head = new Uint8Array(12);
  head.set(new TextEncoder().encode('RIFF\0\0\0\0WEBP'));
  new DataView(head.buffer).setUint32(4, length + 4, true);
  return head;
}

/** Walks a WebP (RFC 9649) from chunk to chunk. */
export function readWebp(all: Uint8Array): PictureFile {
  const bytes = new Bytes(all);
  const end = 8 + bytes.u32le(4);
  bytes.part(0, end);
  const bare: Uint8Array[] = [];
  let [width, height, frames, orientation] = [0, 0, 0, 1];
  let hasPicture = false;
  for (let at = 12; at + 8 <= end;) {
    const type = bytes.text(at, 4);
    const length = bytes.u32le(at + 4);
    const next = Math.min(at + 8 + length + (length % 2), end);
    const chunk = bytes.part(at, Math.max(next, at + 8 + length));
    const size = sizeIn(bytes, type, at + 8);
    if (size) [width, height] = [Math.max(width, size[0]), Math.max(height, size[1])];
    if (type === 'ANMF') frames += 1;
    hasPicture ||= type === 'VP8 ' || type === 'VP8L' || type === 'ANMF';
    if (type === 'EXIF') {
      const exif = bytes.part(at + 8, at + 8 + length);
      orientation = orientationIn(new Bytes(exif).length > 6 && exif[0] === 0x45 ? exif.subarray(6) : exif);
    }
    if (SHOWN.has(type)) bare.push(type === 'VP8X' ? withoutFlags(chunk) : chunk);
    at = next;
  }
  if (!hasPicture) throw new PictureProblem('It has no picture in it.');
  const length = bare.reduce((sum, part) => sum + part.byteLength, 0);
  const shown = { ...turned(width, height, orientation), frames: Math.max(1, frames) };
  // What turns it is in the Exif: without that it would lie on its side.
  return { format: 'webp', ...shown, bare: orientation === 1 ? [headOf(length), ...bare] : null };
}
