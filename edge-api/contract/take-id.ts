/** Namespace of the ids below, made once at random and never to change. */
const NAMESPACE = 'b7c0d7a4-3f51-4c4e-9a3e-6d1f0a5b8c21';

/** The UUID version 5 (RFC 9562) of a name in a namespace: the same everywhere, for ever. */
async function uuidV5(namespace: string, name: string): Promise<string> {
  const prefix = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], (byte) => parseInt(byte, 16));
  const text = new TextEncoder().encode(name);
  const input = new Uint8Array(prefix.length + text.length);
  input.set(prefix);
  input.set(text, prefix.length);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', input)).subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Id of the `take` entry by which an order takes one line out of its cart. Browser and edge derive the same, so doing it twice counts once. */
export const takeId = (orderId: string, lineKey: string): Promise<string> =>
  uuidV5(NAMESPACE, `take:${orderId}:${lineKey}`);

/** Id of an order's row in the sync server, which wants UUIDs. */
export const liveOrderId = (orderId: string): Promise<string> => uuidV5(NAMESPACE, `order:${orderId}`);

/** Id of the row in the sync server that tells a store's open pages of changes. */
export const livePagesId = (storeId: string): Promise<string> => uuidV5(NAMESPACE, `pages:${storeId}`);

/**
 * Id of an entry that is issued again into another cart. Edge and every tab derive the same, so that several of them moving
 * one entry still count it once; and no two entries meet, as each keeps its own random bits.
 */
export const movedEntryId = (id: string, cartId: string): string =>
  id.replace(/[0-9a-f]/g, (digit, at: number) => {
    const mixed = parseInt(digit, 16) ^ parseInt(cartId[at] ?? '0', 16);
    // A UUID of version 8: "made by a rule of its owner" (RFC 9562).
    return (at === 14 ? 8 : at === 19 ? (mixed & 3) | 8 : mixed).toString(16);
  });
