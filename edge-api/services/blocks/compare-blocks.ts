import { diffArrays } from 'diff';
import type { BlockComparison } from '../../contract/blocks-admin.ts';
import type { BlockDraft } from '../../repositories/blocks-admin.ts';
import { fieldChanges } from '../pages/compare.ts';

type Line = BlockComparison['lines'][number];
type Part = { readonly kind: Line['kind']; readonly lines: readonly string[] };

/** Lines by which two sources may differ before they are told as wholly different: the search takes the square of it. */
const MOST_EDITS = 1000;
/** Most lines that are told. */
const MOST_LINES = 20_000;

/** Lines as the check counts them. */
const linesOf = (source: string): string[] => source.split(/\r\n|[\n\r\u2028\u2029]/);

/** What two lists have in common at their ends; all between is another. */
function roughly(before: readonly string[], after: readonly string[]): Part[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return [
    { kind: 'same', lines: before.slice(0, head) },
    { kind: 'removed', lines: before.slice(head, before.length - tail) },
    { kind: 'added', lines: after.slice(head, after.length - tail) },
    { kind: 'same', lines: before.slice(before.length - tail) },
  ];
}

function partsOf(before: readonly string[], after: readonly string[]): Part[] {
  const found = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS });
  if (!found) return roughly(before, after);
  return found.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    lines: value,
  }));
}

/** What differs between two sources, line by line; `cut` where there are more lines than are told. */
export function compareLines(before: string, after: string): { lines: Line[]; cut: boolean } {
  const lines: Line[] = [];
  let fromLine = 0;
  let toLine = 0;
  for (const { kind, lines: texts } of partsOf(linesOf(before), linesOf(after)))
    for (const text of texts) {
      if (lines.length >= MOST_LINES) return { lines, cut: true };
      if (kind !== 'added') fromLine += 1;
      if (kind !== 'removed') toLine += 1;
      lines.push({
        kind,
        text,
        fromLine: kind === 'added' ? null : fromLine,
        toLine: kind === 'removed' ? null : toLine,
      });
    }
  return { lines, cut: false };
}

/** Settings by their ids, so that one that only moved is not told as others; those without an id by what they say. */
const byId = (settings: BlockDraft['settings']): Record<string, unknown> => {
  const named: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const setting of settings) {
    const { id, label } = setting as { id?: unknown; label?: unknown };
    named[typeof id === 'string' ? id : `header ${String(label)}`] = setting;
  }
  return named;
};

const wordsOf = ({ title, settings, texts }: BlockDraft) => ({
  title,
  settings: byId(settings),
  order: Object.keys(byId(settings)),
  texts,
});

/** What differs between two versions of a block: their sources line by line, all else by name. */
export function compareBlocks(before: BlockDraft, after: BlockDraft): Omit<BlockComparison, 'from' | 'to'> {
  const { order: was, ...earlier } = wordsOf(before);
  const { order: is, ...later } = wordsOf(after);
  const others = fieldChanges(earlier, later);
  const isMoved = was.filter((id) => is.includes(id)).join() !== is.filter((id) => was.includes(id)).join();
  return {
    ...compareLines(before.source, after.source),
    changes: isMoved ? [...others, { path: 'settings', before: was, after: is }] : others,
  };
}
