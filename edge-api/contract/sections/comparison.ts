import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, Link, list } from './parts.ts';

export const comparison = defineSection({
  type: 'comparison',
  title: 'Comparison',
  description: 'Two to five things compared, row by row.',
  variants: {
    table: 'A table; on a phone it scrolls sideways under its first column.',
    cards: 'A card for each, with all its rows.',
    versus: 'Two against each other, row by row.',
  },
  content: z.object({
    ...headings,
    columns: list(
      z.object({
        name: line(60, 'What is compared.'),
        link: Link.optional(),
        highlighted: z.boolean().default(false).describe('Whether it is the one to look at first.'),
      }),
      [2, 5],
      'What is compared.',
    ),
    rows: list(
      z.object({
        label: line(100, 'In what.'),
        values: list(
          z.union([z.boolean(), line(80, 'Words.')]).describe('Yes, no, or words.'),
          [1, 5],
          'One for each column, in their order.',
        ),
      }),
      [1, 30],
      'In what they are compared.',
    ),
    note: line(200, 'A small line below.').optional(),
  }),
  example: {
    heading: 'Linen, cotton, polyester',
    columns: [
      { name: 'Our linen', highlighted: true },
      { name: 'Cotton', highlighted: false },
      { name: 'Polyester', highlighted: false },
    ],
    rows: [
      { label: 'Water for a shirt', values: ['6 l', '2,700 l', '20 l'] },
      { label: 'Cool in summer', values: [true, true, false] },
      { label: 'Can be mended', values: [true, true, false] },
    ],
  },
});
export type ComparisonContent = ContentOf<typeof comparison>;
export type ComparisonVariant = VariantOf<typeof comparison>;
