import type { BlockAnswer, ShowBlockWithCart } from '../../edge-api/contract/blocks.ts';
import type { ApiClient } from './api-client.ts';
import { asCustomer } from './customer-client.ts';

/** Which block, and how it is set. */
export interface BlockRequest {
  readonly name: string;
  readonly settings: ShowBlockWithCart['settings'];
  readonly locale: string;
  /** ISO 4217; the store's own without. */
  readonly currency?: string | undefined;
}

/** A block as it is to be shown: from any cache on the way, or for a cart with something in it from the shop itself, as who is signed in. */
export function blockClient(
  client: ApiClient,
  { name, settings, locale, currency }: BlockRequest,
  lines: ShowBlockWithCart['lines'],
  signal: AbortSignal,
): Promise<BlockAnswer> {
  const path = `/blocks/${encodeURIComponent(name)}`;
  if (lines.length)
    return asCustomer(client)(path, { settings, locale, currency, lines } satisfies ShowBlockWithCart, signal);
  const query = new URLSearchParams();
  if (Object.keys(settings).length) query.set('settings', JSON.stringify(settings));
  query.set('locale', locale);
  if (currency) query.set('currency', currency);
  return client.request(`${path}?${query}`, undefined, signal);
}
