import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnvironmentError, readEnvironment } from './env.ts';

test('an empty environment is the embedded default', () => {
  const env = readEnvironment({});
  assert.equal(env.port, 8787);
  assert.equal(env.dataDir, '.data');
  assert.deepEqual(env.database, { mode: 'file' });
  assert.equal(env.instant, null);
});

test('trusted proxies are addresses and networks, and anything else is a fault', () => {
  assert.deepEqual(readEnvironment({}).trustedProxies, []);
  assert.equal(readEnvironment({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' }).trustedProxies.length, 3);
  assert.throws(() => readEnvironment({ TRUSTED_PROXIES: '10.0.0.0/8,*' }), /TRUSTED_PROXIES.*"\*" is neither/);
});

test('rate limits are off, or figures for limits that exist', () => {
  assert.deepEqual(readEnvironment({}).rateLimits, {});
  assert.equal(readEnvironment({ RATE_LIMITS: 'off' }).rateLimits, null);
  assert.deepEqual(readEnvironment({ RATE_LIMITS: 'reads-address=5000, orders-store=9' }).rateLimits, {
    'reads-address': 5000,
    'orders-store': 9,
  });
  for (const wrong of ['no', 'reads-address', 'reads-address=0', 'reads-address=-1', 'constructor=5'])
    assert.throws(() => readEnvironment({ RATE_LIMITS: wrong }), /RATE_LIMITS/, wrong);
});

test('a variable set to nothing counts as not set', () => {
  assert.equal(readEnvironment({ PORT: '', INSTANT_APP_ID: '' }).port, 8787);
});

test('one message lists every fault at once', () => {
  assert.throws(
    () =>
      readEnvironment({
        PORT: '99999',
        DATABASE_MODE: 'postgres',
        PUBLIC_URL: 'javascript:alert(1)',
        VITRINE_KEY: 'short',
        INSTANT_API_URI: 'https://instant.example',
        LOG_LEVEL: 'loud',
      }),
    (error) => {
      assert.ok(error instanceof EnvironmentError);
      assert.deepEqual(error.faults.map(({ variable }) => variable).sort(), [
        'DATABASE_MODE',
        'INSTANT_ADMIN_TOKEN',
        'INSTANT_APP_ID',
        'INSTANT_WEBSOCKET_URI',
        'LOG_LEVEL',
        'PORT',
        'PUBLIC_URL',
        'VITRINE_KEY',
      ]);
      for (const { variable } of error.faults) assert.match(error.message, new RegExp(`^  ${variable}`, 'm'));
      return true;
    },
  );
});

test('a fault does not repeat the secret it was found in', () => {
  assert.throws(
    () => readEnvironment({ VITRINE_KEY: 'my-secret-value' }),
    (error: Error) => !error.message.includes('my-secret-value'),
  );
});

test('the sqld mode asks for its address', () => {
  assert.throws(() => readEnvironment({ DATABASE_MODE: 'sqld' }), /SQLD_URL +is missing: DATABASE_MODE is sqld/);
  const env = readEnvironment({ DATABASE_MODE: 'sqld', SQLD_URL: 'http://127.0.0.1:8912' });
  assert.deepEqual(env.database, { mode: 'sqld', url: 'http://127.0.0.1:8912', adminUrl: null, authToken: null });
});

test('mails leave only where it is said which address their links lead to, so that no request says it', () => {
  const mail = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'shop@shop.example' };
  assert.throws(() => readEnvironment(mail), /PUBLIC_URL +is missing: SMTP_URL is set/);
  for (const more of [{ PUBLIC_URL: 'https://shop.example' }, { BASE_DOMAIN: 'shop.example' }])
    assert.equal(readEnvironment({ ...mail, ...more }).mail.provider?.kind, 'smtp');
});

test('the turso mode asks for all it needs, at once', () => {
  assert.throws(
    () =>
      readEnvironment({ DATABASE_MODE: 'turso', TURSO_DATABASE_PREFIX: 'Not_This', TURSO_TOKEN_EXPIRATION: 'soon' }),
    (error) => {
      assert.ok(error instanceof EnvironmentError);
      assert.deepEqual(error.faults.map(({ variable }) => variable).sort(), [
        'PLATFORM_DATABASE_URL',
        'TURSO_API_TOKEN',
        'TURSO_DATABASE_PREFIX',
        'TURSO_GROUP',
        'TURSO_ORGANIZATION',
        'TURSO_TOKEN_EXPIRATION',
        'VITRINE_KEY',
      ]);
      return true;
    },
  );
  const env = readEnvironment({
    DATABASE_MODE: 'turso',
    TURSO_API_TOKEN: 'platform-token',
    TURSO_ORGANIZATION: 'acme',
    TURSO_GROUP: 'default',
    PLATFORM_DATABASE_URL: 'libsql://platform-acme.turso.io',
    PLATFORM_DATABASE_TOKEN: 'database-token',
    VITRINE_KEY: `k1:${'ab'.repeat(32)}`,
  });
  assert.deepEqual(env.database, {
    mode: 'turso',
    apiUrl: 'https://api.turso.tech',
    apiToken: 'platform-token',
    organization: 'acme',
    group: 'default',
    prefix: 'vitrine',
    template: null,
    tokenExpiration: 'never',
  });
  assert.deepEqual(env.platformDatabase, { url: 'libsql://platform-acme.turso.io', token: 'database-token' });
});

test('sealing keys carry their id', () => {
  const env = readEnvironment({ VITRINE_KEY: `k2:${'ab'.repeat(32)}`, VITRINE_OLD_KEYS: `k1:${'cd'.repeat(32)}` });
  assert.equal(env.sealingKey?.id, 'k2');
  assert.deepEqual(
    env.oldSealingKeys.map(({ id }) => id),
    ['k1'],
  );
});

test('a shop at https does not start with a test bank whose secret everybody knows', () => {
  const known = { PUBLIC_URL: 'https://shop.example', TEST_BANK: '1' };
  const refused = /TEST_BANK_SECRET  is the one everybody knows/;
  assert.throws(() => readEnvironment(known), refused);
  assert.throws(() => readEnvironment({ ...known, TEST_BANK_SECRET: 'test-bank-secret' }), refused);
  const far = { PUBLIC_URL: 'https://shop.example', TEST_BANK_URL: 'http://127.0.0.1:9' };
  assert.throws(() => readEnvironment(far), refused);
  assert.ok(readEnvironment({ ...known, TEST_BANK_SECRET: 'a secret of our own' }).payments.bank);
  assert.ok(readEnvironment({ ...known, PUBLIC_URL: 'http://localhost:8787' }).payments.bank);
  assert.equal(readEnvironment({ PUBLIC_URL: 'https://shop.example' }).payments.bank, null);
});

test('a model that writes sections has a name, and no key of another API is sent to its own', () => {
  assert.equal(readEnvironment({ OPENAI_API_KEY: 'sk-1' }).sections, null);
  const openai = { SECTION_GENERATOR: 'openai', SECTION_MODEL: 'm' };
  assert.equal(readEnvironment({ ...openai, OPENAI_API_KEY: 'sk-1' }).sections?.apiKey, 'sk-1');
  const elsewhere = { ...openai, OPENAI_API_KEY: 'sk-1', SECTION_API_URL: 'http://localhost:11434/v1/' };
  assert.deepEqual(readEnvironment(elsewhere).sections, {
    model: 'm',
    apiKey: '',
    baseUrl: 'http://localhost:11434/v1',
    api: 'chat',
  });
  assert.throws(() => readEnvironment({ SECTION_GENERATOR: 'openai' }), /SECTION_MODEL[^]*SECTION_API_KEY/);
});
