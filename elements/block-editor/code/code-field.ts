import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../internal/define.ts';
import { completeBlock } from './complete.ts';
import { type FailedLine, failures, showFailures } from './failures.ts';
import { htmlInTemplates } from './html-in-templates.ts';
import { look } from './look.ts';

/** A person has changed the text. */
export class CodeChangeEvent extends Event {
  readonly detail: string;
  constructor(text: string) {
    super('code-change', { bubbles: true });
    this.detail = text;
  }
}

/** Marks are told anew only when they are others: between two checks the field itself moves them with what is typed. */
const differs = (now: unknown, before: unknown): boolean => JSON.stringify(now) !== JSON.stringify(before);

/** A text field for code: CodeMirror in a shadow root of its own. Escape, then Tab leaves it. */
@define('vitrine-code-field')
export class VitrineCodeField extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-block-size: 0;
    }
    :host([hidden]) {
      display: none;
    }
    .holder {
      block-size: 100%;
    }
  `;

  @property({ attribute: false }) value = '';
  /** What is written in it: a block, or JSON. */
  @property() mode: 'block' | 'json' = 'block';
  /** What a screen reader calls it. */
  @property() label = '';
  @property({ attribute: false, hasChanged: differs }) problems: readonly Diagnostic[] = [];
  @property({ attribute: false, hasChanged: differs }) failed: readonly FailedLine[] = [];
  /** Completed after `settings.` */
  @property({ attribute: false }) settingIds: readonly string[] = [];
  private view: EditorView | undefined;
  private readonly naming = new Compartment();

  /** Where the cursor is, counted from 0. */
  get cursor(): number {
    return this.view?.state.selection.main.head ?? 0;
  }

  override focus(): void {
    this.view?.focus();
  }

  /** Puts the cursor at a line and column, counted from 1, in sight. */
  async show(line: number, column = 1): Promise<void> {
    await this.updateComplete;
    const { view } = this;
    if (!view) return;
    view.requestMeasure();
    const found = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
    const anchor = Math.min(found.from + column - 1, found.to);
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    view.focus();
  }

  /** Puts a text in the place of another, as one step that can be undone. */
  replace(from: number, to: number, text: string): void {
    this.view?.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
    this.view?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.view?.destroy();
    this.view = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.updateComplete.then(() => this.mount());
  }

  protected override firstUpdated(): void {
    this.mount();
  }

  private mount(): void {
    const parent = this.renderRoot.querySelector('.holder');
    if (!parent || this.view || !this.isConnected) return;
    const root = this.shadowRoot!;
    this.view = new EditorView({
      parent,
      root,
      state: EditorState.create({ doc: this.value, extensions: this.extensions() }),
    });
    this.tellMarks();
  }

  private extensions(): Extension[] {
    const isBlock = this.mode === 'block';
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      lintGutter(),
      history(),
      drawSelection(),
      dropCursor(),
      indentOnInput(),
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      javascript({ typescript: true }),
      isBlock
        ? [htmlInTemplates, autocompletion({ override: [completeBlock(() => this.settingIds)], icons: false })]
        : EditorView.lineWrapping,
      failures,
      look,
      this.naming.of(this.name()),
      keymap.of([
        ...closeBracketsKeymap,
        ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...completionKeymap,
        ...lintKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        const text = update.state.doc.toString();
        if (text === this.value) return;
        this.value = text;
        this.dispatchEvent(new CodeChangeEvent(text));
      }),
    ];
  }

  private name(): Extension {
    return EditorView.contentAttributes.of({
      'aria-label': this.label,
      dir: 'ltr',
      tabindex: '0',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { view } = this;
    if (!view) return;
    const now = view.state.doc.toString();
    const isReplaced = changed.has('value') && this.value !== now;
    if (isReplaced) view.dispatch({ changes: { from: 0, to: now.length, insert: this.value } });
    if (changed.has('label')) view.dispatch({ effects: this.naming.reconfigure(this.name()) });
    if (changed.has('problems') || changed.has('failed') || isReplaced) this.tellMarks();
  }

  private tellMarks(): void {
    const { view } = this;
    if (!view) return;
    const { length } = view.state.doc;
    const inside = (place: number) => Math.max(0, Math.min(place, length));
    const placed = this.problems.map((problem) => ({ ...problem, from: inside(problem.from), to: inside(problem.to) }));
    view.dispatch(setDiagnostics(view.state, placed));
    view.dispatch({ effects: showFailures(this.failed) });
  }

  protected override render(): TemplateResult {
    return html`<div class="holder" dir="ltr"></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-code-field': VitrineCodeField;
  }
}
