import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreSettings } from '../../edge-api/repositories/settings.ts';
import { paymentHints } from './payment-hints.ts';

test('merchants are told of ways to pay by hand that say no account, and of no others', () => {
  assert.match(paymentHints('ada').join(), /"Bank transfer" .* set ada paymentMethods\.0\.instructions/);
  const { paymentMethods } = StoreSettings.parse({
    paymentMethods: [
      { id: 'card', provider: 'test', title: 'Card' },
      { id: 'cash_on_delivery', title: 'Cash' },
      { id: 'bank_transfer', title: 'Said', instructions: 'IBAN: DE89' },
      { id: 'invoice', title: 'Unsaid' },
    ],
  });
  assert.match(paymentHints('ada', paymentMethods).join('\n'), /^"Unsaid" .*paymentMethods\.3\./);
});
