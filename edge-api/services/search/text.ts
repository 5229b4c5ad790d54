import type { SearchSettingsRepository } from '../../repositories/search-settings.ts';
import type { SearchMoment, TextQueries } from '../../repositories/search-text.ts';
import type { SearchShelf } from '../../search-memory.ts';
import { type Analyser, analyserOf } from './analysis.ts';
import type { RowSource } from './matching.ts';
import type { WordSource } from './plan.ts';
import { RowSet } from './row-set.ts';
import { type Steering, steeringOf } from './steering.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Words of a catalogue held in memory, the most frequent of them. */
const MOST_WORDS = 50_000;
/** A vocabulary is read again when this share of the catalogue has changed since. */
const STALE = 0.02;
/** A product type that so many products have is one of the catalogue's kinds. */
const COMMON_TYPE = 3;
/** Rows that are brought up to date in a kept set one by one; beyond that it is read again. */
const MOST_CHANGED = 500;

/** The text index of one store at one moment. */
export interface TextIndex extends WordSource, RowSource {
  readonly moment: SearchMoment;
  readonly analyser: Analyser;
  readonly steering: Steering;
}

/** Opens the text index as it is at a moment. */
export async function openTextIndex(
  moment: SearchMoment,
  { queries, settings, shelf }: { queries: TextQueries; settings: SearchSettingsRepository; shelf: SearchShelf },
): Promise<TextIndex> {
  const { index, state, settingsVersion } = moment;
  const analyser = analyserOf(state.locale);

  async function kept<Kept extends { at: number }>(
    name: string,
    fresh: (before: Kept) => boolean,
    load: (before: Kept | undefined) => Promise<Kept>,
    bytesOf: (kept: Kept) => number,
  ): Promise<Kept> {
    const before = shelf.get<Kept>(index.epoch, name);
    if (before && fresh(before)) return before;
    return shelf.once(`${index.epoch} ${name}`, async () => {
      const loaded = await load(before);
      shelf.set(index.epoch, name, loaded, bytesOf(loaded));
      return loaded;
    });
  }

  const { steering } = await kept<{ at: number; language: string; steering: Steering }>(
    'steering',
    ({ at, language }) => at === settingsVersion && language === analyser.name,
    async () => {
      const { version, settings: wanted } = await settings.read();
      return { at: version, language: analyser.name, steering: await steeringOf(wanted, state.locale, analyser.terms) };
    },
    (one) => one.steering.bytes,
  );

  const vocabulary = () =>
    kept<{ at: number; words: Vocabulary; kinds: ReadonlySet<string> }>(
      'vocabulary',
      ({ at }) => index.indexedSeq - at <= index.documents * STALE,
      async () => ({
        at: index.indexedSeq,
        words: vocabularyOf(await queries.vocabulary(MOST_WORDS)),
        kinds: new Set((await queries.types(COMMON_TYPE)).map((type) => analyser.terms(type).at(-1) ?? '')),
      }),
      ({ words, kinds }) => words.bytes + kinds.size * 60,
    );

  const rows = async (match: string) => RowSet.of(await queries.rows(match));

  return {
    moment,
    analyser,
    steering,
    total: index.documents,
    lengths: index.lengths.map((words) => Math.round((10 * words) / Math.max(1, index.documents)) / 10),
    documents: (terms) => queries.documents(terms),
    async startingWith(prefix, most) {
      const frequent = (await vocabulary()).words.startingWith(prefix, most);
      // What is too rare for the memory, such as an article number, is worth a look when nothing else is there.
      return frequent.length > 0 || prefix.length < 3 ? frequent : queries.wordsStarting(prefix, most);
    },
    kinds: async () => (await vocabulary()).kinds,
    near: async (word, most) => (await vocabulary()).words.near(word, most),
    rows,
    async keptRows(match) {
      const { set } = await kept<{ at: number; set: RowSet }>(
        `rows ${match}`,
        ({ at }) => at === index.indexedSeq,
        async (before) => {
          const changed = before && (await queries.changedRows(before.at, MOST_CHANGED));
          if (!before || !changed) return { at: index.indexedSeq, set: await rows(match) };
          const now = RowSet.of(await queries.rowsAmong(match, changed));
          return { at: index.indexedSeq, set: before.set.minus(RowSet.from(changed)).or(now) };
        },
        ({ set }) => set.bytes + 8 * match.length + 400,
      );
      return set;
    },
  };
}
