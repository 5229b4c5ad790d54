/** Formats of pictures we keep and make, by the ending of their address. */
export const FORMATS = ['avif', 'webp', 'jpg', 'png', 'gif'] as const;
export type Format = (typeof FORMATS)[number];

/** What each format is called in a `content-type`. */
export const MIME: Readonly<Record<Format, string>> = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
};

/** What a file says about itself, read from its structure and without decoding a pixel. */
export interface PictureFile {
  readonly format: Format;
  /** Pixels as it is shown: turned by what its Exif says. */
  readonly width: number;
  readonly height: number;
  /** More than one for an animation. */
  readonly frames: number;
  /**
   * The same picture without what is no part of it: place and camera, comments, previews, and whatever follows its end.
   * Null where only decoding it could take that out.
   */
  readonly bare: readonly Uint8Array[] | null;
}

/** A file that is not what its first bytes promise; the message is for whoever uploaded it. */
export class PictureProblem extends Error {
  override readonly name = 'PictureProblem';
}

/** Reads numbers out of bytes; asking beyond their end throws a `RangeError`, which means that the file is cut off. */
export class Bytes {
  readonly all: Uint8Array;
  private readonly view: DataView;

  constructor(all: Uint8Array) {
    this.all = all;
    this.view = new DataView(all.buffer, all.byteOffset, all.byteLength);
  }

  get length(): number {
    return this.all.byteLength;
  }
  u8 = (at: number): number => this.view.getUint8(at);
  u16 = (at: number): number => this.view.getUint16(at);
  u32 = (at: number): number => this.view.getUint32(at);
  u16le = (at: number): number => this.view.getUint16(at, true);
  u24le = (at: number): number => this.u16le(at) + this.u8(at + 2) * 0x1_0000;
  u32le = (at: number): number => this.view.getUint32(at, true);

  /** Bytes as the characters of Latin-1. */
  text(at: number, length: number): string {
    return String.fromCharCode(...this.part(at, at + length));
  }

  /** The bytes of a range that has to be there. */
  part(from: number, to: number): Uint8Array {
    if (from > to || to > this.length) throw new RangeError('beyond the end');
    return this.all.subarray(from, to);
  }
}

/** Width and height as shown, given how Exif says that the picture was held: 5 to 8 lie on their side. */
export const turned = (width: number, height: number, orientation: number) =>
  orientation >= 5 ? { width: height, height: width } : { width, height };

/** Orientation in a block of Exif (TIFF 6.0, tag 0x0112): 1 to 8, and 1 where it says nothing that could be read. */
export function orientationIn(exif: Uint8Array): number {
  try {
    const bytes = new Bytes(exif);
    const order = bytes.text(0, 2);
    if (order !== 'II' && order !== 'MM') return 1;
    const u16 = order === 'II' ? bytes.u16le : bytes.u16;
    const directory = (order === 'II' ? bytes.u32le : bytes.u32)(4);
    for (let entry = 0, count = u16(directory); entry < count; entry += 1) {
      const at = directory + 2 + entry * 12;
      if (u16(at) !== 0x0112) continue;
      const value = u16(at + 8);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}
