import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { cross } from '../internal/icons.ts';
import { magnifier } from './magnifier.ts';
import { renderSuggestions, type ListUi, type Suggestion } from './suggestion-list.ts';

/** What the box needs to draw itself. */
export interface BoxUi extends ListUi {
  /** Whether this is the box to search with now, of the two while there is one above the page. */
  readonly used: boolean;
  readonly placeholder: string;
  readonly typed: string;
  /** What is offered; with nothing to offer there is no list. */
  readonly options: readonly Suggestion[];
  input(typed: string): void;
  keydown(event: KeyboardEvent): void;
  submit(): void;
  /** The focus is in the box. */
  enter(): void;
  /** The text field was clicked. */
  press(): void;
  /** The focus has left the box. */
  leave(): void;
  clear(): void;
}

/** The focus stays in the text field while a pointer is on the list; losing it would close the list before the click. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

/** The text field with its suggestions: a combobox. */
export function renderBox(ui: BoxUi): TemplateResult {
  const { text, typed, options, active } = ui;
  const open = options.length > 0;
  const submit = (event: Event): void => {
    event.preventDefault();
    ui.submit();
  };
  const focusOut = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const within = currentTarget instanceof Node && relatedTarget instanceof Node;
    if (!within || !currentTarget.contains(relatedTarget)) ui.leave();
  };
  return html`<form
    class="box"
    part="form"
    role=${ui.used ? 'search' : nothing}
    @submit=${submit}
    @focusin=${ui.enter}
    @focusout=${focusOut}
  >
    <div class="field">
      ${magnifier}
      <input
        part="input-field"
        role="combobox"
        type="text"
        inputmode="search"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="200"
        placeholder=${ui.placeholder || text('placeholder')}
        aria-label=${text('search')}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded=${open}
        aria-controls=${open ? 'list' : nothing}
        aria-activedescendant=${active >= 0 ? `option-${active}` : nothing}
        .value=${live(typed)}
        @input=${(event: Event & { currentTarget: HTMLInputElement }) => ui.input(event.currentTarget.value)}
        @keydown=${ui.keydown}
        @click=${ui.press}
      />
      ${
        typed
          ? html`<button class="clear" part="clear" type="button" aria-label=${text('clear')} @click=${ui.clear}>
              ${cross}
            </button>`
          : nothing
      }
    </div>
    ${
      open
        ? html`<div
            id="list"
            class="popup"
            part="listbox"
            role="listbox"
            popover="manual"
            aria-label=${text('suggestions')}
            @mousedown=${keepFocus}
          >
            ${renderSuggestions(options, ui)}
          </div>`
        : nothing
    }
  </form>`;
}
