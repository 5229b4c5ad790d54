import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Order } from '../../edge-api/contract/orders.ts';
import { shopClient } from '../client/shop-client.ts';
import { retryImport } from '../internal/retry-import.ts';
import type { StoreContext } from '../store/context.ts';
import { ORDER_PARAMETER, paymentKey, rememberedPayment, takeOrderParameter } from './payment-note.ts';
import { PaymentStep } from './payment-step.ts';
import type { StripeForm } from './stripe-form.ts';

const importStripeForm = retryImport(() => import('./stripe-form.ts'), import.meta.url);

/** Slot of the checkout, and of the cart around it, that the provider's form goes to. */
const SLOT = 'payment';

/**
 * The payment of the order that was just placed: survives a reload and the way to the provider's page and back, and puts the
 * provider's form into the page where there is one.
 */
export class Paying implements ReactiveController {
  order: Order | undefined;
  form: 'loading' | 'ready' | 'failed' | 'paying' = 'loading';
  /** The provider's words for what was wrong with the last try. */
  failure = '';
  readonly step: PaymentStep;
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly done: (order: Order) => void;
  private readonly trouble: (error: unknown) => void;
  private store: StoreContext | undefined;
  private stripe: StripeForm | undefined;
  private place: HTMLElement | undefined;
  private mountedFor = '';

  /** `done` is called once nothing is left to pay here; `trouble` with failures for the page to hear of. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    done: (order: Order) => void,
    trouble: (error: unknown) => void,
  ) {
    this.host = host;
    this.done = done;
    this.trouble = trouble;
    host.addController(this);
    this.step = new PaymentStep(host);
  }

  /** Begins to pay an order that was just placed. */
  async start(store: StoreContext, order: Order): Promise<void> {
    this.turnTo(store, order);
    await this.step.open(shopClient(store.client), order.token, this.returnUrl(order.token), false);
  }

  /** Goes on where a reload or a provider's page interrupted; answers whether there is an order to pay. */
  async resume(store: StoreContext): Promise<boolean> {
    const led = takeOrderParameter();
    const token = led ?? rememberedPayment(store.handle);
    if (!token) return false;
    try {
      const client = shopClient(store.client);
      const { order } = await client.order(token);
      this.turnTo(store, order);
      await this.step.open(client, token, this.returnUrl(token), true);
      return true;
    } catch (error) {
      // A token that opens nothing is forgotten; one that could not be asked for is tried at the next visit.
      if ((error as { status?: number }).status === 404) this.remember(store.handle, undefined);
      else this.trouble(error);
      return false;
    }
  }

  /** Turns away from the order: it can still be paid by its own page. */
  leave(): void {
    if (this.store) this.remember(this.store.handle, undefined);
    this.order = undefined;
    this.removeForm();
    this.host.requestUpdate();
  }

  /** Pays by the provider's form. */
  async pay(): Promise<void> {
    if (this.form !== 'ready' || !this.stripe) return;
    this.show('paying', '');
    await this.took(await this.stripe.confirm().catch((error: unknown) => this.broke(error)));
  }

  /** Loads the provider's form, again if need be. */
  async loadForm(): Promise<void> {
    const { form } = this.step;
    if (!form || !this.order) return;
    this.mountedFor = form.clientSecret;
    this.show('loading', '');
    this.place?.remove();
    try {
      const { mountStripeForm } = await importStripeForm();
      this.place = lightPlace(this.host);
      const { email, phone, shippingAddress, billingAddress, token } = { phone: '', ...this.order };
      this.stripe = await mountStripeForm({
        form,
        place: this.place,
        like: this.host.shadowRoot!.querySelector<HTMLElement>('.root')!,
        payer: { ...(billingAddress ?? shippingAddress), email, phone },
        returnUrl: this.returnUrl(token),
        locale: this.locale,
        or: this.or,
        onWallet: (failure) => void this.took(failure),
      });
      this.show('ready', '');
    } catch (error) {
      this.trouble(error);
      this.show('failed', '');
    }
  }

  /** BCP 47 tag, and the words between wallets and form; set by the checkout, which has the texts. */
  locale = 'en';
  or = '';

  hostConnected(): void {
    addEventListener('pageshow', this.cameBack);
  }

  hostDisconnected(): void {
    removeEventListener('pageshow', this.cameBack);
    this.removeForm();
  }

  hostUpdated(): void {
    const { order, step } = this;
    if (!order) return;
    if (step.phase === 'done') {
      this.order = undefined;
      this.remember(this.store!.handle, undefined);
      this.removeForm();
      this.done(order);
      return;
    }
    if (step.form && step.form.clientSecret !== this.mountedFor) void this.loadForm();
    else if (step.phase === 'closed' || step.phase === 'declined') this.removeForm();
  }

  /** Back from the provider's page by the browser's own button: the page is as it was left. */
  private readonly cameBack = (event: PageTransitionEvent): void => {
    if (event.persisted && this.order) void this.step.look();
  };

  private async took(failure: string | undefined): Promise<void> {
    if (failure !== undefined) return this.show('ready', failure);
    this.show('ready', '');
    await this.step.confirmed();
  }

  private broke(error: unknown): string {
    this.trouble(error);
    return error instanceof Error ? error.message : '';
  }

  private turnTo(store: StoreContext, order: Order): void {
    this.store = store;
    this.order = order;
    this.remember(store.handle, order.token);
    this.host.requestUpdate();
  }

  private show(form: Paying['form'], failure: string): void {
    this.form = form;
    this.failure = failure;
    this.host.requestUpdate();
  }

  private removeForm(): void {
    this.stripe?.remove();
    this.place?.remove();
    this.stripe = this.place = undefined;
    this.mountedFor = '';
  }

  private returnUrl(token: string): string {
    const url = new URL(location.href);
    url.searchParams.set(ORDER_PARAMETER, token);
    return url.href;
  }

  private remember(store: string, token: string | undefined): void {
    try {
      if (token) sessionStorage.setItem(paymentKey(store), token);
      else sessionStorage.removeItem(paymentKey(store));
    } catch {
      // Where storage is denied, the mail about the order leads back.
    }
  }
}

/**
 * A box in the page's own tree that shows where the checkout has its slot, through every shadow tree around it that passes
 * the slot on; inside the checkout where none does.
 */
function lightPlace(host: HTMLElement): HTMLElement {
  let outermost = host;
  for (let root = host.getRootNode(); root instanceof ShadowRoot; root = outermost.getRootNode())
    outermost = root.host as HTMLElement;
  const place = document.createElement('div');
  place.slot = SLOT;
  outermost.append(place);
  if (outermost !== host && !place.assignedSlot) host.append(place);
  return place;
}
