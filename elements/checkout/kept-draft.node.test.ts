import { afterEach, beforeEach, mock, test } from 'node:test';
import assert from 'node:assert/strict';
import type { CheckoutDraftFields } from '../../edge-api/contract/checkout-drafts.ts';
import { ApiError, type ApiClient } from '../client/api-client.ts';
import { NO_FIELDS, type CheckoutFields, type FieldName } from './checkout-draft.ts';
import { KeptDraft } from './kept-draft.ts';

type Sent = { path: string; body: Record<string, unknown> };
const LINES = [{ variantId: 'mug', quantity: 1, options: {} }];

/** An edge that keeps drafts as the contract says, merging field by field. */
class Edge {
  readonly sent: Sent[] = [];
  readonly drafts = new Map<string, { token: string; status: string; fields: CheckoutDraftFields; consent: unknown }>();
  readonly links = new Map<string, string>();
  down = false;

  readonly request: ApiClient['request'] = async <T>(path: string, body?: unknown): Promise<T> => {
    if (this.down) throw new ApiError('network', '');
    const asked = body as Record<string, unknown>;
    this.sent.push({ path, body: asked });
    const [, , id = ''] = path.split('/');
    if (id === 'recoveries') {
      const found = this.links.get(String(asked['recoveryToken']));
      if (!found) throw new ApiError('checkout_not_found', '', 404);
      this.links.clear();
      return { ...this.answer(found), token: (this.drafts.get(found)!.token = 'by link') } as T;
    }
    const key = id || `draft-${this.drafts.size + 1}`;
    if (!id) this.drafts.set(key, { token: `token-${key}`, status: 'open', fields: {}, consent: null });
    const draft = this.drafts.get(key);
    if (!draft || (id && draft.token !== asked['token'])) throw new ApiError('checkout_not_found', '', 404);
    Object.assign(draft.fields, asked['fields']);
    if (asked['consent'] !== undefined) draft.consent = asked['consent'];
    return { ...this.answer(key), ...(id ? {} : { token: draft.token }) } as T;
  };

  private answer(id: string) {
    const { status, fields } = this.drafts.get(id)!;
    return { draft: { checkoutId: id, status, version: 1, fields, lines: LINES, consent: false, expiresAt: 0 } };
  }
}

/** One device's checkout. */
class Device {
  fields: CheckoutFields = NO_FIELDS;
  readonly kept: KeptDraft;
  constructor(edge: Edge) {
    this.kept = new KeptDraft('shop', edge, async () => ({
      fields: this.fields,
      lines: LINES,
      locale: 'de',
      consent: this.fields.reminder ? { text: 'Remind me.' } : null,
    }));
  }
  type(name: FieldName, value: string): void {
    this.fields = { ...this.fields, [name]: value };
    this.kept.change(name, value);
  }
}

let edge: Edge;
let address: URL;
const storage = new Map<string, string>();
const globals = globalThis as Record<string, unknown>;

beforeEach(() => {
  edge = new Edge();
  storage.clear();
  address = new URL('https://shop.example/checkout?a=b');
  globals['location'] = address;
  globals['history'] = {
    state: null,
    replaceState: (_state: unknown, _title: string, url: string) => (address.href = new URL(url, address).href),
  };
  globals['localStorage'] = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  };
  mock.timers.enable({ apis: ['setTimeout'] });
});
afterEach(() => {
  mock.timers.reset();
  for (const name of ['location', 'history', 'localStorage']) delete globals[name];
});

test('nothing is kept before the shopper types, and then in one request when they pause', async () => {
  const phone = new Device(edge);
  assert.equal(await phone.kept.find(), undefined);
  await phone.kept.tell();
  assert.equal(edge.sent.length, 0);
  for (const email of ['a', 'ad', 'ada@example.com']) phone.type('email', email);
  await phone.kept.tell();
  assert.equal(edge.sent.length, 1);
  assert.deepEqual(edge.sent[0]?.body, {
    fields: { email: 'ada@example.com' },
    lines: LINES,
    locale: 'de',
    consent: null,
    page: 'https://shop.example/checkout?a=b',
  });
  await phone.kept.tell();
  assert.equal(edge.sent.length, 1, 'what the edge knows is not told again');
});

test('a later visit finds it, and only what opens it stays in the browser', async () => {
  const first = new Device(edge);
  first.type('name', 'Ada Lovelace');
  await first.kept.tell();
  assert.ok(![...storage.values()].join().includes('Ada'));
  const later = new Device(edge);
  assert.deepEqual((await later.kept.find())?.fields, { name: 'Ada Lovelace' });
  later.type('city', 'Berlin');
  await later.kept.tell();
  assert.deepEqual(edge.sent.at(-1)?.body['fields'], { city: 'Berlin' });
  assert.deepEqual(edge.drafts.get('draft-1')?.fields, { name: 'Ada Lovelace', city: 'Berlin' });
});

test('a reminder’s link opens the draft, is gone from the address, and its consent can be taken back', async () => {
  const phone = new Device(edge);
  phone.type('email', 'ada@example.com');
  phone.type('reminder', 'yes');
  await phone.kept.tell();
  assert.deepEqual(edge.drafts.get('draft-1')?.consent, { text: 'Remind me.' });
  edge.links.set('once-and-no-more-often', 'draft-1');
  storage.clear();
  address.hash = '#part&vitrine_checkout=once-and-no-more-often';
  const desk = new Device(edge);
  const found = await desk.kept.find();
  assert.deepEqual([found?.byLink, found?.fields.email, found?.lines], [true, 'ada@example.com', LINES]);
  assert.equal(address.href, 'https://shop.example/checkout?a=b#part');
  desk.type('reminder', '');
  await desk.kept.tell();
  assert.equal(edge.drafts.get('draft-1')?.consent, null);
});

test('what cannot be told goes along with the next change; a draft that is gone begins anew with everything', async () => {
  const phone = new Device(edge);
  phone.type('name', 'Ada');
  edge.down = true;
  await phone.kept.tell();
  edge.down = false;
  phone.type('city', 'Berlin');
  await phone.kept.tell();
  assert.deepEqual(edge.drafts.get('draft-1')?.fields, { name: 'Ada', city: 'Berlin' });
  edge.drafts.get('draft-1')!.token = 'opened elsewhere';
  phone.type('phone', '1');
  await phone.kept.tell();
  phone.type('phone', '12');
  await phone.kept.tell();
  assert.deepEqual(edge.drafts.get('draft-2')?.fields, { name: 'Ada', city: 'Berlin', phone: '12' });
  assert.equal(phone.kept.named.checkoutId, 'draft-2');
});

test('an order ends it, starting over erases it, and what others wrote into the storage opens nothing', async () => {
  const phone = new Device(edge);
  phone.type('name', 'Ada');
  await phone.kept.tell();
  phone.kept.end();
  phone.type('name', 'Eve');
  await phone.kept.tell();
  assert.equal(edge.drafts.get('draft-1')?.fields.name, 'Ada');
  assert.equal(storage.size, 0);

  const other = new Device(edge);
  other.type('name', 'Bob');
  await other.kept.tell();
  await other.kept.erase(['name', 'reminder']);
  assert.deepEqual(edge.drafts.get('draft-2')?.fields, { name: '' });
  assert.equal(storage.size, 0);

  for (const junk of ['nonsense', '{}', '{"checkoutId":"../x","token":"y"}', '{"checkoutId":1,"token":2}']) {
    storage.set('vitrine:shop:checkout-draft', junk);
    assert.equal(await new Device(edge).kept.find(), undefined, junk);
  }
});
