import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logLine } from './log.ts';

describe('a line of the log', () => {
  it('is one line of JSON, whatever is said', () => {
    const line = logLine('warn', 'a\nb', { cause: 'x\n  at y' });
    assert.ok(!line.includes('\n'));
    const { time, ...rest } = JSON.parse(line) as Record<string, unknown>;
    assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(rest, { level: 'warn', message: 'a\nb', cause: 'x\n  at y' });
  });

  const id = '01KAJ5V0YR3M7Z2W2G4DS1F31G';
  const secret = 'a'.repeat(31) + '_';
  const jwt = `eyJhbGciOiJFZERTQSJ9.${'p'.repeat(40)}.${'s'.repeat(40)}`;
  for (const [what, text, kept] of [
    ['a key', `vsk_${id}_${secret}`, `vsk_${id}_…`],
    ['a bearer token', `authorization: Bearer ${secret}`, 'Bearer …'],
    ['a database token', `libsql://x.example?authToken=${jwt}`, 'libsql://x.example?authToken=…'],
    ['a token by itself', `said ${jwt} twice`, 'said … twice'],
    ['a password in an address', `https://ada:${secret}@db.example/x`, 'https://ada:…@db.example/x'],
    ['a sealing key', `k1:${'0f'.repeat(32)}`, 'k1:…'],
    ['the token of an order', `/v1/stores/ada/orders/${secret}`, '/v1/stores/ada/orders/…'],
  ] as const)
    it(`never holds ${what}`, () => {
      const line = logLine('error', text, { cause: text, deep: { deeper: [text] } });
      assert.ok(!line.includes(secret) && !line.includes(jwt) && !line.includes('0f0f0f'), line);
      assert.equal(line.split(kept).length, 4, line);
    });
});
