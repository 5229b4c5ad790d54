import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SizedMemory } from './sized-memory.ts';

describe('a memory of a size', () => {
  const filled = (...keys: string[]) => {
    const memory = new SizedMemory<string>(100);
    for (const key of keys) memory.set(key, `value of ${key}`, 12);
    return memory;
  };

  it('lets go first of what was not asked for the longest', () => {
    const memory = filled('a', 'b', 'c', 'd', 'e', 'f', 'g');
    assert.equal(memory.get('a'), 'value of a');
    memory.set('h', 'value of h', 12);
    assert.equal(memory.get('b'), undefined);
    assert.equal(memory.get('a'), 'value of a');
    assert.equal(memory.get('h'), 'value of h');
  });

  it('counts a key that is set again once', () => {
    const memory = filled('a', 'b', 'c', 'd', 'e', 'f', 'f', 'f', 'f', 'g');
    assert.equal(memory.get('a'), 'value of a');
  });

  it('does not give its room to one thing', () => {
    const memory = filled('a');
    memory.set('large', 'x', 13);
    assert.equal(memory.get('large'), undefined);
    assert.equal(memory.get('a'), 'value of a');
  });

  it('forgets what is replaced by something too large', () => {
    const memory = filled('a');
    memory.set('a', 'x', 13);
    assert.equal(memory.get('a'), undefined);
  });
});
