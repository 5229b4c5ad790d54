import { afterEach, mock, test } from 'node:test';
import assert from 'node:assert/strict';
import type { PlaceOrder } from '../../edge-api/contract/orders.ts';
import { ApiError, createApiClient } from '../client/api-client.ts';
import { keepCustomer } from '../client/customer-client.ts';
import { buyer, buyerName } from './buyer.ts';

const client = createApiClient('https://api.example', 'shop');
// What is ordered plays no part here.
const order = {} as PlaceOrder;
const signIn = (expiresAt: string): void =>
  keepCustomer(client.base, {
    token: 'vcs_token',
    expiresAt,
    customer: { firstName: 'Ada', maskedEmail: 'a•••@example.com', addressLabels: [] },
  });

/** Answers every request, and tells whose each was. */
function edge(status: number, answer: unknown): (string | null)[] {
  const whose: (string | null)[] = [];
  mock.method(globalThis, 'fetch', async (_url: string, { headers }: RequestInit) => {
    whose.push(new Headers(headers).get('authorization'));
    return Response.json(answer, { status });
  });
  return whose;
}
afterEach(() => {
  mock.restoreAll();
  keepCustomer(client.base, undefined);
});

test('whoever is signed in orders as that customer, everybody else as a guest', async () => {
  const whose = edge(201, { order: {} });
  await buyer(client).placeOrder(order);
  assert.equal(buyerName(client), '');
  signIn('2999-01-01T00:00:00.000Z');
  await buyer(client).placeOrder(order);
  assert.equal(buyerName(client), 'Ada · a•••@example.com');
  signIn('2000-01-01T00:00:00.000Z');
  await buyer(client).placeOrder(order);
  assert.deepEqual(whose, [null, 'Bearer vcs_token', null]);
});

test('a customer hears which field was wrong, as a guest does', async () => {
  const issues = [{ path: 'shippingAddress.postcode', message: 'No such postcode.' }];
  edge(400, { error: { code: 'invalid_request', message: 'No.', docs: '', requestId: '', issues } });
  signIn('2999-01-01T00:00:00.000Z');
  await assert.rejects(
    buyer(client).placeOrder(order),
    (error) => error instanceof ApiError && error.status === 400 && error.issues[0]?.path === issues[0]!.path,
  );
});
