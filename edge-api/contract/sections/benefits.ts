import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Icon, line, Link, list, Picture } from './parts.ts';

export const benefits = defineSection({
  type: 'benefits',
  title: 'Benefits',
  description: 'Short reasons to buy here, such as delivery, returns and guarantee.',
  variants: {
    strip: 'In one line, with icons.',
    checklist: 'A list with ticks.',
    split: 'A list with ticks beside a picture.',
    tiles: 'Tiles with large icons.',
  },
  content: z.object({
    ...headings,
    items: list(
      z.object({
        icon: Icon.optional(),
        title: line(80, 'The reason.'),
        text: line(200, 'One sentence more.').optional(),
      }),
      [1, 12],
      'The reasons.',
    ),
    picture: Picture.optional(),
    link: Link.optional(),
  }),
  example: {
    items: [
      { icon: 'truck', title: 'Free delivery from €80' },
      { icon: 'refresh', title: 'Thirty days to send back' },
      { icon: 'shield', title: 'Mended for life' },
      { icon: 'lock', title: 'Pay as you like' },
    ],
  },
});
export type BenefitsContent = ContentOf<typeof benefits>;
export type BenefitsVariant = VariantOf<typeof benefits>;
