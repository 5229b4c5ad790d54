import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { FaultBox } from './faults.ts';
import { entry, openShop, writeEntry } from './shop.test-support.ts';

/** Repeatable randomness (mulberry32), so that a failing seed can be run again: `FUZZ_SEED=7 node --test …`. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS = [
  'op',
  'q',
  'where',
  'or',
  'and',
  '$',
  '$in',
  '$not',
  '$isNull',
  'carts',
  'entries',
  'cart',
  'id',
  '$users',
  'mode',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'tx-steps',
  '',
];

/** Frames that are nearly right, in every way we could think of, and some that are not at all. */
function frames(random: () => number, known: { attrs: string[]; ids: string[]; init: object }) {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const junk = (depth = 0): unknown => {
    const kind = Math.floor(random() * (depth > 4 ? 6 : 9));
    if (kind === 0) return null;
    if (kind === 1) return random() < 0.5;
    if (kind === 2) return pick([0, -1, 1e308, 0.1, 9007199254740991]);
    if (kind === 3) return pick([...WORDS, ...known.attrs, ...known.ids, '?x', 'x'.repeat(5000), '\u0000\ud800']);
    if (kind < 6) return pick(WORDS);
    if (kind === 6) return Array.from({ length: Math.floor(random() * 5) }, () => junk(depth + 1));
    return Object.fromEntries(Array.from({ length: Math.floor(random() * 4) }, () => [pick(WORDS), junk(depth + 1)]));
  };
  const step = (): unknown => {
    if (random() < 0.1) return junk();
    const op = pick([
      'add-triple',
      'deep-merge-triple',
      'retract-triple',
      'delete-entity',
      'rule-params',
      'add-attr',
      'update-attr',
      'nonsense',
      'constructor',
    ]);
    const id = random() < 0.7 ? pick(known.ids) : junk();
    return [
      op,
      id,
      random() < 0.7 ? pick([...known.attrs, 'entries', 'carts']) : junk(),
      junk(),
      random() < 0.3 ? { mode: pick(['create', 'update', 'x']) } : junk(),
    ];
  };
  const message = (): unknown => {
    const id = random() < 0.9 ? `e${Math.floor(random() * 1e6)}` : junk();
    switch (Math.floor(random() * 8)) {
      case 0:
        return {
          op: 'transact',
          'client-event-id': id,
          'tx-steps': Array.from({ length: Math.floor(random() * 6) }, step),
        };
      case 1:
        return { op: 'transact', 'client-event-id': id, 'tx-steps': junk() };
      case 2:
        return {
          op: 'add-query',
          'client-event-id': id,
          q: { [pick(['carts', 'entries', 'orders', '$users', 'x'])]: junk() },
        };
      case 3:
        return {
          op: 'add-query',
          'client-event-id': id,
          q: { entries: { $: { where: junk(), limit: junk(), order: junk() }, cart: junk() } },
        };
      case 4:
        return {
          op: pick(['remove-query', 'join-room', 'start-sync', 'start-stream', 'toString', '__proto__']),
          'client-event-id': id,
          q: junk(),
        };
      case 5:
        return random() < 0.5 ? known.init : { ...known.init, 'refresh-token': junk() };
      case 6:
        return Array.from({ length: 3 }, message);
      default:
        return junk();
    }
  };
  const mutate = (text: string): string => {
    const at = Math.floor(random() * text.length);
    return (
      text.slice(0, at) + pick(['', '"', '{', ']', '\\', '9', '\u0000']) + text.slice(at + Math.floor(random() * 3))
    );
  };
  return (): string => {
    if (random() < 0.004) return `${'['.repeat(100_000)}`;
    if (random() < 0.004) return `{"op":"add-query","q":${'{"or":['.repeat(5_000)}${']}'.repeat(5_000)}}`;
    if (random() < 0.004)
      return JSON.stringify({
        op: 'transact',
        'tx-steps': [['add-triple', 'x'.repeat(random() < 0.1 ? 1_100_000 : 200_000)]],
      });
    const text = JSON.stringify(message()) ?? 'null';
    return random() < 0.2 ? mutate(text) : text;
  };
}

test(
  'whatever arrives, the server answers or closes politely, and keeps serving the others',
  { timeout: 60_000 },
  async (t) => {
    const reports: unknown[] = [];
    const shop = await openShop(t, { report: (error) => reports.push(error), limits: { burst: 1e9 } });
    const [bystander, guest] = [await shop.shopper(), await shop.shopper()];
    const client = await shop.connect(bystander);
    const own = entry();
    await shop.server.sync.live.appendEntries(shop.appId, guest.cartId, [own]);
    const known = await shop.server.sync.engine.use(shop.appId, (app) => ({
      attrs: [...app.model.attrs.keys()],
      ids: [own.id, guest.cartId, guest.userId, bystander.cartId, bystander.userId],
      init: { op: 'init', 'client-event-id': 'i', 'app-id': shop.appId, 'refresh-token': guest.token },
    }));
    const first = Number(process.env['FUZZ_SEED'] ?? 1);
    const seeds = Number(process.env['FUZZ_SEEDS'] ?? 12);
    for (let seed = first; seed < first + seeds; seed++) {
      const next = frames(randomOf(seed), known);
      const socket = new WebSocket(`${shop.server.origin.replace('http', 'ws')}/runtime/session?app_id=${shop.appId}`);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      let answers = 0;
      const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
      socket.addEventListener('message', ({ data }) => {
        answers++;
        assert.equal(typeof JSON.parse(String(data)).op, 'string', `seed ${seed}`);
      });
      if (seed % 4) socket.send(JSON.stringify(known.init));
      for (let frame = 0; frame < 250 && socket.readyState === socket.OPEN; frame++) socket.send(next());
      const marker = new Promise<void>((resolve) => {
        socket.addEventListener('message', ({ data }) => String(data).includes('the-last-one') && resolve());
      });
      if (socket.readyState === socket.OPEN)
        socket.send(JSON.stringify({ op: 'the-last-one', 'client-event-id': 'the-last-one' }));
      const code = await Promise.race([marker.then(() => 1000), closed]);
      assert.ok([1000, 1005, 1009].includes(code), `seed ${seed} closed with ${code}`);
      assert.ok(answers > 0, `seed ${seed}`);
      socket.close();
    }
    assert.deepEqual(reports, []);
    const { status } = await client.transact(writeEntry(client, bystander.cartId, entry()));
    assert.equal(status, 'synced');
    assert.equal((await shop.server.sync.live.readEntries(shop.appId, bystander.cartId)).length, 1);
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  },
);

test('a broken handshake ends its own socket and nothing else', async (t) => {
  const faults = new FaultBox();
  const shop = await openShop(t, { faults });
  const paths = [
    '//',
    '/runtime/session',
    '/runtime/session?app_id=../..',
    '/runtime/session?app_id=%',
    '/elsewhere',
    '*',
  ];
  for (const refusing of [false, true]) {
    faults.refuse(refusing);
    for (const path of paths) {
      for (const key of ['dGhlIHNhbXBsZSBub25jZQ==', 'short']) {
        const socket = connect(shop.server.port, '127.0.0.1');
        const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.on('error', () => undefined);
        socket.on('data', () => socket.destroy());
        const head = [`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket'];
        socket.write([...head, 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${key}`, '', ''].join('\r\n'));
        await ended;
      }
    }
  }
  faults.clear();
  assert.deepEqual(await shop.server.sync.live.readEntries(shop.appId, crypto.randomUUID()), []);
});

test('bad HTTP is answered with an error that says what is wrong', async (t) => {
  const shop = await openShop(t);
  const { origin } = shop.server;
  const random = randomOf(42);
  const next = frames(random, { attrs: [], ids: [shop.appId], init: {} });
  const paths = [
    '/runtime/auth/verify_refresh_token',
    '/runtime/auth/sign_in_guest',
    '/runtime/signout',
    '/runtime/sse',
    '/admin/query',
    '/admin/transact',
    '/admin/users',
    '/runtime/nothing',
  ];
  for (let count = 0; count < 120; count++) {
    const path = paths[Math.floor(random() * paths.length)]!;
    const headers = { authorization: 'Bearer only-for-tests', 'app-id': random() < 0.7 ? shop.appId : '../../etc' };
    const response = await fetch(origin + path, { method: 'POST', headers, body: next().slice(0, 10_000) });
    assert.ok(response.status >= 400 && response.status < 500, `${path} ${response.status}`);
    const { type, message } = (await response.json()) as Record<string, unknown>;
    assert.ok(typeof type === 'string' && typeof message === 'string');
  }
});
