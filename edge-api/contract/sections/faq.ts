import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, line, Link, list, prose } from './parts.ts';

export const faq = defineSection({
  type: 'faq',
  title: 'Questions and answers',
  description: 'What people ask before they buy, answered.',
  variants: {
    accordion: 'Questions that open to show their answers.',
    columns: 'Questions with their answers in two columns.',
    split: 'Heading and a link for further questions on one side, questions on the other.',
  },
  content: z.object({
    ...headings,
    items: list(
      z.object({
        question: line(200, 'The question, as somebody would ask it.'),
        answer: prose(1500, 'The answer.'),
      }),
      [1, 40],
      'Questions, the most frequent first.',
    ),
    link: Link.optional().describe('Where to ask something else.'),
  }),
  example: {
    heading: 'Before you ask',
    items: [
      { question: 'How long does delivery take?', answer: 'Two to four working days within the European Union.' },
      {
        question: 'Can I send things back?',
        answer: 'Within thirty days, free of charge, even if you have washed them once.',
      },
      {
        question: 'Which size am I?',
        answer: 'Every product page has a table. Between two sizes, take the larger one.',
      },
    ],
    link: { label: 'Ask us something else', href: '/pages/contact' },
  },
});
export type FaqContent = ContentOf<typeof faq>;
export type FaqVariant = VariantOf<typeof faq>;
