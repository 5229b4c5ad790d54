import type { BankPayment, BankRefund } from './ledger.ts';
import type { Knobs } from './knobs.ts';
import { signBankBody } from './signature.ts';

/** Tries to deliver one piece of news, and the wait after the first, which doubles. */
const TRIES = 5;
const FIRST_WAIT_MS = 100;

/** Sends a body somewhere; answers whether it was taken. */
export type Send = (url: string, body: string, headers: Record<string, string>) => Promise<boolean>;

export interface NewsOptions {
  readonly send: Send;
  readonly secret: string;
  readonly knobs: () => Knobs;
  readonly random: () => number;
  readonly now: () => number;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Tells shops what happened to their payments, as unreliably as the knobs say. */
export class BankNews {
  readonly #options: NewsOptions;
  readonly #underWay = new Set<Promise<void>>();
  #held: (() => void)[] = [];

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  /** Sends news of a payment, or of money that went back of it. */
  tell(type: string, payment: BankPayment, refund?: BankRefund): void {
    const { knobs, random } = this.#options;
    const { duplicate, reorder, lose, forge, delayMs } = knobs();
    const object = refund ? { ...refund, payment_id: payment.payment_id } : payment;
    const event = this.#event(type, object);
    // All chances are taken now, so that when something arrives changes nothing of what comes after.
    const [lost, twice, late, lied] = [random() < lose, random() < duplicate, random() < reorder, random() < forge];
    const copies = twice ? 2 + Math.floor(random() * 4) : 1;
    const waits = Array.from({ length: copies }, () => random() * delayMs);
    if (lied) this.#lie(payment);
    if (lost) return;
    const go = () => waits.forEach((ms) => this.#begin(payment.notify_url, event, this.#options.secret, ms));
    if (late) this.#held.push(go);
    else {
      go();
      this.#release();
    }
  }

  /** Sends what was held back for a worse moment. */
  #release(): void {
    const held = this.#held.reverse();
    this.#held = [];
    for (const go of held) go();
  }

  /** Waits until everything was sent or given up. */
  async settled(): Promise<void> {
    this.#release();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #event(type: string, object: object): string {
    return JSON.stringify({ id: `bev_${crypto.randomUUID()}`, type, created: this.#options.now(), object }, null, 1);
  }

  /** News that are not so. */
  #lie(payment: BankPayment): void {
    const paid = { ...payment, status: 'succeeded', captured: payment.amount };
    this.#begin(payment.notify_url, this.#event('payment.succeeded', paid), `not ${this.#options.secret}`, 0);
    const [less, other] = [
      { ...paid, amount: 1, captured: 1 },
      { ...paid, currency: payment.currency === 'IRR' ? 'VND' : 'IRR', payment_id: payment.order_id },
    ];
    for (const lie of [less, other])
      this.#begin(payment.notify_url, this.#event('payment.succeeded', lie), this.#options.secret, 0);
  }

  #begin(url: string, body: string, secret: string, afterMs: number): void {
    const work = this.#deliver(url, body, secret, afterMs).catch(() => undefined);
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  async #deliver(url: string, body: string, secret: string, afterMs: number): Promise<void> {
    if (afterMs > 0) await pause(afterMs);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (attempt > 0) await pause(FIRST_WAIT_MS * 2 ** attempt);
      const signature = await signBankBody(body, secret, this.#options.now());
      const headers = { 'content-type': 'application/json', 'bank-signature': signature };
      if (await this.#options.send(url, body, headers).catch(() => false)) return;
    }
  }
}
