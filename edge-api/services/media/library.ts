import { monotonicFactory } from 'ulid';
import { BrokenPicture, type MediaPorts } from '../../adapters/media/port.ts';
import { hexOf } from '../../contract/bytes-text.ts';
import { isoTime } from '../../contract/iso-time.ts';
import type { ChangeMedia, ListMedia, Media, MediaDetail, MediaList, MediaUse } from '../../contract/media.ts';
import type { MediaRepository, StoredMedia } from '../../repositories/media.ts';
import { ApiError } from '../errors.ts';
import { addressOf, formatsOf, originalName, sizedAddressOf, srcsetOf, storedName } from './addresses.ts';
import { inspectPicture, joined, mediaInvalid } from './inspect.ts';
import { type Format, FORMATS, MIME, type PictureFile } from './picture-file.ts';

/** Ids ascend within a millisecond too: lists go by them. */
const nextId = monotonicFactory();

/** What a sender says of a file. */
export interface SentFile {
  readonly name?: string | undefined;
  readonly alt?: string | undefined;
}

/**
 * The pictures of a store. Throws `media_not_found`, and `media_unavailable` where this server has no place for files;
 * `add` also `media_invalid`, `remove` also `media_in_use`.
 */
export interface MediaLibrary {
  /** Keeps a file, once: the same bytes again are the picture that is there. */
  add(bytes: Uint8Array<ArrayBuffer>, sent: SentFile): Promise<{ media: Media; isNew: boolean }>;
  list(query: ListMedia): Promise<MediaList>;
  get(id: string): Promise<MediaDetail>;
  change(id: string, wish: ChangeMedia): Promise<Media>;
  /** Refused while something shows it, unless it is forced. Every file that was made of it goes along. */
  remove(id: string, force: boolean): Promise<void>;
  /** Bytes of all originals and what was made of them. */
  bytes(): Promise<number>;
}

/** What the library works with. */
export interface LibraryParts {
  readonly store: { readonly id: string; readonly handle: string };
  readonly media: MediaRepository;
  readonly usesOf: (digest: string) => Promise<MediaUse[]>;
  readonly ports: MediaPorts | null;
  readonly now: () => number;
}

const notFound = () => new ApiError('media_not_found', 'No picture of this store has this id.');

/** The format of a kept picture. */
export const formatOf = ({ mime }: Pick<StoredMedia, 'mime'>): Format =>
  FORMATS.find((format) => MIME[format] === mime) ?? 'png';

/** A picture as the API shows it. */
export function shownMedia(handle: string, { digest, renditions: _made, createdAt, ...rest }: StoredMedia): Media {
  const address = { handle, digest };
  const format = formatOf(rest);
  return {
    ...rest,
    url: addressOf(address, format),
    sized: sizedAddressOf(address),
    sources: formatsOf(format, rest.frames).map((one) => ({
      type: MIME[one],
      srcset: srcsetOf(address, one, rest.width),
    })),
    createdAt: isoTime(createdAt),
  };
}

/** A name for a file that has none, or one that cannot be shown. */
function nameOf(sent: string | undefined, format: Format): string {
  const plain = (sent ?? '').replaceAll(/[\p{Cc}\p{Cs}\u061c\u2028-\u202e\u2066-\u2069]/gu, '');
  const last = plain.split(/[/\\]/).at(-1)?.trim().slice(0, 200).trim() ?? '';
  return last === '' ? `picture.${format}` : last;
}

const wordsIn = (text: string | undefined): string[] =>
  (text ?? '')
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);

export function mediaLibrary({ store, media, usesOf, ports, now }: LibraryParts): MediaLibrary {
  const shown = (row: StoredMedia): Media => shownMedia(store.handle, row);

  async function find(id: string): Promise<StoredMedia> {
    const found = await media.find(id);
    if (!found) throw notFound();
    return found;
  }

  function places(): MediaPorts {
    if (!ports) throw new ApiError('media_unavailable', 'This server was given no place for pictures.');
    return ports;
  }

  /** Size and colour; a picture that nobody can decode is refused here and not when somebody wants to see it. */
  async function decoded(bytes: Uint8Array<ArrayBuffer>, { width, height, bare }: PictureFile) {
    const { codecs } = places();
    if (!codecs) {
      if (bare) return { width, height, colour: null };
      throw mediaInvalid('This server cannot take out of it what a camera wrote into it. Save it as JPEG, PNG or GIF.');
    }
    try {
      const { size, colour } = await codecs.decode(bytes);
      return { width: size?.width ?? width, height: size?.height ?? height, colour };
    } catch (error) {
      if (error instanceof BrokenPicture) throw mediaInvalid('It is damaged: not all of it can be read.');
      // A service that is away now is asked again when somebody wants to see the picture.
      return { width, height, colour: null };
    }
  }

  return {
    async add(bytes, { name, alt = '' }) {
      const { storage } = places();
      const digest = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
      const known = await media.findByDigest(digest);
      const file = inspectPicture(bytes);
      const kept = file.bare ? joined(file.bare) : bytes;
      const facts = known ?? (await decoded(kept, file));
      // Also when it is known: a backup that was put back has rows of files that were removed since.
      await storage.put(store.id, originalName(digest), kept);
      if (known) return { media: shown(known), isNew: false };
      const { width, height, colour } = facts;
      const row = {
        id: `med_${nextId(now())}`,
        digest,
        name: nameOf(name, file.format),
        mime: MIME[file.format],
        bytes: kept.byteLength,
        width,
        height,
        frames: file.frames,
        alt,
        colour,
        createdAt: now(),
      };
      if (await media.add(row)) return { media: shown({ ...row, renditions: [] }), isNew: true };
      const other = await media.findByDigest(digest);
      if (!other) throw new ApiError('media_unavailable', 'The picture was removed while it was kept.');
      return { media: shown(other), isNew: false };
    },

    async list({ q, limit, after }) {
      const [, time = '', id = ''] = /^(\d+)_(.+)$/.exec(after ?? '') ?? [];
      const position = after === undefined ? undefined : { createdAt: Number(time), id };
      const rows = await media.list({ words: wordsIn(q), limit: limit + 1, after: position });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { media: page.map(shown), next: last && rows.length > limit ? `${last.createdAt}_${last.id}` : null };
    },

    async get(id) {
      const row = await find(id);
      return { media: shown(row), uses: await usesOf(row.digest) };
    },

    async change(id, wish) {
      const before = await find(id);
      const changed = { ...before, name: wish.name ?? before.name, alt: wish.alt ?? before.alt };
      await media.change(id, changed);
      return shown(changed);
    },

    async remove(id, force) {
      const { storage } = places();
      const { digest } = await find(id);
      const uses = force ? [] : await usesOf(digest);
      if (uses.length > 0)
        throw new ApiError('media_in_use', `The picture is shown by ${uses.length === 1 ? 'this' : 'these'}.`, {
          issues: uses.map((use) => ({ path: `${use.kind} ${use.id}`, message: use.title })),
        });
      // The row first: nobody makes anything of it any more, and nobody sees half of it.
      const removed = await media.remove(id);
      if (!removed) throw notFound();
      await storage.remove(store.id, [
        originalName(digest),
        ...removed.renditions.flatMap(({ width, format }) => {
          const known = FORMATS.find((one) => one === format);
          return known ? [storedName(digest, { width, format: known })] : [];
        }),
      ]);
    },

    bytes: () => media.bytes(),
  };
}
