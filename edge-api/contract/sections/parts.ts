import { z } from '@hono/zod-openapi';
import { Handle } from '../products.ts';

/**
 * What sections are made of. Each part says in words what it is for, because generators read its JSON Schema; lengths are in
 * UTF-16 code units. Texts are plain: nothing in a section is HTML.
 */

/** Characters that no text of a section may hold: they move cursors, turn text around, or cannot be seen. */
const PLAIN = /^[^\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]*$/u;
/** The same, with line ends and tabs. */
export const PROSE = /^(?:[^\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\n\t])*$/u;

/** A text of one line. */
export const line = (most: number, what: string) =>
  z.string().trim().min(1).max(most).regex(PLAIN, 'must be plain text, in one line').describe(what);

/** A text of several paragraphs, parted by empty lines. */
export const prose = (most: number, what: string) =>
  z.string().trim().min(1).max(most).regex(PROSE, 'must be plain text').describe(what);

/** Up to so many things of one kind. */
export const list = <Item extends z.ZodType>(item: Item, [least, most]: readonly [number, number], what: string) =>
  z.array(item).min(least).max(most).describe(what);

/** Where a link may lead: the web, a mail, a telephone, a path of the same site, or a place on the same page. */
export const Href = z
  .string()
  .trim()
  .max(2048)
  .regex(
    /^(?:https?:\/\/[^\s"'<>\\^`{|}]+|mailto:[^\s"'<>\\]+|tel:\+?[\d().\s-]{3,30}|\/(?![/\\])[^\s"'<>\\]*|#[\w-]{1,64})$/i,
    'must be an address on the web, a path, #a-place, mailto: or tel:',
  )
  .describe('Where it leads: https://…, a path of the shop such as /collections/summer, #a-place, mailto:… or tel:….');

/** A link with its words. */
export const Link = z
  .object({
    label: line(60, 'What the link or button says: a verb and a noun, such as "See the collection".'),
    href: Href,
  })
  .meta({ id: 'SectionLink', title: 'Link' });
export type Link = z.infer<typeof Link>;

/** A picture. What the media library knows of it, such as its size, is filled in when the section is shown. */
export const Picture = z
  .object({
    src: z
      .string()
      .trim()
      .max(2048)
      .regex(
        /^(?:https:\/\/[^\s"'<>\\^`{|}]+|\/(?![/\\])[^\s"'<>\\]*)$/i,
        'must be an https address or a path of the shop',
      )
      .describe('Address of the picture: https://…, or a path of the shop such as one of its media library.'),
    alt: z
      .string()
      .trim()
      .max(300)
      .regex(PLAIN, 'must be plain text, in one line')
      .default('')
      .describe('What is to be seen, for who cannot see it; empty for mere decoration.'),
    width: z.int().min(1).max(20_000).optional().describe('Width of the original in pixels.'),
    height: z.int().min(1).max(20_000).optional().describe('Height of the original in pixels.'),
    sized: z
      .string()
      .max(2048)
      .regex(/^(?:https:\/\/|\/(?![/\\]))[^\s"'<>\\^`|]*\{width\}[^\s"'<>\\^`|]*$/i, 'must be an address with {width}')
      .optional()
      .describe('Address of the picture at a width, with {width} in place of its pixels.'),
    focus: z
      .object({
        x: z.number().min(0).max(100).describe('From the left, in percent.'),
        y: z.number().min(0).max(100).describe('From the top, in percent.'),
      })
      .optional()
      .describe('The point that stays in sight when the picture is cropped.'),
  })
  .meta({ id: 'SectionPicture', title: 'Picture' });
export type Picture = z.infer<typeof Picture>;

/** Names of the drawings that sections may show. */
export const ICONS = [
  'award',
  'bag',
  'bolt',
  'box',
  'calendar',
  'chat',
  'check',
  'clock',
  'globe',
  'hand',
  'heart',
  'home',
  'leaf',
  'lock',
  'mail',
  'map-pin',
  'percent',
  'phone',
  'recycle',
  'refresh',
  'shield',
  'sparkle',
  'star',
  'sun',
  'tag',
  'truck',
  'user',
  'wallet',
] as const;
export const Icon = z
  .enum(ICONS)
  .describe('A drawing of the shop’s own set.')
  .meta({ id: 'SectionIcon', title: 'Icon' });
export type Icon = z.infer<typeof Icon>;

/** The words above a section: a short line, the heading, an introduction. */
export const headings = {
  eyebrow: line(60, 'A short line above the heading, such as "New this week".').optional(),
  heading: line(120, 'Heading of the section.').optional(),
  intro: prose(400, 'One or two sentences below the heading.').optional(),
};

/** Where the products of a section come from. */
export const ProductSource = z
  .discriminatedUnion('from', [
    z.object({ from: z.literal('featured') }).describe('The shop’s products in their own order.'),
    z.object({ from: z.literal('category'), collection: Handle.describe('Handle of the collection.') }),
    z.object({ from: z.literal('search'), query: line(200, 'What is searched for.') }),
    z.object({ from: z.literal('picked'), handles: list(Handle, [1, 24], 'Handles of the products, in order.') }),
  ])
  .describe('Where the products come from.')
  .meta({ id: 'SectionProductSource', title: 'Products' });
export type ProductSource = z.infer<typeof ProductSource>;

/** How a section stands on its page, whatever its type. */
export const SectionSettings = z
  .object({
    tone: z
      .enum(['plain', 'soft', 'accent', 'dark'])
      .default('plain')
      .describe('Background: that of the page, a soft one, the accent colour, or dark.'),
    spacing: z.enum(['none', 'small', 'medium', 'large']).default('medium').describe('Room above and below.'),
    width: z
      .enum(['narrow', 'normal', 'wide', 'full'])
      .default('normal')
      .describe('How wide what is in it may become.'),
    anchor: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and dashes')
      .optional()
      .describe('Name to link to as #name.'),
  })
  .meta({ id: 'SectionSettings', title: 'Settings' });
export type SectionSettings = z.infer<typeof SectionSettings>;
