import type { Database } from './db/database.ts';
import { orderAdminRepository } from './repositories/order-admin.ts';
import { orderEditRepository } from './repositories/order-edits.ts';
import { orderParcelRepository } from './repositories/order-parcels.ts';
import type { OrderRepository } from './repositories/orders.ts';
import { orderAdminService, type OrderAdminService } from './services/order-admin.ts';
import type { OrderMoney } from './services/order-money.ts';
import { orderParcelService, type OrderParcelService } from './services/order-parcels.ts';
import { orderRefundService, type OrderRefundService } from './services/order-refunds.ts';
import type { QuoteService } from './services/quotes.ts';

/** What a merchant does with the orders of a store. */
export interface OrderServices {
  readonly orderAdmin: OrderAdminService;
  readonly orderParcels: OrderParcelService;
  readonly orderRefunds: OrderRefundService;
}

export interface OrderSurroundings {
  readonly orders: OrderRepository;
  readonly quotes: QuoteService;
  readonly money: OrderMoney;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Builds the services of a store's orders over its database. */
export function composeOrders(database: Database, surroundings: OrderSurroundings): OrderServices {
  const { orders, money, now } = surroundings;
  return {
    orderAdmin: orderAdminService({
      ...surroundings,
      admin: orderAdminRepository(database),
      edits: orderEditRepository(database),
    }),
    orderParcels: orderParcelService(orders, orderParcelRepository(database), now),
    orderRefunds: orderRefundService(orders, money),
  };
}
