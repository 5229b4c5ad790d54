import type { Order, OrderEvent } from '../../edge-api/contract/orders.ts';
import type { OrderStatusKey } from './order-status.strings.ts';

/** A step of an order's way to the shopper. */
export interface Step {
  readonly key: OrderStatusKey;
  readonly state: 'done' | 'current' | 'ahead';
}

type Progress = Pick<Order, 'status' | 'paymentStatus' | 'fulfilmentStatus'> & {
  readonly payment: Pick<Order['payment'], 'id'> & { readonly provider?: string };
  readonly cancelReason?: string | null;
  readonly fulfilments?: readonly { readonly deliveredAt: string | null }[];
};

/** Whether the money comes before the goods: by transfer, or by a provider. */
const isPrepaid = ({ payment }: Progress): boolean =>
  payment.id === 'bank_transfer' || (payment.provider ?? 'manual') !== 'manual';
const isPaid = ({ paymentStatus }: Progress): boolean => /^(?:paid|partially_refunded|refunded)$/.test(paymentStatus);
const isExpired = ({ cancelReason }: Progress): boolean => cancelReason === 'payment_expired';
const isDelivered = ({ fulfilments = [] }: Progress): boolean =>
  fulfilments.length > 0 && fulfilments.every(({ deliveredAt }) => deliveredAt);

/** Where an order is, in a word. */
export function statusKey(order: Progress): OrderStatusKey {
  const { status, paymentStatus, fulfilmentStatus } = order;
  if (paymentStatus === 'refunded') return 'statusRefunded';
  if (status === 'cancelled') return isExpired(order) ? 'statusExpired' : 'statusCancelled';
  if (fulfilmentStatus === 'returned') return 'statusReturned';
  if (status === 'completed') return 'statusDone';
  if (fulfilmentStatus === 'fulfilled') return isDelivered(order) ? 'statusDelivered' : 'statusSent';
  if (fulfilmentStatus === 'partial') return 'statusPartial';
  if (paymentStatus === 'failed') return 'statusFailed';
  return isPrepaid(order) && !isPaid(order) ? 'statusWaiting' : 'statusPreparing';
}

/** What a step is called while it is under way. */
const UNDER_WAY: Partial<Record<OrderStatusKey, OrderStatusKey>> = {
  stepPaid: 'stepPaying',
  stepSent: 'stepPreparing',
};

/** What the step of the parcels is called once they are under way. */
const sentKey = (order: Progress): OrderStatusKey =>
  order.fulfilmentStatus === 'returned' ? 'statusReturned' : isDelivered(order) ? 'statusDelivered' : 'stepSent';

/** The order's way, in the sequence its way of paying has: money that comes first, cash at the door. */
export function timeline(order: Progress): Step[] {
  const { status, fulfilmentStatus } = order;
  if (status === 'cancelled') {
    return [
      { key: 'stepPlaced', state: 'done' },
      { key: isExpired(order) ? 'stepExpired' : 'stepCancelled', state: 'current' },
    ];
  }
  const completed = status === 'completed';
  const prepaid = isPrepaid(order);
  const paid = { key: prepaid ? 'stepPaid' : 'stepPayOnDelivery', done: isPaid(order) } as const;
  const isSent = fulfilmentStatus === 'fulfilled' || fulfilmentStatus === 'returned';
  const sent = { key: sentKey(order), done: isSent } as const;
  const steps: readonly { key: OrderStatusKey; done: boolean }[] = [
    { key: 'stepPlaced', done: true },
    ...(prepaid ? [paid, sent] : [sent, paid]),
    { key: 'stepDone', done: completed },
  ];
  // All parcels are on their way, and nobody has anything to do before they are there.
  const resting = isSent && (!prepaid || paid.done);
  const current = completed ? -1 : resting ? steps.indexOf(sent) : steps.findIndex(({ done }) => !done);
  return steps.map(({ key, done }, index): Step => {
    if (index === current) return { key: (done ? undefined : UNDER_WAY[key]) ?? key, state: 'current' };
    return { key, state: done || completed ? 'done' : 'ahead' };
  });
}

const EVENTS: Partial<Record<OrderEvent['type'], OrderStatusKey>> = {
  placed: 'stepPlaced',
  paid: 'stepPaid',
  payment_failed: 'eventPaymentFailed',
  edited: 'eventEdited',
  cancelled: 'stepCancelled',
  revived: 'eventRevived',
  shipped: 'eventShipped',
  tracking_changed: 'eventTracking',
  delivered: 'statusDelivered',
  return_requested: 'eventReturn',
  return_received: 'eventReturned',
  return_declined: 'eventReturnDeclined',
  refunded: 'eventRefunded',
  completed: 'stepDone',
};

/** What happened, in words: those of the merchant for a note, '' for what is none of the shopper's business. */
export function eventWords({ type, detail }: OrderEvent, say: (key: OrderStatusKey) => string): string {
  if (type === 'note') return typeof detail['text'] === 'string' ? detail['text'] : '';
  if (type === 'cancelled' && detail['reason'] === 'payment_expired') return say('stepExpired');
  const key = EVENTS[type];
  return key ? say(key) : '';
}
