import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { sealer } from '../../adapters/provisioning/sealing.ts';
import { emptyStore } from '../../repositories/catalogue.test-support.ts';
import { pageAdminReads } from '../../repositories/pages-admin.ts';
import { pageWriter } from '../../repositories/page-writes.ts';
import { senderRepository } from '../../repositories/section-senders.ts';
import { sectionReads } from '../../repositories/sections.ts';
import { ApiError } from '../errors.ts';
import { sectionEvents } from './section-events.ts';
import { senderService } from './senders.ts';
import { storeSections } from './store-sections.ts';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-events-'));
const database = await emptyStore(folder);
after(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

let ahead = 0;
const now = () => Date.now() + ahead;
const senders = senderRepository(database);
const sections = storeSections({
  sections: sectionReads(database),
  pages: pageAdminReads(database),
  writer: pageWriter(database),
  mostSections: () => null,
  onTaken: () => undefined,
  now,
});
const shared = {
  store: { id: 'sto_1', handle: 'ada' },
  senders,
  sealer: sealer({ id: 'k1', hex: 'ab'.repeat(32) }),
  now,
};
const service = senderService(shared);
const events = sectionEvents({ ...shared, sections });
const { sender, secret } = await service.add({ name: 'tar', pageId: null });

const hero = (heading: string) => ({ type: 'hero', content: { heading } });
const minute = (n: number): string =>
  new Date(Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000 + n * 60_000).toISOString();
const put = (id: string | undefined, heading: string, at = minute(1)) => ({
  type: 'section.updated',
  timestamp: at,
  data: { ...(id === undefined ? {} : { id }), section: hero(heading) },
});

let count = 0;
function signed(event: unknown, more: { id?: string; secret?: string; at?: Date; body?: string } = {}) {
  const { id = `msg_${(count += 1)}`, at = new Date() } = more;
  const body = more.body ?? JSON.stringify(event);
  return {
    sender: sender.id,
    id,
    timestamp: String(Math.floor(at.getTime() / 1000)),
    signature: new Webhook(more.secret ?? secret).sign(id, at, body),
    body: new TextEncoder().encode(body),
  };
}
const send = (event: unknown, more: Parameters<typeof signed>[1] = {}) => events.receive(signed(event, more));
const outcomes = async (...sent: Parameters<typeof send>) =>
  (await send(...sent)).results.map(({ outcome }) => outcome);
const heading = async (id: string) => (await sections.get(id)).content['heading'];
const refusedAs = (code: string) => (error: unknown) => error instanceof ApiError && error.code === code;

describe('sections that a sender signs', () => {
  it('are taken one by one and many at once, each by itself', async () => {
    assert.deepEqual(await outcomes(put('one', 'Hello')), ['created']);
    const data = { sections: [{ id: 'two', section: hero('Two') }, { id: 'three', section: { type: 'nothing' } }, 7] };
    const { results } = await send({ type: 'section.created', timestamp: minute(1), data });
    assert.deepEqual(
      results.map(({ outcome, error }) => [outcome, error?.code]),
      [
        ['created', undefined],
        ['refused', 'invalid_section'],
        ['refused', 'invalid_request'],
      ],
    );
    const { metadata, actor } = await sections.get('two');
    assert.deepEqual([metadata['sender'], actor], [sender.id, `sender ${sender.id}`]);
  });

  it('change nothing when they come again, and have the same answer, also where they have no id', async () => {
    const message = signed(put(undefined, 'Once'));
    const first = await events.receive(message);
    assert.deepEqual(await events.receive(message), first);
    const { id } = first.results[0]!;
    // As after a stop between the change and its note.
    await database.run('DELETE FROM section_messages');
    const again = await events.receive(message);
    assert.deepEqual([again.results[0]!.id, again.results[0]!.outcome], [id, 'unchanged']);
    await assert.rejects(
      events.receive(signed(put(undefined, 'Other'), { id: message.id })),
      refusedAs('idempotency_key_reused'),
    );
  });

  it('end as their sender last meant them, in whatever order they come', async () => {
    await send(put('late', 'New', minute(5)));
    assert.deepEqual(await outcomes(put('late', 'Old', minute(3))), ['ignored']);
    assert.equal(await heading('late'), 'New');
    const gone = (at: string) => ({ type: 'section.deleted', timestamp: at, data: { id: 'late' } });
    assert.deepEqual(await outcomes(gone(minute(4))), ['ignored']);
    assert.deepEqual(await outcomes(gone(minute(6))), ['deleted']);
    assert.deepEqual(await outcomes(put('late', 'Risen', minute(5))), ['ignored']);
    await assert.rejects(sections.get('late'), refusedAs('section_not_found'));
    assert.deepEqual(await outcomes(put('late', 'Anew', minute(7))), ['created']);
    // Deleted before it was ever heard of.
    const early = { type: 'section.deleted', timestamp: minute(9), data: { ids: ['early', 'early'] } };
    assert.deepEqual(await outcomes(early), ['unchanged']);
    assert.deepEqual(await outcomes(put('early', 'Never', minute(8))), ['ignored']);
  });

  it('are refused alike, whatever is wrong with their signature', async () => {
    const good = signed(put('one', 'Forged'));
    const other = (await service.add({ name: 'other', pageId: null })).secret;
    const wrong = [
      { ...good, sender: 'snd_nobody' },
      { ...good, signature: undefined },
      { ...good, id: undefined },
      { ...good, id: 'msg_other' },
      { ...good, timestamp: '0' },
      { ...good, body: new TextEncoder().encode(JSON.stringify(put('one', 'Swapped'))) },
      { ...good, body: new Uint8Array([0xff]) },
      signed(put('one', 'Forged'), { secret: other }),
      signed(put('one', 'Old'), { at: new Date(Date.now() - 301_000) }),
      signed(put('one', 'Early'), { at: new Date(Date.now() + 330_000) }),
    ];
    const told = await Promise.all(
      wrong.map((message) =>
        events.receive(message).then(
          () => 'taken',
          (error: unknown) => String(error),
        ),
      ),
    );
    assert.equal(new Set(told).size, 1);
    assert.equal(await heading('one'), 'Hello');
  });

  it('are refused by the field where their sender has made a mistake, and can be sent again', async () => {
    for (const [event, path] of [
      [{ type: 'section.eaten', timestamp: minute(1), data: {} }, 'type'],
      [{ type: 'section.updated', timestamp: 'now', data: {} }, 'timestamp'],
      [put('one', 'Far', new Date(Date.now() + 400_000).toISOString()), 'timestamp'],
      [{ type: 'section.deleted', timestamp: minute(1), data: {} }, 'data.id'],
      [[], ''],
    ] as const)
      await assert.rejects(send(event), (error) => error instanceof ApiError && error.issues?.[0]?.path === path);
    await assert.rejects(send(null, { body: '{' }), refusedAs('invalid_json'));
    await assert.rejects(send(null, { body: '['.repeat(5000) }), refusedAs('invalid_json'));
  });
});

describe('secrets of senders', () => {
  it('are kept sealed, and the one before counts for a day', async () => {
    const kept = await database.first('SELECT secret FROM section_senders WHERE id = ?', [sender.id]);
    assert.doesNotMatch(String(kept?.['secret']), new RegExp(secret.slice(6, 30).replaceAll(/[+/]/g, '.')));
    const { secret: next } = await service.rotate(sender.id, { keepHours: 24 });
    await send(put('one', 'By the old one'));
    await send(put('one', 'By the new one'), { secret: next });
    ahead = 25 * 3_600_000;
    await assert.rejects(send(put('one', 'Too late')), refusedAs('section_event_invalid'));
    ahead = 0;
  });

  it('open nothing any more when their sender is removed, and its messages are forgotten with time', async () => {
    await events.sweep();
    assert.notEqual(await database.first('SELECT 1 FROM section_messages'), undefined);
    ahead = 31 * 86_400_000;
    await events.sweep();
    ahead = 0;
    assert.equal(await database.first('SELECT 1 FROM section_messages'), undefined);
    assert.equal(await database.first('SELECT 1 FROM section_removals'), undefined);
    await service.remove(sender.id);
    await assert.rejects(send(put('one', 'Nobody')), refusedAs('section_event_invalid'));
    await assert.rejects(service.remove(sender.id), refusedAs('section_sender_not_found'));
  });
});
