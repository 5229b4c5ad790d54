import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
const branding = { accent: '#0044cc', logo: null, font: null, radiusPx: 4 };
await api.store('bob', { settings: { branding } }, sell({ handle: 'mug' }));

describe('a shop’s own pages', () => {
  const get = async (path: string, cookie = '') => {
    const response = await api.request(`http://bob.shops.example${path}`, { headers: { accept: 'text/html', cookie } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const linked = (html: string, name: string) => new RegExp(`href="(/${name}\\.css\\?v=[^"]*)"`).exec(html)?.[1];
  let bobs = '';
  const publish = async (theme: object, act = 'publish') => {
    bobs ||= await api.key('bob', 'themes:write');
    const headers = { authorization: `Bearer ${bobs}`, 'content-type': 'application/json' };
    const call = async (path: string, body: object = {}) => {
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await api.request(`http://shops.example/v1/admin/stores/bob/themes${path}`, init);
      return (await response.json()) as { theme: { id: string }; path: string };
    };
    const { theme: made } = await call('', theme);
    return call(`/${made.id}/${act}`);
  };

  it('are in its theme, from a style sheet that may be kept for good, and another after a change', async () => {
    const before = linked((await get('/')).text, 'store')!;
    assert.match((await get(before)).text, /--accent:light-dark\(#0044cc/);
    await publish({ colours: ['#c8102e'], template: 'market' });
    const { text } = await get('/');
    const after = linked(text, 'store')!;
    assert.notEqual(after, before);
    const sheet = await get(after);
    assert.match(sheet.text, /--vitrine-color-accent:(?:light-dark\()?#c8102e/);
    assert.match(sheet.text, /--accent:var\(--vitrine-color-accent\)/);
    assert.match(sheet.headers.get('cache-control') ?? '', /immutable/);
    assert.doesNotMatch((await get(before)).headers.get('cache-control') ?? '', /immutable/);
    assert.equal(linked(text, 'own'), undefined, 'there is no CSS of its own to ask for');
    assert.match((await get('/account/sign-in')).text, /href="\/account\/style\.css\?v=\w{26}\.1"/);
    assert.match((await get('/account/style.css')).text, /--vitrine-color-accent:(?:light-dark\()?#c8102e/);
  });

  it('have the merchant’s own CSS, but not where somebody pays or signs in', async () => {
    await publish({ colours: ['#c8102e'], css: '.card{padding:3px} @import "//evil.test";' });
    const { text, headers } = await get('/');
    // What an open page asks for when it hears of a change.
    const { headers: ahead } = await api.request('http://bob.shops.example/', { method: 'HEAD' });
    for (const name of ['store', 'own'])
      assert.ok(ahead.get('link')?.includes(`<${linked(text, name)}>; rel=preload; as=style`), name);
    const sheet = await get(linked(text, 'own')!);
    assert.equal(sheet.text, '.vitrine-shop .card{padding:3px}');
    assert.match(sheet.headers.get('cache-control') ?? '', /immutable/);
    assert.match(text, /<body[^>]*class="vitrine-shop"/);
    assert.match(headers.get('content-security-policy') ?? '', /style-src 'self'[^;]*;/);
    const added = await api.request('http://bob.shops.example/cart', {
      method: 'POST',
      body: new URLSearchParams({ do: 'add', variant: variantId('mug'), quantity: '1' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://bob.shops.example' },
      redirect: 'manual',
    });
    const cart = added.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    assert.match((await get('/cart', cart)).text, /own\.css/);
    for (const path of ['/checkout', '/account']) {
      const { status, text: page } = await get(path, cart);
      assert.ok(path === '/account' || status === 200, `${path} ${status}`);
      assert.doesNotMatch(page, /own\.css|vitrine-shop/, path);
    }
  });

  it('show a draft to a browser that opened its preview, for an hour and nobody else', async () => {
    const { path } = await publish({ colours: ['#118833'], css: '.card{margin:9px}' }, 'preview-link');
    const opened = await get(path);
    const [cookie = ''] = opened.headers.getSetCookie();
    assert.match(cookie, /^vitrine_theme_bob=[^;]+; Max-Age=3600;.*HttpOnly/i);
    const kept = cookie.split(';', 1)[0]!;
    const sheet = await get(linked((await get('/', kept)).text, 'store')!, kept);
    assert.match(sheet.text, /#118833/);
    assert.match(sheet.headers.get('cache-control') ?? '', /no-store/);
    assert.match((await get('/own.css', kept)).text, /margin:9px/);
    assert.doesNotMatch((await get(linked((await get('/')).text, 'store')!)).text, /#118833/);
    assert.match((await get('/?theme=', kept)).headers.getSetCookie()[0] ?? '', /Max-Age=0/);
  });
});
