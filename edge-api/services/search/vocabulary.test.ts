import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { distanceWithin, vocabularyOf } from './vocabulary.ts';

/** Optimal string alignment by its definition, as slow as it is plain. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const found = [
    plainDistance(a.slice(0, -1), b) + 1,
    plainDistance(a, b.slice(0, -1)) + 1,
    plainDistance(a.slice(0, -1), b.slice(0, -1)) + same,
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    found.push(plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...found);
}

const vocabulary = vocabularyOf(
  (
    [
      ['keyboard', 120],
      ['keyboards', 40],
      ['keypad', 9],
      ['mouse', 80],
      ['house', 300],
      ['monitor', 50],
      ['mx518', 3],
      ['mac', 20],
    ] as const
  ).map(([word, documents]) => ({ word, term: word, documents, titles: documents })),
);

describe('the vocabulary', () => {
  it('counts edits as their definition does', () => {
    const words = [
      '',
      'a',
      'ab',
      'ba',
      'abc',
      'acb',
      'bac',
      'cab',
      'abcd',
      'abdc',
      'badc',
      'dcba',
      'bcdab',
      'xabcd',
      'abcdx',
    ];
    for (const a of words)
      for (const b of words) {
        const distance = plainDistance(a, b);
        for (const most of [1, 2])
          assert.equal(
            Math.min(most + 1, distanceWithin(a, b, most)),
            Math.min(most + 1, distance),
            `${a} ${b} ${most}`,
          );
      }
  });

  it('finds a word by one edit when it is short, and by two when it is long', () => {
    const near = (word: string) => vocabulary.near(word, 3).map((one) => one.word);
    for (const typo of ['keybaord', 'keybord', 'keyyboard', 'keyboarf', 'kyebaord'])
      assert.equal(near(typo)[0], 'keyboard', typo);
    assert.equal(near('moues')[0], 'mouse');
    assert.deepEqual(near('moooooos'), []);
    assert.deepEqual(near('mo'), []);
  });

  it('believes the first letter before what is frequent', () => {
    assert.equal(vocabulary.near('mouze', 1)[0]?.word, 'mouse');
  });

  it('never takes a number for a misspelling', () => {
    assert.deepEqual(vocabulary.near('mx519', 3), []);
  });

  it('completes a beginning by what is in most titles', () => {
    assert.deepEqual(
      vocabulary.startingWith('ke', 2).map(({ word }) => word),
      ['keyboard', 'keyboards'],
    );
    assert.deepEqual(vocabulary.startingWith('zz', 2), []);
  });
});
