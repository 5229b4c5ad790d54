import type {
  CountedOrder,
  Increase,
  SalesBatch,
  SalesRepository,
  SalesState,
  Sold,
} from '../../repositories/search-sales.ts';

/** Orders counted in one transaction, and products of one order that are paired: more are a warehouse's, not a taste. */
const ORDERS = 100;
const MOST_PAIRED = 20;
/** Products whose scores are looked at again in a turn, whether they were ordered or not. */
const SCORED = 500;
/** Half of what an order counts is gone after this. */
const HALF_LIFE_MS = 180 * 86_400_000;
/** Orders that make a product as popular as can be where nothing sells more. */
const FEW = 15;
/** Smallest move of a score that is written down. */
const STEP = 8;

/**
 * What an order counts: the more, the later it was placed, so that what was counted before never has to be touched to fade
 * (forward decay: Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009).
 */
export const weightAt = (time: number, since: number): number => 2 ** ((time - since) / HALF_LIFE_MS);

/**
 * 0 to 255: the logarithm of how many orders of now it is worth, between none and the next power of two above what sells
 * most. So scores are comparable within a store, and few of them move when one product sells a little more.
 */
export function popularityOf(weight: number, heaviest: number, now: number): number {
  const orders = weight / now;
  const most = Math.max(FEW, 2 ** Math.ceil(Math.log2(Math.max(1, heaviest / now))));
  return Math.min(255, Math.round((255 * Math.log1p(orders)) / Math.log1p(most)));
}

function batchOf(orders: readonly CountedOrder[], from: number, to: number, since: number): SalesBatch {
  const products = new Map<string, { orders: number; weight: number }>();
  const pairs = new Map<string, { orders: number; weight: number }>();
  const add = (sums: Map<string, { orders: number; weight: number }>, key: string, weight: number) => {
    const sum = sums.get(key) ?? { orders: 0, weight: 0 };
    sum.orders += 1;
    sum.weight += weight;
    sums.set(key, sum);
  };
  let total = 0;
  for (const { placedAt, products: ids } of orders) {
    const weight = weightAt(Date.parse(placedAt), since);
    total += weight;
    for (const id of ids) add(products, id, weight);
    const paired = ids.slice(0, MOST_PAIRED);
    for (const id of paired) for (const other of paired) if (id !== other) add(pairs, `${id} ${other}`, weight);
  }
  const entries = (sums: Map<string, Increase>) => [...sums];
  return {
    from,
    to,
    since,
    weight: total,
    products: entries(products).map(([id, sum]) => ({ id, ...sum })),
    pairs: entries(pairs).map(([key, sum]) => {
      const [id = '', otherId = ''] = key.split(' ');
      return { id, otherId, ...sum };
    }),
  };
}

const moved = ({ id, weight, score }: Sold, heaviest: number, now: number) => {
  const next = popularityOf(weight, heaviest, now);
  const differs = Math.abs(next - (score ?? 0));
  return differs >= STEP || (differs > 0 && (next === 0 || score === null)) ? [{ id, score: next }] : [];
};

export interface SalesWork {
  readonly sales: SalesRepository;
  readonly now: () => number;
  /** Lets everybody else have a turn. */
  readonly pause?: (() => Promise<void>) | undefined;
}

const realPause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/**
 * Counts the orders that came since the last turn: what is bought, what together, how popular that makes it. Each batch is one
 * transaction that notes how far it is. Answers whether all is counted.
 */
export async function countSales({ sales, now, pause = realPause }: SalesWork, untilMs: number): Promise<boolean> {
  let state = await sales.state();
  const touched = new Set<string>();
  let done = true;
  for (;;) {
    const { orders, last } = await sales.ordersAfter(state.counted, ORDERS);
    if (last === null) break;
    const since = state.since ?? Date.parse(orders[0]?.placedAt ?? new Date(now()).toISOString());
    const batch = batchOf(orders, state.counted, last, since);
    if (await sales.add(batch)) for (const { id } of batch.products) touched.add(id);
    state = await sales.state();
    await pause();
    if (now() >= untilMs) {
      done = false;
      break;
    }
  }
  await rescore(sales, state, [...touched], now());
  return done;
}

/** Writes the scores that have moved: of these products, and of the next ones whose turn it is. */
async function rescore(
  sales: SalesRepository,
  { since, heaviest, scoredUpTo }: SalesState,
  touched: readonly string[],
  time: number,
): Promise<void> {
  if (since === null) return;
  const turn = await sales.soldAfter(scoredUpTo, SCORED);
  const upTo = turn.length < SCORED ? '' : (turn.at(-1)?.id ?? '');
  const seen = new Set(turn.map(({ id }) => id));
  const others = touched.filter((id) => !seen.has(id));
  const sold = others.length > 0 ? [...turn, ...(await sales.soldOf(others))] : turn;
  const now = weightAt(time, since);
  const scores = sold.flatMap((one) => moved(one, heaviest, now));
  if (scores.length > 0 || upTo !== scoredUpTo) await sales.score(scores, upTo);
}
