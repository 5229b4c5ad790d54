import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NamedBlock } from '../blocks/live-blocks.ts';
import { hero, pagesOf } from './pages.test-support.ts';

const QUARTER_MS = 15 * 60_000;
const wish = { origin: '', defer: () => undefined };
const block = (name: string) => ({ type: 'block', content: { name, settings: { limit: 3 } } });

/** A shop with a page, and what was asked of its blocks: all but `nowhere` draw their name. */
async function shop() {
  const asked: (readonly NamedBlock[])[] = [];
  const made = await pagesOf({}, async (blocks) => {
    asked.push(blocks);
    const drawn = blocks.map(({ name }) =>
      name === 'nowhere'
        ? null
        : { name, version: 1, html: `<p>${name}</p>`, css: '', readsCart: false, stale: false, warnings: [] },
    );
    return { blocks: drawn, provisional: drawn.includes(null) };
  });
  const { id: pageId } = await made.make({ publishing: 'at_once' });
  const put = (...sections: object[]) =>
    made.sections.put(
      sections.map((section) => ({ section })),
      { actor: 'key:a', pageId },
    );
  const shown = async () => {
    const page = await made.livePages.live('a-page');
    return made.livePages.withBlocks(page!.body.page.sections, wish);
  };
  return { ...made, put, asked, shown };
}

describe('blocks among the sections of a page', () => {
  it('stand where the merchant put them, with what they draw, asked for together', async () => {
    const { put, shown, asked } = await shop();
    await put(block('first'), hero('Between'), block('nowhere'), block('last'));
    const { sections, provisional } = await shown();
    assert.deepEqual(
      sections.map(({ content, shown: drawn }) => content['heading'] ?? (drawn && drawn.html)),
      ['<p>first</p>', 'Between', null, '<p>last</p>'],
    );
    assert.equal('shown' in sections[1]!, false);
    assert.equal(provisional, true);
    assert.deepEqual(asked, [['first', 'nowhere', 'last'].map((name) => ({ name, settings: { limit: 3 } }))]);
  });

  it('are asked for by no page without any', async () => {
    const { put, shown, asked } = await shop();
    await put(hero('Alone'));
    assert.equal((await shown()).provisional, false);
    assert.deepEqual(asked, []);
  });

  it('show what the shop draws, whatever a section that was sent says of it', async () => {
    const { put, shown, sections } = await shop();
    const html = '<script>alert(1)</script>';
    const own = { ...block('first'), shown: { html } };
    const [sent] = await put({ ...own, content: { ...own.content, shown: { html } } });
    assert.deepEqual(
      sent?.notes.map(({ path, code }) => `${path} ${code}`),
      ['shown unknown_field', 'content.shown unknown_field', 'content.name unknown_block'],
    );
    assert.doesNotMatch(JSON.stringify((await shown()).sections), /script/);
    assert.match(JSON.stringify((await sections.get(sent!.id!)).extra), /script/);
  });

  it('let pages be kept for no longer than a clock in them stands still', async () => {
    const { livePages, clock, database } = await shop();
    clock.at = 8 * QUARTER_MS;
    const before = await livePages.version();
    clock.at = 9 * QUARTER_MS;
    assert.equal(await livePages.version(), before);
    await database.run(`INSERT INTO blocks (id, name, title, source, live_version, created_at, updated_at)
      VALUES ('blk_1', 'clock', 'Clock', '', 1, 0, 0)`);
    const [nine, page] = [await livePages.version(), await livePages.live('a-page')];
    assert.equal(page?.version, nine);
    clock.at = 10 * QUARTER_MS - 10;
    assert.equal(await livePages.version(), nine);
    clock.at = 10 * QUARTER_MS;
    assert.equal(await livePages.version(), nine + 1);
  });
});
