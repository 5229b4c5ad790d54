import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ProvisioningError } from './turso-api.ts';
import { tursoProvisioning, type TursoSettings } from './turso.ts';

/** What the server answers to one call; `hang` answers nothing. Shapes are those of Turso's documentation. */
type Reply =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly text?: string;
      readonly headers?: Record<string, string>;
    }
  | 'hang'
  | 'cut';
interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

const made = (name: string): Reply => ({
  status: 200,
  body: { database: { DbId: '0eb771dd-6906-11ee-8553-eaa7715aeaf2', Hostname: `${name}-acme.turso.io`, Name: name } },
});
const minted: Reply = { status: 200, body: { jwt: 'database-token' } };
const deleted = (name: string): Reply => ({ status: 200, body: { database: name } });
const refusal = (status: number, error: string, headers = {}): Reply => ({ status, body: { error }, headers });

const DATABASES = '/v1/organizations/acme/databases';
const calls: Call[] = [];
let replies: Reply[] = [];
const waits: number[] = [];
let server: Server;
let apiUrl = '';

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text === '' ? undefined : JSON.parse(text);
}

before(async () => {
  server = createServer((request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://turso.test');
      const body = await bodyOf(request);
      const { authorization } = request.headers;
      calls.push({
        method: request.method ?? '',
        path: pathname,
        query: Object.fromEntries(searchParams),
        authorization,
        body,
      });
      const reply = replies.shift() ?? refusal(500, 'the test has no answer left');
      if (reply === 'hang') return;
      if (reply === 'cut') return void request.socket.destroy();
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.text ?? JSON.stringify(reply.body ?? {}));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  apiUrl = `http://127.0.0.1:${address.port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  calls.length = 0;
  waits.length = 0;
  replies = [];
});

const turso = (more: Partial<TursoSettings> = {}) =>
  tursoProvisioning({
    apiUrl,
    apiToken: 'platform-token',
    organization: 'acme',
    group: 'default',
    prefix: 'shop',
    template: null,
    tokenExpiration: 'never',
    timeoutMs: 200,
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
    ...more,
  });
const answering = (...answers: Reply[]) => void (replies = answers);
const paths = () => calls.map(({ method, path }) => `${method} ${path.replace(DATABASES, '')}`);
const failsAs = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ProvisioningError, String(error));
  assert.equal(error.code, code, error.message);
  assert.ok(!JSON.stringify([error.message, String(error.cause)]).includes('platform-token'));
  return true;
};

describe('databases at Turso', () => {
  test('a database is made in the group, with a token of its own that may write', async () => {
    answering(made('shop-ada-1'), minted);
    assert.deepEqual(await turso({ tokenExpiration: '4w2d' }).create('ada-1'), {
      url: 'https://shop-ada-1-acme.turso.io/',
      token: 'database-token',
    });
    assert.deepEqual(calls, [
      {
        method: 'POST',
        path: DATABASES,
        query: {},
        authorization: 'Bearer platform-token',
        body: { name: 'shop-ada-1', group: 'default' },
      },
      {
        method: 'POST',
        path: `${DATABASES}/shop-ada-1/auth/tokens`,
        query: { expiration: '4w2d', authorization: 'full-access' },
        authorization: 'Bearer platform-token',
        body: undefined,
      },
    ]);
  });

  test('with a template, a database begins as a copy of it', async () => {
    answering(made('shop-ada-1'), minted);
    await turso({ template: 'store-template' }).create('ada-1');
    const seed = { type: 'database', name: 'store-template' };
    assert.deepEqual(calls[0]?.body, { name: 'shop-ada-1', group: 'default', seed });
  });

  test('what a killed attempt left goes before the database is made anew', async () => {
    answering(
      refusal(409, 'database with name [shop-ada-1] already exists'),
      deleted('shop-ada-1'),
      made('shop-ada-1'),
      minted,
    );
    await turso().create('ada-1');
    assert.deepEqual(paths(), ['POST ', 'DELETE /shop-ada-1', 'POST ', 'POST /shop-ada-1/auth/tokens']);
  });

  test('a database is removed, also when it is gone already', async () => {
    answering(deleted('shop-ada-1'), refusal(404, 'could not find database with name [shop-ada-1]: record not found'));
    await turso().destroy('ada-1');
    await turso().destroy('ada-1');
    assert.deepEqual(paths(), ['DELETE /shop-ada-1', 'DELETE /shop-ada-1']);
  });

  test('whether there is a database is asked, and only 404 means no', async () => {
    answering(made('shop-ada-1'), refusal(404, 'could not find database'), refusal(400, 'bad name'));
    assert.equal(await turso().exists('ada-1'), true);
    assert.equal(await turso().exists('ada-1'), false);
    await assert.rejects(turso().exists('ada-1'), failsAs('provisioning_refused'));
  });

  test('a rotation makes earlier tokens worthless and mints the next', async () => {
    answering({ status: 200, text: '' }, minted);
    assert.equal(await turso().rotateToken?.('ada-1'), 'database-token');
    assert.deepEqual(paths(), ['POST /shop-ada-1/auth/rotate', 'POST /shop-ada-1/auth/tokens']);
  });

  test('only our databases of the group are listed', async () => {
    answering({ status: 200, body: { databases: [{ Name: 'shop-b' }, { Name: 'shop-a' }, { Name: 'others' }] } });
    assert.deepEqual(await turso().list?.(), ['a', 'b']);
    assert.deepEqual(calls[0]?.query, { group: 'default' });
  });
});

describe('what Turso refuses is told with a code', () => {
  const create = () => turso().create('ada-1');
  const cases: [what: string, reply: Reply, code: string, says: RegExp][] = [
    ['401', refusal(401, 'unauthorized: token is invalid'), 'provisioning_unauthorized', /TURSO_API_TOKEN.*"acme"/],
    ['403', refusal(403, 'forbidden'), 'provisioning_unauthorized', /TURSO_API_TOKEN/],
    ['a group that is not there', refusal(400, 'group not found'), 'provisioning_group_unknown', /no group "default"/],
    ['an organization that is not there', refusal(404, 'organization not found'), 'provisioning_refused', /404/],
    ['422', refusal(422, 'invalid database name'), 'provisioning_refused', /422, invalid database name/],
    ['a quota', refusal(402, 'databases quota exceeded'), 'provisioning_refused', /quota exceeded/],
    ['an answer that is no JSON', { status: 400, text: '<html>' }, 'provisioning_refused', /without a reason/],
    ['an answer we do not know', { status: 200, body: { jwt: 'secret' } }, 'provisioning_refused', /do not know/],
  ];
  for (const [what, reply, code, says] of cases)
    test(what, async () => {
      answering(reply);
      await assert.rejects(create(), (error: Error) => failsAs(code)(error) && says.test(error.message));
      assert.equal(calls.length, 1);
      assert.deepEqual(waits, []);
    });

  test('a token of a database that is not there', async () => {
    answering(made('shop-ada-1'), refusal(404, 'could not find database'));
    await assert.rejects(create(), failsAs('provisioning_refused'));
  });
});

describe('what may be better in a moment is tried again', () => {
  const sum = () => waits.reduce((all, ms) => all + ms, 0);

  test('429: never sooner than Turso asks', async () => {
    answering(refusal(429, 'rate limit exceeded', { 'retry-after': '3' }), made('shop-ada-1'), minted);
    await turso().create('ada-1');
    assert.ok(waits.length === 1 && sum() >= 3000 && sum() < 4000, String(waits));
  });

  test('429 with a date, and without a word about when', async () => {
    const now = Date.parse('2026-11-21T10:00:00Z');
    const date = new Date(now + 5000).toUTCString();
    answering(refusal(429, 'slow down', { 'retry-after': date }), refusal(429, 'slow down'), deleted('shop-ada-1'));
    await turso({ now: () => now }).destroy('ada-1');
    assert.ok(waits[0]! >= 5000 && waits[0]! < 6000 && waits[1]! < 1000, String(waits));
  });

  test('429 for longer than anybody waits is told at once', async () => {
    answering(refusal(429, 'come back tomorrow', { 'retry-after': '86400' }));
    await assert.rejects(turso().create('ada-1'), failsAs('provisioning_rate_limited'));
    assert.deepEqual(waits, []);
  });

  test('a fault of Turso, with longer and longer waits, and not for ever', async () => {
    answering(...Array.from({ length: 9 }, () => refusal(503, 'upstream')));
    await assert.rejects(turso().create('ada-1'), failsAs('provisioning_unavailable'));
    assert.equal(calls.length, 6);
    assert.deepEqual(waits, [250, 500, 1000, 2000, 4000]);
  });

  test('a call that gets no answer; and if it had been made, what it made goes first', async () => {
    answering(
      'hang',
      refusal(409, 'database with name [shop-ada-1] already exists'),
      deleted('shop-ada-1'),
      made('shop-ada-1'),
      minted,
    );
    assert.equal((await turso().create('ada-1')).token, 'database-token');
    assert.equal(waits.length, 1);
  });

  test('a line that is cut', async () => {
    answering('cut', deleted('shop-ada-1'));
    await turso().destroy('ada-1');
    assert.equal(calls.length, 2);
  });

  test('those who were turned away at once do not all come back at once', async () => {
    const waitWith = async (random: () => number) => {
      waits.length = 0;
      answering(refusal(500, 'x'), deleted('shop-ada-1'));
      await turso({ random }).destroy('ada-1');
      return waits[0]!;
    };
    assert.ok((await waitWith(() => 0.1)) < (await waitWith(() => 0.9)));
  });
});
