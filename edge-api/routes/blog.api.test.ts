import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type Post, postOf } from '../outgoing.test-support.ts';
import { photo } from '../services/media/pictures.test-support.ts';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
const base = 'http://shops.example/v1/stores/ada';
const host = 'http://ada.shops.example';
let key: string;
let post: Post;

const admin = (method: string, path: string, body?: object) =>
  api.call(`http://shops.example/v1/admin/stores/ada${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const write = async (title: string, details: object, live = true): Promise<string> => {
  post.ms += 60_000;
  const page = await post.use(({ pages }) =>
    pages.create({ type: 'post', title, details, publishing: live ? 'at_once' : 'manual' }, 'test'),
  );
  return page.slug;
};
const titles = (answer: { body: { posts: { title: string }[] } }) => answer.body.posts.map(({ title }) => title);
const page = async (path: string) => {
  const response = await api.request(`${host}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

before(async () => {
  await api.store('ada', { name: 'Ada’s' });
  key = await api.key('ada', 'pages:write');
  post = await postOf(api, 'ada');
  post.ms = Date.parse('2026-01-01T00:00:00Z');
  await admin('PUT', '/authors/ada', { name: 'Ada L.', bio: 'Weaves.', url: 'https://ada.example/' });
  await write('First', { tags: ['Flax & Hemp'], html: '<p>One</p>' });
  await write('Second', { tags: ['flax hemp', 'Looms'], author: 'ada', excerpt: 'About two.' });
  await write('Third <i>', {
    author: 'ada',
    html: '<h1 onclick="x()">Top</h1><script>alert(1)</script><p>Three <a href="javascript:x()">bad</a> <a href="https://x.example/">good</a></p><img src="http://x.example/a.png"><img src="/media/a.png">',
    image: { src: '/media/third.jpg', alt: 'A loom' },
  });
  await write('Draft', { html: '<p>Not yet</p>' }, false);
});

describe('posts', () => {
  it('are listed newest first, a page at a time, without drafts', async () => {
    const first = await api.call(`${base}/posts?limit=2`);
    assert.deepEqual(titles(first), ['Third <i>', 'Second']);
    const rest = await api.call(`${base}/posts?limit=2&after=${first.body.next}`);
    assert.deepEqual([titles(rest), rest.body.next], [['First'], null]);
    assertError(await api.call(`${base}/posts?after=nonsense`), 'invalid_request', 400);
    const [, second] = first.body.posts;
    assert.deepEqual([second.author, second.excerpt], [{ handle: 'ada', name: 'Ada L.' }, 'About two.']);
  });

  it('show a picture of the library in the width that is needed, in the room that it takes', async () => {
    await api.store('cara');
    const { body } = await api.call('http://shops.example/v1/admin/stores/cara/media', {
      method: 'POST',
      headers: { authorization: `Bearer ${await api.key('cara', 'media:write')}` },
      body: await photo('jpg'),
    });
    const { url, width, height, sized } = body.media;
    const details = { image: { src: url, alt: 'A beach' } };
    const { slug } = await (
      await postOf(api, 'cara')
    ).use(({ pages }) => pages.create({ type: 'post', title: 'Pictured', details, publishing: 'at_once' }, 'test'));
    const { posts } = (await api.call('http://shops.example/v1/stores/cara/posts')).body;
    assert.deepEqual(posts[0].picture, {
      ...{ src: `http://shops.example${url}`, alt: 'A beach', width, height },
      sized: `http://shops.example${sized}`,
    });
    const shown = await (await api.request(`http://cara.shops.example/blog/${slug}`)).text();
    const { 0: picture = '' } = /<figure>[^]*?<\/figure>/.exec(shown) ?? [];
    assert.match(picture, /srcset="[^"]*\/480\.webp 480w/);
    assert.match(picture, new RegExp(`width="${width}"\\s+height="${height}"`));
  });

  it('are found by tag, however it is written, and by author', async () => {
    assert.deepEqual(titles(await api.call(`${base}/posts?tag=flax-hemp`)), ['Second', 'First']);
    assert.deepEqual(titles(await api.call(`${base}/posts?author=ada`)), ['Third <i>', 'Second']);
    assert.deepEqual((await api.call(`${base}/post-tags`)).body.tags, [
      { tag: 'flax-hemp', name: 'flax hemp', posts: 2 },
      { tag: 'looms', name: 'Looms', posts: 1 },
    ]);
  });

  it('are kept with safe HTML alone: no script, no heading above h2, no link or picture that is none', async () => {
    const { body } = await api.call(`${base}/posts/third-i`);
    const html = '<h1>A</h1><p onclick="x()">B</p><script>c()</script>';
    const sent = await admin('POST', '/pages', { type: 'post', title: 'Sent', details: { html } });
    assert.equal(sent.body.page?.details.html, '<h2>A</h2><p>B</p>', JSON.stringify(sent.body));
    assert.equal(
      body.post.html,
      '<h2>Top</h2><p>Three <a>bad</a> <a href="https://x.example/" rel="noopener">good</a></p>' +
        '<img src="/media/a.png" alt="" loading="lazy" decoding="async" />',
    );
    assert.equal(body.post.author.bio, 'Weaves.');
    assertError(await api.call(`${base}/posts/draft`), 'post_not_found', 404);
  });

  it('are answered with 304 until something changes', async () => {
    const { headers } = await api.call(`${base}/posts`);
    const etag = headers.get('etag') ?? '';
    const again = { headers: { 'if-none-match': etag } };
    assert.equal((await api.call(`${base}/posts`, again)).status, 304);
    await admin('PUT', '/authors/ada', { name: 'Ada Lace', bio: 'Weaves.', url: 'https://ada.example/' });
    const changed = await api.call(`${base}/posts`, again);
    assert.deepEqual([changed.status, changed.body.posts[0].author.name], [200, 'Ada Lace']);
  });
});

describe('authors', () => {
  it('are made, listed, changed and removed; a post of a removed one is nobody’s', async () => {
    const made = await admin('PUT', '/authors/eve', { name: 'Eve' });
    assert.deepEqual([made.status, made.body.author.bio], [201, '']);
    const slug = await write('By Eve', { author: 'eve' });
    const handles = (await admin('GET', '/authors')).body.authors.map((one: { handle: string }) => one.handle);
    assert.deepEqual(handles, ['ada', 'eve']);
    assert.equal((await admin('DELETE', '/authors/eve')).status, 204);
    assertError(await admin('GET', '/authors/eve'), 'author_not_found', 404);
    assert.equal((await api.call(`${base}/posts/${slug}`)).body.post.author, null);
    assertError(await admin('PUT', '/authors/eve', { name: '', url: 'javascript:x()' }), 'invalid_request', 400);
    assertError(await admin('PUT', '/authors/E!', { name: 'E' }), 'invalid_request', 400);
  });
});

describe('the blog of a store’s own host', () => {
  it('lists posts and tags, and leads on to each', async () => {
    const { status, text } = await page('/blog');
    assert.equal(status, 200);
    assert.match(text, /<a href="\/blog\/third-i"[\s\S]*Third &lt;i&gt;/);
    assert.match(text, /href="\/blog\/tags\/flax-hemp"/);
    assert.match(text, /<time datetime="2026-01-01T00:0\d:00.000Z">January 1, 2026<\/time>/);
    assert.match(text, /<link rel="alternate" type="application\/rss\+xml"[^>]+\/blog\/feed\.xml"/);
    assert.match((await page('/blog/tags/looms')).text, /Posts about Looms[\s\S]*Second/);
    assert.match((await page('/blog/authors/ada')).text, /Posts by Ada Lace[\s\S]*Weaves\./);
    for (const path of ['/blog/nothing', '/blog/tags/nothing', '/blog/authors/nobody'])
      assert.equal((await page(path)).status, 404, path);
  });

  it('shows a post with what search engines read of it', async () => {
    const { text, headers } = await page('/blog/third-i');
    assert.match(headers.get('x-robots-tag') ?? '', /^index/);
    assert.match(text, /<h1><bdi>Third &lt;i&gt;<\/bdi><\/h1>/);
    assert.match(text, /<div class="words" lang="en" dir="auto"><h2>Top<\/h2>/);
    const [, json = '{}'] = /<script type="application\/ld\+json">(.+?)<\/script>/.exec(text) ?? [];
    const graph = JSON.parse(json)['@graph'] as { '@type': string; headline?: string }[];
    assert.deepEqual(
      graph.map((node) => node['@type']).filter((type) => /Blog|Bread/.test(type)),
      ['BlogPosting', 'BreadcrumbList'],
    );
    const css = /href="(\/blog\.css\?v=\w+)"/.exec(text)?.[1] ?? '';
    assert.match((await page(css)).headers.get('cache-control') ?? '', /immutable/);
  });

  it('shows a post’s sections below its text, and tells what they answer', async () => {
    const slug = await write('Questions', { html: '<p>Ask.</p>' });
    await post.use(async ({ pages, sections }) => {
      const { pages: all } = await pages.list({ type: 'post', limit: 50 });
      const pageId = all.find(({ title }) => title === 'Questions')!.id;
      const content = { heading: 'Asked', items: [{ question: 'Is it dear?', answer: 'No.' }] };
      const [result] = await sections.put([{ pageId, section: { type: 'faq', variant: 'accordion', content } }], {
        actor: 'test',
      });
      assert.equal(result?.outcome, 'created', JSON.stringify(result));
    });
    const { text } = await page(`/blog/${slug}`);
    assert.match(text, /"FAQPage"[\s\S]*Is it dear\?/);
    const [above, below] = [text.indexOf('<p>Ask.</p>'), text.indexOf('<vitrine-sections')];
    // Without a build nothing draws them, and the post is shown without.
    if (below >= 0) assert.ok(above > 0 && below > above && /Is it dear\?/.test(text.slice(below)));
  });

  it('leads on from where a post was, and shows a draft to who has its link, for nobody to find', async () => {
    const slug = await write('Moving', { html: '<p>On the move</p>' });
    const paths = await post.use(async ({ pages }) => {
      const { pages: all } = await pages.list({ type: 'post', limit: 50 });
      const [moving, draft] = ['Moving', 'Draft'].map((title) => all.find((one) => one.title === title)!.id);
      await pages.change(moving!, { slug: 'moved' }, 'test');
      return { draft: (await pages.makePreview(draft!, 'test')).path! };
    });
    const old = await api.request(`${host}/blog/${slug}`, { redirect: 'manual' });
    assert.deepEqual([old.status, new URL(old.headers.get('location')!, host).pathname], [301, '/blog/moved']);
    const draft = await page(paths.draft);
    assert.match(draft.text, /Not yet/);
    assert.match(draft.headers.get('x-robots-tag') ?? '', /^noindex/);
    assert.equal((await page('/blog/draft')).status, 404);
  });

  it('is told to feed readers in three forms, whole and by tag, and again only after a change', async () => {
    for (const [file, type] of [
      ['feed.xml', 'application/rss+xml'],
      ['atom.xml', 'application/atom+xml'],
      ['feed.json', 'application/feed+json'],
    ] as const) {
      const { headers, text } = await page(`/blog/${file}`);
      assert.equal(headers.get('content-type'), `${type}; charset=utf-8`);
      assert.match(text, /http:\/\/ada\.shops\.example\/blog\/third-i/);
      assert.doesNotMatch(text, /Not yet/);
      const tagged = (await page(`/blog/tags/looms/${file}`)).text;
      assert.match(tagged, /\/blog\/second/);
      assert.doesNotMatch(tagged, /\/blog\/first/);
      const known = { 'if-none-match': headers.get('etag') ?? '' };
      const since = { 'if-modified-since': headers.get('last-modified') ?? '' };
      for (const asked of [known, since])
        assert.equal(
          (await api.request(`${host}/blog/${file}`, { headers: asked })).status,
          304,
          JSON.stringify(asked),
        );
    }
    assert.equal((await page('/blog/tags/nothing/feed.xml')).status, 404);
  });
});
