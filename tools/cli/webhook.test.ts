import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { type Output, readArguments, withDatabases } from './command.ts';
import { webhookCommands } from './webhook.ts';

process.env['DATA_DIR'] = join(testFolder(), 'data');
process.env['WEBHOOKS_TO_LOCALHOST'] = '1';
await withDatabases((databases) =>
  createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases),
);
const received: { headers: Record<string, string>; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    received.push({ headers: request.headers as Record<string, string>, body });
    response.end('thanks');
  });
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
after(() => server.close());

async function run(name: string, ...args: string[]) {
  const command = webhookCommands.find((candidate) => candidate.name === name)!;
  // oxlint-disable-next-line typescript/no-explicit-any
  const said: { text: string; value: any } = { text: '', value: undefined };
  const output: Output = {
    json: false,
    answer: (text, value) => Object.assign(said, { text, value }),
    note: () => undefined,
  };
  const { values, positionals } = readArguments(command, args);
  return { exit: await command.run(positionals, values, output), ...said };
}

test('an endpoint is made, tested with a signed call over a real socket, listed and removed', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  const { value: made, text: said } = await run('webhook create', url, '--store', 'ada', '--event', 'order.placed');
  assert.ok(said.includes(made.endpoint.id) && said.includes(`secret, shown this once: ${made.secret}`), said);
  const { exit, text } = await run('webhook ping', made.endpoint.id, '--store', 'ada');
  assert.equal(exit, 0, text);
  assert.match(text, /webhook\.test {2}delivered {2}1 try {2}200: thanks/);
  const [call] = received;
  assert.deepEqual(
    (new Webhook(made.secret).verify(call!.body, call!.headers) as { type: string }).type,
    'webhook.test',
  );
  assert.match((await run('webhook list', '--store', 'ada')).text, /active.*order\.placed/);
  const { value: deliveries } = await run('webhook deliveries', '--store', 'ada', '--status', 'delivered');
  assert.equal((await run('webhook replay', deliveries[0].id, '--store', 'ada')).value.status, 'pending');
  await run('webhook delete', made.endpoint.id, '--store', 'ada');
  assert.match((await run('webhook list', '--store', 'ada')).text, /no webhook endpoints/);
});

test('an address inside is refused', async () => {
  await assert.rejects(run('webhook create', 'https://10.0.0.1/', '--store', 'ada'), /public internet/);
});
