import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { BlockSummary, ChangeBlock } from '../../edge-api/contract/blocks-admin.ts';
import type { ApiError } from '../client/api-client.ts';
import { type BlocksClient, type Choice, createBlocksClient, type Side } from '../client/blocks-client.ts';
import { define } from '../internal/define.ts';
import { Modal } from '../internal/modal.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import type { VitrineCodeField } from './code/code-field.ts';
import './code/code-field.ts';
import { settingsText } from './draft.ts';
import { type Example, loadExamples } from './examples.ts';
import type { EditorHost, Ui, VersionsState } from './host.ts';
import { type KeptDrafts, keptDrafts } from './kept-drafts.ts';
import './preview/block-frame.ts';
import type { PreviewPressEvent } from './preview/block-frame.ts';
import { drawnHere } from './preview/drawn-here.ts';
import { NOTHING_DRAWN, PreviewRun } from './preview/preview-run.ts';
import { type Thumb, Thumbs } from './preview/thumbs.ts';
import { BlockSession, type SessionState } from './session.ts';
import { readSettings } from './settings/schema.ts';
import { controls } from './styles/controls.ts';
import { dialogs } from './styles/dialogs.ts';
import { home as homeStyles } from './styles/home.ts';
import { palette } from './styles/palette.ts';
import { preview as previewStyles } from './styles/preview.ts';
import { work } from './styles/work.ts';
import { type Looks, looksOf } from './preview/looks.ts';
import { editorTexts } from './texts/say.ts';
import { bar, notices } from './views/bar.ts';
import { dialogContent } from './views/dialogs.ts';
import { home } from './views/home.ts';
import { previewPane } from './views/preview.ts';
import { settingsPane } from './views/settings.ts';
import { writing } from './views/sheets.ts';
import { tabs } from './views/tabs.ts';

const FIRST: Ui = {
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
/** How often an open block is asked whether it failed, in milliseconds. */
const LOOK_MS = 20_000;

/**
 * Where a merchant writes blocks: code with completion and inline errors, a live preview with the shop's own products, a form,
 * texts, versions and failures. It is for merchants' own pages; the loader does not know it, and no shopper's page loads it.
 *
 * @element vitrine-block-editor
 * @event {VitrineErrorEvent} vitrine-error - Something the editor needed failed; it says so to the merchant itself.
 * @csspart root - The box around everything the editor shows.
 * @cssproperty [--vitrine-block-editor-height=100dvh] - How high an open block stands.
 */
@define('vitrine-block-editor')
export class VitrineBlockEditor extends VitrineElement implements EditorHost {
  static override styles = [VitrineElement.styles, palette, controls, homeStyles, work, previewStyles, dialogs];

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
  private kept: KeptDrafts | undefined;
  private run: PreviewRun | undefined;
  private drawn: Thumbs | undefined;
  private connectedTo = '';
  private newsTimer: ReturnType<typeof setTimeout> | undefined;
  private lookTimer: ReturnType<typeof setInterval> | undefined;
  private observer: ResizeObserver | undefined;
  private observed: Element | null = null;
  private readonly modal = new Modal(this, () => this.renderRoot.querySelector('dialog'));
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

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.keep);
    this.addEventListener('keydown', this.pressKey);
    this.lookTimer = setInterval(() => void this.look(), LOOK_MS);
    this.connectedTo = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.keep);
    this.removeEventListener('keydown', this.pressKey);
    clearInterval(this.lookTimer);
    clearTimeout(this.newsTimer);
    this.observer?.disconnect();
    this.observed = null;
    this.keep();
    this.drawn?.stop();
    this.run?.close();
    this.run = undefined;
  }

  private readonly keep = (): void => this.session?.keep();

  private readonly pressKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || !this.session) return;
    if (event.key === 's') {
      event.preventDefault();
      void this.save();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.drawNow();
    }
  };

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const place = JSON.stringify([this.api, this.storeHandle, this.key]);
    if (!this.isConnected || !this.storeHandle || !this.key || place === this.connectedTo) return;
    this.connectedTo = place;
    this.drawn?.stop();
    this.run?.close();
    const { container } = this;
    this.client = createBlocksClient(this.api, this.storeHandle, this.key);
    this.kept = keptDrafts(this.storeHandle);
    const drawer = drawnHere(this.client, `${this.api}/sandbox/`, container);
    this.run = new PreviewRun(drawer);
    this.drawn = new Thumbs(drawer);
    void this.loadList();
    void this.fetchSurroundings();
  }

  /** What the frame of the engine is put into. */
  private get container(): Node {
    return this.shadowRoot ?? this;
  }

  /** What the shop looks like and holds; the editor works without it. */
  private async fetchSurroundings(): Promise<void> {
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

  private tell(news: string): void {
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
    } catch (error) {
      this.tell((error as ApiError).message);
    }
  }

  closeBlock(): void {
    this.keep();
    this.session = undefined;
    this.run?.clear();
    this.show({ dialog: null, embed: false, news: '' });
    void this.loadList();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
  }

  async create({ name, title, example }: { name: string; title: string; example: Example }): Promise<void> {
    const { source, settings, texts } = example;
    this.busy = true;
    try {
      const { block } = await this.client!.create({ name, title, source, settings: [...settings], texts });
      this.session = new BlockSession(block, this.client!, this.kept!);
      this.run?.clear();
      this.show({ ...FIRST, width: this.ui.width, dark: this.ui.dark });
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

  goTo(line: number, column = 1): void {
    this.show({ pane: 'code', sheet: 'code' });
    void this.updateComplete.then(() => this.renderRoot.querySelector<VitrineCodeField>('#code')?.show(line, column));
  }

  addField(json: string): void {
    const { settings } = this.opened!.draft;
    const end = settings.lastIndexOf(']');
    if (end < 0) return;
    const before = settings.slice(0, end).trimEnd();
    const isFirst = before.endsWith('[');
    const added = `${isFirst ? '' : ','}\n  ${json.replace(/":/g, '": ').replace(/,"/g, ', "')}\n`;
    this.renderRoot.querySelector<VitrineCodeField>('#form')?.replace(before.length, end, added);
  }

  drawNow(): void {
    this.draw(true);
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

  /** Asks whether the live version failed meanwhile, while somebody looks. */
  private async look(): Promise<void> {
    if (document.visibilityState === 'visible') await this.session?.refresh().catch(() => undefined);
  }

  private draw(now = false): void {
    const { opened, ui } = this;
    if (!opened) return;
    const { draft, settings, values } = opened;
    const language = ui.language ? { locale: ui.language } : {};
    const wish = {
      source: draft.source,
      settings: [...settings],
      texts: draft.texts as NonNullable<ChangeBlock['texts']>,
    };
    this.run?.ask({ ...wish, values, ...language }, now);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.draw();
    this.modal.toggle(this.ui.dialog !== null);
    const shows = this.ui.dialog === 'examples' || (!this.opened && this.blocks !== undefined);
    if (!shows) this.drawn?.pause();
    else if (this.examples.length) void this.drawn?.draw(this.examples);
    const stage = this.renderRoot.querySelector('.stage');
    if (stage === this.observed) return;
    this.observed = stage;
    this.observer?.disconnect();
    if (!stage) return;
    this.observer = new ResizeObserver(([entry]) => (this.room = Math.max(200, Math.floor(entry!.contentRect.width))));
    this.observer.observe(stage);
  }

  private readonly dialogClosed = (): void => {
    if (!this.modal.closedByShopper()) return;
    if (this.ui.dialog === 'conflict') this.session?.decideLater();
    this.show({ dialog: null });
  };

  private readonly pressed = ({ detail }: PreviewPressEvent): void => {
    const { action, href } = detail;
    this.tell(
      action ? this.say('pressAction', { action }) : href ? this.say('pressLink', { href }) : this.say('pressNothing'),
    );
  };

  protected override render(): TemplateResult {
    const { ui } = this;
    const isWide = ui.dialog === 'versions' || ui.dialog === 'examples' || ui.dialog === 'conflict';
    return html`<div class="root" part="root">
      ${this.opened ? this.renderBlock() : home(this)}
      <dialog class=${isWide ? 'wide' : ''} aria-labelledby="dialog-title" @close=${this.dialogClosed}>
        ${dialogContent(this)}
      </dialog>
      <p class="toast" role="status">${ui.embed ? '' : ui.news}</p>
    </div>`;
  }

  private renderBlock(): TemplateResult {
    const { ui, say } = this;
    const panes = [
      { id: 'code', label: say('code') },
      { id: 'preview', label: say('preview') },
      { id: 'settings', label: say('settings') },
    ] as const;
    return html`<div class="work">
      ${bar(this)}${notices(this)}
      <div class="panes" data-pane=${ui.pane} id="pane-panel" @preview-press=${this.pressed}>
        ${writing(this)} ${previewPane(this)} ${settingsPane(this)}
      </div>
      ${tabs('pane', say('toolbar'), panes, ui.pane, (pane) => this.show({ pane }))}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-block-editor': VitrineBlockEditor;
  }
}
