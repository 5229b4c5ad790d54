import { z } from '@hono/zod-openapi';

const HOST = /^(?:\[[0-9a-f:.]+\]|[^\s/?#@\\:[\]*%]+)$/iu;
const SHAPE = /^(https?):\/\/([^/?#@\\\s]+?)(?::(\d{1,5}))?$/iu;

/**
 * The one form of an origin, as browsers send it: lower case, punycode, no default port. Undefined for everything that is
 * not exactly a scheme, a host and perhaps a port, and for hosts that only look like another: a text that reads
 * `shop.example` and is one only after somebody's clean-up would let two parties mean different hosts by it.
 */
export function parseOrigin(text: string): string | undefined {
  const [, , host = ''] = SHAPE.exec(text) ?? [];
  if (!HOST.test(host) || text.length > 300 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.origin === 'null' || url.username !== '' || url.pathname !== '/' || url.port === '0') return undefined;
  const labels = url.hostname.split('.');
  if (labels.includes('')) return undefined;
  const given = host.toLowerCase().split('.');
  const same = given.every((label, index) =>
    isAscii(label) ? label === labels[index] : (labels[index] ?? '').startsWith('xn--'),
  );
  return same && given.length === labels.length ? url.origin : undefined;
}

const isAscii = (text: string): boolean => [...text].every((char) => char.charCodeAt(0) < 128);

export const Origin = z
  .string()
  .max(300)
  .refine((text) => parseOrigin(text) !== undefined, {
    error: 'must be an origin such as https://shop.example: scheme, host, perhaps a port, nothing else',
  })
  .transform((text) => parseOrigin(text) ?? text)
  .openapi('Origin', { type: 'string', example: 'https://shop.example' });

/** Origins whose pages may fill carts and place orders; an empty list means every origin. */
export const StoreOrigins = z.object({ origins: z.array(z.string()) }).openapi('StoreOrigins');
export type StoreOrigins = z.infer<typeof StoreOrigins>;

/** `PUT …/origins`. */
export const SetStoreOrigins = z.object({ origins: z.array(Origin).max(100) }).openapi('SetStoreOrigins');
export type SetStoreOrigins = z.infer<typeof SetStoreOrigins>;
