import { test } from 'node:test';
import assert from 'node:assert/strict';
import { paymentInstructions } from './payment-instructions.ts';
import type { OrderEvent } from '../../edge-api/contract/orders.ts';
import { eventWords, statusKey, timeline } from './timeline.ts';

const placed = {
  status: 'open',
  paymentStatus: 'pending',
  fulfilmentStatus: 'unfulfilled',
  payment: { id: 'bank_transfer' },
} as const;

const way = (order: Parameters<typeof timeline>[0]) => timeline(order).map(({ key, state }) => `${key} ${state}`);

test('a transfer is waited for first, cash comes at the door', () => {
  assert.deepEqual(way(placed), ['stepPlaced done', 'stepPaying current', 'stepSent ahead', 'stepDone ahead']);
  assert.deepEqual(way({ ...placed, payment: { id: 'cash_on_delivery' } }), [
    'stepPlaced done',
    'stepPreparing current',
    'stepPayOnDelivery ahead',
    'stepDone ahead',
  ]);
});

test('what happened out of order is shown as happened', () => {
  assert.deepEqual(way({ ...placed, fulfilmentStatus: 'fulfilled' }), [
    'stepPlaced done',
    'stepPaying current',
    'stepSent done',
    'stepDone ahead',
  ]);
});

test('with everything sent it is on its way, and there once the parcels are', () => {
  const sent = { ...placed, paymentStatus: 'paid', fulfilmentStatus: 'fulfilled' } as const;
  assert.deepEqual(way(sent), ['stepPlaced done', 'stepPaid done', 'stepSent current', 'stepDone ahead']);
  assert.deepEqual(way({ ...placed, payment: { id: 'cash_on_delivery' }, fulfilmentStatus: 'fulfilled' }), [
    'stepPlaced done',
    'stepSent current',
    'stepPayOnDelivery ahead',
    'stepDone ahead',
  ]);
  assert.equal(way({ ...sent, fulfilments: [{ deliveredAt: '2026-11-22' }] })[2], 'statusDelivered current');
});

test('a completed order has nothing ahead, a cancelled one ends there', () => {
  assert.ok(timeline({ ...placed, status: 'completed' }).every(({ state }) => state === 'done'));
  assert.deepEqual(way({ ...placed, status: 'cancelled' }), ['stepPlaced done', 'stepCancelled current']);
});

test('each state of an order has its word', () => {
  assert.equal(statusKey(placed), 'statusWaiting');
  assert.equal(statusKey({ ...placed, payment: { id: 'cash_on_delivery' } }), 'statusPreparing');
  assert.equal(statusKey({ ...placed, paymentStatus: 'paid' }), 'statusPreparing');
  assert.equal(statusKey({ ...placed, paymentStatus: 'paid', fulfilmentStatus: 'partial' }), 'statusPartial');
  assert.equal(statusKey({ ...placed, paymentStatus: 'refunded', status: 'cancelled' }), 'statusRefunded');
});

test('what a provider takes comes first too, and what came too late says so', () => {
  const card = { ...placed, payment: { id: 'card', provider: 'stripe' } };
  assert.equal(statusKey(card), 'statusWaiting');
  assert.equal(statusKey({ ...card, paymentStatus: 'failed' }), 'statusFailed');
  assert.equal(statusKey({ ...card, paymentStatus: 'partially_refunded' }), 'statusPreparing');
  const expired = { ...card, status: 'cancelled', paymentStatus: 'voided', cancelReason: 'payment_expired' } as const;
  assert.equal(statusKey(expired), 'statusExpired');
  assert.deepEqual(way(expired), ['stepPlaced done', 'stepExpired current']);
});

test('parcels that have all arrived are delivered, what came back is returned', () => {
  const sent = { ...placed, paymentStatus: 'paid', fulfilmentStatus: 'fulfilled' } as const;
  const parcels = (...arrived: (string | null)[]) => ({ fulfilments: arrived.map((deliveredAt) => ({ deliveredAt })) });
  assert.equal(statusKey({ ...sent, ...parcels('2026-11-21', null) }), 'statusSent');
  assert.equal(statusKey({ ...sent, ...parcels('2026-11-21', '2026-11-22') }), 'statusDelivered');
  assert.equal(statusKey({ ...sent, fulfilmentStatus: 'returned' }), 'statusReturned');
});

test('an event is told in words, the merchant’s own for a note, and not at all where nobody has any', () => {
  const told = (type: OrderEvent['type'], detail: Record<string, unknown> = {}) =>
    eventWords({ at: '', type, actor: 'system', detail }, (key) => key);
  assert.equal(told('shipped'), 'eventShipped');
  assert.equal(told('note', { text: 'Packed' }), 'Packed');
  assert.equal(told('note', { text: 7 }), '');
  assert.equal(told('cancelled', { reason: 'payment_expired' }), 'stepExpired');
  assert.equal(told('dispute_opened'), '');
});

test('labelled values of the instructions can be copied, sentences stay sentences', () => {
  assert.deepEqual(
    paymentInstructions(
      'Please pay within 7 days.\n\nIBAN: DE89 3704\nNote: write your number, please.\nSee https://example.com/pay',
    ),
    [
      { text: 'Please pay within 7 days.' },
      { label: 'IBAN', value: 'DE89 3704' },
      { text: 'Note: write your number, please.' },
      { text: 'See https://example.com/pay' },
    ],
  );
});
