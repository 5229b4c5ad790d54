import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Database } from '../db/database.ts';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();

interface Given {
  readonly id: string;
  readonly type?: string;
  readonly slug: string;
  readonly details?: object;
  readonly sections?: readonly { type: string; variant: string; content: object }[];
  readonly publishedAt?: number;
}

/** Writes a page that is live, with its sections, as it stands in the tables. */
async function writeLive(db: Database, { id, type = 'landing', slug, details = {}, sections = [], ...more }: Given) {
  const at = more.publishedAt ?? 1;
  const listed = JSON.stringify(sections.map((_, index) => ({ id: `${id}-${index}`, version: 1, active: true })));
  await db.write([
    {
      sql: `INSERT INTO pages (id, type, slug, title, details, sections, live_version, live_slug, published_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, 1, 1)`,
      args: [id, type, slug, `Title of ${slug}`, JSON.stringify(details), listed, slug, at],
    },
    {
      sql: `INSERT INTO page_versions (page_id, version, slug, title, details, sections, created_at) VALUES (?, 1, ?, ?, ?, ?, ?)`,
      args: [id, slug, `Title of ${slug}`, JSON.stringify(details), listed, at],
    },
    ...sections.flatMap((section, index) => [
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
  const preview = (posts: object) => ({ type: 'blog-preview', variant: 'grid', content: { posts, limit: 2 } });
  await writeLive(db, {
    id: 'a',
    slug: 'über-uns',
    details: { description: 'Who we are.' },
    sections: [
      { type: 'hero', variant: 'minimal', content: { heading: 'Hello' } },
      preview({ from: 'latest' }),
      preview({ from: 'picked', slugs: ['one'] }),
    ],
  });
  for (const [index, slug] of ['one', 'two', 'three'].entries())
    await writeLive(db, {
      id: slug,
      slug,
      type: 'post',
      publishedAt: index + 1,
      details: { excerpt: `About ${slug}` },
    });
});

describe('pages as visitors get them', () => {
  it('are whole, with the newest posts, and with those that were picked', async () => {
    const { body } = await api.call('/v1/stores/ada/pages/%C3%9Cber-uns');
    assert.deepEqual(
      [body.store.handle, body.page.slug, body.page.title, body.page.description, body.page.version],
      ['ada', 'über-uns', 'Title of über-uns', 'Who we are.', 1],
    );
    const [hero, latest, picked] = body.page.sections;
    assert.deepEqual([hero.content.heading, hero.settings.tone], ['Hello', 'plain']);
    const posts = (section: { content: { items: { href: string; excerpt: string }[] } }) =>
      section.content.items.map(({ href, excerpt }) => [href, excerpt]);
    assert.deepEqual(posts(latest), [
      ['/blog/three', 'About three'],
      ['/blog/two', 'About two'],
    ]);
    assert.deepEqual(posts(picked), [['/blog/one', 'About one']]);
  });

  it('answer a tag that holds until a page or the catalogue changes', async () => {
    const read = (etag = '') => api.request('/v1/stores/ada/pages/one', { headers: { 'if-none-match': etag } });
    const etag = (await read()).headers.get('etag')!;
    assert.equal((await read(etag)).status, 304);
    for (const column of ['pages_version', 'catalogue_version']) {
      const before = (await read()).headers.get('etag')!;
      await api.inspect('ada', (db) => db.run(`UPDATE store_state SET ${column} = ${column} + 1`));
      const after = await read(before);
      assert.deepEqual([column, after.status], [column, 200]);
    }
  });

  it('are not there where nobody has published one', async () => {
    assertError(await api.call('/v1/stores/ada/pages/none'), 'page_not_found', 404);
    assertError(await api.call('/v1/stores/ada/sections/none'), 'section_not_found', 404);
  });

  it('have sections that can be asked for alone', async () => {
    const { body } = await api.call('/v1/stores/ada/sections/a-0');
    assert.equal(body.section.content.heading, 'Hello');
  });

  it('bring their blocks along as they are drawn, in the language asked for, until one is published anew', async () => {
    const key = await api.key('ada', 'blocks:write');
    const admin = async (method: string, path: string, body: object) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const answer = await api.call(`/v1/admin/stores/ada/blocks${path}`, {
        method,
        headers,
        body: JSON.stringify(body),
      });
      assert.ok(answer.status < 300, JSON.stringify(answer.body));
    };
    const source = (words: string) =>
      `export default ({ html, locale }, settings) => html\`<p>${words} \${settings.title}, \${locale}</p><button>Press</button>\``;
    const settings = [{ type: 'text', id: 'title', label: 'Title', default: 'none' }];
    await admin('POST', '', { name: 'greeting', source: source('Hello'), settings });
    await admin('POST', '/greeting/publish', {});
    const block = (name: string, content = {}) => ({ type: 'block', variant: 'plain', content: { name, ...content } });
    const hello = block('greeting', { settings: { title: 'Ada' } });
    const hero = { type: 'hero', variant: 'minimal', content: { heading: 'Between' } };
    await api.inspect('ada', (db) =>
      writeLive(db, { id: 'm', slug: 'mixed', sections: [hello, hero, block('nowhere'), block('greeting')] }),
    );
    const drawn = async (query = '') => {
      const { body } = await api.call(`/v1/stores/ada/pages/mixed${query}`);
      return body.page.sections.map(({ shown }: { shown?: { html: string } | null }) => shown && shown.html.trim());
    };
    const said = (who: string) => `<p>${who}</p><button type="button">Press</button>`;
    assert.deepEqual(await drawn(), [said('Hello Ada, en'), undefined, null, said('Hello none, en')]);
    assert.equal((await drawn('?locale=de'))[0], said('Hello Ada, de'));
    const alone = await api.call('/v1/stores/ada/sections/m-0?locale=de');
    assert.equal(alone.body.section.shown.html.trim(), said('Hello Ada, de'));
    const fragment = await (await api.request('/v1/stores/ada/fragments/sections/mixed')).text();
    assert.match(fragment, /Hello Ada, en<\/p>[^]*Between[^]*Hello none, en<\/p>/);
    assert.doesNotMatch(fragment, /<button|<vitrine-/);

    const read = (etag: string) => api.request('/v1/stores/ada/pages/mixed', { headers: { 'if-none-match': etag } });
    const etag = (await read('')).headers.get('etag')!;
    await admin('PATCH', '/greeting', { source: source('Good day') });
    await admin('POST', '/greeting/publish', {});
    assert.equal((await read(etag)).status, 200);
    assert.equal((await drawn())[0], said('Good day Ada, en'));
  });
});
