import type { Video } from './products.ts';

/** Files browsers play, by the end of their address. */
const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  mov: 'video/quicktime',
};

const YOUTUBE =
  /^https:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:[^#]*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/|www\.youtube-nocookie\.com\/embed\/)([\w-]{11})(?![\w-])/;
const VIMEO = /^https:\/\/(?:(?:www\.)?vimeo\.com\/|player\.vimeo\.com\/video\/)(\d{1,12})(?!\d)/;

/** Where a video is, by what a merchant wrote: addresses of its files separated by spaces, or its page at YouTube or Vimeo; undefined for anything else. */
export function videoSource(text: string): Video['source'] | undefined {
  const youtube = YOUTUBE.exec(text.trim())?.[1];
  if (youtube) return { kind: 'youtube', id: youtube };
  const vimeo = VIMEO.exec(text.trim())?.[1];
  if (vimeo) return { kind: 'vimeo', id: vimeo };
  const files = text
    .trim()
    .split(/\s+/)
    .map((url) => ({ url, type: TYPES[/\.([a-z0-9]+)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? ''] ?? '' }));
  return files.every(({ type }) => type !== '') ? { kind: 'file', files } : undefined;
}
