import type { RequestedLine } from '../../edge-api/contract/quotes.ts';
import type { StoreContext } from '../store/context.ts';
import type { CartStore } from '../stores/cart-store.ts';
import { ownEmail } from './buyer.ts';
import { enterCodes } from './checkout-codes.ts';
import type { CheckoutEntries } from './checkout-entries.ts';
import { KeptDraft } from './kept-draft.ts';

const asked = ({ variantId, quantity, options }: RequestedLine): RequestedLine => ({ variantId, quantity, options });

/** Keeps on the edge what is entered. `words` are those the shopper agrees to be reminded by. */
export function keepDraft(
  store: StoreContext,
  entries: CheckoutEntries,
  page: { readonly locale: () => string; readonly words: () => string },
): KeptDraft {
  return new KeptDraft(store.handle, store.client, async () => ({
    fields: entries.fields,
    lines: store.cart.value.lines.map((line) => asked({ ...line, options: { ...line.options } })),
    cart: await store.cart.session().catch(() => undefined),
    locale: page.locale(),
    consent: entries.fields.reminder ? { text: page.words() } : null,
  }));
}

/** Puts lines into the cart. */
export async function putIntoCart(
  cart: CartStore,
  lines: readonly RequestedLine[],
  onTrouble: (error: unknown) => void,
): Promise<void> {
  for (const { variantId, quantity, options } of lines)
    await cart.add(variantId, { quantity, options }).catch(onTrouble);
}

/** Whether somebody is at this form already, so that the e-mail of a link, to which mails would go, is perhaps not theirs. */
const isTaken = ({ client }: StoreContext, { fields }: CheckoutEntries): boolean =>
  ownEmail(client) !== '' || !!(fields.name || fields.phone || fields.line1);

/** Brings back what was typed earlier; answers how it was found, if there was anything. */
export async function restoreDraft(
  store: StoreContext,
  entries: CheckoutEntries,
  kept: KeptDraft,
  onTrouble: (error: unknown) => void,
): Promise<'link' | 'browser' | undefined> {
  const found = await kept.find();
  if (!found) return undefined;
  const { cart } = store;
  const foreign = found.byLink && isTaken(store, entries);
  const typed = entries.fill(foreign ? { ...found.fields, email: '' } : found.fields);
  if (found.byLink) {
    await cart.load().catch(onTrouble);
    if (found.fields.codes) await enterCodes({ cart }, found.fields.codes.split('\n')).catch(onTrouble);
    // What is in the cart here is of a later mind than the mail.
    if (!cart.value.lines.length) await putIntoCart(cart, found.lines, onTrouble);
    return 'link';
  }
  return typed ? 'browser' : undefined;
}
