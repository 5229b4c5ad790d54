import type { BlockRenderer, RenderResult } from '../run/port.ts';
import { requestOf } from '../run/run.test-support.ts';
import type { HostileRow } from './corpora.test-support.ts';

/** Lists of programs that mean harm. */
export const HOSTILE = ['sandbox-escape', 'sandbox-dos', 'sandbox-syntax', 'engine-robustness'] as const;

const inFunction = (body: string): string => `export default function (given, settings) {\n${body}\n}`;

/** An expression such as `"a"+"b"*5000`, as the rows about regular expressions write their attack, in JavaScript. */
const attackOf = (text: string): string =>
  text.replaceAll(
    /("(?:[^"\\]|\\.)*")\s*\*\s*(\d+)/g,
    (_whole, repeated: string, count: string) => `${repeated}.repeat(${count})`,
  );

function regexBlock(source: string, attack: string): string {
  const pattern = JSON.stringify(source);
  return inFunction(`const text = ${attack};
for (const flags of ['', 'u']) { try { new RegExp(${pattern}, flags).exec(text); text.replace(new RegExp(${pattern}, 'g' + flags), ''); } catch (error) { if (error.name !== 'SyntaxError') throw error; } }
return 'searched';`);
}

/** Writes a key and a value, as rows about prototypes name them, everywhere a careless program would write them. */
function pollutingBlock(payload: string): string {
  const [, key = payload, value = ''] = /^([\s\S]*?) = ([\s\S]*)$/.exec(payload) ?? [];
  return inFunction(`const key = ${JSON.stringify(key)}, value = ${JSON.stringify(value)};
const merge = (into, from) => { for (const name of Object.keys(from)) { if (typeof from[name] === 'object' && from[name]) merge(into[name] ??= {}, from[name]); else into[name] = from[name]; } return into; };
const texts = [${JSON.stringify(payload)}, JSON.stringify({ constructor: { prototype: { [key]: value } } }), '{"__proto__":{' + JSON.stringify(key) + ':' + JSON.stringify(value) + '}}'];
for (const text of texts) { try { merge({}, JSON.parse(text)); } catch {} }
for (const way of [['__proto__'], ['constructor', 'prototype']]) { try { let at = {}; for (const name of way) at = at[name]; at[key] = value; } catch {} }
return String({}[key] === value || 'polluted' in {});`);
}

/** The blocks that a hostile row becomes: the code as a module of its own, and as the body of a block's function. */
export function blocksOf({ kind, payload }: HostileRow): string[] {
  if (kind === 'redos-pair') {
    const { regex, attack } = JSON.parse(payload) as { regex: string; attack: string };
    return [regexBlock(regex, attackOf(attack))];
  }
  if (kind === 'gadget-key' || kind === 'json') return [pollutingBlock(payload)];
  if (kind === 'regex') return [regexBlock(payload, '"a".repeat(5000) + "1".repeat(5000) + "!"')];
  return [`${payload}\nexport default () => 'drawn';`, inFunction(payload)];
}

/** The block of a harmless program that answers with its value as JSON. */
export const benignBlock = ({ payload, parses }: HostileRow): string =>
  inFunction(
    parses === 'body'
      ? `return JSON.stringify((() => {\n${payload}\n})()) ?? 'null';`
      : `return JSON.stringify((\n${payload}\n)) ?? 'null';`,
  );

/** Runs a harmless program. Rejects where it gives what it does not give elsewhere. */
export async function staysAsItIs(renderer: BlockRenderer, row: HostileRow): Promise<void> {
  const plain = (text: string): string => text.replaceAll(/\s/g, '');
  const result = await renderer.render(requestOf(benignBlock(row)));
  const value = (row as { expected_value?: string }).expected_value ?? '';
  const html = result.status === 'done' ? result.html : JSON.stringify(result);
  if (![plain(value), plain(JSON.stringify(value))].includes(plain(html))) throw new Error(`${row.id}: ${html}`);
}

const CANARY = 'b7c1-canary-of-the-host';
/** What is rendered after each, and has to be what it always is. */
export const HONEST = requestOf(
  inFunction('return `${settings.mine} ${[3, 1, 2].sort()} ${typeof globalThis.process}`;'),
  {
    settings: { mine: 'mine' },
  },
);

export const HONEST_HTML = 'mine 1,2,3 undefined';

/** What a program may touch of its host, as far as it would show. */
export const hostNow = (): string =>
  [globalThis, Object.prototype, Array.prototype, Function.prototype, String.prototype, Promise.prototype, JSON, Math]
    .map((each) => Reflect.ownKeys(each).map(String).sort().join())
    .join(';');

/**
 * Runs the hostile programs of a row, looks at what they did, and answers what became of each. Rejects with the first promise
 * that was broken.
 */
export async function withstand(renderer: BlockRenderer, row: HostileRow): Promise<string> {
  const outcomes: string[] = [];
  const before = hostNow();
  process.env['VITRINE_CANARY'] = CANARY;
  for (const source of blocksOf(row)) {
    const started = performance.now();
    const result = await renderer.render({ ...HONEST, source });
    const took = performance.now() - started;
    const broken = brokenPromise(result, took) ?? (hostNow() === before ? undefined : 'changed the host');
    if (broken) throw new Error(`${row.id}: ${broken}: ${JSON.stringify(result).slice(0, 300)}`);
    outcomes.push(result.status === 'stopped' ? result.stop.reason : result.status);
  }
  const next = await renderer.render(HONEST);
  if (next.status !== 'done' || next.html !== HONEST_HTML) throw new Error(`${row.id}: spoiled the next render`);
  return outcomes.join(', ');
}

/** The wall time that the issue promises, in milliseconds. */
const MOST_MS = 1200;

export function brokenPromise(result: RenderResult, took: number): string | undefined {
  if (took > MOST_MS) return `took ${Math.round(took)} ms`;
  if (JSON.stringify(result).includes(CANARY)) return 'saw the environment';
  if (result.status === 'stopped' && ['engine_failed', 'out_of_time', 'busy'].includes(result.stop.reason))
    return 'broke the engine';
  return undefined;
}
