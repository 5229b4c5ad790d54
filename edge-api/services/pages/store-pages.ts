import { monotonicFactory } from 'ulid';
import { isoTime } from '../../contract/iso-time.ts';
import { pagePath, slugOf, slugProblem } from '../../contract/pages.ts';
import type {
  AdminPage,
  ChangePage,
  ListPages,
  NewPage,
  PageComparison,
  PageList,
  PagePreview,
  PageVersion,
  PageVersionList,
} from '../../contract/pages-admin.ts';
import type { ListVersions } from '../../contract/sections-admin.ts';
import type { Draft, PageWrite, PageWriter, WriteOutcome } from '../../repositories/page-writes.ts';
import type { PageAdminReads, StoredPage, StoredPageVersion } from '../../repositories/pages-admin.ts';
import type { SectionWrite } from '../../repositories/section-writes.ts';
import type { SectionReads } from '../../repositories/sections.ts';
import { safeDetails } from '../blog/safe-details.ts';
import { ApiError, invalidRequest } from '../errors.ts';
import { limitReached } from '../plans.ts';
import { randomToken, sha256 } from '../secrets.ts';
import { comparePages, type PageSide } from './compare-pages.ts';
import { differsFromLive, draftOf, goesWith } from './publishing.ts';
import { adminPage, pageSummary } from './shown-page.ts';

/** Ids ascend within a millisecond too: lists go by them. */
const nextId = monotonicFactory();
/** How often a change that was made on no version in particular is tried beside others. */
const TRIES = 5;
/** Pages that are published or unpublished by themselves in one go. */
const DUE = 100;
const SOON_MS = 2 * 3_600_000;

/** Pages, for who makes them. Throws `page_not_found`, `page_changed`, `page_slug_taken`, `page_not_publishable`, `invalid_request`. */
export interface StorePages {
  list(by: ListPages): Promise<PageList>;
  get(id: string): Promise<AdminPage>;
  /** Throws `limit_reached`. One that is published at once is live from the first. */
  create(wish: NewPage, actor: string): Promise<AdminPage>;
  change(id: string, wish: ChangePage, actor: string, expected?: number): Promise<AdminPage>;
  /** Makes the draft what visitors see; nothing where they see it already. */
  publish(id: string, actor: string, note?: string, expected?: number): Promise<AdminPage>;
  /** Takes the page from its visitors. One that was published at once is published by hand from then on. */
  unpublish(id: string, actor: string, expected?: number): Promise<AdminPage>;
  /** Makes a new preview link; an earlier one opens nothing any more. */
  makePreview(id: string, actor: string): Promise<PagePreview>;
  revokePreview(id: string, actor: string): Promise<void>;
  versions(id: string, page: ListVersions): Promise<PageVersionList>;
  compare(id: string, from: number | 'draft', to: number | 'draft'): Promise<PageComparison>;
  /** Makes the draft what an earlier publication was; sections that came later stay on it, switched off. */
  rollBack(id: string, version: number, actor: string, expected?: number): Promise<AdminPage>;
  remove(id: string, expected?: number): Promise<void>;
  /**
   * Publishes and unpublishes the pages whose time has come. What cannot be yet is tried again with the next go. Answers whether the
   * time of another comes within two hours.
   */
  publishDue(): Promise<boolean>;
}

export interface PagePorts {
  readonly pages: PageAdminReads;
  readonly sections: SectionReads;
  readonly writer: PageWriter;
  /** What the store may have; null is without limit. */
  readonly most: () => { readonly pages: number | null; readonly sections: number | null };
  readonly now: () => number;
}

const pageNotFound = () => new ApiError('page_not_found', 'No page has this id.');
const pageChanged = () => new ApiError('page_changed', 'Somebody else has changed the page meanwhile. Read it again.');

function slugIn(text: string): string {
  const slug = slugOf(text);
  const problem = slugProblem(slug);
  if (problem) throw invalidRequest('slug', problem);
  return slug;
}

/** Sections in another order; all of them must be named, each once. */
function reordered(page: StoredPage, ids: readonly string[]): StoredPage['sections'] {
  const byId = new Map(page.sections.map((section) => [section.id, section]));
  const order = ids.map((id, at) => {
    const section = byId.get(id);
    if (!section) throw invalidRequest(`sections.${at}`, 'is no section of this page, or stands before.');
    byId.delete(id);
    return section;
  });
  const [left] = byId.keys();
  if (left !== undefined) throw invalidRequest('sections', `must name all sections of the page: ${left} is missing.`);
  return order;
}

const msOf = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));

/** The draft with a wish over it. */
function changed(page: StoredPage, wish: ChangePage): Draft {
  const before = draftOf(page);
  const draft: Draft = {
    slug: wish.slug === undefined ? before.slug : slugIn(wish.slug),
    title: wish.title ?? before.title,
    details: wish.details ?? before.details,
    sections: wish.sections ? reordered(page, wish.sections) : before.sections,
    publishing: wish.publishing ?? before.publishing,
    publishAt: wish.publishAt === undefined ? before.publishAt : msOf(wish.publishAt),
    unpublishAt: wish.unpublishAt === undefined ? before.unpublishAt : msOf(wish.unpublishAt),
  };
  const { publishAt, unpublishAt } = draft;
  if (publishAt !== null && unpublishAt !== null && unpublishAt <= publishAt)
    throw invalidRequest('unpublishAt', 'must be after publishAt');
  return draft;
}

const versionOf = ({ createdAt, ...rest }: StoredPageVersion): PageVersion => ({
  ...rest,
  createdAt: isoTime(createdAt),
});

type Change = Pick<PageWrite, 'draft'> & Partial<Pick<PageWrite, 'goes' | 'note' | 'previewHash'>>;

export function storePages(ports: PagePorts): StorePages {
  const { pages, sections, writer, now } = ports;

  async function find(id: string): Promise<StoredPage> {
    const page = await pages.find(id);
    if (!page) throw pageNotFound();
    return page;
  }

  const get = async (id: string): Promise<AdminPage> => {
    const page = await find(id);
    return adminPage(page, await sections.findAll(page.sections.map((one) => one.id)));
  };

  async function demandSlug(slug: string, id: string): Promise<void> {
    if (await pages.slugTaken(slug, id)) throw refusal('slug_taken');
  }

  /** Changes a page as it was found; again where somebody else has changed it and no version was expected. */
  async function change(
    id: string,
    actor: string,
    expected: number | undefined,
    make: (page: StoredPage) => Change | undefined | Promise<Change | undefined>,
  ): Promise<AdminPage> {
    for (let tries = 1; ; tries += 1) {
      const before = await find(id);
      if (expected !== undefined && expected !== before.version) throw pageChanged();
      const wish = await make(before);
      if (!wish) return get(id);
      if (wish.draft.slug !== before.slug) await demandSlug(wish.draft.slug, id);
      const outcome = await writer.write({ pages: [{ id, type: before.type, before, ...wish }], actor, at: now() });
      if (outcome === 'written') return get(id);
      if (outcome !== 'page_changed' || expected !== undefined || tries >= TRIES) throw refusal(outcome);
    }
  }

  /** Copies of a page's sections, for a new page. */
  async function copied(from: string, pageId: string): Promise<SectionWrite[]> {
    const page = await pages.find(from);
    if (!page) throw invalidRequest('from', 'is no page of this shop');
    const known = new Map((await sections.findAll(page.sections.map(({ id }) => id))).map((one) => [one.id, one]));
    return page.sections.flatMap(({ id, active }) => {
      const section = known.get(id);
      if (!section) return [];
      const { type, variant, content, settings, extra, notes, metadata } = section;
      const words = { type, variant, content, settings, extra, notes, metadata };
      const write = {
        id: `sec_${nextId(now())}`,
        pageId,
        before: null,
        words,
        isOn: active,
        sentAt: null,
        isSeen: false,
      };
      return [write];
    });
  }

  return {
    get,

    async list({ type, live, limit, after }) {
      const by = { type, live: live === undefined ? undefined : live === 'true', after, limit: limit + 1 };
      const rows = await pages.list(by);
      const some = rows.slice(0, limit);
      return { pages: some.map(pageSummary), next: rows.length > limit ? some.at(-1)!.id : null };
    },

    async create({ type, title, slug: wished, details: given, publishing, from }, actor) {
      const details = await safeDetails(given);
      const slug = slugIn(wished ?? title);
      const id = `pag_${nextId(now())}`;
      const most = ports.most();
      await demandSlug(slug, id);
      const copies = from === undefined ? [] : await copied(from, id);
      const listed = copies.map((one) => ({ id: one.id, version: 1, active: one.isOn }));
      const draft: Draft = { slug, title, details, sections: listed, publishing, publishAt: null, unpublishAt: null };
      const goes = publishing === 'at_once' ? ('live' as const) : undefined;
      const outcome = await writer.write({
        pages: [{ id, type, before: undefined, draft, goes }],
        sections: copies,
        actor,
        at: now(),
        mostPages: most.pages,
        mostSections: most.sections,
      });
      if (outcome === 'too_many_pages') throw limitReached('pages', await pages.count(), most.pages ?? 0);
      if (outcome === 'too_many_sections') throw limitReached('sections', await sections.count(), most.sections ?? 0);
      if (outcome !== 'written') throw refusal(outcome);
      return get(id);
    },

    async change(id, wish, actor, expected) {
      const details = wish.details && (await safeDetails(wish.details));
      return change(id, actor, expected, (page) => {
        const draft = changed(page, { ...wish, details });
        return { draft, goes: goesWith(page, draft) };
      });
    },

    publish: (id, actor, note, expected) =>
      change(id, actor, expected, (page) => {
        const draft = draftOf(page);
        return differsFromLive(page, draft) || page.publishAt !== null ? { draft, goes: 'live', note } : undefined;
      }),

    unpublish: (id, actor, expected) =>
      change(id, actor, expected, (page) => {
        if (page.liveVersion === null) throw new ApiError('page_not_publishable', 'The page is not published.');
        return { draft: { ...draftOf(page), publishing: 'manual' }, goes: 'off' };
      }),

    async makePreview(id, actor) {
      const secret = randomToken();
      const previewHash = await sha256(secret);
      const page = await change(id, actor, undefined, (before) => ({ draft: draftOf(before), previewHash }));
      const path = pagePath(page.type, page.slug);
      return { secret, path: path === null ? null : `${encodeURI(path)}?preview=${secret}` };
    },

    async revokePreview(id, actor) {
      await change(id, actor, undefined, (page) => ({ draft: draftOf(page), previewHash: null }));
    },

    async versions(id, { before = Number.MAX_SAFE_INTEGER, limit }) {
      await find(id);
      const rows = await pages.listVersions(id, { before, limit: limit + 1 });
      const some = rows.slice(0, limit);
      return { versions: some.map(versionOf), next: rows.length > limit ? some.at(-1)!.version : null };
    },

    async compare(id, from, to) {
      const page = await find(id);
      const side = async (which: number | 'draft'): Promise<PageSide> => {
        if (which === 'draft') return { ...page, sections: page.sections.filter(({ active }) => active) };
        const version = await pages.findVersion(id, which);
        if (!version) throw new ApiError('page_not_found', `The page has no version ${which}, or no longer.`);
        return version;
      };
      const sides = [await side(from), await side(to)] as const;
      const words = await sections.wordsOf(sides.flatMap((one) => one.sections));
      return { from, to, ...comparePages(...sides, words) };
    },

    rollBack: (id, version, actor, expected) =>
      change(id, actor, expected, async (page) => {
        const earlier = await pages.findVersion(id, version);
        if (!earlier) throw new ApiError('page_not_found', `The page has no version ${version}, or no longer.`);
        const { slug, title, details } = earlier;
        const back = earlier.sections.map((section) => ({ ...section, active: true }));
        const named = new Set(back.map((section) => section.id));
        const later = page.sections.flatMap((one) => (named.has(one.id) ? [] : [{ ...one, active: false }]));
        const draft = { ...draftOf(page), slug, title, details, sections: [...back, ...later].slice(0, 200) };
        return { draft, goes: goesWith(page, draft) };
      }),

    async remove(id, expected) {
      for (let tries = 1; ; tries += 1) {
        const page = await find(id);
        if (expected !== undefined && expected !== page.version) throw pageChanged();
        const outcome = await writer.remove(page, now());
        if (outcome === 'written') return;
        if (expected !== undefined || tries >= TRIES) throw refusal(outcome);
      }
    },

    async publishDue() {
      const at = now();
      for (const page of await pages.listDue(at, DUE)) {
        const draft = draftOf(page);
        const isOver = page.unpublishAt !== null && page.unpublishAt <= at;
        const goes = isOver ? (page.liveVersion === null ? undefined : ('off' as const)) : ('live' as const);
        const times = isOver ? { publishing: 'manual' as const, unpublishAt: null, publishAt: null } : {};
        const write = { id: page.id, type: page.type, before: page, draft: { ...draft, ...times }, goes };
        await writer.write({ pages: [write], actor: 'schedule', at });
      }
      return pages.hasDue(at, at + SOON_MS);
    },
  };
}

/** What a transaction that was refused means. */
function refusal(outcome: Exclude<WriteOutcome, 'written'>): ApiError {
  if (outcome === 'slug_taken') return new ApiError('page_slug_taken', 'Another page has this slug.');
  if (outcome === 'home_taken')
    return new ApiError('page_not_publishable', 'Another home page is live; a shop has one.');
  if (outcome === 'page_too_large')
    return invalidRequest('sections', 'The sections of a page say at most 2,000,000 characters in all.');
  return pageChanged();
}
