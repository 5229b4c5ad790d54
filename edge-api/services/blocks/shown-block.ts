import type { Problem } from '../../../sandbox/check/check.ts';
import { isoTime } from '../../contract/iso-time.ts';
import type { BlockSettings } from '../../contract/block-settings.ts';
import type { AdminBlock, BlockFailure, BlockSummary, BlockVersion } from '../../contract/blocks-admin.ts';
import type {
  BriefBlock,
  StoredBlock,
  StoredBlockFailure,
  StoredBlockVersion,
} from '../../repositories/blocks-admin.ts';

/** What a block’s merchant is told while it is not run. */
function noticeOf({ offReason, failures }: BriefBlock): string {
  const shown = 'What it drew last is still shown.';
  if (offReason === 'merchant') return `You have switched it off. ${shown}`;
  return `It was switched off after ${failures} failures in a row; "failures" says where. ${shown} Publish a version that works, or switch it on again.`;
}

/** A block without what it says. */
export const blockSummary = (block: BriefBlock): BlockSummary => ({
  id: block.id,
  name: block.name,
  title: block.title,
  version: block.version,
  liveVersion: block.liveVersion,
  changed: block.changed,
  off:
    block.offAt === null || block.offReason === null
      ? null
      : { since: isoTime(block.offAt), reason: block.offReason, notice: noticeOf(block) },
  failing: block.failures > 0,
  createdAt: isoTime(block.createdAt),
  updatedAt: isoTime(block.updatedAt),
  updatedBy: block.updatedBy,
});

const failureOf = ({ firstAt, lastAt, ...failure }: StoredBlockFailure): BlockFailure => ({
  ...failure,
  firstAt: isoTime(firstAt),
  lastAt: isoTime(lastAt),
});

/** Settings were read by their schema when they came in; an older store's may be of an older one. */
const settingsOf = (settings: StoredBlock['settings']): BlockSettings => settings as BlockSettings;

/** A block as its merchant has it. */
export const adminBlock = (
  block: StoredBlock,
  problems: readonly Problem[],
  failures: readonly StoredBlockFailure[],
): AdminBlock => ({
  ...blockSummary(block),
  source: block.source,
  settings: settingsOf(block.settings),
  texts: block.texts,
  problems: [...problems],
  failures: failures.map(failureOf),
});

/** A publication with what it says. */
export const blockVersion = ({ code: _code, settings, createdAt, ...version }: StoredBlockVersion): BlockVersion => ({
  ...version,
  settings: settingsOf(settings),
  createdAt: isoTime(createdAt),
});
