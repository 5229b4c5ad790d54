import { compareEntries, lineKey, type CartEntry, type CartLine } from '../../../edge-api/contract/cart-log.ts';
import { movedEntryId } from '../../../edge-api/contract/take-id.ts';

/** What ids of edits are mixed with; made once at random. */
const EDIT = '5b1c9e02-7d43-4a86-b0f5-93d2c86e1a7f';

/** The digits of an id, each mixed with the one before it, so that ids made one from the other never come back to the first. */
function stirred(id: string): string {
  let last = 7;
  return id.replace(/[0-9a-f]/g, (digit) => {
    last = (last * 11 + parseInt(digit, 16) + 3) & 15;
    return last.toString(16);
  });
}

/**
 * What the log is to say when a line gets other options: its units under the new key, then none under the old, so that a
 * page which ends in between has too much in it and not too little. The id follows from the latest word on the line, and the
 * text names that word: of two devices that edit what both see, one wins, and the units count once, in one cart as in two that
 * become one.
 */
export function editEntries(
  { key, variantId, options: before, quantity }: CartLine,
  options: Readonly<Record<string, string>>,
  log: Iterable<CartEntry>,
): (Omit<CartEntry, 'id' | 'clock'> & { id?: string })[] {
  const words = [...log].filter((entry) => entry.variantId && lineKey(entry.variantId, entry.options) === key);
  const last = words.sort(compareEntries).at(-1);
  const add = { kind: 'add' as const, variantId, options, quantity, text: last?.clock ?? '' };
  return [
    last ? { ...add, id: movedEntryId(stirred(last.id), EDIT) } : add,
    { kind: 'set', variantId, options: before, quantity: 0, text: '' },
  ];
}
