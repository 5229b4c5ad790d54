import type { SettingValues } from '../../edge-api/contract/block-settings.ts';
import type { AdminBlock } from '../../edge-api/contract/blocks-admin.ts';
import type { ApiError } from '../client/api-client.ts';
import type { BlocksClient } from '../client/blocks-client.ts';
import { Signal } from '../internal/observable.ts';
import { differences, draftOf, type Draft } from './draft.ts';
import type { KeptDrafts } from './kept-drafts.ts';
import { readSettings, type Setting } from './settings/schema.ts';

/** How long after the last key unsaved text is kept in the browser, in milliseconds. */
const KEEP_MS = 300;

/** One open block: what the store has, what the merchant has written since, and how the two come together. */
export interface SessionState {
  /** As the store had it last. */
  readonly block: AdminBlock;
  readonly draft: Draft;
  /** What differs from the store. */
  readonly changed: readonly (keyof Draft)[];
  readonly busy: 'saving' | 'publishing' | 'rolling-back' | 'switching' | null;
  readonly failure: ApiError | null;
  /** Somebody else has saved in between: the block as they left it. */
  readonly conflict: AdminBlock | null;
  /** Unsaved text of an earlier visit is what is shown. */
  readonly restored: boolean;
  /** Text that was set aside and can come back. */
  readonly aside: Draft | null;
  /** The form that was last without a mistake; it is what the preview is drawn with. */
  readonly settings: readonly Setting[];
  /** What the merchant filled in to try the block. */
  readonly values: SettingValues;
}

const isConflict = ({ code, status }: ApiError): boolean => status === 412 || code === 'block_changed';

export class BlockSession extends Signal<SessionState> {
  private readonly client: BlocksClient;
  private readonly kept: KeptDrafts;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(block: AdminBlock, client: BlocksClient, kept: KeptDrafts) {
    const here = kept.read(block.name);
    const saved = draftOf(block);
    const draft = here?.draft ?? saved;
    const changed = differences(saved, draft);
    // Written on what somebody has changed since: nobody but the merchant can say which of the two is right.
    const isTorn = changed.length > 0 && here?.version !== block.version;
    super({
      block,
      draft,
      changed,
      busy: null,
      failure: null,
      conflict: isTorn ? block : null,
      restored: changed.length > 0 && !isTorn,
      aside: null,
      settings: readSettings(draft.settings).settings ?? (block.settings as readonly Setting[]),
      values: {},
    });
    this.client = client;
    this.kept = kept;
    if (changed.length === 0) kept.drop(block.name);
  }

  private set(change: Partial<SessionState>): void {
    this.value = { ...this.value, ...change };
  }

  /** Takes what was typed, and keeps it in the browser until it is saved. */
  edit(change: Partial<Draft>): void {
    const { block } = this.value;
    const draft = { ...this.value.draft, ...change };
    const settings = change.settings === undefined ? undefined : readSettings(change.settings).settings;
    this.set({
      draft,
      changed: differences(draftOf(block), draft),
      restored: false,
      ...(settings ? { settings } : {}),
    });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), KEEP_MS);
  }

  /** Keeps unsaved text now, as when the page goes away. */
  keep(): void {
    clearTimeout(this.timer);
    const { block, draft, changed } = this.value;
    if (changed.length) this.kept.write(block.name, { draft, version: block.version });
    else this.kept.drop(block.name);
  }

  fill(values: SettingValues): void {
    this.set({ values: { ...this.value.values, ...values } });
  }

  resetValues(): void {
    this.set({ values: {} });
  }

  /** Whether the draft is now what the store has. A form with a mistake is not sent. */
  async save(): Promise<boolean> {
    const { block, draft, changed, busy, conflict } = this.value;
    if (busy || conflict) return false;
    if (changed.length === 0) return true;
    const { settings } = readSettings(draft.settings);
    if (!settings) return false;
    return this.doing('saving', () => this.send(block.name, draft, block.version));
  }

  private async send(name: string, draft: Draft, version: number | undefined): Promise<AdminBlock> {
    const settings = readSettings(draft.settings).settings ?? [];
    const change = { title: draft.title, source: draft.source, settings: [...settings], texts: draft.texts };
    return (await this.client.change(name, change as Parameters<BlocksClient['change']>[1], version)).block;
  }

  /** Saves what is not saved, and puts it in front of visitors. */
  async publish(note: string): Promise<boolean> {
    if (!(await this.save())) return false;
    const { name, version } = this.value.block;
    return this.doing('publishing', async () => (await this.client.publish(name, note, version)).block);
  }

  /** Publishes an earlier version again; a draft that is not live, saved or not, is set aside. */
  async rollBack(to: number, note: string): Promise<boolean> {
    const { block, draft, changed } = this.value;
    if (changed.length || block.changed) this.set({ aside: draft });
    const work = async () => (await this.client.rollBack(block.name, to, note, block.version)).block;
    return this.doing('rolling-back', work, true);
  }

  switch(on: boolean): Promise<boolean> {
    const { name, version } = this.value.block;
    return this.doing('switching', async () => (await this.client.change(name, { on }, version)).block);
  }

  /** Looks what has become of the live version, without touching what is written. */
  async refresh(): Promise<void> {
    const { name, version } = this.value.block;
    const { block } = await this.client.get(name);
    // A draft that somebody else has changed is told when this one is saved.
    if (block.version === version && this.value.busy === null && this.value.block.name === block.name)
      this.set({ block, changed: differences(draftOf(block), this.value.draft) });
  }

  /** Ends a conflict by what is written here. */
  async keepMine(): Promise<boolean> {
    const { conflict, draft, block } = this.value;
    if (!conflict) return false;
    this.set({ conflict: null });
    return this.doing('saving', () => this.send(block.name, draft, conflict.version));
  }

  /** Ends a conflict by what is in the store; what was written here can come back. */
  takeTheirs(): void {
    const { conflict, draft } = this.value;
    if (!conflict) return;
    this.put(conflict, { conflict: null, aside: draft });
  }

  /** Leaves a conflict open until the next saving. */
  decideLater(): void {
    this.set({ conflict: null });
  }

  bringBack(): void {
    const { aside } = this.value;
    if (!aside) return;
    this.set({ aside: null });
    this.edit(aside);
  }

  /** Goes back to what the store has; what was written here can come back. */
  discard(): void {
    this.put(this.value.block, { aside: this.value.draft });
  }

  dismiss(): void {
    this.set({ failure: null, restored: false, aside: null });
  }

  /** Shows the block as the store has it. */
  private put(block: AdminBlock, more: Partial<SessionState> = {}): void {
    this.set({
      block,
      draft: draftOf(block),
      changed: [],
      restored: false,
      settings: block.settings as readonly Setting[],
      ...more,
    });
    this.kept.drop(block.name);
  }

  private async doing(
    busy: NonNullable<SessionState['busy']>,
    work: () => Promise<AdminBlock>,
    replaces = false,
  ): Promise<boolean> {
    const { draft } = this.value;
    this.set({ busy, failure: null });
    try {
      const block = await work();
      if (replaces) this.put(block, { busy: null });
      else {
        // What was typed while it was under way stays, and is not saved yet.
        const now = this.value.draft;
        this.set({ block, busy: null, draft: now, changed: differences(draftOf(block), now), restored: false });
        if (now === draft || this.value.changed.length === 0) this.keep();
      }
      return true;
    } catch (error) {
      await this.failed(error as ApiError);
      return false;
    }
  }

  private async failed(failure: ApiError): Promise<void> {
    this.keep();
    if (!isConflict(failure)) return this.set({ busy: null, failure });
    const found = await this.client.get(this.value.block.name).catch(() => undefined);
    this.set({ busy: null, ...(found ? { conflict: found.block } : { failure }) });
  }
}
