import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, Link, list, Picture, prose } from './parts.ts';

export const team = defineSection({
  type: 'team',
  title: 'Team',
  description: 'The people behind the shop.',
  variants: {
    grid: 'Portraits in columns.',
    cards: 'Each on a card, with some words.',
    list: 'One below the other, portrait beside the words.',
  },
  content: z.object({
    ...headings,
    people: list(
      z.object({
        name: line(80, 'Name.'),
        role: line(80, 'What he or she does.').optional(),
        text: prose(400, 'Some words.').optional(),
        picture: Picture.optional(),
        links: list(Link, [0, 3], 'Where to find him or her.').default([]),
      }),
      [1, 40],
      'The people.',
    ),
  }),
  example: {
    heading: 'Who makes your shirt',
    people: [
      { name: 'Rita Carvalho', role: 'Looms', text: 'Hears a broken thread from the next room.', links: [] },
      { name: 'Paulo Reis', role: 'Patterns', text: 'Has drawn every collar since 2016.', links: [] },
      { name: 'Amina Diallo', role: 'Mending', text: 'Would rather mend than make.', links: [] },
    ],
  },
});
export type TeamContent = ContentOf<typeof team>;
export type TeamVariant = VariantOf<typeof team>;
