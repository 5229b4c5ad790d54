import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readHost, readTypedHost } from './host-names.ts';
import { isClaimable, resolveHost, type PlatformHosts } from './resolve-host.ts';

const HOSTS: PlatformHosts = { baseDomain: 'shops.example', publicHost: 'www.vitrine.example' };
const OPEN: PlatformHosts = { baseDomain: null, publicHost: null };
const BEHIND_PROXY: PlatformHosts = { baseDomain: null, publicHost: 'vitrine.example' };

/** One word for what a host means. */
function meaning(host: string, hosts: PlatformHosts): string {
  const found = resolveHost(host, hosts);
  if (found.kind === 'handle') return `store ${found.handle}`;
  return found.kind === 'custom' ? `custom ${found.host.name}` : found.kind;
}

const { lookAlikes, international } = JSON.parse(
  readFileSync(new URL('fixtures/confusing-hosts.json', import.meta.url), 'utf8'),
) as { lookAlikes: [string, string][]; international: [string, string | null][] };

describe('a host', () => {
  test('is the platform’s, a store’s by handle, or to be looked up, whatever its case, port and trailing dot', () => {
    for (const [host, expected] of [
      ['shops.example', 'platform'],
      ['SHOPS.Example:8787', 'platform'],
      ['shops.example.', 'platform'],
      ['www.vitrine.example', 'platform'],
      ['ada.shops.example', 'store ada'],
      ['ADA.shops.EXAMPLE.:443', 'store ada'],
      ['ada-2.shops.example', 'store ada-2'],
      ['shop.ada.example', 'custom shop.ada.example'],
      ['Shop.Ada.Example:80', 'custom shop.ada.example'],
      ['xn--bcher-kva.example', 'custom xn--bcher-kva.example'],
    ] as const)
      assert.equal(meaning(host, HOSTS), expected, host);
  });

  test('below the base domain is one handle that is not the platform’s, or nothing', () => {
    for (const host of [
      'a.b.shops.example',
      'www.shops.example',
      'api.shops.example',
      'admin.shops.example',
      'www.ada.shops.example',
      '-ada.shops.example',
      'ada_.shops.example',
      'xn--ada-.shops.example',
      '.shops.example',
      '..shops.example',
    ])
      assert.equal(meaning(host, HOSTS), 'none', host);
  });

  test('that only shares letters with the base domain is not below it', () => {
    for (const host of [
      'evilshops.example',
      'ada.evilshops.example',
      'shops.example.evil.test',
      'ada.shops.example.evil.test',
      'ada-shops.example',
      'shops-example.evil.test',
      'evil.test.shops.example.evil.test',
      'shops.examples',
      'hops.example',
    ])
      assert.match(meaning(host, HOSTS), /^custom /, host);
  });

  test('that is no host name in ASCII means nothing', () => {
    for (const host of [
      '',
      '.',
      'localhost',
      '127.0.0.1',
      '127.0.0.1:8787',
      '127.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[::1]:8787',
      'user@ada.shops.example',
      'evil.test:80@ada.shops.example',
      'ada.shops.example@evil.test',
      'ada.shops.example#evil.test',
      'ada.shops.example/evil',
      'ada.shops.example?x',
      'ada.shops.example\\evil.test',
      'ada.shops.example%00',
      'ada%2eshops.example',
      'ada.shops.example evil.test',
      ' ada.shops.example',
      'ada.shops.example\t',
      'ada.shops.example\r\nx: y',
      'ada.shops.example\0',
      'ada.shops.example, evil.test',
      'ada.shops.example;evil.test',
      'ada.shops.example:8787:80',
      'ada.shops.example:',
      'ada.shops.example:-1',
      'ada.shops.example:65536',
      'ada.shops.example..',
      'ada..shops.example',
      'ada。shops.example',
      'ada．shops.example',
      'аda.shops.example',
      'ad\u00ada.shops.example',
      'xn--a.example',
      'xn--.example',
      `${'a'.repeat(64)}.shops.example`,
      `${'a.'.repeat(130)}example`,
    ])
      assert.equal(meaning(host, HOSTS), 'none', JSON.stringify(host));
  });

  test('leads to the platform when nothing is configured, and only an address does behind a proxy', () => {
    for (const host of ['localhost:8787', '127.0.0.1:8787', '[::1]:8787', 'my_box', 'vitrine'])
      assert.equal(meaning(host, OPEN), 'platform', host);
    assert.deepEqual(resolveHost('shop.test', OPEN), {
      kind: 'custom',
      host: { name: 'shop.test', port: '' },
      otherwise: 'platform',
    });
    for (const host of ['127.0.0.1:8787', '[::1]:8787', 'localhost', 'vitrine.example:443'])
      assert.equal(meaning(host, BEHIND_PROXY), 'platform', host);
    const stranger = resolveHost('shop.test', BEHIND_PROXY);
    assert.ok(stranger.kind === 'custom' && stranger.otherwise === 'none');
    assert.equal(meaning('a@b.example', BEHIND_PROXY), 'none');
  });

  test('leads to stores at a desk by names below localhost, and to the platform by all others', () => {
    const desk = { baseDomain: 'localhost', publicHost: null };
    assert.equal(meaning('ada.localhost:8787', desk), 'store ada');
    for (const host of ['localhost:8787', '127.0.0.1:8787', '[::1]:8787', 'my_box', 'vitrine'])
      assert.equal(meaning(host, desk), 'platform', host);
    const named = resolveHost('8787-box.example', desk);
    assert.ok(named.kind === 'custom' && named.otherwise === 'platform');
  });

  test('of the published confusion cases never means a store', () => {
    for (const [host, original] of lookAlikes) {
      assert.equal(meaning(host, HOSTS), 'none', host);
      for (const look of [host, host.toUpperCase(), `${host}:443`, `ada.${host}`]) {
        assert.equal(meaning(look, { ...HOSTS, baseDomain: original }), 'none', look);
        assert.equal(readHost(look), undefined);
      }
    }
    for (const [host, ascii] of international) {
      const read = readHost(host)?.name;
      assert.ok(read === undefined || read === ascii?.replace(/\.$/, ''), `${host} became ${read}`);
      assert.notEqual(resolveHost(host, { ...HOSTS, baseDomain: 'example' }).kind, 'handle', host);
    }
  });

  test('of the larger corpora means none either, where they are present', () => {
    const folder = new URL('../../../shared/corpora/', import.meta.url);
    for (const file of ['host-tenant', 'homograph', 'url-field', 'ssrf']) {
      const path = new URL(`${file}.jsonl`, folder);
      const rows = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
      for (const row of rows) {
        const { payload, encoding } = JSON.parse(row) as { payload: string; encoding?: string };
        if (encoding) continue;
        for (const host of [
          payload,
          payload.replace(/^[a-z]+:\/\//i, ''),
          payload.replace(/^[a-z]+:\/\/|[/?#].*$/gi, ''),
        ])
          assert.ok(!['handle', 'platform'].includes(resolveHost(host, HOSTS).kind), host);
      }
    }
  });
});

describe('a host name that is typed', () => {
  test('has one form, lower case and punycode', () => {
    for (const [typed, expected] of [
      ['Shop.Example', 'shop.example'],
      [' shop.example. ', 'shop.example'],
      ['bücher.example', 'xn--bcher-kva.example'],
      ['BÜCHER.example', 'xn--bcher-kva.example'],
      ['bu\u0308cher.example', 'xn--bcher-kva.example'],
      ['faß.de', 'xn--fa-hia.de'],
      ['نامهای.com', 'xn--mgba3gch31f.com'],
      ['パン.example', 'xn--odk8c.example'],
      ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ] as const)
      assert.equal(readTypedHost(typed), expected, typed);
  });

  test('is refused where it is an address, a pattern, or not what it looks like', () => {
    for (const typed of [
      'https://shop.example',
      'shop.example/path',
      'shop.example:443',
      '*.shop.example',
      'user@shop.example',
      '10.0.0.1',
      '[::1]',
      'shop.example%2eevil.test',
      'ｓhop.example',
      'shop。example',
      'look\u2060out.example',
      'sho\u00adp.example',
      'shop .example',
      'sh\u200dop.example',
      '_shop.example',
      'xn--zz.example',
      '',
    ])
      assert.equal(readTypedHost(typed), undefined, JSON.stringify(typed));
  });

  test('never becomes the name it looks like, and what a parser refuses is refused', () => {
    for (const [typed, original] of lookAlikes) {
      const read = readTypedHost(typed);
      assert.notEqual(read, original, typed);
      assert.ok(read === undefined || read.includes('xn--'), `${typed} became ${read}`);
    }
    for (const [typed, ascii] of international) {
      const read = readTypedHost(typed);
      assert.ok(read === undefined || read === ascii?.replace(/\.$/, ''), `${typed} became ${read}`);
    }
  });

  test('can be claimed unless the platform uses it', () => {
    for (const name of ['shop.ada.example', 'ada.vitrine.example', 'example.com', 'evilshops.example'])
      assert.ok(isClaimable(name, HOSTS), name);
    for (const name of ['shops.example', 'ada.shops.example', 'a.b.shops.example', 'www.vitrine.example', 'localhost'])
      assert.ok(!isClaimable(name, HOSTS), name);
  });
});
