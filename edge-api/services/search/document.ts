import type { IndexedDocument, SearchedProduct } from '../../repositories/search-columns.ts';
import type { Analyser } from './analysis.ts';

/** Most words of a description that are searched, and of any other field. */
const MOST = { body: 1000, other: 400 };

/** Writings that people may put together or take apart: "t-shirt", "wi-fi", "usb-c", "24/7", "levi's". */
const HYPHENATED = /[\p{L}\p{N}]+(?:[-‐‑–/.'’·][\p{L}\p{N}]+)+/gu;
/** A model number: letters and digits in one. */
const MIXED = /^(?=.*\d)(?=.*\p{L})/u;
const PARTS = /\d+|[^\d]+/g;
const LONGEST_CODE = 24;

/** The parts of a model number, "mx518" → "mx 518", so that it is found however it is written. */
export const partsOf = (word: string): string[] => (MIXED.test(word) ? (word.match(PARTS) ?? []) : []);

/**
 * Other writings of what is in a text: words with a hyphen as one, model numbers in parts, and a word with the number behind
 * it as one ("MX 518" → "mx518").
 */
export function otherWritings(text: string, words: readonly string[], analyser: Analyser): string[] {
  const found = new Set<string>();
  for (const [written] of text.matchAll(HYPHENATED)) {
    const joined = analyser.words(written).join('');
    if (joined.length <= LONGEST_CODE) found.add(joined);
  }
  for (const [at, word] of words.entries()) {
    const parts = partsOf(word);
    if (parts.length > 1 && parts.length <= 6) for (const part of parts) found.add(part);
    const next = words[at + 1];
    if (next !== undefined && /\d/.test(word) !== /\d/.test(next) && word.length + next.length <= LONGEST_CODE)
      found.add(word + next);
  }
  return [...found];
}

/** Analyses a product for the index. */
export function indexedDocument(product: SearchedProduct, analyser: Analyser): IndexedDocument {
  const words = new Map<string, string>();
  const terms = (all: readonly string[], most: number): string =>
    all
      .slice(0, most)
      .map((word) => {
        const term = analyser.term(word);
        words.set(word, term);
        return term;
      })
      .join(' ');
  const title = analyser.words(product.title);
  const kind = analyser.words(product.productType);
  const variants = analyser.words(product.variantsText);
  const codes = new Set([
    ...variants,
    ...otherWritings(product.title, title, analyser),
    ...otherWritings(product.productType, kind, analyser),
    ...otherWritings(product.variantsText, variants, analyser),
  ]);
  return {
    fields: {
      title: terms(title, MOST.other),
      kind: terms(kind, MOST.other),
      vendor: terms(analyser.words(product.vendor), MOST.other),
      tags: terms(
        [...product.tags, ...product.collections].flatMap((tag) => analyser.words(tag)),
        MOST.other,
      ),
      codes: terms([...codes], MOST.other),
      body: terms(analyser.words(product.descriptionText), MOST.body),
    },
    words,
  };
}
