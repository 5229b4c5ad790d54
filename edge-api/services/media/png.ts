import { Bytes, type PictureFile, PictureProblem } from './picture-file.ts';

/** Chunks besides the critical ones that change how a picture looks; all others tell about it. */
const SHOWN = new Set(['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'cICP', 'bKGD', 'acTL', 'fcTL', 'fdAT']);

/** Walks a PNG (https://www.w3.org/TR/png-3/) from chunk to chunk. */
export function readPng(all: Uint8Array): PictureFile {
  const bytes = new Bytes(all);
  const bare = [bytes.part(0, 8)];
  let size: { width: number; height: number } | undefined;
  let frames = 1;
  for (let at = 8; ;) {
    const length = bytes.u32(at);
    const type = bytes.text(at + 4, 4);
    const next = at + 12 + length;
    const chunk = bytes.part(at, next);
    if (!size) {
      if (type !== 'IHDR' || length !== 13) throw new PictureProblem('Its header is missing.');
      size = { width: bytes.u32(at + 8), height: bytes.u32(at + 12) };
    }
    if (type === 'acTL') frames = Math.max(1, bytes.u32(at + 8));
    if (/^[A-Z]/.test(type) || SHOWN.has(type)) bare.push(chunk);
    if (type === 'IEND') return { format: 'png', ...size, frames, bare };
    at = next;
  }
}
