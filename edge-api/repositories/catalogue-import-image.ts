import type { Columns, Field, Row } from './catalogue-columns.ts';
import { parseImageUrl, parseWhole, within } from './catalogue-import-cells.ts';
import type { ImportedImage } from './catalogue-imported.ts';

type FoundImage = Omit<ImportedImage, 'position'> & { readonly position: number | undefined };

/** Reads the picture a row tells of. */
export function readImage(row: Row, columns: Columns): FoundImage | undefined {
  const src = columns.cell(row, 'imageSrc').trim();
  if (src === '') return undefined;
  const url = parseImageUrl(src, columns.nameOf('imageSrc'));
  const whole = (field: Field) => parseWhole(columns.cell(row, field), columns.nameOf(field)) || undefined;
  const alt = within(columns.cell(row, 'imageAlt'), 2000, columns.nameOf('imageAlt'));
  return {
    url,
    alt,
    position: whole('imagePosition'),
    width: whole('imageWidth') ?? null,
    height: whole('imageHeight') ?? null,
  };
}

/** Images in the order of their positions; one without a position comes after those before it, and only once. */
export function imageList() {
  const images = new Map<string, ImportedImage>();
  const urls = new Set<string>();
  let last = 0;
  return {
    has: (url: string) => urls.has(url),
    add(image: FoundImage) {
      if (image.position === undefined && urls.has(image.url)) return;
      const position = image.position ?? last + 1;
      const key = `${position} ${image.url}`;
      if (!images.has(key)) images.set(key, { ...image, position });
      urls.add(image.url);
      last = Math.max(last, position);
    },
    all: () => [...images.values()].sort((a, b) => a.position - b.position),
  };
}
