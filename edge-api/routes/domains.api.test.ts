import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startDoh, type Zone } from '../adapters/dns/zone.test-support.ts';
import { assertError, startApi } from './api.test-support.ts';

const zone: Zone = new Map();
const doh = await startDoh(zone);
after(() => doh.stop());
const api = await startApi({}, { BASE_DOMAIN: 'shops.example', DOH_URL: doh.url });
let [ada, bob] = ['', ''];
before(async () => {
  await api.store('ada', { plan: 'enterprise' });
  await api.store('bob', { plan: 'enterprise' });
  ada = await api.key('ada', 'domains:write', 'audit:read');
  bob = await api.key('bob', 'domains:write', 'audit:read');
});

const HOME = 'http://shops.example';
const call = (key: string, path: string, method = 'GET', body?: unknown) =>
  api.call(`${HOME}/v1/admin/stores/${key === ada ? 'ada' : 'bob'}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const proofOf = (domain: { records: { value: string }[] }): string => domain.records[0]!.value;
const statusAt = async (host: string, store: string) => (await api.request(`http://${host}/v1/stores/${store}`)).status;

describe('domains of a store', () => {
  test('are claimed, proved, listed and given up, and each step is written down', async () => {
    const claimed = await call(ada, '/domains', 'POST', { host: 'Shop.Ada.Example' });
    assert.equal(claimed.status, 201);
    assert.deepEqual(
      [claimed.body.domain.host, claimed.body.domain.status, claimed.body.domain.certificate.status],
      ['shop.ada.example', 'pending', 'none'],
    );
    assertError(await call(ada, '/domains/shop.ada.example/verify', 'POST'), 'domain_not_verified', 422);
    assert.equal(await statusAt('shop.ada.example', 'ada'), 404);
    zone.set('_vitrine.shop.ada.example', [[proofOf(claimed.body.domain)]]);
    const verified = await call(ada, '/domains/shop.ada.example/verify', 'POST');
    assert.deepEqual([verified.status, verified.body.domain.status], [200, 'verified']);
    // At once: the process that proves a domain forgets that nobody had it.
    assert.equal(await statusAt('shop.ada.example', 'ada'), 200);
    assert.equal(await statusAt('shop.ada.example', 'bob'), 404);

    const list = await call(ada, '/domains');
    assert.deepEqual(list.body.domains, [verified.body.domain]);
    assert.equal((await call(ada, '/domains/shop.ada.example', 'DELETE')).status, 204);
    assert.equal(await statusAt('shop.ada.example', 'ada'), 404);
    assertError(await call(ada, '/domains/shop.ada.example', 'DELETE'), 'domain_not_found', 404);
    const log = await api.databases.platform.all(
      `SELECT action, target FROM audit_log WHERE action LIKE 'domain.%' ORDER BY id`,
    );
    assert.deepEqual(
      log.map(({ action, target }) => [action, target]),
      ['claim', 'verify', 'remove'].map((verb) => [`domain.${verb}`, 'shop.ada.example']),
    );
  });

  test('are nobody’s whom the DNS does not name', async () => {
    const [ours, theirs] = await Promise.all([
      call(ada, '/domains', 'POST', { host: 'shop.example' }),
      call(bob, '/domains', 'POST', { host: 'shop.example' }),
    ]);
    assert.notEqual(proofOf(ours.body.domain), proofOf(theirs.body.domain));
    zone.set('_vitrine.shop.example', [[proofOf(theirs.body.domain)]]);
    assertError(await call(ada, '/domains/shop.example/verify', 'POST'), 'domain_not_verified', 422);
    assert.equal((await call(bob, '/domains/shop.example/verify', 'POST')).status, 200);
    zone.set('_vitrine.shop.example', [[proofOf(theirs.body.domain)], [proofOf(ours.body.domain)]]);
    assertError(await call(ada, '/domains/shop.example/verify', 'POST'), 'domain_taken', 409);
    // Another store's domain is, for all one is told, no domain at all.
    assertError(await call(ada, '/domains/other.example/verify', 'POST'), 'domain_not_found', 404);
    assertError(await call(ada, '/domains/canonical', 'PUT', { host: 'shop.example' }), 'domain_not_verified', 422);
  });

  test('are refused that are the platform’s, or none', async () => {
    for (const host of ['shops.example', 'bob.shops.example', '10.0.0.1', 'https://x.example', '𝐬hop.example', 'x'])
      assertError(await call(ada, '/domains', 'POST', { host }), 'domain_invalid', 422);
    assertError(await call(ada, '/domains', 'POST', { host: '' }), 'invalid_request', 400);
    assertError(await call(ada, '/domains/canonical', 'PUT', {}), 'invalid_request', 400);
  });

  test('that the DNS does not answer about stay as they are', async () => {
    const { body } = await call(bob, '/domains', 'POST', { host: 'quiet.example' });
    zone.set('_vitrine.quiet.example', 'SERVFAIL');
    assertError(await call(bob, '/domains/quiet.example/verify', 'POST'), 'domain_not_verified', 422);
    const { domains } = (await call(bob, '/domains')).body;
    const quiet = domains.find(({ host }: { host: string }) => host === 'quiet.example');
    assert.equal(quiet.status, body.domain.status);
    assert.match(quiet.problem, /did not answer/);
  });
});
