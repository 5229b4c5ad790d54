import type { IncomingMessage } from 'node:http';
import type { Context, Next } from 'koa';

/** What a test tells the fixture server to answer; see `elements/internal/fixtures.test-support.ts`. */
export interface FixtureAnswer {
  readonly status?: number;
  readonly body?: unknown;
  /** Keeps the answer back until the test releases this name. */
  readonly hold?: string;
  /** Cuts the connection instead of answering. */
  readonly cut?: boolean;
}

interface Scenario {
  /** By "METHOD /path?query" below the store, or "METHOD /path" for any query. */
  answers: Record<string, FixtureAnswer>;
  requests: { method: string; path: string; body: string; aborted: boolean }[];
  held: Map<string, (() => void)[]>;
  released: Set<string>;
}

const ROOT = '/fixture-api/';

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

/**
 * A small HTTP server inside the test runner's: a test describes a scenario, elements then talk to it as to the API.
 * `/fixture-api/<id>` is the API's base; `/fixture-api/<id>/!answers`, `!requests` and `!release` are for the test.
 */
export function fixtureApi() {
  const scenarios = new Map<string, Scenario>();

  return async function fixtureApi(context: Context, next: Next): Promise<void> {
    if (!context.path.startsWith(ROOT)) return next();
    const [id = '', ...rest] = context.path.slice(ROOT.length).split('/');
    let scenario = scenarios.get(id);
    if (!scenario) scenarios.set(id, (scenario = { answers: {}, requests: [], held: new Map(), released: new Set() }));
    context.set('cache-control', 'no-store');

    if (rest[0] === '!answers') {
      Object.assign(scenario.answers, JSON.parse(await read(context.req)) as Scenario['answers']);
      context.status = 204;
      return;
    }
    if (rest[0] === '!requests') {
      context.body = scenario.requests;
      return;
    }
    if (rest[0] === '!release') {
      const name = rest[1] ?? '';
      scenario.released.add(name);
      for (const release of scenario.held.get(name) ?? []) release();
      context.status = 204;
      return;
    }

    const path = `/${rest.slice(3).join('/')}`.replace(/\/$/, '');
    const request = {
      method: context.method,
      path: path + context.search,
      body: await read(context.req),
      aborted: false,
    };
    scenario.requests.push(request);
    const answer =
      scenario.answers[`${context.method} ${path}${context.search}`] ?? scenario.answers[`${context.method} ${path}`];
    const { hold } = answer ?? {};
    context.res.once('close', () => (request.aborted = !context.res.writableFinished));
    if (hold && !scenario.released.has(hold)) {
      const held = scenario.held;
      await new Promise<void>((release) => held.set(hold, [...(held.get(hold) ?? []), release]));
    }
    if (answer?.cut) {
      context.respond = false;
      context.req.socket.destroy();
      return;
    }
    context.status = answer ? (answer.status ?? 200) : 404;
    context.type = 'json';
    context.body = JSON.stringify(
      answer?.body ?? {
        error: {
          code: 'not_found',
          message: `The fixture has no answer for ${request.path}.`,
          docs: '',
          requestId: 'test',
        },
      },
    );
  };
}
