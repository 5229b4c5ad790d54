import type { Synonyms } from './synonyms.ts';

/** A line that is no set of synonyms, and why. */
export interface LineProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * Reads sets of synonyms, one a line, in the format of Solr and Elasticsearch: `a, b, c` mean the same, `a, b => c, d` is
 * one way, a line that begins with `#` is a comment, a backslash takes the next character as it is. Where those replace `a` by `c`, here `a`
 * stays and finds `c` too.
 * https://solr.apache.org/guide/solr/latest/indexing-guide/filters.html#synonym-graph-filter
 */
export function parseSynonymLines(text: string): { sets: Synonyms[]; problems: LineProblem[] } {
  const sets: Synonyms[] = [];
  const problems: LineProblem[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const read = parseLine(line);
    if (typeof read === 'string') problems.push({ line: index + 1, message: read });
    else sets.push(read);
  }
  return { sets, problems };
}

function parseLine(line: string): Synonyms | string {
  const sides = splitBy(line, '=>');
  const [from, to] = sides.map((side) => [
    ...new Set(splitBy(side, ',').flatMap((word) => word.replaceAll(/\\(.)/gu, '$1').trim() || [])),
  ]);
  if (sides.length > 2) return 'has more than one "=>"';
  if (!from || from.length === 0) return 'has no words before "=>"';
  if (to?.length === 0) return 'has no words after "=>"';
  if (to) return { from, to };
  return from.length > 1 ? { words: from } : 'has one word alone';
}

/** Parts of a text between separators that no backslash stands before. */
function splitBy(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') {
      part += text.slice(at, at + 2);
      at += 1;
    } else if (text.startsWith(separator, at)) {
      parts.push(part);
      part = '';
      at += separator.length - 1;
    } else part += text[at];
  }
  return [...parts, part];
}
