import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, hero, pagesOf, seen } from './pages.test-support.ts';

const by = { actor: 'key:a' };

describe('a page', () => {
  it('is seen by nobody before it is published, and then as it was at that moment', async () => {
    const { pages, sections, livePages, make } = await pagesOf();
    const { id } = await make({ title: 'Über uns!' });
    const [put] = await sections.put([{ section: hero('One') }], { ...by, pageId: id });
    assert.equal(put?.outcome, 'created');
    assert.equal(await livePages.live('über-uns'), undefined);
    await pages.publish(id, 'key:a');
    await sections.patch(put!.id!, { content: { heading: 'Two' } }, by);
    assert.deepEqual(seen(await livePages.live('über-uns')), ['One']);
    assert.equal((await pages.get(id)).changed, true);
    await pages.publish(id, 'key:a');
    assert.deepEqual(seen(await livePages.live('über-uns')), ['Two']);
    const before = await livePages.version();
    assert.equal((await pages.publish(id, 'key:a')).live?.version, 2);
    assert.equal(await livePages.version(), before);
  });

  it('that is published at once shows each change with the change', async () => {
    const { pages, sections, livePages, make } = await pagesOf();
    const { id } = await make({ publishing: 'at_once' });
    const results = await sections.put([{ section: hero('One') }, { section: hero('Two') }], { ...by, pageId: id });
    assert.deepEqual(seen(await livePages.live('a-page')), ['One', 'Two']);
    const ids = results.map((result) => result.id!);
    await pages.change(id, { sections: ids.toReversed() }, 'key:a');
    assert.deepEqual(seen(await livePages.live('a-page')), ['Two', 'One']);
    await sections.patch(ids[0]!, { active: false }, by);
    assert.deepEqual(seen(await livePages.live('a-page')), ['Two']);
    await sections.remove(ids[1]!, by);
    assert.deepEqual(seen(await livePages.live('a-page')), []);
  });

  it('leaves a redirect where it was, one and not a chain, and never a circle', async () => {
    const { pages, livePages, make } = await pagesOf();
    const { id } = await make({ publishing: 'at_once', slug: 'a' });
    await pages.change(id, { slug: 'b' }, 'key:a');
    await pages.change(id, { slug: 'c' }, 'key:a');
    const to = async (path: string) => (await livePages.redirect(path))?.target;
    assert.deepEqual(
      [await to('/pages/a'), await to('/pages/b'), await to('/pages/c')],
      ['/pages/c', '/pages/c', undefined],
    );
    assert.equal((await livePages.answer('a')).body.page.slug, 'c');
    await pages.change(id, { slug: 'a' }, 'key:a');
    assert.deepEqual(
      [await to('/pages/a'), await to('/pages/b'), await to('/pages/c')],
      [undefined, '/pages/a', '/pages/a'],
    );
  });

  it('that visitors knew is gone for good once it is deleted, and another may take its place', async () => {
    const { pages, livePages, make } = await pagesOf();
    const { id } = await make({ publishing: 'at_once', slug: 'a' });
    await pages.change(id, { slug: 'b' }, 'key:a');
    await pages.remove(id);
    for (const slug of ['a', 'b']) assert.equal(await codeOf(livePages.answer(slug)), 'page_gone');
    await make({ publishing: 'at_once', slug: 'b' });
    assert.equal((await livePages.answer('b')).body.page.slug, 'b');
    assert.equal(await codeOf(livePages.answer('a')), 'page_gone');
  });

  it('is not changed by who has read an earlier version', async () => {
    const { pages, make } = await pagesOf();
    const { id, version } = await make();
    await pages.change(id, { title: 'New' }, 'key:a', version);
    assert.equal(await codeOf(pages.change(id, { title: 'Other' }, 'key:b', version)), 'page_changed');
    assert.equal(await codeOf(pages.publish(id, 'key:b', undefined, version)), 'page_changed');
    const all = await Promise.all(
      [1, 2, 3, 4].map((n) => pages.change(id, { details: { seoTitle: `T${n}` } }, 'key:a')),
    );
    assert.equal(Math.max(...all.map((one) => one.version)), version + 5);
  });

  it('goes live and off again when its time has come, and not before', async () => {
    const { pages, livePages, clock, make } = await pagesOf();
    const { id } = await make({ slug: 'sale' });
    const at = (ms: number) => new Date(ms).toISOString();
    await pages.change(id, { publishAt: at(2_000_000), unpublishAt: at(3_000_000) }, 'key:a');
    const live = async () => (await pages.publishDue(), (await livePages.live('sale')) !== undefined);
    assert.equal(await live(), false);
    assert.equal(await pages.publishDue(), true);
    clock.at = 2_000_000;
    assert.equal(await live(), true);
    assert.equal((await pages.get(id)).publishAt, null);
    clock.at = 3_000_000;
    assert.equal(await live(), false);
    assert.equal((await pages.get(id)).unpublishAt, null);
    assert.equal(await pages.publishDue(), false);
  });

  it('goes back to what an earlier publication was, and keeps what came later switched off', async () => {
    const { pages, sections, make } = await pagesOf();
    const { id } = await make();
    const [one] = await sections.put([{ section: hero('One') }], { ...by, pageId: id });
    await pages.publish(id, 'key:a');
    await sections.patch(one!.id!, { content: { heading: 'Other' } }, by);
    await sections.put([{ section: hero('Later') }], { ...by, pageId: id });
    await pages.change(id, { title: 'New title' }, 'key:a');
    const compared = await pages.compare(id, 1, 'draft');
    assert.deepEqual(compared.changed[0]?.changes, [{ path: 'content.heading', before: 'One', after: 'Other' }]);
    assert.deepEqual([compared.added.length, compared.fields.map(({ path }) => path)], [1, ['title']]);
    const back = await pages.rollBack(id, 1, 'key:a');
    assert.equal(back.title, 'A page');
    assert.deepEqual(
      back.sections.map(({ content, active }) => [content['heading'], active]),
      [
        ['One', true],
        ['Later', false],
      ],
    );
  });

  it('is shown as a draft to who has the secret of its link alone', async () => {
    const { pages, livePages, make } = await pagesOf();
    const { id } = await make({ slug: 'spring' });
    const { secret } = await pages.makePreview(id, 'key:a');
    assert.equal((await livePages.preview({ slug: 'spring' }, secret))?.isPreview, true);
    assert.equal(await livePages.preview({ slug: 'spring' }, `${secret}x`), undefined);
    await pages.revokePreview(id, 'key:a');
    assert.equal(await livePages.preview({ slug: 'spring' }, secret), undefined);
  });

  it('has a slug of its own that is no path of the shop, and a shop has one home', async () => {
    const { pages, make } = await pagesOf();
    await make({ slug: 'a' });
    assert.equal(await codeOf(make({ slug: 'A' })), 'page_slug_taken');
    for (const slug of ['cart', '!!!', 'x'.repeat(130)]) assert.equal(await codeOf(make({ slug })), 'invalid_request');
    await make({ type: 'home', slug: 'h1', publishing: 'at_once' });
    const second = await make({ type: 'home', slug: 'h2' });
    assert.equal(await codeOf(pages.publish(second.id, 'key:a')), 'page_not_publishable');
  });

  it('may begin with another page’s sections, within what the plan allows', async () => {
    const { sections, make } = await pagesOf({ pages: 2, sections: 2 });
    const { id } = await make({ slug: 'a' });
    await sections.put([{ section: hero('One') }], { ...by, pageId: id });
    const copy = await make({ slug: 'b', from: id });
    assert.deepEqual(
      copy.sections.map(({ content }) => content['heading']),
      ['One'],
    );
    assert.equal(await codeOf(make({ slug: 'c' })), 'limit_reached');
    const [result] = await sections.put([{ section: hero('Two') }], { ...by, pageId: id });
    assert.equal(result?.error?.code, 'limit_reached');
  });

  it('keeps its newest hundred publications, and forgets the sections that only older ones named', async () => {
    const { pages, sections, database, make } = await pagesOf();
    const { id } = await make({ publishing: 'at_once' });
    const [put] = await sections.put([{ section: hero('First') }], { ...by, pageId: id });
    await sections.remove(put!.id!, by);
    const count = async (table: string) => (await database.first(`SELECT count(*) AS n FROM ${table}`))?.['n'];
    assert.equal(await count('sections'), 1);
    for (let n = 0; n < 101; n += 1) await pages.change(id, { title: `Title ${n}` }, 'key:a');
    assert.deepEqual([await count('page_versions'), await count('sections')], [100, 0]);
  });
});

describe('redirects', () => {
  it('lead to where they end at once, and never back', async () => {
    const { redirectAdmin, livePages } = await pagesOf();
    const put = (path: string, target: string) => redirectAdmin.put({ path, target, status: 301 });
    await put('/a', '/b');
    await put('/b', '/c/');
    assert.equal((await livePages.redirect('/a'))?.target, '/c');
    assert.equal((await put('/d', '/a')).target, '/c');
    await put('/e', '/f?from=e');
    assert.equal((await put('/g', '/%68?from=g#top')).target, '/h?from=g#top');
    for (const [path, target] of [
      ['/c', '/a'],
      ['/c', '/c'],
      ['/f', '/e#top'],
      ['/h', '/g'],
      ['/i', '/i?again'],
    ] as const)
      assert.equal(await codeOf(put(path, target)), 'redirect_loop');
    for (const target of ['//evil.example', 'javascript:alert(1)', '/\\evil', 'https://a:b@evil.example/'])
      assert.equal(await codeOf(put('/x', target)), 'invalid_request');
  });
});
