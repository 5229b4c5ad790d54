import { property, state } from 'lit/decorators.js';
import type { BlockSummary } from '../../edge-api/contract/blocks-admin.ts';
import type { ApiError } from '../client/api-client.ts';
import type { BlocksClient, Choice, Side } from '../client/blocks-client.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { settingsText } from './draft.ts';
import { type Example, loadExamples } from './examples.ts';
import type { Ui, VersionsState } from './host.ts';
import type { KeptDrafts } from './kept-drafts.ts';
import { type Looks, looksOf } from './preview/looks.ts';
import { NOTHING_DRAWN, type PreviewRun } from './preview/preview-run.ts';
import type { Thumb, Thumbs } from './preview/thumbs.ts';
import { BlockSession, type SessionState } from './session.ts';
import { readSettings } from './settings/schema.ts';
import { editorTexts } from './texts/say.ts';

export const FIRST: Ui = {
  pane: 'code',
  sheet: 'code',
  shelf: 'problems',
  width: '768',
  language: '',
  dark: false,
  dialog: null,
  example: null,
  news: '',
  embed: false,
  complaint: '',
};
const NO_VERSIONS: VersionsState = {
  list: null,
  chosen: null,
  against: 'draft',
  comparison: null,
  failure: null,
  sure: false,
};
const NO_THUMBS: ReadonlyMap<string, Thumb> = new Map();
/** How long news stays, in milliseconds. */
const NEWS_MS = 6000;

/** What the editor knows and does, without how it looks: the shop's blocks, the open one, its versions. */
export abstract class EditorBase extends VitrineElement {
  /** Handle of the shop. */
  @property({ attribute: 'store' }) storeHandle = '';
  /** Origin and path of the API; the page's own origin where it is not said. */
  @property() api = '';
  /** A secret key that may `blocks:read` and `blocks:write`. A property alone: attributes are read by more than us. */
  @property({ attribute: false }) key = '';

  @state() ui: Ui = { ...FIRST, width: matchMedia('(max-width: 780px)').matches ? '360' : FIRST.width };
  @state() blocks: readonly BlockSummary[] | undefined;
  @state() listFailure: ApiError | undefined;
  @state() examples: readonly Example[] = [];
  @state() session: BlockSession | undefined;
  @state() versions: VersionsState = NO_VERSIONS;
  @state() looks: Looks = { sheet: '', locale: 'en' };
  @state() products: readonly Choice[] = [];
  @state() collections: readonly Choice[] = [];
  @state() room = 560;
  @state() busy = false;

  readonly say = editorTexts(this);
  client: BlocksClient | undefined;
  protected kept: KeptDrafts | undefined;
  protected run: PreviewRun | undefined;
  protected drawn: Thumbs | undefined;
  private newsTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly sessionWatch = new Watch(this, () => this.session);
  private readonly runWatch = new Watch(this, () => this.run);
  private readonly thumbWatch = new Watch(this, () => this.drawn);

  get opened(): SessionState | undefined {
    return this.sessionWatch.value;
  }
  get preview() {
    return this.runWatch.value ?? NOTHING_DRAWN;
  }
  get thumbs(): ReadonlyMap<string, Thumb> {
    return this.thumbWatch.value ?? NO_THUMBS;
  }
  get drawnHere(): boolean {
    return this.run?.isHere ?? false;
  }

  protected readonly keep = (): void => this.session?.keep();

  /** What the shop looks like and holds; the editor works without it. */
  protected async fetchSurroundings(): Promise<void> {
    const { client } = this;
    const quietly = <T>(work: Promise<T>, put: (value: T) => void) => work.then(put, () => undefined);
    await Promise.all([
      quietly(loadExamples(), (examples) => (this.examples = examples)),
      quietly(looksOf(client!), (looks) => (this.looks = looks)),
      quietly(client!.collections(), (collections) => (this.collections = collections)),
    ]);
  }

  show(change: Partial<Ui>): void {
    this.ui = { ...this.ui, ...change };
  }

  protected tell(news: string): void {
    this.show({ news });
    clearTimeout(this.newsTimer);
    this.newsTimer = setTimeout(() => !this.ui.embed && this.show({ news: '' }), NEWS_MS);
  }

  async loadList(): Promise<void> {
    const { client } = this;
    this.listFailure = undefined;
    try {
      const { blocks } = await client!.list();
      if (client === this.client) this.blocks = blocks;
    } catch (error) {
      if (client !== this.client) return;
      this.listFailure = error as ApiError;
      this.report(error);
    }
  }

  async openBlock(name: string): Promise<void> {
    try {
      const { block } = await this.client!.get(name);
      this.session = new BlockSession(block, this.client!, this.kept!);
      this.show({
        ...FIRST,
        width: this.ui.width,
        dark: this.ui.dark,
        news: '',
        dialog: this.session.value.conflict ? 'conflict' : null,
      });
      this.focusHeading();
    } catch (error) {
      this.tell((error as ApiError).message);
    }
  }

  /** Where a screen reader begins to read what has just come. */
  private focusHeading(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
  }

  closeBlock(): void {
    this.keep();
    this.session = undefined;
    this.run?.clear();
    this.show({ dialog: null, embed: false, news: '' });
    void this.loadList();
    this.focusHeading();
  }

  async create({ name, title, example }: { name: string; title: string; example: Example }): Promise<void> {
    const { source, settings, texts } = example;
    this.busy = true;
    try {
      const { block } = await this.client!.create({ name, title, source, settings: [...settings], texts });
      this.session = new BlockSession(block, this.client!, this.kept!);
      this.run?.clear();
      this.show({ ...FIRST, width: this.ui.width, dark: this.ui.dark });
      this.focusHeading();
    } catch (error) {
      this.show({ complaint: (error as ApiError).message });
    } finally {
      this.busy = false;
    }
  }

  async removeBlock(): Promise<void> {
    const { block } = this.opened!;
    try {
      await this.client!.remove(block.name, block.version);
      this.kept!.drop(block.name);
      this.session = undefined;
      this.closeBlock();
    } catch (error) {
      this.show({ dialog: null });
      this.tell((error as ApiError).message);
    }
  }

  useExample(example: Example): void {
    const { source, settings, texts } = example;
    this.session!.resetValues();
    this.session!.edit({ source, settings: settingsText(settings), texts });
    this.show({ dialog: null, sheet: 'code' });
    this.tell(this.say('replaced', { title: example.title }));
  }

  async save(): Promise<void> {
    if (await this.session!.save()) this.tell(this.say('saved'));
    this.askConflict();
  }

  /** Whoever saves over somebody else's text is asked first. */
  private askConflict(): void {
    if (this.session?.value.conflict) this.show({ dialog: 'conflict' });
  }

  async keepMine(): Promise<void> {
    this.show({ dialog: null });
    if (await this.session!.keepMine()) this.tell(this.say('saved'));
    this.askConflict();
  }

  async publish(note: string): Promise<void> {
    this.show({ complaint: '' });
    if (await this.session!.publish(note)) {
      this.show({ dialog: null, embed: true });
      this.tell(this.say('published', { version: this.opened!.block.liveVersion ?? 1 }));
      return;
    }
    const { failure } = this.opened!;
    this.askConflict();
    if (failure) this.show({ complaint: this.say('publishFailed', { message: failure.message }) });
    else if (!readSettings(this.opened!.draft.settings).settings) this.show({ complaint: this.say('formBroken') });
  }

  async switch(on: boolean): Promise<void> {
    await this.session!.switch(on);
    this.askConflict();
  }

  async openVersions(): Promise<void> {
    this.versions = NO_VERSIONS;
    this.show({ dialog: 'versions', complaint: '' });
    try {
      const { versions: list } = await this.client!.versions(this.opened!.block.name);
      this.versions = { ...this.versions, list };
      const [first] = list;
      if (first) await this.compare(first.version, 'draft');
    } catch (error) {
      this.versions = { ...this.versions, failure: error as ApiError };
    }
  }

  async compare(version: number, against: Side): Promise<void> {
    this.versions = { ...this.versions, chosen: version, against, comparison: null, sure: false };
    try {
      const comparison = await this.client!.compare(this.opened!.block.name, version, against);
      if (this.versions.chosen === version && this.versions.against === against)
        this.versions = { ...this.versions, comparison };
    } catch (error) {
      this.versions = { ...this.versions, failure: error as ApiError };
    }
  }

  askToRollBack(sure: boolean): void {
    this.versions = { ...this.versions, sure };
  }

  async rollBack(version: number): Promise<void> {
    if (await this.session!.rollBack(version, '')) {
      this.show({ dialog: null });
      this.tell(this.say('rolledBack', { version, now: this.opened!.block.liveVersion ?? version }));
      return;
    }
    const { failure } = this.opened!;
    this.askConflict();
    if (failure) this.show({ complaint: this.say('rollBackFailed', { message: failure.message }) });
  }

  findProducts(search: string): void {
    void this.client?.products(search).then(
      (products) => (this.products = products),
      () => undefined,
    );
  }

  copy(text: string): void {
    void navigator.clipboard?.writeText(text).then(
      () => this.tell(this.say('copied')),
      () => undefined,
    );
  }

  protected forgetNews(): void {
    clearTimeout(this.newsTimer);
  }
}
