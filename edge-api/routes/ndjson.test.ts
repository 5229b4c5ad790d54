import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ndjsonBody, ndjsonLines } from './ndjson.ts';

const encoder = new TextEncoder();

/** A body that comes in pieces of so many bytes. */
const inPieces = (bytes: Uint8Array, size: number): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
async function linesOf(bytes: Uint8Array, size: number) {
  const lines = [];
  for await (const line of ndjsonLines(inPieces(bytes, size))) lines.push(line);
  return lines.map((line) => ('value' in line ? line.value : line.problem.slice(0, 20)));
}

test('lines are the same wherever a body is cut', async () => {
  const bytes = encoder.encode('{"a":"ü🎉"}\r\n\n[1]\n{ no\n"end"');
  for (const size of [1, 2, 3, 7, 100])
    assert.deepEqual(await linesOf(bytes, size), [{ a: 'ü🎉' }, [1], 'The line is not JSON', 'end']);
});

test('a line that is too long or too deep is refused, and the next is read', async () => {
  const long = `"${'x'.repeat(600 * 1024)}"`;
  const deep = '['.repeat(5000) + ']'.repeat(5000);
  assert.deepEqual(await linesOf(encoder.encode(`${long}\n1\n${deep}\n2`), 64 * 1024), [
    'A line is at most 51',
    1,
    'A line is at most 24',
    2,
  ]);
});

test('a body that is no text, or has too many lines, ends with a line that says so', async () => {
  assert.deepEqual(await linesOf(Uint8Array.of(0x31, 0x0a, 0xff, 0xfe), 2), [1, 'The body is not UTF-']);
  const many = await linesOf(encoder.encode('1\n'.repeat(10_050)), 4096);
  assert.deepEqual([many.length, many.at(-1)], [10_001, 'A body is at most 10']);
  assert.deepEqual(await linesOf(new Uint8Array(), 1), []);
});

test('answers are written while nobody reads yet, and no more once nobody will', async () => {
  let made = 0;
  async function* values() {
    for (; made < 5000; made += 1) yield { made };
  }
  const { body, ended } = ndjsonBody(values());
  await ended;
  assert.equal(made, 5000);
  assert.equal((await new Response(body).text()).split('\n').length, 5001);

  let endless = 0;
  async function* forEver() {
    for (; ; endless += 1) {
      yield endless;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const given = ndjsonBody(forEver());
  await given.body.cancel();
  await given.ended;
  assert.ok(endless < 1000);
});
