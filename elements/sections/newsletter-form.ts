import { ReactiveElement } from 'lit';
import { define } from '../internal/define.ts';

/** What went wrong; the words for each stand in the form's own markup, in its language. */
type Problem = 'missing' | 'invalid' | 'failed';

/**
 * Works the form inside it, which its section draws and which is the same without this code: takes the address, says
 * what is wrong with it, hands it on, and shows the thanks. For sections alone: no element of the public set.
 *
 * It has no shadow root, so the form is drawn on the server like the rest of its section. Its state is `data-state`
 * (`busy`, `failed` or `done`), for the section's styles.
 */
@define('vitrine-newsletter-form')
export class VitrineNewsletterForm extends ReactiveElement {
  /** Asks that letters be sent to an address; rejects when that failed. */
  signUp?: (email: string) => Promise<void>;

  constructor() {
    super();
    this.addEventListener('submit', this.handleSubmit);
    // It does not bubble.
    this.addEventListener('invalid', this.handleInvalid, { capture: true });
    this.addEventListener('input', () => this.say());
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get field(): HTMLInputElement | null {
    return this.querySelector('input');
  }

  private readonly handleInvalid = (event: Event): void => {
    // The browser's own bubble would say it in the browser's language, and cover the button.
    event.preventDefault();
    this.say(this.field?.validity.valueMissing ? 'missing' : 'invalid');
    this.field?.focus();
  };

  private readonly handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { field, signUp } = this;
    if (field && signUp && this.dataset['state'] !== 'busy') void this.send(field.value.trim(), signUp);
  };

  private async send(email: string, signUp: (email: string) => Promise<void>): Promise<void> {
    this.say();
    this.setBusy(true);
    try {
      await signUp(email);
      this.thank();
    } catch (error) {
      this.dataset['state'] = 'failed';
      this.say((error as { code?: string } | undefined)?.code === 'invalid_request' ? 'invalid' : 'failed');
    } finally {
      this.setBusy(false);
    }
  }

  /** Shows one problem, or none. */
  private say(problem?: Problem): void {
    const line = this.querySelector<HTMLElement>('.problem');
    if (line) line.textContent = problem ? (line.dataset[problem] ?? '') : '';
    if (problem && problem !== 'failed') this.field?.setAttribute('aria-invalid', 'true');
    else this.field?.removeAttribute('aria-invalid');
  }

  private setBusy(busy: boolean): void {
    if (busy) this.dataset['state'] = 'busy';
    else if (this.dataset['state'] === 'busy') delete this.dataset['state'];
    const { field } = this;
    if (field) field.readOnly = busy;
    this.querySelector('button')?.setAttribute('aria-disabled', `${busy}`);
    const line = this.querySelector<HTMLElement>('.progress');
    if (line) line.textContent = busy ? (line.dataset['busy'] ?? '') : '';
  }

  /** The thanks take the room of the form, so that nothing below moves, and the focus, which the form cannot keep. */
  private thank(): void {
    this.dataset['state'] = 'done';
    this.querySelector('form')?.reset();
    const thanks = this.querySelector<HTMLElement>('.thanks');
    if (!thanks) return;
    thanks.hidden = false;
    // Unless the shopper has gone on elsewhere; some browsers give a pressed button no focus.
    if (document.activeElement === document.body || this.matches(':focus-within')) thanks.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-newsletter-form': VitrineNewsletterForm;
  }
}
