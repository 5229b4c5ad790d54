import { z } from '@hono/zod-openapi';
import { defineSection, type ContentOf, type VariantOf } from './define-section.ts';
import { headings, Href, line, Link, list, Picture } from './parts.ts';

export const contactInfo = defineSection({
  type: 'contact-info',
  title: 'Contact',
  description: 'Where the shop is, when it is open, and how to reach it.',
  variants: {
    cards: 'Each way on a card of its own.',
    split: 'Ways to reach the shop beside a picture.',
    list: 'One below the other, in small print.',
  },
  content: z.object({
    ...headings,
    address: list(line(120, 'One line of the address.'), [0, 6], 'The address, line by line.').default([]),
    email: z.email().max(254).optional().describe('E-mail address.'),
    phone: line(40, 'Telephone, as it is written for people.').optional(),
    hours: list(
      z.object({
        days: line(60, 'Days, such as "Monday to Friday".'),
        times: line(60, 'Times, such as "10–18", or "closed".'),
      }),
      [0, 8],
      'When it is open.',
    ).default([]),
    map: Href.optional().describe('Address of a map.'),
    links: list(Link, [0, 6], 'Further ways, such as social networks.').default([]),
    picture: Picture.optional(),
  }),
  example: {
    heading: 'Come by',
    address: ['Rua das Flores 48', '4050-262 Porto', 'Portugal'],
    email: 'ola@halden.example',
    phone: '+351 22 000 0000',
    hours: [
      { days: 'Monday to Friday', times: '10–19' },
      { days: 'Saturday', times: '10–14' },
    ],
    links: [{ label: 'Instagram', href: 'https://instagram.com/halden.example' }],
  },
});
export type ContactInfoContent = ContentOf<typeof contactInfo>;
export type ContactInfoVariant = VariantOf<typeof contactInfo>;
