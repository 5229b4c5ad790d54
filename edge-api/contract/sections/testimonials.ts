import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, list, Picture, prose } from './parts.ts';

export const testimonials = defineSection({
  type: 'testimonials',
  title: 'Testimonials',
  description: 'What customers say, in their own words.',
  variants: {
    carousel: 'One row to look through.',
    grid: 'In columns of one height.',
    single: 'One at a time, in large letters.',
    masonry: 'In columns, each as high as it is.',
  },
  content: z.object({
    ...headings,
    items: list(
      z.object({
        quote: prose(600, 'What was said, without quotation marks.'),
        name: line(80, 'Who said it.'),
        role: line(80, 'What he or she is, such as "Baker in Porto".').optional(),
        picture: Picture.optional(),
        rating: z.number().min(1).max(5).multipleOf(0.5).optional().describe('Stars given, one to five.'),
      }),
      [1, 24],
      'The words of customers.',
    ),
  }),
  example: {
    heading: 'Worn, washed, worn again',
    items: [
      { quote: 'Three summers in, and it only got softer.', name: 'Inês Duarte', role: 'Gardener in Évora', rating: 5 },
      { quote: 'They mended a tear I made myself, and wrote me a note with it.', name: 'Tom Okafor', rating: 5 },
      { quote: 'The first shirt that fits my shoulders and my budget.', name: 'Maja Lind', role: 'Nurse', rating: 4.5 },
    ],
  },
});
export type TestimonialsContent = ContentOf<typeof testimonials>;
export type TestimonialsVariant = VariantOf<typeof testimonials>;
