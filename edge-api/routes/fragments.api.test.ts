import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Database } from '../db/database.ts';
import { assertError, startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
const HOST = 'http://ada.shops.example';

const SECTIONS = [
  { type: 'hero', variant: 'minimal', content: { heading: 'Hello <you>', actions: [] } },
  { type: 'product-showcase', variant: 'grid', content: { products: { from: 'featured' }, limit: 2 } },
  { type: 'faq', variant: 'accordion', content: { items: [{ question: 'Why?', answer: 'Because.' }] } },
];

/** Writes a live page with these sections, as it stands in the tables. */
async function writeLive(db: Database, id: string, type: string): Promise<void> {
  const listed = JSON.stringify(SECTIONS.map((_, index) => ({ id: `${id}-${index}`, version: 1, active: true })));
  await db.write([
    {
      sql: `INSERT INTO pages (id, type, slug, title, details, sections, live_version, live_slug, published_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, '{}', ?, 1, ?, 1, 1, 1)`,
      args: [id, type, id, `Title of ${id}`, listed, id],
    },
    {
      sql: `INSERT INTO page_versions (page_id, version, slug, title, details, sections, created_at) VALUES (?, 1, ?, ?, '{}', ?, 1)`,
      args: [id, id, `Title of ${id}`, listed],
    },
    ...SECTIONS.flatMap((section, index) => [
      {
        sql: 'INSERT INTO sections (id, page_id, version, created_at, updated_at) VALUES (?, ?, 1, 1, 1)',
        args: [`${id}-${index}`, id],
      },
      {
        sql: `INSERT INTO section_versions (section_id, version, type, variant, content, settings, created_at)
              VALUES (?, 1, ?, ?, ?, '{}', 1)`,
        args: [`${id}-${index}`, section.type, section.variant, JSON.stringify(section.content)],
      },
    ]),
    { sql: 'UPDATE store_state SET pages_version = pages_version + 1 WHERE id = 1' },
  ]);
}

await api.store('ada', {}, async (db) => {
  await sell({ handle: 'mug', title: 'A mug & more' })(db);
  await sell({ handle: 'hat', title: 'A hat' })(db);
  await writeLive(db, 'about', 'landing');
});

const fragment = (path: string, headers: Record<string, string> = {}) =>
  api.request(`${HOST}/v1/stores/ada/fragments/${path}`, { headers });
const jsonLd = (html: string): { '@graph': Record<string, unknown>[] } =>
  JSON.parse(/<script type="application\/ld\+json">([^]*?)<\/script>/.exec(html)?.[1] ?? '{"@graph":[]}');

describe('elements as markup for pages of other hosts', () => {
  it('are grids of products, with links, whole addresses and a list for search engines', async () => {
    const response = await fragment('product-grid?product-url=/shop/{handle}&url=https://blog.example/fair');
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    const html = await response.text();
    assert.match(html, /<template shadowrootmode="open"><link rel="stylesheet" href="http[^"]+\/assets\/product-grid-/);
    assert.match(html, /href="\/shop\/mug"[^>]*>A mug &amp; more</);
    const [list] = jsonLd(html)['@graph'] as [{ itemListElement: { url: string }[] }];
    assert.ok(list.itemListElement.some(({ url }) => url === 'https://blog.example/shop/mug'));
  });

  it('are products, whose form leads to their page, and which say what they cost', async () => {
    const html = await (await fragment('product/mug?product-url=https://ada.example/p/{handle}')).text();
    assert.match(html, /<form action="https:\/\/ada\.example\/p\/mug"/);
    assert.ok(jsonLd(html)['@graph'].some((node) => String(node['@type']).startsWith('Product')));
    assertError(await api.call(`${HOST}/v1/stores/ada/fragments/product/none`), 'product_not_found', 404);
  });

  it('are sections, alone and of a page, with products and questions', async () => {
    const html = await (await fragment('sections/about')).text();
    assert.match(html, /Hello &lt;you&gt;/);
    assert.match(html, /A mug &amp; more/);
    assert.ok(jsonLd(html)['@graph'].some((node) => node['@type'] === 'FAQPage'));
    assert.match(await (await fragment('section/about-0')).text(), /Hello &lt;you&gt;/);
  });

  it('hold until the catalogue or a page changes', async () => {
    const etag = (await fragment('product-grid')).headers.get('etag')!;
    assert.equal((await fragment('product-grid', { 'if-none-match': etag })).status, 304);
    assert.match((await fragment('product-grid')).headers.get('content-type') ?? '', /^text\/html/);
    await api.inspect('ada', (db) => db.run('UPDATE store_state SET catalogue_version = catalogue_version + 1'));
    assert.equal((await fragment('product-grid', { 'if-none-match': etag })).status, 200);
  });

  it('refuse what is no address of a product, and more filters than there may be', async () => {
    const refused = [
      ...[
        'https://',
        'https://[',
        'https://a:99999/{handle}',
        'https://1.2.3.4.5/',
        'https://me@shop.example/{handle}',
      ],
      ...['https://{handle}/', 'https://{handle}.shop.example/', '/\\shop.example/{handle}', '//shop.example/{handle}'],
    ];
    const many = Array.from({ length: 51 }, (_, index) => `v${index}`).join(',');
    for (const [name, value] of [
      ...refused.map((address) => ['product-url', address] as const),
      ...['vendor', 'type', 'tag'].map((filter) => [filter, many] as const),
    ])
      for (const element of ['product-grid', 'product/mug']) {
        const path = `${HOST}/v1/stores/ada/fragments/${element}?${name}=${encodeURIComponent(value)}`;
        const answer = await api.call(path);
        assertError(answer, 'invalid_request', 400);
        assert.equal(answer.body.error.issues[0].path, name, value);
      }
    for (const taken of [
      'https://shop.example:8080/{handle}',
      '/p/{handle}?from=grid',
      'https://shop.example?p={handle}',
    ])
      assert.equal((await fragment(`product-grid?product-url=${encodeURIComponent(taken)}`)).status, 200, taken);
  });

  it('refuse addresses that would run a script, and collections that are not there', async () => {
    const script = await api.call(`${HOST}/v1/stores/ada/fragments/product-grid?product-url=javascript:alert(1)`);
    assertError(script, 'invalid_request', 400);
    assertError(
      await api.call(`${HOST}/v1/stores/ada/fragments/product-grid?collection=none`),
      'collection_not_found',
      404,
    );
  });
});

describe('pages of sections at the store’s own host', () => {
  it('are drawn on the server, with styles that their policy lets in and a script that takes over', async () => {
    const response = await api.request(`${HOST}/pages/about`);
    const html = await response.text();
    assert.equal(response.status, 200);
    assert.match(html, /<h1[^>]*>(?:<!--[^>]*-->)*Hello &lt;you&gt;/);
    assert.match(html, /A mug &amp; more/);
    assert.match(
      html,
      /<script type="module" src="\/assets\/served-[^"]+"><\/script>\s*<script\s+defer\s+src="\/vitrine\.js"/,
    );
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.doesNotMatch(policy, /unsafe/);
    const texts = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text = '']) => text);
    for (const text of texts) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
      assert.ok(policy.includes(`'sha256-${btoa(String.fromCharCode(...digest))}'`), text);
    }
  });

  it('are kept by nobody and listed nowhere as drafts, whose address is their secret', async () => {
    const authorization = `Bearer ${await api.key('ada', 'pages:write')}`;
    const ask = async (path: string, body: object) => {
      const init = { method: 'POST', headers: { authorization }, body: JSON.stringify(body) };
      return (await api.call(`http://shops.example/v1/admin/stores/ada${path}`, init)).body;
    };
    const { page } = await ask('/pages', { type: 'landing', title: 'Soon', slug: 'soon' });
    await ask('/sections', { pageId: page.id, section: SECTIONS[0] });
    const { secret } = await ask(`/pages/${page.id}/preview`, {});
    const shown = await api.request(`${HOST}/pages/soon?preview=${secret}`);
    assert.match(await shown.text(), /Hello &lt;you&gt;/);
    const said = ['cache-control', 'referrer-policy', 'x-robots-tag'].map((name) => shown.headers.get(name));
    assert.deepEqual(said, ['no-store', 'same-origin', 'noindex, nofollow, noarchive']);
    assert.equal((await api.request(`${HOST}/pages/soon`)).status, 404);
  });

  it('are the front page where the store has one of its own, and else the products', async () => {
    assert.doesNotMatch(await (await api.request(`${HOST}/`)).text(), /Hello/);
    await api.inspect('ada', (db) => writeLive(db, 'front', 'home'));
    assert.match(await (await api.request(`${HOST}/`)).text(), /Hello &lt;you&gt;/);
  });

  it('show what has changed with the next request', async () => {
    await api.inspect('ada', (db) =>
      db.write([
        { sql: `UPDATE section_versions SET content = '{"heading":"Changed"}' WHERE section_id = 'about-0'` },
        { sql: 'UPDATE store_state SET pages_version = pages_version + 1' },
      ]),
    );
    assert.match(await (await api.request(`${HOST}/pages/about`)).text(), /Changed/);
  });

  it('are not there where nobody has published one', async () => {
    assert.equal((await api.request(`${HOST}/pages/none`)).status, 404);
  });
});
