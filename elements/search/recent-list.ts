import type { Text } from '../internal/strings.ts';
import { recentSearches, type RecentSearches } from '../stores/recent-searches.ts';
import type { english } from './results.strings.ts';
import type { ResultsHost } from './results-host.ts';
import type { Suggestion } from './suggestion-list.ts';

/** Most searches of the past offered beside suggestions for what is typed. */
const BESIDE_OTHERS = 3;

/** Searches made before on this device, as suggestions. */
export class RecentList {
  private readonly host: ResultsHost;
  private readonly text: Text<keyof typeof english>;

  constructor(host: ResultsHost, text: Text<keyof typeof english>) {
    this.host = host;
    this.text = text;
  }

  private get kept(): RecentSearches | undefined {
    const { element, store } = this.host;
    const handle = element.recent === 'off' ? undefined : store()?.handle;
    return handle === undefined ? undefined : recentSearches(handle);
  }

  /** All for an empty box, with a way to be rid of them; else those that begin as what is typed. */
  offer(typed: string): Suggestion[] {
    const all = this.kept?.all ?? [];
    const begun = typed.toLowerCase();
    const fitting = all.filter((text) => text.toLowerCase().startsWith(begun) && text.toLowerCase() !== begun);
    const offered = (typed ? fitting.slice(0, BESIDE_OTHERS) : all).map((text) => ({ kind: 'recent' as const, text }));
    if (typed || !offered.length) return offered;
    return [...offered, { kind: 'forget', text: this.text('forget') }];
  }

  add(query: string): void {
    this.kept?.add(query);
  }

  /** Takes one out of the list, or all of them. */
  forget({ kind, text }: Suggestion): void {
    if (kind === 'forget') this.kept?.clear();
    else this.kept?.remove(text);
    this.host.say(this.text('forgotten'));
    this.host.element.requestUpdate();
  }
}
