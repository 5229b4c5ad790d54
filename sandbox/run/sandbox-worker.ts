/**
 * A Worker that does nothing but run and clean blocks, to stand behind a service binding: it has no bindings of its own, and what
 * ends it ends no request of a shop's API. It is sent one errand as JSON, or a list, and answers results alike.
 */
import engine from './engine.wasm';
import { errandDone } from './in-process.ts';
import type { Errand } from './port.ts';

export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const asked = (await request.json()) as Errand | readonly Errand[];
    return Response.json(
      Array.isArray(asked)
        ? asked.map((each: Errand) => errandDone(engine, each))
        : errandDone(engine, asked as Errand),
    );
  },
};
