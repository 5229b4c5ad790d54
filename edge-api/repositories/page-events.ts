import { monotonicFactory } from 'ulid';
import { pagePath } from '../contract/pages.ts';
import type { Statement } from '../db/database.ts';
import type { OutboxWork } from './outbox.ts';
import type { PageWrite } from './page-writes.ts';
import type { ListedSection, StoredPage } from './pages-admin.ts';

type PageEvent = Extract<OutboxWork, { kind: 'event' }>;
type Told = NonNullable<PageEvent['page']>;
/** Ids ascend within a millisecond too: what happened to a page is told in order. */
const nextId = monotonicFactory();

type Type = 'created' | 'changed' | 'published' | 'unpublished' | 'deleted';

/** Written only where somebody is told: most stores have no webhooks, and pages change often. */
const insertEvent = (type: Type, page: Told, at: number): Statement => {
  const event: PageEvent = { kind: 'event', type: `page.${type}`, at: new Date(at).toISOString(), page };
  return {
    sql: `INSERT INTO outbox (id, kind, payload, due_at)
          SELECT :id, 'event', :payload, :at WHERE EXISTS (SELECT 1 FROM webhook_endpoints WHERE status = 'active')`,
    args: { id: nextId(at), payload: JSON.stringify(event), at },
  };
};

/** What happened to the sections of a draft, by their ids. */
export function sectionChanges(
  before: readonly ListedSection[],
  after: readonly ListedSection[],
): NonNullable<Told['sections']> {
  const was = new Map(before.map((one) => [one.id, one]));
  const is = new Map(after.map((one) => [one.id, one]));
  const stayed = after.filter(({ id }) => was.has(id));
  const order = before.filter(({ id }) => is.has(id));
  return {
    added: after.flatMap(({ id }) => (was.has(id) ? [] : [id])),
    removed: before.flatMap(({ id }) => (is.has(id) ? [] : [id])),
    changed: stayed.flatMap(({ id, version, active }) => {
      const earlier = was.get(id)!;
      return earlier.version === version && earlier.active === active ? [] : [id];
    }),
    reordered: stayed.some(({ id }, at) => id !== order[at]?.id),
  };
}

const wordsOf = ({
  slug,
  title,
  details,
  publishing,
  publishAt,
  unpublishAt,
}: StoredPage | PageWrite['draft']): string =>
  JSON.stringify([
    slug,
    title,
    Object.entries(details).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    publishing,
    publishAt,
    unpublishAt,
  ]);

const toldOf = ({ id, type, slug, title }: Pick<StoredPage, 'id' | 'type' | 'slug' | 'title'>): Told => ({
  ...{ id, type, slug, title },
  path: pagePath(type, slug),
});

/** What the merchant's systems are told of a page that is written, in the transaction that writes it. */
export function pageEvents({ id, type, before, draft, goes }: PageWrite, by: string, at: number): Statement[] {
  const { slug, title } = draft;
  const told = { ...toldOf({ id, type, slug, title }), by };
  const sections = sectionChanges(before?.sections ?? [], draft.sections);
  const { added, removed, changed, reordered } = sections;
  const isOther =
    added.length + removed.length + changed.length > 0 || reordered || (before && wordsOf(before) !== wordsOf(draft));
  return [
    ...(before ? [] : [insertEvent('created', { ...told, sections }, at)]),
    ...(before && isOther && !goes ? [insertEvent('changed', { ...told, sections }, at)] : []),
    ...(goes === 'live' ? [insertEvent('published', { ...told, sections }, at)] : []),
    ...(goes === 'off' ? [insertEvent('unpublished', told, at)] : []),
  ];
}

/** The same of one that is deleted. */
export const pageDeleted = (page: StoredPage, at: number): Statement => insertEvent('deleted', toldOf(page), at);
