import type { Draft } from '../../repositories/page-writes.ts';
import type { ListedSection, StoredPage } from '../../repositories/pages-admin.ts';

/** What of a page its merchant can change, as it is. */
export const draftOf = (page: StoredPage): Draft => ({
  slug: page.slug,
  title: page.title,
  details: page.details,
  sections: page.sections,
  publishing: page.publishing,
  publishAt: page.publishAt,
  unpublishAt: page.unpublishAt,
});

const shownOf = (sections: readonly Pick<ListedSection, 'id' | 'version'>[]): string =>
  JSON.stringify(sections.map(({ id, version }) => [id, version]));
/** The same whatever order its fields are in. */
const fieldsOf = (details: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(details).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Whether visitors would see something else if this draft went live. */
export function differsFromLive(page: StoredPage, draft: Draft): boolean {
  if (page.liveVersion === null || page.liveDetails === null || page.liveSections === null) return true;
  const active = draft.sections.filter((section) => section.active);
  return (
    page.liveSlug !== draft.slug ||
    page.liveTitle !== draft.title ||
    fieldsOf(page.liveDetails) !== fieldsOf(draft.details) ||
    shownOf(page.liveSections) !== shownOf(active)
  );
}

/** What a change of the draft makes of what visitors see: of a page that is published at once, they see it. */
export const goesWith = (page: StoredPage, draft: Draft): 'live' | undefined =>
  draft.publishing === 'at_once' && differsFromLive(page, draft) ? 'live' : undefined;
