import type { PageComparison } from '../../contract/pages-admin.ts';
import type { PageWords, PublishedSection } from '../../repositories/pages-admin.ts';
import type { StoredSectionVersion } from '../../repositories/sections.ts';
import { fieldChanges, movedIds } from './compare.ts';

/** One side of a comparison: a publication, or the draft's active sections. */
export interface PageSide extends PageWords {
  readonly sections: readonly PublishedSection[];
}

/** What differs between two versions of a page; `words` holds what their sections say, by `<id> <version>`. */
export function comparePages(
  before: PageSide,
  after: PageSide,
  words: ReadonlyMap<string, StoredSectionVersion>,
): Omit<PageComparison, 'from' | 'to'> {
  const said = ({ id, version }: PublishedSection) => {
    const found = words.get(`${id} ${version}`);
    if (!found) return undefined;
    const { type, variant, content, settings } = found;
    return { type, variant, content, settings };
  };
  const idsOf = (side: PageSide) => side.sections.map(({ id }) => id);
  const only = (side: PageSide, other: PageSide) => {
    const others = new Set(idsOf(other));
    return side.sections
      .filter(({ id }) => !others.has(id))
      .map((section) => ({ id: section.id, type: said(section)?.type ?? null }));
  };
  const earlier = new Map(before.sections.map((section) => [section.id, section]));
  const fields = ({ slug, title, details }: PageWords) => ({ slug, title, details });
  return {
    fields: fieldChanges(fields(before), fields(after)),
    added: only(after, before),
    removed: only(before, after),
    moved: movedIds(idsOf(before), idsOf(after)),
    changed: after.sections.flatMap((section) => {
      const was = earlier.get(section.id);
      if (!was || was.version === section.version) return [];
      const changes = fieldChanges(said(was), said(section));
      return changes.length === 0 ? [] : [{ id: section.id, from: was.version, to: section.version, changes }];
    }),
  };
}
