import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineFromBuild } from '../run/engine-file.node.ts';
import { renderOnce } from '../run/in-process.ts';
import { bodyOf, requestOf } from '../run/run.test-support.ts';
import { becameOf } from './own/row.ts';
import { OWN } from './own/rows.ts';
import { hostNow } from './run.test-support.ts';

/** Writes down all that a block can reach, with every key and what stands there. */
const WALK = requestOf(
  bodyOf(`
  const seen = new Set(), lines = [];
  const walk = (value, path) => {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if (!isObject) { lines.push(path + '=' + String(value)); return; }
    if (seen.has(value)) return;
    seen.add(value);
    walk(Object.getPrototypeOf(value), path + '^');
    for (const key of Reflect.ownKeys(value)) {
      const had = Object.getOwnPropertyDescriptor(value, key);
      const flags = (had.writable ? 'w' : '') + (had.configurable ? 'c' : '') + (had.enumerable ? 'e' : '');
      for (const part of ['value', 'get', 'set']) if (part in had) walk(had[part], path + '.' + String(key) + flags);
    }
  };
  walk(globalThis, 'global'); walk(given, 'given');
  for (const each of [function () {}, async () => {}, function* () {}, async function* () {}, [].values().map((x) => x)]) walk(each, 'each');
  return lines.join(' ');`),
  { settings: { mine: 'mine' } },
  { fuel: 20_000_000 },
);

describe('attacks of our own', () => {
  const engine = engineFromBuild();

  const reached = (): string => {
    const result = renderOnce(engine, WALK);
    return result.status === 'done' ? result.html : JSON.stringify(result);
  };
  const before = reached();

  for (const { tries, request, became } of OWN)
    it(`a block that tries ${tries} ${/^[a-z_]+:/.test(became) ? 'is stopped' : 'gets what it would without'}`, () => {
      const host = hostNow();
      const started = performance.now();
      const result = renderOnce(engine, request);
      assert.ok(performance.now() - started < 1200);
      assert.equal(becameOf(result), became);
      assert.equal(hostNow(), host);
    });

  it('leave all that a block can reach as it was, to the last key', () => {
    assert.match(before, /given\.settingse\.minee=mine/);
    assert.equal(reached(), before);
  });
});
