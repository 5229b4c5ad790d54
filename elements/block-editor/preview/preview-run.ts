import type { BlockPreview, BlockProblem, PreviewBlock } from '../../../edge-api/contract/blocks-admin.ts';
import type { ApiError } from '../../client/api-client.ts';
import { Signal } from '../../internal/observable.ts';
import { checkSource } from '../check.ts';
import type { Drawer } from './draw.ts';

/** How long after the last key a block is drawn, in milliseconds. */
const SETTLE_MS = 350;

export interface PreviewState {
  /** What the check finds in what is written now. */
  readonly problems: readonly BlockProblem[];
  /** What came of the last run. */
  readonly result: BlockPreview | null;
  /** The last HTML there was: shown while what is written now cannot be drawn. */
  readonly shown: { readonly html: string; readonly css: string } | null;
  readonly busy: boolean;
  readonly failure: ApiError | null;
  /** How long the last run took, in milliseconds. */
  readonly tookMs: number | null;
}

export const NOTHING_DRAWN: PreviewState = {
  problems: [],
  result: null,
  shown: null,
  busy: false,
  failure: null,
  tookMs: null,
};

/** Keeps a preview up to date with what is written: the latest wish wins, and one is drawn at a time. */
export class PreviewRun extends Signal<PreviewState> {
  private readonly drawer: Drawer;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = '';
  private aborting: AbortController | undefined;

  constructor(drawer: Drawer) {
    super(NOTHING_DRAWN);
    this.drawer = drawer;
  }

  get isHere(): boolean {
    return this.drawer.isHere;
  }

  private set(change: Partial<PreviewState>): void {
    this.value = { ...this.value, ...change };
  }

  /** Draws soon, once nothing is typed for a moment; at once where `now` says so. */
  ask(wish: PreviewBlock, now = false): void {
    const asked = JSON.stringify(wish);
    if (asked === this.last && !now) return;
    this.last = asked;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(wish), now ? 0 : SETTLE_MS);
  }

  /** Forgets what it drew: another block is opened. */
  clear(): void {
    clearTimeout(this.timer);
    this.aborting?.abort();
    this.last = '';
    this.value = NOTHING_DRAWN;
  }

  close(): void {
    clearTimeout(this.timer);
    this.aborting?.abort();
    this.drawer.close();
  }

  private async run(wish: PreviewBlock): Promise<void> {
    this.aborting?.abort();
    const aborting = (this.aborting = new AbortController());
    this.set({ busy: true });
    const { problems, code } = await checkSource(wish.source);
    if (aborting.signal.aborted) return;
    // What cannot be published is not run either: the problems say why.
    if (problems.length) return this.set({ problems, result: null, busy: false, failure: null, tookMs: null });
    this.set({ problems });
    const began = performance.now();
    try {
      const result = await this.drawer.draw({ ...wish, code }, aborting.signal);
      if (aborting.signal.aborted) return;
      const isDrawn = result.stop === null && result.problems.length === 0;
      this.set({
        problems: result.problems,
        result,
        busy: false,
        failure: null,
        tookMs: performance.now() - began,
        ...(isDrawn ? { shown: { html: result.html, css: result.css } } : {}),
      });
    } catch (error) {
      if (!aborting.signal.aborted) this.set({ busy: false, failure: error as ApiError });
    }
  }
}
