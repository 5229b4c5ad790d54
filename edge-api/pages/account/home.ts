import { html } from 'hono/html';
import { addressForm, type PostalAddress } from '../../contract/addresses.ts';
import type { Order } from '../../contract/orders.ts';
import type { OrderSummary } from '../../contract/customers.ts';
import { countriesIn } from '../countries.ts';
import { formatMoney } from '../money.ts';
import { AUTOFILL, MOST, shownAddress } from '../address-parts.ts';
import type { Problems } from './entry.ts';
import { area, field, type Frame, type Html, type Notice, own, submit } from './layout.ts';
import { LANGUAGES, type Words } from './strings.ts';

/** A page of the account, for whoever is signed in. */
export interface AreaFrame extends Frame {
  /** BCP 47 tag for dates and amounts. */
  readonly locale: string;
}

type ListedOrder = OrderSummary & { readonly id: string };

const day = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(at));

/** The one word for where an order is. */
function stateOf({ status, paymentStatus, fulfilmentStatus }: OrderSummary): keyof Words {
  if (status === 'cancelled') return 'status_cancelled';
  if (paymentStatus === 'refunded') return 'status_refunded';
  const shipped: Readonly<Record<string, keyof Words>> = {
    fulfilled: 'status_shipped',
    partial: 'status_partial',
    returned: 'status_returned',
  };
  if (status === 'completed' && fulfilmentStatus !== 'returned') return 'status_completed';
  return shipped[fulfilmentStatus] ?? (paymentStatus === 'pending' ? 'status_unpaid' : 'status_open');
}

const orderList = ({ base, say, locale }: AreaFrame, orders: readonly ListedOrder[]): Html =>
  orders.length === 0
    ? html`<p class="quiet">${say('noOrders')}</p>`
    : html`<ul class="list">
        ${orders.map(
          (order) =>
            html`<li>
              <div>
                <a href="${base}/orders/${order.id}"><strong>${say('order', { number: order.number })}</strong></a>
                <div class="quiet">
                  ${day(order.placedAt, locale)} · ${order.items === 1 ? say('item') : say('items', { n: order.items })}
                </div>
              </div>
              <div class="actions">
                <span class="tag">${say(stateOf(order))}</span> <strong>${formatMoney(order.total, locale)}</strong>
              </div>
            </li>`,
        )}
      </ul>`;

const signOut = (page: Frame): Html =>
  html`<form method="post" action="${page.base}/sign-out">
    ${own(page)}${submit(page.say('signOut'), 'second small')}
  </form>`;

export const overviewPage = (
  page: AreaFrame,
  who: { readonly name: string; readonly email: string },
  orders: readonly ListedOrder[],
): Html =>
  area(
    page,
    'overview',
    page.say('hello', { name: who.name || who.email }),
    html`<section class="card">
        <div class="between">
          <h2>${page.say('orders')}</h2>
          <a href="${page.base}/orders">${page.say('allOrders')}</a>
        </div>
        ${orderList(page, orders)}
      </section>
      <div class="between">
        <span class="quiet" dir="ltr">${who.email}</span>
        ${signOut(page)}
      </div>`,
  );

export const ordersPage = (page: AreaFrame, orders: readonly ListedOrder[], next: string | null): Html =>
  area(
    page,
    'orders',
    page.say('orders'),
    html`<section class="card">${orderList(page, orders)}</section>
      ${next ? html`<a class="button second" href="${page.base}/orders?before=${next}">${page.say('older')}</a>` : ''}`,
  );

const sum = (name: string, amount: string): Html =>
  html`<div class="between"><span>${name}</span><span>${amount}</span></div>`;

/** One order: what was bought, where it goes, what it cost. */
export function orderPage(page: AreaFrame, order: Order, summary: OrderSummary): Html {
  const { say, locale } = page;
  const { shippingAddress } = order;
  return area(
    page,
    'orders',
    say('order', { number: order.number }),
    html`<p class="actions">
        <span class="quiet">${day(order.placedAt, locale)}</span> <span class="tag">${say(stateOf(summary))}</span>
      </p>
      <section class="card">
        <ul class="list">
          ${order.lines.map(
            (line) =>
              html`<li>
                <div>
                  <strong>${line.title}</strong>
                  <div class="quiet">${[line.variantTitle, `× ${line.quantity}`].filter(Boolean).join(' · ')}</div>
                </div>
                <span>${formatMoney(line.total, locale)}</span>
              </li>`,
          )}
        </ul>
        <div>
          ${order.discount.amountMinor > 0 ? sum(say('discount'), `−${formatMoney(order.discount, locale)}`) : ''}
          ${order.shipping ? sum(order.delivery.title, formatMoney(order.shipping, locale)) : ''}
          ${order.tax.amountMinor > 0 ? sum(say(order.taxIncluded ? 'taxIncluded' : 'tax'), formatMoney(order.tax, locale)) : ''}
          <strong>${sum(say('total'), formatMoney(order.total, locale))}</strong>
        </div>
      </section>
      <section class="card">
        <h2>${say('deliverTo')}</h2>
        <address>${shownAddress(shippingAddress, locale).join('\n')}</address>
      </section>
      <div><a class="button second" href="${page.base}/orders">${say('back')}</a></div>`,
  );
}

export const profilePage = (
  page: AreaFrame,
  who: { readonly name: string; readonly phone: string; readonly email: string; readonly locale: string },
  more: { problems?: Problems; notice?: Notice | null } = {},
): Html =>
  area(
    page,
    'profile',
    page.say('profile'),
    html`<section class="card">
      <form method="post" action="${page.base}/profile">
        ${own(page)}
        ${field({ label: page.say('yourName'), name: 'name', autocomplete: 'name', maxlength: 120, value: who.name, error: more.problems?.['name'] })}
        ${field({
          label: page.say('phone'),
          name: 'phone',
          type: 'tel',
          autocomplete: 'tel',
          maxlength: 40,
          required: false,
          optional: page.say('optional'),
          value: who.phone,
        })}
        <div class="field">
          <label for="f-locale">${page.say('language')}</label>
          <select id="f-locale" name="locale">
            ${Object.entries(LANGUAGES).map(
              ([tag, name]) =>
                html`<option value="${tag}" ${tag === (who.locale || page.language) ? html`selected` : ''}>
                  ${name}
                </option>`,
            )}
          </select>
        </div>
        <div>${submit(page.say('save'))}</div>
      </form>
      <div class="between">
        <span class="quiet">${page.say('email')}: <bdi dir="ltr">${who.email}</bdi></span>
        <a class="button second small" href="${page.base}/email">${page.say('changeEmail')}</a>
      </div>
    </section>`,
    { notice: more.notice ?? null },
  );

export const addressesPage = (
  page: AreaFrame,
  addresses: readonly { readonly id: string; readonly address: PostalAddress; readonly isDefault: boolean }[],
  notice: Notice | null,
): Html => {
  return area(
    page,
    'addresses',
    page.say('addresses'),
    html`<section class="card">
        ${addresses.length === 0 ? html`<p class="quiet">${page.say('noAddresses')}</p>` : ''}
        <ul class="list">
          ${addresses.map(
            ({ id, address, isDefault }) =>
              html`<li>
                <address>${shownAddress(address, page.locale).join('\n')}</address>
                <div class="actions">
                  ${isDefault ? html`<span class="tag">${page.say('defaultAddress')}</span>` : ''}
                  <a class="button second small" href="${page.base}/addresses/edit?id=${id}">${page.say('edit')}</a>
                  <form method="post" action="${page.base}/addresses/remove">
                    ${own(page)}<input
                      type="hidden"
                      name="id"
                      value="${id}"
                    />${submit(page.say('remove'), 'plain small')}
                  </form>
                </div>
              </li>`,
          )}
        </ul>
      </section>
      <div><a class="button" href="${page.base}/addresses/edit">${page.say('addAddress')}</a></div>`,
    { notice },
  );
};

/** The form of one address, by its country: choosing another one is a form of its own, so that it works without scripts. */
export function addressPage(
  page: AreaFrame,
  shown: {
    readonly id: string | null;
    readonly address: PostalAddress;
    readonly isDefault: boolean;
    readonly countries: readonly string[];
    readonly problems: Problems;
  },
): Html {
  const { id, address, countries, problems } = shown;
  const keep = id ? html`<input type="hidden" name="id" value="${id}" />` : '';
  const title = page.say(id ? 'editAddress' : 'addAddress');
  return area(
    page,
    'addresses',
    title,
    html`<section class="card">
      <form method="get" action="${page.base}/addresses/edit">
        ${keep}
        <div class="field">
          <label for="f-country">${page.say('country')}</label>
          <div class="pick">
            <select id="f-country" name="country" autocomplete="country">
              ${countriesIn(page.locale, countries).map(({ code, name }) => html`<option value="${code}" ${code === address.country ? html`selected` : ''}>${name}</option>`)}
            </select>
            <button class="second small">${page.say('changeCountry')}</button>
          </div>
        </div>
      </form>
      <form method="post" action="${page.base}/addresses">
        ${own(page)} ${keep}<input type="hidden" name="country" value="${address.country}" />
        ${addressForm(address.country, page.locale).map(
          (row) =>
            html`<div class="row">
              ${row.map(({ name, required, numeric }) =>
                field({
                  label: page.say(name),
                  name,
                  value: address[name],
                  required,
                  optional: page.say('optional'),
                  autocomplete: AUTOFILL[name],
                  maxlength: MOST[name],
                  ...(numeric ? { inputmode: 'numeric' as const } : {}),
                  error: problems[name],
                }),
              )}
            </div>`,
        )}
        <label class="check">
          <input type="checkbox" name="default" value="yes" ${shown.isDefault ? html`checked` : ''} />
          ${page.say('makeDefault')}
        </label>
        <div class="actions">
          ${submit(page.say('save'))} <a class="button second" href="${page.base}/addresses">${page.say('cancel')}</a>
        </div>
      </form>
    </section>`,
  );
}

export const preferencesPage = (page: AreaFrame, marketing: boolean, notice: Notice | null): Html =>
  area(
    page,
    'preferences',
    page.say('preferences'),
    html`<section class="card">
      <p>${page.say(marketing ? 'marketingOn' : 'marketingOff')}</p>
      <form method="post" action="${page.base}/preferences">
        ${own(page)}
        <label class="check">
          <input type="checkbox" name="news" value="yes" ${marketing ? html`checked` : ''} />
          <span>${page.say('news')}</span>
        </label>
        <div>${submit(page.say('save'))}</div>
      </form>
    </section>`,
    { notice },
  );
