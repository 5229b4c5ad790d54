import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, assertError, startApi } from './api.test-support.ts';

const api = await startApi();
await api.store('ada');
const key = await api.key('ada', 'pages:write');
const admin = '/v1/admin/stores/ada';

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  api.call(`${admin}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const hero = (heading: string) => ({ type: 'hero', variant: 'minimal', content: { heading } });

describe('pages and their sections by API', () => {
  it('go from a draft to what visitors see, and say where they have moved', async () => {
    const { page } = (await ask('POST', '/pages', { type: 'about', title: 'About us' })).body;
    const made = await ask('POST', '/sections', { pageId: page.id, section: hero('Hello') });
    assert.equal(made.status, 201);
    assertError(await api.call('/v1/stores/ada/pages/about-us'), 'page_not_found', 404);
    const live = await ask('POST', `/pages/${page.id}/publish`, { note: 'First' });
    assert.deepEqual(live.body.page.live, { version: 1, slug: 'about-us', path: '/pages/about-us' });
    const shown = await api.call('/v1/stores/ada/pages/about-us');
    assert.equal(shown.body.page.sections[0].content.heading, 'Hello');
    const { etag = '' } = Object.fromEntries(live.headers);
    const moved = await ask('PATCH', `/pages/${page.id}`, { slug: 'who-we-are' }, { 'if-match': etag });
    assert.equal(moved.status, 200);
    assertError(await ask('PATCH', `/pages/${page.id}`, { title: 'X' }, { 'if-match': etag }), 'page_changed', 409);
    await ask('POST', `/pages/${page.id}/publish`, {});
    const { redirects } = (await ask('GET', '/redirects')).body;
    assert.deepEqual(
      redirects.map((one: { path: string; target: string; origin: string }) => [one.path, one.target, one.origin]),
      [['/pages/about-us', '/pages/who-we-are', 'slug']],
    );
    const preview = (await ask('POST', `/pages/${page.id}/preview`)).body;
    const draft = await api.request(`/v1/stores/ada/pages/who-we-are?preview=${preview.secret}`);
    assert.deepEqual(
      [draft.status, draft.headers.get('cache-control'), draft.headers.get('x-robots-tag')],
      [200, 'no-store', 'noindex, nofollow'],
    );
  });

  it('are refused with the field named, and repaired with notes', async () => {
    const refused = await ask('POST', '/sections', { section: { type: 'stats', content: { items: [] } } });
    assertError(refused, 'invalid_section', 422);
    assert.match(refused.body.error.issues[0].path, /^content\.items/);
    const { section } = (
      await ask('PUT', '/sections/mine', {
        section: { type: 'hero-section', content: { title: '<b>Now</b>', mood: 'glad' } },
        metadata: { model: 'm' },
      })
    ).body;
    assert.deepEqual([section.type, section.content.heading, section.metadata], ['hero', 'Now', { model: 'm' }]);
    assert.deepEqual(section.extra, { 'content.mood': 'glad' });
    const shown = await api.call('/v1/stores/ada/sections/mine');
    assert.deepEqual(Object.keys(shown.body.section).toSorted(), [
      ...['content', 'id', 'settings', 'type', 'variant', 'version'],
    ]);
  });

  it('have a history that can be compared and gone back in', async () => {
    await ask('PUT', '/sections/told', { section: hero('One') });
    await ask('PATCH', '/sections/told', { content: { heading: 'Two' } });
    const { changes } = (await ask('GET', '/sections/told/compare?from=1&to=2')).body;
    assert.deepEqual(changes, [{ path: 'content.heading', before: 'One', after: 'Two' }]);
    const back = await ask('POST', '/sections/told/roll-back', { version: 1 }, { 'if-match': '"2"' });
    assert.deepEqual([back.body.section.content.heading, back.body.section.version], ['One', 3]);
    assertError(await ask('PATCH', '/sections/told', { active: false }, { 'if-match': '"2"' }), 'section_changed', 409);
    assert.equal((await ask('DELETE', '/sections/told')).status, 204);
    assertError(await ask('GET', '/sections/told'), 'section_not_found', 404);
  });

  it('are put by the line, each with an answer of its own', async () => {
    const { page } = (await ask('POST', '/pages', { type: 'landing', title: 'Bulk', publishing: 'at_once' })).body;
    const lines = [
      ...Array.from({ length: 120 }, (_, n) => JSON.stringify({ id: `bulk-${n}`, section: hero(`Number ${n}`) })),
      '{ broken',
      JSON.stringify({ id: 'bulk-0', section: hero('Number 0') }),
      JSON.stringify({ id: 'bulk-1', section: { type: 'hero' } }),
      '',
      JSON.stringify({ id: 'bulk-2', pageId: null, section: hero('Elsewhere') }),
    ];
    const response = await api.request(`${admin}/sections/bulk?page=${page.id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    });
    assert.equal(response.headers.get('content-type'), 'application/x-ndjson');
    const results = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { index: number; outcome: string; error?: { code: string } });
    assert.deepEqual(
      results.map(({ index }) => index),
      Array.from({ length: 124 }, (_, n) => n),
    );
    assert.ok(results.slice(0, 120).every(({ outcome }) => outcome === 'created'));
    assert.deepEqual(
      results.slice(120).map(({ outcome, error }) => error?.code ?? outcome),
      ['invalid_json', 'unchanged', 'invalid_section', 'invalid_request'],
    );
    const shown = await api.call('/v1/stores/ada/pages/bulk');
    assert.deepEqual(
      shown.body.page.sections.map(({ content }: { content: { heading: string } }) => content.heading),
      Array.from({ length: 120 }, (_, n) => `Number ${n}`),
    );
  });
});
