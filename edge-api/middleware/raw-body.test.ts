import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawBody } from './raw-body.ts';

test('a body without an end is read no further than it may be', async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  const request = new Request('http://shop.test/', { method: 'POST', body, duplex: 'half' } as RequestInit);
  await assert.rejects(rawBody(request, 4096), { code: 'body_too_large' });
  assert.ok(sent < 16_384, `${sent} bytes were taken`);
});
