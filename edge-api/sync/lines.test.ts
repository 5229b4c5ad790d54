import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { createEmbeddedSync } from './embedded.node.ts';
import { temporaryFolder } from './shop.test-support.ts';

const appId = crypto.randomUUID();

/** A sync server that takes three lines an address, and whose callers say in the address they ask for who they are. */
async function serve(t: TestContext) {
  const dataDir = await temporaryFolder(t);
  const sync = createEmbeddedSync({ dataDir, isApp: () => true, limits: { perAddress: 3 } });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    const address = new URL(request.url ?? '/', 'http://x').searchParams.get('from');
    sync.handleUpgrade(request, socket, head, { address });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    await sync.close();
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  const connect = (from?: string) =>
    new Promise<WebSocket | undefined>((resolve) => {
      const whose = from === undefined ? '' : `&from=${from}`;
      const socket = new WebSocket(`ws://127.0.0.1:${port}/runtime/session?app_id=${appId}${whose}`);
      socket.addEventListener('open', () => resolve(socket));
      socket.addEventListener('error', () => resolve(undefined));
    });
  const events = async (address: string | null) => {
    const answer = await sync.fetch(new Request(`http://x/runtime/sse?app_id=${appId}`), { address });
    assert.ok(answer);
    return answer;
  };
  return { sync, connect, events };
}

test('an address has so many lines open and no more, sockets and events together, and others have their own', async (t) => {
  const { sync, connect, events } = await serve(t);
  const [first, second] = [await connect('a'), await connect('a')];
  assert.ok(first && second);
  const third = await events('a');
  assert.equal(third.status, 200);
  assert.equal(await connect('a'), undefined);
  assert.equal((await events('a')).status, 429);
  assert.ok(await connect('b'));
  assert.equal(sync.connections, 4);

  await third.body?.cancel();
  assert.ok(await connect('a'));
  assert.equal(await connect('a'), undefined);
});

test('a line that ends makes room for another', { timeout: 10_000 }, async (t) => {
  const { connect } = await serve(t);
  const sockets = [await connect('a'), await connect('a'), await connect('a')];
  assert.equal(await connect('a'), undefined);
  const [first] = sockets;
  first?.close();
  // The server hears of the end in its own time.
  while (!(await connect('a')));
  assert.equal(await connect('a'), undefined);
});

test('whoever has no address to count by may have any number', async (t) => {
  const { connect } = await serve(t);
  for (let count = 0; count < 5; count += 1) assert.ok(await connect());
});
