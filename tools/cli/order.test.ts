import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { composeStore } from '../../edge-api/compose.ts';
import { PlaceOrder } from '../../edge-api/contract/orders.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { sell, variantId } from '../../edge-api/routes/catalogue.test-support.ts';
import { type Output, readArguments, UsageError, withDatabases } from './command.ts';
import { orderCommands } from './order.ts';
import { findStore } from './owner.ts';

process.env['DATA_DIR'] = join(testFolder(), 'data');
await withDatabases(async (databases) => {
  await createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases);
  const store = await findStore(databases, 'ada');
  const { database, release } = await databases.lease(store);
  await sell({ handle: 'mug', title: 'Mug', variants: [{ price: 500, stock: 9 }] })(database);
  const { checkouts } = composeStore(store, database, { live: null, now: Date.now, onTrouble: () => undefined });
  for (const key of ['one', 'two'])
    await checkouts.place(
      PlaceOrder.parse({
        idempotencyKey: `order-command-${key}`,
        lines: [{ variantId: variantId('mug'), quantity: 2 }],
        email: 'ada@shop.example',
        shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
        deliveryMethodId: 'standard',
        paymentMethodId: 'bank_transfer',
        expectedTotal: { amountMinor: 1000, currency: 'EUR' },
      }),
    );
  release();
});

/** Runs a command; answers what it said. */
async function run(name: string, ...args: string[]) {
  const command = orderCommands.find((candidate) => candidate.name === `order ${name}`)!;
  // oxlint-disable-next-line typescript/no-explicit-any
  const said: { text: string; value: any } = { text: '', value: undefined };
  const output: Output = {
    json: false,
    answer: (text, value) => void Object.assign(said, { text, value }),
    note: () => undefined,
  };
  const { values, positionals } = readArguments(command, args);
  assert.equal(await command.run(positionals, values, output), 0);
  return said;
}

test('an order is listed, paid, sent, paid back and ended at the server', async () => {
  assert.match((await run('list', 'ada')).text, /#1002.*\n#1001.*pending.*10\.00 EUR/);
  assert.equal((await run('paid', 'ada', '1001')).value.paymentStatus, 'paid');
  assert.equal((await run('fulfil', 'ada', '#1001', '--carrier', 'DHL')).value.fulfilments[0].carrier, 'DHL');
  const back = await run('refund', 'ada', '1001', '--minor', '300', '--key', 'back-once');
  assert.equal(back.value.refunded.amountMinor, 300);
  assert.match(back.text, /refunded \(merchant\)\nRefund of 3\.00 EUR written down\. Nobody sends it by itself/);
  await assert.rejects(run('refund', 'ada', '1001', '--minor', '701'), { message: /At most 7\.00 EUR/ });
  assert.equal(
    (await run('refund', 'ada', '1001', '--minor', '300', '--key', 'back-once')).value.refunded.amountMinor,
    300,
  );
  assert.equal((await run('complete', 'ada', '1001')).value.status, 'completed');
  assert.match((await run('show', 'ada', '1001')).text, /2 × Mug {2}10\.00 EUR {2}2 sent[^]*refunded/);
});

test('an order is cancelled at the server, and what is asked wrongly is refused', async () => {
  assert.equal((await run('cancel', 'ada', '1002', '--reason', 'stock')).value.cancelReason, 'stock');
  await assert.rejects(run('cancel', 'ada', '1002'), { code: 'illegal_move' });
  await assert.rejects(run('show', 'ada', '9999'), { code: 'order_not_found' });
  await assert.rejects(run('list', 'ada', '--status', 'nonsense'), UsageError);
});
