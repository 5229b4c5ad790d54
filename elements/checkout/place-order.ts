import type { Order, PlaceOrder } from '../../edge-api/contract/orders.ts';
import type { ApiError } from '../client/api-client.ts';
import type { ShopClient } from '../client/shop-client.ts';
import type { DraftKeeper } from './checkout-draft.ts';

/** The order to place, without the key that makes placing it twice harmless. */
export type OrderRequest = Omit<PlaceOrder, 'idempotencyKey'>;

/**
 * What became of an order: `placed` (`earlier` when it is one sent before whose answer was lost), `refused` by the edge,
 * or `unknown`, because no answer came and it may or may not have been placed.
 */
export type Outcome =
  | { readonly kind: 'placed'; readonly order: Order; readonly request: PlaceOrder; readonly earlier: boolean }
  | { readonly kind: 'refused'; readonly error: ApiError }
  | { readonly kind: 'unknown'; readonly error: ApiError };

type Client = Pick<ShopClient, 'placeOrder'>;

const same = (a: PlaceOrder, b: PlaceOrder): boolean => JSON.stringify(a) === JSON.stringify(b);
const noAnswer = (error: ApiError): boolean => error.status === 0 || error.status >= 500;

async function send(client: Client, request: PlaceOrder, earlier: boolean): Promise<Outcome> {
  try {
    const { order } = await client.placeOrder(request);
    return { kind: 'placed', order, request, earlier };
  } catch (reason) {
    // The client rejects with nothing but `ApiError`.
    const error = reason as ApiError;
    return noAnswer(error) ? { kind: 'unknown', error } : { kind: 'refused', error };
  }
}

/**
 * Places one order, however often it is called. The key stays the same until an order is placed: when an answer was lost
 * and the shopper changed something before trying again, the edge refuses the key for the changed request if, and only
 * if, the first one did arrive; that one is then sent again, word for word, to learn its order.
 */
export async function placeOrder(client: Client, drafts: DraftKeeper, order: OrderRequest): Promise<Outcome> {
  const { key, sent } = drafts.value.attempt ?? { key: crypto.randomUUID(), sent: [] };
  const request: PlaceOrder = { ...order, idempotencyKey: key };
  const repeated = sent.some((one) => same(one, request));
  // Written before it is sent: a reload in between must find it.
  drafts.update({ attempt: { key, sent: repeated ? sent : [...sent, request] } });

  const outcome = await send(client, request, repeated);
  if (outcome.kind === 'unknown') return outcome;
  if (outcome.kind === 'placed') {
    drafts.clear();
    return outcome;
  }
  const rest = sent.filter((one) => !same(one, request));
  if (outcome.error.code !== 'idempotency_key_reused') {
    drafts.update({ attempt: { key, sent: rest } });
    return outcome;
  }
  const found = await findOrder(client, drafts, rest);
  return found ?? outcome;
}

/** Sends again what had no answer, latest first; undefined when none of it is an order and a new key is due. */
export async function findOrder(
  client: Client,
  drafts: DraftKeeper,
  requests: readonly PlaceOrder[] = drafts.value.attempt?.sent ?? [],
): Promise<Outcome | undefined> {
  let refused: Outcome | undefined;
  for (const request of requests.toReversed()) {
    const outcome = await send(client, request, true);
    if (outcome.kind === 'unknown') return outcome;
    if (outcome.kind === 'placed') {
      drafts.clear();
      return outcome;
    }
    if (outcome.error.code !== 'idempotency_key_reused') refused = outcome;
  }
  drafts.update({ attempt: undefined });
  return refused;
}
