import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, Link, list } from './parts.ts';

export const pricing = defineSection({
  type: 'pricing',
  title: 'Plans',
  description:
    'Plans or services side by side. Prices here are words; what is sold in the shop is shown by a product showcase.',
  variants: {
    cards: 'Side by side, one of them set apart.',
    table: 'As a table, what each holds row by row.',
    list: 'One below the other.',
  },
  content: z.object({
    ...headings,
    plans: list(
      z.object({
        name: line(60, 'Name of the plan.'),
        price: line(40, 'Price as words, such as "€12".'),
        period: line(40, 'What the price is for, such as "a month".').optional(),
        text: line(200, 'For whom it is.').optional(),
        points: list(line(120, 'What is in it.'), [0, 12], 'What is in it.').default([]),
        link: Link.optional(),
        highlighted: z.boolean().default(false).describe('Whether it is the one to look at first.'),
        badge: line(30, 'A word on it, such as "Most chosen".').optional(),
      }),
      [1, 5],
      'The plans.',
    ),
    note: line(200, 'A small line below, such as "All prices with VAT".').optional(),
  }),
  example: {
    heading: 'Mending, whenever you need it',
    plans: [
      {
        name: 'Once',
        price: '€12',
        text: 'For one piece.',
        points: ['One repair', 'Back in two weeks'],
        highlighted: false,
      },
      {
        name: 'A year',
        price: '€39',
        period: 'a year',
        text: 'For who wears things out.',
        points: ['Six repairs', 'Back in one week', 'Postage both ways'],
        highlighted: true,
        badge: 'Most chosen',
      },
      {
        name: 'For ever',
        price: '€180',
        text: 'For all you have of us.',
        points: ['Every repair', 'First in line'],
        highlighted: false,
      },
    ],
    note: 'All prices with VAT.',
  },
});
export type PricingContent = ContentOf<typeof pricing>;
export type PricingVariant = VariantOf<typeof pricing>;
