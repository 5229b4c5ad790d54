import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SearchRequest } from '../stores/search-store.ts';
import { addressWith, readSearch } from './search-address.ts';

/** What this needs of the search it belongs to. */
export interface HistoryUser {
  /** How the parameters in the address begin; undefined keeps the search out of it. */
  prefix(): string | undefined;
  /** What is searched now. */
  searched(): SearchRequest | undefined;
  /** The address holds another search than the one shown, or none. */
  restore(request: SearchRequest | undefined, seen: Seen): void;
  /** The step back leads out of the search. */
  leave(): void;
}

/** What was in sight when somebody left a search: how many products, and how far down it was scrolled, in pixels. */
export interface Seen {
  readonly shown: number;
  readonly top: number;
}

const NOTHING_SEEN: Seen = { shown: 0, top: 0 };

/** What is kept with an entry of the browser's history: how many steps led here from the page itself, and what was in sight. */
interface Step extends Seen {
  readonly depth: number;
}

/** Whose search is in the address, by prefix: a second one of the same prefix would fight it for the parameters. */
const owners = new Map<string, object>();

/**
 * The search in the browser's history: its address, the steps back through it, and the step back that closes it on a
 * phone. What a page's own router keeps in `history.state` is kept with every step: back where it was, it finds its own.
 */
export class SearchHistory implements ReactiveController {
  private readonly user: HistoryUser;
  private warned = false;
  /** The address at which the search was opened by a step of its own. */
  private openedAt: string | undefined;

  constructor(host: ReactiveControllerHost, user: HistoryUser) {
    this.user = user;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.handlePop);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.handlePop);
    for (const [prefix, owner] of owners) if (owner === this) owners.delete(prefix);
    this.openedAt = undefined;
  }

  /** The search in the address, and what of it was in sight when somebody left it. */
  read(): { request: SearchRequest | undefined; seen: Seen } {
    const { prefix } = this;
    return { request: prefix === undefined ? undefined : readSearch(location.search, prefix), seen: this.step };
  }

  /** Makes a step of the browser's history, so that the button back closes what was opened above the page. */
  open(): void {
    if (this.openedAt !== undefined) return;
    this.openedAt = location.href;
    this.put('push', location.href, { ...NOTHING_SEEN, depth: this.step.depth + 1 });
  }

  /** Puts a search into the address, as a step of its own. */
  write(request: SearchRequest | undefined): void {
    const { prefix, step } = this;
    if (prefix === undefined) return;
    const href = addressWith(location.href, request, prefix);
    if (href === location.href) return;
    // The step that opened the empty box is the one with the search in it.
    if (this.openedAt === location.href && request) this.put('replace', href, { ...step, ...NOTHING_SEEN });
    else this.put('push', href, { ...NOTHING_SEEN, depth: request ? step.depth + 1 : 0 });
  }

  /** Remembers what is in sight, for whoever comes back. */
  keep(seen: Seen): void {
    if (this.prefix !== undefined) this.put('replace', location.href, { ...this.step, ...seen });
  }

  /** Takes the search out of the address, by the steps that led to it. */
  leave(): void {
    const { prefix, step, openedAt } = this;
    const isOurs = openedAt !== undefined || (prefix !== undefined && !!readSearch(location.search, prefix));
    this.openedAt = undefined;
    if (!step.depth || !isOurs) this.write(undefined);
    else history.go(-step.depth);
  }

  /** The prefix, unless the search of another element has it. */
  private get prefix(): string | undefined {
    const prefix = this.user.prefix();
    if (prefix === undefined) return undefined;
    const owner = owners.get(prefix) ?? this;
    owners.set(prefix, owner);
    if (owner === this) return prefix;
    if (!this.warned) console.warn(`[vitrine] Two searches have url-state="${prefix}": give one another.`);
    this.warned = true;
    return undefined;
  }

  private get key(): string {
    return `vitrine-search:${this.prefix ?? ' '}`;
  }

  private get step(): Step {
    const state: unknown = history.state;
    const step = (state as Record<string, Partial<Step>> | null)?.[this.key];
    return { depth: Number(step?.depth) || 0, shown: Number(step?.shown) || 0, top: Number(step?.top) || 0 };
  }

  private put(how: 'push' | 'replace', href: string, step: Step): void {
    const state: unknown = history.state;
    // Something that is no object is the page's own business: it stays, without ours.
    const isOpen = state === null || (typeof state === 'object' && !Array.isArray(state));
    try {
      history[`${how}State`](isOpen ? { ...(state as object), [this.key]: step } : state, '', href);
    } catch {
      // Browsers allow only so many changes in a while, and none in a sandboxed frame: the search works without.
    }
  }

  private readonly handlePop = (): void => {
    const { prefix, step } = this;
    // As it was before it is left: the words of a search that the address no longer has are to go from the box, too.
    const searched = this.user.searched();
    if (this.openedAt !== undefined && !step.depth) {
      this.openedAt = undefined;
      this.user.leave();
    }
    if (prefix === undefined) return;
    const request = readSearch(location.search, prefix);
    const as = (one: SearchRequest | undefined): string => addressWith(location.href, one, prefix);
    if (as(request) !== as(searched)) this.user.restore(request, step);
  };
}
