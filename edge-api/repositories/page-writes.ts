import { pagePath, slugOf } from '../contract/pages.ts';
import { type Database, isAbort, isDuplicate, type Statement } from '../db/database.ts';
import { demand } from './order-changes.ts';
import { pageDeleted, pageEvents } from './page-events.ts';
import type { ListedSection, PageWords, StoredPage } from './pages-admin.ts';
import { rememberRemoval, sectionStatements, type SectionWrite } from './section-writes.ts';

/** Publications of a page that are kept. */
export const MOST_PUBLICATIONS = 100;
/** Characters of all that a page's sections say, as JSON. */
const MOST_PAGE_TEXT = 2_000_000;

/** What of a page its merchant can change. */
export interface Draft extends PageWords {
  readonly sections: readonly ListedSection[];
  readonly publishing: StoredPage['publishing'];
  readonly publishAt: number | null;
  readonly unpublishAt: number | null;
}

/** A page to be written: a new one has no `before`. */
export interface PageWrite {
  readonly id: string;
  readonly type: StoredPage['type'];
  /** As it was read: it is written only if nobody has changed it since. */
  readonly before: StoredPage | undefined;
  readonly draft: Draft;
  /** Makes the draft live, or takes the page from its visitors. */
  readonly goes?: 'live' | 'off' | undefined;
  readonly note?: string | undefined;
  /** SHA-256 of a new preview link's secret; null takes the link back. */
  readonly previewHash?: string | null | undefined;
}

/** All that one transaction writes of pages and sections. */
export interface PagesWrite {
  readonly pages?: readonly PageWrite[];
  readonly sections?: readonly SectionWrite[];
  /** Ids of sections that are on no draft any more; they stay as long as a publication names them. */
  readonly removed?: readonly string[];
  /** When the sender of those that are removed said so, by its clock, in epoch milliseconds. */
  readonly removedAt?: number | undefined;
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Refuses what would make more of them than this; null is without limit. */
  readonly mostPages?: number | null;
  readonly mostSections?: number | null;
}

/** What came of a transaction: written, or what is in its way, with nothing written. */
export type WriteOutcome =
  | 'written'
  | 'page_changed'
  | 'section_changed'
  | 'slug_taken'
  | 'home_taken'
  | 'too_many_pages'
  | 'too_many_sections'
  | 'page_too_large';

export interface PageWriter {
  write(write: PagesWrite): Promise<WriteOutcome>;
  /** Deletes a page as it was read, and its sections; whoever asks for the path of a live one learns that it is gone. */
  remove(page: StoredPage, at: number): Promise<WriteOutcome>;
}

/** What visitors see has changed. */
export const SEEN: Statement = { sql: 'UPDATE store_state SET pages_version = pages_version + 1 WHERE id = 1' };

const stillAt = ({ id, version }: StoredPage): Statement =>
  demand('page_changed', 'EXISTS (SELECT 1 FROM pages WHERE id = :id AND version = :version)', { id, version });

function insertPage({ id, type, draft }: PageWrite, at: number): Statement {
  const { slug, title, details, sections, publishing, publishAt, unpublishAt } = draft;
  return {
    sql: `INSERT INTO pages (id, type, slug, title, details, sections, publishing, publish_at, unpublish_at, created_at, updated_at)
          VALUES (:id, :type, :slug, :title, :details, :sections, :publishing, :publishAt, :unpublishAt, :at, :at)`,
    args: {
      ...{ id, type, slug, title, publishing, publishAt, unpublishAt, at },
      details: JSON.stringify(details),
      sections: JSON.stringify(sections),
    },
  };
}

function updatePage({ id, draft, previewHash }: PageWrite, at: number): Statement {
  const { slug, title, details, sections, publishing, publishAt, unpublishAt } = draft;
  return {
    sql: `UPDATE pages SET slug = :slug, title = :title, details = :details, sections = :sections, publishing = :publishing,
            publish_at = :publishAt, unpublish_at = :unpublishAt, version = version + 1, updated_at = :at,
            preview_hash = CASE WHEN :newPreview THEN :previewHash ELSE preview_hash END
          WHERE id = :id`,
    args: {
      ...{ id, slug, title, publishing, publishAt, unpublishAt, at },
      details: JSON.stringify(details),
      sections: JSON.stringify(sections),
      newPreview: Number(previewHash !== undefined),
      previewHash: previewHash ?? null,
    },
  };
}

/** A page at a path goes before redirects, so those there have no meaning any more, and could only come to lead in circles. */
const freePath = (path: string): Statement => ({ sql: 'DELETE FROM redirects WHERE path = ?', args: [path] });

/** From where a page was to where it is; what led there leads on at once, and nothing in circles. */
const lead = (from: string, to: string, at: number): Statement[] => [
  { sql: `UPDATE redirects SET target = :to WHERE target = :from`, args: { from, to } },
  {
    sql: `INSERT INTO redirects (path, target, status, origin, created_at) VALUES (:from, :to, 301, 'slug', :at)
          ON CONFLICT (path) DO UPDATE SET target = :to, status = 301, origin = 'slug', created_at = :at`,
    args: { from, to, at },
  },
];

function publish({ id, type, before, draft, note = '' }: PageWrite, actor: string, at: number): Statement[] {
  const version = (before?.lastVersion ?? 0) + 1;
  const active = draft.sections.filter((section) => section.active);
  const path = pagePath(type, draft.slug);
  const liveSlug = before?.liveSlug ?? null;
  const was = liveSlug === null ? null : pagePath(type, liveSlug);
  const tags = (draft.details.tags ?? []).flatMap((name) => {
    const tag = slugOf(name);
    return tag === '' ? [] : [{ tag, name }];
  });
  return [
    {
      sql: `INSERT INTO page_versions (page_id, version, slug, title, details, sections, actor, note, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [
        ...[id, version, draft.slug, draft.title, JSON.stringify(draft.details)],
        ...[JSON.stringify(active.map((one) => ({ id: one.id, version: one.version }))), actor, note, at],
      ],
    },
    {
      sql: `UPDATE pages SET live_version = ?, live_slug = slug, published_at = coalesce(published_at, ?), publish_at = NULL
            WHERE id = ?`,
      args: [version, at, id],
    },
    { sql: 'DELETE FROM post_tags WHERE page_id = ?', args: [id] },
    {
      sql: `INSERT OR IGNORE INTO post_tags (tag, page_id, name)
            SELECT value ->> 'tag', ?, value ->> 'name' FROM json_each(?)`,
      args: [id, JSON.stringify(tags)],
    },
    ...(was !== null && path !== null && was !== path ? lead(was, path, at) : []),
    ...(path === null ? [] : [freePath(path)]),
    {
      sql: 'DELETE FROM page_versions WHERE page_id = ? AND version <= ?',
      args: [id, version - MOST_PUBLICATIONS],
    },
    ...(version > MOST_PUBLICATIONS ? [forgetUnnamed(id)] : []),
  ];
}

const unpublish = ({ id }: PageWrite): Statement[] => [
  { sql: 'UPDATE pages SET live_version = NULL, live_slug = NULL, unpublish_at = NULL WHERE id = ?', args: [id] },
  { sql: 'DELETE FROM post_tags WHERE page_id = ?', args: [id] },
];

/** Deletes the sections of a page that neither its draft nor one of its publications names. */
const forgetUnnamed = (pageId: string): Statement => ({
  sql: `DELETE FROM sections WHERE page_id = :id
          AND id NOT IN (SELECT j.value ->> 'id' FROM pages p, json_each(p.sections) j WHERE p.id = :id)
          AND id NOT IN (SELECT j.value ->> 'id' FROM page_versions v, json_each(v.sections) j WHERE v.page_id = :id)`,
  args: { id: pageId },
});

const notTooLarge = (id: string): Statement =>
  demand(
    'page_too_large',
    `(SELECT coalesce(sum(length(s.content)), 0) FROM pages p, json_each(p.sections) j
      JOIN section_versions s ON s.section_id = j.value ->> 'id' AND s.version = j.value ->> 'version'
      WHERE p.id = :id) <= :most`,
    { id, most: MOST_PAGE_TEXT },
  );

const pageStatements = (page: PageWrite, actor: string, at: number): Statement[] => [
  ...(page.before ? [updatePage(page, at)] : []),
  ...(page.draft.sections.length > 0 ? [notTooLarge(page.id)] : []),
  ...(page.goes === 'live' ? publish(page, actor, at) : page.goes === 'off' ? unpublish(page) : []),
];

const removal = (id: string): Statement => ({
  sql: `DELETE FROM sections WHERE id = :id
          AND NOT EXISTS (SELECT 1 FROM page_versions v, json_each(v.sections) j
                          WHERE v.page_id = sections.page_id AND j.value ->> 'id' = :id)`,
  args: { id },
});

/** Words a batch is aborted with, and what is in its way then. */
const WORDS = ['page_changed', 'section_changed', 'too_many_pages', 'too_many_sections', 'page_too_large'] as const;

function outcomeOf(error: unknown): WriteOutcome {
  const word = WORDS.find((one) => isAbort(error, one));
  if (word) return word;
  if (isDuplicate(error, 'pages.slug') || isDuplicate(error, 'pages.live_slug')) return 'slug_taken';
  if (isDuplicate(error, 'pages.type')) return 'home_taken';
  if (isDuplicate(error, 'sections.id')) return 'section_changed';
  // Its page was deleted meanwhile.
  if (error instanceof Error && /FOREIGN KEY constraint failed/i.test(error.message)) return 'page_changed';
  throw error;
}

export function pageWriter(db: Database): PageWriter {
  async function commit(statements: Statement[]): Promise<WriteOutcome> {
    try {
      if (statements.length > 0) await db.write(statements);
      return 'written';
    } catch (error) {
      return outcomeOf(error);
    }
  }

  return {
    write({ pages = [], sections = [], removed = [], removedAt, actor, at, mostPages = null, mostSections = null }) {
      const isSeen =
        pages.some(({ goes }) => goes !== undefined) || sections.some(({ isSeen }) => isSeen) || removed.length > 0;
      return commit([
        ...pages.flatMap(({ before }) => (before ? [stillAt(before)] : [])),
        ...pages.filter(({ before }) => !before).map((page) => insertPage(page, at)),
        ...sections.flatMap((section) => sectionStatements(section, actor, at)),
        ...pages.flatMap((page) => pageStatements(page, actor, at)),
        ...removed.map(removal),
        ...(removedAt === undefined ? [] : removed.map((id) => rememberRemoval(id, removedAt, at))),
        ...(mostPages === null || pages.every(({ before }) => before)
          ? []
          : [demand('too_many_pages', '(SELECT count(*) FROM pages) <= :most', { most: mostPages })]),
        ...(mostSections === null || sections.every(({ before }) => before !== null)
          ? []
          : [demand('too_many_sections', '(SELECT count(*) FROM sections) <= :most', { most: mostSections })]),
        ...(isSeen ? [SEEN] : []),
        ...pages.flatMap((page) => pageEvents(page, actor, at)),
      ]);
    },

    remove(page, at) {
      const path = page.liveSlug === null ? null : pagePath(page.type, page.liveSlug);
      const gone: Statement[] =
        path === null || path === '/'
          ? []
          : [
              {
                sql: `UPDATE redirects SET target = NULL, status = 410 WHERE target = ? AND origin = 'slug'`,
                args: [path],
              },
              {
                sql: `INSERT INTO redirects (path, target, status, origin, created_at) VALUES (:path, NULL, 410, 'slug', :at)
                      ON CONFLICT (path) DO UPDATE SET target = NULL, status = 410, origin = 'slug', created_at = :at`,
                args: { path, at },
              },
            ];
      return commit([
        stillAt(page),
        { sql: 'DELETE FROM pages WHERE id = ?', args: [page.id] },
        ...gone,
        ...(page.liveVersion === null ? [] : [SEEN]),
        pageDeleted(page, at),
      ]);
    },
  };
}
