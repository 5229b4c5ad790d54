import assert from 'node:assert/strict';
import { join } from 'node:path';
import { beforeEach, describe, test } from 'node:test';
import { type Certificate, CertificateError, type Certificates } from '../adapters/certificates/port.ts';
import { eraseCertificates } from '../adapters/certificates/erase-certificates.ts';
import { onDemandCertificates } from '../adapters/certificates/on-demand.ts';
import { ResolverError } from '../adapters/dns/port.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { openPlatformDatabase } from '../db/open.ts';
import { domainRepository } from '../repositories/domains.ts';
import { storeRepository } from '../repositories/stores.ts';
import { platformMigrations } from '../../migrations/index.ts';
import { ApiError } from './errors.ts';
import { domainService, type DomainPorts } from './domains.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const folder = testFolder();
const platform = openPlatformDatabase(fileAddress(join(folder, 'platform.db')), createNode);
await migrate(platform, platformMigrations);

let now = 0;
let zone = new Map<string, string[]>();
let trouble: Error | undefined;
const ports: DomainPorts = {
  async resolve(name) {
    if (trouble) throw trouble;
    return zone.get(name) ?? [];
  },
  certificates: onDemandCertificates,
  hosts: { baseDomain: 'shops.example', publicHost: 'vitrine.example' },
  targets: ['edge.shops.example', '192.0.2.7', '2001:db8::7'],
};
const make = (more: Partial<DomainPorts> = {}) =>
  domainService(domainRepository(platform), { ...ports, ...more }, () => now);
const domains = make();
const stores = storeRepository(platform);
const ownerOf = async (host: string) => (await stores.findByHost(host))?.id;

/** Sets the record a claim asks for, beside what is there. */
async function publish(storeId: string, host: string): Promise<void> {
  const record = (await domains.claim(storeId, host)).records.find(({ purpose }) => purpose === 'ownership');
  assert.ok(record);
  zone.set(record.name, [...(zone.get(record.name) ?? []), record.value]);
}
const refused = (code: string) => (error: unknown) => error instanceof ApiError && error.code === code;

beforeEach(async () => {
  now = Date.parse('2026-11-21T10:00:00Z');
  zone = new Map();
  trouble = undefined;
  await platform.run('DELETE FROM stores');
  for (const handle of ['ada', 'bob'])
    await platform.run(
      `INSERT INTO stores (id, handle, name, database_url, instant_app_id, created_at, updated_at)
       VALUES (?, ?, ?, 'file:///none', ?, '', '')`,
      [handle, handle, handle, crypto.randomUUID()],
    );
});

describe('a domain', () => {
  test('is claimed in its one form, and tells every record to set', async () => {
    const claimed = await domains.claim('ada', 'BÜCHER.example.');
    assert.equal(claimed.host, 'xn--bcher-kva.example');
    assert.equal(claimed.status, 'pending');
    assert.deepEqual(
      claimed.records.map(({ type, name, purpose }) => [type, name, purpose]),
      [
        ['TXT', '_vitrine.xn--bcher-kva.example', 'ownership'],
        ['CNAME', 'xn--bcher-kva.example', 'address'],
        ['A', 'xn--bcher-kva.example', 'address'],
        ['AAAA', 'xn--bcher-kva.example', 'address'],
      ],
    );
    assert.match(claimed.records[0]!.value, /^vitrine-verify=[0-9a-f]{32}$/);
    assert.deepEqual(await domains.claim('ada', 'bücher.example'), claimed);
    assert.notDeepEqual((await domains.claim('bob', 'bücher.example')).records[0], claimed.records[0]);
    assert.equal(await ownerOf('xn--bcher-kva.example'), undefined);
  });

  test('is none that the platform uses, and nothing that is no host name', async () => {
    for (const host of [
      'shops.example',
      'bob.shops.example',
      'vitrine.example',
      '192.0.2.1',
      'localhost',
      'a b.example',
    ])
      await assert.rejects(domains.claim('ada', host), refused('domain_invalid'), host);
  });

  test('leads to its store when its record is found, whatever else is there and however it is written', async () => {
    await domains.claim('ada', 'shop.example');
    await assert.rejects(domains.verify('ada', 'shop.example'), refused('domain_not_verified'));
    zone.set('_vitrine.shop.example', ['v=spf1 -all', 'vitrine-verify=0000']);
    await assert.rejects(domains.verify('ada', 'shop.example'), refused('domain_not_verified'));
    assert.match((await domains.list('ada'))[0]!.problem!, /2 TXT records/);
    const [record] = (await domains.list('ada'))[0]!.records;
    zone.set('_vitrine.shop.example', ['v=spf1 -all', ` ${record!.value.toUpperCase()} `]);
    const { domain } = await domains.verify('ada', 'Shop.Example');
    assert.deepEqual([domain.status, domain.problem, domain.certificate.status], ['verified', null, 'on_demand']);
    assert.equal(await ownerOf('shop.example'), 'ada');
    await domains.remove('ada', 'shop.example');
    assert.equal(await ownerOf('shop.example'), undefined);
    await assert.rejects(domains.remove('ada', 'shop.example'), refused('domain_not_found'));
  });

  test('has the first store that proves it, as long as that store goes on proving it', async () => {
    await publish('ada', 'shop.example');
    await publish('bob', 'shop.example');
    await domains.verify('bob', 'shop.example');
    await assert.rejects(domains.verify('ada', 'shop.example'), refused('domain_taken'));
    assert.equal(await ownerOf('shop.example'), 'bob');

    // Bob's record goes. His days are counted from the moment that Ada proves it, and not from the next daily check.
    zone.set('_vitrine.shop.example', zone.get('_vitrine.shop.example')!.slice(0, 1));
    await assert.rejects(domains.verify('ada', 'shop.example'), refused('domain_taken'));
    now += 3 * DAY - 1;
    await assert.rejects(domains.verify('ada', 'shop.example'), refused('domain_taken'));
    assert.equal(await ownerOf('shop.example'), 'bob');
    now += 1;
    assert.equal((await domains.verify('ada', 'shop.example')).takenFrom, 'bob');
    assert.equal(await ownerOf('shop.example'), 'ada');
    assert.equal((await domains.list('bob'))[0]!.status, 'failed');
  });

  test('stays with a store whose record is back in time', async () => {
    await publish('bob', 'shop.example');
    await publish('ada', 'shop.example');
    await domains.verify('bob', 'shop.example');
    const both = zone.get('_vitrine.shop.example')!;
    zone.set('_vitrine.shop.example', both.slice(1));
    await assert.rejects(domains.verify('ada', 'shop.example'), refused('domain_taken'));
    now += 4 * DAY;
    zone.set('_vitrine.shop.example', both);
    await assert.rejects(domains.verify('ada', 'shop.example'), refused('domain_taken'));
    assert.equal((await domains.list('bob'))[0]!.failingSince, null);
  });

  test('is one store’s even when both prove it at the same moment', async () => {
    await publish('ada', 'shop.example');
    await publish('bob', 'shop.example');
    const outcomes = await Promise.allSettled([
      domains.verify('ada', 'shop.example'),
      domains.verify('bob', 'shop.example'),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const held = await platform.all(`SELECT 1 FROM domain_claims WHERE host = 'shop.example' AND status = 'verified'`);
    assert.equal(held.length, 1);
  });

  test('counts against the store’s limit once', async () => {
    const counted: number[] = [];
    const limited = domainService(
      domainRepository(platform),
      ports,
      () => now,
      async (_storeId, count) => {
        counted.push(count);
        if (count >= 2) throw new ApiError('limit_reached', 'Two are enough.');
        return 2;
      },
    );
    await limited.claim('ada', 'one.example');
    await limited.claim('ada', 'two.example');
    await assert.rejects(limited.claim('ada', 'three.example'), refused('limit_reached'));
    await limited.claim('ada', 'two.example');
    assert.deepEqual(counted, [0, 1, 2]);
  });
});

describe('the canonical domain', () => {
  test('is a verified one of the store, and one at most', async () => {
    for (const host of ['one.example', 'two.example']) {
      await publish('ada', host);
      await domains.verify('ada', host);
    }
    await domains.claim('ada', 'three.example');
    await domains.setCanonical('ada', 'one.example');
    await domains.setCanonical('ada', 'two.example');
    await assert.rejects(domains.setCanonical('ada', 'three.example'), refused('domain_not_verified'));
    await assert.rejects(domains.setCanonical('bob', 'one.example'), refused('domain_not_found'));
    const canonical = async () => (await domains.list('ada')).filter((one) => one.canonical).map(({ host }) => host);
    assert.deepEqual(await canonical(), ['two.example']);
    assert.equal((await stores.findByHost('one.example'))?.canonicalHost, 'two.example');
    await domains.setCanonical('ada', null);
    assert.deepEqual(await canonical(), []);
  });
});

describe('tending', () => {
  test('looks at a verified domain once a day, and takes it away when its proof is gone for three', async () => {
    await publish('ada', 'shop.example');
    await domains.verify('ada', 'shop.example');
    await domains.setCanonical('ada', 'shop.example');
    assert.deepEqual(await domains.tend(10), []);
    now += DAY;
    assert.equal((await domains.tend(10)).length, 1);
    assert.deepEqual(await domains.tend(10), []);
    zone.clear();
    for (let day = 0; day < 3; day++) {
      now += DAY;
      assert.deepEqual((await domains.tend(10))[0]?.change, null);
      assert.equal(await ownerOf('shop.example'), 'ada');
    }
    now += DAY;
    assert.equal((await domains.tend(10))[0]?.change, 'failed');
    assert.equal(await ownerOf('shop.example'), undefined);
    assert.equal((await domains.list('ada'))[0]!.canonical, false);
    assert.deepEqual(await domains.tend(10), []);
  });

  test('takes nothing away because the DNS does not answer', async () => {
    await publish('ada', 'shop.example');
    await domains.verify('ada', 'shop.example');
    trouble = new ResolverError('away');
    for (let day = 0; day < 10; day++) {
      now += DAY;
      assert.equal((await domains.tend(10))[0]?.change, null);
    }
    const [domain] = await domains.list('ada');
    assert.equal(domain?.failingSince, null);
    assert.match(domain?.problem ?? '', /did not answer/);
    assert.equal(await ownerOf('shop.example'), 'ada');
  });

  test('finds the record of a fresh claim by itself, looks hourly, and gives up after three days', async () => {
    await domains.claim('ada', 'shop.example');
    await domains.claim('ada', 'never.example');
    assert.equal((await domains.tend(10)).length, 2);
    assert.equal((await domains.tend(10)).length, 0);
    now += HOUR;
    await publish('ada', 'shop.example');
    assert.deepEqual((await domains.tend(10)).map(({ host, change }) => [host, change]).sort(), [
      ['never.example', null],
      ['shop.example', 'verified'],
    ]);
    now += 3 * DAY;
    assert.deepEqual(
      (await domains.tend(10)).map(({ host }) => host),
      ['shop.example'],
    );
  });

  test('looks at no more than it may in one go, and comes to each in turn', async () => {
    for (let i = 0; i < 7; i++) await domains.claim('ada', `shop-${i}.example`);
    const seen = new Set<string>();
    for (let round = 0; round < 3; round++) for (const { host } of await domains.tend(3)) seen.add(host);
    assert.equal(seen.size, 7);
  });
});

describe('certificates', () => {
  const answers = new Map<string, Certificate>();
  let vendor: Error | undefined;
  let removed: string[] = [];
  const certificates: Certificates = {
    async request(host) {
      if (vendor) throw vendor;
      answers.set(`id-${host}`, {
        id: `id-${host}`,
        status: 'pending',
        records: [{ type: 'TXT', name: `_acme-challenge.${host}`, value: 'token' }],
        problem: null,
      });
      return answers.get(`id-${host}`)!;
    },
    async look(id) {
      if (vendor) throw vendor;
      return answers.get(id);
    },
    remove: async (id) => void removed.push(id),
  };
  const issuing = make({ certificates });

  test('are asked for when a domain is proved, watched until they are there, and given up with it', async () => {
    await publish('ada', 'shop.example');
    const { domain } = await issuing.verify('ada', 'shop.example');
    assert.equal(domain.certificate.status, 'pending');
    assert.deepEqual(domain.records.at(-1), {
      type: 'TXT',
      name: '_acme-challenge.shop.example',
      value: 'token',
      purpose: 'certificate',
    });
    await issuing.tend(10);
    answers.set('id-shop.example', { id: 'id-shop.example', status: 'active', records: [], problem: null });
    await issuing.tend(10);
    const [active] = await issuing.list('ada');
    assert.deepEqual([active?.certificate.status, active?.records.at(-1)?.purpose], ['active', 'address']);
    assert.deepEqual(await issuing.tend(10), []);
    removed = [];
    const store = await stores.find('ada');
    assert.ok(store);
    await eraseCertificates(certificates, domainRepository(platform).certificateIds).erase(store);
    assert.deepEqual(removed.splice(0), ['id-shop.example']);
    await issuing.remove('ada', 'shop.example');
    assert.deepEqual(removed, ['id-shop.example']);
  });

  test('that cannot be had keep nobody’s domain from being verified, and are tried again', async () => {
    await publish('ada', 'shop.example');
    vendor = new CertificateError('Cloudflare was not reached.', { passing: true });
    const { domain } = await issuing.verify('ada', 'shop.example');
    assert.deepEqual(
      [domain.status, domain.certificate],
      ['verified', { status: 'none', problem: 'Cloudflare was not reached.' }],
    );
    vendor = new CertificateError('Cloudflare refuses our token for this zone.', { passing: false });
    await issuing.tend(10);
    assert.equal((await issuing.list('ada'))[0]?.certificate.status, 'failed');
    assert.deepEqual(await issuing.tend(10), []);
    vendor = undefined;
    now += DAY;
    await issuing.tend(10);
    assert.equal((await issuing.list('ada'))[0]?.certificate.status, 'pending');
  });
});
