import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picture } from '../services/media/pictures.test-support.ts';
import { assertError, onWorker, startApi } from './api.test-support.ts';

const api = await startApi();
await api.store('ada');
const key = await api.key('ada', 'themes:write');
const reader = await api.key('ada', 'themes:read');
const admin = '/v1/admin/stores/ada';

/** A request of the merchant's. */
const ask = (method: string, path: string, body?: unknown, by = key) =>
  api.call(`${admin}${path}`, {
    method,
    headers: { authorization: `Bearer ${by}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const make = async (theme: object) => {
  const answer = await ask('POST', '/themes', theme);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.theme;
};
const sheet = async (query = '', headers: Record<string, string> = {}) => {
  const response = await api.request(`/v1/stores/ada/theme.css${query}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('a shop’s themes', () => {
  it('lists designs to choose from', async () => {
    const { body } = await ask('GET', '/theme-templates', undefined, reader);
    assert.equal(body.templates.length, 8);
    assert.deepEqual(Object.keys(body.templates[0]).sort(), ['id', 'name', 'sentence', 'suits']);
  });

  it('says what would come of a theme, and keeps nothing', async () => {
    const wish = { colours: ['#C8102E'], template: 'market', css: '.card{color:red;position:fixed}' };
    const { status, body } = await ask('POST', '/themes/preview', wish, reader);
    assert.equal(status, 200, JSON.stringify(body));
    assert.match(body.css, /^:root\{--vitrine-color-accent:/);
    assert.match(body.css, /\.vitrine-shop \.card\{color:red\}/);
    assert.equal(body.properties['--vitrine-radius-button'], '999px');
    assert.deepEqual(body.contrast, []);
    assert.deepEqual(
      body.removed.map(({ line, column, code }: Record<string, unknown>) => [line, column, code]),
      [[1, 17, 'position']],
    );
    assert.deepEqual((await ask('GET', '/themes')).body.themes, []);
  });

  it('serves the live one to any page, says when it has not changed, and for good under the address of what it is', async () => {
    assert.equal((await sheet()).text, '');
    const { id } = await make({ name: 'Red', colours: ['#c8102e'], css: 'h1{letter-spacing:0}' });
    assert.equal((await sheet()).text, '', 'a draft is not served');
    assert.equal((await ask('POST', `/themes/${id}/publish`)).body.theme.status, 'live');
    const live = await sheet();
    assert.match(live.headers.get('content-type') ?? '', /^text\/css/);
    assert.equal(live.headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.match(live.headers.get('cache-control') ?? '', /must-revalidate/);
    assert.match(live.text, /--vitrine-color-accent:(?:light-dark\()?#c8102e/);
    assert.match(live.text, /\.vitrine-shop h1\{letter-spacing:0\}/);
    const etag = live.headers.get('etag') ?? '';
    assert.equal((await sheet('', { 'if-none-match': etag })).status, 304);
    const mark = /theme-ada-(.*)"/.exec(etag)?.[1];
    assert.match((await sheet(`?v=${mark}`)).headers.get('cache-control') ?? '', /immutable/);
    assert.match((await sheet('?v=older')).headers.get('cache-control') ?? '', /must-revalidate/);
  });

  it('goes back to a former one', async () => {
    const before = await sheet();
    const [former] = (await ask('GET', '/themes')).body.themes;
    const blue = await make({ from: former.id, name: 'Blue', colours: ['#0044cc'] });
    assert.match(blue.css, /letter-spacing/, 'it begins with what the other has');
    await ask('POST', `/themes/${blue.id}/publish`);
    assert.notEqual((await sheet()).text, before.text);
    const states = async () =>
      (await ask('GET', '/themes')).body.themes.map((one: Record<string, string>) => [one['name'], one['status']]);
    assert.deepEqual(await states(), [
      ['Blue', 'live'],
      ['Red', 'former'],
    ]);
    await ask('POST', `/themes/${former.id}/publish`);
    assert.equal((await sheet()).text, before.text);
    assert.deepEqual(await states(), [
      ['Blue', 'former'],
      ['Red', 'live'],
    ]);
    assertError(await ask('PATCH', `/themes/${former.id}`, { name: 'x' }), 'invalid_request', 400);
  });

  it('changes single properties, names the one it refuses, and tells what has become hard to read', async () => {
    const { id } = await make({ colours: ['#c8102e'] });
    const properties = { '--vitrine-color-muted': '#dddddd', '--vitrine-radius': '3px' };
    const changed = await ask('PATCH', `/themes/${id}`, { properties });
    assert.deepEqual(changed.body.theme.properties, properties);
    assert.equal(changed.body.theme.version, 2);
    assert.ok(
      changed.body.theme.contrast.some(
        ({ scheme, colour }: Record<string, string>) => scheme === 'light' && colour === '--vitrine-color-muted',
      ),
    );
    const back = await ask('PATCH', `/themes/${id}`, { properties: { '--vitrine-color-muted': null } });
    assert.deepEqual(back.body.theme.contrast, []);
    for (const [name, value] of [
      ['--vitrine-color-text', 'url(https://evil.test/)'],
      ['--vitrine-font', 'x;} body{display:none'],
      ['--other', '1px'],
      ['__proto__x', '1px'],
      ['--vitrine-radius', '3px;color:red'],
    ] as const) {
      const answer = await ask('PATCH', `/themes/${id}`, { properties: { [name]: value } });
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, `properties.${name}`);
    }
    assertError(await ask('POST', '/themes', { colours: ['red'] }), 'invalid_request', 400);
  });

  it('shows a draft to whoever has the secret of its preview, and keeps that nowhere', async () => {
    const { id } = await make({ colours: ['#118833'], properties: { '--vitrine-radius': '42px' } });
    const { body } = await ask('POST', `/themes/${id}/preview-link`);
    const secret = new URL(body.path, 'http://x').searchParams.get('theme');
    const previewed = await sheet(`?preview=${secret}`);
    assert.match(previewed.text, /--vitrine-radius:42px/);
    assert.equal(previewed.headers.get('cache-control'), 'no-store');
    assert.doesNotMatch((await sheet('?preview=other')).text, /42px/);
    await ask('POST', `/themes/${id}/preview-link`);
    assert.doesNotMatch((await sheet(`?preview=${secret}`)).text, /42px/, 'a newer link ends the one before');
  });

  it('takes the colours of a logo where pictures can be looked into, and says where they cannot', async () => {
    const uploader = await api.key('ada', 'media:write');
    const { body } = await api.call(`${admin}/media?name=logo.png`, {
      method: 'POST',
      headers: { authorization: `Bearer ${uploader}` },
      body: await picture('png', { colour: '#8a1c5c' }),
    });
    const answer = await ask('POST', '/themes', { logo: body.media.id });
    if (onWorker) assertError(answer, 'media_unavailable', 503);
    else assert.deepEqual(answer.body.theme.colours, ['#8a1c5c']);
    for (const logo of ['med_nobody', 'shop']) {
      const refused = await ask('POST', '/themes', { logo });
      assertError(refused, 'invalid_request', 400);
      assert.equal(refused.body.error.issues[0].path, 'logo');
    }
  });

  it('ends a theme; the shop looks as before when it was the live one', async () => {
    const { themes } = (await ask('GET', '/themes')).body;
    for (const { id } of themes) assert.equal((await ask('DELETE', `/themes/${id}`)).status, 204);
    assert.equal((await sheet()).text, '');
    assertError(await ask('DELETE', `/themes/${themes[0].id}`), 'theme_not_found', 404);
    assertError(await ask('POST', `/themes/${themes[0].id}/publish`), 'theme_not_found', 404);
  });
});
