import type { Suggestions } from '../../edge-api/contract/search.ts';
import type { ApiClient } from '../client/api-client.ts';
import { suggest } from '../client/search-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';

/** What the box offers while somebody types. */
export interface SuggestState {
  /** The text these suggestions belong to; empty when there is nothing to offer. */
  readonly query: string;
  readonly suggestions: Suggestions;
}

/** Suggestions of one search box. A keystroke costs at most one request, and an answer never replaces that of a newer text. */
export interface SuggestStore extends Observable<SuggestState> {
  /** Offers suggestions for a text soon after the last keystroke; an empty text takes the offer back. */
  type(text: string): void;
  /** Takes back the suggestions and gives up the request for them. */
  dismiss(): void;
}

/** Pause after a keystroke before asking, in milliseconds. */
const PAUSE_MS = 80;
/** How many texts' suggestions are remembered, so that going back a letter asks nobody. */
const REMEMBERED = 40;

const NO_OFFER: SuggestState = {
  query: '',
  suggestions: { products: [], collections: [], queries: [], didYouMean: null },
};

/** Makes the suggestions of one search box. */
export function createSuggestStore(client: ApiClient): SuggestStore {
  const offer = new Signal<SuggestState>(NO_OFFER);
  const known = new Map<string, Suggestions>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  /** The text that is being asked about, or is about to be. */
  let wanted = '';

  function stop(): void {
    clearTimeout(timer);
    asking?.abort();
    wanted = '';
  }

  async function ask(query: string): Promise<void> {
    const mine = (asking = new AbortController());
    let suggestions: Suggestions | undefined;
    try {
      suggestions = await suggest(client, query, mine.signal);
    } catch {
      // Suggestions are a courtesy: without them the box still searches, and the search says what is wrong.
    }
    if (mine.signal.aborted) return;
    wanted = '';
    if (!suggestions) return void (offer.value = NO_OFFER);
    known.set(query, suggestions);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
    offer.value = { query, suggestions };
  }

  return Object.assign(offer, {
    dismiss() {
      stop();
      offer.value = NO_OFFER;
    },
    type(text: string) {
      const query = text.trim();
      // A space at the end asks for nothing else.
      if (query && query === wanted) return;
      stop();
      const suggestions = known.get(query);
      if (!query) offer.value = NO_OFFER;
      else if (suggestions) offer.value = { query, suggestions };
      else {
        wanted = query;
        timer = setTimeout(() => void ask(query), PAUSE_MS);
      }
    },
  });
}
