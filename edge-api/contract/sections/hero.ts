import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { line, Link, list, Picture, prose } from './parts.ts';

export const hero = defineSection({
  type: 'hero',
  title: 'Hero',
  description: 'The first thing on a page: one promise in large letters, a picture, and what to do next.',
  variants: {
    centred: 'Words in the middle, the picture below them.',
    'split-left': 'Words beside the picture, which stands on the left.',
    'split-right': 'Words beside the picture, which stands on the right.',
    overlay: 'Words over the picture, which fills the section.',
    minimal: 'Words alone, with much room.',
  },
  content: z.object({
    eyebrow: line(60, 'A short line above the heading.').optional(),
    heading: line(120, 'The promise, in a few words.'),
    text: prose(400, 'One or two sentences that say more.').optional(),
    actions: list(Link, [0, 2], 'What to do next: the first is a button, the second a quieter one.').default([]),
    picture: Picture.optional(),
  }),
  example: {
    eyebrow: 'Spring 2027',
    heading: 'Linen that gets better every summer',
    text: 'Woven in Portugal from European flax, cut to be worn for years. Free returns for thirty days.',
    actions: [
      { label: 'See the collection', href: '/collections/linen' },
      { label: 'How it is made', href: '/pages/how-it-is-made' },
    ],
    picture: { src: '/demo/sections/linen.jpg', alt: 'A linen shirt on a line in the sun', width: 1600, height: 1067 },
  },
});
export type HeroContent = ContentOf<typeof hero>;
export type HeroVariant = VariantOf<typeof hero>;
