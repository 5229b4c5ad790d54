import type { Columns, Field, Row } from './catalogue-columns.ts';
import { videoSource } from '../contract/video-source.ts';
import { CellProblem, isLoadable, parseImageUrl, parseWhole, quoted, within } from './catalogue-import-cells.ts';
import type { ImportedImage, ImportedVideo } from './catalogue-imported.ts';
import { isPlaceholder } from './stored-image.ts';

/** A picture or a video whose place the row may leave open. */
type Found<Item> = Omit<Item, 'position'> & { readonly position: number | undefined };

/** Reads the picture a row tells of. */
export function readImage(row: Row, columns: Columns): Found<ImportedImage> | undefined {
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
    placeholder: readPlaceholder(row, columns),
  };
}

function readPlaceholder(row: Row, columns: Columns): string | null {
  const text = columns.cell(row, 'imagePlaceholder').trim();
  if (text === '') return null;
  if (isPlaceholder(text)) return text;
  throw new CellProblem(
    'placeholder_invalid',
    columns.nameOf('imagePlaceholder'),
    `${quoted(text)} is neither a colour, such as #d8cbb0, nor a data: address of a picture of a few pixels.`,
  );
}

/** Reads the video a row tells of. */
export function readVideo(row: Row, columns: Columns): Found<ImportedVideo> | undefined {
  const text = columns.cell(row, 'videoSrc').trim();
  if (text === '') return undefined;
  const url = within(text.replaceAll(/\s+/g, ' '), 4000, columns.nameOf('videoSrc'));
  if (!videoSource(url) || !url.split(' ').every(isLoadable)) {
    throw new CellProblem(
      'video_url_invalid',
      columns.nameOf('videoSrc'),
      `${quoted(text)} is neither the address of an MP4 or WebM file nor of a film at YouTube or Vimeo.`,
    );
  }
  const poster = columns.cell(row, 'videoPoster').trim();
  return {
    url,
    poster: poster === '' ? '' : parseImageUrl(poster, columns.nameOf('videoPoster')),
    alt: within(columns.cell(row, 'videoAlt'), 2000, columns.nameOf('videoAlt')),
    position: parseWhole(columns.cell(row, 'videoPosition'), columns.nameOf('videoPosition')) || undefined,
  };
}

/** Videos by their address; one without a position stands behind all pictures. */
export function videoList() {
  const videos = new Map<string, Found<ImportedVideo>>();
  return {
    add(video: Found<ImportedVideo>) {
      if (!videos.has(video.url)) videos.set(video.url, video);
    },
    all: (images: readonly ImportedImage[]): ImportedVideo[] => {
      const behind = images.reduce((last, { position }) => Math.max(last, position), 0) + 1;
      return [...videos.values()]
        .map((video) => ({ ...video, position: video.position ?? behind }))
        .sort((a, b) => a.position - b.position);
    },
  };
}

/** Images in the order of their positions; one without a position comes after those before it, and only once. */
export function imageList() {
  const images = new Map<string, ImportedImage>();
  const urls = new Set<string>();
  let last = 0;
  return {
    has: (url: string) => urls.has(url),
    add(image: Found<ImportedImage>) {
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
