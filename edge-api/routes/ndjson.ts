import { depthOf } from '../json-depth.ts';
import type { SectionLine } from '../services/sections/store-sections.ts';

/** Most characters of a line, and most lines of a body. */
const MOST_LINE = 512 * 1024;
const MOST_LINES = 10_000;
const MOST_DEPTH = 24;

function lineOf(text: string): SectionLine {
  const characters = text.length;
  if (characters > MOST_LINE) return { problem: `A line is at most ${MOST_LINE / 1024} KB.`, characters: 0 };
  if (depthOf(text) > MOST_DEPTH) return { problem: `A line is at most ${MOST_DEPTH} levels deep.`, characters };
  try {
    return { value: JSON.parse(text) as unknown, characters };
  } catch (error) {
    return {
      problem: `The line is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}`,
      characters,
    };
  }
}

/**
 * The lines of a body of JSON lines, one at a time as they come; empty ones are passed over. Never keeps more than a line and a chunk.
 * After 10,000 lines, or where the body is no UTF-8, it ends with a line that says so.
 */
export async function* ndjsonLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<SectionLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body?.getReader();
  let rest = '';
  let isTooLong = false;
  let lines = 0;
  const end = (text: string): SectionLine | undefined => {
    const line = isTooLong ? lineOf(' '.repeat(MOST_LINE + 1)) : text.trim() === '' ? undefined : lineOf(text);
    isTooLong = false;
    return line;
  };
  try {
    for (;;) {
      const part = await reader?.read();
      const isDone = !part || part.done;
      let text: string;
      try {
        text = isDone ? decoder.decode() : decoder.decode(part.value, { stream: true });
      } catch {
        return yield { problem: 'The body is not UTF-8 text.', characters: 0 };
      }
      const pieces = text.split('\n');
      pieces[0] = rest + pieces[0]!;
      rest = pieces.pop()!;
      if (isDone) pieces.push(rest);
      for (const piece of pieces) {
        const line = end(piece);
        if (!line) continue;
        if ((lines += 1) > MOST_LINES)
          return yield { problem: `A body is at most ${MOST_LINES} lines; the rest was not looked at.`, characters: 0 };
        yield line;
      }
      if (isDone) return;
      if (rest.length > MOST_LINE) {
        isTooLong = true;
        rest = '';
      }
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/**
 * JSON lines as the body of an answer, and when it has ended. They are written as they come and not as they are read: who sends all of a
 * body before reading the answer would wait for ever otherwise. What fails ends the body with an error.
 */
export function ndjsonBody(values: AsyncGenerator<unknown>): {
  body: ReadableStream<Uint8Array>;
  ended: Promise<void>;
} {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    undefined,
    new CountQueuingStrategy({ highWaterMark: MOST_LINES * 2 }),
  );
  const writer = writable.getWriter();
  const pump = async () => {
    for await (const value of values) await writer.write(encoder.encode(`${JSON.stringify(value)}\n`));
    await writer.close();
  };
  return { body: readable, ended: pump().catch((error: unknown) => writer.abort(error).catch(() => undefined)) };
}
