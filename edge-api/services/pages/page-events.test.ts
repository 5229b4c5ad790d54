import assert from 'node:assert/strict';
import { it } from 'node:test';
import { OutboxWork } from '../../repositories/outbox.ts';
import { fanOut } from '../fan-out.ts';
import { hero, pagesOf } from './pages.test-support.ts';

/** A store with pages, and what its merchant's systems are to be told since it was last asked. */
async function told(hasEndpoint = true) {
  const shop = await pagesOf();
  if (hasEndpoint)
    await shop.database.run(
      `INSERT INTO webhook_endpoints (id, url, secret, status, created_at, updated_at) VALUES ('e', 'https://a.test', 's', 'active', '', '')`,
    );
  const news = async () => {
    const rows = await shop.database.all(`SELECT payload FROM outbox WHERE kind = 'event' ORDER BY id`);
    await shop.database.run(`DELETE FROM outbox WHERE kind = 'event'`);
    return rows.map(({ payload }) => {
      const work = OutboxWork.parse(JSON.parse(String(payload)));
      assert.equal(work.kind, 'event');
      return { type: work.type, page: work.page };
    });
  };
  return { ...shop, news };
}
const types = (all: { type: string }[]) => all.map(({ type }) => type);

it('a merchant’s systems hear of a page made, changed, published, taken back and deleted, each once', async () => {
  const { pages, make, news } = await told();
  const { id } = await make({ title: 'About us', type: 'about' });
  const page = { id, type: 'about', slug: 'about-us', title: 'About us', path: '/pages/about-us' };
  assert.deepEqual((await news())[0], {
    type: 'page.created',
    page: { ...page, by: 'key:a', sections: { added: [], removed: [], changed: [], reordered: false } },
  });
  await pages.change(id, { title: 'About' }, 'key:b');
  await pages.change(id, { title: 'About' }, 'key:b');
  await pages.makePreview(id, 'key:b');
  const changes = await news();
  assert.deepEqual(
    [types(changes), changes[0]?.page?.by, changes[0]?.page?.title],
    [['page.changed'], 'key:b', 'About'],
  );
  await pages.publish(id, 'key:b');
  await pages.publish(id, 'key:b');
  assert.deepEqual(types(await news()), ['page.published']);
  await pages.unpublish(id, 'key:b');
  await pages.remove(id);
  const last = await news();
  assert.deepEqual(types(last), ['page.unpublished', 'page.deleted']);
  assert.deepEqual(last[1]?.page, { ...page, title: 'About' });
});

it('sections that are put in one go are one event, which names what came, went and changed', async () => {
  const { pages, sections, make, news } = await told();
  const { id } = await make();
  const put = (items: object[]) => sections.put(items, { actor: 'sender:g', pageId: id });
  await put(['One', 'Two', 'Three'].map((heading) => ({ id: heading, section: hero(heading) })));
  await news();
  await put([
    { id: 'Two', section: hero('Two, changed'), position: 0 },
    { id: 'Four', section: hero('Four') },
  ]);
  const [change, ...more] = await news();
  assert.deepEqual(more, []);
  assert.deepEqual([change?.type, change?.page?.by], ['page.changed', 'sender:g']);
  assert.deepEqual(change?.page?.sections, { added: ['Four'], removed: [], changed: ['Two'], reordered: true });
  await sections.remove('One', { actor: 'sender:g' });
  assert.deepEqual((await news())[0]?.page?.sections?.removed, ['One']);
  await pages.change(id, { publishing: 'at_once' }, 'key:a');
  await news();
  await put([{ id: 'Four', section: hero('Four, changed') }]);
  assert.deepEqual(types(await news()), ['page.published']);
});

it('what is sent is the page as it was, and no mail', async () => {
  const { make, database } = await told();
  const { id } = await make({ title: 'About us', type: 'about' });
  const [row] = await database.all(`SELECT id, payload FROM outbox WHERE kind = 'event'`);
  const work = OutboxWork.parse(JSON.parse(String(row?.['payload'])));
  assert.equal(work.kind, 'event');
  const state = { get: async () => ({ settings: { mail: { address: null } } }) };
  // What a page needs of them; anything else would throw.
  const spread = fanOut({ state, now: () => 1 } as unknown as Parameters<typeof fanOut>[0]);
  await database.write(await spread(String(row?.['id']), work));
  const [event] = await database.all('SELECT type, subject_id, payload FROM webhook_events');
  assert.deepEqual([event?.['type'], event?.['subject_id']], ['page.created', id]);
  const { type, data } = JSON.parse(String(event?.['payload'])) as { type: string; data: { page: object } };
  assert.deepEqual([type, Object.keys(data)], ['page.created', ['page']]);
  assert.deepEqual(data.page, work.page);
});

it('where nobody listens nothing waits to be told', async () => {
  const { pages, make, news } = await told(false);
  const { id } = await make();
  await pages.publish(id, 'key:a');
  assert.deepEqual(await news(), []);
});
