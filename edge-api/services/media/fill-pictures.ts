import type { MediaRepository, StoredMedia } from '../../repositories/media.ts';
import { readAddress } from '../../contract/media-address.ts';
import { sizedAddressOf } from './addresses.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every object in a value that names a picture of a library as its `src`. */
function* picturesIn(value: unknown): Generator<{ picture: Json; digest: string }> {
  if (!isObject(value)) return;
  if (typeof value['src'] === 'string') {
    const address = readAddress(value['src']);
    if (address) yield { picture: value, digest: address.digest };
  }
  for (const inner of Object.values(value)) yield* picturesIn(inner);
}

/** What the library knows of a picture, where the picture does not say it itself. */
function filled(picture: Json, handle: string, { digest, width, height }: StoredMedia): Json {
  const { src, alt, width: ownWidth, height: ownHeight, sized: ownSized, ...rest } = picture;
  const isMeasured = ownWidth !== undefined && ownHeight !== undefined;
  // In the order of the schema, like all others.
  return {
    src,
    alt,
    ...(isMeasured && { width: ownWidth, height: ownHeight }),
    ...(!isMeasured && width !== null && height !== null && { width, height }),
    sized: ownSized ?? sizedAddressOf({ handle, digest }),
    ...rest,
  };
}

function replaced(value: unknown, by: ReadonlyMap<unknown, Json>): unknown {
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, by));
  if (!isObject(value)) return value;
  const own = by.get(value) ?? value;
  return Object.fromEntries(Object.entries(own).map(([name, inner]) => [name, replaced(inner, by)]));
}

/**
 * Gives the pictures in contents of sections what the library knows of them: width, height, and how to ask for a width. Not
 * the alternative text: an empty one says that a picture is decoration here. Only those of the store's own library; one look
 * into it for all of them, and none where there is none.
 */
export async function fillPictures<Value>(value: Value, handle: string, media: MediaRepository): Promise<Value> {
  const found = [...picturesIn(value)];
  if (found.length === 0) return value;
  const rows = await media.findAll([...new Set(found.map(({ digest }) => digest))]);
  const known = new Map(rows.map((row) => [row.digest, row]));
  const by = new Map<unknown, Json>();
  for (const { picture, digest } of found) {
    const row = known.get(digest);
    if (row) by.set(picture, filled(picture, handle, row));
  }
  // Fields of a picture alone were added, all of which its schema knows.
  return by.size > 0 ? (replaced(value, by) as Value) : value;
}
