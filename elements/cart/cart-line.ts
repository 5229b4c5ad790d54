import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { MAX_QUANTITY, type CartLine } from '../../edge-api/contract/cart-log.ts';
import type { QuotedLine } from '../../edge-api/contract/quotes.ts';
import { gift as giftIcon, minus, plus } from '../internal/icons.ts';
import { giftOf, lineOptions, writtenOptions } from '../internal/line-options.ts';
import { srcsetOf } from '../internal/picture.ts';
import type { CartUi } from './cart-ui.ts';

/** A line of the cart with what the edge last said about it, if it has. */
export interface LineView {
  readonly line: CartLine;
  readonly quoted: QuotedLine | undefined;
}

/** What to call a line. */
export const lineTitle = (ui: Pick<CartUi, 'say'>, quoted: QuotedLine | undefined): string =>
  quoted?.title || ui.say('item');

function renderUnitPrice(ui: CartUi, quoted: QuotedLine): TemplateResult {
  const { unitPrice, compareAtPrice } = quoted;
  if (!compareAtPrice) return html`<span class="money">${ui.money(unitPrice)}</span>`;
  return html`<span class="money reduced">${ui.money(unitPrice)}</span>
    <s class="money"><span class="visually-hidden">${ui.say('before')}</span>${ui.money(compareAtPrice)}</s>`;
}

function renderProblem(ui: CartUi, { line, quoted }: LineView): TemplateResult | typeof nothing {
  // A problem is about the units it was asked for; while those change, what was said is out of date.
  if (!quoted?.problem || quoted.quantity !== line.quantity) return nothing;
  const left = quoted.quantityAvailable ?? 0;
  const title = lineTitle(ui, quoted);
  const fewer = quoted.problem.code === 'not_enough_stock' && left > 0;
  const words = fewer
    ? ui.say('onlyLeft', { count: left })
    : ui.say(
        quoted.problem.code === 'variant_gone'
          ? 'variantGone'
          : quoted.problem.code === 'not_shippable'
            ? 'notShippable'
            : 'soldOut',
      );
  return html`<div class="notice bad">
    <p>${words}</p>
    ${
      fewer
        ? html`<button part="tertiary-button" @click=${() => ui.setQuantity(line, left)}>
            ${ui.say('takeLeft', { count: left })}
          </button>`
        : html`<button
            part="tertiary-button"
            aria-label=${ui.say('removeLine', { title })}
            @click=${() => ui.remove(line)}
          >
            ${ui.say('removeIt')}
          </button>`
    }
  </div>`;
}

function renderStepper(ui: CartUi, { line, quoted }: LineView): TemplateResult {
  const title = lineTitle(ui, quoted);
  const most = ui.most(line);
  const step = (by: number) => {
    if (by > 0 && line.quantity >= most) ui.announce(ui.say('onlyLeft', { count: most }));
    else if (line.quantity + by > 0) ui.setQuantity(line, line.quantity + by);
  };
  const typed = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const quantity = Number(input.value);
    if (!/^\d+$/.test(input.value.trim()) || quantity > MAX_QUANTITY) input.value = `${line.quantity}`;
    else if (quantity > most && most > 0) {
      input.value = `${most}`;
      ui.announce(ui.say('onlyLeft', { count: most }));
      if (most !== line.quantity) ui.setQuantity(line, most);
    } else if (quantity === 0) ui.remove(line);
    else if (quantity !== line.quantity) ui.setQuantity(line, quantity);
  };
  return html`<div class="stepper" role="group" aria-label=${ui.say('quantityOf', { title })}>
    <button aria-label=${ui.say('fewer', { title })} aria-disabled=${line.quantity <= 1} @click=${() => step(-1)}>
      ${minus}
    </button>
    <input
      part="input-field"
      inputmode="numeric"
      autocomplete="off"
      maxlength="4"
      aria-label=${ui.say('quantityOf', { title })}
      .value=${live(`${line.quantity}`)}
      @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
      @change=${typed}
    />
    <button aria-label=${ui.say('more', { title })} aria-disabled=${line.quantity >= most} @click=${() => step(1)}>
      ${plus}
    </button>
  </div>`;
}

/** A gift as the shopper made it. */
function renderGift({ say }: CartUi, { options }: CartLine): TemplateResult | typeof nothing {
  const { wrap, message } = giftOf(options);
  if (!wrap && !message) return nothing;
  return html`<p class="gift">
    ${giftIcon}<span
      >${say('giftWrapped')}${message ? html`<span class="message"><bdi>“${message}”</bdi></span>` : nothing}</span
    >
  </p>`;
}

function renderLinks(ui: CartUi, { line, quoted }: LineView): TemplateResult {
  const title = lineTitle(ui, quoted);
  const isGift = giftOf(line.options).wrap;
  const written = isGift || writtenOptions(line.options).length > 0;
  const link = (words: string, label: string, press: () => void) =>
    html`<button class="tertiary" part="tertiary-button" aria-label=${label} @click=${press}>${words}</button>`;
  return html`<div class="links">
    ${
      written
        ? link(ui.say('edit'), ui.say('editLine', { title }), () => ui.edit(line))
        : ui.gifts
          ? link(ui.say('gift'), ui.say('giftLine', { title }), () => ui.edit(line))
          : nothing
    }
    ${ui.keeps ? link(ui.say('later'), ui.say('laterLine', { title }), () => ui.keepForLater(line, true)) : nothing}
    ${link(ui.say('remove'), ui.say('removeLine', { title }), () => ui.remove(line))}
  </div>`;
}

/** One line of the cart. What is not known yet holds its room. */
export function renderLine(ui: CartUi, view: LineView): TemplateResult {
  const { line, quoted } = view;
  const title = lineTitle(ui, quoted);
  const options = lineOptions(quoted?.variantTitle ?? '', line.options, false);
  const gone = quoted?.problem && quoted.problem.code !== 'not_enough_stock';
  return html`<li class="line ${gone ? 'gone' : ''}">
    <div class="picture" part="line-image">
      ${
        quoted?.image
          ? html`<img
              srcset=${srcsetOf(quoted.image)}
              sizes="84px"
              src=${quoted.image.url}
              alt=""
              width="84"
              height="104"
              loading="lazy"
              decoding="async"
            />`
          : nothing
      }
    </div>
    <div class="about">
      <h3 part="line-heading">
        ${quoted ? html`<bdi>${title}</bdi>` : ui.waiting ? html`<span class="placeholder">${ui.say('loading')}</span>` : title}
      </h3>
      ${options ? html`<p class="options" part="line-options"><bdi>${options}</bdi></p>` : nothing}
      ${renderGift(ui, line)} ${quoted && !gone ? html`<p class="unit">${renderUnitPrice(ui, quoted)}</p>` : nothing}
    </div>
    <p class="line-total settling" part="line-price" aria-busy=${quoted?.quantity === line.quantity ? 'false' : 'true'}>
      ${quoted && !gone ? html`<span class="money">${ui.money(quoted.total)}</span>` : nothing}
    </p>
    <div class="actions">${gone ? nothing : html`${renderStepper(ui, view)}${renderLinks(ui, view)}`}</div>
    ${!gone && !quoted?.problem && line.quantity >= ui.most(line) ? html`<p class="limit">${ui.say('onlyLeft', { count: ui.most(line) })}</p>` : nothing}
    ${ui.formOf(line)} ${renderProblem(ui, view)}
  </li>`;
}
