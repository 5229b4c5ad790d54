import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import { adoptStyles } from '../internal/adopt-styles.ts';
import { define } from '../internal/define.ts';
import { retryImport } from '../internal/retry-import.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { SECTIONS } from '../sections/registry.ts';
import type { SectionContext, SectionView } from '../sections/section-view.ts';
import { sectionStyles } from '../sections/section.styles.ts';
import { oneSection } from '../stores/page-sections.ts';
import { signUpTo } from '../stores/sign-up.ts';
import { english } from './section.strings.ts';

/** How early before it is in sight a section's code is fetched, in heights of the window. */
const AHEAD = '150%';

type View = SectionView<unknown>;
const loaders = new Map<string, () => Promise<{ readonly section: SectionView<never> }>>();

/** Code that is here, by type. Where all of it is, as on the server, sections are drawn at once. */
export const views = new Map<string, View>();

/** Fetches the code of a type once; undefined for a type that nobody knows. */
export function viewOf(type: string): View | Promise<View> | undefined {
  const known = views.get(type);
  if (known) return known;
  const load = Object.hasOwn(SECTIONS, type) ? SECTIONS[type as keyof typeof SECTIONS] : undefined;
  if (!load) return undefined;
  let loader = loaders.get(type);
  if (!loader) loaders.set(type, (loader = retryImport(load, import.meta.url)));
  return loader().then(async ({ section }) => {
    const view = section as View;
    await view.ready?.();
    views.set(type, view);
    return view;
  });
}

/**
 * Shows one section: by its id, as a page hands it over, or from the JSON in a `<script type="application/json">` inside.
 * Its code is fetched when it comes near. A type it does not know, or content it cannot draw, leaves no trace for shoppers.
 *
 * @element vitrine-section
 * @event {VitrineErrorEvent} vitrine-error - The section could not be loaded or drawn.
 * @event {VitrineProductSelectEvent} vitrine-product-select - A shopper chose a product of a showcase; cancelable.
 * @event {VitrineCartAddEvent} vitrine-cart-add - A shopper adds a product of a showcase to the cart; cancelable.
 * @csspart section - The section with its background.
 * @csspart eyebrow - The short line above the heading.
 * @csspart heading - The heading.
 * @csspart intro - The words below the heading.
 * @csspart picture - The frame of a picture.
 * @csspart image - A picture.
 * @csspart primary-button - The first button.
 * @csspart secondary-button - Quieter buttons.
 * @csspart link - Links in words.
 * @csspart carousel-buttons - The two buttons of a showcase that is a carousel.
 * @csspart carousel-button - One of them.
 * @csspart list - All products of a showcase.
 * @csspart item - One product.
 * @csspart badge - "Sale" or "Sold out".
 * @csspart vendor - Its vendor.
 * @csspart title - Its title.
 * @csspart price - Its price.
 * @csspart dialog - The dialog that shows a product.
 * @csspart block - What a block has drawn.
 * @csspart error - The sentence below a block when adding failed.
 * @cssproperty [--vitrine-font-heading=inherit] - Font family of headings.
 * @cssproperty [--vitrine-weight-heading=650] - Weight of headings.
 * @cssproperty [--vitrine-case-heading=none] - `uppercase` for headings in capitals.
 * @cssproperty [--vitrine-scale-heading=1] - Factor on the size of headings.
 * @cssproperty [--vitrine-tracking-heading] - Letter spacing of headings.
 * @cssproperty [--vitrine-color-accent-ink] - The accent as words, links and drawings.
 * @cssproperty [--vitrine-section-space] - Room above and below a section.
 * @cssproperty [--vitrine-radius-button] - Corners of buttons.
 * @cssproperty [--vitrine-button-fill=100%] - Share of the accent in a button.
 * @cssproperty [--vitrine-button-border] - Width of a button's border.
 * @cssproperty [--vitrine-button-underline] - Width of the line below a button's words.
 * @cssproperty [--vitrine-radius-card] - Corners of cards.
 * @cssproperty [--vitrine-card-ground] - Share of a card's own ground.
 * @cssproperty [--vitrine-card-sunken] - How much of that ground is sunken rather than surface.
 * @cssproperty [--vitrine-card-border] - Width of a card's border.
 * @cssproperty [--vitrine-card-shadow] - A card's shadow.
 * @cssproperty [--vitrine-card-padding] - Room inside a card.
 * @cssstate loading - The section is on its way.
 * @cssstate empty - There is nothing to show.
 */
@define('vitrine-section')
export class VitrineSection extends VitrineElement {
  static override styles = [VitrineElement.styles, sectionStyles];

  /** Id of a section of the store. */
  @property({ attribute: 'section-id' }) sectionId = '';

  /** The section itself, on a page that has it already. */
  @property({ attribute: false }) section: Section | undefined;

  /** Level of its heading: 1 for the first of a page. */
  @property({ type: Number }) level = 2;

  /** Whether it is in sight at once, so that its picture is fetched first. */
  @property({ type: Boolean }) first = false;

  /** Address of a product's page, such as `/products/{handle}`; without it a product opens in a dialog. */
  @property({ attribute: 'product-url' }) productUrl = '';

  @state() private near = false;
  @state() private view: View | undefined;
  @state() private broken = false;

  private readonly text = strings(this, 'section', english);
  private readonly source = new Watch(this, () =>
    this.sectionId && !this.section && this.store && this.near ? oneSection(this.store, this.sectionId) : undefined,
  );
  private approach: IntersectionObserver | undefined;
  private drawn = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.near) return;
    if (this.first) this.near = true;
    this.approach = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.approach?.disconnect();
        this.near = true;
      },
      { rootMargin: `${AHEAD} 0px` },
    );
    this.approach.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.approach?.disconnect();
  }

  /** What is to be shown; undefined while it is on its way, or when there is nothing. */
  private get shown(): Section | undefined {
    if (this.section) return this.section;
    const state = this.source.value;
    if (state) return state.sections[0];
    return this.sectionId ? undefined : this.brought();
  }

  /** The section in the page's own markup. */
  private brought(): Section | undefined {
    const text = this.querySelector('script[type="application/json"]')?.textContent;
    if (!text) return undefined;
    try {
      const { type, variant, content, settings, shown, id = '', version = 0 } = JSON.parse(text) as Partial<Section>;
      if (typeof type !== 'string' || typeof content !== 'object' || content === null) return undefined;
      const brought = { id, type, variant: variant ?? '', content, settings: { ...DEFAULTS, ...settings }, version };
      return shown === undefined ? brought : { ...brought, shown };
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { shown } = this;
    const error = this.source.value?.error;
    if (error) this.report(error);
    const type = shown?.type ?? '';
    if (type !== this.drawn) {
      this.drawn = type;
      this.view = undefined;
      this.broken = false;
    }
    if (shown && this.near && !this.view && !this.broken) this.take(type);
    this.setState('loading', !error && !this.broken && (!shown ? !!this.sectionId : !this.view));
    this.setState('empty', this.broken || !!error || (!shown && !this.sectionId));
  }

  /** Takes the code that draws this type, now if it is there. */
  private take(type: string): void {
    const view = viewOf(type);
    if (view instanceof Promise)
      view.then(
        (view) => type === this.drawn && this.use(view),
        (error: unknown) => {
          this.broken = true;
          this.report(error);
        },
      );
    else if (view) this.use(view);
    else this.broken = true;
  }

  private use(view: View): void {
    if (this.shadowRoot) adoptStyles(this.shadowRoot, view.styles);
    this.view = view;
  }

  private draw({ content, variant, settings, shown }: Section): TemplateResult | typeof nothing {
    const { view, text, locale, productUrl, first, store } = this;
    if (!view) return nothing;
    const context: SectionContext = {
      variant,
      locale,
      level: this.level === 1 ? 1 : 2,
      first,
      productUrl,
      shown,
      theme: settings?.tone === 'dark' ? 'dark' : this.theme,
      text: (key, values) => text(key as keyof typeof english, values),
      signUp: store && signUpTo(store.client, locale),
    };
    try {
      return view.render(content, context);
    } catch (error) {
      this.report(error);
      return nothing;
    }
  }

  protected override render(): TemplateResult {
    const { shown } = this;
    const { tone, spacing, width, anchor } = { ...DEFAULTS, ...shown?.settings };
    const inner = shown && this.view ? this.draw(shown) : nothing;
    return html`<div class="root" part="root">
      ${
        inner === nothing
          ? nothing
          : html`<section
              class="section"
              part="section"
              id=${anchor ?? nothing}
              data-tone=${tone}
              data-spacing=${spacing}
              data-width=${width}
            >
              <div class="measure">${inner}</div>
            </section>`
      }
    </div>`;
  }
}

const DEFAULTS: Section['settings'] = { tone: 'plain', spacing: 'medium', width: 'normal' };

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-section': VitrineSection;
  }
}
