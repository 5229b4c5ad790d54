import type { Page } from 'playwright-core';

/** What somebody finds of one element in a page. */
export interface Seen {
  /** Title, price and badge of each card, in order. */
  readonly cards: readonly string[];
  /** Address and words of each picture. */
  readonly pictures: readonly string[];
  /** Words and address of each link. */
  readonly links: readonly string[];
  /** Level and words of each heading. */
  readonly headings: readonly string[];
  /** Language, direction, ink and ground of each box that an element draws. */
  readonly looks: readonly string[];
  /** Words of what can be unfolded. */
  readonly questions: readonly string[];
  /** Elements that only an attack would bring. */
  readonly strangers: number;
}

/** In a page: what is below an element as it is shown, through shadow roots; what buttons hold is not looked at. */
export function seeBelow(box: Element): Seen {
  const all: Element[] = [];
  const walk = (node: Element | ShadowRoot): void => {
    for (const child of node.children) {
      if (child.localName === 'button' || child.localName === 'script' || getComputedStyle(child).display === 'none')
        continue;
      all.push(child);
      if (child.shadowRoot) walk(child.shadowRoot);
      else if (child instanceof HTMLSlotElement && child.assignedElements().length)
        child.assignedElements().forEach((element) => walk(element));
      else walk(child);
    }
  };
  walk(box);
  const text = (element: Element | null): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const of = <Kind extends Element>(selector: string) => all.filter((element) => element.matches(selector)) as Kind[];
  return {
    cards: of('.card').map((card) =>
      ['.title', '.vendor', '.price', '.badge'].map((part) => text(card.querySelector(part))).join(' | '),
    ),
    pictures: of<HTMLImageElement>('img:not([hidden])').map(({ src, srcset, alt }) => `${src} ${srcset}: ${alt}`),
    links: of<HTMLAnchorElement>('a').map((link) => `${text(link)} → ${link.href}`),
    headings: of('h1, h2, h3, h4, h5, h6, [role=heading]').map(
      (heading) => `h${heading.ariaLevel ?? heading.localName.slice(1)} ${text(heading)}`,
    ),
    looks: of<HTMLElement>('.root').map((root) => {
      const { color, backgroundColor, fontFamily } = getComputedStyle(root.querySelector('.section') ?? root);
      return [root.lang, root.dir, color, backgroundColor, fontFamily].join(' ');
    }),
    questions: of('summary').map(text),
    strangers: of('x-y, [onerror], [onload], [onfocus], img[src="x"]').length,
  };
}

/** Before any script of a page: all of it is in sight, however long it is. */
export function inSight(): void {
  window.IntersectionObserver = class extends IntersectionObserver {
    private readonly tell: IntersectionObserverCallback;
    constructor(tell: IntersectionObserverCallback) {
      super(tell);
      this.tell = tell;
    }
    override observe(target: Element): void {
      queueMicrotask(() => this.tell([{ isIntersecting: true, target } as IntersectionObserverEntry], this));
    }
  };
}

/** Waits until every element of ours below is here, with all it shows. */
export async function allAtWork(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    let waiting = 0;
    const walk = (node: ParentNode): void => {
      for (const element of node.querySelectorAll('*')) {
        const { localName, shadowRoot } = element;
        const isOurs = localName.startsWith('vitrine-');
        const needsScript = /grid|product$|letter|button/.test(localName);
        if (isOurs && needsScript && !('renderRoot' in element)) waiting++;
        if (isOurs && localName !== 'vitrine-newsletter-form' && !shadowRoot?.querySelector('.root')?.firstElementChild)
          waiting++;
        if (element.matches('.waiting, [aria-busy=true]')) waiting++;
        if (shadowRoot) walk(shadowRoot);
      }
    };
    walk(document);
    return waiting === 0;
  });
}

/** Names of what the Tab key reaches from the page's beginning, until one is the last; buttons aside. */
export async function tabStops(page: Page, last: string): Promise<string[]> {
  const stops: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element || element.localName === 'button' || element.closest('[part=quantity]')) return null;
      const { labels, ariaLabel, textContent } = element as HTMLInputElement;
      return `${element.localName} ${(ariaLabel ?? labels?.[0]?.textContent ?? textContent ?? '').replace(/\s+/g, ' ').trim()}`;
    });
    if (stop === null) continue;
    if (stop.includes(last)) break;
    stops.push(stop);
  }
  return stops;
}
