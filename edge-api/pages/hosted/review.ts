import { html } from 'hono/html';
import type { CheckoutDraftFields } from '../../contract/checkout-drafts.ts';
import type { Money } from '../../contract/money.ts';
import type { Quote } from '../../contract/quotes.ts';
import { CODE_WORDS } from './cart.ts';
import { orderedLines, steps } from './checkout.ts';
import { type HostedPage, type Html, own, type Visit } from './page.ts';
import { lineProblem, money, notice, sums, tokenField } from './parts.ts';

/** Why an order was not placed, or nothing yet. */
export type ReviewNews =
  | { readonly kind: 'price'; readonly before: Money }
  | { readonly kind: 'lines' | 'used_up' | 'stock' | 'delivery' | 'payment' | 'closed' | 'orders' }
  | null;

export interface ReviewView {
  readonly fields: CheckoutDraftFields;
  readonly quote: Quote;
  /** Ids of what is chosen; '' for nothing. */
  readonly delivery: string;
  readonly payment: string;
  /** The address on lines, its country's name last. */
  readonly address: readonly string[];
  readonly billing: readonly string[] | null;
  readonly countryName: string;
  /** What this order is recognised by when its form is sent twice. */
  readonly key: string;
  /** What was shown of the lines, so that another cart is not ordered by this form. */
  readonly linesMark: string;
  readonly marketing: boolean;
  readonly news: ReviewNews;
}

function newsOf(visit: Visit, { news, quote }: ReviewView): Html | string {
  const { say } = visit;
  if (news === null) return quote.lines.some(({ problem }) => problem) ? notice(say('fixFirst'), true) : '';
  const texts = {
    price: () =>
      say('priceChanged', {
        before: news.kind === 'price' ? money(visit, news.before) : '',
        price: money(visit, quote.total),
      }),
    lines: () => say('linesChanged'),
    used_up: () => say('usedUp', { price: money(visit, quote.total) }),
    stock: () => say('stockChanged'),
    delivery: () => say('chooseOne'),
    payment: () => say('chooseOne'),
    closed: () => say('checkoutClosed'),
    orders: () => say('tooManyOrders'),
  } as const;
  return notice(texts[news.kind](), true);
}

function choice(name: string, id: string, chosen: boolean, what: Html, aside: string): Html {
  return html`<label class="choice">
    <input type="radio" name="${name}" value="${id}" ${chosen ? html`checked` : ''} />
    <span class="what">${what}</span>${aside ? html`<span class="price">${aside}</span>` : ''}
  </label>`;
}

function deliveries(visit: Visit, { quote, delivery, countryName }: ReviewView): Html | string {
  const { say } = visit;
  const { deliveryMethods } = quote;
  const undeliverable = quote.problems.some(({ code }) => code === 'not_shippable');
  if (deliveryMethods.length === 0)
    return undeliverable ? html`<p class="error">${say('deliveryNone', { country: countryName })}</p>` : '';
  return html`<fieldset class="section">
    <legend>${say('delivery')}</legend>
    <div class="choices">
      ${deliveryMethods.map(({ id, title, description, price }) =>
        choice(
          'deliveryMethodId',
          id,
          id === delivery,
          html`${own(visit, title)}<small>${own(visit, description)}</small>`,
          price.amountMinor === 0 ? say('free') : money(visit, price),
        ),
      )}
    </div>
    ${
      deliveryMethods.length > 1
        ? html`<p><button class="second" name="do" value="update">${say('updateTotal')}</button></p>`
        : ''
    }
  </fieldset>`;
}

function payments(visit: Visit, { quote, payment }: ReviewView): Html {
  const { say } = visit;
  return html`<fieldset class="section">
    <legend>${say('payment')}</legend>
    ${
      quote.paymentMethods.length === 0
        ? html`<p class="error">${say('paymentNone')}</p>`
        : html`<div class="choices">
            ${quote.paymentMethods.map(({ id, title, description, provider }) =>
              choice(
                'paymentMethodId',
                id,
                id === payment,
                html`${own(visit, title)}<small
                    >${own(visit, description)}${provider === 'manual' ? '' : html` ${say('paymentNextThere')}`}</small
                  >`,
                '',
              ),
            )}
          </div>`
    }
  </fieldset>`;
}

const section = (title: string, lines: readonly string[], change: string, label: string, spoken: string): Html =>
  html`<section class="section">
    <div class="row">
      <h2>${title}</h2>
      <a href="${change}" aria-label="${spoken}">${label}</a>
    </div>
    <address>${lines.join('\n')}</address>
  </section>`;

/** A code that gives nothing, and the way to be rid of it. */
const rejectedCode = ({ say }: Visit, { code, reason }: Quote['rejectedCodes'][number]): Html =>
  html`<div class="row">
    <p class="error"><bdi>${code}</bdi>: ${say(CODE_WORDS[reason])}</p>
    <button class="plain" form="uncode" name="text" value="${code}" aria-label="${say('codeRemoveOf', { code })}">
      ${say('remove')}
    </button>
  </div>`;

/** The second step: delivery, payment, and the whole order once more before it is placed. */
export function reviewPage(visit: Visit, view: ReviewView): HostedPage {
  const { say, store } = visit;
  const { fields, quote, address, billing, key, linesMark, marketing } = view;
  const { total } = quote;
  return {
    head: { kind: 'checkout', title: say('review') },
    quiet: true,
    main: html`${steps(visit, 'review')}
      <div class="head"><h1>${say('review')}</h1></div>
      ${newsOf(visit, view)}
      <form class="split" method="post" action="/checkout/review">
        ${tokenField(visit)}
        <input type="hidden" name="key" value="${key}" />
        <input type="hidden" name="lines" value="${linesMark}" />
        <input type="hidden" name="total" value="${total.amountMinor} ${total.currency}" />
        <button class="first" name="do" value="update" tabindex="-1" aria-hidden="true">${say('updateTotal')}</button>
        <div class="stack">
          ${section(say('address'), [fields.email ?? '', ...address], '/checkout', say('change'), say('changeAddress'))}
          ${billing ? section(say('billing'), billing, '/checkout', say('change'), say('changeAddress')) : ''}
          ${deliveries(visit, view)} ${payments(visit, view)}
          <div class="field">
            <label for="note">${say('orderNote')} <small>(${say('optional')})</small></label>
            <textarea id="note" name="note" maxlength="2000" rows="2" dir="auto">${fields.note ?? ''}</textarea>
          </div>
          ${
            store.checkout.marketingConsent
              ? html`<label class="check"
                  ><input type="checkbox" name="marketing" value="yes" ${marketing ? html`checked` : ''} />
                  <span>${say('marketing')}</span></label
                >`
              : ''
          }
        </div>
        <div class="aside stack">
          <div class="row">
            <h2>${say('itemCount', { count: quote.lines.reduce((sum, { quantity }) => sum + quantity, 0) })}</h2>
            <a href="/cart">${say('changeCart')}</a>
          </div>
          ${orderedLines(visit, quote, (index) => lineProblem(visit, quote.lines[index]!))}
          ${quote.rejectedCodes.map((rejected) => rejectedCode(visit, rejected))} ${sums(visit, quote)}
          <div class="bar">
            <button class="wide" name="do" value="place">${say('placeFor', { price: money(visit, total) })}</button>
          </div>
        </div>
      </form>
      ${
        quote.rejectedCodes.length
          ? html`<form id="uncode" method="post" action="/cart">
              ${tokenField(visit)}<input type="hidden" name="do" value="uncode" />
              <input type="hidden" name="to" value="review" />
            </form>`
          : ''
      }`,
  };
}
