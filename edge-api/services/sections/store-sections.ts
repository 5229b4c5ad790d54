import type { ErrorCode } from '../../contract/errors.ts';
import { isoTime } from '../../contract/iso-time.ts';
import type {
  AdminSection,
  AdminSectionList,
  ListSections,
  ListVersions,
  PatchSection,
  PutSection,
  SectionComparison,
  SectionResult,
  SectionVersion,
  SectionVersionList,
} from '../../contract/sections-admin.ts';
import type { StoredSection, StoredSectionVersion } from '../../repositories/sections.ts';
import { ApiError } from '../errors.ts';
import { fieldChanges } from '../pages/compare.ts';
import { draftOf, goesWith } from '../pages/publishing.ts';
import { adminSection } from './shown-section.ts';
import { putSections, type PutOptions, type PutPorts } from './put-sections.ts';

export type { PutOptions } from './put-sections.ts';

/** Sections taken together from a stream before they are written: at most this many, and this much text. */
const STREAM_ITEMS = 50;
const STREAM_CHARACTERS = 1_000_000;
/** How often a change that was made on no version in particular is tried beside others. */
const TRIES = 5;

/** A line of a stream: what it holds, or why it holds nothing. */
export type SectionLine =
  { readonly value: unknown; readonly characters: number } | { readonly problem: string; readonly characters: number };

/** Sections, for who makes them. Throws `section_not_found`, `section_changed`, `invalid_section` with the fields. */
export interface StoreSections {
  /**
   * Puts sections: what is new is made, what is there is changed as a whole, what is the same stays. Each is
   * `{ id?, pageId?, active?, position?, metadata?, section }` (`SectionItem`), checked here, so it may be anything; `section` goes
   * through repair. By their `id` it makes no difference how often they are sent, and with `sentAt` not in which order: what is older
   * than what is there is `ignored`. Written in transactions of fifty; one that is refused says why and keeps no other from being
   * taken. Never throws for what was sent. A page that is published at once shows the change with the same transaction.
   */
  put(items: readonly unknown[], options: PutOptions): Promise<SectionResult[]>;
  /** The same for a stream of any length, in bounded memory: results come as they are written, in order. */
  putStream(lines: AsyncIterable<SectionLine>, options: PutOptions): AsyncGenerator<SectionResult>;
  /** Puts one; throws where it is refused. `expected` is the version it must still have. */
  putOne(
    item: PutSection & { id?: string | undefined },
    options: PutOptions,
    expected?: number,
  ): Promise<SectionAnswer>;
  get(id: string): Promise<AdminSection>;
  list(by: ListSections): Promise<AdminSectionList>;
  patch(id: string, wish: PatchSection, options: PutOptions, expected?: number): Promise<SectionAnswer>;
  /** With `sentAt`, what its sender sent before that does not bring it back. */
  remove(id: string, options: PutOptions, expected?: number): Promise<void>;
  versions(id: string, page: ListVersions): Promise<SectionVersionList>;
  compare(id: string, from: number, to: number): Promise<SectionComparison>;
  /** Says again what an earlier version said, as a new one. */
  rollBack(id: string, version: number, options: PutOptions, expected?: number): Promise<SectionAnswer>;
}

export interface SectionAnswer {
  readonly section: AdminSection;
  readonly outcome: SectionResult['outcome'];
}

const sectionNotFound = () => new ApiError('section_not_found', 'No section has this id.');
const sectionChanged = () =>
  new ApiError('section_changed', 'Somebody else has changed the section meanwhile. Read it again.');
const pageChanged = () => new ApiError('page_changed', 'Others keep changing the page. Try again.');

/** Fields of a wish over what there is; null takes one away. */
function merged(kept: Readonly<Record<string, unknown>>, wish: Readonly<Record<string, unknown>> = {}) {
  const result: Record<string, unknown> = { ...kept };
  for (const [name, value] of Object.entries(wish)) {
    if (value === null) delete result[name];
    else result[name] = value;
  }
  return result;
}

const versionOf = ({ createdAt, ...rest }: StoredSectionVersion): SectionVersion => ({
  ...rest,
  createdAt: isoTime(createdAt),
});

/** Throws what a result that is refused says. */
function taken(result: SectionResult | undefined): SectionResult & { id: string } {
  if (!result?.error && typeof result?.id === 'string') return { ...result, id: result.id };
  const { code, message, issues } = result!.error!;
  // The codes of results are those of errors.
  throw new ApiError(code as ErrorCode, message, { issues });
}

export function storeSections(ports: PutPorts): StoreSections {
  const { sections: reads, pages, writer, now } = ports;

  async function find(id: string): Promise<StoredSection> {
    const [found] = await reads.findAll([id]);
    if (!found) throw sectionNotFound();
    return found;
  }

  /** Sections with what their pages say of them. */
  async function answers(found: readonly StoredSection[]): Promise<AdminSection[]> {
    const known = await pages.findAll([...new Set(found.flatMap(({ pageId }) => pageId ?? []))]);
    const listed = new Map(known.flatMap((page) => page.sections.map((one) => [one.id, one] as const)));
    return found.map((section) => adminSection(section, listed.get(section.id)));
  }
  const get = async (id: string): Promise<AdminSection> => (await answers([await find(id)]))[0]!;

  async function putOne(item: unknown, options: PutOptions, expected?: number): Promise<SectionAnswer> {
    const [result] = await putSections([item], ports, options, { expected });
    const { id, outcome } = taken(result);
    return { section: await get(id), outcome };
  }

  /** Changes what is there as it was found, again where somebody else has changed it and no version was expected. */
  async function change(
    id: string,
    options: PutOptions,
    expected: number | undefined,
    make: (section: StoredSection) => Promise<object> | object,
  ): Promise<SectionAnswer> {
    for (let tries = 1; ; tries += 1) {
      const before = await find(id);
      if (expected !== undefined && expected !== before.version) throw sectionChanged();
      try {
        return await putOne({ id, ...(await make(before)) }, options, before.version);
      } catch (error) {
        const isPassing = error instanceof ApiError && error.code === 'section_changed' && expected === undefined;
        if (!isPassing || tries >= TRIES) throw error;
      }
    }
  }

  return {
    put: (items, options) => putSections(items, ports, options),

    async *putStream(lines, options) {
      let waiting: SectionLine[] = [];
      let characters = 0;
      let firstIndex = 0;
      const flush = async (): Promise<SectionResult[]> => {
        const some = waiting;
        const results = await putLines(some, ports, options, firstIndex);
        firstIndex += some.length;
        waiting = [];
        characters = 0;
        return results;
      };
      for await (const line of lines) {
        waiting.push(line);
        characters += line.characters;
        if (waiting.length >= STREAM_ITEMS || characters >= STREAM_CHARACTERS) yield* await flush();
      }
      if (waiting.length > 0) yield* await flush();
    },

    putOne,
    get,

    async list({ page, limit, after = '' }) {
      const pageId = page === 'none' ? null : page;
      const rows = await reads.list({ pageId, after, limit: limit + 1 });
      const some = rows.slice(0, limit);
      return { sections: await answers(some), next: rows.length > limit ? some.at(-1)!.id : null };
    },

    patch: (id, { variant, content, settings, ...rest }, options, expected) =>
      change(id, options, expected, (before) => ({
        ...rest,
        metadata: rest.metadata ?? before.metadata,
        section: {
          type: before.type,
          variant: variant ?? before.variant,
          content: merged(before.content, content),
          settings: merged(before.settings, settings),
        },
      })),

    async remove(id, { actor, sentAt }, expected) {
      for (let tries = 1; ; tries += 1) {
        const section = await find(id);
        if (expected !== undefined && expected !== section.version) throw sectionChanged();
        const page = section.pageId === null ? undefined : await pages.find(section.pageId);
        const draft = page && { ...draftOf(page), sections: page.sections.filter((one) => one.id !== id) };
        const outcome = await writer.write({
          pages:
            page && draft ? [{ id: page.id, type: page.type, before: page, draft, goes: goesWith(page, draft) }] : [],
          removed: [id],
          removedAt: sentAt,
          actor,
          at: now(),
        });
        if (outcome === 'written') return;
        if (outcome !== 'page_changed' || tries >= TRIES) throw pageChanged();
      }
    },

    async versions(id, { before = Number.MAX_SAFE_INTEGER, limit }) {
      await find(id);
      const rows = await reads.listVersions(id, { before, limit: limit + 1 });
      const some = rows.slice(0, limit);
      return { versions: some.map(versionOf), next: rows.length > limit ? some.at(-1)!.version : null };
    },

    async compare(id, from, to) {
      await find(id);
      const [before, after] = await Promise.all([reads.findVersion(id, from), reads.findVersion(id, to)]);
      if (!before || !after) throw new ApiError('section_not_found', 'One of these versions is no longer kept.');
      const said = ({ type, variant, content, settings }: StoredSectionVersion) => ({
        type,
        variant,
        content,
        settings,
      });
      return { from, to, changes: fieldChanges(said(before), said(after)) };
    },

    rollBack: (id, version, options, expected) =>
      change(id, options, expected, async () => {
        const earlier = await reads.findVersion(id, version);
        if (!earlier) throw new ApiError('section_not_found', 'This version is no longer kept.');
        const { type, variant, content, settings, metadata } = earlier;
        return { metadata, section: { type, variant, content, settings } };
      }),
  };
}

/** Puts lines of a stream; those that hold nothing are refused. */
async function putLines(
  lines: readonly SectionLine[],
  ports: PutPorts,
  options: PutOptions,
  firstIndex: number,
): Promise<SectionResult[]> {
  const results: SectionResult[] = [];
  let run: unknown[] = [];
  let runAt = firstIndex;
  const flush = async () => {
    if (run.length > 0) results.push(...(await putSections(run, ports, options, { firstIndex: runAt })));
    run = [];
  };
  for (const [at, line] of lines.entries()) {
    if ('value' in line) {
      if (run.length === 0) runAt = firstIndex + at;
      run.push(line.value);
      continue;
    }
    await flush();
    const error = { code: 'invalid_json', message: line.problem, issues: [] };
    results.push({ index: firstIndex + at, id: null, outcome: 'refused', version: null, notes: [], error });
  }
  await flush();
  return results;
}
