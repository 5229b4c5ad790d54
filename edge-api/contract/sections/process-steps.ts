import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Icon, line, Link, list, Picture, prose } from './parts.ts';

export const processSteps = defineSection({
  type: 'process-steps',
  title: 'Steps',
  description: 'How something goes, from first to last.',
  variants: {
    numbered: 'Large numbers in columns.',
    path: 'One below the other along a line.',
    cards: 'Each on a card, with its picture if it has one.',
  },
  content: z.object({
    ...headings,
    steps: list(
      z.object({
        title: line(80, 'What happens.'),
        text: prose(400, 'How.').optional(),
        icon: Icon.optional(),
        picture: Picture.optional(),
      }),
      [2, 10],
      'The steps, in order.',
    ),
    link: Link.optional(),
  }),
  example: {
    heading: 'How mending works',
    steps: [
      { title: 'Tell us', text: 'Two pictures are enough.', icon: 'chat' },
      { title: 'Send it', text: 'We send you a label by mail.', icon: 'box' },
      { title: 'Wear it', text: 'Back within two weeks.', icon: 'heart' },
    ],
    link: { label: 'Begin', href: '/pages/mending' },
  },
});
export type ProcessStepsContent = ContentOf<typeof processSteps>;
export type ProcessStepsVariant = VariantOf<typeof processSteps>;
