import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compressAnswers } from './compression.node.ts';

const text = (word: string) => `${word} `.repeat(200);

it('sends each answer as its own, though others at its address have had the same tag', async () => {
  const compress = compressAnswers();
  const said = async (method: string, word: string, kept: string) => {
    const request = new Request('https://shop.example/sections', { method, headers: { 'accept-encoding': 'gzip' } });
    const headers = { 'content-type': 'application/json', etag: '"1"', 'cache-control': kept };
    const answer = await compress(request, new Response(text(word), { status: 200, headers }));
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    return gunzipSync(await answer.arrayBuffer()).toString();
  };
  for (const [method, kept] of [
    ['POST', 'no-store'],
    ['GET', 'no-store'],
    ['POST', 'public, max-age=0'],
  ] as const) {
    assert.equal(await said(method, 'one', kept), text('one'));
    assert.equal(await said(method, 'two', kept), text('two'));
  }
  // Here the tag speaks of all that is said.
  assert.equal(await said('GET', 'one', 'public, max-age=0'), text('one'));
  assert.equal(await said('GET', 'two', 'public, max-age=0'), text('one'));
});
