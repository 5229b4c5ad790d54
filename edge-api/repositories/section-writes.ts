import type { Statement } from '../db/database.ts';
import { demand } from './order-changes.ts';

/** Versions of a section that are kept, besides those that a page names. */
export const MOST_SECTION_VERSIONS = 50;

/** What a version of a section says, and how it came to be. */
export interface SectionWords {
  readonly type: string;
  readonly variant: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly notes: readonly unknown[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A section to be written. */
export interface SectionWrite {
  readonly id: string;
  readonly pageId: string | null;
  /** Its newest version as it was read, null where it is new: it is written only if nobody has changed it since. */
  readonly before: number | null;
  /** What it says from now on, as version `before + 1`; left out where only something about it changes. */
  readonly words?: SectionWords | undefined;
  /** Of one that stands alone: whether visitors see it. */
  readonly isOn: boolean;
  readonly sentAt: number | null;
  /** Whether visitors see the change at once. */
  readonly isSeen: boolean;
}

const stillAt = (id: string, version: number): Statement =>
  demand('section_changed', 'EXISTS (SELECT 1 FROM sections WHERE id = :id AND version = :version)', { id, version });

/** Deletes versions beyond the newest that neither the draft nor a publication names. */
const forgetOld = (id: string, newest: number): Statement => ({
  sql: `DELETE FROM section_versions WHERE section_id = :id AND version <= :upTo
          AND version NOT IN (
            SELECT j.value ->> 'version' FROM sections s JOIN pages p ON p.id = s.page_id, json_each(p.sections) j
            WHERE s.id = :id AND j.value ->> 'id' = :id)
          AND version NOT IN (
            SELECT j.value ->> 'version' FROM sections s JOIN page_versions v ON v.page_id = s.page_id,
              json_each(v.sections) j WHERE s.id = :id AND j.value ->> 'id' = :id)`,
  args: { id, upTo: newest - MOST_SECTION_VERSIONS },
});

/** Writes a section and its new version, if nobody has changed it since it was read. `at` is epoch milliseconds. */
export function sectionStatements(section: SectionWrite, actor: string, at: number): Statement[] {
  const { id, pageId, before, words, isOn, sentAt } = section;
  const version = (before ?? 0) + (words ? 1 : 0);
  const liveVersion = pageId === null && isOn ? version : null;
  const row: Statement[] =
    before === null
      ? [
          {
            sql: `INSERT INTO sections (id, page_id, version, live_version, sent_at, created_at, updated_at)
                  VALUES (:id, :pageId, :version, :liveVersion, :sentAt, :at, :at)`,
            args: { id, pageId, version, liveVersion, sentAt, at },
          },
        ]
      : [
          stillAt(id, before),
          {
            sql: `UPDATE sections SET version = :version, live_version = :liveVersion,
                    sent_at = CASE WHEN :sentAt IS NULL THEN sent_at ELSE max(coalesce(sent_at, :sentAt), :sentAt) END,
                    updated_at = :at
                  WHERE id = :id`,
            args: { id, version, liveVersion, sentAt, at },
          },
        ];
  if (!words) return row;
  return [
    ...row,
    {
      sql: `INSERT INTO section_versions (section_id, version, type, variant, content, settings, extra, notes, metadata, actor, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [
        ...[id, version, words.type, words.variant, JSON.stringify(words.content), JSON.stringify(words.settings)],
        ...[JSON.stringify(words.extra), JSON.stringify(words.notes), JSON.stringify(words.metadata), actor, at],
      ],
    },
    ...(version > MOST_SECTION_VERSIONS ? [forgetOld(id, version)] : []),
  ];
}

/** Remembers that its sender has deleted a section: what was sent before that, and comes later, does not bring it back. */
export const rememberRemoval = (id: string, sentAt: number, at: number): Statement => ({
  sql: `INSERT INTO section_removals (id, sent_at, removed_at) VALUES (:id, :sentAt, :at)
        ON CONFLICT (id) DO UPDATE SET sent_at = max(sent_at, :sentAt), removed_at = :at`,
  args: { id, sentAt, at },
});
