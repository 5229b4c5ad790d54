import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { line, Picture, prose } from './parts.ts';

export const newsletter = defineSection({
  type: 'newsletter',
  title: 'Newsletter',
  description: 'Asks for an e-mail address, with consent, so that the shop may write.',
  variants: {
    inline: 'One line: words, field, button.',
    centred: 'Words in the middle, the field below.',
    split: 'Words and field beside a picture.',
    card: 'On a card that stands out from the page.',
  },
  content: z.object({
    heading: line(120, 'Why one should sign up.'),
    text: prose(400, 'What comes, and how often.').optional(),
    button: line(40, 'What the button says.').optional(),
    consent: prose(400, 'What the shopper agrees to.').optional(),
    thanks: line(160, 'What is said when it worked.').optional(),
    picture: Picture.optional(),
  }),
  example: {
    heading: 'A letter, once a month',
    text: 'New things, old things mended, and nothing you can read elsewhere.',
    button: 'Sign up',
    consent: 'We write once a month. You can leave with one click.',
    thanks: 'Thank you. Please confirm the mail we have just sent you.',
  },
});
export type NewsletterContent = ContentOf<typeof newsletter>;
export type NewsletterVariant = VariantOf<typeof newsletter>;
