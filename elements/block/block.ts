import { html, isServer, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { SettingValues } from '../../edge-api/contract/block-settings.ts';
import type { ShownBlock } from '../../edge-api/contract/blocks.ts';
import type { Product } from '../../edge-api/contract/products.ts';
import { define } from '../internal/define.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { liveBlock, type BlockState } from '../stores/live-block.ts';
import { BlockActions } from './actions.ts';
import { styles } from './block.styles.ts';
import { cleanBlock } from './clean.ts';
import { KeptPlace } from './kept-place.ts';
import { keepInside } from './scoped.ts';

/** What a button that adds says, as `vitrine-buy-button` does, and in its translations. */
const english = {
  addedOf: '{title} is in your cart.',
  addedOne: 'It is in your cart.',
  failed: 'That did not work. Please try again.',
  close: 'Close',
};
/** In one order, so that what is set alike is asked for once. */
const inOrder = (values: SettingValues): SettingValues =>
  Object.fromEntries(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** How long a sentence about what was done stays, in milliseconds. */
const SAY_MS = 5000;

/**
 * Shows one of the shop's own blocks, drawn by the shop and cleaned there and again by the browser. Until it is there, and when it
 * cannot be shown, there is only the room that the page gives it.
 *
 * @element vitrine-block
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper adds a product of the block to the cart; cancelable.
 * @event {VitrineCartOpenEvent} vitrine-cart-open - A shopper wants to see the cart; cancelable.
 * @event {VitrineProductSelectEvent} vitrine-product-select - A shopper chose a product of the block; cancelable.
 * @event {VitrineErrorEvent} vitrine-error - The block cannot be shown, its settings cannot be read, or something could not be added.
 * @csspart block - The box around what the block has drawn.
 * @csspart error - The sentence below the block when adding failed.
 * @csspart dialog - The dialog that shows a product.
 * @cssproperty [--vitrine-block-min-height=0] - Room held for the block from the beginning, so that nothing moves when it comes.
 * @cssproperty [--vitrine-font-heading=inherit] - Font family of headings.
 * @cssproperty [--vitrine-weight-heading=650] - Weight of headings.
 * @cssproperty [--vitrine-case-heading=none] - `uppercase` for headings in capitals.
 * @cssproperty [--vitrine-scale-heading=1] - Factor on the size of headings.
 * @cssproperty [--vitrine-tracking-heading] - Letter spacing of headings.
 * @cssproperty [--vitrine-radius-button] - Corners of buttons.
 * @cssstate loading - The block is on its way.
 * @cssstate empty - The block shows nothing just now.
 * @cssstate failed - The block cannot be shown.
 */
@define('vitrine-block')
export class VitrineBlock extends VitrineElement {
  static override styles = [VitrineElement.styles, styles];

  /** Name of the block. */
  @property() name = '';

  /** Its settings, as a JSON object of values by their ids; what is left out is as the block has it. */
  @property() settings: string | Readonly<Record<string, string | number | boolean | null>> = '';

  /** Address of a product's page, such as `/products/{handle}`; without it a product opens in a dialog. */
  @property({ attribute: 'product-url' }) productUrl = '';

  /** The block itself, on a page that has it already. */
  @property({ attribute: false }) block: ShownBlock | undefined;

  @state() private nodes: DocumentFragment | undefined;
  @state() private broken = false;
  /** Whether a block is just being cleaned, for which code has to come. */
  @state() private cleaning = false;
  @state() private said = '';
  @state() private complaint = '';

  private readonly text = strings(this, 'buy-button', english);
  private readonly actions = new BlockActions(this, {
    open: (product) => this.openProduct(product),
    added: (title) => this.tell(title === undefined ? this.text('addedOne') : this.text('addedOf', { title }), ''),
    failed: (error) => {
      this.tell('', this.text('failed'));
      this.report(error);
    },
  });
  private readonly source = new Watch<BlockState>(this, () => this.live);
  private sheet: CSSStyleSheet | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The settings as they were read last, and what was read. */
  private read: readonly [given: unknown, values: SettingValues] = ['', {}];
  /** The block that is shown, or is just being cleaned for it. */
  private taken: ShownBlock | undefined;

  private get live() {
    const { store, name, block, locale } = this;
    if (isServer || !store || !name) return undefined;
    const { currency } = store.cart.value;
    const request = { name, settings: this.values, locale, ...(currency && { currency }) };
    return liveBlock(store.client, store.cart, request, block?.name === name ? block : undefined);
  }

  /** What is to be shown. */
  private get shown(): ShownBlock | undefined {
    const { value } = this.source;
    return value ? value.block : this.block;
  }

  protected override get summary() {
    return super.summary ?? this.source.value?.summary;
  }

  /** The settings; none where they cannot be read. */
  private get values(): SettingValues {
    const { settings } = this;
    if (settings === this.read[0]) return this.read[1];
    let values: unknown = settings;
    try {
      if (typeof settings === 'string') values = settings.trim() ? JSON.parse(settings) : {};
    } catch {
      values = undefined;
    }
    const isObject = typeof values === 'object' && values !== null && !Array.isArray(values);
    this.read = [settings, isObject ? inOrder(values as SettingValues) : {}];
    if (!isObject)
      this.report({
        code: 'invalid_request',
        message: `The settings of the block "${this.name}" are no JSON object: it is shown with its own.`,
      });
    return this.read[1];
  }

  constructor() {
    super();
    this.addController(new KeptPlace(this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.actions.stop();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    if (isServer) return;
    const { shown, store } = this;
    const { status, error } = this.source.value ?? {};
    if (error) this.report(error);
    if (shown !== this.taken) this.take(shown);
    if (store) this.actions.catchUp(store);
    const isFailed = status === 'failed' || this.broken;
    this.setState('loading', !isFailed && (this.cleaning || (!shown && !!this.name)));
    this.setState('failed', isFailed);
    this.setState('empty', !isFailed && shown?.html === '');
  }

  /** Cleans a block, and shows it then; what is shown stays until it is clean. */
  private take(block: ShownBlock | undefined): void {
    const before = this.taken;
    this.taken = block;
    if (!block) return this.put(undefined, '');
    const isDrawn = !this.hasUpdated && this.renderRoot.querySelector('.block') !== null;
    const isSame = before?.html === block.html && before.name === block.name && !this.broken;
    if (isDrawn || isSame) return this.wear(block.css, before);
    const fail = (error: unknown): void => {
      if (this.taken !== block) return;
      this.put(undefined, '');
      this.broken = true;
      this.report(error);
    };
    const put = (nodes: DocumentFragment): void => {
      if (this.taken === block) this.put(nodes, block.css);
    };
    try {
      const nodes = cleanBlock(block.html, { name: block.name });
      this.cleaning = nodes instanceof Promise;
      if (nodes instanceof Promise) nodes.then(put).catch(fail);
      else put(nodes);
    } catch (error) {
      fail(error);
    }
  }

  private put(nodes: DocumentFragment | undefined, css: string): void {
    this.broken = this.cleaning = false;
    this.nodes = nodes ?? document.createDocumentFragment();
    this.dress(css);
  }

  /** Takes the CSS alone; what the server has drawn brought its own along. */
  private wear(css: string, before: ShownBlock | undefined): void {
    if (before && before.css !== css) this.dress(css);
  }

  private dress(css: string): void {
    const root = this.renderRoot as ShadowRoot;
    root.querySelector('style[data-block]')?.remove();
    if (!css && !this.sheet) return;
    // Addresses in it are the shop's, whatever page this is.
    this.sheet ??= new CSSStyleSheet({ baseURL: this.store?.client.base ?? location.href });
    this.sheet.replaceSync(css);
    keepInside(this.sheet);
    if (!root.adoptedStyleSheets.includes(this.sheet)) root.adoptedStyleSheets.push(this.sheet);
  }

  private get box(): Element {
    return this.renderRoot.querySelector('.block')!;
  }

  protected override firstUpdated(): void {
    this.actions.lead(this.box);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { box } = this;
    // Drawn anew where what the server has drawn was not as expected.
    const isBare = !box.firstElementChild && !box.textContent!.trim();
    if (isBare && this.taken?.html && !this.nodes && !this.broken && !this.cleaning) {
      this.taken = undefined;
      this.requestUpdate();
    }
    if (changed.has('nodes') || changed.has('productUrl')) this.actions.lead(box);
  }

  private async openProduct(product: Product): Promise<void> {
    const { openQuickView } = await import('../product-grid/quick-view.ts');
    if (this.isConnected) openQuickView(this.renderRoot as ShadowRoot, product, this.text('close'));
  }

  private tell(said: string, complaint: string): void {
    this.said = said;
    this.complaint = complaint;
    clearTimeout(this.timer);
    if (this.isConnected) this.timer = setTimeout(() => (this.said = this.complaint = ''), SAY_MS);
  }

  private readonly handleClick = (event: MouseEvent): void => this.actions.handleClick(event, this.store);
  private readonly warm = (event: Event): void => this.actions.warm(event, this.store);

  protected override render(): TemplateResult {
    const { complaint, said } = this;
    const drawn = isServer ? unsafeHTML(this.shown?.html ?? '') : (this.nodes ?? noChange);
    return html`<div class="root" part="root">
      <div class="block" part="block" @click=${this.handleClick} @pointerover=${this.warm} @focusin=${this.warm}>
        ${drawn}
      </div>
      ${complaint ? html`<p class="failed" part="error" role="alert">${complaint}</p>` : nothing}
      <span class="hidden-text" role="status">${said}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-block': VitrineBlock;
  }
}
