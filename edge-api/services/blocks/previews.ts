import type { Problem } from '../../../sandbox/check/check.ts';
import type { BlockEngine, Need } from '../../../sandbox/run/port.ts';
import { NOTHING } from '../../../sandbox/run/with-data.ts';
import type { BlockInputAnswer, BlockInputWish, BlockPreview, PreviewBlock } from '../../contract/blocks-admin.ts';
import type { StateRepository, StoreState } from '../../repositories/state.ts';
import { exchangeFor } from '../currencies.ts';
import { ApiError } from '../errors.ts';
import type { BlockMemory } from './block-memory.ts';
import { type BlockSources, capabilities } from './capabilities.ts';
import { drawBlock, type Drawing, inputOf, picturePlaces } from './drawing.ts';
import { languageOf } from './languages.ts';
import { checked } from './publishable.ts';
import { settingValues } from './settings-values.ts';
import { type BlockWay, OWN_PATHS } from './ways.ts';

/** Drafts as their authors look at them: with the store's own data, and kept nowhere. */
export interface BlockPreviews {
  /** Draws a source. What is wrong with it is told in the answer; nothing of it is an error. */
  preview(wish: PreviewBlock, origin: string): Promise<BlockPreview>;
  /** What a block of these settings is given, with the answers to needs that a run of it had. Throws `currency_unknown`. */
  input(wish: BlockInputWish, origin: string): Promise<BlockInputAnswer>;
}

export interface BlockPreviewDependencies {
  readonly storeId: string;
  readonly state: Pick<StateRepository, 'get'>;
  readonly sources: BlockSources;
  readonly engine: BlockEngine | null;
  readonly memory: BlockMemory;
  readonly now: () => number;
}

/** Previews draw the same whatever their block is called. */
const PREVIEWED = { name: 'preview', seed: 'preview' };
const NOTHING_USED = { fuel: 0, memoryBytes: 0 };

type Wish = Pick<PreviewBlock, 'settings' | 'values' | 'locale' | 'currency'>;

export function blockPreviews({
  storeId,
  state,
  sources,
  engine,
  memory,
  now,
}: BlockPreviewDependencies): BlockPreviews {
  function about({ settings, values: given, locale, currency }: Wish, state: StoreState, origin: string) {
    const { values, warnings } = settingValues(settings, given);
    const exchange = exchangeFor(state, currency || undefined);
    const way: BlockWay = {
      values,
      locale: languageOf(locale, state.locale),
      currency: exchange.currency,
      place: { origin, paths: OWN_PATHS },
    };
    return { way, warnings, data: capabilities(sources, { exchange, origin }) };
  }

  return {
    async preview(wish, origin) {
      const [found, read] = await Promise.all([checked(wish.source, storeId), state.get()]);
      const { way, warnings, data } = about(wish, read, origin);
      if (!found.ok) return { ...EMPTY, problems: found.problems.map(problemOf), warnings };
      const block = { ...PREVIEWED, code: found.code, texts: wish.texts };
      if (!engine) return { ...EMPTY, stop: NO_ENGINE, problems: [], warnings };
      const made = await memory.within(storeId, () => drawBlock(engine, block, way, { state: read, now: now(), data }));
      if (!made) throw new ApiError('rate_limited', 'Too many blocks are being drawn.', { retryAfterS: 1 });
      return { ...shown(made), problems: [], warnings };
    },

    async input({ texts, needs, ...wish }, origin) {
      const read = await state.get();
      const { way, warnings, data } = about(wish, read, origin);
      const answers = await Promise.all(
        needs.map(async (need) => [need.key, (await data.answer(need as Need)) ?? NOTHING[need.kind]] as const),
      );
      const input = inputOf({ seed: PREVIEWED.seed, texts }, way, { state: read, now: now() });
      return {
        input: { ...input, data: Object.fromEntries(answers) },
        pictures: picturePlaces(read.handle, way, data.pictures),
        warnings,
      };
    },
  };
}

const EMPTY = { html: '', css: '', stop: null, removed: [], console: [], usage: NOTHING_USED };

const NO_ENGINE = {
  ...{ reason: 'engine_failed', message: 'Nothing here runs blocks: the binding BLOCKS is missing.' },
  ...{ line: null, column: null },
};

const problemOf = ({ code, line, column, from, to, message, why }: Problem) => ({
  ...{ code, line, column, from, to },
  ...{ message, why },
});

function shown({ html, css, stop, removed, console, usage }: Drawing): Omit<BlockPreview, 'problems' | 'warnings'> {
  return {
    html,
    css,
    stop: stop && {
      reason: stop.reason,
      message: stop.message,
      line: stop.line ?? null,
      column: stop.column ?? null,
    },
    removed: removed.map(({ code, message }) => ({ code, message })),
    console: console.map(({ level, text }) => ({ level, text })),
    usage: { fuel: usage.fuel, memoryBytes: usage.memoryBytes },
  };
}
