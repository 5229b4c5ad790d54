import type { BlockSettings, SettingValues } from '../contract/block-settings.ts';
import type { StoreState } from './state.ts';

/** What draws a block for visitors. Times are epoch milliseconds. */
export interface LiveBlock {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** JavaScript, without types. */
  readonly code: string;
  readonly settings: BlockSettings;
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether it may be run; what it drew last is shown where not. */
  readonly isOn: boolean;
}

/** What a block drew, cleaned. */
export interface BlockOutput {
  readonly way: string;
  readonly locale: string;
  readonly version: number;
  readonly html: string;
  readonly css: string;
}

export interface NewFailure {
  readonly reason: string;
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly settings: SettingValues;
  readonly locale: string;
}

/** Live blocks, what they drew last, and where they fail. */
export interface BlockReads {
  /** The store’s state, its versions and live blocks by name, in one round trip. */
  live(
    names: readonly string[],
  ): Promise<{ readonly state: StoreState; readonly version: number; readonly blocks: LiveBlock[] }>;
  /** What it drew last in this way; else in the same language, else in any. */
  lastOutput(blockId: string, way: string, locale: string): Promise<BlockOutput | undefined>;
  /** Keeps what was drawn, at most some ways of each block, and forgets that it failed. */
  keepOutput(blockId: string, output: BlockOutput, at: number): Promise<void>;
  /** Writes down that the live version failed. Switches it off when that were too many, one after the other; answers whether it just did. */
  fail(block: Pick<LiveBlock, 'id' | 'version'>, failure: NewFailure, at: number): Promise<boolean>;
}
