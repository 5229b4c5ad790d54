import type { Order } from '../contract/orders.ts';
import type { PaymentNext, PaymentState } from '../contract/payments.ts';
import { type HostedContext, PAYMENT_ORIGINS } from '../middleware/hosted.ts';
import { shownAddress } from '../pages/address-parts.ts';
import { orderPage } from '../pages/hosted/order.ts';
import { leavePage, scriptPage } from '../pages/hosted/pay.ts';
import { ApiError } from '../services/errors.ts';
import { goTo, type HostedParts, hostedDoor, hostedRouter, show } from './hosted-support.ts';

const TOKEN = /^[\w-]{16,200}$/;
const pathOf = (token: string, news = ''): string => `/orders/${encodeURIComponent(token)}${news}`;

/** Begins the payment of an order, and sends the shopper where they pay. */
async function pay(c: HostedContext, token: string): Promise<Response> {
  const { services, store, origin, hosted } = c.var;
  let next: PaymentNext;
  try {
    const { payment } = await services.payments.begin(token, {
      returnUrl: `${origin}${pathOf(token, '?back')}`,
      notifyUrl: (provider) => `${origin}/v1/stores/${store.handle}/payment-events/${provider}`,
    });
    next = payment.next;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'order_not_payable') return goTo(c, pathOf(token));
    if (error.code === 'payment_unavailable') return goTo(c, pathOf(token, '?unreached'));
    throw error;
  }
  c.var.defer(() => services.outbox.drain());
  if (next.kind === 'none') return goTo(c, pathOf(token));
  if (next.kind === 'element') return show(c, scriptPage(hosted.visit, pathOf(token)));
  const there = new URL(next.url);
  // Browsers hold a form's redirects to the policy of its page; a page elsewhere is led to by a link.
  if (there.origin === origin || PAYMENT_ORIGINS.includes(there.origin)) return c.redirect(there.href, 303);
  return show(c, leavePage(hosted.visit, there.href, pathOf(token)));
}

/** Goes on from an order that stands: to where it is paid, or to its own page. */
export async function afterPlacing(c: HostedContext, { token, payable }: Order): Promise<Response> {
  c.var.hosted.cookies.drop('checkout');
  return payable ? pay(c, token) : goTo(c, pathOf(token, '?placed'));
}

/** How the payment of an order stands, asked of whoever takes it; null where that is the merchant, or nobody answers. */
async function paymentOf(c: HostedContext, order: Order, back: boolean): Promise<PaymentState | null> {
  if (order.payment.provider === 'manual' || !order.payable) return null;
  try {
    return (await c.var.services.payments.state(order.token, { back })).payment;
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

/** How an order stands, and paying for it. */
export function hostedOrderRoutes(parts: HostedParts) {
  const door = hostedDoor(parts);
  return (
    hostedRouter(parts)
      .get('/orders/:token', door, async (c) => {
        const { services, hosted } = c.var;
        const token = c.req.param('token');
        const first = (await services.orders.get(token)).order;
        const back = c.req.query('back');
        const payment = await paymentOf(c, first, back === '');
        // Whoever comes back from paying is told what the provider has just said.
        const order = payment ? (await services.orders.get(token)).order : first;
        const { locale } = hosted.visit;
        const { shippingAddress, billingAddress } = order;
        const isSame = JSON.stringify(shippingAddress) === JSON.stringify(billingAddress);
        return show(
          c,
          orderPage(hosted.visit, {
            order,
            payment,
            fresh: c.req.query('placed') !== undefined,
            back: back === undefined ? null : back === '' ? 'now' : 'a while ago',
            now: Date.now(),
            unreached: c.req.query('unreached') !== undefined,
            address: shownAddress(shippingAddress, locale),
            billing: isSame ? null : shownAddress(billingAddress, locale),
          }),
        );
      })
      .get('/checkout/pay', door, async (c) => {
        const token = c.req.query('order') ?? '';
        return goTo(c, TOKEN.test(token) ? pathOf(token) : '/cart');
      })
      // The order's token is a secret that no other site knows.
      .post('/checkout/pay', door, async (c) => {
        const token = c.var.hosted.form.get('order') ?? '';
        if (!TOKEN.test(token)) throw new ApiError('order_not_found', 'No order is open under this token.');
        return pay(c, token);
      })
  );
}
