import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cloudflareCaller, trustedForwarding } from './client-address.ts';
import { countedAs, formatIp, isInNetwork, parseIp, parseNetwork } from './ip-address.ts';

const network = (text: string) => parseNetwork(text) ?? assert.fail(`${text} is a network`);
const headers = (list: Record<string, string>) => new Headers(list);

describe('addresses', () => {
  test('one address has one text, however it was written', () => {
    const same = (texts: string[], as: string) => {
      for (const text of texts) assert.equal(formatIp(parseIp(text) ?? assert.fail(text)), as, text);
    };
    same(['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7'], '192.0.2.7');
    same(['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '2001:db8:0:0::1', '2001:db8::1%eth0'], '2001:db8:0:0:0:0:0:1');
    same(['::'], '0:0:0:0:0:0:0:0');
  });

  test('what only looks like an address is none', () => {
    const wrong = ['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '0x7f.0.0.1', '2130706433', '1.2.3.4 ', '::1::'];
    wrong.push(
      ':::',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4:5:6:7::8:9',
      'g::',
      '::1%',
      '12345::',
      '1.2.3.4::',
    );
    wrong.push('::1.2.3', 'localhost', '①.2.3.4', '1:2:3:4:5:6:7:1.2.3.4');
    for (const text of wrong) assert.equal(parseIp(text), undefined, text);
    const noNetwork = [
      '10.0.0.0/33',
      '10.0.0.0/-1',
      '10.0.0.0/',
      '10.0.0.0/08',
      '::/129',
      '::/1/2',
      'all',
      '::1%lo/128',
    ];
    for (const text of noNetwork) assert.equal(parseNetwork(text), undefined, text);
  });

  test('a network holds the addresses of its bits and no others', () => {
    const cases: [string, string, boolean][] = [
      ['10.0.0.0/8', '10.255.255.255', true],
      ['10.0.0.0/8', '11.0.0.0', false],
      ['10.0.0.0/8', '::ffff:10.1.2.3', true],
      ['172.16.0.0/12', '172.31.255.255', true],
      ['172.16.0.0/12', '172.32.0.0', false],
      ['0.0.0.0/0', '203.0.113.9', true],
      ['0.0.0.0/0', '2001:db8::1', false],
      ['::/0', '2001:db8::1', true],
      ['127.0.0.1', '127.0.0.1', true],
      ['127.0.0.1', '127.0.0.2', false],
      ['2001:db8:8000::/33', '2001:db8:ffff::', true],
      ['2001:db8:8000::/33', '2001:db8:7fff::', false],
      ['fd00::/8', 'fdff::1', true],
    ];
    for (const [net, address, within] of cases)
      assert.equal(isInNetwork(parseIp(address)!, network(net)), within, `${address} in ${net}`);
  });

  test('an IPv6 address is counted by its /64', () => {
    assert.equal(countedAs(parseIp('2001:db8:1:2:3:4:5:6')!), countedAs(parseIp('2001:db8:1:2::1')!));
    assert.notEqual(countedAs(parseIp('2001:db8:1:3::1')!), countedAs(parseIp('2001:db8:1:2::1')!));
    assert.notEqual(countedAs(parseIp('192.0.2.1')!), countedAs(parseIp('192.0.2.2')!));
  });
});

describe('who is calling', () => {
  const behind = trustedForwarding(['127.0.0.1', '::1', '10.0.0.0/8'].map(network));
  const alone = trustedForwarding([]);
  const forged = { 'x-forwarded-for': '198.51.100.1', 'x-forwarded-host': 'bob.example', 'x-forwarded-proto': 'https' };

  test('without a trusted proxy only the socket counts', () => {
    for (const peer of ['203.0.113.5', '127.0.0.1'])
      assert.deepEqual(alone(peer, headers(forged)), {
        address: peer,
        countedAs: peer,
        local: false,
        proxy: false,
        forwardedHost: null,
        forwardedProto: null,
      });
    assert.equal(behind('203.0.113.5', headers(forged)).forwardedHost, null);
    assert.equal(behind('203.0.113.5', headers(forged)).address, '203.0.113.5');
  });

  test('a trusted proxy speaks for its caller', () => {
    assert.deepEqual(behind('::ffff:127.0.0.1', headers(forged)), {
      address: '198.51.100.1',
      countedAs: '198.51.100.1',
      local: false,
      proxy: false,
      forwardedHost: 'bob.example',
      forwardedProto: 'https',
    });
  });

  test('what the caller wrote in front of the list is not believed', () => {
    const by = (list: string) => behind('127.0.0.1', headers({ 'x-forwarded-for': list })).address;
    assert.equal(by('1.1.1.1, 198.51.100.1'), '198.51.100.1');
    assert.equal(by('1.1.1.1, 198.51.100.1, 10.2.3.4'), '198.51.100.1');
    assert.equal(by('nonsense, 198.51.100.1:4711'), '198.51.100.1');
    assert.equal(by('198.51.100.1, nonsense'), '127.0.0.1');
    assert.equal(by('198.51.100.1, nonsense, 10.2.3.4'), '10.2.3.4');
    assert.equal(by('[2001:db8::7]:443'), '2001:db8:0:0:0:0:0:7');
    assert.equal(by('10.0.0.1, 10.0.0.2'), '10.0.0.1');
    assert.equal(by(''), '127.0.0.1');
  });

  test('two values for one host or scheme are none', () => {
    const twice = headers({ 'x-forwarded-host': 'ada.example, bob.example', 'x-forwarded-proto': 'https,http' });
    const caller = behind('10.0.0.1', twice);
    assert.deepEqual([caller.forwardedHost, caller.forwardedProto], [null, null]);
    assert.equal(behind('10.0.0.1', headers({ 'x-forwarded-proto': 'javascript' })).forwardedProto, null);
  });

  test('only a process of this machine that no proxy speaks for is local', () => {
    const host = '127.0.0.1:8787';
    for (const own of [host, '127.0.0.1', 'localhost', 'LOCALHOST:80', '[::1]:8787', '[::1]'])
      assert.equal(alone('127.0.0.1', headers({ host: own })).local, true, own);
    assert.equal(alone('::1', headers({ host })).local, true);
    assert.equal(alone('127.0.0.1', headers({ host, 'x-forwarded-for': '127.0.0.1' })).local, false);
    assert.equal(behind('127.0.0.1', headers({ host, 'x-forwarded-for': '127.0.0.1' })).local, false);
    assert.equal(alone('127.0.0.1', headers({ host, via: '1.1 caddy' })).local, false);
    assert.equal(alone('203.0.113.5', headers({ host })).local, false);
    assert.equal(alone(undefined, headers({})).address, null);
  });

  test('callers of a proxy that adds no header are not local: they ask for another host', () => {
    for (const host of [
      'shop.example',
      'ada.localhost',
      '127.0.0.1.evil.test',
      'localhost.',
      '10.0.0.1',
      '127.0.0.1:x',
    ])
      for (const callerOf of [alone, behind]) assert.equal(callerOf('127.0.0.1', headers({ host })).local, false, host);
    assert.equal(alone('127.0.0.1', headers({})).local, false);
  });

  test('a trusted proxy that asks for itself is known as one', () => {
    assert.equal(behind('10.0.0.1', headers({ host: 'vitrine:8787' })).proxy, true);
    assert.equal(behind('10.0.0.1', headers({ 'x-forwarded-for': '203.0.113.5' })).proxy, false);
    assert.equal(alone('10.0.0.1', headers({})).proxy, false);
  });

  test('on Workers Cloudflare says it', () => {
    const caller = cloudflareCaller(headers({ 'cf-connecting-ip': '2001:db8::9', ...forged }));
    assert.deepEqual(
      [caller.countedAs, caller.local, caller.forwardedHost, caller.forwardedProto],
      ['2001:db8:0:0::/64', false, null, null],
    );
    assert.equal(cloudflareCaller(headers({})).address, null);
  });
});
