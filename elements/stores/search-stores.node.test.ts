import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import type { ApiClient } from '../client/api-client.ts';
import { createSearchStore, type SearchRequest } from './search-store.ts';
import { createSuggestStore } from './suggest-store.ts';

/** A client whose answers come when the test says, in any order, and that takes no notice of being told to stop. */
function deafClient() {
  const asked: { path: string; answer(body: unknown): Promise<void>; fail(): Promise<void> }[] = [];
  const client: Pick<ApiClient, 'request'> = {
    request: (path) =>
      new Promise((resolve, reject) => {
        const settle = async (how: () => void): Promise<void> => {
          how();
          // Whoever waits for it goes on in a microtask or two.
          for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        };
        asked.push({
          path,
          answer: (body) => settle(() => resolve(body as never)),
          fail: () => settle(() => reject(new Error('cut'))),
        });
      }),
  };
  return { asked, client: client as ApiClient };
}

const suggestions = (word: string) => ({ products: [], collections: [], queries: [word], didYouMean: null });
const page = (handle: string, more: object = {}) => ({
  products: [{ id: handle, handle }],
  total: 1,
  matching: 1,
  relaxed: false,
  corrected: null,
  didYouMean: null,
  facets: [],
  tookMs: 1,
  next: null,
  ...more,
});

describe('suggestions', () => {
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout'] });
  });

  it('are never overwritten by an older answer, whatever order they come in', async () => {
    const { asked, client } = deafClient();
    const store = createSuggestStore(client);
    for (const text of ['l', 'la', 'lam']) {
      store.type(text);
      mock.timers.tick(80);
    }
    assert.deepEqual(
      asked.map(({ path }) => path),
      ['l', 'la', 'lam'].map((text) => `/search/suggest?q=${text}`),
    );
    await asked[1]!.answer(suggestions('second'));
    assert.deepEqual(store.value.suggestions.queries, []);
    await asked[2]!.answer(suggestions('third'));
    await asked[0]!.answer(suggestions('first'));
    assert.deepEqual(store.value, { query: 'lam', suggestions: suggestions('third') });
  });

  it('cost one request at most for each key, none within the pause, and none for what is known', async () => {
    const { asked, client } = deafClient();
    const store = createSuggestStore(client);
    for (const text of ['l', 'la', 'lam', 'lamp']) {
      store.type(text);
      mock.timers.tick(79);
    }
    assert.equal(asked.length, 0);
    mock.timers.tick(1);
    assert.equal(asked.length, 1);
    await asked[0]!.answer(suggestions('lamp'));
    for (const text of ['lamp ', ' lamp', 'lam', 'lamp']) store.type(text);
    mock.timers.tick(1000);
    assert.equal(asked.length, 1);
    assert.equal(store.value.query, 'lamp');
  });

  it('do not come back after they were dismissed, and one that failed brings none of an older text back', async () => {
    const { asked, client } = deafClient();
    const store = createSuggestStore(client);
    store.type('lamp');
    mock.timers.tick(80);
    store.dismiss();
    await asked[0]!.answer(suggestions('late'));
    assert.equal(store.value.query, '');
    store.type('mug');
    mock.timers.tick(80);
    store.type('mugs');
    mock.timers.tick(80);
    await asked[2]!.answer(suggestions('mugs'));
    await asked[1]!.fail();
    assert.equal(store.value.query, 'mugs');
    store.type('cut');
    mock.timers.tick(80);
    await asked[3]!.fail();
    assert.equal(store.value.query, '');
    store.type('cut');
    mock.timers.tick(80);
    assert.equal(asked.length, 5, 'a failure is not remembered');
  });
});

describe('results', () => {
  const request = (query: string, more: Partial<SearchRequest> = {}): SearchRequest => ({
    query,
    filters: {},
    sort: '',
    ...more,
  });
  const open = (facets = false) => {
    const { asked, client } = deafClient();
    return { asked, store: createSearchStore(client, { limit: () => 24, facets: () => facets }) };
  };
  const shown = (store: ReturnType<typeof open>['store']): string[] => store.value.products.map(({ handle }) => handle);

  it('are never overwritten by an older answer or an older failure', async () => {
    const { asked, store } = open();
    for (const query of ['old', 'older', 'new']) void store.search(request(query));
    await asked[2]!.answer(page('new'));
    await asked[0]!.answer(page('old'));
    await asked[1]!.fail();
    assert.deepEqual([store.value.status, store.value.query, shown(store)], ['ready', 'new', ['new']]);
  });

  it('do not grow by a page of an older search', async () => {
    const { asked, store } = open();
    void store.search(request('old'));
    await asked[0]!.answer(page('old', { next: 'p2' }));
    void store.more();
    void store.search(request('new'));
    await asked[2]!.answer(page('new'));
    await asked[1]!.answer(page('old-2'));
    assert.deepEqual(shown(store), ['new']);
  });

  it('keep what narrows them when another page comes, and ask for it no second time', async () => {
    const { asked, store } = open(true);
    const facets = [{ name: 'vendor', label: 'vendor', kind: 'values', values: [] }];
    void store.search(request('mug'));
    assert.equal(asked[0]!.path, '/search?q=mug&limit=24');
    await asked[0]!.answer(page('one', { next: 'p2', facets }));
    void store.more();
    assert.equal(asked[1]!.path, '/search?q=mug&limit=24&after=p2&facets=none');
    await asked[1]!.answer(page('two'));
    assert.deepEqual(shown(store), ['one', 'two']);
    assert.deepEqual(store.value.facets, facets);
    await store.facets();
    assert.equal(asked.length, 2);
  });

  it('ask for what narrows them once, however often it is asked for', async () => {
    const { asked, store } = open();
    void store.search(request('mug'));
    await asked[0]!.answer(page('mug'));
    void store.facets();
    void store.facets();
    assert.deepEqual(
      asked.map(({ path }) => path),
      ['/search?q=mug&limit=24&facets=none', '/search?q=mug&limit=1'],
    );
    void store.search(request('cup'));
    await asked[1]!.answer(page('mug', { facets: [{ name: 'old' }] }));
    await asked[2]!.answer(page('cup'));
    assert.equal(store.value.facets, undefined);
  });

  it('say everything in the address that they are narrowed and ordered by', () => {
    const { asked, store } = open();
    void store.search(
      request(' mug ', {
        collection: { handle: 'table', title: 'Table' },
        filters: { vendor: ['Kiln, Co', 'a\\b'], type: [], 'price.max': ['5000'] },
        sort: 'newest',
        exact: true,
      }),
    );
    assert.deepEqual(Object.fromEntries(new URLSearchParams(asked[0]!.path.split('?')[1])), {
      q: 'mug',
      'filter.collection': 'table',
      'filter.vendor': 'Kiln\\, Co,a\\\\b',
      'filter.price.max': '5000',
      sort: 'newest',
      spelling: 'exact',
      limit: '24',
    });
  });

  it('forget everything when told, whatever comes after', async () => {
    const { asked, store } = open();
    void store.search(request('mug'));
    store.clear();
    await asked[0]!.answer(page('mug'));
    assert.equal(store.value.status, 'idle');
  });
});
