import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PaymentNext, PaymentState } from '../../edge-api/contract/payments.ts';
import type { ApiError } from '../client/api-client.ts';
import type { ShopClient } from '../client/shop-client.ts';

/** Waits between two looks at a payment that is on its way, in milliseconds: first often, then less so. */
const LOOK_MS = 1500;
const LOOK_LATER_MS = 5000;
/** Looks after which the shopper is told that it takes longer. */
const SOON = 8;

/**
 * What the shopper sees of a payment. `starting`: asking the edge. `leaving`: on the way to the provider's page. `form`: the
 * provider's form is here. `unfinished`: came back from the provider's page without having paid. `declined`: refused by the
 * bank. `waiting`: nobody has to do anything. `closed`: not payable any more. `unreached`: the edge did not answer. `done`:
 * nothing is left to pay here.
 */
export type PaymentPhase =
  'starting' | 'leaving' | 'form' | 'unfinished' | 'declined' | 'waiting' | 'closed' | 'unreached' | 'done';

export type PaymentForm = Extract<PaymentNext, { kind: 'element' }>;

interface PaymentClient {
  beginPayment: ShopClient['beginPayment'];
  payment: ShopClient['payment'];
}

/** The payment of one order, begun at most once at a time, and looked at until it is settled; the edge decides what is true. */
export class PaymentStep implements ReactiveController {
  phase: PaymentPhase = 'starting';
  state: PaymentState | undefined;
  /** Whether a payment on its way takes longer than most. */
  slow = false;

  private readonly host: ReactiveControllerHost;
  private token = '';
  private client: PaymentClient | undefined;
  private returnUrl = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private looks = 0;
  /** Raised by each new question, so that an answer to an earlier one changes nothing. */
  private era = 0;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  /** The form to show, while there is one. */
  get form(): PaymentForm | undefined {
    const next = this.state?.next;
    return this.phase === 'form' && next?.kind === 'element' ? next : undefined;
  }

  /** Where the provider's page is. */
  get page(): string {
    const next = this.state?.next;
    return next?.kind === 'redirect' ? next.url : '';
  }

  /** Turns to an order: begins its payment, or looks at one that was begun before, when the shopper `returned`. */
  async open(client: PaymentClient, token: string, returnUrl: string, returned: boolean): Promise<void> {
    Object.assign(this, { client, token, returnUrl, looks: 0, slow: false, state: undefined });
    await (returned ? this.look() : this.begin());
  }

  /** Begins, or begins anew after a refusal. */
  async begin(): Promise<void> {
    await this.ask('starting', () => this.client!.beginPayment(this.token, { returnUrl: this.returnUrl }), true);
  }

  /** Looks how the payment stands. */
  async look(): Promise<void> {
    await this.ask(this.phase, () => this.client!.payment(this.token), false);
  }

  /** The provider's form says that it has done its part. */
  async confirmed(): Promise<void> {
    this.looks = 0;
    this.show('waiting');
    await this.look();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.era += 1;
  }

  private async ask(
    meanwhile: PaymentPhase,
    question: () => Promise<{ payment: PaymentState }>,
    begun: boolean,
  ): Promise<void> {
    clearTimeout(this.timer);
    const era = (this.era += 1);
    this.show(meanwhile);
    try {
      const { payment } = await question();
      if (era === this.era) this.take(payment, begun);
    } catch (error) {
      if (era !== this.era) return;
      // It was paid or ended in the meantime: how, the edge tells.
      if (begun && (error as ApiError).code === 'order_not_payable')
        return this.ask(meanwhile, () => this.client!.payment(this.token), false);
      // While it is waited for, the next look may reach the shop again.
      if (this.phase === 'waiting') this.lookLater();
      else this.show('unreached');
    }
  }

  private take(payment: PaymentState, begun: boolean): void {
    this.state = payment;
    const { status, error, next } = payment;
    if (status === 'manual' || status === 'paid') return this.show('done');
    if (status === 'closed') return this.show('closed');
    if (status === 'processing') {
      this.show('waiting');
      return this.lookLater();
    }
    if (next.kind === 'element') {
      // After a confirmation the provider's word may reach the shop before its own answer does.
      if (this.phase !== 'waiting' || error || this.looks > SOON) return this.show('form');
      return this.lookLater();
    }
    if (error && !begun) return this.show('declined');
    if (next.kind === 'redirect' && begun) {
      this.show('leaving');
      return location.assign(next.url);
    }
    if (next.kind === 'redirect') return this.show('unfinished');
    // Nothing was begun, or it has been refused: only the shopper begins again.
    if (begun) return this.show(error ? 'declined' : 'done');
    if (error) return this.show('declined');
    void this.begin();
  }

  private lookLater(): void {
    this.looks += 1;
    const slow = this.looks > SOON;
    if (slow !== this.slow) {
      this.slow = slow;
      this.host.requestUpdate();
    }
    this.timer = setTimeout(() => void this.look(), slow ? LOOK_LATER_MS : LOOK_MS);
  }

  private show(phase: PaymentPhase): void {
    this.phase = phase;
    this.host.requestUpdate();
  }
}
