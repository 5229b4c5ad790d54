import type { BlockEngine } from '../../../sandbox/run/port.ts';
import type { BlockAnswer, ShownBlock } from '../../contract/blocks.ts';
import type { RequestedLine } from '../../contract/quotes.ts';
import type { BlockOutput, BlockReads, LiveBlock } from '../../repositories/blocks.ts';
import type { StoreState } from '../../repositories/state.ts';
import { exchangeFor } from '../currencies.ts';
import { ApiError } from '../errors.ts';
import { storeSummary, type Versioned } from '../summary.ts';
import type { BlockMemory, DrawnBlock } from './block-memory.ts';
import { type Asking, type BlockSources, capabilities } from './capabilities.ts';
import { drawBlock, type Drawing, OURS, quarterOf } from './drawing.ts';
import { languageOf } from './languages.ts';
import { settingValues } from './settings-values.ts';
import { type BlockPlace, type BlockWay, OWN_PATHS, plainWay, productPattern, wayName } from './ways.ts';

/** What is asked for, and what the caller lends for it. */
export interface BlockWish {
  readonly locale?: string | undefined;
  readonly currency?: string | undefined;
  /** Where links to products lead, with `{handle}`. */
  readonly productUrl?: string | undefined;
  /** What goes before addresses of pictures that begin at the root; '' where the page is the store’s own. */
  readonly origin: string;
  /** Begins work once the answer is out. */
  readonly defer: (work: () => Promise<unknown>) => void;
  /** Counts a drawing that has to be made. Throws `rate_limited` where there were too many. */
  readonly spend?: (() => Promise<void>) | undefined;
}

export interface NamedBlock {
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

type Answer = Versioned<BlockAnswer>;

/** Characters of HTML and CSS that the blocks of one page have together; those after are left out of it. */
export const MOST_OF_PAGE = 2 ** 20;

/** Blocks as visitors get them. A block that cannot be drawn is what it was last, or empty: shoppers are told of no failure. */
export interface LiveBlocks {
  /** The version that answers carry. */
  version(): Promise<number>;
  /** Throws `block_not_found`, `currency_unknown`, and `rate_limited` where there is nothing to show instead. */
  answer(block: NamedBlock, wish: BlockWish): Promise<Answer>;
  /** The same for a shopper with these lines in the cart. */
  answerWithCart(
    block: NamedBlock,
    wish: BlockWish & { readonly lines: readonly RequestedLine[]; readonly customerId?: string | null | undefined },
  ): Promise<Answer>;
  /**
   * Several blocks of one page, in one look for all of them; null for names that no live block has, and from where they are more
   * than `MOST_OF_PAGE`. `provisional` is whether one of them
   * is not what it should be, so that nobody keeps the page.
   */
  drawn(
    blocks: readonly NamedBlock[],
    wish: BlockWish,
  ): Promise<{ readonly blocks: readonly (ShownBlock | null)[]; readonly provisional: boolean }>;
}

export interface LiveBlockDependencies {
  readonly storeId: string;
  readonly reads: BlockReads;
  readonly sources: BlockSources;
  /** What runs and cleans blocks; null where there is none, and the last outputs are all there is. */
  readonly engine: BlockEngine | null;
  readonly memory: BlockMemory;
  readonly now: () => number;
}

/** One block in one way, and the store as it was read with it. */
interface Task {
  readonly block: LiveBlock;
  readonly way: BlockWay;
  readonly state: StoreState;
  readonly asking: Asking;
  readonly key: string;
  readonly wish: BlockWish;
}

/** A drawing that visitors may see, or what stands in for one. */
interface Showing extends DrawnBlock {
  readonly version: number;
  readonly stale: boolean;
  readonly provisional: boolean;
}

/** What became of an attempt: something drawn, or nothing. */
type Attempt = { readonly drawn: DrawnBlock; readonly provisional: boolean } | { readonly drawn: null };

const notFound = () => new ApiError('block_not_found', 'No block that visitors see has this name.');

export function liveBlocks({ storeId, reads, sources, engine, memory, now }: LiveBlockDependencies): LiveBlocks {
  const attemptOf = (task: Task): Promise<Drawing & { readonly readsCart: boolean; readonly provisional: boolean }> =>
    drawing(task.block, task.way, task.state, task.asking);

  async function drawing(block: LiveBlock, way: BlockWay, state: StoreState, asking: Asking) {
    const data = capabilities(sources, asking);
    const { id, name, code, texts, version } = block;
    const needs = memory.needsOf(JSON.stringify([storeId, id, version, Object.values(way.values)]));
    const made =
      engine &&
      (await memory.within(storeId, () =>
        drawBlock(engine, { name, code, texts, seed: `${id} ${version}` }, way, { state, now: now(), data, needs }),
      ));
    const drawn: Drawing = made ?? BUSY;
    return { ...drawn, readsCart: data.readsCart, provisional: data.provisional };
  }

  /** Draws, and has written down what came of it. */
  async function attempt(task: Task, isKept: boolean): Promise<Attempt> {
    const { block, way, key, wish } = task;
    const { stop, html, css, readsCart, provisional } = await attemptOf(task);
    if (stop) {
      if (OURS.has(stop.reason)) return { drawn: null };
      memory.rest(key, now());
      wish.defer(() => noteFailure(task, stop));
      return { drawn: null };
    }
    const drawn = { html, css, readsCart };
    if (!isKept) return { drawn, provisional };
    if (!provisional) memory.drawn.set(key, drawn, html.length + css.length);
    wish.defer(async () => {
      const { locale } = way;
      const output = { way: await wayName(block.settings, way), locale, version: block.version, html, css };
      await reads.keepOutput(block.id, output, now());
    });
    return { drawn, provisional };
  }

  /**
   * Anybody may ask in a way of his own that a block fails in: with values, in a language, with a cart. Such a failure is told to the merchant, and
   * counts towards switching the block off only when it fails where nobody chose anything, too.
   */
  async function noteFailure(task: Task, { reason, message, line, column }: NonNullable<Drawing['stop']>) {
    const { block, way } = task;
    const { id, version } = block;
    // Fuel ends a block long before time does: what took too long says more about the machine.
    const isItsOwn = reason !== 'out_of_time';
    const counts = isItsOwn && (await failsPlainly(task));
    const noted = JSON.stringify(['noted', storeId, id, version, reason, line, column]);
    if (!counts && memory.rests(noted, now())) return;
    memory.rest(noted, now());
    const failure = { reason, message, line, column, settings: way.values, locale: way.locale };
    await reads.fail({ id, version }, failure, counts, now());
  }

  /** Whether a block that failed in one way fails where nobody chose anything. */
  async function failsPlainly({ block, way, state, asking: { origin }, key, wish }: Task): Promise<boolean> {
    const plain = plainWay(block.settings, way, state);
    const asking: Asking = { exchange: exchangeFor(state, undefined), origin };
    const task = { block, way: plain, state, asking, key: keyOf(block, plain, state), wish };
    if (task.key === key) return true;
    if (memory.drawn.get(task.key)) return false;
    if (memory.rests(task.key, now())) return true;
    const { stop } = await memory.once(`plain ${task.key}`, () => attemptOf(task));
    if (!stop || OURS.has(stop.reason)) return false;
    memory.rest(task.key, now());
    return true;
  }

  const keyOf = (block: LiveBlock, { values, locale, currency, place }: BlockWay, state: StoreState): string =>
    JSON.stringify([
      ...[storeId, block.id, block.version, state.catalogueVersion, state.priceVersion, quarterOf(now())],
      ...[locale, currency, place.origin, place.paths.product, Object.values(values)],
    ]);

  /** What it drew last, in this way or with its own defaults; empty where it never drew anything. */
  async function last({ block, way, state }: Task): Promise<Showing> {
    const { values } = settingValues(block.settings, {});
    const { locale, currency } = { locale: languageOf(undefined, state.locale), currency: state.currency };
    const ways = [way, { ...way, values }, { ...way, values, locale, currency }];
    const names = await Promise.all(ways.map((one) => wayName(block.settings, one)));
    const output: BlockOutput | undefined = await reads.lastOutput(block.id, [...new Set(names)]);
    const { html, css, version } = output ?? { html: '', css: '', version: block.version };
    return { html, css, version, readsCart: false, stale: true, provisional: true };
  }

  async function shown(task: Task): Promise<Showing> {
    const { block, key, wish } = task;
    const { version } = block;
    const found = memory.drawn.get(key);
    if (found) return { ...found, version, stale: false, provisional: false };
    if (!block.isOn || memory.rests(key, now())) return last(task);
    // Who waits for what another has begun costs nothing.
    if (wish.spend && !memory.isUnderWay(key)) {
      const refused = await wish.spend().then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      if (refused) return insteadOf(task, refused);
    }
    const made = await memory.once(key, () => attempt(task, true));
    return made.drawn ? { ...made.drawn, version, stale: false, provisional: made.provisional } : last(task);
  }

  /** What it drew last, for who asked too often. @throws the refusal, where there is nothing */
  async function insteadOf(task: Task, refused: Error): Promise<Showing> {
    const instead = await last(task);
    if (instead.html === '') throw refused;
    return instead;
  }

  async function shownWithCart(task: Task): Promise<Showing> {
    const { block, wish } = task;
    const { lines: _none, customerId: _nobody, ...asking } = task.asking;
    const without = await shown({ ...task, asking });
    if (without.stale || !without.readsCart || !task.asking.lines?.length) return without;
    const key = `${task.key} ${JSON.stringify(task.asking.lines)}`;
    if (memory.rests(key, now())) return { ...without, stale: true };
    await wish.spend?.();
    const made = await attempt({ ...task, key }, false);
    return made.drawn
      ? { ...made.drawn, version: block.version, stale: false, provisional: true }
      : { ...without, stale: true };
  }

  function taskOf(block: LiveBlock, settings: NamedBlock['settings'], state: StoreState, wish: BlockWish) {
    const { values, warnings } = settingValues(block.settings, settings ?? {});
    const exchange = exchangeFor(state, wish.currency === '' ? undefined : wish.currency);
    const product = productPattern(wish.productUrl);
    if (wish.productUrl !== undefined && product === null)
      warnings.push('productUrl is a path from the root or a whole address, with {handle} in it.');
    const place: BlockPlace = {
      origin: wish.origin,
      paths: { ...OWN_PATHS, product: product ?? OWN_PATHS.product },
    };
    const { currency } = exchange;
    const way: BlockWay = { values, locale: languageOf(wish.locale, state.locale), currency, place };
    const asking: Asking = { exchange, origin: wish.origin };
    return { task: { block, way, state, asking, key: keyOf(block, way, state), wish }, warnings };
  }

  const shownAs = (
    { name }: LiveBlock,
    { version, html, css, readsCart, stale }: Showing,
    warnings: string[],
  ): ShownBlock => ({ name, version, html, css, readsCart, stale, warnings });

  async function answer(
    { name, settings }: NamedBlock,
    wish: BlockWish,
    show: (task: Task) => Promise<Showing>,
  ): Promise<Answer> {
    const { state, version, blocks } = await reads.live([name]);
    const [block] = blocks;
    if (!block) throw notFound();
    const { task, warnings } = taskOf(block, settings, state, wish);
    const showing = await show(task);
    return {
      version,
      provisional: showing.provisional,
      body: { store: storeSummary(state), block: shownAs(block, showing, warnings) },
    };
  }

  return {
    version: () => reads.version(),

    answer: (block, wish) => answer(block, wish, shown),

    answerWithCart: (block, wish) =>
      answer(block, wish, (task) => {
        const { lines, customerId } = wish;
        return shownWithCart({ ...task, asking: { ...task.asking, lines, customerId } });
      }),

    async drawn(named, wish) {
      if (named.length === 0) return { blocks: [], provisional: false };
      const { state, blocks } = await reads.live(named.map(({ name }) => name));
      const byName = new Map(blocks.map((block) => [block.name, block]));
      const showings = await Promise.all(
        named.map(async ({ name, settings }) => {
          const block = byName.get(name);
          if (!block) return null;
          const { task, warnings } = taskOf(block, settings, state, wish);
          // A page is more than its blocks: one that may not be drawn now is left out of it.
          const showing = await shown(task).catch((error: unknown) => {
            if (error instanceof ApiError && error.code === 'rate_limited') return null;
            throw error;
          });
          if (!showing) return { block: null, provisional: true };
          return { block: shownAs(block, showing, warnings), provisional: showing.provisional };
        }),
      );
      let room = MOST_OF_PAGE;
      const fits = ({ html, css }: ShownBlock): boolean => (room -= html.length + css.length) >= 0;
      return {
        blocks: showings.map((one) => (one?.block && fits(one.block) ? one.block : null)),
        provisional: showings.some((one) => one?.provisional === true),
      };
    },
  };
}

const BUSY: Drawing = {
  usage: { fuel: 0, memoryBytes: 0 },
  console: [],
  removed: [],
  html: '',
  css: '',
  stop: { reason: 'busy', message: 'Too many blocks are being drawn.' },
};
