import type { PageAnswer } from '../../edge-api/contract/sections/page.ts';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';

/** Sections that were asked for. */
export interface SectionsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly sections: readonly Section[];
  readonly error?: ApiError;
}

/** How long a failure is remembered, in milliseconds: elements ask whenever they are drawn, and they are drawn when it comes. */
const FAILED_MS = 30_000;

const stores = new WeakMap<ApiClient, Map<string, Signal<SectionsState>>>();

function ask(client: ApiClient, path: string, read: (answer: never) => readonly Section[]): Observable<SectionsState> {
  let known = stores.get(client);
  if (!known) stores.set(client, (known = new Map()));
  let state = known.get(path);
  if (!state) {
    const fresh = new Signal<SectionsState>({ status: 'loading', sections: [] });
    known.set(path, (state = fresh));
    client.request<never>(path).then(
      (answer) => (fresh.value = { status: 'ready', sections: read(answer) }),
      (error: ApiError) => {
        fresh.value = { status: 'failed', sections: [], error };
        setTimeout(() => known.delete(path), FAILED_MS);
      },
    );
  }
  return state;
}

/** The sections of a page, by its slug; one request for all elements that ask. */
export const pageSections = (client: ApiClient, slug: string): Observable<SectionsState> =>
  ask(client, `/pages/${encodeURIComponent(slug)}`, ({ page }: PageAnswer) => page.sections);

/** One section, by its id. */
export const oneSection = (client: ApiClient, id: string): Observable<SectionsState> =>
  ask(client, `/sections/${encodeURIComponent(id)}`, ({ section }: { section: Section }) => [section]);
