import assert from 'node:assert/strict';
import { it } from 'node:test';
import { postOf } from '../../outgoing.test-support.ts';
import { blockSwitchedOff } from '../../repositories/block-events.ts';
import { blockAdminRepository } from '../../repositories/blocks-admin.ts';
import { startApi } from '../../routes/api.test-support.ts';
import { ApiError } from '../errors.ts';
import { storeBlocks } from './store-blocks.ts';

const api = await startApi();
const block = (words: string) => `export default function ({ html }) { return html\`<p>${words}</p>\`; }`;
let shops = 0;

/** A store with a live block, and what its merchant gets. */
async function shopWithBlock(hasEndpoint: boolean) {
  const handle = `shop${(shops += 1)}`;
  await api.store(handle, { settings: { mail: { address: 'merchant@shop.example' } } });
  const shop = await postOf(api, handle);
  if (hasEndpoint)
    await shop.use(({ webhooks }) =>
      webhooks.add({ url: 'https://hooks.example.com/in', description: '', eventTypes: [] }),
    );
  const wish = { name: 'offers', title: 'Offers <1>', source: block('one'), settings: [], texts: {} };
  const { id } = await shop.use(({ blocks }) => blocks.create(wish, 'key:a'));
  await shop.use(({ blocks }) => blocks.publish('offers', 'key:a'));
  const drain = () => shop.use(({ outbox }) => outbox.drain());
  /** What a live version does that fails once more, and once too often where `off`. */
  const fail = (at: number, off: boolean) =>
    shop.use((_services, database) =>
      database.write([
        {
          sql: `INSERT INTO block_failures (block_id, version, reason, line, col, message, times, first_at, last_at)
                VALUES (:id, 1, 'threw', 3, 7, 'price of undefined', 1, :at, :at)
                ON CONFLICT DO UPDATE SET times = times + 1, last_at = :at`,
          args: { id, at },
        },
        ...(off
          ? [
              {
                sql: `UPDATE blocks SET failures = 10, off_at = ?, off_reason = 'failures' WHERE id = ?`,
                args: [at, id],
              },
            ]
          : []),
        blockSwitchedOff(id, at),
      ]),
    );
  const events = () =>
    shop.calls.map(({ body }) => JSON.parse(body) as { type: string; data: { block: Record<string, unknown> } });
  return { ...shop, id, drain, fail, events };
}

it('a block that failed too often is told of once, by mail and to the merchant’s systems, with its line', async () => {
  const shop = await shopWithBlock(true);
  await shop.drain();
  shop.calls.length = 0;
  await shop.fail(1000, false);
  await shop.drain();
  assert.deepEqual([shop.calls.length, shop.mails.length], [0, 0], 'one failure is nobody’s news');
  await shop.fail(2000, true);
  await shop.fail(2000, false);
  await shop.fail(3000, false);
  await shop.drain();
  assert.deepEqual(
    shop.events().map(({ type, data }) => [type, data.block['reason'], data.block['failure']]),
    [['block.switched_off', 'failures', { reason: 'threw', message: 'price of undefined', line: 3, column: 7 }]],
  );
  assert.equal(shop.mails.length, 1);
  const [mail] = shop.mails;
  assert.deepEqual([mail?.to, mail?.subject], ['merchant@shop.example', 'The block “Offers <1>” was switched off']);
  assert.match(mail?.text ?? '', /3:7 price of undefined/);
  assert.match(mail?.html ?? '', /Offers &lt;1&gt;/);
});

it('a merchant without systems hears of it by mail, and of what he has done himself not at all', async () => {
  const shop = await shopWithBlock(false);
  await shop.use(({ blocks }) => blocks.change('offers', { on: false }, 'key:a'));
  await shop.use(({ blocks }) => blocks.publish('offers', 'key:a'));
  await shop.drain();
  assert.equal(shop.mails.length, 0);
  await shop.fail(2000, true);
  await shop.drain();
  assert.equal(shop.mails.length, 1);
});

it('nobody’s change is written over one that came between its reading and its writing', async () => {
  const shop = await shopWithBlock(false);
  await shop.use(async (_services, database) => {
    const kept = blockAdminRepository(database);
    const before = (await kept.find('offers'))!;
    const write = { before, draft: { ...before, title: 'First' }, actor: 'key:b', at: 5 };
    assert.equal(await kept.write(write), 'written');
    for (const late of [
      await kept.write({ ...write, draft: { ...before, title: 'Second' } }),
      await kept.write({ ...write, publish: { code: '', note: '' } }),
      await kept.remove(before, 'key:b', 6),
    ])
      assert.equal(late, 'block_changed');
    assert.equal((await kept.find('offers'))?.title, 'First');

    let between = 2;
    const blocks = storeBlocks({
      blocks: {
        ...kept,
        async write(wish) {
          const now = (await kept.find('offers'))!;
          if ((between -= 1) >= 0)
            await kept.write({ before: now, draft: { ...now, title: `Other ${between}` }, actor: 'key:c', at: 7 });
          return kept.write(wish);
        },
      },
      most: () => null,
      now: () => 8,
    });
    const changed = await blocks.change('offers', { texts: { de: { a: 'A' } } }, 'key:d');
    assert.deepEqual(
      [changed.title, changed.texts],
      ['Other 0', { de: { a: 'A' } }],
      'it is tried again on what is there',
    );
    between = 1;
    await assert.rejects(() => blocks.change('offers', { title: 'x' }, 'key:d', changed.version), {
      code: 'block_changed',
    });
  });
});

it('nothing is written of a block that may not be checked now', async () => {
  const shop = await shopWithBlock(false);
  await shop.use(async (_services, database) => {
    const kept = blockAdminRepository(database);
    const before = await kept.find('offers');
    const check = () => Promise.reject(new ApiError('rate_limited', 'Later.'));
    const blocks = storeBlocks({ blocks: kept, most: () => null, now: () => 8, check });
    const wish = { title: 'A', source: 'x', settings: [], texts: {} };
    for (const refused of [
      () => blocks.create({ ...wish, name: 'other' }, 'key:b'),
      () => blocks.change('offers', wish, 'key:b'),
      () => blocks.publish('offers', 'key:b'),
    ])
      await assert.rejects(refused, { code: 'rate_limited' });
    assert.deepEqual([await kept.find('offers'), await kept.count()], [before, 1]);
    assert.deepEqual((await blocks.rollBack('offers', { version: 1 }, 'key:b')).problems, [], 'on bad days, too');
  });
});

it('systems hear of each publication, switching off and deletion once, in their order', async () => {
  const shop = await shopWithBlock(true);
  await shop.use(async ({ blocks }) => {
    await blocks.publish('offers', 'key:a');
    await blocks.change('offers', { source: block('two') }, 'key:b');
    await blocks.publish('offers', 'key:b');
    await blocks.rollBack('offers', { version: 1 }, 'key:c');
    await blocks.change('offers', { on: false }, 'key:d');
    await blocks.change('offers', { on: true }, 'key:d');
    await blocks.remove('offers', 'key:e');
  });
  await shop.drain();
  await shop.settled();
  assert.deepEqual(
    shop.events().map(({ type, data: { block } }) => [type, block['version'], block['by']]),
    [
      ['block.published', 1, 'key:a'],
      ['block.published', 2, 'key:b'],
      ['block.published', 3, 'key:c'],
      ['block.switched_off', 3, 'key:d'],
      ['block.deleted', 3, 'key:e'],
    ],
  );
  assert.equal(shop.mails.length, 0, 'a merchant knows what he has done');
});
