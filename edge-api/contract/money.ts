import { z } from '@hono/zod-openapi';

/** ISO 4217 code, upper case. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .openapi('Currency', { example: 'EUR' });

/** Currency to answer in, one of the store's `currencies`; its own when left out. */
export const AskedCurrency = Currency.optional();

/** An amount in the smallest unit of its currency: 1999 EUR is 19.99 €, 1999 JPY is 1,999 ¥. */
export const Money = z.object({ amountMinor: z.int(), currency: Currency }).openapi('Money');
export type Money = z.infer<typeof Money>;
