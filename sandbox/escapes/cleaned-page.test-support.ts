/** What runs in a page that cleaned blocks are put into: how they get there, and what would show that one of them did anything. */

export interface CleanedItem {
  readonly html: string;
  readonly css: string;
}

/** How a block gets into the page. */
export type Way = 'policy' | 'setHTML' | 'light';

/** What was seen, all of it bad. */
export interface SeenInPage {
  /** Calls of what attackers' scripts call to be seen. */
  readonly ran: string[];
  /** Handlers and addresses of scripts that wait for somebody. */
  readonly live: string[];
  /** Names of the page that answer otherwise than before. */
  readonly clobbered: string[];
  /** What around the blocks looks otherwise than before, or is covered. */
  readonly changed: string[];
  /** What the page's policy refused. */
  readonly refused: string[];
}

export interface LookingPage {
  look(items: readonly CleanedItem[], way: Way): Promise<SeenInPage>;
}

/** Runs in the page, before everything else; nothing outside of it is in reach. */
export function lookForHarm(): void {
  const ran: string[] = [];
  const refused: string[] = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval', 'fetch'])
    Object.defineProperty(globalThis, name, { value: (what: unknown) => void ran.push(`${name}(${String(what)})`) });
  addEventListener('securitypolicyviolation', ({ violatedDirective, sample, blockedURI }) =>
    refused.push(`${violatedDirective} ${blockedURI} ${sample}`),
  );
  // A link is followed where it would run a script, and nowhere else.
  addEventListener('click', (event) => {
    const link = event.composedPath().find((each) => each instanceof Element && each.localName === 'a');
    if (!(link instanceof Element) || !/^\s*javascript:/i.test(link.getAttribute('href') ?? '')) event.preventDefault();
  });
  addEventListener('submit', (event) => event.preventDefault());

  /** Everything that answers by a name, as it is before anything is put into the page. */
  const named = new Map<object, Map<string, unknown>>();
  const read = (object: object, name: string): unknown => {
    try {
      return (object as Record<string, unknown>)[name];
    } catch {
      return undefined;
    }
  };
  const remember = () => {
    for (const object of [document, window]) {
      const values = new Map<string, unknown>();
      for (let proto: object | null = object; proto; proto = Object.getPrototypeOf(proto) as object | null)
        for (const name of Object.getOwnPropertyNames(proto)) values.set(name, read(object, name));
      named.set(object, values);
    }
  };
  const isPlaced = (value: unknown): boolean => value instanceof Node || value instanceof HTMLCollection;
  const clobbered = (): string[] =>
    [...named].flatMap(([object, values]) =>
      [...values]
        .filter(([name, before]) => {
          const now = read(object, name);
          return now !== before && isPlaced(now) && !isPlaced(before);
        })
        .map(([name]) => `${object === document ? 'document' : 'window'}.${name}`),
    );

  const styleOf = (element: Element, pseudo?: string): string => {
    const style = getComputedStyle(element, pseudo);
    return Array.from(style, (name) => `${name}:${style.getPropertyValue(name)}`).join(';');
  };
  const lookOf = (element: Element): string => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height, styleOf(element), styleOf(element, '::before'), styleOf(element, '::after')].join(' ');
  };
  const isCovered = (element: Element): boolean => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return (element.getRootNode() as Document | ShadowRoot).elementFromPoint(x + width / 2, y + height / 2) !== element;
  };

  const live = (root: ParentNode): string[] => {
    const found: string[] = [];
    for (const element of root.querySelectorAll('*')) {
      const told = () => element.outerHTML.slice(0, 200);
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || name === 'srcdoc' || name === 'style') found.push(told());
        if (
          /^(?:href|src|action|formaction|data|xlink:href)$/.test(name) &&
          /^[\s\p{Cc}]*(?:javascript|vbscript|data(?!:image\/)):/iu.test(value)
        )
          found.push(told());
      }
      for (const name of ['onclick', 'onload', 'onerror', 'onfocus', 'onmouseover', 'ontoggle'] as const)
        if ((element as HTMLElement)[name]) found.push(told());
      if (/^(?:script|iframe|frame|object|embed|base|meta|link|form|style)$|-/.test(element.localName))
        found.push(told());
      if (element.shadowRoot) found.push(...live(element.shadowRoot));
    }
    return found;
  };

  /** How the element around a shadow root looks, and what stands in that beside the block; but for where that is and how large. */
  const hostLook = (host: Element): string =>
    [host, host.shadowRoot?.firstElementChild]
      .map((each) =>
        each ? styleOf(each).replaceAll(/[\w-]*(?:size|height|width|origin|inset)[\w-]*:[^;]*;?/g, '') : '',
      )
      .join(' ');

  const frames = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const next = (left: number): void => (left === 0 ? resolve() : void requestAnimationFrame(() => next(left - 1)));
      next(count);
    });

  /** Until pictures have come or failed, as far as they do so soon, for then their handlers run. */
  const settled = async (roots: readonly ParentNode[]): Promise<void> => {
    const coming = roots.flatMap((root) => [...root.querySelectorAll('img')]).filter(({ complete }) => !complete);
    const come = coming.map(
      (each) => new Promise((done) => ['load', 'error'].forEach((type) => each.addEventListener(type, done))),
    );
    await Promise.race([Promise.all(come), new Promise((done) => setTimeout(done, 500))]);
    await frames(2);
  };

  const stimulate = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      for (const type of ['mouseover', 'pointerenter', 'mousedown', 'click'])
        element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true }));
      for (const type of [
        'focus',
        'focusin',
        'toggle',
        'load',
        'error',
        'animationstart',
        'transitionend',
        'scroll',
        'input',
        'wheel',
      ])
        element.dispatchEvent(new Event(type, { bubbles: type !== 'load' && type !== 'error' }));
    }
  };

  type Trusted = {
    createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string };
  };
  const { trustedTypes } = globalThis as unknown as { trustedTypes: Trusted };
  let policy: { createHTML(text: string): string } | undefined;

  const put = (stage: Element, { html, css }: CleanedItem, way: Way): ParentNode => {
    const host = document.createElement('div');
    const block = document.createElement('div');
    block.className = 'block';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    if (way === 'light') {
      document.adoptedStyleSheets.push(sheet);
      host.append(block);
    } else {
      const root = host.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      const neighbour = document.createElement('p');
      neighbour.textContent = 'Beside';
      root.append(neighbour, block);
    }
    // A sanitiser that allows what is not known to be bad, so that no list of the browser's own keeps anything out.
    if (way === 'setHTML')
      (block as unknown as { setHTML(html: string, how: object): void }).setHTML(html, { sanitizer: {} });
    else if (way === 'policy')
      block.innerHTML = (policy ??= trustedTypes.createPolicy('vitrine', { createHTML: (text) => text })).createHTML(
        html,
      );
    else block.innerHTML = html;
    stage.append(host);
    return block;
  };

  /** What stands around the blocks. */
  const probes = (): Element[] => [document.documentElement, document.body, ...document.querySelectorAll('#around *')];

  async function look(items: readonly CleanedItem[], way: Way): Promise<SeenInPage> {
    const stage = document.createElement('div');
    stage.id = 'stage';
    stage.style.cssText = 'position:absolute;top:300px;left:0;width:600px;height:200px;overflow:auto';
    document.body.append(stage);
    // What a block without any CSS has beside it, is what all have to have.
    put(stage, { html: '', css: '' }, way);
    remember();
    const around = probes();
    const before = around.map(lookOf);
    const blocks = items.map((item) => put(stage, item, way));
    await settled(blocks);
    const after = around.map(lookOf);
    const changed = around
      .filter((_, at) => after[at] !== before[at])
      .map((each) => `${each.localName} looks otherwise`);
    const [empty, ...others] = [...stage.children].map((host) => hostLook(host));
    if (way !== 'light')
      for (const [at, each] of others.entries())
        if (each !== empty) changed.push(`what is around ${items[at]!.css.slice(0, 200)}`);
    changed.push(
      ...[...document.querySelectorAll('#around *')].filter(isCovered).map((each) => `${each.localName} is covered`),
    );
    const found = blocks.flatMap(live);
    const taken = clobbered();
    blocks.forEach(stimulate);
    await frames(2);
    stage.remove();
    document.adoptedStyleSheets = [];
    return { ran: ran.splice(0), live: found, clobbered: taken, changed, refused: refused.splice(0) };
  }
  Object.assign(globalThis, { look });
}
