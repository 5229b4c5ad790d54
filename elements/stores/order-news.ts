import { liveOrderId } from '../../edge-api/contract/take-id.ts';

/** Asks a live connection about one order, by its id there; calls `changed` each time it is another than before. */
export type OrderSource = (liveId: string, changed: () => void) => () => void;

interface Watch {
  readonly liveId: Promise<string>;
  readonly changed: () => void;
  readonly stops: Map<OrderSource, () => void>;
  over: boolean;
}

const sources = new Set<OrderSource>();
const watches = new Set<Watch>();

async function ask(watch: Watch, source: OrderSource): Promise<void> {
  const liveId = await watch.liveId;
  if (watch.over || !sources.has(source)) return;
  watch.stops.set(source, source(liveId, watch.changed));
}

/** A live connection that orders may be asked of, as long as it lives: nothing is asked until an order is shown. */
export function offerOrders(source: OrderSource): () => void {
  sources.add(source);
  for (const watch of watches) void ask(watch, source);
  return () => {
    sources.delete(source);
    for (const { stops } of watches) {
      stops.get(source)?.();
      stops.delete(source);
    }
  };
}

/** Calls `changed` when the order changes, as far as a live connection of this page may see it. */
export function watchOrder(orderId: string, changed: () => void): () => void {
  const watch: Watch = { liveId: liveOrderId(orderId), changed, stops: new Map(), over: false };
  watches.add(watch);
  for (const source of sources) void ask(watch, source);
  return () => {
    watch.over = true;
    watches.delete(watch);
    for (const stop of watch.stops.values()) stop();
  };
}
