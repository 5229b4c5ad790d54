import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi();
const settings = { shipping: { methods: [{ id: 'post', title: 'Post', freeFromMinor: 5000 }] } };
await api.store('ada', { name: 'Ada', settings }, sell({ handle: 'mug', title: 'Blue mug', collections: ['table'] }));
const key = await api.key('ada', 'pages:write');
const compose = (wish: object) =>
  api.call('/v1/admin/stores/ada/pages/compose', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(wish),
  });

describe('a page that is composed', () => {
  it('is a draft of valid sections made of the shop’s own things, with how it came to be', async () => {
    const { status, body } = await compose({ type: 'home', seed: 'one', tone: 'warm' });
    assert.equal(status, 201, JSON.stringify(body));
    const { page, generation, issues } = body;
    assert.deepEqual([page.type, page.title, page.live, issues], ['home', 'Ada', null, []]);
    const types = page.sections.map(({ type }: { type: string }) => type);
    assert.ok(types.includes('hero') && types.includes('product-showcase'), types.join());
    assert.match(JSON.stringify(page.sections), /50/);
    assert.equal(generation.generator, 'composer');
    for (const { metadata } of page.sections) assert.equal(metadata.seed, 'one');
    // Nobody sees it yet.
    assertError(await api.call(`/v1/stores/ada/pages/${page.slug}`), 'page_not_found', 404);
  });

  it('gets an address of its own where nobody wished for one, and refuses one that is taken', async () => {
    const first = await compose({ type: 'about', title: 'Who we are' });
    const second = await compose({ type: 'about', title: 'Who we are' });
    assert.deepEqual([first.body.page.slug, second.body.page.slug], ['who-we-are', 'who-we-are-2']);
    assertError(await compose({ type: 'about', slug: 'who-we-are' }), 'page_slug_taken', 409);
  });

  it('is refused by the field where the wish cannot be kept', async () => {
    for (const [wish, path] of [
      [{ collection: 'none' }, 'collection'],
      [{ generator: 'model' }, 'generator'],
      [{ type: 'shop' }, 'type'],
      [{ wish: 'x'.repeat(2001) }, 'wish'],
    ] as const) {
      const answer = await compose(wish);
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, path);
    }
  });
});
