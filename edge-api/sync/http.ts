import { depthOf } from '../json-depth.ts';
import { adminQuery, adminRefreshToken, adminSignInGuest, adminTransact, findUser, userJson } from './admin.ts';
import { hashToken, type SyncApp } from './app.ts';
import type { SyncEngine } from './engine.ts';
import type { Actor } from './rules.ts';
import type { SseSessions } from './sse.ts';
import { SyncError, denied } from './sync-error.ts';

/** Who sends a request, as whoever took it knows. */
export interface SyncCaller {
  /** The address his lines are counted by; null when they are not. */
  readonly address: string | null;
  /** The one app whose host he came by; null or left out at the platform's own, where every app is. */
  readonly onlyApp?: string | null;
}

type Body = Record<string, unknown>;

/** What any page may send to `/runtime/*`. The refresh token is the only secret, and it travels in the body. */
const CORS = { 'access-control-allow-origin': '*', 'access-control-max-age': '86400' };
const json = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } });

function refusal(error: SyncError): Response {
  return json({ type: error.type, message: error.message, hint: error.hint }, error.status);
}

/** Bytes of one body, and how deep it may be nested; both are looked at before anything is parsed. */
const MAX_BODY = 256 * 1024;
const MAX_DEPTH = 32;

const tooLarge = (): SyncError => new SyncError('param-malformed', 'The body is too large.', {}, 413);

async function readBody(request: Request): Promise<Body> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) throw tooLarge();
  const reader = request.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MAX_BODY) {
      await reader?.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
  if (depthOf(text) > MAX_DEPTH) throw new SyncError('param-malformed', 'The body is nested too deep.');
  let body: unknown;
  try {
    body = JSON.parse(text || '{}');
  } catch {
    throw new SyncError('param-malformed', 'The body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new SyncError('param-malformed', 'The body is an object.');
  return { ...body };
}

const textOf = (body: Body, ...names: string[]): string => {
  for (const name of names) if (typeof body[name] === 'string') return body[name];
  throw new SyncError('param-missing', `Missing parameter: ["${names[0]}"]`, { in: [names[0]] });
};

/** The HTTP side of the protocol: signing in, the fallback of the socket, and the admin API. */
export function syncHttp(
  engine: SyncEngine,
  { adminToken, sse }: { adminToken: string | null; sse: SseSessions },
): (request: Request, caller?: SyncCaller) => Promise<Response | undefined> {
  const adminHash = adminToken === null ? null : hashToken(adminToken);

  async function isAdmin(request: Request): Promise<boolean> {
    const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    // Hashes are compared, so that the time it takes says nothing about the token.
    return given !== undefined && adminHash !== null && (await hashToken(given)) === (await adminHash);
  }

  async function runtime(path: string, request: Request, url: URL, caller?: SyncCaller): Promise<Response | undefined> {
    const onlyApp = caller?.onlyApp ?? null;
    const ownApp = (appId: string): string => {
      // In the words of the engine: at a store's host no other app is known to be any.
      if (onlyApp !== null && appId !== onlyApp)
        throw new SyncError('record-not-found', 'Record not found: app', { 'record-type': 'app' });
      return appId;
    };
    if (path === '/runtime/sse' && request.method === 'GET')
      return sse.open(ownApp(url.searchParams.get('app_id') ?? ''), caller?.address ?? null);
    if (request.method !== 'POST') return undefined;
    const body = await readBody(request);
    switch (path) {
      case '/runtime/sse':
        sse.push(body, onlyApp);
        return json({});
      case '/runtime/auth/verify_refresh_token':
        return engine.use(ownApp(textOf(body, 'app-id', 'app_id')), async (app) => {
          const token = textOf(body, 'refresh-token', 'refresh_token');
          const row = await app.userOf(token);
          if (!row)
            throw new SyncError('record-not-found', 'Record not found: app-user', { 'record-type': 'app-user' });
          return json({ user: userJson(app, row, token) });
        });
      case '/runtime/auth/sign_in_guest':
        // Guests are made by the edge alone, which fixes their store: the rules say so, and nothing here asks them again.
        throw denied('$users', 'create');
      case '/runtime/signout':
        return engine.use(ownApp(textOf(body, 'app_id', 'app-id')), async (app) => {
          await app.write('admin', [], {
            removeTokens: [await hashToken(textOf(body, 'refresh_token', 'refresh-token'))],
          });
          return json({});
        });
      default:
        return undefined;
    }
  }

  async function admin(path: string, request: Request, url: URL): Promise<Response | undefined> {
    const appId = request.headers.get('app-id') ?? url.searchParams.get('app_id') ?? '';
    // Whoever asks as somebody else is a server all the same: pages and shoppers come by `/runtime/`.
    if (!(await isAdmin(request))) {
      throw new SyncError('param-malformed', 'Malformed parameter: ["headers" "authorization"]', {}, 401);
    }
    const asToken = request.headers.get('as-token');
    const asGuest = request.headers.get('as-guest') !== null;
    return engine.use(appId, async (app) => {
      const body = request.method === 'POST' ? await readBody(request) : {};
      let actor: Actor = 'admin';
      if (asToken !== null) {
        const row = await app.userOf(asToken);
        if (!row) throw new SyncError('record-not-found', 'Record not found: app-user', { 'record-type': 'app-user' });
        actor = { userId: row.id };
      } else if (asGuest) actor = { userId: null };
      return adminRoute(app, `${request.method} ${path}`, body, url, actor);
    });
  }

  async function adminRoute(
    app: SyncApp,
    route: string,
    body: Body,
    url: URL,
    actor: Actor,
  ): Promise<Response | undefined> {
    if (route === 'POST /admin/query') {
      return json(adminQuery(app, engine.schema, actor, body['query'], Boolean(body['inference?'])));
    }
    if (route === 'POST /admin/transact')
      return json({ 'tx-id': await adminTransact(app, engine.schema, actor, body['steps']) });
    if (actor !== 'admin') throw new SyncError('param-malformed', 'Only the admin token opens this.', {}, 401);
    switch (route) {
      case 'POST /admin/refresh_tokens':
        return json(await adminRefreshToken(app, body));
      case 'POST /admin/sign_in_guest':
        return json(await adminSignInGuest(app, body));
      case 'POST /admin/sign_out': {
        if (typeof body['refresh_token'] === 'string') {
          await app.write('admin', [], { removeTokens: [await hashToken(body['refresh_token'])] });
        } else {
          const user = await findUser(app, body);
          if (user) await app.signOut(user.id);
        }
        return json({});
      }
      case 'GET /admin/users': {
        const user = await findUser(app, Object.fromEntries(url.searchParams));
        return json({ user: user ? userJson(app, user) : null });
      }
      case 'DELETE /admin/users': {
        const user = await findUser(app, Object.fromEntries(url.searchParams));
        if (user) await app.write('admin', [['delete-entity', user.id, '$users']]);
        return json({ deleted: user ? userJson(app, user) : null });
      }
      default:
        return undefined;
    }
  }

  return async function syncHttp(request, caller) {
    const url = new URL(request.url);
    const path = url.pathname;
    const isRuntime = path.startsWith('/runtime/');
    if (!isRuntime && !path.startsWith('/admin/')) return undefined;
    if (isRuntime && request.method === 'OPTIONS') {
      const asked = request.headers.get('access-control-request-headers') ?? 'content-type';
      const headers = /^[a-z0-9, -]{1,500}$/i.test(asked) ? asked : 'content-type';
      return new Response(null, {
        status: 204,
        headers: {
          ...CORS,
          'access-control-allow-methods': 'GET, POST, OPTIONS',
          'access-control-allow-headers': headers,
        },
      });
    }
    let response: Response;
    try {
      const answer = await (isRuntime ? runtime(path, request, url, caller) : admin(path, request, url));
      response =
        answer ?? json({ type: 'record-not-found', message: 'There is nothing at this address.', hint: {} }, 404);
    } catch (error) {
      if (error instanceof SyncError) response = refusal(error);
      else {
        engine.report(error);
        response = json({ type: 'unknown', message: 'Something went wrong.', hint: {} }, 500);
      }
    }
    if (isRuntime) for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}
