import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { VitrineProductSelectEvent } from '../events/product-select.ts';
import type { Text } from '../internal/strings.ts';
import type { AddState } from '../product-grid/product-card.ts';
import type { english } from '../product-grid/product-grid.strings.ts';
import { addToCart } from '../stores/add-to-cart.ts';
import { addressOf } from './address-of.ts';
import type { ResultsElement, ResultsHost } from './results-view.ts';

/** What cards need of the results they are in. */
type CardHost = Pick<ResultsHost, 'root' | 'cart' | 'leave' | 'say' | 'report'> & {
  readonly text: Text<keyof typeof english>;
};

/** What the cards of found products do: show the product, and put it into the cart. */
export class CardActions {
  private readonly element: ResultsElement;
  private readonly host: CardHost;
  private readonly adding = new Map<string, AddState>();

  constructor(element: ResultsElement, host: CardHost) {
    this.element = element;
    this.host = host;
  }

  /** What the button of a card is doing. */
  stateOf({ id }: ProductSummary): AddState | undefined {
    return this.adding.get(id);
  }

  /** Shows a product, at its own address or in a dialog, unless the page does. `event` is the click on its link, if there was one. */
  choose(product: ProductSummary, event?: MouseEvent): void {
    // A link opened in another tab is the browser's business.
    if (event && (event.metaKey || event.ctrlKey || event.shiftKey || event.button)) return;
    if (!this.element.dispatchEvent(new VitrineProductSelectEvent(product))) {
      event?.preventDefault();
      this.host.leave();
    } else if (!this.element.productUrl) void this.openHere(product);
    else if (!event) location.assign(addressOf(this.element.productUrl, product.handle));
    // A page that follows its links itself does so once it hears of the click, and would show the product below.
    else setTimeout(() => event.defaultPrevented && this.host.leave());
  }

  /** Puts a product into the cart; one with a choice to make is shown instead. */
  async add(product: ProductSummary, event: MouseEvent): Promise<void> {
    event.preventDefault();
    const { id, title, onlyVariantId } = product;
    const cart = this.host.cart();
    if (!onlyVariantId) this.choose(product);
    if (!onlyVariantId || !cart || this.adding.get(id) === 'busy') return;
    this.mark(id, 'busy', '');
    try {
      const added = await addToCart(this.element, cart, { variantId: onlyVariantId, quantity: 1, options: {}, title });
      // One button at a time says that it has added, until the next one does.
      this.adding.clear();
      this.mark(id, added ? 'added' : undefined, added ? this.host.text('addedOf', { title }) : '');
    } catch (error) {
      this.mark(id, 'failed', this.host.text('addFailed', { title }));
      this.host.report(error);
    }
  }

  private mark(id: string, state: AddState | undefined, said: string): void {
    if (state) this.adding.set(id, state);
    else this.adding.delete(id);
    this.host.say(said);
    this.element.requestUpdate();
  }

  private async openHere(product: ProductSummary): Promise<void> {
    try {
      const { openQuickView } = await import('../product-grid/quick-view.ts');
      if (this.element.isConnected) openQuickView(this.host.root, product, this.host.text('close'));
    } catch (error) {
      this.host.say(this.host.text('failed'));
      this.host.report(error);
    }
  }
}
