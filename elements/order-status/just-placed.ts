import { storagePrefix } from '../stores/cart/local.ts';

/** Whether the checkout has just placed this order in this tab, as its note says; only the first to ask hears so. */
export function takeNote(store: string, token: string): boolean {
  // As `DraftKeeper.notePlaced` writes it. Not one file for both: whoever opens the checkout would wait for a third.
  const key = `${storagePrefix(store)}placed:${token}`;
  try {
    const noted = sessionStorage.getItem(key) !== null;
    if (noted) sessionStorage.removeItem(key);
    return noted;
  } catch {
    return false;
  }
}
