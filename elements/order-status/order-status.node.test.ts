import { test } from 'node:test';
import assert from 'node:assert/strict';
import { paymentInstructions } from './payment-instructions.ts';
import { statusKey, timeline } from './timeline.ts';

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
