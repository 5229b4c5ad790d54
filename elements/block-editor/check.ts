import type { Diagnostic } from '@codemirror/lint';
import type { BlockProblem } from '../../edge-api/contract/blocks-admin.ts';

export interface CheckedSource {
  readonly problems: readonly BlockProblem[];
  /** JavaScript to run, where there are no problems. */
  readonly code: string;
}

/** What the check of blocks finds in a source. Its parser is fetched with the first question. */
export async function checkSource(source: string): Promise<CheckedSource> {
  const { checkBlock } = await import('../../sandbox/check/check.ts');
  const checked = await checkBlock(source);
  return checked.ok ? { problems: [], code: checked.code } : { problems: checked.problems, code: '' };
}

/** A problem as the field for code marks it. */
export const diagnosticOf = ({ from, to, message, why }: BlockProblem): Diagnostic => ({
  from,
  to: Math.max(to, from + 1),
  severity: 'error',
  message: `${message} ${why}`,
});
