import type { Comment } from 'acorn';
import { LIMITS } from './limits.ts';
import { isMiswritten, parseModule } from './parse.ts';
import { inOrder, Unreadable, type Finding, type Problem } from './problem.ts';
import { findProblems } from './rules.ts';
import { htmlComments, oddCharacters, quietPlaces } from './source.ts';
import { treeOf, within, type Node } from './tree.ts';

export type { Problem, ProblemCode } from './problem.ts';
export { LIMITS } from './limits.ts';

/** A block that may run, or why it may not. */
export type CheckedBlock =
  | {
      readonly ok: true;
      /** JavaScript, to be run as a module: what was checked, with spaces for types. */
      readonly code: string;
    }
  | {
      readonly ok: false;
      /** In the order of the source; never empty. */
      readonly problems: readonly Problem[];
    };

/**
 * Says whether a source is a block. It is the first wall and the one that talks: it catches mistakes and what is plainly not
 * meant for a block, and says so in words. What nobody can see in a source, such as the value of `object[name]`, is left to
 * the engine the block runs in, which has nothing to give away.
 *
 * Never throws, whatever is given, and takes no longer than the limits allow.
 */
export async function checkBlock(source: string): Promise<CheckedBlock> {
  const size = new TextEncoder().encode(source).length;
  if (size > LIMITS.bytes) return refused(source, [tooLarge(size)]);
  const odd = oddCharacters(source);
  if (odd.length > 0) return refused(source, odd);
  try {
    return await checkReadable(source);
  } catch (error) {
    if (error instanceof Unreadable) return refused(source, [error.finding]);
    throw error;
  }
}

const refused = (source: string, findings: readonly Finding[]): CheckedBlock => ({
  ok: false,
  problems: inOrder(source, findings, LIMITS.problems),
});

const tooLarge = (size: number): Finding => ({
  code: 'too_large',
  from: 0,
  to: 0,
  message: `This block has ${size} bytes.`,
  why: `A block has at most ${LIMITS.bytes}, so that it can be read and drawn quickly. Long texts belong into its settings.`,
});

async function checkReadable(source: string): Promise<CheckedBlock> {
  const comments: Comment[] = [];
  const { code, tree } = await read(source, comments);
  const findings = [...findProblems(tree, code), ...htmlComments(code, quietPlaces(comments, textsIn(tree)))];
  return findings.length > 0 ? refused(source, findings) : { ok: true, code };
}

/** Reads JavaScript, or TypeScript where it is not that. */
async function read(source: string, comments: Comment[]): Promise<{ code: string; tree: Node }> {
  try {
    return { code: source, tree: treeOf(parseModule(source, comments)) };
  } catch (error) {
    if (!(error instanceof Unreadable) || !isMiswritten(error)) throw error;
    comments.length = 0;
    return readTyped(source, comments, error);
  }
}

async function readTyped(
  source: string,
  comments: Comment[],
  first: Unreadable,
): Promise<{ code: string; tree: Node }> {
  // Most blocks have no types, and its parser is larger than all the rest.
  const { stripTypes } = await import('./types.ts');
  let code;
  try {
    code = stripTypes(source);
  } catch (error) {
    // Whichever got further understood more of it; but what the engine may take is told as that.
    const isLess = error instanceof Unreadable && isMiswritten(error) && error.finding.from <= first.finding.from;
    throw isLess || first.finding.code === 'engine_differs' ? first : error;
  }
  return { code, tree: treeOf(parseModule(code, comments)) };
}

function textsIn(tree: Node): { start: number; end: number }[] {
  return [...within(tree)].filter(({ type }) => type === 'Literal' || type === 'TemplateElement');
}
