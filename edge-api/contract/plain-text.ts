import { z } from '@hono/zod-openapi';

/**
 * A text of one line that somebody gives a thing, such as its name, of at most so many characters. Such texts are shown in
 * terminals, too: what moves a cursor there, or turns the text around, is no part of one.
 */
export const plainText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\u061c\u2028-\u202e\u2066-\u2069]*$/u, 'must be plain text, in one line');
