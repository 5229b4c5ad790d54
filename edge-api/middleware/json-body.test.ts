import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { startApi } from '../routes/api.test-support.ts';

const api = await startApi();
await api.store('ada');
const post = async (body: BodyInit | null, headers: Record<string, string> = {}) => {
  const response = await api.request('/v1/stores/ada/quotes', { method: 'POST', headers, body });
  const answer = (await response.json()) as { error?: { code: string } };
  return { status: response.status, code: answer.error?.code };
};

describe('bodies', () => {
  it('are read as JSON whatever content type they come with', async () => {
    for (const type of [
      'text/plain;charset=UTF-8',
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ])
      assert.equal((await post('{"lines":[]}', { 'content-type': type })).status, 200, type);
    assert.equal((await post(new Uint8Array(new TextEncoder().encode('{"lines":[]}')))).status, 200);
  });

  it('are refused by what is wrong with them', async () => {
    assert.deepEqual(await post(''), { status: 400, code: 'invalid_json' });
    assert.deepEqual(await post(null), { status: 400, code: 'invalid_json' });
    assert.deepEqual(await post('{"lines":[]'), { status: 400, code: 'invalid_json' });
    assert.deepEqual(await post(new Uint8Array([0x7b, 0xff, 0x7d])), { status: 400, code: 'invalid_json' });
    assert.deepEqual(await post(`{"lines":${'['.repeat(20)}${']'.repeat(20)}}`), { status: 400, code: 'invalid_json' });
    assert.deepEqual(await post(`{"lines":[],"x":"${'y'.repeat(300_000)}"}`), { status: 413, code: 'body_too_large' });
    assert.deepEqual(await post('{"lines":[{"variantId":"\\ud800","quantity":1}]}'), {
      status: 400,
      code: 'invalid_request',
    });
  });

  it('do not count a bracket inside a text as nesting', async () => {
    const deep = JSON.stringify({ lines: [], x: `${'['.repeat(50)}"\\` });
    assert.equal((await post(deep)).status, 200);
  });

  it('of every kind a fuzzer has thrown never end in a 5xx', async () => {
    const path = new URL('../../../shared/corpora/json-parsing.jsonl', import.meta.url);
    const rows = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    for (const row of rows) {
      const { payload, encoding } = JSON.parse(row) as { payload: string; encoding?: string };
      const body = encoding === 'base64' ? new Uint8Array(Buffer.from(payload, 'base64')) : payload;
      for (const wrapped of typeof body === 'string' ? [body, `{"lines":[],"x":${body}}`] : [body]) {
        const { status } = await post(wrapped);
        assert.ok(status < 500, payload.slice(0, 200));
      }
    }
  });
});
