import type { Page } from 'playwright-core';

/** A host page and how a shopper puts something into its cart. */
export interface HostPage {
  readonly name: string;
  readonly path: string;
  /** Text of the page's own that must be there whatever happens to us. */
  readonly ownText: string;
  readonly buy: (page: Page) => Promise<unknown>;
  /** Which cart button counts. */
  readonly button?: string;
  /** Which block sells; the first of the page without. */
  readonly block?: string;
}

/** Adds the first product of a grid that needs no choice. */
const quickAdd =
  (name: RegExp, grid = 'vitrine-product-grid') =>
  (page: Page): Promise<void> =>
    page.locator(grid).getByRole('button', { name }).first().click();

const buyShown = (page: Page): Promise<void> =>
  page.locator('vitrine-product').getByRole('button', { name: 'Add to cart' }).click();

/** Opens a product of a grid in its dialog and buys it there. */
async function buyInDialog(page: Page): Promise<void> {
  const grid = page.locator('vitrine-product-grid').first();
  await grid
    .getByRole('button', { name: /^Choose options/ })
    .first()
    .click();
  await grid.getByRole('dialog').getByRole('button', { name: 'Add to cart' }).click();
}

/** Every host page of the demo. */
export const HOST_PAGES: readonly HostPage[] = [
  { name: 'index', path: '', ownText: 'A shop in any web page.', buy: quickAdd(/^Add to cart: Skje/) },
  { name: 'plain', path: 'plain.html', ownText: 'Things for quiet rooms', buy: quickAdd(/^Add to cart: Skje/) },
  { name: 'product', path: 'product.html?handle=fjord-vase', ownText: 'Our workshop', buy: buyShown },
  {
    name: 'layouts',
    path: 'layouts.html',
    ownText: 'Workshop open Thursday to Saturday',
    buy: quickAdd(/^Add to cart: Bue/),
  },
  {
    name: 'search',
    path: 'search.html?q=wooden+spoons',
    ownText: 'What are you looking for?',
    buy: quickAdd(/^Add to cart: Skje/, 'vitrine-search'),
  },
  { name: 'resets', path: 'resets.html', ownText: 'In praise of the slow kitchen', buy: buyShown },
  { name: 'strict CSP', path: 'strict-csp.html', ownText: 'Lamps for the dark half of the year', buy: buyInDialog },
  { name: 'React', path: 'react.html', ownText: 'Plan a room', buy: quickAdd(/^Add to cart: Bue/) },
  {
    name: 'client-routed',
    path: 'spa.html?view=shop',
    ownText: 'What you drank from',
    buy: quickAdd(/^Add to cart: Vinter/),
  },
  {
    name: 'two stores',
    path: 'two-stores.html',
    ownText: 'One for the house, one for the senses',
    buy: quickAdd(/^أضف إلى السلة: صندوق/, '[handle=qamar] vitrine-product-grid'),
    button: '[handle=qamar] vitrine-cart-button',
    block: '[handle=qamar] vitrine-block',
  },
  {
    name: 'Arabic',
    path: 'arabic.html',
    ownText: 'رائحة البيت قبل أن تُفتح الأبواب',
    buy: quickAdd(/^أضف إلى السلة: صندوق/),
  },
  { name: 'dark', path: 'dark.html', ownText: 'You liked the lamp?', buy: buyShown },
  { name: 'preload', path: 'preload.html', ownText: 'The winter list', buy: quickAdd(/^Add to cart: Skje/) },
];

/** What a page's global scope is made of, in a form that can be compared: own names of the window, and everything reachable in two steps. */
export function snapshotGlobals(): { names: string[]; builtins: Record<string, string> } {
  const builtins: Record<string, string> = {};
  const describe = (holder: object): string =>
    Reflect.ownKeys(holder)
      .map((key) => {
        const descriptor = Object.getOwnPropertyDescriptor(holder, key);
        const parts = [descriptor?.value, descriptor?.get, descriptor?.set].map((part) =>
          typeof part === 'function'
            ? Function.prototype.toString.call(part).replace(/\s+/g, ' ').slice(0, 80)
            : typeof part,
        );
        return `${String(key)}=${parts.join('|')}`;
      })
      .sort()
      .join('\n');
  for (const name of Object.getOwnPropertyNames(window)) {
    const value: unknown = Object.getOwnPropertyDescriptor(window, name)?.value;
    if (name === 'vitrine' || (typeof value !== 'function' && typeof value !== 'object') || value === null) continue;
    if (value === window || !/^[A-Z]/.test(name)) continue;
    builtins[name] = describe(value);
    if ('prototype' in value && typeof value.prototype === 'object' && value.prototype) {
      builtins[`${name}.prototype`] = describe(value.prototype);
    }
  }
  return { names: Object.keys(window), builtins };
}

/** Before any script of the page: keeps every layout shift that nobody's input caused, with what moved. */
export function watchShifts(): void {
  const shifts: string[] = [];
  Object.defineProperty(window, 'shifts', { value: shifts, enumerable: false });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
    })[]) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map(({ node, previousRect, currentRect }) => {
        const element = node instanceof Element ? node : node?.parentElement;
        const y = `${Math.round(previousRect.y)}→${Math.round(currentRect.y)}`;
        return `${element?.tagName.toLowerCase() ?? '?'}.${element?.className ?? ''} y ${y} h ${Math.round(previousRect.height)}→${Math.round(currentRect.height)}`;
      });
      shifts.push(`${entry.value.toFixed(4)} at ${Math.round(entry.startTime)} ms: ${moved.join('; ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What the instrumented browser objects hold open. */
export interface Held {
  readonly listeners: number;
  readonly intervals: number;
  readonly timeouts: number;
  readonly sockets: number;
  readonly channels: number;
}

/** Before any script of the page: counts listeners on what outlives an element, timers, sockets and channels. */
export function countHeld(): void {
  const lasting = new Map<EventTarget, Set<string>>();
  const ids = new WeakMap<object, number>();
  let nextId = 0;
  const idOf = (value: object): number => {
    if (!ids.has(value)) ids.set(value, nextId++);
    return ids.get(value)!;
  };
  const keyOf = (type: string, listener: object, options: unknown): string =>
    `${type} ${idOf(listener)} ${typeof options === 'object' && options !== null ? Boolean((options as AddEventListenerOptions).capture) : Boolean(options)}`;
  const outlives = (target: EventTarget): boolean =>
    target === window ||
    target === document ||
    target === document.documentElement ||
    target === document.body ||
    target instanceof MediaQueryList ||
    target instanceof VisualViewport ||
    ('navigation' in window && target === (window as unknown as { navigation: EventTarget }).navigation);
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (listener && outlives(target)) {
      const set = lasting.get(target) ?? new Set();
      const key = keyOf(type, listener, options);
      set.add(key);
      lasting.set(target, set);
      const { once, signal } = typeof options === 'object' && options ? options : {};
      if (once) addEventListener.call(target, type, () => set.delete(key), { once: true });
      signal?.addEventListener('abort', () => set.delete(key));
    }
    return addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (listener) lasting.get(target)?.delete(keyOf(type, listener, options));
    return removeEventListener.call(target, type, listener, options);
  };

  const intervals = new Set<number>();
  const timeouts = new Set<number>();
  const {
    setInterval: startInterval,
    clearInterval: stopInterval,
    setTimeout: startTimeout,
    clearTimeout: stopTimeout,
  } = window;
  window.setInterval = ((...args: Parameters<typeof startInterval>) => {
    const id = startInterval(...args);
    intervals.add(id);
    return id;
  }) as typeof window.setInterval;
  window.clearInterval = (id) => {
    intervals.delete(Number(id));
    stopInterval(id);
  };
  window.setTimeout = ((run: () => void, ms?: number, ...args: unknown[]) => {
    const id: number = startTimeout(() => {
      timeouts.delete(id);
      Reflect.apply(run, window, args);
    }, ms);
    timeouts.add(id);
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    timeouts.delete(Number(id));
    stopTimeout(id);
  };

  const sockets = new Set<WebSocket>();
  window.WebSocket = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      sockets.add(this);
    }
  };
  const channels = new Set<BroadcastChannel>();
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels.add(this);
    }
    override close(): void {
      channels.delete(this);
      super.close();
    }
  };

  Object.defineProperty(window, 'held', {
    enumerable: false,
    value: () => ({
      listeners: [...lasting.values()].reduce((sum, set) => sum + set.size, 0),
      names: [...lasting].flatMap(([, set]) => [...set]),
      intervals: intervals.size,
      timeouts: timeouts.size,
      sockets: [...sockets].filter(({ readyState }) => readyState < 2).length,
      channels: channels.size,
    }),
  });
}

/** What `countHeld` counts at this moment. */
export const held = (page: Page): Promise<Held & { readonly names: readonly string[] }> =>
  page.evaluate(() => (window as unknown as { held: () => Held & { names: string[] } }).held());
