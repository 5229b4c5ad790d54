import type { ReactiveControllerHost } from 'lit';
import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import type { Text } from '../internal/strings.ts';
import type { CartState } from '../stores/cart-store.ts';
import type { CartExtras } from './cart-extras.ts';
import { lineTitle } from './cart-line.ts';
import type { CartKey } from './cart.strings.ts';
import type { LineChanges, RemovedLine } from './line-changes.ts';

interface LineActionsPort {
  cart(): CartState;
  readonly say: Text<CartKey>;
  announce(text: string): void;
  readonly changes: LineChanges;
  readonly extras: CartExtras;
}

type CartHost = Pick<ReactiveControllerHost, 'updateComplete'> & {
  readonly renderRoot: HTMLElement | DocumentFragment;
};

/** What a shopper does to lines, with what is said of it and where the focus goes: what was pressed may have gone with its line. */
export class LineActions {
  private readonly host: CartHost;
  private readonly port: LineActionsPort;

  constructor(host: CartHost, port: LineActionsPort) {
    this.host = host;
    this.port = port;
  }

  private titleOf({ key }: CartLine): string {
    const { quote, savedQuote } = this.port.cart();
    return lineTitle(
      this.port,
      [...(quote?.lines ?? []), ...(savedQuote?.lines ?? [])].find((line) => line.key === key),
    );
  }

  async keepForLater(line: CartLine, saved: boolean): Promise<void> {
    const title = this.titleOf(line);
    if (!(await this.port.changes.keepForLater(line, saved))) return;
    this.port.announce(this.port.say(saved ? 'keptForLater' : 'movedToCart', { title }));
    await this.host.updateComplete;
    // The pressed button has gone over with its line.
    const next =
      this.host.renderRoot.querySelector<HTMLElement>(saved ? '#saved' : '.line .stepper input') ?? this.heading;
    next?.focus({ preventScroll: true });
  }

  async saveText(line: CartLine, options: Readonly<Record<string, string>>): Promise<void> {
    const title = this.titleOf(line);
    const key = await this.port.extras.saveText(line, options);
    if (key === undefined) return;
    this.port.announce(this.port.say('lineSaved', { title }));
    await this.host.updateComplete;
    const index = this.port.cart().lines.findIndex((line) => line.key === key);
    const row = this.host.renderRoot.querySelectorAll('ul.lines > .line')[index];
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('.links button')?.focus({ preventScroll: true });
  }

  async setQuantity(line: CartLine, quantity: number): Promise<void> {
    const { activeElement } = this.host.renderRoot as ShadowRoot;
    const title = this.titleOf(line);
    const done = await this.port.changes.setQuantity(line, quantity);
    if (done) this.port.announce(`${this.port.say('quantityOf', { title })}: ${quantity}`);
    await this.host.updateComplete;
    // What was pressed may have gone with the problem it solved.
    if (!activeElement || activeElement.isConnected) return;
    const index = this.port.cart().lines.findIndex(({ key }) => key === line.key);
    this.host.renderRoot.querySelectorAll<HTMLElement>('.line input')[index]?.focus({ preventScroll: true });
  }

  async remove(line: CartLine): Promise<void> {
    const title = this.titleOf(line);
    if (!(await this.port.changes.remove(line, title))) return;
    this.port.announce(this.port.say('removed', { title }));
    await this.host.updateComplete;
    this.host.renderRoot.querySelector<HTMLElement>('.undo button')?.focus({ preventScroll: true });
  }

  async putBack(removed: RemovedLine): Promise<void> {
    await this.port.changes.putBack(removed);
    await this.host.updateComplete;
    this.heading?.focus({ preventScroll: true });
  }

  private get heading(): HTMLElement | null {
    return this.host.renderRoot.querySelector('h2');
  }
}
