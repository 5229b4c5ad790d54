import { bodyOf, requestOf } from '../../run/run.test-support.ts';
import type { BlockInput, RenderRequest, RenderResult } from '../../run/port.ts';

/** A block that means harm, and what becomes of it on every runtime. */
export interface OwnRow {
  /** What it tries. */
  readonly tries: string;
  readonly request: RenderRequest;
  readonly became: string;
}

/** Enough for all that does not go on for ever, and less than half of the usual. */
const LIMITS = { fuel: 2_000_000 };

/** A block whose function has this body. */
export const body = (tries: string, code: string, became: string, input: Partial<BlockInput> = {}): OwnRow => ({
  tries,
  request: requestOf(bodyOf(code), input, LIMITS),
  became,
});

/** A block that is this module. */
export const module = (tries: string, source: string, became: string): OwnRow => ({
  tries,
  request: requestOf(source, {}, LIMITS),
  became,
});

/** What became of it, in a line: HTML, needs, or the reason with its message and place; and what was printed, from its end. */
export function becameOf(result: RenderResult): string {
  const printed = result.console.map(({ text }) => text.slice(-20)).join(', ');
  const told = printed ? `; printed ${printed}` : '';
  if (result.status === 'done')
    return `gave ${result.html.length > 100 ? `${result.html.length} letters` : result.html}${told}`;
  if (result.status === 'needs') return `needs ${result.needs.length}: ${result.needs.at(-1)!.key.slice(-30)}${told}`;
  const { reason, message, line, column } = result.stop;
  return `${reason}: ${message.slice(0, 80)}${line ? ` at ${line}:${column ?? '?'}` : ''}${told}`;
}
