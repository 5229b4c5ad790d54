import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Icon, line, list, Picture } from './parts.ts';

export const stats = defineSection({
  type: 'stats',
  title: 'Numbers',
  description: 'A few numbers that say how well something goes.',
  variants: {
    row: 'Side by side, with lines between them.',
    cards: 'Each on a card of its own.',
    split: 'Heading on one side, numbers on the other.',
  },
  content: z.object({
    ...headings,
    picture: Picture.optional(),
    items: list(
      z.object({
        icon: Icon.optional(),
        value: line(24, 'The number with its unit, such as "48,000" or "4.9 / 5".'),
        label: line(80, 'What it counts.'),
        text: line(160, 'One sentence more.').optional(),
      }),
      [1, 8],
      'The numbers.',
    ),
  }),
  example: {
    heading: 'Ten years in numbers',
    items: [
      { value: '48,000', label: 'shirts made' },
      { value: '9,300', label: 'shirts mended' },
      { value: '4.9 / 5', label: 'from 2,100 reviews' },
    ],
  },
});
export type StatsContent = ContentOf<typeof stats>;
export type StatsVariant = VariantOf<typeof stats>;
