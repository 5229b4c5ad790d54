import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Href, line, list, Picture, prose } from './parts.ts';

export const socialProof = defineSection({
  type: 'social-proof',
  title: 'Known from',
  description: 'Names, marks and ratings that others give the shop.',
  variants: {
    logos: 'Marks in a row.',
    press: 'Marks, each with what was written.',
    badges: 'Marks on small cards, with a rating.',
  },
  content: z.object({
    ...headings,
    items: list(
      z.object({
        name: line(80, 'Who it is.'),
        logo: Picture.optional().describe('Its mark; the name is shown without.'),
        quote: prose(240, 'What was said.').optional(),
        rating: z.number().min(0).max(5).optional().describe('Stars given, of five.'),
        href: Href.optional().describe('Where it can be read.'),
      }),
      [1, 16],
      'Who knows the shop.',
    ),
  }),
  example: {
    heading: 'Written about us',
    items: [
      { name: 'The Slow Review', quote: 'The shirt we stopped testing, because nobody gave it back.' },
      { name: 'Público', quote: 'Two looms, eleven people, one idea.' },
      { name: 'Trusted Reviews', rating: 4.9 },
      { name: 'Fair Cloth Index', rating: 4.5 },
    ],
  },
});
export type SocialProofContent = ContentOf<typeof socialProof>;
export type SocialProofVariant = VariantOf<typeof socialProof>;
