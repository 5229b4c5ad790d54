import type { MiddlewareHandler } from 'hono';
import { depthOf } from '../json-depth.ts';
import { ApiError, type Issue } from '../services/errors.ts';
import type { PlainEnv } from './env.ts';

const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 20;

const tooLarge = (maxBytes: number) => new ApiError('body_too_large', `A body is at most ${maxBytes / 1024} KB.`);

/** Reads a body, and stops as soon as it is too long: its length is the sender's claim. */
async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = request.body.getReader();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > maxBytes) {
        await reader.cancel();
        throw tooLarge(maxBytes);
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError('invalid_json', 'The body is not UTF-8 text.');
  }
}

/** The first text that a database could not keep whole: a NUL ends it there, half a character changes it. */
function unkeepable(value: unknown, path: string): Issue | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return { path, message: 'Text must not hold the character NUL.' };
    return /\p{Cs}/u.test(value) ? { path, message: 'Text must be well-formed Unicode.' } : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const issue = unkeepable(name, path) ?? unkeepable(inner, path ? `${path}.${name}` : name);
    if (issue) return issue;
  }
  return undefined;
}

/** Parses every body of at most so many bytes as JSON, whatever its content type says: `text/plain` spares browsers the preflight. */
export const jsonBodyOf =
  (maxBytes: number): MiddlewareHandler<PlainEnv> =>
  async (c, next) => {
    const { method } = c.req;
    if (method === 'GET' || method === 'HEAD') return next();
    const text = await readText(c.req.raw, maxBytes);
    if (text.trim() === '')
      throw new ApiError('invalid_json', 'The body is empty. Send JSON: {} where there is nothing to say.');
    if (depthOf(text) > MAX_DEPTH)
      throw new ApiError('invalid_json', `The body is nested more than ${MAX_DEPTH} levels deep.`);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new ApiError(
        'invalid_json',
        `The body is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}`,
      );
    }
    const issue = unkeepable(value, '');
    if (issue) throw new ApiError('invalid_request', `The request is not right: ${issue.message}`, { issues: [issue] });
    // The validators look at the content type, and read the body once more.
    const headers = new Headers(c.req.raw.headers);
    headers.set('content-type', 'application/json');
    c.req.raw = new Request(c.req.url, { method, headers, body: text });
    return next();
  };

/** Bodies of at most 256 KB. */
export const jsonBody = jsonBodyOf(MAX_BYTES);
