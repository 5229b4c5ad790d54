import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { embeddedLive } from './embedded-live.ts';
import { SyncEngine, type SyncLimits } from './engine.ts';
import rules from './instant.perms.ts';
import schema from './instant.schema.ts';
import { SyncSession } from './session.ts';
import { openShop, temporaryFolder } from './shop.test-support.ts';
import { openSyncStorage } from './storage.node.ts';

const appId = crypto.randomUUID();

/** An engine, sessions with it, what is said in them, and a clock to turn. */
async function prepare(t: TestContext, limits: Partial<SyncLimits> = {}) {
  const dataDir = await temporaryFolder(t);
  const clock = { now: 1_000_000 };
  const openStorage = (id: string) => openSyncStorage(dataDir, id);
  const engine = new SyncEngine({ schema, rules, isApp: () => true, openStorage, limits, now: () => clock.now });
  t.after(() => engine.close());
  const begin = () => {
    const said: { op: string; type?: string }[] = [];
    const closed: true[] = [];
    const session = new SyncSession(engine, appId, {
      send: (text) => void said.push(JSON.parse(text) as { op: string }),
      close: () => void closed.push(true),
    });
    t.after(() => session.close());
    return { session, said, closed };
  };
  return { engine, clock, begin };
}
const converse = async (t: TestContext, limits?: Partial<SyncLimits>) => {
  const { clock, begin } = await prepare(t, limits);
  return { clock, ...begin() };
};

test('a frame is paid for by its bytes before it is parsed, and there is more to spend later', async (t) => {
  const { session, said, clock } = await converse(t, { burst: 100, perSecond: 10, bytesPerMessage: 1000 });
  const parse = t.mock.method(JSON, 'parse');
  const parsed = (bytes: number) => {
    const before = parse.mock.callCount();
    // Neither JSON nor short: it costs its bytes alone. What is said back is parsed by this test.
    session.receive('['.repeat(bytes));
    return parse.mock.callCount() - before - 1 === 1;
  };
  assert.deepEqual([parsed(60_000), parsed(40_000), parsed(60_000)], [true, true, false]);
  assert.equal(said.at(-1)?.type, 'rate-limited');
  clock.now += 5_990;
  assert.equal(parsed(60_000), false);
  clock.now += 11;
  assert.equal(parsed(60_000), true);
});

test('what is refused for its number is named, as long as it is small', async (t) => {
  const { session, said } = await converse(t, { burst: 1, perSecond: 0, bytesPerMessage: 1000 });
  const message = (id: string) => JSON.stringify({ op: 'nothing', 'client-event-id': id });
  for (const id of ['a', 'b', 'c']) session.receive(message(id));
  await new Promise((resolve) => setImmediate(resolve));
  const named = said.map((answer) => [(answer as Record<string, unknown>)['client-event-id'], answer.type]);
  assert.deepEqual(named.slice(1), [
    ['b', 'rate-limited'],
    ['c', 'rate-limited'],
  ]);
});

test('bytes count, not characters', async (t) => {
  const { session, said } = await converse(t, { messageSize: 1000 });
  session.receive('é'.repeat(600), 1200);
  assert.equal(said.at(-1)?.type, 'validation-failed');
});

test('a line on which nobody says who he is ends after 30 seconds', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { session, said, closed } = await converse(t);
  session.receive(JSON.stringify({ op: 'init', 'app-id': appId }));
  while (said.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(said[0]?.op, 'init-ok');
  t.mock.timers.tick(29_999);
  assert.equal(closed.length, 0);
  t.mock.timers.tick(1);
  assert.equal(closed.length, 1);
});

test('a line of a guest stays', async (t) => {
  const { engine, begin } = await prepare(t);
  const { token } = await embeddedLive(engine).createGuest(appId, 'halden');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { session, said, closed } = begin();
  session.receive(JSON.stringify({ op: 'init', 'app-id': appId, 'refresh-token': token }));
  while (said.length === 0) await new Promise((resolve) => setImmediate(resolve));
  t.mock.timers.tick(60_000);
  assert.equal(closed.length, 0);
});

test('a frame of more than 256 KB ends its line before it is whole, one of 256 KB does not', async (t) => {
  const shop = await openShop(t);
  const ends = async (bytes: number) => {
    const socket = new WebSocket(`${shop.server.origin.replace('http', 'ws')}/runtime/session?app_id=${shop.appId}`);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const heard = new Promise<number>((resolve) => {
      socket.addEventListener('close', ({ code }) => resolve(code));
      socket.addEventListener('message', () => resolve(0));
    });
    socket.send('x'.repeat(bytes));
    const code = await heard;
    socket.close();
    return code;
  };
  assert.equal(await ends(256 * 1024), 0);
  assert.equal(await ends(256 * 1024 + 1), 1009);
});
