import { MAX_QUANTITY, lineOfKey, type CartEntry } from '../../../edge-api/contract/cart-log.ts';
import { ApiError } from '../../client/api-client.ts';
import type { AddOptions } from '../cart-store.ts';

/** A call that changes the cart, as data, so that it can wait for the code that understands it. */
export type Intent =
  | ['add', string, AddOptions | undefined]
  | ['set', string, number]
  | ['setNote', string]
  | ['later', string, boolean]
  | ['code', string, boolean];

function demand(condition: boolean, path: string, message: string): asserts condition {
  if (!condition) throw new ApiError('invalid_request', message, 400, [{ path, message }]);
}

/** Whether the edge can keep a text whole; half a character would not even make a line's key. */
const isWhole = (text: string): boolean => !/[\0\p{Cs}]/u.test(text);

function checkQuantity(quantity: unknown, min: number): asserts quantity is number {
  const fits = Number.isInteger(quantity) && Number(quantity) >= min && Number(quantity) <= MAX_QUANTITY;
  demand(fits, 'quantity', `A quantity is a whole number from ${min} to ${MAX_QUANTITY}.`);
}

/** A code as it is compared: without regard to case and the space around it. */
export const codeText = (code: string): string => code.trim().toUpperCase();

export function checkLine(variantId: unknown, options: Readonly<Record<string, string>>): void {
  demand(
    typeof variantId === 'string' && /^.{1,64}$/.test(variantId) && isWhole(variantId),
    'variantId',
    'A line names its variant.',
  );
  const pairs = Object.entries(options);
  demand(
    pairs.length <= 20 &&
      pairs.every(
        ([name, text]) =>
          /^.{1,60}$/s.test(name) && typeof text === 'string' && text.length <= 500 && isWhole(name + text),
      ),
    'options',
    'A line has at most 20 options, each with a name of 1 to 60 characters and a text of at most 500, in well-formed Unicode.',
  );
}

/** What the log is to say of an intent; throws `invalid_request` when the intent makes no sense, so that nothing the edge would refuse is ever kept. */
export function entryOf(intent: Intent): Omit<CartEntry, 'id' | 'clock'> {
  if (intent[0] === 'setNote') {
    const text: unknown = intent[1];
    demand(
      typeof text === 'string' && text.length <= 2000 && isWhole(text),
      'text',
      'A note has at most 2000 characters, in well-formed Unicode.',
    );
    return { kind: 'note', variantId: '', options: {}, quantity: 0, text };
  }
  if (intent[0] === 'code') {
    const text = codeText(`${intent[1]}`);
    demand(/^.{1,64}$/.test(text) && isWhole(text), 'code', 'A code has 1 to 64 characters.');
    return { kind: 'code', variantId: '', options: {}, quantity: intent[2] ? 1 : 0, text };
  }
  if (intent[0] === 'set' || intent[0] === 'later') {
    const [kind, key, value] = intent;
    const { variantId, options } = lineOfKey(`${key}`);
    checkLine(variantId, options);
    const quantity = Number(value);
    checkQuantity(kind === 'set' ? value : quantity, 0);
    return { kind, variantId, options, quantity, text: '' };
  }
  const [, variantId, settings] = intent;
  const { quantity = 1, options = {} } = settings ?? {};
  checkLine(variantId, options);
  checkQuantity(quantity, 1);
  return { kind: 'add', variantId, options: { ...options }, quantity, text: '' };
}
