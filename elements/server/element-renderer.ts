import { LitElementRenderer } from '@lit-labs/ssr/lib/lit-element-renderer.js';
import type { RenderInfo } from '@lit-labs/ssr/lib/render-value.js';
import { renderValue } from '@lit-labs/ssr/lib/render-value.js';
import type { ReactiveController, ReactiveElement } from 'lit';
import { isRightToLeft } from '../internal/strings.ts';
import { Watch } from '../internal/watch.ts';
import type { StoreContext } from '../store/context.ts';
import { keptShadow, type Inputs, type Shadow } from './kept-shadows.ts';
import { brandingOf, liftStyles } from './lifted-styles.ts';
import { sheetsOf, sheetUrl } from './sheets.ts';

type Thunked = ReturnType<typeof renderValue>;

/** What elements have that are drawn here; TypeScript keeps parts of it private. */
interface Drawn extends ReactiveElement {
  readonly store: StoreContext | undefined;
  readonly locale: string;
  readonly theme?: string;
  readonly storeConsumer?: { value: StoreContext };
  readonly layout?: string;
  readonly columns?: number;
  near?: boolean;
  take?: (module: Promise<unknown>) => unknown;
  render(): unknown;
}

/** What one drawing needs and makes. Drawing does not wait for anything, so there is one at a time. */
export interface Drawing {
  readonly store: StoreContext;
  /** Where the build's files are, such as `/assets/`. */
  readonly assets: string;
  /** Texts of the `<style>` elements that were written, for a policy that names their hashes. */
  readonly styles: Set<string>;
  /** What is the same for all elements of it and decides how they look: language, theme, branding, where files are. */
  readonly place: string;
  /** What is done to the inside of each element, such as taking out what only scripts need. */
  readonly finish?: ((html: string) => string) | undefined;
}

let drawing: Drawing | undefined;

/** Draws something within `next`. */
export function within<T>(next: Drawing, draw: () => T): T {
  const before = drawing;
  drawing = next;
  try {
    return draw();
  } finally {
    drawing = before;
  }
}

const controllers = new WeakMap<ReactiveElement, ReactiveController[]>();

/** Lit keeps an element's controllers to itself: they are noted here as they are added. */
export function noteControllers(prototype: ReactiveElement): void {
  const { addController } = prototype;
  prototype.addController = function (this: ReactiveElement, controller) {
    const known = controllers.get(this);
    if (known) known.push(controller);
    else controllers.set(this, [controller]);
    addController.call(this, controller);
  };
}

/** Calls what is to be called and puts the pieces together. */
function joined(pieces: Thunked | undefined): string {
  let text = '';
  for (let piece of (pieces ?? []) as unknown[]) {
    while (typeof piece === 'function') piece = (piece as () => unknown)();
    if (typeof piece === 'string') text += piece;
    else if (Array.isArray(piece)) text += joined(piece as unknown as Thunked);
    else if (piece !== undefined) throw new Error('An element waits for something while it is drawn on the server.');
  }
  return text;
}

/** The box around everything that an element shows. */
const ROOT = /<div(?=[^>]*? class="root)/;

/**
 * Draws one of our elements as it stands right after its first update in a browser: with its store, what it watches, and
 * what it writes into its own shadow root afterwards. Nothing is connected, so that nothing observes or listens.
 */
export class VitrineRenderer extends LitElementRenderer {
  declare element: Drawn & LitElementRenderer['element'];

  override connectedCallback(): void {
    const { element } = this;
    if (drawing && element.storeConsumer) element.storeConsumer.value = drawing.store;
    for (const controller of controllers.get(element) ?? []) if (controller instanceof Watch) controller.hostUpdate();
    if ('near' in element) element.near = true;
    // Layouts and controls that are fetched work with a real layout alone.
    if (this.tagName === 'vitrine-product-grid') element.take = (module) => module.catch(() => undefined);
    super.connectedCallback();
  }

  override renderShadow(renderInfo: RenderInfo): Thunked | undefined {
    const { element } = this;
    if (!drawing) return undefined;
    const { styles, place } = drawing;
    const { html, rules } = keptShadow(element as unknown as Inputs, place, () => this.drawShadow(renderInfo));
    if (rules) styles.add(rules);
    return [html];
  }

  private drawShadow(renderInfo: RenderInfo): Shadow {
    const { element } = this;
    const { assets, finish, store } = drawing!;
    const shown = joined(renderValue(element.render(), renderInfo));
    const links = sheetsOf(element)
      .map((sheet) => `<link rel="stylesheet" href="${assets}${sheetUrl(sheet)}">`)
      .join('');
    const { locale } = element;
    const about = ` lang="${locale}" dir="${isRightToLeft(locale) ? 'rtl' : 'ltr'}" data-theme="${element.theme ?? store.theme ?? ''}"`;
    const { html, css } = liftStyles(shown.replace(ROOT, `$&${about}`));
    const rules = `${brandingOf(store.summary.value?.branding, element.columns)}${css}`;
    const finished = finish ? finish(html) : html;
    return { html: links + finished + (rules && `<style>${rules}</style>`), rules };
  }

  /** The whole element, from its tag on. */
  drawWhole(light = ''): string {
    const info: RenderInfo = {
      elementRenderers: [VitrineRenderer],
      customElementInstanceStack: [],
      customElementHostStack: [this],
      eventTargetStack: [],
      slotStack: [],
      deferHydration: false,
    };
    this.connectedCallback();
    const name = drawing?.finish ? 'div' : this.tagName;
    const tag = `<${name}${joined(this.renderAttributes() as Thunked)}>`;
    return `${tag}<template shadowrootmode="open">${joined(this.renderShadow(info))}</template>${light}</${name}>`;
  }
}
