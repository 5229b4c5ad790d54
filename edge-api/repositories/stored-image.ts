import { z } from 'zod';
import { Image } from '../contract/products.ts';

/** A picture as it is kept: its placeholder is a colour or a data: URI, and old rows know of none. */
export const StoredImage = Image.omit({ sized: true }).extend({ placeholder: z.string().nullable().default(null) });
export type StoredImage = z.infer<typeof StoredImage>;

const TINY_PICTURE = /^data:image\/(?:png|jpeg|webp|gif|avif);base64,[a-z0-9+/]+=*$/i;

/** Whether a text can stand in for a picture: a colour, or a picture of a few pixels within the text. */
export const isPlaceholder = (text: string): boolean =>
  /^#[0-9a-f]{6}$/i.test(text) || (text.length <= 2000 && TINY_PICTURE.test(text));
