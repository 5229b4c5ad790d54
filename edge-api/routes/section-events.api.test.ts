import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();
await api.store('ada');
await api.store('bob');
const key = await api.key('ada', 'pages:write');
const admin = (method: string, path: string, body?: unknown) =>
  api.call(`/v1/admin/stores/ada/section-senders${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const { body: made } = await admin('POST', '', { name: 'tar' });
const send = (path: string, event: unknown, id = 'msg_1') => {
  const body = JSON.stringify(event);
  const at = new Date();
  return api.call(path, {
    method: 'POST',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(made.secret).sign(id, at, body),
    },
    body,
  });
};
const event = {
  type: 'section.created',
  timestamp: new Date().toISOString(),
  data: { id: 'welcome', section: { type: 'hero', content: { heading: 'Welcome' } } },
};

describe('the door of section senders', () => {
  it('opens with a secret that is shown once, and leads to what visitors see', async () => {
    assert.match(made.secret, /^whsec_/);
    const { body: list } = await admin('GET', '');
    assert.deepEqual(list.senders, [made.sender]);
    const first = await send(made.sender.path, event);
    assert.equal(first.body.results[0].outcome, 'created', JSON.stringify(first.body));
    assert.deepEqual((await send(made.sender.path, event)).body, first.body);
    const { body } = await api.call('/v1/stores/ada/sections/welcome');
    assert.equal(body.section.content.heading, 'Welcome');
  });

  it('is no other store’s, and closes with its sender', async () => {
    assertError(await send(made.sender.path.replace('ada', 'bob'), event), 'section_event_invalid', 400);
    const rotated = await admin('POST', `/${made.sender.id}/secret`, { keepHours: 0 });
    assert.notEqual(rotated.body.secret, made.secret);
    assertError(await send(made.sender.path, event, 'msg_2'), 'section_event_invalid', 400);
    assert.equal((await admin('DELETE', `/${made.sender.id}`)).status, 204);
    assertError(await admin('DELETE', `/${made.sender.id}`), 'section_sender_not_found', 404);
    assertError(await admin('POST', '', { name: 'x', pageId: 'pag_none' }), 'invalid_request', 400);
  });

  it('takes a megabyte at most', async () => {
    const body = ' '.repeat(1024 * 1024 + 1);
    assertError(await api.call(made.sender.path, { method: 'POST', body }), 'body_too_large', 413);
  });
});
