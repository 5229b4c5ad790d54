import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { dohResolver, parseTxt } from './doh.ts';
import { type ResolveTxt, ResolverError } from './port.ts';
import { systemResolver } from './system.node.ts';
import { startDoh, type Zone, type ZoneEntry } from './zone.test-support.ts';

const zone: Zone = new Map<string, ZoneEntry>([
  ['_vitrine.shop.example', [['v=spf1 -all'], ['vitrine-verify=', 'abc', 'def'], ['with "quotes" and \\']]],
  ['_vitrine.bare.example', []],
  ['_vitrine.broken.example', 'SERVFAIL'],
  ['_vitrine.silent.example', 'SILENT'],
]);

/** A name server on UDP that knows the zone. */
function nameServer(): Socket {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    const question = query.subarray(12, at + 5);
    const entry = zone.get(labels.join('.').toLowerCase());
    if (entry === 'SILENT') return;
    const records = typeof entry === 'object' ? entry : [];
    const answers = records.map((strings) => {
      const data = Buffer.concat(strings.map((text) => Buffer.from([text.length, ...Buffer.from(text, 'latin1')])));
      const head = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 0xff]);
      return Buffer.concat([head, data]);
    });
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180 | (entry === undefined ? 3 : entry === 'SERVFAIL' ? 2 : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, question, ...answers]), port, address);
  });
  return socket;
}

const doh = await startDoh(zone);
const socket = nameServer();
await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
after(async () => {
  socket.close();
  await doh.stop();
});
const resolvers: Readonly<Record<string, ResolveTxt>> = {
  'over HTTPS': dohResolver(doh.url, 200),
  'of the system': systemResolver([`127.0.0.1:${socket.address().port}`], 200),
};

for (const [kind, ask] of Object.entries(resolvers))
  describe(`a resolver ${kind}`, () => {
    test('answers every TXT record, put together from its strings', async () => {
      assert.deepEqual(await ask('_vitrine.shop.example'), [
        'v=spf1 -all',
        'vitrine-verify=abcdef',
        'with "quotes" and \\',
      ]);
    });

    test('answers nothing for a name that does not exist, or has no such record', async () => {
      assert.deepEqual(await ask('_vitrine.nowhere.example'), []);
      assert.deepEqual(await ask('_vitrine.bare.example'), []);
    });

    test('says that it does not know, rather than that there is nothing, when it fails or is slow', async () => {
      await assert.rejects(ask('_vitrine.broken.example'), ResolverError);
      await assert.rejects(ask('_vitrine.silent.example'), ResolverError);
    });
  });

describe('a resolver over HTTPS that is broken', () => {
  test('is no proof of anything, whatever it answers', async () => {
    let answer = { status: 200, body: '', headers: {} };
    const server = createServer((_request, response) =>
      response.writeHead(answer.status, answer.headers).end(answer.body),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    after(() => server.close());
    const resolve = dohResolver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 500);
    for (const next of [
      { status: 500, body: '', headers: {} },
      { status: 429, body: '{}', headers: {} },
      { status: 200, body: '<html>', headers: {} },
      { status: 200, body: '{}', headers: {} },
      { status: 200, body: '{"Status":0,"TC":true}', headers: {} },
      { status: 200, body: '{"Status":0,"Answer":[{"type":"TXT"}]}', headers: {} },
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
    ]) {
      answer = next;
      await assert.rejects(resolve('_vitrine.shop.example'), ResolverError, JSON.stringify(next));
    }
    await assert.rejects(dohResolver('http://127.0.0.1:1/', 500)('_vitrine.shop.example'), ResolverError);
  });

  test('may write a record in quotes, with escapes, or bare', () => {
    for (const [data, text] of [
      ['"one"', 'one'],
      ['"one" "two"', 'onetwo'],
      ['"a\\"b\\\\c\\065"', 'a"b\\cA'],
      ['bare text', 'bare text'],
      ['""', ''],
    ] as const)
      assert.equal(parseTxt(data), text);
  });
});
