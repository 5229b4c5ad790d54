import { cleanBlock, held, readByAnother, readBySanitizer, type Place } from '../../elements/block/clean.ts';

/** What `browser.test.ts` calls in a page. */
export interface CleaningPage {
  /** Puts rows into the page as they are. */
  raw(rows: readonly string[]): void;
  /** Puts what a browser's cleaning leaves of rows into shadow roots of the page. Answers what of it should not be there. */
  cleaned(rows: readonly string[], by: 'sanitizer' | 'purify'): Promise<string[]>;
  /** Gives rows to the whole second wall. Answers how many it has read at all. */
  walled(rows: readonly string[], by: 'sanitizer' | 'purify'): Promise<number>;
  /** Resolves when a picture of the page's own has failed, which was asked for after all others. */
  rest(): Promise<void>;
  /** What a policy of the page was told of; what ran is said to the console. */
  readonly reports: string[];
}

const PLACE: Place = { name: 'hero', pictures: ['/media/'] };
const READERS = { sanitizer: readBySanitizer, purify: readByAnother };
const LOOSE = /^(?:on.*|style|name|srcdoc|is|slot|part|form.*|action|background|poster|ping|popover.*|autofocus|for)$/i;

const reports: string[] = [];
for (const name of ['alert', 'confirm', 'prompt', 'print'] as const)
  Object.defineProperty(window, name, { value: (text: unknown) => console.log(`ran ${name} ${String(text)}`) });
addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
  reports.push(`${violatedDirective} ${sample}`),
);

function wrongIn(root: ShadowRoot): string | undefined {
  for (const element of root.querySelectorAll('*')) {
    if (/-|^(?:script|style|iframe|object|embed|form|input|base|link|meta|template|use)$/i.test(element.localName))
      return `<${element.localName}>`;
    for (const { name, value } of element.attributes) {
      if (LOOSE.test(name) || (name.startsWith('data-') && !name.startsWith('data-vitrine-'))) return name;
      if (name === 'id' && !value.startsWith('block-hero-')) return `id ${value}`;
      if (name === 'href' && !/^(?:https?:\/\/|mailto:|tel:|[/#?])/i.test(value)) return value;
      if (/^src(?:set)?$/.test(name) && !value.startsWith('/media/')) return value;
    }
  }
  return undefined;
}

function show(nodes: DocumentFragment): ShadowRoot {
  const host = document.body.appendChild(document.createElement('div'));
  const root = host.attachShadow({ mode: 'open' });
  root.append(nodes);
  return root;
}

(window as unknown as { cleaning: CleaningPage }).cleaning = {
  reports,
  raw(rows) {
    for (const row of rows) document.body.appendChild(document.createElement('div')).innerHTML = row;
  },
  async cleaned(rows, by) {
    const found: string[] = [];
    for (const row of rows) {
      const wrong = wrongIn(show(held(await READERS[by](row), PLACE)));
      if (wrong !== undefined) found.push(`${wrong} of ${row.slice(0, 200)}`);
    }
    return found;
  },
  rest: () =>
    new Promise((resolve) => {
      const probe = new Image();
      probe.addEventListener('error', () => setTimeout(resolve));
      probe.src = `/media/probe-${Math.random()}.png`;
    }),
  async walled(rows, by) {
    if (by === 'purify') Reflect.deleteProperty(Element.prototype, 'setHTML');
    let read = 0;
    for (const row of rows) {
      try {
        show(await cleanBlock(row, PLACE));
        read++;
      } catch {
        // Nothing is shown.
      }
    }
    return read;
  },
};
