import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SuggestState } from '../stores/search-store.ts';
import { listed, type Suggestion } from './suggestion-list.ts';

/** What the combobox needs of the search it is part of. */
export interface ComboboxUser {
  suggested(): SuggestState | undefined;
  /** Asks for suggestions. */
  suggest(text: string): void;
  /** Suggestions have appeared. */
  offered(count: number): void;
  choose(suggestion: Suggestion): void;
  /** Escape without suggestions in sight; answers whether that did anything. */
  escape(): boolean;
}

/** The text field and its list, by the combobox pattern: what is typed, whether the list is open, where the arrow keys are. */
export class Combobox implements ReactiveController {
  typed = '';
  /** Index of the suggestion the arrow keys are at; -1 for none. */
  active = -1;

  private open = false;
  /** The suggestions last told of. */
  private told: SuggestState | undefined;
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly user: ComboboxUser;

  constructor(host: ReactiveControllerHost & HTMLElement, user: ComboboxUser) {
    this.host = host;
    this.user = user;
    host.addController(this);
  }

  /** What the list offers; nothing while it is closed. */
  get options(): Suggestion[] {
    const state = this.user.suggested();
    return this.open && state?.query ? listed(state.suggestions) : [];
  }

  hostUpdate(): void {
    const { length } = this.options;
    if (this.active >= length) this.active = -1;
    const state = this.user.suggested();
    if (!length || this.told === state) return;
    this.told = state;
    this.active = -1;
    this.user.offered(length);
  }

  hostUpdated(): void {
    if (this.active < 0) return;
    this.host.shadowRoot?.querySelector(`#option-${this.active}`)?.scrollIntoView({ block: 'nearest' });
  }

  hostDisconnected(): void {
    this.open = false;
  }

  /** Somebody typed. */
  type(text: string): void {
    this.typed = text;
    this.ask();
  }

  close(): void {
    this.open = false;
    this.go(-1);
  }

  readonly keydown = (event: KeyboardEvent): void => {
    // While a composition is going on, as in Japanese, keys belong to it.
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { active, options } = this;
    const count = options.length;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (!count) this.ask();
        else if (event.altKey) this.close();
        else if (event.key === 'ArrowDown') this.go(active + 1 < count ? active + 1 : 0);
        else this.go(active > 0 ? active - 1 : count - 1);
        break;
      case 'Home':
      case 'End':
        if (active < 0) return;
        this.go(event.key === 'Home' ? 0 : count - 1);
        break;
      case 'Enter':
        if (active < 0) return;
        this.user.choose(options[active]!);
        break;
      case 'Escape':
        if (count) this.close();
        else if (!this.user.escape()) return;
        // Else a dialog around the box would close with it.
        event.stopPropagation();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  private ask(): void {
    this.open = true;
    this.go(-1);
    this.user.suggest(this.typed);
  }

  private go(to: number): void {
    this.active = to;
    this.host.requestUpdate();
  }
}
