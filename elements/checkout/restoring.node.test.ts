import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoreContext } from '../store/context.ts';
import type { CheckoutEntries } from './checkout-entries.ts';
import type { KeptDraft } from './kept-draft.ts';
import { restoreDraft } from './restoring.ts';

const store = {
  client: { base: 'https://shop.example/v1/stores/acme' },
  cart: { load: async () => undefined, value: { lines: [{}] } },
} as unknown as StoreContext;

/** What a draft by a link fills into a form with these fields. */
async function filled(fields: Record<string, string>): Promise<Record<string, string>> {
  let given: Record<string, string> = {};
  const entries = { fields, fill: (found: Record<string, string>) => ((given = found), true) };
  const kept = {
    find: async () => ({ byLink: true, lines: [], fields: { email: 'ada@example.com', city: 'Berlin' } }),
  };
  await restoreDraft(store, entries as unknown as CheckoutEntries, kept as unknown as KeptDraft, (error) =>
    assert.fail(String(error)),
  );
  return given;
}

test('the e-mail of a link is not put into a form that somebody else has begun', async () => {
  assert.equal((await filled({ name: '' }))['email'], 'ada@example.com');
  assert.deepEqual(await filled({ name: 'Bob' }), { email: '', city: 'Berlin' });
});
