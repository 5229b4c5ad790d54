import { isoTime } from '../../contract/iso-time.ts';
import type { AdminSection } from '../../contract/sections-admin.ts';
import type { ListedSection } from '../../repositories/pages-admin.ts';
import type { StoredSection } from '../../repositories/sections.ts';

/** A section as its merchant has it; `listed` is what its page's draft says of it. */
export const adminSection = (section: StoredSection, listed: ListedSection | undefined): AdminSection => ({
  id: section.id,
  pageId: section.pageId,
  version: section.version,
  shown: section.shown,
  active: section.pageId === null ? section.liveVersion !== null : (listed?.active ?? false),
  type: section.type,
  variant: section.variant,
  content: section.content,
  settings: section.settings,
  extra: section.extra,
  notes: section.notes,
  metadata: section.metadata,
  actor: section.actor,
  sentAt: section.sentAt === null ? null : isoTime(section.sentAt),
  createdAt: isoTime(section.createdAt),
  updatedAt: isoTime(section.updatedAt),
});
