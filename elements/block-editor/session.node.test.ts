import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AdminBlock } from '../../edge-api/contract/blocks-admin.ts';
import { ApiError } from '../client/api-client.ts';
import type { BlocksClient } from '../client/blocks-client.ts';
import type { KeptDraft, KeptDrafts } from './kept-drafts.ts';
import { BlockSession } from './session.ts';

const block = (changes: Partial<AdminBlock> = {}): AdminBlock => ({
  id: 'blk_1',
  name: 'offers',
  title: 'Offers',
  version: 3,
  liveVersion: 1,
  changed: false,
  off: null,
  failing: false,
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-20T08:00:00.000Z',
  updatedBy: 'Ada',
  source: 'first',
  settings: [],
  texts: {},
  problems: [],
  failures: [],
  ...changes,
});

/** Keeps in memory what a browser would keep. */
function memory(kept: Record<string, KeptDraft> = {}): KeptDrafts & { readonly kept: Record<string, KeptDraft> } {
  return {
    kept,
    read: (name) => kept[name],
    write: (name, draft) => void (kept[name] = draft),
    drop: (name) => void delete kept[name],
  };
}

/** A store that holds one block, and refuses who has read another version, as the API does. */
function shop(start: AdminBlock) {
  let now = start;
  const taken = (version: number | undefined) => {
    if (version !== undefined && version !== now.version) throw new ApiError('block_changed', 'Changed.', 409);
  };
  const client = {
    get: async () => ({ block: now }),
    change: async (_name: string, change: Partial<AdminBlock>, version?: number) => {
      taken(version);
      return { block: (now = { ...now, ...change, version: now.version + 1, changed: true }) };
    },
    publish: async (_name: string, _note: string, version: number) => {
      taken(version);
      now = { ...now, version: now.version + 1, changed: false, liveVersion: (now.liveVersion ?? 0) + 1 };
      return { block: now };
    },
    rollBack: async (_name: string, to: number) => {
      now = { ...now, source: `version ${to}`, version: now.version + 1, liveVersion: (now.liveVersion ?? 0) + 1 };
      return { block: now };
    },
  } as unknown as BlocksClient;
  return {
    client,
    theirs: (source: string) => void (now = { ...now, source, version: now.version + 1, updatedBy: 'Bob' }),
    get now() {
      return now;
    },
  };
}

describe('an open block', () => {
  it('keeps in the browser what is not saved, and forgets it once it is', async () => {
    const { client } = shop(block());
    const kept = memory();
    const session = new BlockSession(block(), client, kept);
    session.edit({ source: 'second' });
    session.keep();
    assert.equal(kept.kept['offers']?.draft.source, 'second');
    assert.equal(await session.save(), true);
    assert.deepEqual(session.value.changed, []);
    assert.deepEqual(kept.kept, {});
  });

  it('brings back what was not saved on the version that is still there', () => {
    const { client } = shop(block());
    const draft = { title: 'Offers', source: 'mine', settings: '[]', texts: {} };
    const session = new BlockSession(block(), client, memory({ offers: { draft, version: 3 } }));
    assert.equal(session.value.restored, true);
    assert.equal(session.value.draft.source, 'mine');
    session.discard();
    assert.equal(session.value.draft.source, 'first');
    session.bringBack();
    assert.equal(session.value.draft.source, 'mine');
  });

  it('asks which text is right where somebody else has saved since', () => {
    const { client } = shop(block());
    const draft = { title: 'Offers', source: 'mine', settings: '[]', texts: {} };
    const session = new BlockSession(block(), client, memory({ offers: { draft, version: 2 } }));
    assert.equal(session.value.conflict?.source, 'first');
    assert.equal(session.value.draft.source, 'mine');
  });

  it('saves over nobody: both texts are there until one is chosen', async () => {
    const store = shop(block());
    const session = new BlockSession(block(), store.client, memory());
    session.edit({ source: 'mine' });
    store.theirs('theirs');
    assert.equal(await session.save(), false);
    assert.equal(session.value.conflict?.source, 'theirs');
    assert.equal(store.now.source, 'theirs');
    assert.equal(await session.keepMine(), true);
    assert.equal(store.now.source, 'mine');
  });

  it('sets its own text aside for theirs, from where it comes back', async () => {
    const store = shop(block());
    const session = new BlockSession(block(), store.client, memory());
    session.edit({ source: 'mine' });
    store.theirs('theirs');
    await session.save();
    session.takeTheirs();
    assert.equal(session.value.draft.source, 'theirs');
    session.bringBack();
    assert.equal(session.value.draft.source, 'mine');
  });

  it('rolls back over no draft that is nowhere else: a saved one comes back, too', async () => {
    for (const changed of [true, false]) {
      const store = shop(block({ source: 'saved', changed }));
      const session = new BlockSession(store.now, store.client, memory());
      assert.equal(await session.rollBack(1, ''), true);
      assert.equal(session.value.draft.source, 'version 1');
      assert.equal(session.value.aside?.source, changed ? 'saved' : undefined);
    }
  });

  it('does not lose what is typed while it is saved', async () => {
    const { client } = shop(block());
    const session = new BlockSession(block(), client, memory());
    session.edit({ source: 'second' });
    const saving = session.save();
    session.edit({ source: 'third' });
    await saving;
    assert.equal(session.value.draft.source, 'third');
    assert.deepEqual(session.value.changed, ['source']);
  });

  it('saves before it publishes, and sends no form that has a mistake', async () => {
    const store = shop(block());
    const session = new BlockSession(block(), store.client, memory());
    session.edit({ source: 'second', settings: '[{ "type": "txt" }]' });
    assert.equal(await session.publish(''), false);
    assert.equal(store.now.source, 'first');
    session.edit({ settings: '[]' });
    assert.equal(await session.publish(''), true);
    assert.equal(store.now.source, 'second');
    assert.equal(session.value.block.liveVersion, 2);
  });

  it('sets unsaved text aside when an earlier version is published again', async () => {
    const { client } = shop(block());
    const session = new BlockSession(block(), client, memory());
    session.edit({ source: 'mine' });
    assert.equal(await session.rollBack(1, ''), true);
    assert.equal(session.value.draft.source, 'version 1');
    assert.equal(session.value.aside?.source, 'mine');
  });
});
