import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { styles as blockStyles } from '../../block/block.styles.ts';
import { define } from '../../internal/define.ts';
import { isRightToLeft } from '../../internal/strings.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { markup } from './markup.ts';

/**
 * The frame a block is shown in: no script runs in it and nothing is fetched but pictures. It belongs to our origin, so that
 * we can put HTML and sheets into it and measure it; a sandbox without `allow-scripts` keeps everything else out.
 */
const SKELETON = `<!doctype html><html><head><meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; img-src 'self' https: http: data: blob:; style-src 'unsafe-inline'; font-src 'self' https:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1"></head><body><div class="root" part="root"><div class="block"></div></div></body></html>`;

const PAGE = `html{color-scheme:light}html[data-dark]{color-scheme:dark}
body{margin:0;padding:24px;background:light-dark(#fff,#131517);font:15px/1.5 system-ui,sans-serif;overflow-x:auto;overflow-y:hidden}
.root{font-family:var(--vitrine-font,system-ui,sans-serif)}`;

/** Something in a preview was pressed that would do something in a page. */
export class PreviewPressEvent extends Event {
  readonly detail: { readonly action: string | null; readonly href: string | null };
  constructor(detail: PreviewPressEvent['detail']) {
    super('preview-press', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

/** What of the properties is in the frame. */
const SHOWN = ['content', 'sheet', 'theme', 'language', 'dark'] as const;

/** One width of a preview. */
@define('vitrine-block-frame')
export class VitrineBlockFrame extends LitElement {
  static override styles = css`
    :host {
      display: block;
      overflow: hidden;
    }
    .scaled {
      transform-origin: 0 0;
    }
    iframe {
      display: block;
      border: 0;
      background: transparent;
    }
  `;

  /** Cleaned HTML and CSS of a block. */
  @property({ attribute: false }) content = '';
  @property({ attribute: false }) sheet = '';
  /** The shop's looks, as CSS. */
  @property({ attribute: false }) theme = '';
  @property({ attribute: false }) language = 'en';
  @property({ type: Boolean }) dark = false;
  /** CSS pixels of the screen that is shown. */
  @property({ type: Number }) width = 360;
  /** CSS pixels there are for it. */
  @property({ type: Number }) room = 360;
  @property() label = '';

  private height = 120;
  private ready = false;
  private sheets: Record<'page' | 'theme' | 'block', CSSStyleSheet> | undefined;
  private observer: ResizeObserver | undefined;

  private get frame(): HTMLIFrameElement | null {
    return this.renderRoot.querySelector('iframe');
  }

  private get scale(): number {
    return Math.min(1, this.room / this.width);
  }

  protected override firstUpdated(): void {
    const frame = this.frame!;
    frame.addEventListener('load', () => this.open());
    Reflect.set(frame, 'srcdoc', markup(SKELETON));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A frame that has moved is loaded anew.
    this.ready = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  private open(): void {
    const page = this.frame?.contentDocument;
    const view = page?.defaultView as (Window & typeof globalThis) | null | undefined;
    if (!page || !view || !page.querySelector('.block')) return;
    const sheet = () => new view.CSSStyleSheet();
    this.sheets = { page: sheet(), theme: sheet(), block: sheet() };
    this.sheets.page.replaceSync(`${tokens.cssText}\n${blockStyles.cssText}\n${PAGE}`);
    page.adoptedStyleSheets = [this.sheets.theme, this.sheets.page, this.sheets.block];
    page.addEventListener('click', (event) => this.pressed(event));
    page.addEventListener('auxclick', (event) => event.preventDefault());
    // Escape and our keys work wherever the focus is.
    page.addEventListener('keydown', (event) => {
      const { key, ctrlKey, metaKey } = event;
      const again = new KeyboardEvent('keydown', {
        key,
        ctrlKey,
        metaKey,
        bubbles: true,
        composed: true,
        cancelable: true,
      });
      if (!this.dispatchEvent(again)) event.preventDefault();
    });
    this.observer?.disconnect();
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(page.body);
    this.ready = true;
    this.fill();
  }

  private pressed(event: Event): void {
    const pressed = (event.target as Element | null)?.closest?.('a, button, summary');
    if (!pressed || pressed.localName === 'summary') return;
    event.preventDefault();
    const detail = { action: pressed.getAttribute('data-vitrine-action'), href: pressed.getAttribute('href') };
    this.dispatchEvent(new PreviewPressEvent(detail));
  }

  private measure(): void {
    const body = this.frame?.contentDocument?.body;
    if (!body) return;
    const height = Math.max(64, Math.min(6000, Math.ceil(body.getBoundingClientRect().height)));
    if (height === this.height) return;
    this.height = height;
    this.requestUpdate();
  }

  /** Puts in what is to be shown. It is read by a parser that runs nothing, and moved. */
  private fill(): void {
    const page = this.frame?.contentDocument;
    const block = page?.querySelector('.block');
    if (!this.ready || !page || !block || !this.sheets) return;
    page.documentElement.lang = this.language;
    page.documentElement.dir = isRightToLeft(this.language) ? 'rtl' : 'ltr';
    page.documentElement.toggleAttribute('data-dark', this.dark);
    this.sheets.theme.replaceSync(this.theme);
    this.sheets.block.replaceSync(this.sheet);
    const parsed = new DOMParser().parseFromString(markup(this.content) as string, 'text/html');
    block.replaceChildren(...[...parsed.body.childNodes].map((node) => page.adoptNode(node)));
    this.measure();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (SHOWN.some((name) => changed.has(name))) this.fill();
    const { scale, frame } = this;
    const scaled = this.renderRoot.querySelector<HTMLElement>('.scaled')!;
    scaled.style.transform = scale === 1 ? '' : `scale(${scale})`;
    this.style.blockSize = `${Math.ceil(this.height * scale)}px`;
    this.style.inlineSize = `${Math.floor(this.width * scale)}px`;
    if (frame) {
      frame.style.width = `${this.width}px`;
      frame.style.height = `${this.height}px`;
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="scaled" dir="ltr"><iframe sandbox="allow-same-origin" title=${this.label}></iframe></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-block-frame': VitrineBlockFrame;
  }
}
