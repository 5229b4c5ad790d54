import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Href, line, list, Picture } from './parts.ts';

export const gallery = defineSection({
  type: 'gallery',
  title: 'Gallery',
  description: 'Pictures to look at.',
  variants: {
    grid: 'Of one size, in columns.',
    masonry: 'In columns, each in its own proportions.',
    carousel: 'One row to look through.',
    feature: 'The first large, the others around it.',
  },
  content: z.object({
    ...headings,
    items: list(
      z.object({
        picture: Picture,
        caption: line(160, 'A line below the picture.').optional(),
        href: Href.optional().describe('Where the picture leads.'),
      }),
      [1, 40],
      'The pictures.',
    ),
  }),
  example: {
    heading: 'Seen in the wild',
    items: ['linen', 'loom', 'field', 'porch', 'table', 'shore'].map((name) => ({
      picture: { src: `/demo/sections/${name}.jpg`, alt: `Our linen: ${name}`, width: 1600, height: 1067 },
    })),
  },
});
export type GalleryContent = ContentOf<typeof gallery>;
export type GalleryVariant = VariantOf<typeof gallery>;
