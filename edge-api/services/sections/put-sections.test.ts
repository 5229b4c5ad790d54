import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hero, pagesOf, seen } from '../pages/pages.test-support.ts';
import type { SectionLine } from './store-sections.ts';

const by = { actor: 'sender:a' };
const outcomes = (results: readonly { outcome: string }[]) => results.map(({ outcome }) => outcome);

describe('sections that are put', () => {
  it('make no difference when they are sent again, in any order', async () => {
    const { sections, livePages, make } = await pagesOf();
    const { id: pageId } = await make({ publishing: 'at_once' });
    const item = (heading: string) => [{ id: 'theirs', section: hero(heading) }];
    const put = async (heading: string, sentAt: number) =>
      outcomes(await sections.put(item(heading), { ...by, pageId, sentAt }))[0];
    assert.equal(await put('Second', 2000), 'created');
    assert.equal(await put('First', 1000), 'ignored');
    assert.equal(await put('Second', 2000), 'unchanged');
    assert.equal(await put('Second', 4000), 'unchanged');
    assert.equal(await put('Third', 3000), 'ignored');
    assert.equal(await put('Fifth', 5000), 'updated');
    assert.deepEqual(seen(await livePages.live('a-page')), ['Fifth']);
    assert.equal((await sections.versions('theirs', { limit: 10 })).versions.length, 2);
  });

  it('may name blocks that are not there yet: they are kept, and a note tells it', async () => {
    const { sections, database } = await pagesOf();
    const put = async (name: string) => {
      const [result] = await sections.put([{ id: name, section: { type: 'block', content: { name } } }], by);
      return [result?.outcome, ...(result?.notes ?? []).map(({ path, code }) => `${path} ${code}`)];
    };
    await database.run(`INSERT INTO blocks (id, name, title, source, live_version, created_at, updated_at)
      VALUES ('blk_1', 'offers', 'Offers', '', 1, 0, 0), ('blk_2', 'drafted', 'Drafted', '', NULL, 0, 0)`);
    assert.deepEqual(await put('offers'), ['created']);
    assert.deepEqual(await put('drafted'), ['created', 'content.name unknown_block']);
    assert.deepEqual(await put('nowhere'), ['created', 'content.name unknown_block']);
    assert.match((await sections.get('nowhere')).notes[0]!.message, /names no block/);
    assert.match((await sections.get('drafted')).notes[0]!.message, /not published/);
  });

  it('stay deleted for what was sent before they were', async () => {
    const { sections } = await pagesOf();
    const put = async (sentAt: number) =>
      outcomes(await sections.put([{ id: 'theirs', section: hero('Hi') }], { ...by, sentAt }))[0];
    await put(1000);
    await sections.remove('theirs', { ...by, sentAt: 2000 });
    assert.deepEqual([await put(1500), await put(2000), await put(2001)], ['ignored', 'ignored', 'created']);
  });

  it('do not keep each other from being taken', async () => {
    const { sections, make } = await pagesOf();
    const { id: pageId } = await make();
    const results = await sections.put(
      [
        { section: hero('One') },
        null,
        'text',
        { section: { type: 'nothing' } },
        { id: 'bad id!', section: hero('x') },
        { pageId: 'pag_none', section: hero('x') },
        { section: hero('Two'), metadata: { text: 'x'.repeat(20_000) } },
        { section: hero('Three'), position: 0 },
        { section: hero('Four'), toString: 1 },
      ],
      { ...by, pageId },
    );
    assert.deepEqual(
      results.map(({ outcome, error }) => error?.code ?? outcome),
      [
        'created',
        ...['invalid_request', 'invalid_request', 'invalid_section', 'invalid_request', 'page_not_found'],
        ...['invalid_request', 'created', 'invalid_request'],
      ],
    );
    const { sections: listed } = await sections.list({ page: pageId, limit: 10 });
    assert.equal(listed.length, 2);
  });

  it('stop where a page has said enough, and at the limit of the plan, however many put them at once', async () => {
    const { sections, make } = await pagesOf({ sections: 60 });
    const { id: pageId } = await make();
    const answer = 'so '.repeat(480).trim();
    const items = Array.from({ length: 40 }, (_, n) => ({ question: `Why ${n}?`, answer }));
    const large = Array.from({ length: 30 }, (_, n) => ({ id: `l${n}`, section: { type: 'faq', content: { items } } }));
    const results = await sections.put([...large, ...large.slice(0, 6).map(({ section }) => ({ section }))], {
      ...by,
      pageId,
    });
    const created = results.filter(({ outcome }) => outcome === 'created').length;
    const text = JSON.stringify((await sections.get('l0')).content).length;
    assert.equal(created, Math.floor(2_000_000 / text));
    assert.equal(results.at(-1)?.error?.issues[0]?.path, 'pageId');
    const left = 60 - created;
    const alone = await Promise.all(
      Array.from({ length: left + 3 }, (_, n) => sections.put([{ id: `a${n}`, section: hero('x') }], by)),
    );
    assert.deepEqual(alone.map(([one]) => one!.error?.code ?? one!.outcome).toSorted(), [
      ...Array.from({ length: left }, () => 'created'),
      ...Array.from({ length: 3 }, () => 'limit_reached'),
    ]);
  });

  it('by many at once all end up on the page, each once', async () => {
    const { sections, pages, make } = await pagesOf();
    const { id: pageId } = await make({ publishing: 'at_once' });
    const all = await Promise.all(
      [1, 2, 3, 4].map((sender) =>
        sections.put(
          [1, 2, 3].map((n) => ({ id: `s${sender}-${n}`, section: hero(`${sender} ${n}`) })),
          { ...by, pageId },
        ),
      ),
    );
    assert.ok(all.flat().every(({ outcome }) => outcome === 'created'));
    assert.equal(new Set((await pages.get(pageId)).sections.map(({ id }) => id)).size, 12);
  });

  it('from a stream are answered line by line, also what is no section at all', async () => {
    const { sections } = await pagesOf();
    async function* lines(): AsyncGenerator<SectionLine> {
      for (let n = 0; n < 130; n += 1)
        yield n % 13 === 0
          ? { problem: 'The line is not JSON', characters: 1 }
          : { value: { id: `s${n}`, section: hero(`Number ${n}`) }, characters: 50 };
    }
    const results = [];
    for await (const result of sections.putStream(lines(), by)) results.push(result);
    assert.deepEqual(
      results.map(({ index }) => index),
      Array.from({ length: 130 }, (_, n) => n),
    );
    assert.equal(results.filter(({ outcome }) => outcome === 'created').length, 120);
  });

  it('keep their newest fifty versions, and those that a publication names', async () => {
    const { sections, pages, make } = await pagesOf();
    const { id: pageId } = await make();
    await sections.put([{ id: 's', section: hero('Version 1') }], { ...by, pageId });
    await pages.publish(pageId, 'key:a');
    for (let n = 2; n <= 60; n += 1) await sections.put([{ id: 's', section: hero(`Version ${n}`) }], by);
    const kept: number[] = [];
    for (let before: number | null = 100; before !== null;) {
      const page = await sections.versions('s', { before, limit: 50 });
      kept.push(...page.versions.map(({ version }) => version));
      before = page.next;
    }
    assert.deepEqual([kept[0], kept.at(-1)], [60, 1]);
    assert.ok(kept.length <= 52, `${kept.length} versions`);
  });

  it('that stand alone are seen while they are on', async () => {
    const { sections, livePages } = await pagesOf();
    await sections.put([{ id: 'alone', section: hero('Hi') }], by);
    assert.equal((await livePages.section('alone')).body.section.content['heading'], 'Hi');
    const version = await livePages.version();
    await sections.patch('alone', { active: false }, by);
    assert.notEqual(await livePages.version(), version);
    await assert.rejects(livePages.section('alone'), { code: 'section_not_found' });
  });
});
