import type { MiddlewareHandler } from 'hono';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { ErrorAnswer, STATUS, type ErrorCode } from '../contract/errors.ts';
import { refusedBySchema } from '../middleware/answer-error.ts';
import type { StoreScope } from '../contract/keys.ts';
import type { AdminEnv, AppEnv, PlainEnv, StoreEnv } from '../middleware/env.ts';

/** What its schemas refuse becomes `invalid_request` with the issues. */
const group = <Env extends PlainEnv>() =>
  new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw refusedBySchema(result.error);
    },
  });

/** The whole app, which knows whatever its middleware puts there. */
export const appRouter = () => group<AppEnv>();

/** A group of routes. A store, and what may be done to it, they have from their guards: see `needs` and `platformKey`. */
export const router = () => group<PlainEnv>();

/** A group of routes under `/v1/stores/{store}`, whose store the app has opened. */
export const storeRouter = () => group<StoreEnv>();

/** A JSON body, of an answer or a request. */
export const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

type ErrorResponse = { description: string; content: { 'application/json': { schema: typeof ErrorAnswer } } };

/** Errors any route of a store may answer, besides its own. */
const EVERYWHERE = [
  'invalid_request',
  'unauthorized',
  'origin_not_allowed',
  'store_not_found',
  'address_too_long',
  'store_suspended',
  'trial_ended',
  'limit_reached',
  'rate_limited',
  'internal',
  'store_unavailable',
] as const;
type Everywhere = (typeof EVERYWHERE)[number];

/** Declares the errors of a route, by status. */
export function errors<Code extends ErrorCode = never>(
  ...codes: Code[]
): { [Status in (typeof STATUS)[Code | Everywhere]]: ErrorResponse } {
  return declare([...EVERYWHERE, ...codes]) as { [Status in (typeof STATUS)[Code | Everywhere]]: ErrorResponse };
}

// The loop fills in exactly the statuses of the callers' types.
function declare(codes: readonly ErrorCode[]): Record<number, ErrorResponse> {
  const byStatus: Record<number, ErrorResponse> = {};
  for (const code of codes) {
    const known = byStatus[STATUS[code]];
    byStatus[STATUS[code]] = {
      description: known ? `${known.description}, \`${code}\`` : `\`${code}\``,
      content: json(ErrorAnswer),
    };
  }
  return byStatus;
}

/** Errors any route behind a key may answer, besides its own. Whatever is wrong with a key, the answer is the same. */
const BEHIND_KEYS = [
  'invalid_request',
  'unauthorized',
  'store_not_found',
  'address_too_long',
  'store_suspended',
  'trial_ended',
  'rate_limited',
  'internal',
  'store_unavailable',
] as const;

/** Declares the errors of a route behind a key, by status. */
export function adminErrors<Code extends ErrorCode = never>(
  ...codes: Code[]
): { [Status in (typeof STATUS)[Code | (typeof BEHIND_KEYS)[number]]]: ErrorResponse } {
  return declare([...BEHIND_KEYS, ...codes]) as {
    [Status in (typeof STATUS)[Code | (typeof BEHIND_KEYS)[number]]]: ErrorResponse;
  };
}

/** What routes behind a key are built with. */
export interface AdminRouting {
  /** Lets only keys pass that may do this to the store in the path. */
  readonly needs: (scope: StoreScope) => MiddlewareHandler<AdminEnv>;
  /** For the OpenAPI document. */
  readonly security: { [scheme: string]: string[] }[];
}

/** The store in the path. */
export const StoreParam = z.object({
  store: z
    .string()
    .openapi({ param: { name: 'store', in: 'path' }, description: 'Handle of the store.', example: 'halden' }),
});
