import type { BlockComparison, BlockSummary, BlockVersionList } from '../../edge-api/contract/blocks-admin.ts';
import type { ApiError } from '../client/api-client.ts';
import type { BlocksClient, Choice, Side } from '../client/blocks-client.ts';
import type { Example } from './examples.ts';
import type { Looks } from './preview/looks.ts';
import type { PreviewState } from './preview/preview-run.ts';
import type { Thumb } from './preview/thumbs.ts';
import type { BlockSession, SessionState } from './session.ts';
import type { Say } from './texts/say.ts';

export type Dialog = 'new' | 'publish' | 'versions' | 'conflict' | 'replace' | 'examples' | 'remove';
export type Width = '360' | '768' | '1280' | 'all';

/** What of the editor is open; none of it is the merchant’s work. */
export interface Ui {
  /** What a narrow screen shows of an open block. */
  readonly pane: 'code' | 'preview' | 'settings';
  readonly sheet: 'code' | 'form' | 'texts';
  readonly shelf: 'problems' | 'console' | 'cleaned' | 'failures';
  readonly width: Width;
  /** Language the preview is drawn in; '' for the shop’s. */
  readonly language: string;
  readonly dark: boolean;
  readonly dialog: Dialog | null;
  /** The example that a dialog is about. */
  readonly example: Example | null;
  /** A sentence for everybody, about what has just been done. */
  readonly news: string;
  /** Shown with the news: how the block is put into a page. */
  readonly embed: boolean;
  /** What does not fit in the dialog that is open. */
  readonly complaint: string;
}

export interface VersionsState {
  readonly list: BlockVersionList['versions'] | null;
  readonly chosen: number | null;
  readonly against: Side;
  readonly comparison: BlockComparison | null;
  readonly failure: ApiError | null;
  readonly sure: boolean;
}

/** What the views of the editor show and ask for; the element is one. */
export interface EditorHost {
  readonly say: Say;
  readonly locale: string;
  readonly client: BlocksClient | undefined;
  readonly ui: Ui;
  readonly blocks: readonly BlockSummary[] | undefined;
  readonly listFailure: ApiError | undefined;
  readonly examples: readonly Example[];
  /** How examples look in this shop, by id. */
  readonly thumbs: ReadonlyMap<string, Thumb>;
  readonly session: BlockSession | undefined;
  readonly opened: SessionState | undefined;
  readonly preview: PreviewState;
  readonly drawnHere: boolean;
  readonly versions: VersionsState;
  /** Origin and path of the API; the page's own origin where it is empty. */
  readonly api: string;
  readonly storeHandle: string;
  readonly looks: Looks;
  readonly products: readonly Choice[];
  readonly collections: readonly Choice[];
  /** CSS pixels there are for previews. */
  readonly room: number;
  readonly busy: boolean;
  show(change: Partial<Ui>): void;
  loadList(): Promise<void>;
  openBlock(name: string): Promise<void>;
  closeBlock(): void;
  create(wish: { name: string; title: string; example: Example }): Promise<void>;
  removeBlock(): Promise<void>;
  useExample(example: Example): void;
  save(): Promise<void>;
  publish(note: string): Promise<void>;
  switch(on: boolean): Promise<void>;
  openVersions(): Promise<void>;
  compare(version: number, against: Side): Promise<void>;
  rollBack(version: number): Promise<void>;
  askToRollBack(sure: boolean): void;
  keepMine(): Promise<void>;
  goTo(line: number, column?: number): void;
  addField(json: string): void;
  drawNow(): void;
  findProducts(search: string): void;
  copy(text: string): void;
}
