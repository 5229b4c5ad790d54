import { PaymentError, type PaymentProvider } from './port.ts';

/**
 * Bank transfer and cash on delivery: nobody is asked, the merchant says when the money is there, and sends it back by hand.
 */
export function manualProvider(): PaymentProvider {
  const outside = () => new PaymentError('misconfigured', 'A payment made outside has no provider to ask.');
  return {
    start: async ({ paymentId }) => ({ ref: paymentId, status: 'pending', next: { kind: 'none' } }),
    read: () => Promise.reject(outside()),
    cancel: () => Promise.reject(outside()),
    refund: async ({ refundId, amountMinor }) => ({ ref: refundId, status: 'succeeded', amountMinor, error: '' }),
    readRefund: () => Promise.reject(outside()),
    verifyWebhook: async () => undefined,
  };
}
