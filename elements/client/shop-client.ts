import type {
  CartHandover,
  CartLog,
  CartSession,
  HandOverCart,
  StartCartSession,
  SyncCartLog,
  TakeOverCart,
} from '../../edge-api/contract/carts.ts';
import type { PaymentAnswer, BeginPayment } from '../../edge-api/contract/payments.ts';
import type { OrderAnswer, PlaceOrder } from '../../edge-api/contract/orders.ts';
import type { Quote, RequestQuote } from '../../edge-api/contract/quotes.ts';
import type { ApiClient } from './api-client.ts';
import { asCustomer } from './customer-client.ts';

/** What a store's client can do besides, once somebody buys: no product list waits for this code. */
export interface ShopClient extends ApiClient {
  quote(request: RequestQuote, signal?: AbortSignal): Promise<Quote>;
  startCartSession(request: StartCartSession): Promise<CartSession>;
  syncCartLog(cartId: string, request: SyncCartLog): Promise<CartLog>;
  handOverCart(cartId: string, request: HandOverCart): Promise<CartHandover>;
  takeOverCart(request: TakeOverCart): Promise<CartSession>;
  placeOrder(request: PlaceOrder): Promise<OrderAnswer>;
  order(token: string): Promise<OrderAnswer>;
  /** Begins to pay an order, or answers how far that has come. */
  beginPayment(token: string, request: BeginPayment): Promise<PaymentAnswer>;
  payment(token: string): Promise<PaymentAnswer>;
}

/** The client of a store with what buying needs; one that can do it already keeps its own way. */
export function shopClient(client: ApiClient): ShopClient {
  const { request } = client;
  const signed = asCustomer(client);
  return {
    quote: (body, signal) => signed('/quotes', body, signal),
    startCartSession: (body) => request('/cart-sessions', body),
    syncCartLog: (cartId, body) => request(`/carts/${cartId}/log`, body),
    handOverCart: (cartId, body) => request(`/carts/${cartId}/handovers`, body),
    takeOverCart: (body) => request('/cart-handovers', body),
    placeOrder: (body) => signed('/checkouts', body),
    order: (token) => request(`/orders/${encodeURIComponent(token)}`),
    beginPayment: (token, body) => request(`/orders/${encodeURIComponent(token)}/payment`, body),
    payment: (token) => request(`/orders/${encodeURIComponent(token)}/payment`),
    ...client,
  };
}
