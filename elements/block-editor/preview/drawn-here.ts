import type { BlockInputAnswer, BlockPreview } from '../../../edge-api/contract/blocks-admin.ts';
import type { PreviewRenderer } from '../../../sandbox/preview/preview.ts';
import type { BlockInput, Need, RenderResult } from '../../../sandbox/run/port.ts';
import type { BlocksClient } from '../../client/blocks-client.ts';
import { drawnThere, type Drawer, type DrawWish } from './draw.ts';

/** Runs over one block: needs that depend on answers to needs take one more each. */
const MOST_PASSES = 4;
const MOST_NEEDS = 12;
/** As the shop's own previews are cleaned: what a block is called makes no difference to how it looks. */
const PLACE = { prefix: 'block-preview-', scopeClass: 'block' } as const;

type Stop = NonNullable<BlockPreview['stop']>;
const stopped = (reason: string, message: string, line?: number, column?: number): Stop => ({
  reason,
  message,
  line: line ?? null,
  column: column ?? null,
});

/** Runs a block until it needs nothing more; what it asks for is the shop's own data. */
async function run(
  renderer: PreviewRenderer,
  client: BlocksClient,
  { code, source: _source, ...wish }: DrawWish,
  signal: AbortSignal,
): Promise<{ result: RenderResult; given: BlockInputAnswer }> {
  let needs: readonly Need[] = [];
  let data: Record<string, unknown> = {};
  let asked = 0;
  for (let pass = 1; ; pass++) {
    const given = await client.input(
      { ...wish, needs: needs.map((need) => ({ ...need, query: { ...need.query } })) },
      signal,
    );
    data = { ...data, ...(given.input['data'] as Record<string, unknown> | undefined) };
    // The shop says what a block is given; the engine takes it as text.
    const input = { ...given.input, data } as unknown as BlockInput;
    const result = await renderer.render({ source: code, input });
    if (result.status !== 'needs') return { result, given };
    needs = result.needs;
    asked += needs.length;
    if (pass < MOST_PASSES && asked <= MOST_NEEDS) continue;
    const message = `A block may ask for data ${MOST_NEEDS} times, in ${MOST_PASSES - 1} steps.`;
    return { result: { ...result, status: 'stopped', stop: { reason: 'too_many_needs', message } }, given };
  }
}

async function draw(
  renderer: PreviewRenderer,
  client: BlocksClient,
  wish: DrawWish,
  signal: AbortSignal,
): Promise<BlockPreview> {
  const { result, given } = await run(renderer, client, wish, signal);
  const { usage, console } = result;
  const about = { problems: [], usage, console: [...console], warnings: given.warnings };
  if (result.status !== 'done') {
    const { stop } = result as Extract<RenderResult, { status: 'stopped' }>;
    return {
      ...about,
      html: '',
      css: '',
      removed: [],
      stop: stopped(stop.reason, stop.message, stop.line, stop.column),
    };
  }
  const cleaned = await renderer.clean(result.html, { ...PLACE, pictures: given.pictures });
  return cleaned.ok
    ? { ...about, html: cleaned.html, css: cleaned.css, removed: [...cleaned.removed], stop: null }
    : { ...about, html: '', css: '', removed: [], stop: stopped(cleaned.code, cleaned.message) };
}

/**
 * Draws previews in this browser, by the engine that shops draw with, and has the shop do it where the engine cannot be had.
 * `base` is the address of the engine's files, `container` what their frame is put into.
 */
export function drawnHere(client: BlocksClient, base: string, container: Node): Drawer {
  const there = drawnThere(client);
  let renderer: Promise<PreviewRenderer> | undefined;
  let isBroken = false;
  const open = () =>
    (renderer ??= import('../../../sandbox/preview/preview.ts').then(({ previewRenderer }) =>
      previewRenderer({ base, container }),
    ));
  return {
    get isHere() {
      return !isBroken;
    },
    async draw(wish, signal) {
      if (isBroken) return there.draw(wish, signal);
      const drawn = await draw(await open(), client, wish, signal);
      if (drawn.stop?.reason !== 'engine_failed') return drawn;
      isBroken = true;
      return there.draw(wish, signal);
    },
    close: () => void renderer?.then((each) => each.close()),
  };
}
