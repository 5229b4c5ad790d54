import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Database } from '../db/database.ts';
import { startApi } from '../routes/api.test-support.ts';
import { blockAdminRepository } from './blocks-admin.ts';
import { type BlockReads, blockReads, MOST_FAILURES, MOST_KEPT, MOST_WAYS } from './blocks.ts';

const api = await startApi();
let stores = 0;
const BLOCK = { id: 'blk_1', version: 1 };

/** A store with one live block. */
async function withBlock(work: (reads: BlockReads, db: Database) => Promise<void>): Promise<void> {
  const handle = `blocks-${(stores += 1)}`;
  await api.store(handle);
  await api.inspect(handle, async (db) => {
    await db.write([
      {
        sql: `INSERT INTO blocks (id, name, title, source, live_version, created_at, updated_at)
              VALUES ('blk_1', 'offers', 'Offers', 'draft', 1, 1, 1)`,
      },
      {
        sql: `INSERT INTO block_versions (block_id, version, title, source, code, settings, texts, created_at)
              VALUES ('blk_1', 1, 'Offers', 'live', 'code', '[{"a later schema":1}]', '{"en":{"a":"b"}}', 1)`,
      },
    ]);
    await work(blockReads(db), db);
  });
}
const output = (way: string, html = '<p>a</p>', version = 1) => ({ way, locale: 'en', version, html, css: '' });
const failure = { reason: 'threw', message: 'no', line: 3, column: 1, settings: { a: 1 }, locale: 'en' };
const count = async (db: Database, table: string) => (await db.first(`SELECT count(*) AS n FROM ${table}`))?.['n'];
const writes = async (db: Database) => (await db.first('SELECT total_changes() AS n'))?.['n'];
const blockIn = (db: Database) => db.first('SELECT failures, off_at, off_reason FROM blocks');

describe('live blocks in a store’s database', () => {
  it('are read with the store in one look, whatever a later version has written of their settings', () =>
    withBlock(async (reads) => {
      const { state, version, blocks } = await reads.live(['offers', 'offers', 'none']);
      assert.equal(version, await reads.version());
      assert.equal(state.currency, 'EUR');
      assert.deepEqual(blocks, [
        { id: 'blk_1', name: 'offers', version: 1, code: 'code', settings: [], texts: { en: { a: 'b' } }, isOn: true },
      ]);
    }));

  it('are read whatever an archive has brought, and only by names that a block can have', () =>
    withBlock(async (reads, db) => {
      const admin = blockAdminRepository(db);
      for (const [settings, texts] of [
        ['{}', '[]'],
        ['[null, 1, {"id":"a"}]', '{"en":{"a":1}}'],
        ['null', '{"en":null}'],
      ])
        for (const table of ['blocks', 'block_versions']) {
          await db.run(`UPDATE ${table} SET settings = ?, texts = ?`, [settings!, texts!]);
          const [block] = (await reads.live(['offers'])).blocks;
          assert.deepEqual([block?.settings, block?.texts], [[], table === 'blocks' ? { en: { a: 'b' } } : {}]);
          const draft = await admin.find('offers');
          assert.deepEqual(draft?.texts, {});
          assert.ok(draft?.settings.every((one) => typeof one === 'object' && one !== null));
          assert.ok(await admin.findVersion('blk_1', 1));
          await db.run(`UPDATE block_versions SET settings = '[]', texts = '{"en":{"a":"b"}}'`);
        }
      const name = 'a</style><script>';
      await db.run('UPDATE blocks SET name = ?', [name]);
      assert.deepEqual((await reads.live([name])).blocks, []);
      assert.ok(await admin.find(name));
    }));

  it('keep what they drew last, once where it is the same, in some ways, and nothing long', () =>
    withBlock(async (reads, db) => {
      await reads.keepOutput('blk_1', output('a'), 1);
      const before = await writes(db);
      await reads.keepOutput('blk_1', output('a'), 2);
      assert.equal(await writes(db), before);
      await reads.keepOutput('blk_1', output('a', 'x'.repeat(MOST_KEPT + 1)), 3);
      await reads.keepOutput('blk_1', output('a', '<p>of what is live no more</p>', 7), 3);
      assert.equal((await reads.lastOutput('blk_1', ['none', 'a']))?.html, '<p>a</p>');
      for (let way = 0; way < MOST_WAYS + 5; way++) await reads.keepOutput('blk_1', output(`${way}`), 10 + way);
      assert.equal(await count(db, 'block_outputs'), MOST_WAYS);
      assert.equal(await reads.lastOutput('blk_1', ['a', '0']), undefined);
      assert.equal((await reads.lastOutput('blk_1', ['34', '33']))?.way, '34');
    }));

  it('are switched off by so many failures in a row, once, and by none between which they drew', () =>
    withBlock(async (reads, db) => {
      const before = await reads.version();
      for (let at = 1; at < MOST_FAILURES; at++) assert.equal(await reads.fail(BLOCK, failure, true, at), false);
      await reads.keepOutput('blk_1', output('a'), 20);
      assert.equal((await blockIn(db))?.['failures'], 0);
      for (let at = 1; at < 50; at++) assert.equal(await reads.fail(BLOCK, failure, false, at), false);
      assert.equal(await reads.fail({ ...BLOCK, version: 7 }, failure, true, 30), false);
      assert.equal(await reads.version(), before);
      const ended = await Promise.all(
        Array.from({ length: MOST_FAILURES + 5 }, (_, at) => reads.fail(BLOCK, failure, true, 100 + at)),
      );
      assert.equal(ended.filter(Boolean).length, 1);
      assert.equal((await blockIn(db))?.['off_reason'], 'failures');
      assert.equal(await reads.version(), before + 1);
      assert.equal((await reads.live(['offers'])).blocks[0]?.isOn, false);
      assert.equal(await count(db, 'block_failures'), 1);
    }));

  it('keep the beginning of what was set where they failed', () =>
    withBlock(async (reads, db) => {
      const settings = { long: 'x'.repeat(5000), short: 'a', number: 1 };
      await reads.fail(BLOCK, { ...failure, settings }, false, 1);
      const [kept] = await blockAdminRepository(db).failures('blk_1');
      assert.deepEqual(kept?.settings, { ...settings, long: `${'x'.repeat(499)}…` });
    }));

  it('keep the latest of their failures', () =>
    withBlock(async (reads, db) => {
      for (let line = 1; line <= 60; line++) await reads.fail(BLOCK, { ...failure, line }, false, line);
      assert.equal(await count(db, 'block_failures'), 50);
      assert.equal((await db.first('SELECT min(line) AS n FROM block_failures'))?.['n'], 11);
    }));
});
