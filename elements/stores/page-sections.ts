import type { PageAnswer } from '../../edge-api/contract/sections/page.ts';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';
import { retryImport } from '../internal/retry-import.ts';
import type { StoreContext } from '../store/context.ts';

/** Sections that were asked for. */
export interface SectionsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly sections: readonly Section[];
  readonly error?: ApiError;
}

/** How long a failure is remembered, in milliseconds: elements ask whenever they are drawn, and they are drawn when it comes. */
const FAILED_MS = 30_000;
/** Pages that hear of a change at once do not all ask at once, but within so many milliseconds. */
const SPREAD_MS = 250;
/** When a page counts as idle whose browser does not tell. */
const IDLE_MS = 2000;

const news = retryImport(() => import('./page-news.ts'), import.meta.url);
const stores = new WeakMap<ApiClient, Map<string, Observable<SectionsState>>>();

/** What a section says. The API names the shop's own files with their origin, and a page of that origin was drawn without. */
const saidIn = (section: Section, origin: string): string =>
  JSON.stringify(section).replaceAll(`"${origin}/`, '"/').replaceAll(` ${origin}/`, ' /');

/** The same objects for what is the same as before, so that it is not drawn again. */
function keeping(before: readonly Section[], now: readonly Section[], base: string): readonly Section[] {
  const origin = base.split('/v1/', 1)[0]!;
  const known = new Map(before.map((section) => [section.id, section]));
  const kept = now.map((section) => {
    const same = known.get(section.id);
    return same && saidIn(same, origin) === saidIn(section, origin) ? same : section;
  });
  return kept.length === before.length && kept.every((section, at) => section === before[at]) ? before : kept;
}

/** Sections that stay as the shop's are, while somebody shows them: see `page-news.ts`. */
class LiveSections extends Signal<SectionsState> {
  private readonly client: ApiClient;
  private readonly path: string;
  private readonly read: (answer: never) => readonly Section[];
  private shown = 0;
  private asking: Promise<unknown> | undefined;
  private isLate = false;
  private unfollow: (() => void) | undefined;

  constructor(
    client: ApiClient,
    path: string,
    read: (answer: never) => readonly Section[],
    known?: readonly Section[],
  ) {
    super(known ? { status: 'ready', sections: known } : { status: 'loading', sections: [] });
    this.client = client;
    this.path = path;
    this.read = read;
    if (!known) this.asking = this.ask();
  }

  override subscribe(listener: () => void): () => void {
    const stop = super.subscribe(listener);
    this.shown++;
    this.follow();
    return () => {
      stop();
      if (--this.shown) return;
      this.unfollow?.();
      this.unfollow = undefined;
    };
  }

  private async ask(): Promise<void> {
    const { status, sections } = this.value;
    try {
      // Browsers ask by the tag of what they have: an answer that is the same costs a few bytes.
      const now = keeping(sections, this.read(await this.client.request<never>(this.path)), this.client.base);
      if (status !== 'ready' || now !== sections) this.value = { status: 'ready', sections: now };
    } catch (thrown) {
      // The client throws nothing else.
      const error = thrown as ApiError;
      // What is shown stays, unless the shop has taken it away.
      if (status !== 'ready' || error.status === 404 || error.status === 410)
        this.value = { status: 'failed', sections: [], error };
      if (status === 'loading') setTimeout(() => stores.get(this.client)?.delete(this.path), FAILED_MS);
    }
    this.asking = undefined;
    this.follow();
  }

  /** Begins to listen once there is something, nothing else to do, and somebody who looks. */
  private follow(): void {
    if (this.unfollow || !this.shown || this.value.status !== 'ready') return;
    let isOver = false;
    let stop = (): void => undefined;
    this.unfollow = () => {
      isOver = true;
      stop();
    };
    const load = async (): Promise<void> => {
      const { followPages } = await news();
      if (!isOver) stop = followPages(this.client, () => this.refresh());
    };
    const begin = (): void => {
      if (isOver) return;
      if (document.hidden) document.addEventListener('visibilitychange', begin, { once: true });
      // Without the code of it, a page is as it was when it was opened.
      else load().catch(() => undefined);
    };
    (globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, IDLE_MS)))(begin);
  }

  /** Asks again, and once more for what came while it was asked. */
  private refresh(): void {
    if (this.asking) {
      this.isLate = true;
      return;
    }
    this.asking = new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS))
      .then(() => {
        this.isLate = false;
        return this.ask();
      })
      .then(() => this.isLate && this.shown && this.refresh());
  }
}

function ask(
  client: ApiClient,
  path: string,
  read: (answer: never) => readonly Section[],
  drawn?: readonly Section[],
): Observable<SectionsState> {
  let known = stores.get(client);
  if (!known) stores.set(client, (known = new Map()));
  let state = known.get(path);
  if (!state) known.set(path, (state = new LiveSections(client, path, read, drawn)));
  return state;
}

/** Who asks: blocks are drawn in a language. */
type Asker = Pick<StoreContext, 'client' | 'locale'>;
const spoken = ({ locale }: Asker): string => `?locale=${encodeURIComponent(locale)}`;

/** The sections of a page, by its slug; one request for all elements that ask, and none yet for those that came `drawn`. */
export const pageSections = (by: Asker, slug: string, drawn?: readonly Section[]): Observable<SectionsState> =>
  ask(by.client, `/pages/${encodeURIComponent(slug)}${spoken(by)}`, ({ page }: PageAnswer) => page.sections, drawn);

/** One section, by its id. */
export const oneSection = (by: Asker, id: string): Observable<SectionsState> =>
  ask(by.client, `/sections/${encodeURIComponent(id)}${spoken(by)}`, ({ section }: { section: Section }) => [section]);
