import { z } from '@hono/zod-openapi';
import { plainText } from './plain-text.ts';

/** A picture of the library. */
export const Media = z
  .object({
    id: z.string(),
    /** What it is called in the library. */
    name: z.string(),
    /** What is to be seen, for who cannot see it. */
    alt: z.string(),
    mime: z.string(),
    /** Bytes of the original as it is kept: without what cameras write into it. */
    bytes: z.int(),
    /** Pixels as it is shown; null where nobody has measured it. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** More than one for an animation. */
    frames: z.int(),
    /** Colour on the average, as #rrggbb, to stand in until it is there; null where nothing decodes pictures. */
    colour: z.string().nullable(),
    /** Its path: put this into products, pages and settings. */
    url: z.string(),
    /** The same at a width, with `{width}` in place of its pixels. */
    sized: z.string(),
    /** A `srcset` for each format, the smallest files first: for `<source type srcset>`. */
    sources: z.array(z.object({ type: z.string(), srcset: z.string() })),
    /** UTC, ISO 8601. */
    createdAt: z.string(),
  })
  .openapi('Media');
export type Media = z.infer<typeof Media>;

/** One place where a picture is shown. */
export const MediaUse = z
  .object({
    kind: z.enum(['product', 'collection', 'page', 'section', 'block', 'author', 'theme', 'settings']),
    id: z.string(),
    /** What people call it. */
    title: z.string(),
  })
  .openapi('MediaUse');
export type MediaUse = z.infer<typeof MediaUse>;

const name = plainText(200).min(1);
const alt = plainText(300);

/** Query of an upload: the body is the file itself. */
export const UploadMedia = z.object({ name: name.optional(), alt: alt.optional() }).openapi('UploadMedia');
export type UploadMedia = z.infer<typeof UploadMedia>;

export const ChangeMedia = z.strictObject({ name: name.optional(), alt: alt.optional() }).openapi('ChangeMedia');
export type ChangeMedia = z.infer<typeof ChangeMedia>;

export const ListMedia = z
  .object({
    /** Words of its name. */
    q: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    /** Opaque cursor: the `next` of the page before. */
    after: z
      .string()
      .regex(/^\d{1,16}_med[\w-]{1,40}$/, 'must be the next of an earlier answer')
      .optional(),
  })
  .openapi('ListMedia');
export type ListMedia = z.infer<typeof ListMedia>;

/** Newest first. */
export const MediaList = z
  .object({
    media: z.array(Media),
    /** Cursor of the next page; null on the last. */
    next: z.string().nullable(),
  })
  .openapi('MediaList');
export type MediaList = z.infer<typeof MediaList>;

export const MediaAnswer = z.object({ media: Media }).openapi('MediaAnswer');

/** A picture, and where it is shown. */
export const MediaDetail = z.object({ media: Media, uses: z.array(MediaUse) }).openapi('MediaDetail');
export type MediaDetail = z.infer<typeof MediaDetail>;

/** What became of each file of a form, in their order: a picture, or the reason why not. */
export const UploadedMedia = z
  .object({
    results: z.array(
      z.object({
        /** What the form called the file. */
        name: z.string(),
        media: Media.nullable(),
        error: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
  })
  .openapi('UploadedMedia');
export type UploadedMedia = z.infer<typeof UploadedMedia>;

export const RemoveMedia = z
  .object({
    /** `true` removes it although something shows it. */
    force: z.enum(['true', 'false']).default('false'),
  })
  .openapi('RemoveMedia');
