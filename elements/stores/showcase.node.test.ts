import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError, type ApiClient } from '../client/api-client.ts';
import { createCatalogStore } from './catalog-store.ts';
import { showcase } from './showcase.ts';

/** A shop that knows these products; `fail` makes it answer that code, by handle. */
function shop(handles: readonly string[], fail: Record<string, number> = {}) {
  const asked: string[] = [];
  const client = {
    request: (path: string) => {
      asked.push(path);
      return Promise.resolve({ products: handles.map((handle) => ({ handle })) });
    },
    product: (handle: string) => {
      asked.push(handle);
      const status = fail[handle] ?? (handles.includes(handle) ? 200 : 404);
      if (status !== 200) return Promise.reject(new ApiError('refused', '', status));
      return Promise.resolve({ store: {}, product: { handle } });
    },
  } as unknown as ApiClient;
  return { asked, fail, client, catalog: createCatalogStore(client, () => undefined) };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const pick = (...handles: string[]) => ({ from: 'picked' as const, handles });
const shown = ({ value }: ReturnType<typeof showcase>) => [value.status, ...value.products.map(({ handle }) => handle)];

describe('products of a showcase', () => {
  it('are those picked, in their order, each once, without what is gone, and no more than wished for', async () => {
    const store = shop(['mug', 'hat', 'bag', 'pen']);
    const picked = showcase(store, pick('hat', 'gone', 'mug', 'hat', 'bag', 'pen'), 4);
    assert.deepEqual(shown(picked), ['loading']);
    await settled();
    assert.deepEqual(shown(picked), ['ready', 'hat', 'mug', 'bag']);
    assert.deepEqual(store.asked, ['hat', 'gone', 'mug', 'bag']);
  });

  it('are shown though one of them cannot be had just now, and asked for again when none can', async () => {
    const some = shop(['mug', 'hat'], { hat: 500 });
    const left = showcase(some, pick('mug', 'hat'), 8);
    await settled();
    assert.deepEqual(shown(left), ['ready', 'mug']);

    const none = shop(['mug'], { mug: 500 });
    const failed = showcase(none, pick('mug'), 8);
    await settled();
    assert.deepEqual(shown(failed), ['failed']);
    delete none.fail['mug'];
    failed.retry();
    await settled();
    assert.deepEqual(shown(failed), ['ready', 'mug']);
  });

  it('are what a search finds, asked for once for all who want the same', async () => {
    const store = shop(['mug', 'hat']);
    const [one, other] = [1, 2].map(() => showcase(store, { from: 'search', query: 'blue & white' }, 6));
    assert.equal(one, other);
    await settled();
    assert.deepEqual(shown(one!), ['ready', 'mug', 'hat']);
    assert.deepEqual(store.asked, ['/search?q=blue+%26+white&limit=6&facets=none']);
  });
});
