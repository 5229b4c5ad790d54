import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { line, Link, list, Picture, prose } from './parts.ts';

export const callToAction = defineSection({
  type: 'call-to-action',
  title: 'Call to action',
  description: 'One thing to do, and the reason to do it now.',
  variants: {
    banner: 'A strip over the whole width, words beside the button.',
    centred: 'Words and buttons in the middle.',
    split: 'Words beside a picture.',
    card: 'On a card that stands out from the page.',
  },
  content: z.object({
    eyebrow: line(60, 'A short line above the heading.').optional(),
    heading: line(120, 'What to do, or why.'),
    text: prose(400, 'One or two sentences.').optional(),
    actions: list(Link, [1, 2], 'The first is a button, the second a quieter one.'),
    note: line(120, 'A small line below, such as "Ends on Sunday".').optional(),
    picture: Picture.optional(),
  }),
  example: {
    heading: 'Ten per cent off your first order',
    text: 'Write to us once a month, hear of new things before anybody else.',
    actions: [{ label: 'Choose something', href: '/collections/all' }],
    note: 'For orders over €50, until the end of May.',
  },
});
export type CallToActionContent = ContentOf<typeof callToAction>;
export type CallToActionVariant = VariantOf<typeof callToAction>;
