import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Offer, Suggestion } from './suggestion-list.ts';

/** What the combobox needs of the search it is part of. */
export interface ComboboxUser {
  /** What there is to offer for what is typed. */
  offer(typed: string): Offer;
  /** Asks for suggestions. */
  suggest(text: string): void;
  /** Suggestions have appeared. */
  offered(count: number): void;
  choose(suggestion: Suggestion, position: number): void;
  /** Takes a search of the past out of the list. */
  forget(suggestion: Suggestion): void;
  /** Escape without suggestions in sight; answers whether that did anything. */
  escape(): boolean;
}

/** The text field and its list, by the combobox pattern: what is typed, whether the list is open, where the arrow keys are. */
export class Combobox implements ReactiveController {
  typed = '';
  /** Index of the suggestion the arrow keys are at; -1 for none. */
  active = -1;
  /** What the list offers; nothing while it is closed. */
  options: readonly Suggestion[] = [];

  private open = false;
  /** What was last told of. */
  private told = '';
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly user: ComboboxUser;

  constructor(host: ReactiveControllerHost & HTMLElement, user: ComboboxUser) {
    this.host = host;
    this.user = user;
    host.addController(this);
  }

  hostUpdate(): void {
    const { of, suggestions } = this.open ? this.user.offer(this.typed) : { of: '', suggestions: [] };
    this.options = suggestions;
    const { length } = suggestions;
    // Others, or others of the same number, for another text: the arrow keys begin anew, and it is told.
    const told = length ? `${length} ${of}` : '';
    if (told === this.told) return;
    this.told = told;
    this.active = -1;
    if (length) this.user.offered(length);
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

  /** Opens the list for what is typed. */
  ask(): void {
    this.open = true;
    this.go(-1);
    this.user.suggest(this.typed);
  }

  close(): void {
    this.open = false;
    this.go(-1);
  }

  readonly keydown = (event: KeyboardEvent): void => {
    // While a composition is going on, as in Japanese, keys belong to it. The one that ends it is told by its code in Safari.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const { active, options } = this;
    const count = options.length;
    const at = options[active];
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
        if (!at) return;
        this.go(event.key === 'Home' ? 0 : count - 1);
        break;
      case 'Enter':
        if (!at) return;
        this.user.choose(at, active);
        break;
      case 'Delete':
        if (at?.kind !== 'recent') return;
        this.user.forget(at);
        break;
      case 'Escape':
        if (count) this.close();
        else if (!this.user.escape()) return;
        // Else a dialog around the box would close with it.
        event.stopPropagation();
        break;
      case 'Tab':
        this.close();
        return;
      default:
        return;
    }
    event.preventDefault();
  };

  private go(to: number): void {
    this.active = to;
    this.host.requestUpdate();
  }
}
