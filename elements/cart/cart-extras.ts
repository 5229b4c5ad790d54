import { nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import { retryImport } from '../internal/retry-import.ts';
import type { Text } from '../internal/strings.ts';
import type { CartActions, CartStore } from '../stores/cart-store.ts';
import type { CartUi } from './cart-ui.ts';
import type { CartKey } from './cart.strings.ts';
import type { DomainLinks } from './domain-links.ts';
import type { Handover } from './handover.ts';
import type { renderLineForm } from './line-form.ts';
import type { PriceChange, PriceWatch } from './price-watch.ts';

const importForm = retryImport(() => import('./line-form.ts'), import.meta.url);
const importHandover = retryImport(() => import('./handover.ts'), import.meta.url);
const importLinks = retryImport(() => import('./domain-links.ts'), import.meta.url);
const importPrices = retryImport(() => import('./price-watch.ts'), import.meta.url);

interface ExtrasPort {
  cart(): CartStore | undefined;
  /** Handle of the store. */
  handle(): string;
  /** Origins of the store, as the merchant wrote them. */
  origins(): string;
  readonly say: Text<CartKey>;
  announce(text: string): void;
  report(error: unknown): void;
}

/** What of a cart is seldom needed: its code is loaded when it is. */
export class CartExtras implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly port: ExtrasPort;
  private form: { key: string; render: typeof renderLineForm } | undefined;
  private handover: Handover | undefined;
  private links: DomainLinks | undefined;
  private linking: Promise<void> | undefined;
  private prices: { handle: string; watch: PriceWatch | undefined } | undefined;
  /** What costs something else now than when the shopper last looked, or cannot be had any more. */
  priceChanges: readonly PriceChange[] = [];

  constructor(host: ReactiveControllerHost, port: ExtrasPort) {
    this.host = host;
    this.port = port;
    host.addController(this);
  }

  hostUpdate(): void {
    const cart = this.port.cart();
    if (!cart) return;
    if (this.originList().length && !this.linking) this.linking = this.openLinks(cart);
    if (cart.value.quote) this.watchPrices(cart);
  }

  hostDisconnected(): void {
    this.handover?.stop();
    this.handover = undefined;
    this.links?.stop();
    this.links = this.linking = undefined;
  }

  /** Does something only a cart in use can do; what goes wrong is told to the page. */
  async act<T>(work: (more: CartActions) => Promise<T>): Promise<T | undefined> {
    try {
      const more = await this.port.cart()?.more?.();
      return more && (await work(more));
    } catch (error) {
      this.port.report(error);
      return undefined;
    }
  }

  /** An address with the cart's code, where the cart goes along. */
  async decorate(address: string): Promise<string> {
    await this.linking;
    return this.links?.decorate(address) ?? address;
  }

  async edit({ key }: CartLine): Promise<void> {
    if (this.form?.key === key) this.form = undefined;
    else {
      const { renderLineForm: render } = await importForm().catch((error: unknown) => {
        this.port.report(error);
        return { renderLineForm: undefined };
      });
      this.form = render && { key, render };
    }
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.fieldOfForm()?.focus();
  }

  renderForm(ui: CartUi, line: CartLine, save: (options: Record<string, string>) => void): unknown {
    if (this.form?.key !== line.key) return nothing;
    return this.form.render(ui, line, save, () => void this.edit(line));
  }

  /** Answers the key the line has then. */
  async saveText({ key }: CartLine, options: Readonly<Record<string, string>>): Promise<string | undefined> {
    const edited = await this.act((more) => more.edit(key, options));
    if (edited !== undefined) this.form = undefined;
    this.host.requestUpdate();
    return edited;
  }

  async openHandover(): Promise<void> {
    const cart = this.port.cart();
    if (!cart) return;
    try {
      const { Handover } = await importHandover();
      this.handover = new Handover(this.host, this.port.say, this.port.announce);
    } catch (error) {
      return this.port.report(error);
    }
    void this.handover.start(this.port.handle(), cart);
    this.host.requestUpdate();
    await this.host.updateComplete;
  }

  closeHandover(): void {
    if (!this.handover) return;
    this.handover.stop();
    this.handover = undefined;
    this.host.requestUpdate();
  }

  renderHandover() {
    const cart = this.port.cart();
    const { handover } = this;
    return handover && cart && handover.render(() => void handover.start(this.port.handle(), cart));
  }

  acceptPrices(): void {
    const cart = this.port.cart();
    if (cart) this.prices?.watch?.accept(cart.value);
    this.host.requestUpdate();
  }

  private originList(): string[] {
    return this.port
      .origins()
      .split(/[\s,]+/)
      .filter(Boolean);
  }

  private async openLinks(cart: CartStore): Promise<void> {
    try {
      const { openDomainLinks } = await importLinks();
      if (this.linking) this.links = openDomainLinks(this.port.handle(), cart, () => this.originList());
    } catch (error) {
      this.port.report(error);
    }
  }

  private watchPrices(cart: CartStore): void {
    const handle = this.port.handle();
    if (this.prices?.handle !== handle) {
      const prices: typeof this.prices = { handle, watch: undefined };
      this.prices = prices;
      importPrices().then(
        ({ PriceWatch }) => {
          prices.watch = new PriceWatch(handle);
          this.host.requestUpdate();
        },
        // Nobody misses it; the prices are right all the same.
        () => undefined,
      );
    }
    const { watch } = this.prices!;
    if (watch && !cart.value.quoting) this.priceChanges = watch.changes(cart.value);
  }

  private fieldOfForm(): HTMLElement | null | undefined {
    return (this.host as Partial<HTMLElement>).shadowRoot?.querySelector('.line-form input, .line-form textarea');
  }
}
