import { toJson } from '../client/to-json.ts';
import { Signal, type Observable } from '../internal/observable.ts';
import { readLocal, storagePrefix, writeLocal } from './cart/local.ts';

/** How many products are remembered for each store. */
export const MOST_VIEWED = 30;
/** The longest handle there is. */
const LONGEST = 255;

const memory = new Map<string, Signal<readonly string[]>>();

const keyOf = (store: string): string => `${storagePrefix(store)}viewed`;

/** What another page, an older release or a person may have written there: handles, once each, no more than there may be. */
function parse(text: string | null | undefined): readonly string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(value)) return [];
    const handles = value.filter((item) => typeof item === 'string' && item.length > 0 && item.length <= LONGEST);
    return [...new Set(handles as string[])].slice(0, MOST_VIEWED);
  } catch {
    return [];
  }
}

function signalOf(store: string): Signal<readonly string[]> {
  let signal = memory.get(store);
  if (!signal) memory.set(store, (signal = new Signal(parse(readLocal(keyOf(store))))));
  return signal;
}

/**
 * Handles of the products that were viewed in a store on this device, the latest first. They are kept in the browser and
 * nowhere else; where it keeps nothing, for as long as the page lives.
 */
export const viewedProducts = (store: string): Observable<readonly string[]> => signalOf(store);

/** Remembers that a product was viewed. */
export function rememberViewed(store: string, handle: string): void {
  const signal = signalOf(store);
  // Another tab may have written since.
  const kept = parse(readLocal(keyOf(store)));
  const before = kept.length ? kept : signal.value;
  const handles = [handle, ...before.filter((other) => other !== handle)].slice(0, MOST_VIEWED);
  writeLocal(keyOf(store), toJson(handles));
  signal.value = handles;
}

/** Forgets which products were viewed. */
export function forgetViewed(store: string): void {
  writeLocal(keyOf(store), null);
  signalOf(store).value = [];
}
