import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, Link, list, Picture, prose } from './parts.ts';

export const aboutStory = defineSection({
  type: 'about-story',
  title: 'Story',
  description: 'Who makes this, and why.',
  variants: {
    text: 'A column to read.',
    split: 'Words beside a picture.',
    chapters: 'Several chapters, each with its picture.',
  },
  content: z.object({
    ...headings,
    text: prose(4000, 'The story; empty lines part paragraphs.'),
    picture: Picture.optional(),
    chapters: list(
      z.object({
        title: line(80, 'Heading of the chapter.'),
        text: prose(1500, 'The chapter.'),
        picture: Picture.optional(),
      }),
      [0, 8],
      'Further chapters.',
    ).default([]),
    signature: line(80, 'Who tells it.').optional(),
    link: Link.optional(),
  }),
  example: {
    eyebrow: 'Our story',
    heading: 'Two looms and a stubborn idea',
    text: 'In 2016 we bought two looms nobody wanted any more.\n\nThey are slow, they are loud, and what they make lasts. We have bought nine more since.',
    chapters: [
      { title: 'The flax', text: 'It grows in Normandy, four months from seed to field, with rain and nothing else.' },
      { title: 'The mill', text: 'Eleven people in Guimarães, most of them since the first year.' },
    ],
    signature: 'Rita and Paulo',
  },
});
export type AboutStoryContent = ContentOf<typeof aboutStory>;
export type AboutStoryVariant = VariantOf<typeof aboutStory>;
