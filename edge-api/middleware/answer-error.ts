import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ErrorAnswer } from '../contract/errors.ts';
import { ApiError, type Issue } from '../services/errors.ts';
import { causeOf, type Log } from '../log.ts';
import type { AppEnv } from './env.ts';
import { routeOf } from './request-facts.ts';

/** Whether an error means that the database cannot be reached, rather than that we asked it wrongly. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (
    /^(SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|CORRUPT|NOTADB)|HRANA_WEBSOCKET_ERROR|SERVER_ERROR|ECONNREFUSED|UND_ERR)/.test(
      code,
    )
  )
    return true;
  if (
    // The last is what a database says that a restore is putting another in the place of: the next try finds that one.
    /fetch failed|ECONNREFUSED|Network connection lost|does not exist|TimeoutError|aborted due to timeout|vitrine:store_moved/i.test(
      `${error.name} ${error.message}`,
    )
  )
    return true;
  return error.cause !== undefined && isUnavailable(error.cause);
}

function asApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status === 400)
    return new ApiError('invalid_json', 'The body is not JSON.');
  if (isUnavailable(error))
    return new ApiError('store_unavailable', 'The shop cannot be reached right now. Please try again in a moment.');
  return undefined;
}

/** Answers any error in the one form there is. What we did not foresee becomes `internal`: logged whole, told to no one. */
export function answerError(error: unknown, c: Context<AppEnv>, log: Log): Response {
  const known = asApiError(error);
  const told = known ?? new ApiError('internal', 'Something went wrong on our side. It has been logged.');
  const unforeseen = known === error ? known?.cause : error;
  if (unforeseen !== undefined) {
    const { requestId, store } = c.var;
    const about = { requestId, ...(store ? { store: store.handle } : {}), method: c.req.method, route: routeOf(c) };
    log('error', told.code, { ...about, cause: causeOf(unforeseen) });
  }
  const answer: ErrorAnswer = {
    error: {
      code: told.code,
      message: told.message,
      docs: `${c.var.origin}/docs/errors/${told.code}`,
      requestId: c.var.requestId,
      ...(told.issues ? { issues: [...told.issues] } : {}),
    },
    ...(told.quote ? { quote: told.quote } : {}),
  };
  c.header('cache-control', 'no-store');
  if (told.code === 'unauthorized') c.header('www-authenticate', 'Bearer');
  const retryAfterS = told.retryAfterS ?? (told.code === 'store_unavailable' ? 2 : undefined);
  if (retryAfterS !== undefined) c.header('retry-after', String(retryAfterS));
  return c.json(answer, told.status);
}

/** The issues of a request that its schema refused, as one error. */
export function refusedBySchema(error: { issues: readonly { path: PropertyKey[]; message: string }[] }): ApiError {
  const issues: Issue[] = error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const first = issues[0];
  const where = first?.path ? `${first.path}: ` : '';
  return new ApiError('invalid_request', `The request is not right: ${where}${first?.message ?? 'see issues'}`, {
    issues,
  });
}
