import { BrokenPicture, type MediaPorts } from '../../adapters/media/port.ts';
import type { MediaRepository } from '../../repositories/media.ts';
import { ApiError } from '../errors.ts';
import { formatsOf, originalName, storedName } from './addresses.ts';
import { inspectPicture } from './inspect.ts';
import { formatOf } from './library.ts';
import { type Format, MIME } from './picture-file.ts';
import { TooMuchToDo, Turns } from './turns.ts';

/** A picture to be sent. */
export interface ServedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  /** Whether it is what was asked for, and will be for ever; else it stands in for it. */
  readonly isFinal: boolean;
}

/** Which picture is wanted. */
export interface WantedPicture {
  readonly digest: string;
  readonly width: number;
  readonly format: Format;
}

/** Makes and keeps the files that pages show. */
export interface Renditions {
  /** A file that was made before; costs no look into the database. */
  kept(storeId: string, wanted: WantedPicture): Promise<ServedPicture | undefined>;
  /**
   * Makes the file and keeps it: once, however many ask at the same time. Undefined for a picture that is not there, or not
   * in this format. Where no codecs are it is the original; throws `media_unavailable` when too much waits.
   */
  make(storeId: string, media: MediaRepository, wanted: WantedPicture): Promise<ServedPicture | undefined>;
}

/** Pictures worked on at once: each takes a core and some tens of megabytes. */
const AT_ONCE = 2;
const WAITING = 64;
const RETRY_S = 5;
const EACH_FOR_ITSELF: Pick<Turns, 'once'> = { once: (_name, work) => work() };

const unavailable = (message: string, retryAfterS?: number) =>
  new ApiError('media_unavailable', message, retryAfterS === undefined ? {} : { retryAfterS });

/** The renditions of all stores of this process. */
export function renditions(
  { storage, codecs, sharesWork }: MediaPorts,
  onTrouble: (error: unknown) => void,
  turns: Pick<Turns, 'once'> = sharesWork ? new Turns({ atOnce: AT_ONCE, waiting: WAITING }) : EACH_FOR_ITSELF,
): Renditions {
  /** The original in place of what nobody could make of it, if it may be shown as it is. */
  function standIn(original: Uint8Array<ArrayBuffer>): ServedPicture {
    const file = inspectPicture(original);
    if (!file.bare) throw unavailable('This picture cannot be made here.');
    return { bytes: original, mime: MIME[file.format], isFinal: false };
  }

  async function made(storeId: string, media: MediaRepository, wanted: WantedPicture) {
    const { digest, width, format } = wanted;
    const row = await media.findByDigest(digest);
    if (!row || !formatsOf(formatOf(row), row.frames).includes(format)) return undefined;
    const original = await storage.get(storeId, originalName(digest));
    if (!original) return undefined;
    if (!codecs) return standIn(original);
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await codecs.render(original, { width, format, animated: row.frames > 1 });
    } catch (error) {
      if (!(error instanceof BrokenPicture)) onTrouble(error);
      return standIn(original);
    }
    await storage.put(storeId, storedName(digest, wanted), bytes);
    // Removed meanwhile, it leaves nothing behind.
    if (!(await media.noteRendition(digest, { format, width, bytes: bytes.byteLength })))
      await storage.remove(storeId, [storedName(digest, wanted)]);
    return { bytes, mime: MIME[format], isFinal: true };
  }

  return {
    async kept(storeId, wanted) {
      const bytes = await storage.get(storeId, storedName(wanted.digest, wanted));
      return bytes && { bytes, mime: MIME[wanted.format], isFinal: true };
    },

    async make(storeId, media, wanted) {
      try {
        return await turns.once(`${storeId}/${storedName(wanted.digest, wanted)}`, () => made(storeId, media, wanted));
      } catch (error) {
        if (error instanceof TooMuchToDo) throw unavailable('Too many pictures are being made.', RETRY_S);
        throw error;
      }
    },
  };
}
