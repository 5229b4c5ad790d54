import { LitElement, type CSSResultGroup, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { StoreConsumer } from '../store/consumer.ts';
import type { StoreContext } from '../store/context.ts';
import { VitrineErrorEvent } from '../events/error.ts';
import { isRightToLeft, loadLanguage } from './strings.ts';
import { tokens } from './tokens.styles.ts';
import { Watch } from './watch.ts';

/**
 * What every element is built on: isolation from the host's styles, the store, states, and errors that stay inside.
 *
 * @event {VitrineErrorEvent} vitrine-error - Something the element needed failed; it says so to the shopper itself.
 * @csspart root - The box around everything the element shows.
 */
export class VitrineElement extends LitElement {
  static override styles: CSSResultGroup = tokens;

  /** Colour scheme: `light`, `dark`, or `auto` for the device's. Without it the script's, then the page's own. */
  @property() theme: 'light' | 'dark' | 'auto' | undefined;

  private readonly states = this.attachInternals().states;
  private readonly storeConsumer = new StoreConsumer(this);
  private readonly summaryWatch = new Watch(this, () => this.store?.summary);
  private readonly reported = new WeakSet<object>();

  /** The store this element belongs to; undefined until the page has one. */
  protected get store(): StoreContext | undefined {
    return this.storeConsumer.value;
  }

  /** Name, currency and branding of the store, once known. */
  protected get summary() {
    return this.summaryWatch.value;
  }

  /** BCP 47 tag that texts and money are shown in: the store's, until then the page's. */
  get locale(): string {
    return this.store?.locale ?? (document.documentElement.lang || 'en');
  }

  /** Switches a custom state, which a page's CSS matches with `:state(name)`. */
  protected setState(name: string, on: boolean): void {
    if (on) this.states.add(name);
    else this.states.delete(name);
  }

  /** Tells the page and its console about a failure, once for each error object; anything may have been thrown. */
  protected report(error: unknown): void {
    const thrown = Object(error) as { readonly code?: string; readonly message?: string };
    if (this.reported.has(thrown)) return;
    this.reported.add(thrown);
    const { code = 'internal', message = String(error) } = thrown;
    console.warn(`[vitrine] <${this.localName}> ${code}: ${message}`);
    this.dispatchEvent(new VitrineErrorEvent({ code, message }));
  }

  /** A fault in our own rendering is told to the page as an event and to the console, and never thrown into it. */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      console.error(`[vitrine] <${this.localName}>`, error);
      this.report(error);
    }
  }

  protected override updated(_changed: PropertyValues): void {
    const root = this.renderRoot.querySelector<HTMLElement>('.root');
    if (!root) return;
    const { locale } = this;
    root.lang = locale;
    root.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
    root.dataset['theme'] = this.theme ?? this.store?.theme ?? '';
    // Room is held, but nobody sees English turn into another language.
    root.style.visibility = loadLanguage(locale)?.then(() => this.requestUpdate()) ? 'hidden' : '';

    const branding = this.summary?.branding;
    for (const [name, value] of [
      ['--_accent', branding?.accent],
      ['--_font', branding?.font],
      ['--_radius', typeof branding?.radiusPx === 'number' ? `${branding.radiusPx}px` : null],
    ] as const) {
      if (value) root.style.setProperty(name, value);
    }
  }
}
