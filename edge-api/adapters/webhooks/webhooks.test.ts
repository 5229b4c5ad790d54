import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { parseIp } from '../../middleware/ip-address.ts';
import { addressRefusal, isPublic, mayCall } from './address-guard.ts';
import { socketCaller, type Lookup } from './https.node.ts';
import { AddressRefused, retryAfterOf, SNIPPET } from './port.ts';

const STRICT = { allowLocalhost: false };
let server: Server;
let port: number;
let hits: string[];
before(async () => {
  server = createServer((request, response) => {
    hits.push(request.url ?? '');
    if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end();
    else if (request.url === '/long') response.writeHead(500, { 'retry-after': '30' }).end('x\u0007'.repeat(1_000_000));
    else response.end('thanks');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
  hits = [];
});
after(() => new Promise((closed) => server.close(closed)));

/** A name server in the attacker's hands: every name leads here. */
const leadingHome: Lookup = (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);

describe('the guard of webhook addresses', () => {
  it('knows which addresses are the public internet’s', () => {
    const closed =
      '127.0.0.1 0.0.0.0 10.1.2.3 172.31.0.1 192.168.1.1 169.254.169.254 100.64.0.1 198.18.0.1 224.0.0.1 255.255.255.255 168.63.129.16 ::1 :: fe80::1 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:7f00:1 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1';
    for (const text of closed.split(' ')) assert.equal(isPublic(parseIp(text)!), false, text);
    for (const text of ['1.1.1.1', '93.184.215.14', '172.32.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])
      assert.equal(isPublic(parseIp(text)!), true, text);
  });

  it('refuses addresses that are not https to a public name', () => {
    const refused = [
      'http://hooks.example.com/',
      'ftp://hooks.example.com/',
      'https://user:pass@hooks.example.com/',
      'https://localhost/',
      'https://LOCALHOST./',
      'https://a.localhost/',
      'https://intranet/',
      'https://metadata.google.internal/',
      'https://printer.local/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::1]/',
      'https://①②⑦.⓪.⓪.①/',
      'nonsense',
    ];
    for (const url of refused) assert.ok(addressRefusal(url, STRICT), url);
    assert.equal(addressRefusal('https://hooks.example.com:8443/in?x=1', STRICT), undefined);
    assert.equal(addressRefusal('http://localhost:3000/', { allowLocalhost: true }), undefined);
    assert.ok(addressRefusal('http://10.0.0.1/', { allowLocalhost: true }));
    assert.ok(mayCall('127.0.0.1', { allowLocalhost: true }, 'localhost'));
    assert.ok(!mayCall('127.0.0.1', { allowLocalhost: true }, 'rebound.example.com'));
  });

  it('calls nothing behind a name that leads inside, or to two places of which one is', async () => {
    const caller = socketCaller(STRICT, Date.now, leadingHome);
    await assert.rejects(caller.post(`https://rebound.example.com:${port}/`, {}, '{}'), AddressRefused);
    const both: Lookup = (_name, done) =>
      done(null, [
        { address: '1.1.1.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    await assert.rejects(
      socketCaller(STRICT, Date.now, both).post('https://rebound.example.com/', {}, '{}'),
      AddressRefused,
    );
    assert.deepEqual(hits, []);
  });

  it('lets nothing of the known attacks reach this machine', async () => {
    const corpus = '/work/shared/corpora/ssrf.jsonl';
    const payloads = existsSync(corpus)
      ? readFileSync(corpus, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => (JSON.parse(line) as { payload: string }).payload)
      : [];
    const caller = socketCaller(STRICT, Date.now, leadingHome);
    for (const payload of [...payloads, ...payloads.map((text) => text.replace(/^http:/, 'https:'))]) {
      if (addressRefusal(payload, STRICT) !== undefined) continue;
      // An address of the public internet is what a webhook may have; it is not called from here.
      const { hostname } = new URL(payload);
      const ip = parseIp(hostname.replaceAll(/^\[|\]$/g, ''));
      if (ip) assert.ok(isPublic(ip), payload);
      else await assert.rejects(caller.post(payload, {}, '{}'), AddressRefused, payload);
    }
    assert.deepEqual(hits, []);
  });
});

describe('a call', () => {
  const caller = () => socketCaller({ allowLocalhost: true }, Date.now);

  it('tells what was answered, and follows no redirect', async () => {
    hits = [];
    assert.deepEqual(await caller().post(`http://127.0.0.1:${port}/in`, { a: 'b' }, '{}'), {
      status: 200,
      snippet: 'thanks',
      retryAfterS: null,
    });
    assert.equal((await caller().post(`http://localhost:${port}/moved`, {}, '{}')).status, 302);
    assert.deepEqual(hits, ['/in', '/moved']);
  });

  it('keeps little of a long answer, and nothing a terminal acts on', async () => {
    const answer = await caller().post(`http://127.0.0.1:${port}/long`, {}, '{}');
    assert.equal(answer.snippet.length, SNIPPET);
    assert.doesNotMatch(answer.snippet, /\p{Cc}/u);
    assert.equal(answer.retryAfterS, 30);
    assert.equal(retryAfterOf('Thu, 01 Jan 1970 00:01:00 GMT', 0), 60);
    assert.equal(retryAfterOf('soon', 0), null);
  });
});
