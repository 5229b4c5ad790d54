import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BlockEngine, RenderRequest, RenderResult, StopReason } from '../../../sandbox/run/port.ts';
import type { BlockOutput, BlockReads, LiveBlock, NewFailure } from '../../repositories/blocks.ts';
import { StoreSettings } from '../../repositories/settings.ts';
import type { StoreState } from '../../repositories/state.ts';
import { ApiError } from '../errors.ts';
import { BlockMemory, REST_MS } from './block-memory.ts';
import type { BlockSources } from './capabilities.ts';
import { type BlockWish, liveBlocks, MOST_OF_PAGE } from './live-blocks.ts';

const used = { usage: { fuel: 1, memoryBytes: 1 }, console: [] };
const done = (html: string): RenderResult => ({ ...used, status: 'done', html });
const stopped = (reason: StopReason): RenderResult => ({ ...used, status: 'stopped', stop: { reason, message: 'no' } });

const title = { type: 'text', id: 'title', label: 'Title', default: '' } as const;
const block: LiveBlock = {
  ...{ id: 'blk_1', name: 'offers', version: 1, code: '', isOn: true, texts: {} },
  settings: [title],
};
const state: StoreState = {
  ...{ catalogueVersion: 1, priceVersion: 1, handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' },
  settings: StoreSettings.parse({ currencies: [{ currency: 'NOK', rate: '11.5' }] }),
};

/** Blocks of a store whose engine and database are this test's. */
function shop(
  render: (request: RenderRequest, at: number) => RenderResult | Promise<RenderResult>,
  { blocks = [block], memory = new BlockMemory() } = {},
) {
  const seen = { renders: 0, reads: 0, kept: [] as BlockOutput[], failed: [] as (NewFailure & { counts: boolean })[] };
  const time = { now: Date.UTC(2026, 10, 22, 12) };
  const deferred: (() => Promise<unknown>)[] = [];
  const engine: BlockEngine = {
    render: async (request) => render(request, seen.renders++),
    clean: async (html) => ({ ok: true, html, css: '', removed: [] }),
  };
  const reads: BlockReads = {
    version: async () => 1,
    live: async (names) => {
      seen.reads++;
      return { state, version: 1, blocks: blocks.filter(({ name }) => names.includes(name)) };
    },
    lastOutput: async (_id, ways) => seen.kept.find(({ way }) => ways.includes(way)),
    keepOutput: async (_id, output) => void seen.kept.push(output),
    fail: async (_block, failure, counts) => {
      seen.failed.push({ ...failure, counts });
      return false;
    },
  };
  const nothing = () => assert.fail('nothing was asked for');
  const sources: BlockSources = {
    products: { list: nothing, get: nothing, collections: nothing },
    search: { find: nothing },
    quotes: { quote: nothing },
    words: nothing,
  };
  const live = liveBlocks({ storeId: 's1', reads, sources, engine, memory, now: () => time.now });
  const wish: BlockWish = { origin: '', defer: (work) => void deferred.push(work) };
  const settle = async () => {
    for (let work = deferred.shift(); work; work = deferred.shift()) await work();
  };
  const show = async (settings: Record<string, unknown> = {}, more: Partial<BlockWish> = {}) =>
    (await live.answer({ name: 'offers', settings }, { ...wish, ...more })).body.block;
  return { live, wish, seen, time, settle, show };
}

const titled = ({ input }: RenderRequest) => String(input.settings['title']);

describe('drawing blocks for visitors', () => {
  it('draws once for all who ask at once, and once for all who ask after', async () => {
    const { show, seen } = shop(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return done('<p>one</p>');
    });
    const shown = await Promise.all(Array.from({ length: 20 }, () => show()));
    assert.deepEqual([...new Set(shown.map(({ html }) => html))], ['<p>one</p>']);
    assert.equal((await show()).html, '<p>one</p>');
    assert.equal(seen.renders, 1);
    await show({ title: 'other' });
    assert.equal(seen.renders, 2);
  });

  it('draws anew with the next quarter of an hour, at its start', async () => {
    const { show, seen, time } = shop(({ input }) => done(new Date(input.now).toISOString().slice(11, 16)));
    assert.equal((await show()).html, '12:00');
    time.now += 14 * 60_000;
    assert.equal((await show()).html, '12:00');
    time.now += 2 * 60_000;
    assert.equal((await show()).html, '12:15');
    assert.equal(seen.renders, 2);
  });

  it('lets what fails rest, and tells nobody who looks at it', async () => {
    const { show, seen, time, settle } = shop((_request, at) => (at > 1 ? done('<p>again</p>') : stopped('threw')));
    for (let at = 0; at < 5; at++) {
      const shown = await show();
      assert.deepEqual([shown.html, shown.stale, shown.warnings], ['', true, []]);
    }
    await settle();
    assert.equal(seen.renders, 1);
    assert.deepEqual(
      seen.failed.map(({ reason, counts }) => [reason, counts]),
      [['threw', true]],
    );
    time.now += REST_MS + 1;
    await show();
    time.now += REST_MS + 1;
    assert.equal((await show()).html, '<p>again</p>');
  });

  it('counts a failure with values somebody chose only where its own defaults fail, too, and else notes it now and then', async () => {
    const some = shop((request) => (titled(request) === '' ? done('') : stopped('out_of_fuel')));
    for (const one of ['a', 'b', 'c']) await some.show({ title: one });
    await some.settle();
    assert.deepEqual(
      some.seen.failed.map(({ counts }) => counts),
      [false],
    );
    const all = shop(() => stopped('out_of_fuel'));
    for (const one of ['a', 'b', 'c']) await all.show({ title: one });
    await all.settle();
    assert.deepEqual(
      all.seen.failed.map(({ counts }) => counts),
      [true, true, true],
    );
    assert.equal(all.seen.renders, 4, 'its defaults are tried once');
  });

  it('counts no failure in a language, a currency or with addresses that only a visitor chose', async () => {
    for (const wish of [
      (at: number) => ({ locale: ['fr', 'it', 'sv', 'nl'][at]! }),
      (at: number) => ({ productUrl: `/shop-${at}/{handle}` }),
      () => ({ currency: 'NOK' }),
    ]) {
      const isOwn = ({ input: { locale, currency, paths } }: RenderRequest) =>
        locale === 'en' && currency === 'EUR' && paths.product === '/products/{handle}';
      const { show, settle, seen } = shop((request) => (isOwn(request) ? done('<p>a</p>') : stopped('threw')));
      for (let at = 0; at < 4; at++) await show({}, wish(at));
      await settle();
      assert.deepEqual([...new Set(seen.failed.map(({ counts }) => counts))], [false]);
      assert.equal((await show()).html, '<p>a</p>');
    }
  });

  it('remembers what failed in bounded room, however long it is what somebody chose', () => {
    const memory = new BlockMemory();
    const long = 'x'.repeat(200_000);
    for (let at = 0; at < 200; at++) memory.rest(`${at} ${long}`, 0);
    assert.equal(memory.rests(`199 ${long}`, 1), true);
    assert.equal(memory.rests(`0 ${long}`, 1), false);
  });

  it('tells of what took too long, and does not count it: fuel would have ended it before', async () => {
    const { show, seen, settle } = shop(() => stopped('out_of_time'));
    await show();
    await settle();
    assert.deepEqual(
      seen.failed.map(({ reason, counts }) => [reason, counts]),
      [['out_of_time', false]],
    );
  });

  it('writes down no failure that is ours, and tries again at once', async () => {
    for (const reason of ['busy', 'engine_failed'] as const) {
      const { show, seen, settle } = shop((_request, at) => (at === 0 ? stopped(reason) : done('<p>now</p>')));
      assert.equal((await show()).stale, true);
      assert.equal((await show()).html, '<p>now</p>');
      await settle();
      assert.deepEqual(seen.failed, []);
    }
  });

  it('shows what it drew last to who asks for too many, and refuses only where there is nothing', async () => {
    const { show, settle, seen } = shop((request) => done(`<p>${titled(request)}</p>`));
    const refused = new ApiError('rate_limited', 'Too many.');
    const spend = () => Promise.reject(refused);
    await assert.rejects(show({ title: 'a' }, { spend }), refused);
    await show();
    await settle();
    const instead = await show({ title: 'a' }, { spend });
    assert.deepEqual([instead.html, instead.stale], ['<p></p>', true]);
    assert.equal((await show({}, { spend })).stale, false, 'what is drawn costs nothing');
    assert.equal(seen.renders, 1);
  });

  it('finds a store busy that has too much under way, and no other', async () => {
    const memory = new BlockMemory();
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    let [made, most] = [0, 0];
    const { show, seen } = shop(
      async () => {
        most = Math.max(most, ++made);
        await gate;
        made--;
        return done('<p>late</p>');
      },
      { memory },
    );
    const asked = Array.from({ length: 60 }, (_, at) => show({ title: `${at}` }));
    await new Promise((resolve) => setImmediate(resolve));
    const elsewhere = await memory.within('s2', async () => 'free');
    go();
    const shown = await Promise.all(asked);
    assert.equal(elsewhere, 'free');
    assert.deepEqual([seen.renders, most], [24, 4]);
    assert.equal(shown.filter(({ stale }) => stale).length, 36);
  });

  it('waits for nobody and counts nothing where requests may not wait for each other', async () => {
    const memory = new BlockMemory({ shares: false });
    const { show, seen } = shop(() => done('<p>own</p>'), { memory });
    // A request that was given up never comes back.
    for (let at = 0; at < 100; at++) void memory.within('s1', () => new Promise(() => undefined));
    const shown = await Promise.all([show(), show()]);
    assert.deepEqual([shown.map(({ html }) => html), seen.renders], [['<p>own</p>', '<p>own</p>'], 2]);
  });

  it('draws several blocks of a page after one look, in their order, and no more than there are', async () => {
    const other = { ...block, id: 'blk_2', name: 'news' };
    const { live, wish, seen } = shop((request) => done(`<p>${titled(request)}</p>`), { blocks: [block, other] });
    const named = [
      { name: 'news', settings: { title: 'a' } },
      { name: 'gone', settings: {} },
      { name: 'offers', settings: { title: 'b' } },
      { name: 'news', settings: { title: 'c' } },
    ];
    const { blocks, provisional } = await live.drawn(named, wish);
    assert.deepEqual(
      blocks.map((one) => one && [one.name, one.html]),
      [['news', '<p>a</p>'], null, ['offers', '<p>b</p>'], ['news', '<p>c</p>']],
    );
    assert.deepEqual([seen.reads, provisional], [1, false]);
  });

  it('leaves a block out of a page that may not be drawn now, and the page stays', async () => {
    const { live, wish } = shop(() => done('<p>a</p>'));
    const spend = () => Promise.reject(new ApiError('rate_limited', 'Too many.'));
    const { blocks, provisional } = await live.drawn([{ name: 'offers', settings: {} }], { ...wish, spend });
    assert.deepEqual([blocks, provisional], [[null], true]);
  });

  it('leaves out of a page what is more than a page may have', async () => {
    const long = `<p>${'x'.repeat(200_000)}</p>`;
    const { live, wish } = shop((request) => done(titled(request) === 'short' ? '<p>a</p>' : long));
    const named = Array.from({ length: 200 }, (_, at) => ({
      name: 'offers',
      settings: { title: at < 4 ? 'short' : '' },
    }));
    const { blocks, provisional } = await live.drawn(named, wish);
    const chars = blocks.reduce((sum, one) => sum + (one?.html.length ?? 0), 0);
    assert.deepEqual([blocks.filter(Boolean).length, provisional], [9, false]);
    assert.ok(chars <= MOST_OF_PAGE, `${chars}`);
  });

  it('runs nothing that is switched off', async () => {
    const { show, seen } = shop(() => done('<p>on</p>'), { blocks: [{ ...block, isOn: false }] });
    assert.deepEqual([(await show()).stale, seen.renders], [true, 0]);
  });
});
