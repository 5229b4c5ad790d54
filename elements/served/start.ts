/**
 * Goes before the loader, on pages whose elements the server has drawn. What needs a script gets it once it is in sight or
 * touched; all else stays as it came.
 */
import type { VitrineGlobal } from '../store/page.ts';
import { isAsleep, letSleep } from './asleep.ts';

/** What does nothing without its script. */
const NEEDY = 'vitrine-product-grid,vitrine-product,vitrine-newsletter-form,vitrine-block[data-acts]';
const DRAWN =
  'vitrine-sections,vitrine-section,vitrine-showcase-products,vitrine-product-grid,vitrine-product,vitrine-block';

(globalThis as { litElementHydrateSupport?: typeof letSleep }).litElementHydrateSupport = letSleep;

/** Deferred scripts, and so the loader, have run by then. */
const loaded = new Promise<unknown>((done) => {
  if (document.readyState === 'complete') done(0);
  else document.addEventListener('DOMContentLoaded', done, { once: true });
});

/** Elements of ours around one, from the outermost on, itself last. */
function chainOf(element: Element): Element[] {
  const chain: Element[] = [];
  for (let at: Element | undefined = element; at;) {
    if (at.matches(DRAWN)) chain.unshift(at);
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return chain;
}

async function wake(element: Element): Promise<void> {
  await loaded;
  // Without the loader nobody knows the store: everything stays as it came.
  if (!(window.vitrine as Partial<VitrineGlobal> | undefined)?.setup) return;
  const { takeOver } = await import('./take-over.ts');
  for (const one of chainOf(element)) await takeOver(one);
}

const quietly = (element: Element): Promise<void> =>
  wake(element).catch((error: unknown) => console.warn(`[vitrine] <${element.localName}> could not be woken`, error));

const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 100);
};

const sight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    whenIdle(() => void quietly(target));
  }
});

/** The element that sleeps in the way of an event. */
const sleeperOf = (event: Event): Element | undefined =>
  event
    .composedPath()
    .find((node): node is Element => node instanceof Element && node.matches(NEEDY) && isAsleep(node));

function handleTouch(event: Event): void {
  const sleeper = sleeperOf(event);
  if (sleeper) void quietly(sleeper);
}

/** A button pressed in its sleep is pressed once more when it works; links lead on by themselves. */
function handleClick(event: Event): void {
  const sleeper = sleeperOf(event);
  const [pressed] = event.composedPath();
  const button = sleeper && pressed instanceof Element ? pressed.closest('button') : null;
  if (!sleeper || !button) return;
  event.preventDefault();
  event.stopPropagation();
  void quietly(sleeper).then(() => button.isConnected && !isAsleep(sleeper) && button.click());
}

function watch(root: ParentNode): void {
  for (const element of root.querySelectorAll(`${DRAWN},${NEEDY}`)) {
    if (element.matches(NEEDY)) sight.observe(element);
    if (element.shadowRoot) watch(element.shadowRoot);
  }
}

/** Pages follow the shop once nothing else is to be done. */
function followLater(page: Element): void {
  const begin = (): void => {
    void import('./follow.ts').then(({ follow }) => follow(page)).catch(() => undefined);
  };
  if (document.readyState === 'complete') whenIdle(begin);
  else addEventListener('load', () => whenIdle(begin), { once: true });
}

for (const place of document.querySelectorAll('[data-vitrine-served]')) {
  if (!place.shadowRoot) continue;
  watch(place.shadowRoot);
  place.shadowRoot.querySelectorAll('vitrine-sections[page]').forEach(followLater);
  for (const type of ['pointerover', 'focusin', 'touchstart'])
    place.addEventListener(type, handleTouch, { passive: true, capture: true });
  place.addEventListener('click', handleClick, { capture: true });
}
