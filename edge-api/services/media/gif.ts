import { Bytes, type PictureFile, PictureProblem } from './picture-file.ts';

/** Bytes of a colour table, by the flags that announce it. */
const tableOf = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

/** Where a chain of sub-blocks ends. */
function behindBlocks(bytes: Bytes, from: number): number {
  for (let at = from; ;) {
    const length = bytes.u8(at);
    at += 1 + length;
    if (length === 0) return at;
  }
}

/** Whether an extension is shown: how a frame is drawn, and how often the animation runs. */
function isShown(bytes: Bytes, at: number): boolean {
  const label = bytes.u8(at + 1);
  return (
    label === 0xf9 || (label === 0xff && /^(?:NETSCAPE2|ANIMEXTS1)\.0$/.test(bytes.text(at + 3, bytes.u8(at + 2))))
  );
}

/** Walks a GIF (https://www.w3.org/Graphics/GIF/spec-gif89a.txt) from block to block. */
export function readGif(all: Uint8Array): PictureFile {
  const bytes = new Bytes(all);
  let [width, height] = [bytes.u16le(6), bytes.u16le(8)];
  let at = 13 + tableOf(bytes.u8(10));
  const bare = [bytes.part(0, at)];
  for (let frames = 0; ;) {
    const kind = bytes.u8(at);
    if (kind === 0x3b) {
      if (frames === 0) throw new PictureProblem('It has no picture in it.');
      bare.push(bytes.part(at, at + 1));
      return { format: 'gif', width, height, frames, bare };
    }
    if (kind !== 0x21 && kind !== 0x2c) throw new PictureProblem('Its parts do not follow each other.');
    const next = behindBlocks(bytes, kind === 0x21 ? at + 2 : at + 11 + tableOf(bytes.u8(at + 9)));
    if (kind === 0x2c) {
      frames += 1;
      // A frame that reaches beyond the screen makes some decoders enlarge it.
      width = Math.max(width, bytes.u16le(at + 1) + bytes.u16le(at + 5));
      height = Math.max(height, bytes.u16le(at + 3) + bytes.u16le(at + 7));
    }
    if (kind === 0x2c || isShown(bytes, at)) bare.push(bytes.part(at, next));
    at = next;
  }
}
