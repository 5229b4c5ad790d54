import assert from 'node:assert/strict';
import { it } from 'node:test';
import { base64Url, fromBase64Url, hexOf } from './bytes-text.ts';

it('bytes are written as anybody else writes them, and read back', () => {
  for (const length of [0, 1, 2, 3, 250]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + 251) % 256);
    assert.equal(hexOf(bytes), Buffer.from(bytes).toString('hex'));
    assert.equal(base64Url(bytes), Buffer.from(bytes).toString('base64url'));
    assert.deepEqual(fromBase64Url(base64Url(bytes)), bytes);
  }
});
