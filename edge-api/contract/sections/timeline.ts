import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, list, Picture, prose } from './parts.ts';

export const timeline = defineSection({
  type: 'timeline',
  title: 'Timeline',
  description: 'What happened when.',
  variants: {
    vertical: 'One below the other along a line.',
    alternating: 'On both sides of a line, in turn.',
    horizontal: 'One row to look through.',
  },
  content: z.object({
    ...headings,
    events: list(
      z.object({
        when: line(40, 'When, as words, such as "Spring 2016".'),
        title: line(100, 'What happened.'),
        text: prose(500, 'More of it.').optional(),
        picture: Picture.optional(),
      }),
      [1, 24],
      'What happened, the earliest first.',
    ),
  }),
  example: {
    heading: 'From two looms to eleven',
    events: [
      { when: '2016', title: 'Two looms', text: 'Bought from a mill that closed.' },
      { when: '2019', title: 'A shop in Porto', text: 'Forty square metres, a bench, a kettle.' },
      { when: '2024', title: 'Mending for life', text: 'Whatever we made, we mend.' },
    ],
  },
});
export type TimelineContent = ContentOf<typeof timeline>;
export type TimelineVariant = VariantOf<typeof timeline>;
