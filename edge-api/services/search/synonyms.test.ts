import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SearchSettings } from '../../contract/search-settings.ts';
import { analyserOf } from './analysis.ts';
import { steeringOf } from './steering.ts';
import { packLanguages, packOf, readPack, RELATED_WEIGHT } from './synonym-packs.ts';
import { parseSynonymLines } from './synonym-lines.ts';
import { MOST_ALTERNATIVES, type Synonyms, synonymExpander, synonymTable } from './synonyms.ts';

const normalise = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const expanderOf = (lines: string, weight = 1) =>
  synonymExpander([synonymTable([{ sets: parseSynonymLines(lines).sets, weight }], normalise)]);
/** What each place may be, as texts. */
const told = (lines: string, query: string) =>
  expanderOf(lines)(normalise(query)).map(
    ({ at, length, alternatives }) => `${at}+${length} ${alternatives.map((words) => words.join(' ')).join(', ')}`,
  );

describe('synonyms', () => {
  it('stand for each other, one word or several, whatever their case', () => {
    assert.deepEqual(told('USB Stick, flash drive, pendrive', 'cheap usb stick'), ['1+2 flash drive, pendrive']);
    assert.deepEqual(told('usb stick, flash drive, pendrive', 'pendrive'), ['0+1 usb stick, flash drive']);
  });

  it('of one way go that way alone', () => {
    assert.deepEqual(told('seating => chair, stool', 'seating'), ['0+1 chair, stool']);
    assert.deepEqual(told('seating => chair, stool', 'chair'), []);
  });

  it('of several words come before those of fewer', () => {
    const lines = 'stick, twig\nusb stick, flash drive';
    assert.deepEqual(told(lines, 'usb stick stick'), ['0+2 flash drive', '2+1 twig']);
    assert.deepEqual(told('a b, x\nb c, y', 'a b c'), ['0+2 x']);
  });

  it('do not chain, and do not loop', () => {
    assert.deepEqual(told('a => b\nb => c\nc => a', 'a'), ['0+1 b']);
    assert.deepEqual(told('a, b\nb, c', 'b'), ['0+1 a, c']);
    assert.deepEqual(told('a => a b\na b => a', 'a b'), ['0+2 a']);
  });

  it('leave out what finds nothing more', () => {
    assert.deepEqual(told('tv, tv set, television', 'tv'), ['0+1 television']);
    assert.deepEqual(told('sofa, Sofa', 'sofa'), []);
  });

  it('have the weight of their group, the greater where there are two', () => {
    const table = synonymTable(
      [
        { sets: [{ words: ['a', 'b'] }], weight: 1 },
        { sets: [{ from: ['a'], to: ['b', 'c'] }], weight: 0.6 },
      ],
      normalise,
    );
    assert.deepEqual(synonymExpander([table])(['a']), [
      { at: 0, length: 1, alternatives: [['b']], weight: 1 },
      { at: 0, length: 1, alternatives: [['c']], weight: 0.6 },
    ]);
  });

  it('of several tables are one', () => {
    const tables = ['a, b', 'a, c\nx y, z'].map((lines) =>
      synonymTable([{ sets: parseSynonymLines(lines).sets, weight: 1 }], normalise),
    );
    assert.deepEqual(synonymExpander(tables)(['a', 'x', 'y']), [
      { at: 0, length: 1, alternatives: [['b'], ['c']], weight: 1 },
      { at: 1, length: 2, alternatives: [['z']], weight: 1 },
    ]);
  });

  it('hold what they promise for any sets and any query', () => {
    const random = generator(7);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const some = <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + Math.floor(random() * most) }, make);
    const phrase = () => some(3, () => pick(['a', 'b', 'c', 'd', 'é', '1'])).join(' ');
    for (let round = 0; round < 200; round += 1) {
      const sets: Synonyms[] = some(12, () =>
        random() < 0.5 ? { words: some(80, phrase) } : { from: some(4, phrase), to: some(80, phrase) },
      );
      const query = normalise(some(4, phrase).join(' '));
      let end = 0;
      const places = new Map<number, number>();
      for (const { at, length, alternatives, weight } of synonymExpander([
        synonymTable([{ sets, weight: 1 }], normalise),
      ])(query)) {
        assert.ok(at >= end && length > 0 && at + length <= query.length, 'places do not overlap');
        end = at + length;
        places.set(at, (places.get(at) ?? 0) + alternatives.length);
        assert.equal(weight, 1);
        const words = query.slice(at, end).join(' ');
        const texts = alternatives.map((alternative) => alternative.join(' '));
        assert.equal(new Set(texts).size, texts.length, 'no alternative twice');
        for (const text of texts) {
          assert.ok(!` ${text} `.includes(` ${words} `), `${text} holds ${words}`);
          assert.ok(
            sets.some((set) =>
              'words' in set
                ? set.words.includes(words) && set.words.includes(text)
                : set.from.includes(words) && set.to.includes(text),
            ),
            `a set says that ${words} is ${text}`,
          );
        }
      }
      for (const count of places.values()) assert.ok(count <= MOST_ALTERNATIVES);
    }
  });
});

describe('lines of synonyms', () => {
  it('are read as Solr writes them', () => {
    const text = '\uFEFF# words\r\n a, b ,c \n\nx\\,y, z => d e\n  # end\nc#, c sharp\n1\\=>2, \\# 3';
    assert.deepEqual(parseSynonymLines(text), {
      sets: [
        { words: ['a', 'b', 'c'] },
        { from: ['x,y', 'z'], to: ['d e'] },
        { words: ['c#', 'c sharp'] },
        { words: ['1=>2', '# 3'] },
      ],
      problems: [],
    });
  });

  it('that are none are told by their number', () => {
    assert.deepEqual(
      parseSynonymLines('a, b\nalone\n=> b\na =>\na => b => c\n,,').problems.map(
        ({ line, message }) => `${line} ${message}`,
      ),
      [
        '2 has one word alone',
        '3 has no words before "=>"',
        '4 has no words after "=>"',
        '5 has more than one "=>"',
        '6 has no words before "=>"',
      ],
    );
  });
});

describe('built-in synonyms', () => {
  const sizes: Record<string, number> = { en: 450, de: 120, ar: 60, es: 60, fr: 60 };

  it('are there in the languages we say, and as many', async () => {
    assert.deepEqual([...packLanguages].sort(), Object.keys(sizes).sort());
    for (const [language, least] of Object.entries(sizes)) {
      const pack = await readPack(language);
      const sets = parseSynonymLines(pack.same).sets.length;
      assert.ok(sets >= least, `${language}: ${sets}`);
      assert.ok(((await packOf(`${language}-XX`, normalise))?.entries.length ?? 0) > sets);
    }
    assert.equal(packOf('tlh', normalise), undefined);
    assert.equal(packOf('constructor', normalise), undefined);
  });

  it('have no line that says nothing, or the same as another, in their own language', async () => {
    for (const language of packLanguages) {
      const { terms } = analyserOf(language);
      const pack = await readPack(language);
      for (const text of [pack.same, pack.related]) {
        const { sets, problems } = parseSynonymLines(text);
        assert.deepEqual(problems, [], language);
        assert.equal(new Set(sets.map((set) => JSON.stringify(set))).size, sets.length, `${language}: a line twice`);
        for (const set of sets) {
          const table = synonymTable([{ sets: [set], weight: 1 }], terms);
          const found = new Map(table.entries.map((words) => [words, table.alternatives(words)]));
          const useful = new Set([...found].flatMap(([words, others]) => (others.length > 0 ? [words] : [])));
          for (const { text } of [...found.values()].flat()) useful.add(text);
          for (const text of 'words' in set ? set.words : set.to) {
            const words = terms(text).join(' ');
            assert.ok(useful.has(words), `${language}: ${text} in ${JSON.stringify(set)}`);
          }
        }
      }
    }
  });

  it('know what shoppers call things, and keep apart what only looks alike', async () => {
    const table = await packOf('en', normalise);
    const weightOf = (words: string, other: string) =>
      table?.alternatives(words).find(({ text }) => text === other)?.weight;
    for (const [words, other] of [
      ['laptop', 'notebook'],
      ['tv', 'television'],
      ['fridge', 'refrigerator'],
      ['couch', 'settee'],
      ['nightstand', 'bedside table'],
      ['dresser', 'chest of drawers'],
      ['trash can', 'garbage bin'],
      ['faucet', 'tap'],
      ['usb stick', 'thumb drive'],
      ['hdd', 'hard disk'],
      ['ssd', 'solid state drive'],
      ['webcam', 'web camera'],
      ['sneakers', 'trainers'],
      ['t shirt', 'tee'],
      ['colour', 'color'],
      ['jewellery', 'jewelry'],
    ] as const)
      assert.ok((weightOf(words, other) ?? 0) > RELATED_WEIGHT, `${words}: ${other}`);
    assert.equal(weightOf('headset', 'headphones'), RELATED_WEIGHT);
    assert.equal(weightOf('rug', 'carpet'), RELATED_WEIGHT);
    for (const [words, other] of [
      ['table', 'tablet'],
      ['pc', 'pcs'],
      ['switch', 'network switch'],
      ['stick', 'flash drive'],
      ['refrigerator', 'freezer'],
    ] as const)
      assert.equal(weightOf(words, other), undefined, `${words}: ${other}`);
  });
});

describe('steering', () => {
  const settings = SearchSettings.parse({
    synonyms: [{ words: ['couch', 'davenport'] }],
    stopWords: ['Please'],
    rules: [
      { query: 'Blue  COUCH', pins: ['a', 'b'], hides: ['c', 'e'] },
      { query: 'blue-couch', pins: ['b', 'd', 'e'] },
      { query: '!!', pins: ['x'] },
    ],
    recommendations: [{ product: 'a', picks: ['b'] }],
  });

  it('takes about the memory it says, and little of it for many synonyms', async () => {
    const words = (set: number) => Array.from({ length: 50 }, (_, word) => `word${set}of${word}`);
    const many = (): SearchSettings => ({
      ...settings,
      builtInSynonyms: false,
      synonyms: Array.from({ length: 600 }, (_, set) => ({ words: words(set) })),
    });
    assert.equal(await steeringOf(many(), 'en', normalise).then(({ expand }) => expand(['word7of3']).length), 1);
    await setImmediate();
    const before = heapUsed();
    const steering = await steeringOf(many(), 'en', normalise);
    const real = heapUsed() - before;
    assert.ok(steering.bytes < 2 * real && real < 2 * steering.bytes, `says ${steering.bytes} bytes, takes ${real}`);
    assert.ok(steering.bytes < 16e6, `${steering.bytes} bytes`);
    assert.deepEqual(steering.expand(['word7of3'])[0]?.alternatives.length, 49);
    const shared = { words: ['same', ...words(0).slice(1)] };
    const crowded = await steeringOf(
      { ...many(), synonyms: Array.from({ length: 600 }, () => shared) },
      'en',
      normalise,
    );
    assert.equal(crowded.expand(['same'])[0]?.alternatives.length, 49);
  });

  it('adds a merchant’s synonyms to those built in, or has those alone', async () => {
    const { expand } = await steeringOf(settings, 'en-GB', normalise);
    const found = expand(['couch']).flatMap(({ alternatives }) => alternatives);
    assert.deepEqual(found.slice(0, 2), [['davenport'], ['sofa']]);
    const own = await steeringOf({ ...settings, builtInSynonyms: false }, 'en-GB', normalise);
    assert.deepEqual(own.expand(['couch']), [{ at: 0, length: 1, alternatives: [['davenport']], weight: 1 }]);
    assert.deepEqual((await steeringOf(settings, 'tlh', normalise)).expand(['sofa']), []);
  });

  it('pins and hides for the words of a query in their order, whatever their case and signs', async () => {
    const { wishes, isStopWord, picks } = await steeringOf(settings, 'en', normalise);
    assert.deepEqual(wishes(['blue', 'couch']), { pins: ['a', 'b', 'd'], hides: ['c', 'e'] });
    for (const other of [['couch', 'blue'], ['blue'], ['blue', 'couch', 'leather'], []])
      assert.deepEqual(wishes(other), { pins: [], hides: [] });
    assert.deepEqual([isStopWord('please'), isStopWord('couch')], [true, false]);
    assert.deepEqual([picks('a'), picks('b')], [['b'], []]);
  });
});

/** Bytes in use once what nobody holds is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Numbers that look random, the same at every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
