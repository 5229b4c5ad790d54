import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, describe, test } from 'node:test';
import { cloudflareCertificates, type CloudflareSettings } from './cloudflare.ts';
import { CertificateError } from './port.ts';

const ZONE = '023e105f4ecef8ad9ca31a8372d0c353';
const TOKEN = 'a-token-that-must-not-be-told';
const ID = '0d89c70d-ad9f-4843-b99f-6cc0252067e9';

/** A custom hostname as Cloudflare's API documents it. */
const hostname = (more: object = {}, ssl: object = {}) => ({
  id: ID,
  hostname: 'shop.example',
  ssl: {
    id: '0d89c70d-ad9f-4843-b99f-6cc0252067e9',
    type: 'dv',
    method: 'txt',
    status: 'pending_validation',
    validation_records: [
      { status: 'pending', txt_name: '_acme-challenge.shop.example', txt_value: '810b7d5f01154524b961ba0cd578acc2' },
    ],
    certificate_authority: 'google',
    wildcard: false,
    ...ssl,
  },
  status: 'pending',
  ownership_verification: {
    type: 'txt',
    name: '_cf-custom-hostname.shop.example',
    value: '5cc07c04-ea62-4a5a-95f0-419334a875a4',
  },
  created_at: '2026-11-21T10:00:00.000000Z',
  ...more,
});
const ok = (result: unknown) => ({ success: true, errors: [], messages: [], result });
const error = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});

type Step = { status: number; body?: unknown; headers?: Record<string, string> } | 'SILENT' | 'DROP';
let steps: Step[] = [];
let seen: { line: string; authorization: string; body: unknown }[] = [];
let slept: number[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    seen.push({
      line: `${request.method} ${request.url?.replace(`/client/v4/zones/${ZONE}`, '')}`,
      authorization: request.headers.authorization ?? '',
      body: text === '' ? undefined : JSON.parse(text),
    });
    const step = steps.shift() ?? { status: 500 };
    if (step === 'SILENT') return;
    if (step === 'DROP') return void request.socket.destroy();
    response.writeHead(step.status, { 'content-type': 'application/json', ...step.headers });
    response.end(step.body === undefined ? '<html>bad gateway</html>' : JSON.stringify(step.body));
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => {
  server.closeAllConnections();
  server.close();
});
const settings: CloudflareSettings = {
  zoneId: ZONE,
  token: TOKEN,
  method: 'txt',
  apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`,
  sleep: async (ms) => void slept.push(ms),
};
const certificates = cloudflareCertificates(settings);
/** For what never answers. */
const impatient = cloudflareCertificates({ ...settings, timeoutMs: 150 });
const refusal = (passing: boolean, text: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof CertificateError);
  assert.equal(thrown.passing, passing);
  assert.match(thrown.message, text);
  assert.ok(!`${thrown.stack}${String(thrown.cause)}`.includes(TOKEN));
  return true;
};

beforeEach(() => {
  steps = [];
  seen = [];
  slept = [];
});

describe('certificates by Cloudflare', () => {
  test('are asked for as documented, and tell what to set', async () => {
    steps = [{ status: 201, body: ok(hostname()) }];
    assert.deepEqual(await certificates.request('shop.example'), {
      id: ID,
      status: 'pending',
      records: [
        { type: 'TXT', name: '_acme-challenge.shop.example', value: '810b7d5f01154524b961ba0cd578acc2' },
        { type: 'TXT', name: '_cf-custom-hostname.shop.example', value: '5cc07c04-ea62-4a5a-95f0-419334a875a4' },
      ],
      problem: null,
    });
    assert.deepEqual(seen, [
      {
        line: 'POST /custom_hostnames',
        authorization: `Bearer ${TOKEN}`,
        body: { hostname: 'shop.example', ssl: { method: 'txt', type: 'dv' } },
      },
    ]);
  });

  test('are active when host and certificate are, and failed when either has ended', async () => {
    for (const [status, ssl, expected] of [
      ['active', 'active', 'active'],
      ['active', 'pending_validation', 'pending'],
      ['pending', 'active', 'pending'],
      ['pending', 'initializing', 'pending'],
      ['pending', 'pending_issuance', 'pending'],
      ['pending', 'pending_deployment', 'pending'],
      ['pending', 'validation_timed_out', 'failed'],
      ['pending', 'issuance_timed_out', 'failed'],
      ['active', 'expired', 'failed'],
      ['blocked', 'pending_validation', 'failed'],
      ['moved', 'active', 'failed'],
    ] as const) {
      steps = [{ status: 200, body: ok(hostname({ status }, { status: ssl })) }];
      const certificate = await certificates.look(ID);
      assert.equal(certificate?.status, expected, `${status}, ${ssl}`);
      if (expected === 'active') assert.deepEqual(certificate?.records, []);
    }
    assert.equal(seen[0]?.line, `GET /custom_hostnames/${ID}`);
    const errors = { validation_errors: [{ message: 'SERVFAIL looking up CAA for shop.example' }] };
    steps = [{ status: 200, body: ok(hostname({}, errors)) }];
    assert.equal((await certificates.look(ID))?.problem, 'SERVFAIL looking up CAA for shop.example');
    steps = [
      { status: 200, body: ok(hostname({ verification_errors: ['None of the A or AAAA records are owned.'] })) },
    ];
    assert.match((await certificates.look(ID))?.problem ?? '', /A or AAAA/);
  });

  test('that are there already are found again, and no other whose name only contains the host', async () => {
    const other = hostname({ id: 'other', hostname: 'my-shop.example' });
    steps = [
      { status: 409, body: error(1406, 'Duplicate custom hostname found.') },
      { status: 200, body: ok([other, hostname({ status: 'active' }, { status: 'active' })]) },
    ];
    assert.deepEqual(
      [(await certificates.request('shop.example')).id, seen[1]?.line],
      [ID, 'GET /custom_hostnames?hostname=shop.example'],
    );
    steps = [
      { status: 409, body: error(1406, 'Duplicate custom hostname found.') },
      { status: 200, body: ok([other]) },
    ];
    await assert.rejects(
      certificates.request('shop.example'),
      refusal(false, /Duplicate custom hostname found. \(1406\)/),
    );
  });

  test('that are gone are no error', async () => {
    steps = [{ status: 404, body: error(1436, 'The custom hostname was not found.') }];
    assert.equal(await certificates.look(ID), undefined);
    steps = [{ status: 404, body: error(1436, 'The custom hostname was not found.') }];
    await certificates.remove(ID);
    steps = [{ status: 200, body: { id: ID } }];
    await certificates.remove(ID);
    assert.equal(seen.at(-1)?.line, `DELETE /custom_hostnames/${ID}`);
  });

  test('are refused with the reason where trying again would not help, and never with the token', async () => {
    for (const [step, text] of [
      [{ status: 400, body: error(1407, 'Invalid custom hostname.') }, /Invalid custom hostname. \(1407\)/],
      [{ status: 401, body: error(10000, `Authentication error ${TOKEN}`) }, /refuses our token/],
      [{ status: 403, body: error(9109, 'Unauthorized to access requested resource') }, /refuses our token/],
      [{ status: 404, body: error(7003, 'Could not route to /zones') }, /\(7003\)/],
      [{ status: 200, body: ok({ nonsense: true }) }, /not documented/],
      [{ status: 200, body: [] }, /answered 200/],
      [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, /answered 302/],
    ] as const) {
      steps = [step];
      seen = [];
      await assert.rejects(certificates.request('shop.example'), refusal(false, text));
      assert.equal(seen.length, 1);
    }
  });

  test('are tried three times when Cloudflare is busy, broken, silent or gone', async () => {
    steps = [
      { status: 429, body: error(10429, 'Rate limited'), headers: { 'retry-after': '7' } },
      { status: 502 },
      { status: 201, body: ok(hostname()) },
    ];
    assert.equal((await certificates.request('shop.example')).id, ID);
    assert.deepEqual(slept, [7000, 1000]);
    for (const step of [
      { status: 429, headers: { 'retry-after': '86400' } },
      { status: 503 },
      'SILENT',
      'DROP',
    ] as const) {
      steps = [step, step, step];
      [seen, slept] = [[], []];
      const asked = (step === 'SILENT' ? impatient : certificates).request('shop.example');
      await assert.rejects(asked, refusal(true, /times|reached/));
      assert.equal(seen.length, 3);
      assert.ok(Math.max(...slept) <= 30_000);
    }
  });
});
