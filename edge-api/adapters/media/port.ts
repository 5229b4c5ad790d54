import type { Format } from '../../services/media/picture-file.ts';

/**
 * Keeps the files of stores: each store's in a folder of its own, under names of ours. An object is there whole or not at
 * all, and what is written again replaces it.
 */
export interface MediaStorage {
  /** How much of it one archive takes along; left out, all. */
  readonly mostArchived?: { readonly files: number; readonly bytes: number };
  put(storeId: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Undefined when there is none. */
  get(storeId: string, name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Fine for names that are not there. */
  remove(storeId: string, names: readonly string[]): Promise<void>;
  /** Copies all of one store's files to another's; what is there already stays. */
  copyAll(from: string, to: string): Promise<void>;
  /** Removes a store's files; fine when there are none, and when it was interrupted half way before. */
  eraseAll(storeId: string): Promise<void>;
  /** How many files of a store there are, such as after it was erased; more than a thousand count as a thousand. */
  count(storeId: string): Promise<number>;
}

/** What decoding a picture tells. */
export interface DecodedPicture {
  /** Pixels as it is shown; null where only the file itself was asked. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Its colour on the average, as #rrggbb. */
  readonly colour: string | null;
}

/** Four bytes a pixel, red, green, blue and opacity, row by row. */
export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** How a picture is wanted; it is never enlarged. */
export interface Rendition {
  readonly width: number;
  readonly format: Format;
  /** Whether to keep the frames of an animation. */
  readonly animated: boolean;
}

/** Decodes and encodes pictures. Whatever it makes holds pixels and a colour profile, and nothing of what the original told. */
export interface PictureCodecs {
  /** Decodes a picture whole; throws `BrokenPicture` when it cannot be, here and below. */
  decode(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPicture>;
  render(bytes: Uint8Array<ArrayBuffer>, wish: Rendition): Promise<Uint8Array<ArrayBuffer>>;
  /** The pixels of a picture, made small: for its colours. Left out where nothing hands them over. */
  readonly pixels?: (bytes: Uint8Array<ArrayBuffer>) => Promise<SmallPicture>;
}

/** Where files are kept, and what works on pictures; null where nothing does: then originals are shown. */
export interface MediaPorts {
  readonly storage: MediaStorage;
  readonly codecs: PictureCodecs | null;
  /** Whether requests of this process may wait for each other's work; a Worker's may not. */
  readonly sharesWork: boolean;
}

/** A picture that nobody can decode. */
export class BrokenPicture extends Error {
  override readonly name = 'BrokenPicture';
}

/** Refuses names that are not ours, before they become a path or a key. */
export function checkMediaName(storeId: string, name = 'x'): void {
  if (!/^[0-9A-Za-z][0-9A-Za-z-]*$/.test(storeId) || !/^[0-9a-z][0-9a-z-]*(?:\.[a-z]+)?$/.test(name))
    throw new Error(`"${storeId}/${name}" is not the name of a file of ours.`);
}
