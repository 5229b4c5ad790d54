import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { lineOptions } from '../internal/line-options.ts';
import { srcsetOf } from '../internal/picture.ts';
import type { CartState } from '../stores/cart-store.ts';
import { lineTitle } from './cart-line.ts';
import type { BesideUi } from './cart-beside.ts';

/** Lines that a shopper keeps for later. */
export function renderSaved(ui: BesideUi, { saved = [], savedQuote }: CartState): TemplateResult | typeof nothing {
  const { say } = ui;
  if (!saved.length) return nothing;
  return html`<section class="saved" aria-labelledby="saved">
    <h3 id="saved" tabindex="-1">${say('savedLines', { count: saved.length })}</h3>
    <ul role="list">
      ${repeat(
        saved,
        ({ key }) => key,
        (line) => {
          const quoted = savedQuote?.lines.find(({ key }) => key === line.key);
          const title = lineTitle(ui, quoted);
          const options = lineOptions(quoted?.variantTitle ?? '', line.options);
          const code = quoted?.problem?.code;
          const gone = code === 'out_of_stock' || code === 'variant_gone';
          return html`<li class="line kept ${gone ? 'gone' : ''}">
            <div class="picture">
              ${
                quoted?.image
                  ? html`<img
                      srcset=${srcsetOf(quoted.image)}
                      sizes="56px"
                      src=${quoted.image.url}
                      alt=""
                      loading="lazy"
                    />`
                  : nothing
              }
            </div>
            <div class="about">
              <h4 part="line-heading"><bdi>${title}</bdi></h4>
              ${options ? html`<p class="options" part="line-options"><bdi>${options}</bdi></p>` : nothing}
              <p class="unit">
                ${
                  gone
                    ? say(code === 'variant_gone' ? 'variantGone' : 'soldOut')
                    : quoted
                      ? html`${line.quantity > 1 ? `${line.quantity} × ` : nothing}<span class="money"
                            >${ui.money(quoted.unitPrice)}</span
                          >`
                      : nothing
                }
              </p>
              <div class="links">
                ${
                  gone
                    ? nothing
                    : html`<button
                        class="tertiary"
                        part="tertiary-button"
                        aria-label=${say('moveToCartLine', { title })}
                        @click=${() => ui.keepForLater(line, false)}
                      >
                        ${say('moveToCart')}
                      </button>`
                }
                <button
                  class="tertiary"
                  part="tertiary-button"
                  aria-label=${say('removeLine', { title })}
                  @click=${() => ui.remove(line)}
                >
                  ${say('remove')}
                </button>
              </div>
            </div>
          </li>`;
        },
      )}
    </ul>
  </section>`;
}
