import { Bytes, orientationIn, type PictureFile, PictureProblem, turned } from './picture-file.ts';

/** An Exif block that says nothing but how the picture was held. */
const heldAs = (orientation: number): Uint8Array =>
  // prettier-ignore
  Uint8Array.of(
    0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0,
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
  );

/**
 * Passes over the whole picture that a file may ask for; cameras and tools write one, or about ten. A pass of some bytes is as much work
 * as one of megabytes, and decoders make as many as they are told: https://libjpeg-turbo.org/pmwiki/uploads/About/TwoIssueswiththeJPEGStandard.pdf
 */
const MOST_SCANS = 100;

/** Frame headers: all of SOF0 to SOF15 but the three numbers in between that mean other things. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Whether a segment changes how a picture looks: JFIF, a colour profile, Adobe's colour transform, and all that is no APPn or comment. */
function isShown(bytes: Bytes, marker: number, at: number, length: number): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe2) return length >= 14 && bytes.text(at + 4, 11) === 'ICC_PROFILE';
  return marker === 0xe0 || marker === 0xee;
}

/** The next marker behind compressed data, in which 0xff is followed by 0 or by the number of a restart. */
function behindScan({ all }: Bytes, from: number): number {
  for (let at = all.indexOf(0xff, from); at >= 0; at = all.indexOf(0xff, at + 1)) {
    const marker = all[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at;
  }
  throw new RangeError('no end');
}

/** Walks a JPEG (ITU-T T.81, annex B) from segment to segment up to its end. */
export function readJpeg(all: Uint8Array): PictureFile {
  const bytes = new Bytes(all);
  const bare = [bytes.part(0, 2)];
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  let scans = 0;
  for (let at = 2; ;) {
    if (bytes.u8(at) !== 0xff) throw new PictureProblem('Its parts do not follow each other.');
    const marker = bytes.u8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      if (!size) throw new PictureProblem('It has no picture in it.');
      bare.push(bytes.part(at, at + 2));
      if (orientation > 1) bare.splice(1, 0, heldAs(orientation));
      return { format: 'jpg', ...turned(size.width, size.height, orientation), frames: 1, bare };
    }
    const length = bytes.u16(at + 2);
    if (length < 2) throw new PictureProblem('One of its parts has no length.');
    if (isFrame(marker)) {
      const [height, width] = [bytes.u16(at + 5), bytes.u16(at + 7)];
      if (size && (size.width !== width || size.height !== height))
        throw new PictureProblem('It says two sizes of itself.');
      size = { width, height };
    }
    if (marker === 0xe1 && length >= 8 && bytes.text(at + 4, 6) === 'Exif\0\0')
      orientation = orientationIn(bytes.part(at + 10, at + 2 + length));
    if (marker === 0xda && (scans += 1) > MOST_SCANS)
      throw new PictureProblem(`It is drawn in more than ${MOST_SCANS} passes. Save it anew.`);
    const next = marker === 0xda ? behindScan(bytes, at + 2 + length) : at + 2 + length;
    if (isShown(bytes, marker, at, length)) bare.push(bytes.part(at, next));
    at = next;
  }
}
