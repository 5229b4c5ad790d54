import type { ChangeOutcome } from '../repositories/order-admin.ts';
import type { FoundOrder, OrderRepository, StoredOrder } from '../repositories/orders.ts';
import { ApiError } from './errors.ts';

/** How often a change is made anew because the order changed under it. */
const ATTEMPTS = 6;

const noSuchOrder = (): ApiError => new ApiError('order_not_found', 'This shop has no such order.');
export const illegalMove = (message: string): ApiError => new ApiError('illegal_move', message);

/** Changes orders: reads one, makes a change of what was read, and does so anew when somebody else was quicker. */
export interface OrderChanger {
  read(id: string): Promise<FoundOrder>;
  /** Throws what the change cannot be for. Answers the order as it is afterwards, and what the last `change` made of it. */
  change(id: string, change: (order: StoredOrder, found: FoundOrder) => Promise<ChangeOutcome>): Promise<FoundOrder>;
}

export function orderChanger(orders: Pick<OrderRepository, 'find'>): OrderChanger {
  async function read(id: string): Promise<FoundOrder> {
    const found = await orders.find(id);
    if (!found) throw noSuchOrder();
    return found;
  }
  return {
    read,
    async change(id, change) {
      for (let attempt = 1; ; attempt += 1) {
        const found = await read(id);
        const outcome = await change(found.order, found);
        if (outcome === 'done' || outcome === 'repeated') return read(id);
        if (outcome === 'not_enough_stock')
          throw new ApiError('not_enough_stock', 'There is not as much in stock any more.');
        if (outcome === 'illegal_move') throw illegalMove('The order is in no state in which this may be done.');
        if (attempt === ATTEMPTS)
          throw new ApiError('order_changed', 'The order is being changed right now. Read it again.');
      }
    },
  };
}
