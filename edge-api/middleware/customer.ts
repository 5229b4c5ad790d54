import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../services/errors.ts';
import type { StoreEnv } from './env.ts';

/** The token a page shows for whoever is signed in, if it shows one. */
export const pageToken = (c: Context<StoreEnv>): string | null =>
  /^Bearer (vcs_[\w-]{16,128})$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;

/** Where the browser says the page is; null where nobody said anything. */
export const pageOrigin = (c: Context<StoreEnv>): string | null => c.req.header('origin') ?? null;

/**
 * Says who is signed in on the page that asks: `customer` is the id of a customer of the store that was opened, or null.
 * A token that is good no more is nobody's: the page goes on as a guest's, and hears of it from the customer's own routes.
 */
export const findCustomer: MiddlewareHandler<StoreEnv> = async (c, next) => {
  const token = pageToken(c);
  const found = token === null ? null : await c.var.services.accountTokens.read(token, pageOrigin(c));
  c.set('customer', found?.customerId ?? null);
  return next();
};

/** Who is signed in; throws `customer_token_invalid` when nobody is. */
export function signedIn(c: Context<StoreEnv>): { readonly customerId: string } {
  const { customer } = c.var;
  if (customer === null) throw new ApiError('customer_token_invalid', 'Nobody is signed in by this.');
  return { customerId: customer };
}
