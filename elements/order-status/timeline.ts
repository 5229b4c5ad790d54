import type { Order } from '../../edge-api/contract/orders.ts';
import type { OrderStatusKey } from './order-status.strings.ts';

/** A step of an order's way to the shopper. */
export interface Step {
  readonly key: OrderStatusKey;
  readonly state: 'done' | 'current' | 'ahead';
}

type Progress = Pick<Order, 'status' | 'paymentStatus' | 'fulfilmentStatus'> & {
  payment: Pick<Order['payment'], 'id'>;
};

/** Where an order is, in a word. */
export function statusKey({ status, paymentStatus, fulfilmentStatus, payment }: Progress): OrderStatusKey {
  if (paymentStatus === 'refunded') return 'statusRefunded';
  if (status === 'cancelled') return 'statusCancelled';
  if (status === 'completed') return 'statusDone';
  if (fulfilmentStatus === 'fulfilled') return 'statusSent';
  if (fulfilmentStatus === 'partial') return 'statusPartial';
  return paymentStatus === 'pending' && payment.id === 'bank_transfer' ? 'statusWaiting' : 'statusPreparing';
}

/** What a step is called while it is under way. */
const UNDER_WAY: Partial<Record<OrderStatusKey, OrderStatusKey>> = {
  stepPaid: 'stepPaying',
  stepSent: 'stepPreparing',
};

/** The order's way, in the sequence its way of paying has: a transfer comes first, cash at the door. */
export function timeline(order: Progress): Step[] {
  const { status, paymentStatus, fulfilmentStatus, payment } = order;
  if (status === 'cancelled') {
    return [
      { key: 'stepPlaced', state: 'done' },
      { key: 'stepCancelled', state: 'current' },
    ];
  }
  const completed = status === 'completed';
  const paid = {
    key: payment.id === 'bank_transfer' ? 'stepPaid' : 'stepPayOnDelivery',
    done: paymentStatus === 'paid',
  } as const;
  const sent = { key: 'stepSent', done: fulfilmentStatus === 'fulfilled' } as const;
  const steps: readonly { key: OrderStatusKey; done: boolean }[] = [
    { key: 'stepPlaced', done: true },
    ...(payment.id === 'bank_transfer' ? [paid, sent] : [sent, paid]),
    { key: 'stepDone', done: completed },
  ];
  const current = steps.findIndex(({ done }) => !done && !completed);
  return steps.map(({ key, done }, index): Step => {
    if (index === current) return { key: UNDER_WAY[key] ?? key, state: 'current' };
    return { key, state: done || completed ? 'done' : 'ahead' };
  });
}
