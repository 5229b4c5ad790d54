import { Bytes, type PictureFile, PictureProblem } from './picture-file.ts';

interface Box {
  readonly type: string;
  /** Where its content begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** Boxes may lie in boxes, and a file that says so of thousands only wants to keep us busy. */
const MOST_BOXES = 2000;

/** The boxes (ISO/IEC 14496-12) between two places, which have to fill the room exactly. */
function boxesIn(bytes: Bytes, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to;) {
    const [size, type] = [bytes.u32(at), bytes.text(at + 4, 4)];
    const long = size === 1;
    const length = long ? bytes.u32(at + 8) * 2 ** 32 + bytes.u32(at + 12) : size === 0 ? to - at : size;
    const head = long ? 16 : 8;
    if (length < head || boxes.length >= MOST_BOXES) throw new PictureProblem('Its boxes do not fit into each other.');
    if (at + length > to) throw new RangeError('beyond the end');
    boxes.push({ type, from: at + head, to: at + length });
    at += length;
  }
  return boxes;
}

function inside(bytes: Bytes, boxes: readonly Box[], type: string, skip = 0): Box[] {
  const box = boxes.find((one) => one.type === type);
  if (!box) throw new PictureProblem(`It has no "${type}" box.`);
  return boxesIn(bytes, box.from + skip, box.to);
}

/** Whether the first box says that a file is an AVIF picture, and no film. */
export function isAvif(bytes: Bytes): boolean {
  const end = Math.min(bytes.u32(0), bytes.length);
  const brands = [bytes.text(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.text(at, 4));
  return brands.includes('avif');
}

/**
 * Reads the sizes an AVIF (https://aomediacodec.github.io/av1-avif/) tells of its items and takes the largest, which is that
 * of the whole where it is put together of tiles.
 */
export function readAvif(all: Uint8Array): PictureFile {
  const bytes = new Bytes(all);
  const top = boxesIn(bytes, 0, bytes.length);
  const meta = inside(bytes, top, 'meta', 4);
  const properties = inside(bytes, inside(bytes, meta, 'iprp'), 'ipco');
  const sizes = properties
    .filter(({ type }) => type === 'ispe')
    .map(({ from }) => ({ width: bytes.u32(from + 4), height: bytes.u32(from + 8) }));
  const [first] = sizes.sort((a, b) => b.width * b.height - a.width * a.height);
  if (!first) throw new PictureProblem('It does not say its size.');
  const turns = properties.find(({ type }) => type === 'irot');
  const onItsSide = turns !== undefined && bytes.u8(turns.from) % 2 === 1;
  const size = onItsSide ? { width: first.height, height: first.width } : first;
  return { format: 'avif', ...size, frames: 1, bare: null };
}
