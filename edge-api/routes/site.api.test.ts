import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { startDoh, type Zone } from '../adapters/dns/zone.test-support.ts';
import { onWorker, startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const fixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../services/fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
const requests = fixture<{ headers: string[]; methods: string[]; parameters: string[]; queries: string[] }>(
  'confusing-requests',
);
const { lookAlikes } = fixture<{ lookAlikes: [string, string][] }>('confusing-hosts');

const CANARY = 'canary-of-bob-7f3a';
const zone: Zone = new Map();
const doh = await startDoh(zone);
after(() => doh.stop());
const api = await startApi(
  {},
  { BASE_DOMAIN: 'shops.example', PUBLIC_URL: 'http://vitrine.example', DOH_URL: doh.url },
);

/** A request to a host. */
const at = (host: string, path: string, init: RequestInit = {}) =>
  api.request(`http://${host}${path}`, { redirect: 'manual', ...init });

/** What an answer says, without what differs from one request to the next. */
async function told(response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date').sort();
  const body = (await response.text()).replace(/"requestId":"[^"]*"/, '');
  return JSON.stringify([response.status, headers, body]);
}

let ada = '';
before(async () => {
  await api.store('ada', { plan: 'enterprise' }, sell({ handle: 'mug' }));
  await api.store('bob', {}, sell({ handle: 'hat', title: CANARY }));
  ada = await api.key('ada', 'domains:write', 'audit:read');
  const bob = await api.key('bob', 'domains:write');
  for (const [handle, key, host] of [
    ['ada', ada, 'shop.ada.example'],
    ['ada', ada, 'ada.example'],
    ['bob', bob, 'bob.example'],
  ] as const) {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const path = `/v1/admin/stores/${handle}/domains`;
    const claim = await at('vitrine.example', path, { method: 'POST', headers, body: JSON.stringify({ host }) });
    assert.equal(claim.status, 201, await claim.clone().text());
    const { domain } = (await claim.json()) as { domain: { records: { name: string; value: string }[] } };
    zone.set(domain.records[0]!.name, [[domain.records[0]!.value]]);
    const verified = await at('vitrine.example', `${path}/${host}/verify`, { method: 'POST', headers });
    assert.equal(verified.status, 200, await verified.text());
  }
});

describe('a store’s own host', () => {
  it('answers that store’s API, by handle and by each domain it has proved', async () => {
    for (const host of [
      'ada.shops.example',
      'ADA.Shops.Example:8787',
      'shop.ada.example',
      'ada.example',
      'www.ada.example',
    ])
      for (const path of ['/v1/stores/ada/products/mug', '/v1/stores/ada/products']) {
        const response = await at(host, path);
        assert.equal(response.status, 200, `${host}${path}`);
        assert.match(await response.text(), /"mug"/);
      }
  });

  it('never answers another store’s, and says so as for one that is not there', async () => {
    for (const host of ['ada.shops.example', 'shop.ada.example', 'www.ada.example']) {
      const nobody = await told(await at(host, '/v1/stores/eve/products'));
      for (const path of ['/v1/stores/bob/products', '/v1/stores/b%6fb/products', '/v1/stores/ada%2f..%2fbob/products'])
        assert.equal(await told(await at(host, path)), nobody.replaceAll('eve', 'bob'), path);
      assert.ok(!nobody.includes('access-control-allow-origin'));
    }
  });

  it('has no administration, no demo and no pictures of others', async () => {
    const headers = { authorization: `Bearer ${ada}` };
    for (const path of [
      '/v1/admin/stores/ada/domains',
      '/v1/platform/stores',
      '/v1/%61dmin/stores/ada/domains',
      '/demo/',
      '/media/bob/hat.svg',
    ])
      assert.equal((await at('ada.shops.example', path, { headers })).status, 404, path);
    assert.equal((await at('shops.example', '/v1/admin/stores/ada/domains', { headers })).status, 200);
    assert.equal((await at('vitrine.example', '/v1/admin/stores/ada/domains', { headers })).status, 200);
  });

  it('shows the shop by its own elements, in a page that runs nothing of anybody else', async () => {
    const response = await at('ada.shops.example', '/');
    const page = await response.text();
    assert.equal(response.status, 200);
    assert.match(page, /<script defer src="\/vitrine\.js" data-store="ada"/);
    for (const name of ['product-grid', 'search', 'cart-button', 'cart'])
      assert.match(page, new RegExp(`<vitrine-${name}[ >]`), name);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'(?: 'sha256-[\w+/=]+')*;/);
    assert.doesNotMatch(policy, /unsafe|script-src[^;]*(?:https?:|\*)/);
    assert.doesNotMatch(
      page,
      /style=|<script(?! defer src="\/vitrine| type="module" src="\/assets\/| type="application\/(?:ld\+)?json")/,
    );
    const [, css = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];
    const sheet = await at('ada.shops.example', css);
    assert.match(sheet.headers.get('content-type') ?? '', /^text\/css/);
    assert.match(sheet.headers.get('cache-control') ?? '', /immutable/);
    const platform = await at('shops.example', '/');
    assert.deepEqual([platform.status, platform.headers.get('location')], [302, '/demo/']);
  });

  it('names itself in what it answers, and no other host', async () => {
    const error = (await (await at('shop.ada.example:8787', '/v1/stores/ada/products/none')).json()) as {
      error: { docs: string };
    };
    assert.equal(error.error.docs, 'http://shop.ada.example:8787/docs/errors/product_not_found');
    const unknown = (await (await at('evil.test', '/v1/stores/ada')).json()) as { error: { docs: string } };
    assert.equal(unknown.error.docs, 'http://vitrine.example/docs/errors/store_not_found');
  });
});

describe('a closed store’s own host', () => {
  it('says so in a page, serves nothing else, and gets no certificate', async () => {
    await api.store('cyd');
    // Before anybody asks for it: isolates of a Worker may believe for five seconds what they were told.
    await api.databases.platform.run(`UPDATE stores SET status = 'suspended' WHERE handle = 'cyd'`);
    const page = await at('cyd.shops.example', '/');
    assert.equal(page.status, 423);
    assert.match(await page.text(), /<h1>Shop cyd<\/h1>[^]*closed for now/);
    assert.equal((await at('cyd.shops.example', '/v1/stores/cyd')).status, 423);
    assert.equal((await at('127.0.0.1', '/v1/domains/ask?domain=cyd.shops.example')).status, 404);
  });
});

describe('pages', () => {
  it('move to the canonical host for good, calls and files stay', async () => {
    const put = (host: string | null) =>
      at('vitrine.example', '/v1/admin/stores/ada/domains/canonical', {
        method: 'PUT',
        headers: { authorization: `Bearer ${ada}`, 'content-type': 'application/json' },
        body: JSON.stringify({ host }),
      });
    assert.deepEqual(await movedFrom('www.ada.example'), [308, 'http://ada.example/?a=1&b=%2F']);
    assert.deepEqual(await movedFrom('ada.example'), [200, null]);

    assert.equal((await put('shop.ada.example')).status, 200);
    for (const host of ['ada.shops.example', 'ada.example', 'www.ada.example']) {
      assert.deepEqual(await movedFrom(host), [308, 'http://shop.ada.example/?a=1&b=%2F'], host);
      assert.equal((await at(host, '/', { method: 'HEAD' })).status, 308);
      assert.equal((await at(host, '/v1/stores/ada')).status, 200);
      assert.notEqual((await at(host, '/', { method: 'POST' })).status, 308);
    }
    assert.deepEqual(await movedFrom('ada.shops.example:8787'), [308, 'http://shop.ada.example:8787/?a=1&b=%2F']);
    assert.deepEqual(await movedFrom('shop.ada.example'), [200, null]);
    assert.deepEqual(await movedFrom('ada.shops.example', '//evil.test/'), [
      308,
      'http://shop.ada.example//evil.test/',
    ]);
    assert.equal((await put(null)).status, 200);
    assert.deepEqual(await movedFrom('ada.shops.example'), [200, null]);
  });

  async function movedFrom(host: string, path = '/?a=1&b=%2F'): Promise<[number, string | null]> {
    const { status, headers } = await at(host, path);
    return [status, headers.get('location')];
  }
});

describe('a host of nobody’s', () => {
  it('selects no store, lets no origin in, and is not repeated', async () => {
    const hosts = [
      'evil.test',
      'shops.example.evil.test',
      'ada.shops.example.evil.test',
      'evilshops.example',
      'adashops.example',
      'ada.evil.shops.example',
      'www.shops.example',
      'api.shops.example',
      'eve.shops.example',
      'www.shop.bob.example',
      'xshop.ada.example',
      'shop.ada.example.evil.test',
      'xn--shps-qqa.example',
      '127.0.0.1',
      'localhost',
    ];
    // What a browser makes of published look-alikes of our names.
    for (const [host] of lookAlikes) {
      try {
        hosts.push(`${new URL(`http://${host}`).hostname.replace(/\.(?:com|io|example)$/, '.shops.example')}`);
      } catch {
        // No browser asks for it.
      }
    }
    for (const host of new Set(hosts))
      for (const [path, init] of [
        ['/v1/stores/ada/products', { headers: { origin: `https://${host}` } }],
        ['/v1/stores/ada/carts', { method: 'POST', body: '{}', headers: { origin: `https://${host}` } }],
        ['/v1/stores/ada/products', { method: 'OPTIONS', headers: { origin: `https://${host}` } }],
        ['/', {}],
      ] as const) {
        const response = await at(host, path, init);
        const body = await response.text();
        assert.equal(response.status, 404, `${host}${path}`);
        assert.equal(response.headers.get('access-control-allow-origin'), null);
        assert.ok(!body.includes(host), body);
        assert.ok(!body.includes('mug'));
      }
  });

  it('is asked about by the proxy in front of us, and gets no certificate', async () => {
    const asked = async (domain: string, host = '127.0.0.1:8787') => {
      const response = await at(host, `/v1/domains/ask?domain=${encodeURIComponent(domain)}`);
      assert.equal(await response.text(), '');
      return response.status;
    };
    for (const domain of [
      'ada.shops.example',
      'BOB.shops.example',
      'shop.ada.example',
      'www.ada.example',
      'bob.example',
    ])
      assert.equal(await asked(domain), 200, domain);
    for (const domain of [
      '',
      'eve.shops.example',
      'shops.example',
      'vitrine.example',
      'a.ada.shops.example',
      'evil.test',
      'xn--pple-43d.example',
      '10.0.0.1',
      '*.shops.example',
      'ada.shops.example/x',
      'ada.shops.example@evil.test',
    ])
      assert.equal(await asked(domain), 404, domain);
  });
});

describe('what a request says of itself', () => {
  /** Headers whose effect is HTTP's own, or that no client may set. */
  const HTTPS_OWN = new Set(
    `host content-length transfer-encoding connection keep-alive upgrade expect te trailer proxy-connection
     accept-encoding content-encoding http2-settings`.split(/\s+/),
  );
  const WHO = [
    '',
    'x-',
    'x-forwarded-',
    'x-original-',
    'x-real-',
    'x-rewrite-',
    'x-vitrine-',
    'x-tenant-',
    'x-store-',
    'x-proxy-',
    'x-client-',
    'cf-',
    'fastly-',
    'x-envoy-',
    'x-shop-',
    'x-host-',
    'akamai-',
  ];
  const WHOSE =
    `host host-name hostname server server-name domain url uri path scheme port for prefix id name handle slug
    tenant tenant-id store store-id store-handle shop shop-id shop-domain account account-id org org-id site site-id
    customer database database-url db db-url db-token instant-app-id app-id namespace key owner user user-id role
    authority origin referer`.split(/\s+/);
  const names = [...new Set([...requests.headers, ...WHO.flatMap((who) => WHOSE.map((whose) => who + whose))])].filter(
    (name) => !HTTPS_OWN.has(name) && /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name),
  );
  const cases = [
    ['vitrine.example', '/v1/stores/ada/products'],
    ['ada.shops.example', '/v1/stores/ada/products'],
    ['shop.ada.example', '/'],
  ] as const;

  it('changes nothing: no header selects a store, and no answer is kept under one', { timeout: 120_000 }, async () => {
    assert.ok(names.length >= 1100, `${names.length} names`);
    const bob = await api.databases.stores.find('bob');
    assert.ok(bob);
    const values = [bob.id, 'bob', 'bob.example', 'bob.shops.example', 'https://bob.example/v1/stores/bob/products'];
    assert.match(await (await at('bob.example', '/v1/stores/bob/products')).text(), new RegExp(CANARY));
    let sent = 0;
    for (const [index, [host, path]] of cases.entries()) {
      const control = await told(await at(host, path));
      assert.ok(!control.includes(CANARY));
      // Every value once in this process; workerd sits behind a network, and gets each name once.
      const tries = names.flatMap((name, i) => {
        if (onWorker && i % cases.length !== index) return [];
        const some = onWorker || index > 0 ? [values[i % values.length]!] : values;
        return some.map((value) => [name, value] as const);
      });
      sent += tries.length;
      for (let i = 0; i < tries.length; i += 16)
        await Promise.all(
          tries.slice(i, i + 16).map(async ([name, value]) => {
            assert.equal(
              await told(await at(host, path, { headers: { [name]: value } })),
              control,
              `${name}: ${value}`,
            );
          }),
        );
      assert.equal(await told(await at(host, path)), control);
    }
    assert.ok(sent >= (onWorker ? 1 : values.length + 2) * names.length, `${sent} requests`);
  });

  it('cannot be a method or a parameter that selects, debugs or duplicates', async () => {
    for (const method of requests.methods.filter((method) => method !== 'TRACE' && method !== 'PATCH')) {
      const response = await at('ada.shops.example', '/v1/stores/ada/products', { method }).catch(() => undefined);
      assert.ok(!response || [404, 405, 501].includes(response.status), `${method} ${response?.status}`);
    }
    for (const parameter of [...requests.parameters, ...requests.queries.map((query) => query.slice(1))]) {
      const query = encodeURI(parameter).replaceAll('#', '%23');
      for (const path of [`/v1/stores/ada/products?${query}`, `/v1/stores/ada/products?store=bob&${query}`]) {
        const response = await at('ada.shops.example', path);
        assert.ok([200, 400].includes(response.status), path);
        assert.ok(!(await response.text()).includes(CANARY), path);
      }
    }
  });
});
