import { formatsOf, type Formats } from '../../../sandbox/run/formats.ts';
import type { BlockEngine, BlockInput, ConsoleLine, Stop, StopReason, Usage } from '../../../sandbox/run/port.ts';
import { type NeedMemory, renderWithData } from '../../../sandbox/run/with-data.ts';
import type { Removed, SanitiseOptions } from '../../../sandbox/sanitize/sanitise.ts';
import type { StoreState } from '../../repositories/state.ts';
import type { Capabilities } from './capabilities.ts';
import type { BlockWay } from './ways.ts';

/** What is drawn: a publication, or a draft in a preview. */
export interface Drawable {
  readonly name: string;
  /** From which chance follows: the same for the same version of the same block. */
  readonly seed: string;
  /** JavaScript, without types. */
  readonly code: string;
  /** The block's own texts, by language and then by key. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What came of a drawing: HTML and CSS that may be shown, or why there are none. */
export type Drawing = {
  readonly usage: Usage;
  readonly console: readonly ConsoleLine[];
  readonly removed: readonly Removed[];
} & (
  | { readonly html: string; readonly css: string; readonly stop: null }
  | { readonly html: ''; readonly css: ''; readonly stop: Omit<Stop, 'reason'> & { readonly reason: DrawingStop } }
);
/** Why there is none: what ended the block, or what its HTML cannot be cleaned for. */
export type DrawingStop = StopReason | 'too_much' | 'unstable';

/** Reasons that are ours and say nothing about the block. */
export const OURS: ReadonlySet<string> = new Set<DrawingStop>(['busy', 'engine_failed']);

/** Pictures of blocks lie in at most so many folders besides the store's media. */
const MOST_FOLDERS = 200;
const QUARTER_MS = 15 * 60_000;

/** The start of the quarter of an hour that a moment is in: what clocks in blocks show. */
export const quarterOf = (now: number): number => Math.floor(now / QUARTER_MS) * QUARTER_MS;

/** FNV-1a. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const kept = new Map<string, Formats>();
const MOST_FORMATS = 100;

/** Formats of a language and some currencies; making them costs as much as a small drawing. */
function formats(locale: string, currencies: readonly string[]): Formats {
  const key = [locale, ...currencies].join(' ');
  let found = kept.get(key);
  if (!found) {
    if (kept.size >= MOST_FORMATS) kept.clear();
    kept.set(key, (found = formatsOf(locale, currencies)));
  }
  return found;
}

/** A block's texts in a language: each in the closest of its languages that has it. One left empty is not there. */
export function textsIn(texts: Drawable['texts'], locale: string, storeLocale: string): Record<string, string> {
  const languages = [Object.keys(texts)[0], 'en', storeLocale.split('-')[0], storeLocale, locale.split('-')[0], locale];
  return Object.fromEntries(
    languages.flatMap((language) =>
      language !== undefined && Object.hasOwn(texts, language)
        ? Object.entries(texts[language]!).filter(([, text]) => text !== '')
        : [],
    ),
  );
}

/** All that a block is given but the answers to its needs. */
export function inputOf(
  { seed, texts }: Pick<Drawable, 'seed' | 'texts'>,
  { values, locale, currency, place }: BlockWay,
  { state, now }: { readonly state: Pick<StoreState, 'currency' | 'locale'>; readonly now: number },
): BlockInput {
  return {
    settings: values,
    locale,
    currency,
    now: quarterOf(now),
    seed: seedOf(seed),
    formats: formats(locale, [...new Set([currency, state.currency])]),
    texts: textsIn(texts, locale, state.locale),
    paths: place.paths,
    data: {},
  };
}

/** Where pictures of a block may lie: the store's media, and the folders of those it was given. */
export function picturePlaces(handle: string, { place }: BlockWay, given: Iterable<string>): string[] {
  const media = `/media/${handle}/`;
  return [media, ...(place.origin === '' ? [] : [`${place.origin}${media}`]), ...[...given].slice(0, MOST_FOLDERS)];
}

/** Runs a block with the data it needs, and cleans what it gives. @throws what reading its data does */
export async function drawBlock(
  engine: BlockEngine,
  block: Drawable,
  way: BlockWay,
  {
    state,
    now,
    data,
    needs,
  }: {
    readonly state: StoreState;
    readonly now: number;
    readonly data: Capabilities;
    readonly needs?: NeedMemory;
  },
): Promise<Drawing> {
  const input = inputOf(block, way, { state, now });
  const result = await renderWithData(engine, { source: block.code, input }, (need) => data.answer(need), needs);
  const { usage, console } = result;
  const stopped = (stop: Omit<Stop, 'reason'> & { reason: DrawingStop }): Drawing => ({
    ...{ usage, console, removed: [], html: '', css: '' },
    stop,
  });
  if (result.status !== 'done')
    return stopped(result.status === 'stopped' ? result.stop : { reason: 'too_many_needs', message: '' });
  const options: SanitiseOptions = {
    prefix: `block-${block.name}-`,
    scopeClass: 'block',
    pictures: picturePlaces(state.handle, way, data.pictures),
  };
  const cleaned = await engine.clean(result.html, options);
  if (!cleaned.ok) return stopped({ reason: cleaned.code, message: cleaned.message });
  const { html, css, removed } = cleaned;
  return { usage, console, removed, html, css, stop: null };
}
