import assert from 'node:assert/strict';
import type { BlockContent } from '../../contract/sections/block.ts';
import { SectionSettings } from '../../contract/sections/parts.ts';
import { sectionType } from '../../contract/sections/section-types.ts';
import { mutatedPayload } from './mutated-payloads.test-support.ts';
import { repairSection, type Repaired, type ValidSection } from './repair.ts';

/** What no text may hold, as the contract says it. */
const FORBIDDEN = /[\p{Cs}\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
const LINK = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i;
const PICTURE = /^(?:https:\/\/|\/(?![/\\]))/i;

/** What became of how many payloads. */
export interface Tally {
  accepted: number;
  repaired: number;
  refused: number;
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
}

/** Nothing where an object says nothing by null: whoever must name every field says so. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (part === null ? [] : [[name, withoutNulls(part)]])),
  );
}

function checkTexts(value: unknown, name: string): void {
  if (typeof value === 'string') {
    assert.doesNotMatch(value.replaceAll(/[\n\t]/g, ''), FORBIDDEN, name);
    if (name === 'href' || name === 'map') assert.match(value, LINK);
    if (name === 'src' || name === 'sized') assert.match(value, PICTURE);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      assert.ok(!['__proto__', 'constructor', 'prototype'].includes(key));
      checkTexts(part, Array.isArray(value) ? name : key);
    }
  }
}

/** What settings of a block are called is its author's; what may stand in an address of its HTML is its cleaning's. */
const withoutNames = ({ content, ...rest }: ValidSection): object => {
  const { name, settings = {} } = content as Partial<BlockContent>;
  assert.ok(Object.keys(settings).every((id) => /^[a-z][a-z0-9_]{0,39}$/.test(id)));
  return { ...rest, content: { name, values: Object.values(settings) } };
};

const hasForbiddenName = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([name, part]) => name === '__proto__' || name === 'constructor' || hasForbiddenName(part),
  );

function checkTaken(given: unknown, { section, notes, extra }: Extract<Repaired, { ok: true }>): void {
  const type = sectionType(section.type)!;
  assert.ok(Object.hasOwn(type.variants, section.variant), section.variant);
  assert.deepEqual(type.content.parse(section.content), section.content);
  assert.deepEqual(SectionSettings.parse(section.settings), section.settings);
  checkTexts(section.type === 'block' ? withoutNames(section) : section, '');
  assert.ok(!hasForbiddenName(extra));
  assert.ok(JSON.stringify(extra).length < 20_000 && Object.keys(extra).length <= 64);
  assert.ok(notes.length <= 201);
  for (const { path, message } of notes) assert.doesNotMatch(path + message, FORBIDDEN);
  // Nothing is changed without a word.
  if (notes.length === 0) {
    const { content, settings = {} } = withoutNulls(given) as { content: unknown; settings?: unknown };
    assert.deepEqual(type.content.parse(content), section.content);
    assert.deepEqual(SectionSettings.parse(settings), section.settings);
  }
  assert.deepEqual(repairSection(section), { ok: true, section, notes: [], extra: {} });
}

/** Throws where one of the mutated payloads is neither taken as promised nor refused with what is wrong. */
export function checkRepairs(count: number, seed: string | number): Tally {
  const tally: Tally = { accepted: 0, repaired: 0, refused: 0 };
  for (let at = 0; at < count; at++) {
    const given = deepFrozen(mutatedPayload(`${seed}:${at}`));
    const result = repairSection(given);
    try {
      if (result.ok) checkTaken(given, result);
      else {
        assert.ok(result.issues.length > 0 && result.issues.length <= 50);
        const isWhole = result.issues.every(({ path }) => path === '');
        assert.ok(!isWhole || /json|object|levels|values|characters/i.test(result.issues[0]!.message));
      }
    } catch (error) {
      const shown = JSON.stringify(given).slice(0, 2000);
      throw new Error(`payload ${seed}:${at}: ${(error as Error).message}\n${shown}`, { cause: error });
    }
    tally[result.ok ? (result.notes.length > 0 ? 'repaired' : 'accepted') : 'refused'] += 1;
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  return tally;
}
