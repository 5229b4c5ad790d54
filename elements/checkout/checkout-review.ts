import { html, nothing, type TemplateResult } from 'lit';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Quote, QuotedLine } from '../../edge-api/contract/quotes.ts';
import { lineOptions } from '../internal/line-options.ts';
import { srcsetOf } from '../internal/picture.ts';
import type { Text } from '../internal/strings.ts';
import { renderTotals, type totalsEnglish } from '../internal/totals.ts';
import type { CheckoutKey } from './checkout.strings.ts';

/** What the review needs of the checkout. */
export interface ReviewUi {
  readonly say: Text<CheckoutKey>;
  readonly sums: Text<keyof typeof totalsEnglish>;
  readonly money: (money: Money) => string;
  readonly count: number;
  /** Newer prices are on their way. */
  readonly busy: boolean;
  /** Whether the lines are unfolded where there is little room. */
  readonly unfolded: boolean;
  toggle(): void;
  setQuantity(line: Pick<CartLine, 'key'>, quantity: number): void;
  /** What a line cost when it was first shown, where it costs something else now. */
  readonly earlier: ReadonlyMap<string, Money>;
}

function renderProblem({ say, setQuantity }: ReviewUi, line: QuotedLine): TemplateResult | typeof nothing {
  if (!line.problem) return nothing;
  const left = line.quantityAvailable ?? 0;
  const fewer = line.problem.code === 'not_enough_stock' && left > 0 && left < line.quantity;
  const words = fewer
    ? say('onlyLeft', { count: left })
    : say(
        line.problem.code === 'variant_gone'
          ? 'variantGone'
          : line.problem.code === 'not_shippable'
            ? 'notShippable'
            : 'soldOut',
      );
  return html`<div class="notice bad">
    <p>${words}</p>
    <button type="button" part="tertiary-button" @click=${() => setQuantity(line, fewer ? left : 0)}>
      ${fewer ? say('takeLeft', { count: left }) : say('remove')}
    </button>
  </div>`;
}

function renderLine(ui: ReviewUi, line: QuotedLine): TemplateResult {
  const { say, money } = ui;
  const earlier = ui.earlier.get(line.key);
  const options = lineOptions(line.variantTitle, line.options);
  return html`<li>
    <div class="picture">
      ${line.image ? html`<img srcset=${srcsetOf(line.image)} sizes="52px" src=${line.image.url} alt="" width="52" height="64" decoding="async" />` : nothing}
    </div>
    <div class="about">
      <p part="line-heading">
        ${line.quantity > 1 ? html`<span class="times">${say('quantity', { count: line.quantity })}</span>` : nothing}
        <bdi>${line.title}</bdi>
      </p>
      ${options ? html`<p class="options" part="line-options"><bdi>${options}</bdi></p>` : nothing}
    </div>
    <p class="money" part="line-price">${money(line.total)}</p>
    ${renderProblem(ui, line)}
    ${earlier ? html`<p class="notice changed">${say('priceWas', { before: money(earlier), price: money(line.unitPrice) })}</p>` : nothing}
  </li>`;
}

/** What is ordered and what it costs: lines that fold where there is little room, and the edge's sums. */
export function renderReview(ui: ReviewUi, quote: Quote | undefined): TemplateResult {
  const { say, unfolded } = ui;
  // A problem is never folded away.
  const fixed = quote?.lines.some(({ problem, key }) => problem ?? ui.earlier.has(key));
  const open = unfolded || fixed;
  return html`<div class="review-head">
      <h3 id="review" tabindex="-1">${say('review')}</h3>
      <span class="muted">${say('itemCount', { count: ui.count })}</span>
      ${
        fixed
          ? nothing
          : html`<button
              type="button"
              class="tertiary fold"
              part="tertiary-button"
              aria-expanded=${unfolded}
              aria-controls="lines"
              @click=${ui.toggle}
            >
              ${say(unfolded ? 'hideLines' : 'showLines')}
            </button>`
      }
    </div>
    ${
      quote
        ? html`<ul id="lines" role="list" class="lines ${open ? '' : 'folded'}">
              ${quote.lines.map((line) => renderLine(ui, line))}
            </ul>
            ${renderTotals(ui.sums, ui.money, quote, ui.busy, say('shippingLater'))}`
        : html`<div id="lines" class="placeholder block"></div>`
    }`;
}
