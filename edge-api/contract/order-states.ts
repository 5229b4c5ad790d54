/** A move of one of an order's states. Whatever is not listed is refused, here and by the triggers of `0011_orders.sql`. */
export interface Move<State extends string> {
  readonly name: string;
  readonly from: readonly State[];
  readonly to: State;
}

const ORDER_STATUS = ['open', 'completed', 'cancelled'] as const;
const PAYMENT_STATUS = ['pending', 'authorized', 'paid', 'partially_refunded', 'refunded', 'failed', 'voided'] as const;
const FULFILMENT_STATUS = ['unfulfilled', 'partial', 'fulfilled', 'returned'] as const;

/** The states an order is in at once, one of each kind. */
export const ORDER_STATES = { status: ORDER_STATUS, payment: PAYMENT_STATUS, fulfilment: FULFILMENT_STATUS } as const;

export type StateKind = keyof typeof ORDER_STATES;
export type StateOf<Kind extends StateKind> = (typeof ORDER_STATES)[Kind][number];

/** Where an order stands. */
export interface OrderStates {
  readonly status: StateOf<'status'>;
  readonly payment: StateOf<'payment'>;
  readonly fulfilment: StateOf<'fulfilment'>;
  /** Why it was cancelled; '' when it was not. */
  readonly cancelReason: string;
}

/** The reason of an order whose payment did not come in time: the only cancelled one that may open again, when the money comes late. */
export const PAYMENT_EXPIRED = 'payment_expired';

export const MOVES: { readonly [Kind in StateKind]: readonly Move<StateOf<Kind>>[] } = {
  status: [
    { name: 'complete', from: ['open'], to: 'completed' },
    { name: 'cancel', from: ['open'], to: 'cancelled' },
    { name: 'revive', from: ['cancelled'], to: 'open' },
  ],
  payment: [
    { name: 'authorize', from: ['pending', 'failed'], to: 'authorized' },
    { name: 'pay', from: ['pending', 'authorized', 'failed', 'voided'], to: 'paid' },
    { name: 'fail', from: ['pending', 'authorized'], to: 'failed' },
    { name: 'retry', from: ['failed', 'voided'], to: 'pending' },
    { name: 'void', from: ['pending', 'authorized', 'failed'], to: 'voided' },
    { name: 'refund_part', from: ['paid'], to: 'partially_refunded' },
    { name: 'refund', from: ['paid', 'partially_refunded'], to: 'refunded' },
    { name: 'refund_part_failed', from: ['refunded'], to: 'partially_refunded' },
    { name: 'refund_failed', from: ['partially_refunded', 'refunded'], to: 'paid' },
  ],
  fulfilment: [
    { name: 'fulfil_part', from: ['unfulfilled'], to: 'partial' },
    { name: 'fulfil', from: ['unfulfilled', 'partial'], to: 'fulfilled' },
    { name: 'take_back', from: ['fulfilled'], to: 'returned' },
  ],
};

/** The states from which one kind may move to `to`. */
export const statesBefore = <Kind extends StateKind>(kind: Kind, to: StateOf<Kind>): StateOf<Kind>[] =>
  MOVES[kind].filter((move) => move.to === to).flatMap((move) => [...move.from]);

/** Whether an order that stands so may move to `to`: the list above, and what one kind of state asks of another. */
export function mayMove<Kind extends StateKind>(order: OrderStates, kind: Kind, to: StateOf<Kind>): boolean {
  const from: StateOf<Kind>[] = statesBefore(kind, to);
  // `order[kind]` is of the kind asked about.
  if (!from.includes(order[kind] as StateOf<Kind>)) return false;
  // What has left the house is taken back by a return, not by a cancellation.
  if (to === 'cancelled') return order.fulfilment === 'unfulfilled';
  if (kind === 'status' && to === 'open') return order.cancelReason === PAYMENT_EXPIRED;
  if (to === 'returned') return order.status !== 'cancelled';
  if (kind === 'fulfilment') return order.status === 'open';
  return true;
}
