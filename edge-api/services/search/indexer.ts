import { FIELDS, type IndexedDocument } from '../../repositories/search-columns.ts';
import type { ChangedProduct, IndexBatch, SearchIndexRepository } from '../../repositories/search-index.ts';
import type { Analyser } from './analysis.ts';
import { indexedDocument } from './document.ts';

/** Products analysed in one transaction. */
const BATCH = 200;

export interface Indexer {
  /** Brings one batch of changes into the text index; answers how many changes it took, 0 when nothing is left. */
  step(): Promise<number>;
  /** Steps until nothing is left, letting others have their turn in between; answers how many changes it took. */
  catchUp(): Promise<number>;
  /** The same until a time has come, epoch milliseconds; answers whether nothing is left. */
  turn(untilMs: number): Promise<boolean>;
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Keeps a store's text index in step with its catalogue. It may be killed at any moment, and several may work at once. */
export function indexer(
  index: SearchIndexRepository,
  analyser: () => Promise<Analyser>,
  now: () => number = Date.now,
): Indexer {
  async function step(): Promise<number> {
    const using = await analyser();
    let state = await index.state();
    if (state.analysis !== using.name) {
      await index.startOver(using.name);
      state = await index.state();
    }
    if (state.indexedSeq >= state.seq) return 0;
    const changes = await index.changes(state.indexedSeq, BATCH);
    if (changes.length === 0) return 0;
    const batch = batchOf(changes, state.indexedSeq, using);
    // Whoever was faster did this work.
    await index.write(batch);
    return changes.length;
  }
  return {
    step,
    async catchUp() {
      let all = 0;
      for (let took = await step(); took > 0; took = await step()) {
        all += took;
        await pause();
      }
      return all;
    },
    async turn(untilMs) {
      while ((await step()) > 0) {
        if (now() >= untilMs) return false;
        await pause();
      }
      return true;
    },
  };
}

/** Works out what a batch of changes does to the index. */
export function batchOf(changes: readonly ChangedProduct[], from: number, analyser: Analyser): IndexBatch {
  const terms = new Map<string, { documents: number; titles: number }>();
  const words = new Map<string, { term: string; seen: number }>();
  const lengthsDelta = FIELDS.map(() => 0);
  const gone: number[] = [];
  const documents: { row: number; document: IndexedDocument }[] = [];

  const counted = (fields: IndexedDocument['fields'], sign: 1 | -1) => {
    const { titles, all } = termsOf(fields);
    for (const term of all) {
      const delta = terms.get(term) ?? { documents: 0, titles: 0 };
      delta.documents += sign;
      if (titles.has(term)) delta.titles += sign;
      terms.set(term, delta);
    }
    for (const [at, field] of FIELDS.entries()) lengthsDelta[at]! += sign * wordCount(fields[field]);
  };

  for (const { row, product, indexed } of changes) {
    const document = product && indexedDocument(product, analyser);
    if (document && indexed && FIELDS.every((field) => indexed[field] === document.fields[field])) continue;
    if (indexed) {
      gone.push(row);
      counted(indexed, -1);
    }
    if (document) {
      documents.push({ row, document });
      counted(document.fields, 1);
      for (const [word, term] of document.words) words.set(word, { term, seen: (words.get(word)?.seen ?? 0) + 1 });
    }
  }
  for (const [term, delta] of terms) if (delta.documents === 0 && delta.titles === 0) terms.delete(term);
  return {
    from,
    to: changes.at(-1)?.seq ?? from,
    analysis: analyser.name,
    gone,
    documents,
    terms,
    words,
    documentsDelta: documents.length - gone.length,
    lengthsDelta,
  };
}

function termsOf(fields: IndexedDocument['fields']): { titles: Set<string>; all: Set<string> } {
  const of = (names: readonly (typeof FIELDS)[number][]) =>
    new Set(names.flatMap((name) => fields[name].split(' ')).filter((term) => term !== ''));
  return { titles: of(['title', 'kind', 'vendor']), all: of(FIELDS) };
}

const wordCount = (text: string): number => (text === '' ? 0 : text.split(' ').length);
