import type { CheckedBlock, Problem } from '../../../sandbox/check/check.ts';
import { BlockSettings } from '../../contract/block-settings.ts';
import type { BlockDraft } from '../../repositories/blocks-admin.ts';
import { SizedMemory } from '../../sized-memory.ts';
import { ApiError, type Issue } from '../errors.ts';
import { CheckTime } from './check-time.ts';
import { settingValues } from './settings-values.ts';

/** Problems named in the sentence of a refusal; all of them are in its issues. */
const NAMED = 1;

/** What became of sources that were checked, by themselves: the same one is read each time its block is. */
const known = new SizedMemory<CheckedBlock>(2 ** 22);

const time = new CheckTime();

/** Reads a source. Throws `rate_limited`. */
export type CheckSource = (source: string) => Promise<CheckedBlock>;

/**
 * What the check says of a source, which costs up to a fifth of a second where somebody means it to. Throws `rate_limited` where the sources
 * of the store have taken too long lately.
 */
export async function checked(source: string, storeId?: string): Promise<CheckedBlock> {
  const before = known.get(source);
  if (before) return before;
  const since = performance.now();
  const retryAfterS = storeId === undefined ? 0 : time.wait(storeId, since);
  if (retryAfterS > 0)
    throw new ApiError('rate_limited', 'Checking the blocks of this shop has taken too long.', { retryAfterS });
  // Its parsers are large, and most processes never check a block.
  const { checkBlock } = await import('../../../sandbox/check/check.ts');
  const found = await checkBlock(source);
  if (storeId !== undefined) time.spend(storeId, performance.now() - since, since);
  known.set(source, found, found.ok ? found.code.length : JSON.stringify(found.problems).length);
  return found;
}

const sourceIssue = ({ code, line, column, message, why }: Problem): Issue => ({
  path: `source:${line}:${column}`,
  code,
  message: `Line ${line}, column ${column}: ${message} ${why}`,
});

/** What is wrong with what may be set: its form, and defaults that a setting itself does not allow. */
export function settingIssues(settings: BlockDraft['settings']): Issue[] {
  const read = BlockSettings.safeParse(settings);
  if (!read.success)
    return read.error.issues.map(({ path, message }) => ({
      path: ['settings', ...path].join('.'),
      code: 'setting',
      message,
    }));
  return read.data.flatMap((setting, at) => {
    if (setting.type === 'header' || setting.default === undefined) return [];
    const [warning] = settingValues([setting], { [setting.id]: setting.default }).warnings;
    if (!warning) return [];
    const message = `The default of the setting "${setting.id}" is not what the setting allows.`;
    return [{ path: `settings.${at}.default`, code: 'setting', message }];
  });
}

/** What stands in the way of a draft; `code` is its source without types where nothing does. */
export async function readDraft(
  { source, settings }: Pick<BlockDraft, 'source' | 'settings'>,
  check: CheckSource,
): Promise<{
  readonly code: string | null;
  readonly problems: readonly Problem[];
  readonly issues: readonly Issue[];
}> {
  const found = await check(source);
  const problems = found.ok ? [] : found.problems;
  const issues = [...problems.map(sourceIssue), ...settingIssues(settings)];
  return { code: found.ok && issues.length === 0 ? found.code : null, problems, issues };
}

/** What is run of a draft. Throws `block_not_publishable`, with each problem as an issue: `source:3:7` is line 3, column 7. */
export async function publishableCode(
  draft: Pick<BlockDraft, 'source' | 'settings'>,
  check: CheckSource,
): Promise<string> {
  const { code, issues } = await readDraft(draft, check);
  if (code !== null) return code;
  const said = issues
    .slice(0, NAMED)
    .map(({ message }) => message)
    .join(' ');
  const more = issues.length > NAMED ? ` There are ${issues.length - NAMED} more problems in "issues".` : '';
  throw new ApiError('block_not_publishable', `The draft is kept but cannot be published. ${said}${more}`, { issues });
}
