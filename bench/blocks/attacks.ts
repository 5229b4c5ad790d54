import type { RenderRequest, StopReason } from '../../sandbox/run/port.ts';
import { INPUT } from './subject.ts';

/** What makes a thread of the bench never answer. */
export const NEVER = '/* never answers */';

const body = (code: string): string => `export default function ({ html, products, product }) { ${code} }`;

/** A block for each way to be stopped. */
const SOURCES: readonly (readonly [StopReason, string])[] = [
  ['out_of_fuel', body('for (;;);')],
  ['out_of_fuel', body('return /(a+)+$/.test("a".repeat(40) + "!");')],
  ['out_of_memory', body('const all = [], long = "x".repeat(1e5); for (;;) all.push(long.slice(1));')],
  ['too_deep', body('const f = () => [f()]; return f();')],
  ['output_too_large', body('return "x".repeat(300_000);')],
  ['too_many_jobs', body('const go = async () => { for (;;) await null; }; return go();')],
  ['not_a_program', 'export default 42 +'],
  ['threw', body('throw new Error("on purpose");')],
  ['no_html', body('return 42;')],
  ['source_too_large', `${body('return "";')}//${'x'.repeat(70_000)}`],
  ['out_of_time', `${NEVER}${body('return "";')}`],
];

export interface Attack {
  readonly expected: StopReason;
  readonly request: RenderRequest;
}

export const ATTACKS: readonly Attack[] = SOURCES.map(([expected, source]) => ({
  expected,
  request: { source, input: { ...INPUT, data: {} } },
}));
