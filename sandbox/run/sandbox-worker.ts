/**
 * A Worker that does nothing but render blocks, to stand behind a service binding: it has no bindings of its own, and what
 * ends it ends no request of a shop's API. It is sent one request as JSON, or a list, and answers results alike.
 */
import engine from './engine.wasm';
import { renderOnce } from './in-process.ts';
import type { RenderRequest } from './port.ts';

export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const asked = (await request.json()) as RenderRequest | readonly RenderRequest[];
    return Response.json(
      Array.isArray(asked)
        ? asked.map((each: RenderRequest) => renderOnce(engine, each))
        : renderOnce(engine, asked as RenderRequest),
    );
  },
};
