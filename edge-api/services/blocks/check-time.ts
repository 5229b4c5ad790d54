/** Milliseconds of checking that one store may cause in a window: the check runs in the process that answers all stores. */
const MOST_MS = 10_000;
const WINDOW_MS = 60_000;
/** Stores that are remembered. */
const MOST_STORES = 1000;

/** How long the sources of each store were checked lately. On Workers, where no time goes by within a request, it never ends. */
export class CheckTime {
  private readonly stores = new Map<string, { readonly since: number; ms: number }>();

  /** Whole seconds until a store may have more checked; 0 where it may now. */
  wait(storeId: string, now: number): number {
    const kept = this.stores.get(storeId);
    if (!kept || kept.ms < MOST_MS) return 0;
    return Math.max(0, Math.ceil((kept.since + WINDOW_MS - now) / 1000));
  }

  spend(storeId: string, ms: number, now: number): void {
    const kept = this.stores.get(storeId);
    if (kept && now - kept.since < WINDOW_MS) {
      kept.ms += ms;
      return;
    }
    if (this.stores.size >= MOST_STORES) this.stores.clear();
    this.stores.set(storeId, { since: now, ms });
  }
}
