import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Product, Variant } from '../../edge-api/contract/products.ts';
import { minus, plus, tick } from '../internal/icons.ts';
import type { Text } from '../internal/strings.ts';
import { renderOptions } from './product-options.ts';
import type { english } from './product.strings.ts';
import { stockOf } from './stock.ts';
import type { Choice } from './variant-choice.ts';

/** What the form needs of the product's element. */
export interface BuyUi {
  readonly text: Text<keyof typeof english>;
  readonly choice: Choice;
  /** The variant chosen; undefined when that combination is not made. */
  readonly variant: Variant | undefined;
  /** Name of the first option that nothing is chosen of yet; undefined when there is none. */
  readonly question: string | undefined;
  readonly locale: string;
  readonly quantity: number;
  /** The most units that can be bought at once. */
  readonly most: number;
  readonly buying: 'idle' | 'adding' | 'added' | 'failed';
  choose(option: number, value: string): void;
  /** Takes the nearest quantity that can be bought, and answers it. */
  setQuantity(quantity: number): number;
  submit(event: Event): void;
}

/** Options, stock, quantity and the button to buy. */
export function renderBuyForm(product: Product, ui: BuyUi): TemplateResult {
  const { text, buying } = ui;
  // While something is to be chosen there is no stock to tell of; its line keeps its room.
  const { kind, words } =
    ui.question === undefined ? stockOf(ui.variant, text, ui.locale) : { kind: 'open', words: '' };
  return html`<form part="form" novalidate @submit=${ui.submit}>
    ${renderOptions(product, ui.choice, {
      soldOut: text('soldOut'),
      notMade: text('notMade'),
      choose: (option, value) => ui.choose(option, value),
    })}
    <p class="stock ${kind}" part="stock">${words}</p>
    <slot name="before-buy"></slot>
    <div class="buy">${ui.variant?.available ? renderStepper(ui) : nothing} ${renderButton(ui)}</div>
    ${buying === 'failed' ? html`<p class="trouble" role="alert">${text('addFailed')}</p>` : nothing}
    <slot name="after-buy"></slot>
  </form>`;
}

function renderStepper({ text, quantity, most, setQuantity }: BuyUi): TemplateResult {
  const typed = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    // At once, because pressing Enter submits before the next render.
    input.value = `${setQuantity(Number(input.value))}`;
  };
  // Not disabled at either end: a button that has the focus would lose it.
  const step = (by: number, label: string, icon: unknown, end: boolean): TemplateResult =>
    html`<button
      type="button"
      class="step"
      aria-label=${label}
      aria-disabled=${end}
      @click=${() => setQuantity(quantity + by)}
    >
      ${icon}
    </button>`;
  return html`<div class="stepper" part="quantity" role="group" aria-label=${text('quantity')}>
    ${step(-1, text('less'), minus, quantity <= 1)}
    <input
      class="quantity"
      part="input-field"
      type="number"
      inputmode="numeric"
      min="1"
      max=${most}
      aria-label=${text('quantity')}
      .value=${live(`${quantity}`)}
      @change=${typed}
    />
    ${step(1, text('more'), plus, quantity >= most)}
  </div>`;
}

function renderButton({ text, variant, buying, question }: BuyUi): TemplateResult {
  const label =
    question !== undefined
      ? text('choose', { option: question })
      : variant?.available
        ? text(buying === 'adding' || buying === 'added' ? buying : 'add')
        : text(variant ? 'soldOut' : 'notMade');
  const active = question !== undefined || (variant?.available && buying !== 'adding');
  return html`<button class="primary" part="primary-button" aria-disabled=${active ? 'false' : 'true'}>
    ${buying === 'added' ? tick : nothing}${label}
  </button>`;
}
