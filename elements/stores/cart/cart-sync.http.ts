import type { CartSession } from '../../../edge-api/contract/carts.ts';
import type { ApiError } from '../../client/api-client.ts';
import type { ShopClient } from '../../client/shop-client.ts';
import type { CartSync, CartSyncPort } from './cart-sync.ts';

/** Rows in one request. */
const BATCH = 500;
const POLL_MIN_MS = 5000;
const POLL_MAX_MS = 20_000;
const RETRY_MIN_MS = 1000;
const RETRY_MAX_MS = 30_000;

/** Answers that mean the rows, not the network. */
const REFUSALS = new Set([400, 409, 413, 422]);

/** The log over plain HTTP: after each intent, when looked at, and gently in between while the page is visible. */
export function connectHttp(session: CartSession, client: ShopClient, port: CartSyncPort): CartSync {
  const outdated = new Set<string>();
  let stopped = false;
  let busy = false;
  let again = false;
  let oneByOne = false;
  let failures = 0;
  let quiet = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function later(): void {
    if (stopped) return;
    // A little chance, so that all tabs do not come back at the same moment.
    const spread = 0.75 + Math.random() / 2;
    if (failures) timer = setTimeout(sync, Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** (failures - 1)) * spread);
    else if (!document.hidden) timer = setTimeout(sync, Math.min(POLL_MAX_MS, POLL_MIN_MS * 1.3 ** quiet++) * spread);
  }

  async function sync(): Promise<void> {
    clearTimeout(timer);
    if (busy) again = true;
    if (busy || stopped) return;
    busy = true;
    again = false;
    const rows = port.pending().slice(0, oneByOne ? 1 : BATCH);
    const forget = [...outdated].slice(0, BATCH);
    try {
      const request = { token: session.token, entries: rows.map(wire), forget };
      const { entries, expiresAt } = await client.syncCartLog(session.cartId, request);
      if (stopped) return;
      failures = 0;
      for (const id of forget) outdated.delete(id);
      port.expires(expiresAt);
      const before = port.pending().length;
      port.log(entries);
      const left = port.pending().length;
      if (!left) oneByOne = false;
      // More rows to hand in, but only while that gets us somewhere.
      again ||= left > 0 && left < before;
    } catch (error) {
      if (stopped) return;
      // The client rejects with `ApiError` alone.
      const { code, status, closed } = error as ApiError;
      const refused = REFUSALS.has(status) && rows.length > 0;
      if (code === 'cart_not_found' || code === 'cart_token_invalid') port.lost();
      else if (refused && rows.length > 1) again = oneByOne = true;
      else if (refused && port.refuse(rows, code)) again = true;
      else {
        failures++;
        if (!refused) port.down(closed);
      }
    } finally {
      busy = false;
      if (again) void sync();
      else later();
    }
  }

  void sync();
  return {
    push() {
      quiet = 0;
      void sync();
    },
    forget(ids) {
      for (const id of ids) outdated.add(id);
    },
    check() {
      quiet = failures = 0;
      void sync();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** An entry as the contract has it, without what only the browser's journal knows. */
const wire = ({
  id,
  kind,
  variantId,
  options,
  quantity,
  text,
  clock,
}: ReturnType<CartSyncPort['pending']>[number]) => ({
  id,
  kind,
  variantId,
  options: { ...options },
  quantity,
  text,
  clock,
});
