import { html } from 'hono/html';
import type { CartLine, FoldedCart } from '../../contract/cart-log.ts';
import type { Quote, QuotedLine, RejectedCode } from '../../contract/quotes.ts';
import { type HostedPage, type Html, own, type Visit } from './page.ts';
import { lineOptions } from '../line-options.ts';
import { lineProblem, money, notice, picture, stand, sums, tokenField } from './parts.ts';
import type { Word } from './strings/index.ts';

/** A cart with what it costs. */
export interface PricedCart {
  readonly cart: FoldedCart;
  readonly quote: Quote;
  /** The lines kept for later, priced by themselves; null when nobody knows any more what they are. */
  readonly saved: readonly (QuotedLine | null)[];
}

/** What has just happened to a cart. */
export type CartNews =
  | { readonly kind: 'added' | 'stock' | 'full' }
  | { readonly kind: 'removed'; readonly key: string; readonly units: number }
  | null;

export const CODE_WORDS: Readonly<Record<RejectedCode['reason'], Word>> = {
  unknown: 'codeUnknown',
  expired: 'codeExpired',
  used_up: 'codeUsedUp',
  minimum_not_met: 'codeMinimum',
  no_matching_items: 'codeNoItems',
  no_matching_delivery: 'codeNoDelivery',
  not_combinable: 'codeNotCombinable',
};

/** A small form of one button that does something to a line. */
const action = (
  visit: Visit,
  what: string,
  key: string,
  label: string,
  spoken: string,
  more: Html | string = '',
): Html =>
  html`<form method="post" action="/cart">
    ${tokenField(visit)}<input type="hidden" name="key" value="${key}" />${more}
    <button class="plain" name="do" value="${what}" aria-label="${spoken}">${label}</button>
  </form>`;

function heading(visit: Visit, line: QuotedLine): Html {
  const { productHandle, title } = line;
  const name = own(visit, title || visit.say('savedItem'));
  return html`<h2>
    ${productHandle ? html`<a href="/products/${encodeURIComponent(productHandle)}">${name}</a>` : name}
  </h2>`;
}

function lineTools(visit: Visit, line: QuotedLine): Html {
  const { say } = visit;
  const { key, title, quantity, problem, quantityAvailable } = line;
  const id = `quantity-${key}`;
  const takeable = problem?.code === 'not_enough_stock' ? (quantityAvailable ?? 0) : 0;
  return html`<div class="tools">
    ${
      problem?.code === 'variant_gone' || problem?.code === 'out_of_stock'
        ? ''
        : html`<form method="post" action="/cart">
            ${tokenField(visit)}<input type="hidden" name="key" value="${key}" />
            <label class="hidden" for="${id}">${say('quantityOf', { title })}</label>
            <input
              id="${id}"
              class="qty"
              type="number"
              name="quantity"
              value="${quantity}"
              min="0"
              max="9999"
              inputmode="numeric"
              required
              ${problem ? html`aria-invalid="true" aria-describedby="problem-${key}"` : ''}
            />
            <button class="second" name="do" value="set" aria-label="${say('updateLine', { title })}">
              ${say('update')}
            </button>
          </form>`
    }
    ${
      takeable > 0
        ? html`<form method="post" action="/cart">
            ${tokenField(visit)}<input type="hidden" name="key" value="${key}" />
            <input type="hidden" name="quantity" value="${takeable}" />
            <button class="second" name="do" value="set">${say('takeLeft', { count: takeable })}</button>
          </form>`
        : ''
    }
    ${action(visit, 'remove', key, say('remove'), say('removeLine', { title }))}
    ${action(visit, 'later', key, say('later'), say('laterLine', { title }))}
  </div>`;
}

function cartLine(visit: Visit, line: QuotedLine): Html {
  const { say } = visit;
  const { key, image, variantTitle, options, total, quantity, unitPrice, compareAtPrice } = line;
  const problem = lineProblem(visit, line);
  const written = lineOptions(variantTitle, options);
  return html`<li>
    <div class="frame">${picture(image, '84px') || stand(line.title)}</div>
    ${heading(visit, line)}
    <p class="price">${money(visit, total)}</p>
    ${
      written || quantity > 1 || compareAtPrice
        ? html`<p class="options quiet small">
            ${written ? own(visit, written) : ''}
            ${quantity > 1 ? html`<span>${say('each', { price: money(visit, unitPrice) })}</span>` : ''}
            ${compareAtPrice ? html`<s><span class="hidden">${say('before')} </span>${money(visit, compareAtPrice)}</s>` : ''}
          </p>`
        : ''
    }
    ${problem ? html`<p class="error" id="problem-${key}">${problem}</p>` : ''} ${lineTools(visit, line)}
  </li>`;
}

function savedLine(visit: Visit, line: CartLine, priced: QuotedLine | null): Html {
  const { say } = visit;
  const title = priced?.title || say('savedItem');
  return html`<li>
    <div class="frame">${picture(priced?.image ?? null, '84px') || stand(title)}</div>
    <h3>${own(visit, title)}</h3>
    <p class="price">${priced && priced.problem?.code !== 'variant_gone' ? money(visit, priced.unitPrice) : ''}</p>
    ${priced && lineProblem(visit, priced) ? html`<p class="error">${lineProblem(visit, priced)}</p>` : ''}
    <div class="tools">
      ${action(visit, 'back', line.key, say('toCart'), say('toCartLine', { title }))}
      ${action(visit, 'remove', line.key, say('remove'), say('removeLine', { title }))}
    </div>
  </li>`;
}

function codes(visit: Visit, { cart, quote }: PricedCart): Html {
  const { say } = visit;
  const reasons = new Map(quote.rejectedCodes.map(({ code, reason }) => [code.toUpperCase(), say(CODE_WORDS[reason])]));
  return html`<div class="stack">
    ${cart.codes.map((code) => {
      const reason = reasons.get(code.toUpperCase());
      return html`<form class="row" method="post" action="/cart">
        ${tokenField(visit)}<input type="hidden" name="text" value="${code}" />
        <strong class="${reason ? '' : 'good'}"><bdi>${code}</bdi></strong>
        ${reason ? html`<span class="error">${reason}</span>` : ''}
        <button class="plain" name="do" value="uncode" aria-label="${say('codeRemoveOf', { code })}">
          ${say('remove')}
        </button>
      </form>`;
    })}
    <form class="field" method="post" action="/cart">
      ${tokenField(visit)}
      <label for="code">${say('code')}</label>
      <span class="search">
        <input id="code" name="text" maxlength="64" autocomplete="off" autocapitalize="characters" required />
        <button class="second" name="do" value="code">${say('codeApply')}</button>
      </span>
    </form>
  </div>`;
}

function newsOf(visit: Visit, news: CartNews, hasProblem: boolean): Html | string {
  const { say } = visit;
  if (news?.kind === 'added') return notice(say('added'));
  if (news?.kind === 'full') return notice(say('cartFull'), true);
  if (news?.kind === 'removed')
    return notice(
      html`<span>${say('removed')}</span>
        ${action(visit, 'set', news.key, say('undo'), say('undo'), html`<input type="hidden" name="quantity" value="${news.units}" />`)}`,
    );
  if (news?.kind === 'stock') return notice(say('stockChanged'), true);
  return hasProblem ? notice(say('fixFirst'), true) : '';
}

function asideOf(visit: Visit, priced: PricedCart): Html {
  const { say } = visit;
  const { quote, cart } = priced;
  const missing = quote.freeShippingRemaining;
  return html`<div class="aside stack">
    ${
      missing === null
        ? ''
        : html`<p class="${missing.amountMinor > 0 ? 'quiet' : 'good'}">
            ${missing.amountMinor > 0 ? say('freeShippingMissing', { price: money(visit, missing) }) : say('freeShippingReached')}
          </p>`
    }
    ${codes(visit, priced)}
    <form class="field" method="post" action="/cart">
      ${tokenField(visit)}
      <label for="note">${say('note')}</label>
      <textarea id="note" name="text" maxlength="2000" rows="2" dir="auto">${cart.note}</textarea>
      <button class="second" name="do" value="note">${say('saveNote')}</button>
    </form>
    ${sums(visit, quote)}
    <div class="bar">
      <a class="button wide" href="/checkout">${say('checkout')}</a>
      <p class="quiet small">${say('checkoutHint')}</p>
    </div>
  </div>`;
}

/** The cart: its lines with what can be done to them, codes, a note, and what it all costs. */
export function cartPage(visit: Visit, priced: PricedCart, news: CartNews): HostedPage {
  const { say } = visit;
  const { cart, quote, saved } = priced;
  const hasProblem = quote.lines.some(({ problem }) => problem !== null);
  const kept = cart.saved.length
    ? html`<section class="stack">
        <h2>${say('savedTitle')}</h2>
        <ul class="lines">
          ${cart.saved.map((line, index) => savedLine(visit, line, saved[index] ?? null))}
        </ul>
      </section>`
    : '';
  const full = html`<div class="head">
      <h1>${say('yourCart')}</h1>
      <p class="quiet">${say('itemCount', { count: cart.count })}</p>
    </div>
    <div class="split">
      <div class="stack">
        <ul class="lines">
          ${quote.lines.map((line) => cartLine(visit, line))}
        </ul>
        ${kept}
      </div>
      ${asideOf(visit, priced)}
    </div>`;
  const empty = html`<div class="message">
      <h1>${say('emptyTitle')}</h1>
      <p class="quiet">${say('emptyText')}</p>
      <p><a class="button" href="/">${say('shop')}</a></p>
    </div>
    ${kept}`;
  const shown = html`${newsOf(visit, news, hasProblem)} ${cart.lines.length ? full : empty}`;
  return {
    head: { kind: 'cart', title: say('yourCart') },
    ownCart: true,
    main: visit.elements
      ? html`<vitrine-cart display="page" note order-url="/orders/{token}" shop-url="/">${shown}</vitrine-cart>`
      : shown,
  };
}
