import { z } from 'zod';
import { readAddress } from '../contract/media-address.ts';
import type { Database } from '../db/database.ts';

const MeasureRow = z.object({
  digest: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  placeholder: z.string().nullable(),
});

interface Measurable {
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly placeholder: string | null;
}

/**
 * Gives pictures that nobody has measured the size and colour that the store's own library knows of them; all others stay
 * as they are. One question for all of them, and none where no address is of a library.
 */
export async function measuredPictures(database: Database, pictures: readonly Measurable[]) {
  const unknown = pictures.filter(({ width, height }) => width === null || height === null);
  const digests = new Set(unknown.flatMap(({ url }) => readAddress(url)?.digest ?? []));
  const rows =
    digests.size === 0
      ? []
      : await database.all(
          `SELECT digest, width, height, colour AS placeholder FROM media
           WHERE digest IN (SELECT value FROM json_each(?))`,
          [JSON.stringify([...digests])],
        );
  const known = new Map(rows.map((row) => MeasureRow.parse({ ...row })).map((row) => [row.digest, row]));
  return <Picture extends Measurable>(picture: Picture): Picture => {
    const found = known.get(readAddress(picture.url)?.digest ?? '');
    if (!found || (picture.width !== null && picture.height !== null)) return picture;
    const { width, height, placeholder } = found;
    return { ...picture, width, height, placeholder: picture.placeholder ?? placeholder };
  };
}
