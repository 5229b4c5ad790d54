import { providersOf } from './adapters/payments/registry.ts';
import type { Database } from './db/database.ts';
import { NO_PROVIDERS, type PaymentPorts } from './payment-ports.ts';
import { paymentEventRepository } from './repositories/payment-events.ts';
import { paymentProviderRepository } from './repositories/payment-providers.ts';
import { paymentRepository } from './repositories/payments.ts';
import { refundRepository } from './repositories/refunds.ts';
import { type PaymentAccountService, paymentAccountService } from './services/payment-accounts.ts';
import { recoveryService, type RecoveryService } from './services/payment-recovery.ts';
import { settlement } from './services/payment-settlement.ts';
import { paymentService, type PaymentService, starter } from './services/payments.ts';
import { refundService, type RefundService } from './services/refunds.ts';

/** All a store can do about money. */
export interface StorePayments
  extends PaymentService, Pick<RefundService, 'refund'>, Pick<RecoveryService, 'receive' | 'recover' | 'waiting'> {
  /** Asks the provider how a payment stands now, and makes its order say so. */
  settle(paymentId: string): Promise<void>;
  /** The merchant's own account at Stripe. */
  readonly stripe: PaymentAccountService;
}

interface Parts {
  readonly storeId: string;
  readonly ports: PaymentPorts | undefined;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Builds what takes and gives back money, over a store's database. */
export function composePayments(database: Database, parts: Parts): StorePayments {
  const { storeId, ports = NO_PROVIDERS, now, onTrouble } = parts;
  const stripe = paymentAccountService({
    accounts: paymentProviderRepository(database),
    sealer: ports.sealer,
    storeId,
    now,
  });
  const provider = providersOf(ports, stripe.open, now);
  const payments = paymentRepository(database);
  const refundRows = refundRepository(database);
  const settling = settlement({ payments, provider, storeId, now });
  const common = { payments, settlement: settling, provider, storeId, now };
  const refunds = refundService({ refunds: refundRows, provider, now, onTrouble });
  const recovery = recoveryService({
    ...common,
    refundRows,
    refunds,
    events: paymentEventRepository(database),
    start: starter(common),
    onTrouble,
  });
  return {
    ...paymentService({ ...common, onTrouble }),
    ...recovery,
    refund: refunds.refund,
    stripe,
    async settle(paymentId) {
      const payment = await payments.find(paymentId);
      if (payment) await recovery.look(payment);
    },
  };
}
