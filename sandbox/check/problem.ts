/** Why a block was refused, in words for who wrote it. */
export type ProblemCode =
  | 'syntax'
  | 'engine_differs'
  | 'types_with_code'
  | 'too_large'
  | 'too_deep'
  | 'too_much'
  | 'too_many_problems'
  | 'hidden_characters'
  | 'no_default_function'
  | 'export'
  | 'import'
  | 'code_from_text'
  | 'prototype'
  | 'reflection'
  | 'global'
  | 'unknown_name'
  | 'name_in_pieces'
  | 'changes_builtin'
  | 'asynchronous'
  | 'top_level_this'
  | 'label'
  | 'accessor'
  | 'forbidden_syntax';

export interface Problem {
  readonly code: ProblemCode;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units, as editors count. */
  readonly column: number;
  /** Where it stands in the source, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** What was found. */
  readonly message: string;
  /** Why it cannot stay, and what to write instead where there is such a thing. */
  readonly why: string;
}

/** A problem before it is known on which line it stands. */
export interface Finding {
  readonly code: ProblemCode;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly why: string;
}

/** Thrown where a source is refused before it is understood. */
export class Unreadable extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}

/** Problems in the order of the source, at most `most` and a last one that says there are more. */
export function inOrder(source: string, findings: readonly Finding[], most: number): Problem[] {
  const sorted = findings.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const told = sorted.slice(0, most);
  const first = sorted[most];
  if (first)
    told.push({
      code: 'too_many_problems',
      from: first.from,
      to: first.to,
      message: `There are ${sorted.length - most} more problems from here on.`,
      why: 'They are told when those before them are gone.',
    });
  return placed(source, told);
}

/** Adds lines and columns in one pass; findings are sorted. */
function placed(source: string, findings: readonly Finding[]): Problem[] {
  const breaks = /\r\n|[\n\r\u2028\u2029]/g;
  let line = 1;
  let start = 0;
  let next = breaks.exec(source);
  return findings.map((finding) => {
    while (next && next.index + next[0].length <= finding.from) {
      line++;
      start = next.index + next[0].length;
      next = breaks.exec(source);
    }
    const { code, from, to, message, why } = finding;
    return { code, line, column: from - start + 1, from, to, message, why };
  });
}
