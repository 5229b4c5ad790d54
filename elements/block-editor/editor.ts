import { html, type PropertyValues, type TemplateResult } from 'lit';
import type { ChangeBlock } from '../../edge-api/contract/blocks-admin.ts';
import { createBlocksClient } from '../client/blocks-client.ts';
import { define } from '../internal/define.ts';
import { Modal } from '../internal/modal.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import type { VitrineCodeField } from './code/code-field.ts';
import './code/code-field.ts';
import { EditorBase } from './editor-base.ts';
import type { EditorHost } from './host.ts';
import { keptDrafts } from './kept-drafts.ts';
import type { PreviewPressEvent } from './preview/block-frame.ts';
import './preview/block-frame.ts';
import { drawnHere } from './preview/drawn-here.ts';
import { PreviewRun } from './preview/preview-run.ts';
import { Thumbs } from './preview/thumbs.ts';
import { controls } from './styles/controls.ts';
import { dialogs } from './styles/dialogs.ts';
import { home as homeStyles } from './styles/home.ts';
import { narrow } from './styles/narrow.ts';
import { palette } from './styles/palette.ts';
import { preview as previewStyles } from './styles/preview.ts';
import { work } from './styles/work.ts';
import { bar, notices } from './views/bar.ts';
import { dialogContent } from './views/dialogs.ts';
import { home } from './views/home.ts';
import { previewPane } from './views/preview.ts';
import { settingsPane } from './views/settings.ts';
import { writing } from './views/sheets.ts';
import { tabs } from './views/tabs.ts';

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
export class VitrineBlockEditor extends EditorBase implements EditorHost {
  static override styles = [VitrineElement.styles, palette, controls, homeStyles, work, previewStyles, narrow, dialogs];

  private connectedTo = '';
  private lookTimer: ReturnType<typeof setInterval> | undefined;
  private observer: ResizeObserver | undefined;
  private observed: Element | null = null;
  private readonly modal = new Modal(this, () => this.renderRoot.querySelector('dialog'));
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
    this.forgetNews();
    this.observer?.disconnect();
    this.observed = null;
    this.keep();
    this.drawn?.stop();
    this.run?.close();
    this.run = undefined;
  }

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
    // What was filled into a field that is gone is nobody's.
    const known = settings.flatMap((setting) => ('id' in setting && setting.id in values ? [setting.id] : []));
    const filled = Object.fromEntries(known.map((id) => [id, values[id]!]));
    this.run?.ask({ ...wish, values: filled, ...language }, now);
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
