import type { StoreContext } from '../store/context.ts';
import type { ServedData } from './served-data.ts';

/** A box that elements were served in, and what came along with them. */
interface Place {
  readonly place: Element;
  readonly data: ServedData;
}

const known = new WeakMap<Element, Place>();

function read(place: Element): Place | undefined {
  const text = place.querySelector('script[type="application/json"]')?.textContent;
  return text ? { place, data: JSON.parse(text) as ServedData } : undefined;
}

/** The place an element was served in; the same object however often it is asked for. */
export function placeOf(element: Element): Place | undefined {
  for (let root: Node = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    const { host } = root;
    if (!host.hasAttribute('data-vitrine-served')) continue;
    const place = known.get(host) ?? read(host);
    if (place) known.set(host, place);
    return place;
  }
  return undefined;
}

/** The store an element is in, by the community's context protocol. */
export function storeOf(element: Element): StoreContext | undefined {
  let store: StoreContext | undefined;
  const request = new Event('context-request', { bubbles: true, composed: true });
  const callback = (value: StoreContext): void => void (store = value);
  element.dispatchEvent(Object.assign(request, { context: Symbol.for('vitrine-store'), callback, subscribe: false }));
  return store;
}
