import { toJson } from '../../client/to-json.ts';
import type { CartNews } from '../cart-store.ts';
import { readLocal, writeLocal } from './local.ts';

/** What the shopper is to be told about the cart, kept until somebody has read it: also by the next page. */
export interface News {
  tell(news: CartNews): void;
  dismiss(news: CartNews): void;
}

/** Opens the news of one store's cart; `show` hears of each change, and of what an earlier page left. */
export function openNews(prefix: string, show: (news: readonly CartNews[]) => void): News {
  const key = `${prefix}news`;
  let list: CartNews[] = [];
  try {
    const kept: unknown = JSON.parse(readLocal(key) ?? '[]');
    if (Array.isArray(kept)) list = kept as CartNews[];
  } catch {
    // Not ours to understand.
  }
  function set(next: CartNews[]): void {
    list = next;
    writeLocal(key, next.length ? toJson(next) : null);
    show(next);
  }
  if (list.length) queueMicrotask(() => show(list));
  return {
    tell: (news) => set([...list.filter((one) => one !== news), news]),
    dismiss: (news) => set(list.filter((one) => one !== news)),
  };
}
