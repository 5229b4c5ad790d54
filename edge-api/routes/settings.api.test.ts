import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertError, startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
await api.store('ada', { settings: { languages: ['de_DE', 'en'] } }, sell({ handle: 'mug' }));
const authorization = `Bearer ${await api.key('ada', 'store:write')}`;

const change = (settings: object) =>
  api.call('http://shops.example/v1/admin/stores/ada/settings', {
    method: 'PATCH',
    headers: { authorization },
    body: JSON.stringify({ settings }),
  });

describe('languages of a shop', () => {
  it('are language tags; what is none is refused by its place', async () => {
    for (const tag of ['de_DE', 'en-!!', 'en-u-u1', 'en-"><b>']) {
      const answer = await change({ languages: ['en', tag] });
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, 'settings.languages.1', tag);
    }
    assert.equal(
      (await change({ order: { numberPrefix: 'A' } })).status,
      200,
      'what is kept stays, and can be gone on with',
    );
  });

  it('that are none, and were kept before, take no page from the shop', async () => {
    for (const path of ['/', '/products/mug', '/cart'])
      for (const language of ['de', 'en']) {
        const init = { headers: { 'accept-language': language } };
        assert.equal((await api.request(`http://ada.shops.example${path}`, init)).status, 200, path);
      }
    assert.equal((await change({ languages: ['pt-BR', 'de'] })).status, 200);
  });
});
