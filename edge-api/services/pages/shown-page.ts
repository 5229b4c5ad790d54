import { isoTime } from '../../contract/iso-time.ts';
import { pagePath } from '../../contract/pages.ts';
import type { AdminPage, PageSummary } from '../../contract/pages-admin.ts';
import type { StoredPage } from '../../repositories/pages-admin.ts';
import type { StoredSection } from '../../repositories/sections.ts';
import { adminSection } from '../sections/shown-section.ts';
import { differsFromLive, draftOf } from './publishing.ts';

const isoOf = (ms: number | null): string | null => (ms === null ? null : isoTime(ms));

/** A page as its merchant has it, without its sections. */
export const pageSummary = (page: StoredPage): PageSummary => ({
  id: page.id,
  type: page.type,
  slug: page.slug,
  title: page.title,
  details: page.details,
  publishing: page.publishing,
  version: page.version,
  live:
    page.liveVersion === null || page.liveSlug === null
      ? null
      : { version: page.liveVersion, slug: page.liveSlug, path: pagePath(page.type, page.liveSlug) },
  changed: differsFromLive(page, draftOf(page)),
  sectionCount: page.sections.length,
  publishAt: isoOf(page.publishAt),
  unpublishAt: isoOf(page.unpublishAt),
  publishedAt: isoOf(page.publishedAt),
  hasPreview: page.hasPreview,
  createdAt: isoTime(page.createdAt),
  updatedAt: isoTime(page.updatedAt),
});

/** A page as its merchant has it; `known` are its sections, in any order. */
export function adminPage(page: StoredPage, known: readonly StoredSection[]): AdminPage {
  const byId = new Map(known.map((section) => [section.id, section]));
  const sections = page.sections.flatMap((listed) => {
    const section = byId.get(listed.id);
    return section ? [adminSection(section, listed)] : [];
  });
  return { ...pageSummary(page), sections };
}
