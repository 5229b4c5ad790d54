import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { back } from '../internal/icons.ts';
import { Modal } from '../internal/modal.ts';
import { PressBeside } from '../internal/press-beside.ts';

/** What the overlay needs of the element it is in. */
export interface OverlayHost {
  readonly root: ShadowRoot;
  /** Whether results are shown above the page. */
  overlaid(): boolean;
  /** Whether nothing has been searched yet: the shopper is about to type. */
  typing(): boolean;
  /** Goes back to the page. */
  leave(): void;
}

/** What the overlay shows. */
export interface OverlayContent {
  readonly label: string;
  readonly closeLabel: string;
  readonly box: TemplateResult;
  readonly found: TemplateResult | typeof nothing;
  /** What a screen reader is told; it does not read what is outside a modal. */
  readonly said: string;
}

/** The results above the page, with the box at their top, where the element has no room for them. */
export class SearchOverlay implements ReactiveController {
  private readonly host: OverlayHost;
  private readonly modal: Modal;
  private wasTyping = false;
  private readonly pressBeside = new PressBeside(() => this.host.leave());

  constructor(element: ReactiveControllerHost, host: OverlayHost) {
    this.host = host;
    this.modal = new Modal(element, () => this.dialog);
    element.addController(this);
  }

  private get dialog(): HTMLDialogElement | null {
    return this.host.root.querySelector<HTMLDialogElement>('.overlay');
  }

  hostUpdated(): void {
    const { modal } = this;
    const { dialog } = this;
    const typing = this.host.typing();
    const opens = this.host.overlaid() && !modal.open;
    modal.toggle(this.host.overlaid());
    // With a finger the field would keep the keyboard up, over what was found.
    if ((opens || this.wasTyping) && !typing && matchMedia('(pointer: coarse)').matches) dialog?.focus();
    else if (opens) moveCaretToEnd(dialog?.querySelector('input'));
    this.wasTyping = typing;
  }

  /** The dialog, empty while there is nothing to show. */
  render(content: OverlayContent | undefined): TemplateResult {
    return html`<dialog
      class="overlay"
      part="overlay"
      tabindex="-1"
      aria-label=${content?.label ?? nothing}
      @keydown=${keepEscape}
      @pointerdown=${this.pressBeside}
      @click=${this.pressBeside}
      @close=${this.handleClose}
    >
      ${
        content
          ? html`<div class="top">
                ${content.box}
                <button class="leave" part="overlay-close" type="button" @click=${this.host.leave}>
                  ${back}<span>${content.closeLabel}</span>
                </button>
              </div>
              <div class="below">${content.found}</div>
              <p class="hidden-text" role="status">${content.said}</p>`
          : nothing
      }
    </dialog>`;
  }

  private readonly handleClose = (event: Event): void => {
    // Not that of a product's dialog, which may be open above.
    if (event.target === event.currentTarget && this.modal.closedByShopper()) this.host.leave();
  };
}

/** Somebody who was typing goes on where they were. */
function moveCaretToEnd(field: HTMLInputElement | null | undefined): void {
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** The key closes this dialog, and not also what the page has open below it. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}
