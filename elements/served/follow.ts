/** Pages of sections that the server has drawn stay as the shop's are, as embedded ones do; fetched once the page is idle. */
import type { Section } from '../../edge-api/contract/sections/section.ts';
import { retryImport } from '../internal/retry-import.ts';
import type { VitrineGlobal } from '../store/page.ts';
import { pageSections } from '../stores/page-sections.ts';
import type { ServedElement } from './asleep.ts';
import { renewSheets } from './page-sheets.ts';
import { placeOf, storeOf } from './place.ts';

type Shown = ServedElement & { sections?: readonly Section[] };
type ShownSection = ServedElement & { section?: Section };

const DRAWN = 'vitrine-showcase-products,vitrine-product-grid,vitrine-product,vitrine-block';

const news = retryImport(() => import('../stores/page-news.ts'), import.meta.url);
const hands = retryImport(() => import('./take-over.ts'), import.meta.url);

/** Wakes an element and all of ours inside it, from the outermost on. */
async function wakeWhole(element: Element): Promise<void> {
  const { takeOver } = await hands();
  await takeOver(element);
  for (const inner of element.shadowRoot?.querySelectorAll(DRAWN) ?? []) await wakeWhole(inner);
}

/** Shows other sections: those that have changed are woken first, so that their nodes stay; all others sleep on. */
async function show(element: Shown, sections: readonly Section[]): Promise<void> {
  const { takeOver } = await hands();
  await takeOver(element);
  const next = new Map(sections.map((section) => [section.id, section]));
  for (const one of element.shadowRoot!.querySelectorAll<ShownSection>('vitrine-section')) {
    const after = next.get(one.section?.id ?? '');
    if (after && after !== one.section) await wakeWhole(one);
  }
  element.sections = sections;
  await element.updateComplete;
}

/** Follows the page that drawn `<vitrine-sections page>` shows, and the style sheets of the page around it. */
export async function follow(element: Element): Promise<void> {
  const drawn = placeOf(element)?.data.wanted[Number(element.getAttribute('data-at') ?? NaN)]?.sections;
  const slug = element.getAttribute('page');
  // The store is there once the elements around it work.
  await (window.vitrine as VitrineGlobal).ready;
  const store = storeOf(element);
  if (!drawn || !slug || !store) return;

  const source = pageSections(store, slug, drawn);
  let shown = drawn;
  let turn = Promise.resolve();
  source.subscribe(() => {
    turn = turn
      .then(async () => {
        const { status, sections } = source.value;
        // A page that is gone stays as it was for those who are on it; its address says so to the next.
        if (status !== 'ready' || sections === shown) return;
        shown = sections;
        await show(element as Shown, sections);
      })
      .catch((error: unknown) => console.warn(`[vitrine] <${element.localName}> does not follow its page`, error));
  });

  const { followPages } = await news();
  let isFirst = true;
  followPages(store.client, () => {
    // What is told first is that somebody listens; the page has only just been drawn.
    if (!isFirst) void renewSheets();
    isFirst = false;
  });
}
