import { nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import { retryImport } from '../internal/retry-import.ts';
import { adoptStyles } from '../internal/adopt-styles.ts';
import { strings, type Text } from '../internal/strings.ts';
import type { CartActions, CartNews, CartState, CartStore } from '../stores/cart-store.ts';
import type * as BesideModule from './cart-beside.ts';
import type { BesideUi, FootUi } from './cart-beside.ts';
import type { BesideKey } from './cart-beside.strings.ts';
import type { CartUi } from './cart-ui.ts';
import { english } from './cart.strings.ts';
import type { DomainLinks } from './domain-links.ts';
import type { Handover } from './handover.ts';
import type { renderLineForm } from './line-form.ts';
import type { PriceChange, PriceWatch } from './price-watch.ts';

const importForm = retryImport(() => import('./line-form.ts'), import.meta.url);
const importHandover = retryImport(() => import('./handover.ts'), import.meta.url);
const importLinks = retryImport(() => import('./domain-links.ts'), import.meta.url);
const importBeside = retryImport(() => import('./cart-beside.ts'), import.meta.url);

interface ExtrasPort {
  cart(): CartStore | undefined;
  /** Handle of the store. */
  handle(): string;
  /** Origins of the store, as the merchant wrote them. */
  origins(): string;
  announce(text: string): void;
  report(error: unknown): void;
}

type CartHost = ReactiveControllerHost & {
  readonly locale: string;
  readonly renderRoot: DocumentFragment | HTMLElement;
};

/** What of a cart can come later or is seldom needed: its code is loaded when somebody looks, or asks. */
export class CartExtras implements ReactiveController {
  private readonly host: CartHost;
  private readonly port: ExtrasPort;
  private form: { key: string; render: typeof renderLineForm } | undefined;
  private handover: Handover | undefined;
  private links: DomainLinks | undefined;
  private linking: Promise<void> | undefined;
  private prices: { handle: string; watch: PriceWatch } | undefined;
  private beside: typeof BesideModule | undefined;
  private say: Text<BesideKey> | undefined;
  /** What costs something else now than when the shopper last looked, or cannot be had any more. */
  priceChanges: readonly PriceChange[] = [];

  constructor(host: CartHost, port: ExtrasPort) {
    this.host = host;
    this.port = port;
    host.addController(this);
  }

  hostUpdate(): void {
    const cart = this.port.cart();
    if (!cart) return;
    if (this.originList().length && !this.linking) this.linking = this.openLinks(cart);
    if (this.beside && cart.value.quote) this.watchPrices(cart, this.beside);
  }

  hostDisconnected(): void {
    this.handover?.stop();
    this.handover = undefined;
    this.links?.stop();
    this.links = this.linking = undefined;
  }

  /** Fetches what comes after the lines: the cart is looked at. Without it the cart works all the same. */
  async load(): Promise<Text<BesideKey> | undefined> {
    if (this.say) return this.say;
    try {
      const beside = await importBeside();
      if (this.say) return this.say;
      this.beside = beside;
      this.say = strings<BesideKey>(this.host, 'cart', { ...english, ...beside.english });
      adoptStyles(this.host.renderRoot as ShadowRoot, beside.styles);
      this.host.requestUpdate();
    } catch (error) {
      this.port.report(error);
    }
    return this.say;
  }

  /** What is shown beside the lines once its code is there. */
  render(ui: CartUi, cart: CartState, foot: FootUi) {
    const { beside, say } = this;
    if (!beside || !say) return { news: nothing, saved: nothing, extras: nothing };
    const whole: BesideUi = { ...ui, say };
    const dismiss = (news: CartNews) => void this.act(async (more) => more.dismiss(news));
    return {
      news: beside.renderNews(whole, cart, this.priceChanges, dismiss, () => this.acceptPrices()),
      saved: beside.renderSaved(whole, cart),
      extras: beside.renderExtras(whole, cart, foot),
    };
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
      const [form] = await Promise.all([importForm(), this.load()]).catch((error: unknown) => {
        this.port.report(error);
        return [undefined];
      });
      this.form = form && { key, render: form.renderLineForm };
    }
    this.host.requestUpdate();
    await this.host.updateComplete;
    this.fieldOfForm()?.focus();
  }

  renderForm(ui: CartUi, line: CartLine, save: (options: Record<string, string>) => void): unknown {
    const { form, say } = this;
    if (form?.key !== line.key || !say) return nothing;
    return form.render({ ...ui, say }, line, save, () => void this.edit(line));
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
      const [{ Handover }, say] = await Promise.all([importHandover(), this.load()]);
      if (!say) return;
      this.handover = new Handover(this.host, say, this.port.announce);
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

  private acceptPrices(): void {
    const cart = this.port.cart();
    if (cart) this.prices?.watch.accept(cart.value);
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

  private watchPrices(cart: CartStore, { PriceWatch }: typeof BesideModule): void {
    const handle = this.port.handle();
    if (this.prices?.handle !== handle) this.prices = { handle, watch: new PriceWatch(handle) };
    if (!cart.value.quoting) this.priceChanges = this.prices.watch.changes(cart.value);
  }

  private fieldOfForm(): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>('.line-form input, .line-form textarea');
  }
}
