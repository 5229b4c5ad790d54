import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Icon, line, Link, list, Picture, prose } from './parts.ts';

export const features = defineSection({
  type: 'features',
  title: 'Features',
  description: 'What a product or the shop can do, item by item.',
  variants: {
    grid: 'Icons and words in columns.',
    list: 'One below the other, icon beside the words.',
    cards: 'Each on a card of its own, with its picture if it has one.',
    alternating: 'Large pictures beside words, left and right in turn.',
  },
  content: z.object({
    ...headings,
    items: list(
      z.object({
        icon: Icon.optional(),
        picture: Picture.optional(),
        title: line(80, 'What it is.'),
        text: prose(400, 'What it means for the shopper.').optional(),
        link: Link.optional(),
      }),
      [1, 12],
      'The features, the most important first.',
    ),
  }),
  example: {
    heading: 'Made to be kept',
    intro: 'Three things we do differently from the start.',
    items: [
      { icon: 'leaf', title: 'European flax', text: 'Grown with rain alone, within a day’s drive of the mill.' },
      {
        icon: 'refresh',
        title: 'Mended for life',
        text: 'Send it back worn, and it returns mended. You pay the postage.',
      },
      { icon: 'truck', title: 'At your door in two days', text: 'Packed in paper, sent on weekdays before noon.' },
    ],
  },
});
export type FeaturesContent = ContentOf<typeof features>;
export type FeaturesVariant = VariantOf<typeof features>;
