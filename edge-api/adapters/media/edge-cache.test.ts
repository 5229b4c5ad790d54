import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cachedPicture, type EdgeCache } from './edge-cache.ts';

const PICTURE = `https://shop.example/media/ada/${'a'.repeat(64)}/640.webp`;
const FOR_EVER = 'public, max-age=31536000, immutable';

function edge() {
  const kept = new Map<string, Response>();
  const cache: EdgeCache = {
    match: async ({ url }) => kept.get(url)?.clone(),
    put: async ({ url }, response) => void kept.set(url, response),
  };
  let asked = 0;
  const ask = async (address: string, { control = FOR_EVER, status = 200, init = {} as RequestInit } = {}) => {
    const work: Promise<unknown>[] = [];
    const response = await cachedPicture(new Request(address, init), cache, {
      answer: async () => {
        asked += 1;
        return new Response('picture', { status, headers: { 'cache-control': control, 'x-request-id': `${asked}` } });
      },
      later: (some) => work.push(some),
    });
    await Promise.all(work);
    return response;
  };
  return { kept, ask, asked: () => asked };
}

describe('the cache near a visitor', () => {
  it('is asked before the shop, and says of a picture what the shop said', async () => {
    const { kept, ask, asked } = edge();
    await ask(PICTURE);
    const again = await ask(PICTURE);
    assert.deepEqual([asked(), await again.text()], [1, 'picture']);
    assert.deepEqual([...again.headers.keys()].sort(), ['cache-control', 'content-type']);
    assert.equal(again.headers.get('cache-control'), FOR_EVER);
    assert.equal(kept.get(PICTURE)?.headers.get('cache-control'), 'public, max-age=86400');
  });

  it('keeps neither what stands in for a picture, nor refusals, nor anything else', async () => {
    const { kept, ask, asked } = edge();
    await ask(PICTURE, { control: 'public, max-age=300' });
    await ask(PICTURE, { status: 404 });
    await ask(`${PICTURE}?v=1`);
    await ask('https://shop.example/v1/stores/ada');
    await ask(PICTURE, { init: { method: 'HEAD' } });
    assert.deepEqual([kept.size, asked()], [0, 5]);
  });
});
