import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Product } from '../../edge-api/contract/products.ts';
import { renderSwatch } from './swatch.ts';
import { standing, type Choice } from './variant-choice.ts';

/** What the options need to say and do. */
export interface OptionsUi {
  readonly soldOut: string;
  readonly notMade: string;
  choose(option: number, value: string): void;
}

/** The choice between a product's variants: one group of radio buttons an option, drawn as chips. */
export function renderOptions(product: Product, choice: Choice, ui: OptionsUi): TemplateResult[] {
  return product.options.map(
    (option, index) =>
      html`<fieldset data-option=${index}>
        <legend part="label"><bdi>${option.name}</bdi></legend>
        <div class="values">
          ${option.values.map((value, at) => {
            const selected = choice[index] === value;
            const how = standing(product, choice, index, value);
            const swatch = option.swatches?.[at];
            const off = how !== 'available';
            return html`<label
              class="value ${selected ? 'selected' : ''} ${off ? 'off' : ''} ${how === 'missing' ? 'missing' : ''}"
              part=${
                swatch
                  ? `color-swatch ${selected ? 'color-swatch-selected' : ''} ${off ? 'color-swatch-disabled' : ''}`
                  : `radio ${selected ? 'radio-selected' : ''} ${off ? 'radio-disabled' : ''}`
              }
            >
              <input
                type="radio"
                name=${`option-${index}`}
                .value=${value}
                .checked=${live(selected)}
                @change=${() => ui.choose(index, value)}
              />
              ${swatch ? renderSwatch(swatch, product.images) : nothing}
              <bdi part=${swatch ? 'color-swatch-label' : nothing}>${swatch?.label ?? value}</bdi>
              ${off ? html`<span class="visually-hidden">, ${how === 'missing' ? ui.notMade : ui.soldOut}</span>` : nothing}
            </label>`;
          })}
        </div>
      </fieldset>`,
  );
}
