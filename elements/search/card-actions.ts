import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { VitrineProductSelectEvent, type FoundBy } from '../events/product-select.ts';
import type { Text } from '../internal/strings.ts';
import type { AddState } from '../product-grid/product-card.ts';
import type { english } from '../product-grid/product-grid.strings.ts';
import { addToCart } from '../stores/add-to-cart.ts';
import { addressOf } from './address-of.ts';
import type { ResultsHost } from './results-host.ts';

/** What the cards of found products do: show the product, and put it into the cart. */
export class CardActions {
  private readonly host: ResultsHost;
  private readonly text: Text<keyof typeof english>;
  /** Goes back to the page. */
  private readonly leave: () => void;
  private readonly adding = new Map<string, AddState>();

  constructor(host: ResultsHost, text: Text<keyof typeof english>, leave: () => void) {
    this.host = host;
    this.text = text;
    this.leave = leave;
  }

  /** What the button of a card is doing. */
  stateOf({ id }: ProductSummary): AddState | undefined {
    return this.adding.get(id);
  }

  /** Shows a product, at its own address or in a dialog, unless the page does. `event` is the click on its link, if there was one. */
  choose(product: ProductSummary, search?: FoundBy, event?: MouseEvent): void {
    const { element } = this.host;
    // A link opened in another tab is the browser's business.
    if (event && (event.metaKey || event.ctrlKey || event.shiftKey || event.button)) return;
    if (!element.dispatchEvent(new VitrineProductSelectEvent(product, search))) {
      event?.preventDefault();
      this.leave();
    } else if (!element.productUrl) void this.openHere(product);
    else if (!event) location.assign(addressOf(element.productUrl, product.handle));
    // A page that follows its links itself does so once it hears of the click, and would show the product below.
    else setTimeout(() => event.defaultPrevented && this.leave());
  }

  /** Puts a product into the cart; one with a choice to make is shown instead. */
  async add(product: ProductSummary, search: FoundBy | undefined, event: MouseEvent): Promise<void> {
    event.preventDefault();
    const { id, title, onlyVariantId: variantId } = product;
    const { element, store } = this.host;
    const cart = store()?.cart;
    if (!variantId) this.choose(product, search);
    if (!variantId || !cart || this.adding.get(id) === 'busy') return;
    this.mark(id, 'busy', '');
    try {
      const detail = { variantId, quantity: 1, options: {}, title };
      const added = await addToCart(element, cart, search ? { ...detail, search } : detail);
      // One button at a time says that it has added, until the next one does.
      this.adding.clear();
      this.mark(id, added ? 'added' : undefined, added ? this.text('addedOf', { title }) : '');
    } catch (error) {
      this.mark(id, 'failed', this.text('addFailed', { title }));
      this.host.report(error);
    }
  }

  private mark(id: string, state: AddState | undefined, said: string): void {
    if (state) this.adding.set(id, state);
    else this.adding.delete(id);
    this.host.say(said);
    this.host.element.requestUpdate();
  }

  private async openHere(product: ProductSummary): Promise<void> {
    const { element, root, say, report } = this.host;
    try {
      const { openQuickView } = await import('../product-grid/quick-view.ts');
      if (element.isConnected) openQuickView(root, product, this.text('close'));
    } catch (error) {
      say(this.text('failed'));
      report(error);
    }
  }
}
