import { monotonicFactory } from 'ulid';
import {
  MOST_METADATA,
  MOST_SECTIONS_OF_PAGE,
  SectionItem,
  type SectionResult,
} from '../../contract/sections-admin.ts';
import type { PagesWrite, PageWriter, WriteOutcome } from '../../repositories/page-writes.ts';
import type { ListedSection, PageAdminReads, StoredPage } from '../../repositories/pages-admin.ts';
import type { SectionWords, SectionWrite } from '../../repositories/section-writes.ts';
import type { SectionReads, StoredSection } from '../../repositories/sections.ts';
import { withoutFilled } from '../pages/blog-previews.ts';
import { draftOf, goesWith } from '../pages/publishing.ts';
import type { NoteCode } from './ledger.ts';
import { repairSection } from './repair.ts';

/** Ids of this process ascend, also within a millisecond. */
const nextId = monotonicFactory();
/** Sections written in one transaction. */
const CHUNK = 50;
/** How often a transaction is tried beside others. */
const TRIES = 5;

/** What holds for all sections that are put together. */
export interface PutOptions {
  /** The page that new ones are put on which name none; null or left out, they stand alone. */
  readonly pageId?: string | null | undefined;
  /** Who puts them, for their history. */
  readonly actor: string;
  /** When their sender sent them, by the sender's clock, in epoch milliseconds: what is older than what is there changes nothing. */
  readonly sentAt?: number | undefined;
  /** Kept with each version, below what each says of itself. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export interface PutPorts {
  readonly sections: SectionReads;
  readonly pages: PageAdminReads;
  readonly writer: PageWriter;
  /** Sections that the store may have, null for any number. */
  readonly mostSections: () => number | null;
  /** Told how many were written. */
  readonly onTaken: (count: number) => void;
  readonly now: () => number;
}

/** A section that is ready to be written: valid, its place not yet known. */
interface Ready {
  readonly index: number;
  readonly id: string | undefined;
  readonly pageId: string | null | undefined;
  readonly active: boolean | undefined;
  readonly position: number | undefined;
  /** The version it must still have, where that matters. */
  readonly expected: number | undefined;
  readonly words: SectionWords;
  readonly notes: SectionResult['notes'];
}

type Refusal = NonNullable<SectionResult['error']>;

const refused = (index: number, id: string | null | undefined, error: Refusal): SectionResult => ({
  index,
  id: id ?? null,
  outcome: 'refused',
  version: null,
  notes: [],
  error,
});
const problem = (code: string, message: string, issues: Refusal['issues'] = []): Refusal => ({ code, message, issues });
const wrong = (path: string, message: string): Refusal =>
  problem('invalid_request', `${path}: ${message}`, [{ path, message }]);

const idIn = (item: unknown): string | null => {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : null;
  return typeof id === 'string' ? id.slice(0, 64) : null;
};

/** Checks and repairs what somebody sent. */
export function ready(item: unknown, index: number, options: PutOptions, expected?: number): Ready | SectionResult {
  const parsed = SectionItem.safeParse(item);
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
    const first = issues[0];
    return refused(index, idIn(item), problem('invalid_request', `${first?.path}: ${first?.message}`, issues));
  }
  const { id, pageId, active, position, section } = parsed.data;
  const metadata = { ...options.metadata, ...parsed.data.metadata };
  if (JSON.stringify(metadata).length > MOST_METADATA)
    return refused(index, id, wrong('metadata', `must be at most ${MOST_METADATA} characters of JSON`));
  const result = repairSection(section);
  if (!result.ok) {
    const issues = result.issues.map((issue) => ({ ...issue, path: issue.path || 'section' }));
    return refused(index, id, problem('invalid_section', `${issues[0]?.path}: ${issues[0]?.message}`, issues));
  }
  const { type, variant, content, settings } = result.section;
  const words: SectionWords = {
    type,
    variant,
    content: withoutFilled(type, content),
    settings,
    extra: result.extra,
    notes: result.notes,
    metadata,
  };
  return { index, id, pageId, active, position, expected, words, notes: [...result.notes] };
}

const isReady = (one: Ready | SectionResult): one is Ready => !('outcome' in one);

/** Blocks may be written after the sections that name them: a note says that there is nothing to show so far. */
async function withBlocks(all: readonly (Ready | SectionResult)[], { sections }: PutPorts) {
  const named = (one: Ready | SectionResult) =>
    isReady(one) && one.words.type === 'block' ? String(one.words.content['name']) : undefined;
  const known = await sections.blocks([...new Set(all.flatMap((one) => named(one) ?? []))]);
  return all.map((one) => {
    const name = named(one);
    if (!isReady(one) || name === undefined || known.get(name)) return one;
    const message = known.has(name)
      ? 'names a block that is not published: nothing is shown until it is'
      : 'names no block of the shop: nothing is shown until there is one';
    const notes = [...one.notes, { path: 'content.name', code: 'unknown_block' satisfies NoteCode, message }];
    return { ...one, words: { ...one.words, notes }, notes };
  });
}

/** In steps that one transaction writes, none of which has a section twice. */
function* chunks(all: readonly Ready[]): Generator<Ready[]> {
  let chunk: Ready[] = [];
  for (const one of all) {
    if (chunk.length >= CHUNK || (one.id !== undefined && chunk.some(({ id }) => id === one.id))) {
      yield chunk;
      chunk = [];
    }
    chunk.push(one);
  }
  if (chunk.length > 0) yield chunk;
}

const says = ({ type, variant, content, settings }: Pick<SectionWords, 'type' | 'variant' | 'content' | 'settings'>) =>
  JSON.stringify([type, variant, content, Object.entries(settings).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** What is there, as one transaction finds it, and what it is to become. */
class Plan {
  readonly results: SectionResult[] = [];
  readonly writes: SectionWrite[] = [];
  private readonly lists = new Map<
    string,
    { readonly page: StoredPage; sections: ListedSection[]; touched: boolean }
  >();
  private readonly known: ReadonlyMap<string, StoredSection>;
  private readonly options: PutOptions;
  private readonly at: number;
  private room: number;

  private readonly removals: ReadonlyMap<string, number>;

  constructor(
    known: readonly StoredSection[],
    removals: ReadonlyMap<string, number>,
    pages: readonly StoredPage[],
    room: number,
    options: PutOptions,
    at: number,
  ) {
    this.known = new Map(known.map((section) => [section.id, section]));
    for (const page of pages) this.lists.set(page.id, { page, sections: [...page.sections], touched: false });
    this.removals = removals;
    this.room = room;
    this.options = options;
    this.at = at;
  }

  get pages(): PagesWrite['pages'] {
    return [...this.lists.values()]
      .filter(({ touched }) => touched)
      .map(({ page, sections }) => {
        const draft = { ...draftOf(page), sections };
        return { id: page.id, type: page.type, before: page, draft, goes: goesWith(page, draft) };
      });
  }

  add(one: Ready): void {
    const before = one.id === undefined ? undefined : this.known.get(one.id);
    const pageId = before ? before.pageId : one.pageId === undefined ? (this.options.pageId ?? null) : one.pageId;
    const refusal = this.refusalOf(one, before, pageId);
    if (refusal) return void this.results.push(refused(one.index, one.id, refusal));
    const { sentAt } = this.options;
    if (sentAt !== undefined && one.id !== undefined && sentAt < this.latest(one.id, before))
      return this.done(one, one.id, 'ignored', before?.version ?? null);

    const id = one.id ?? `sec_${nextId(this.at)}`;
    const isSame = before !== undefined && says(before) === says(one.words);
    const version = isSame ? before.shown : (before?.version ?? 0) + 1;
    const list = pageId === null ? undefined : this.lists.get(pageId);
    const wasOn = list
      ? list.sections.find((listed) => listed.id === id)?.active
      : before && before.liveVersion !== null;
    const isOn = one.active ?? wasOn ?? true;
    const moved = list ? this.place(list, { id, version, active: isOn }, one.position) : isOn !== wasOn;
    const isNewer = sentAt !== undefined && sentAt > (before?.sentAt ?? -1);
    if (!isSame || (moved && !list) || isNewer)
      this.writes.push({
        id,
        pageId,
        before: before?.version ?? null,
        words: isSame ? undefined : one.words,
        isOn,
        sentAt: sentAt ?? null,
        isSeen: !list && (isOn || wasOn === true) && (!isSame || moved),
      });
    if (!before) this.room -= 1;
    this.done(
      one,
      id,
      !before ? 'created' : isSame && !moved ? 'unchanged' : 'updated',
      isSame ? before.version : version,
    );
  }

  /** When its sender last said something of a section; to have deleted it counts from the next millisecond on. */
  private latest(id: string, before: StoredSection | undefined): number {
    return Math.max(before?.sentAt ?? -Infinity, (this.removals.get(id) ?? -Infinity) + 1);
  }

  private done({ index, notes }: Ready, id: string, outcome: SectionResult['outcome'], version: number | null): void {
    this.results.push({ index, id, outcome, version, notes });
  }

  private refusalOf(one: Ready, before: StoredSection | undefined, pageId: string | null): Refusal | undefined {
    if (one.expected !== undefined && before?.version !== one.expected)
      return problem('section_changed', 'Somebody else has changed the section meanwhile. Read it again.');
    if (before && one.pageId !== undefined && one.pageId !== before.pageId)
      return wrong('pageId', 'A section stays where it is: this one is elsewhere.');
    if (pageId === null) return before || this.room > 0 ? undefined : this.full();
    const list = this.lists.get(pageId);
    if (!list) return problem('page_not_found', 'No page has this id.', [{ path: 'pageId', message: 'is no page' }]);
    if (list.sections.some(({ id }) => id === one.id)) return undefined;
    if (list.sections.length >= MOST_SECTIONS_OF_PAGE)
      return wrong('pageId', `A page has at most ${MOST_SECTIONS_OF_PAGE} sections.`);
    return before || this.room > 0 ? undefined : this.full();
  }

  private full(): Refusal {
    return problem('limit_reached', 'The limit "sections" is reached. Remove sections, or move to a larger plan.');
  }

  /** Puts a section where it belongs in its page's list; whether that changes the list. */
  private place(
    list: { sections: ListedSection[]; touched: boolean },
    section: ListedSection,
    position: number | undefined,
  ): boolean {
    const at = list.sections.findIndex(({ id }) => id === section.id);
    const before = list.sections[at];
    const others = list.sections.filter((_, index) => index !== at);
    const to = Math.min(position ?? (at < 0 ? others.length : at), others.length);
    if (before && to === at && before.version === section.version && before.active === section.active) return false;
    list.sections = others.toSpliced(to, 0, section);
    list.touched = true;
    return true;
  }
}

/** What a refused transaction says of each section that it would have changed. */
const REFUSALS: Readonly<Record<Exclude<WriteOutcome, 'written'>, Refusal>> = {
  page_changed: problem('page_changed', 'Others keep changing the page. Try again.'),
  section_changed: problem('section_changed', 'Others keep changing the section. Try again.'),
  slug_taken: problem('page_slug_taken', 'The page cannot be published: another page has its slug.'),
  home_taken: problem('page_not_publishable', 'The page cannot be published: another home page is live.'),
  too_many_pages: problem('limit_reached', 'The limit "pages" is reached.'),
  too_many_sections: problem('limit_reached', 'The limit "sections" is reached.'),
  page_too_large: wrong('pageId', 'The sections of a page say at most 2,000,000 characters in all.'),
};
const PASSING: readonly WriteOutcome[] = ['page_changed', 'section_changed', 'too_many_sections'];

/** Writes sections that are ready in one transaction, and tries again where others were writing. */
async function putChunk(chunk: readonly Ready[], ports: PutPorts, options: PutOptions): Promise<SectionResult[]> {
  let outcome: Exclude<WriteOutcome, 'written'> = 'page_changed';
  let results: readonly SectionResult[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const at = ports.now();
    const most = ports.mostSections();
    const ids = chunk.flatMap(({ id }) => id ?? []);
    const known = await ports.sections.findAll(ids);
    const removals = options.sentAt === undefined ? new Map() : await ports.sections.removals(ids);
    const pageIds = [options.pageId, ...known.map(({ pageId }) => pageId), ...chunk.map(({ pageId }) => pageId)];
    const pages = await ports.pages.findAll([...new Set(pageIds.flatMap((id) => id ?? []))]);
    const isGrowing = known.length < chunk.length;
    const room = most === null || !isGrowing ? Infinity : most - (await ports.sections.count());
    const plan = new Plan(known, removals, pages, room, options, at);
    for (const one of chunk) plan.add(one);
    const write = { pages: plan.pages ?? [], sections: plan.writes, actor: options.actor, at, mostSections: most };
    results = plan.results;
    const came = await ports.writer.write(write);
    if (came === 'written') {
      ports.onTaken(results.filter((result) => result.outcome === 'created' || result.outcome === 'updated').length);
      return [...results];
    }
    outcome = came;
    if (came === 'page_too_large' && chunk.length > 1) return putHalves(chunk, ports, options);
    if (!PASSING.includes(outcome)) break;
  }
  const error = REFUSALS[outcome];
  return results.map((result) =>
    result.outcome === 'created' || result.outcome === 'updated' ? refused(result.index, result.id, error) : result,
  );
}

/** What is too much for a page together may not be one by one. */
async function putHalves(chunk: readonly Ready[], ports: PutPorts, options: PutOptions): Promise<SectionResult[]> {
  const half = Math.ceil(chunk.length / 2);
  const first = await putChunk(chunk.slice(0, half), ports, options);
  return [...first, ...(await putChunk(chunk.slice(half), ports, options))];
}

/** Puts sections in small transactions, in their order; one that is refused does not keep others from being taken. */
export async function putSections(
  items: readonly unknown[],
  ports: PutPorts,
  options: PutOptions,
  more: { readonly firstIndex?: number; readonly expected?: number | undefined } = {},
): Promise<SectionResult[]> {
  const given = items.map((item, at) => ready(item, (more.firstIndex ?? 0) + at, options, more.expected));
  const all = await withBlocks(given, ports);
  const results = all.flatMap((one) => (isReady(one) ? [] : [one]));
  for (const chunk of chunks(all.filter(isReady))) results.push(...(await putChunk(chunk, ports, options)));
  return results.toSorted((a, b) => a.index - b.index);
}
