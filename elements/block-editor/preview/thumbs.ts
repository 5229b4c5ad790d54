import type { PreviewBlock } from '../../../edge-api/contract/blocks-admin.ts';
import { Signal } from '../../internal/observable.ts';
import { checkSource } from '../check.ts';
import type { Example } from '../examples.ts';
import type { Drawer } from './draw.ts';

export interface Thumb {
  readonly html: string;
  readonly css: string;
}

/** Examples as they look in this shop, drawn one after the other. What cannot be drawn has no picture. */
export class Thumbs extends Signal<ReadonlyMap<string, Thumb>> {
  private readonly drawer: Drawer;
  private readonly aborting = new AbortController();
  private at = 0;
  private busy = false;
  private wanted = false;

  constructor(drawer: Drawer) {
    super(new Map());
    this.drawer = drawer;
  }

  /** Goes on drawing, until it is told to stop. */
  async draw(examples: readonly Example[]): Promise<void> {
    this.wanted = true;
    if (this.busy) return;
    this.busy = true;
    for (; this.wanted && this.at < examples.length; this.at++)
      await this.drawOne(examples[this.at]!).catch(() => undefined);
    this.busy = false;
  }

  /** Lets what somebody works on go first. */
  pause(): void {
    this.wanted = false;
  }

  private async drawOne({ id, source, settings, texts }: Example): Promise<void> {
    const { code, problems } = await checkSource(source);
    if (problems.length) return;
    const wish = { source, settings: [...settings], texts: texts as PreviewBlock['texts'], values: {} };
    const { html, css } = await this.drawer.draw({ ...wish, code }, this.aborting.signal);
    if (html.trim()) this.value = new Map([...this.value, [id, { html, css }]]);
  }

  stop(): void {
    this.wanted = false;
    this.aborting.abort();
  }
}
