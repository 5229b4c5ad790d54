import { html, raw } from 'hono/html';
import type { Money } from '../../contract/money.ts';
import type { Image } from '../../contract/products.ts';
import type { Quote, QuotedLine } from '../../contract/quotes.ts';
import { formatMoney } from '../money.ts';
import type { Html, Visit } from './page.ts';

/** An amount as the page's readers write it. */
export const money = ({ locale }: Pick<Visit, 'locale'>, amount: Money): string => formatMoney(amount, locale);

/** The day of a moment, in UTC: a server does not know where its reader is. */
export function moment({ locale }: Pick<Visit, 'locale'>, iso: string): Html {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return html`<time datetime="${iso}">${format.format(new Date(iso))}</time>`;
}

const WIDTHS = [240, 480, 720, 1080, 1600];

/** A picture in the width it is shown at (`sizes`, as HTML has it); nothing for one that is not there. */
export function picture(image: Image | null, sizes: string, { eager = false, alt = '' } = {}): Html | string {
  if (!image) return '';
  const { width, height, sized, url } = image;
  const set = sized ? WIDTHS.map((one) => `${sized.replace('{width}', `${one}`)} ${one}w`).join(', ') : undefined;
  return html`<img
    src="${url}"
    ${set ? html`srcset="${set}" sizes="${sizes}"` : ''}
    ${width && height ? html`width="${width}" height="${height}"` : ''}
    alt="${alt}"
    decoding="async"
    ${eager ? html`fetchpriority="high"` : html`loading="lazy"`}
  />`;
}

/** What stands for a thing without a picture: the first letter of its name. */
export const stand = (title: string): Html =>
  html`<span class="none" aria-hidden="true">${/[\p{L}\p{N}]/u.exec(title)?.[0].toLocaleUpperCase() ?? ''}</span>`;

/** The form's own token. */
export const tokenField = ({ formToken }: Visit): Html =>
  html`<input type="hidden" name="form_token" value="${formToken}" />`;

type Sums = Pick<Quote, 'subtotal' | 'discount' | 'shipping' | 'tax' | 'taxIncluded' | 'total' | 'discounts' | 'taxes'>;

/** The sums of a cart or an order. */
export function sums(visit: Visit, totals: Sums): Html {
  const { say } = visit;
  const row = (label: string, value: string, kind = ''): Html =>
    html`<div class="${kind}">
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  const { subtotal, discount, discounts, shipping, tax, taxIncluded, taxes, total } = totals;
  return html`<dl class="sums">
    ${row(say('subtotal'), money(visit, subtotal))}
    ${discounts.map((one) =>
      row(
        one.code ? `${one.title} (${one.code})` : one.title || say('discount'),
        `−${money(visit, one.amount)}`,
        'good',
      ),
    )}
    ${discounts.length === 0 && discount.amountMinor > 0 ? row(say('discount'), `−${money(visit, discount)}`, 'good') : ''}
    ${row(
      say('shipping'),
      shipping === null ? say('shippingLater') : shipping.amountMinor === 0 ? say('free') : money(visit, shipping),
    )}
    ${
      taxIncluded
        ? ''
        : taxes.length
          ? taxes.map((one) => row(one.title || say('tax'), money(visit, one.amount)))
          : tax.amountMinor > 0
            ? row(say('tax'), money(visit, tax))
            : ''
    }
    ${row(say('total'), money(visit, total), 'total')}
    ${taxIncluded && tax.amountMinor > 0 ? html`<div class="quiet"><dt>${say('taxIncluded', { price: money(visit, tax) })}</dt></div>` : ''}
  </dl>`;
}

/** What is wrong with a line, in the page's language; '' when nothing is. */
export function lineProblem({ say }: Visit, { problem, quantityAvailable }: QuotedLine): string {
  if (!problem) return '';
  if (problem.code === 'variant_gone') return say('variantGone');
  if (problem.code === 'out_of_stock') return say('lineSoldOut');
  if (problem.code === 'not_enough_stock') return say('onlyLeft', { count: quantityAvailable ?? 0 });
  return say('notShippable');
}

/** Says something at the top of a page. */
export const notice = (text: string | Html, bad = false): Html =>
  bad
    ? html`<div class="notice bad" role="alert" tabindex="-1" autofocus>${text}</div>`
    : html`<div class="notice" role="status">${text}</div>`;

/** HTML that the edge has made safe when it was stored. */
export const safeHtml = (clean: string): Html => raw(clean);
