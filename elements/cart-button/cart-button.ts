import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { onArrival, takeOverArrived } from '../cart/arriving-code.ts';
import { VitrineCartOpenEvent } from '../events/cart-open.ts';
import { define } from '../internal/define.ts';
import { strings } from '../internal/strings.ts';
import { VitrineElement } from '../internal/vitrine-element.ts';
import { Watch } from '../internal/watch.ts';
import { cartViewOf } from '../stores/cart-view.ts';
import { styles } from './cart-button.styles.ts';

/**
 * Shows how much is in the cart, and opens it.
 *
 * @element vitrine-cart-button
 * @slot - Words beside the icon.
 * @slot icon - Replaces the icon.
 * @event {VitrineCartOpenEvent} vitrine-cart-open - A shopper asks to see the cart; cancelable.
 * @csspart button - The button.
 * @csspart count - The bubble with the number of units.
 * @cssproperty [--vitrine-cart-button-color=inherit] - Colour of icon and words.
 * @cssstate empty - Nothing is in the cart.
 */
@define('vitrine-cart-button')
export class VitrineCartButton extends VitrineElement {
  static override styles = [VitrineElement.styles, styles];

  /** Page of the cart, for where no `vitrine-cart` of this store is in the page; also what "open in a new tab" opens. */
  @property() href = '';

  private readonly say = strings(this, 'cart-button', {
    cart: 'Cart',
    empty: 'Cart, empty',
    label: { one: 'Cart, {count} item', other: 'Cart, {count} items' },
  });
  private readonly cartWatch = new Watch(this, () => this.store?.cart);

  private stopArrivals: (() => void) | undefined;

  /** Units in the cart. */
  get count(): number {
    return this.cartWatch.value?.count ?? 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopArrivals = onArrival(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopArrivals?.();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.setState('empty', this.count === 0);
    // A page may have no cart beside its button; where it has, that shows what came of it.
    const { store } = this;
    if (!store) return;
    takeOverArrived(store.handle, store.cart).then(
      (shows) => shows && cartViewOf(store.cart).open(),
      (error: unknown) => this.report(error),
    );
  }

  private open(event: Event): void {
    const view = this.store && cartViewOf(this.store.cart);
    if (!this.dispatchEvent(new VitrineCartOpenEvent(this.store?.handle))) return event.preventDefault();
    // Where nobody can show the cart the link is followed; a cart whose code is still on its way shows when it is there.
    if (this.href && !view?.isPresentedBy()) return;
    event.preventDefault();
    view?.open();
  }

  protected override render(): TemplateResult {
    const { count, href } = this;
    const label = count ? this.say('label', { count }) : this.say('empty');
    const content = html`<span class="icon" aria-hidden="true">
        <slot name="icon"
          ><svg viewBox="0 0 24 24" width="24" height="24">
            <path d="M6 8h12l1 12.5H5zM9 10.5V7a3 3 0 0 1 6 0v3.5" /></svg
        ></slot>
        ${count ? html`<span class="count ${count % 2 ? 'odd' : ''}" part="count">${count > 99 ? '99+' : count}</span>` : nothing}
      </span>
      <slot></slot>`;
    return html`<div class="root" part="root">
      ${
        href
          ? html`<a class="button" part="button" href=${href} aria-label=${label} @click=${this.open}>${content}</a>`
          : html`<button class="button" part="button" aria-haspopup="dialog" aria-label=${label} @click=${this.open}>
              ${content}
            </button>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-cart-button': VitrineCartButton;
  }
}
