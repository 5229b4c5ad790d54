import { z } from 'zod';
import { type Knobs, Knobs as KnobsSchema, seededRandom } from './knobs.ts';
import type { BankLedger, BankPayment, BankRefund, Kept } from './ledger.ts';
import { BankNews, type Send } from './news.ts';

export const BeginAtBank = z.object({
  amount: z.int().positive(),
  currency: z.string().length(3),
  payment_id: z.string().min(1),
  order_id: z.string().min(1),
  store_id: z.string().min(1),
  description: z.string(),
  return_url: z.string(),
  notify_url: z.string(),
});
export type BeginAtBank = z.infer<typeof BeginAtBank>;

export const RefundAtBank = z.object({
  payment: z.string(),
  refund_id: z.string().min(1),
  amount: z.int().positive(),
  currency: z.string().length(3),
});
export type RefundAtBank = z.infer<typeof RefundAtBank>;

/** An answer of the bank's: a status and a JSON body. */
export interface BankAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What a shopper does on the bank's page. */
export type Decision = 'pay' | 'challenge' | 'decline' | 'fail';

export interface BankOptions {
  readonly ledger: BankLedger;
  /** Opens the bank's API, and signs its news. */
  readonly secret: string;
  readonly send: Send;
  readonly now: () => number;
  readonly knobs?: Partial<Knobs>;
}

const refusal = (status: number, code: string, message: string): BankAnswer => ({
  status,
  body: { error: { code, message } },
});

/** A bank that takes money nobody has: for development and for tests of what a real one does on a bad day. */
export class TestBank {
  readonly secret: string;
  readonly news: BankNews;
  readonly #ledger: BankLedger;
  #last: Promise<unknown> = Promise.resolve();
  #knobs: Knobs;
  #random: () => number;

  constructor({ ledger, secret, send, now, knobs = {} }: BankOptions) {
    this.secret = secret;
    this.#ledger = ledger;
    this.#knobs = KnobsSchema.parse(knobs);
    this.#random = seededRandom(this.#knobs.seed);
    this.news = new BankNews({ send, secret, now, knobs: () => this.#knobs, random: () => this.#random() });
  }

  get knobs(): Knobs {
    return this.#knobs;
  }

  /** Sets all of them; what is left out behaves well. Chance begins anew from the seed. */
  turn(knobs: unknown): Knobs {
    this.#knobs = KnobsSchema.parse(knobs);
    this.#random = seededRandom(this.#knobs.seed);
    return this.#knobs;
  }

  /** How the next request is to be treated. */
  mood(): { waitMs: number; lose: boolean } {
    const { delayMs, hang, hangMs, dropAnswer } = this.#knobs;
    const waitMs = this.#random() < hang ? hangMs : this.#random() * delayMs;
    return { waitMs, lose: this.#random() < dropAnswer };
  }

  find(id: string): BankPayment | undefined {
    return this.#ledger.payments.get(id);
  }

  findRefund(id: string): BankRefund | undefined {
    return this.#ledger.refunds.get(id);
  }

  /** Everything it has taken and given back, with whose it is. */
  books(): { charges: BankPayment[]; refunds: BankRefund[]; payments: BankPayment[] } {
    const payments = [...this.#ledger.payments.values()];
    return {
      payments,
      charges: payments.filter(({ captured }) => captured > 0),
      refunds: [...this.#ledger.refunds.values()].filter(({ status }) => status === 'succeeded'),
    };
  }

  /** One piece of work at a time, each with what the one before it has left. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /**
   * Does work once under a key, and gives the first answer again. Another request under the same key is refused. The answer
   * is kept together with the work, so that no kill comes between them.
   */
  once(
    key: string,
    asked: string,
    work: () => { answer: BankAnswer; kept: Kept[]; told?: () => void },
  ): Promise<BankAnswer> {
    return this.#alone(async () => {
      const before = this.#ledger.answers.get(key);
      if (before && before.asked !== asked)
        return refusal(409, 'idempotency_error', 'This key was used for another request.');
      if (before) return before;
      const { answer, kept, told } = work();
      if (kept.length > 0) await this.#ledger.keep(...kept, { kind: 'answer', id: key, data: { asked, ...answer } });
      told?.();
      return answer;
    });
  }

  begin(key: string, wish: BeginAtBank, pageOf: (id: string) => string): Promise<BankAnswer> {
    return this.once(key, JSON.stringify(wish), () => {
      const id = `bank_${crypto.randomUUID().replaceAll('-', '')}`;
      const open: BankPayment = { ...wish, id, status: 'open', captured: 0, page: pageOf(id), error: '' };
      const payment = this.#knobs.confirm === 'auto' ? this.#tried(open) : open;
      return {
        answer: { status: 200, body: payment },
        kept: [{ kind: 'payment', id, data: payment }],
        told: () => void (payment !== open && this.#tell(payment)),
      };
    });
  }

  /** What the shopper decided on the bank's page. A payment that is over stays as it is. */
  decide(id: string, decision: Decision): Promise<BankPayment | undefined> {
    return this.#alone(() => this.#decided(id, decision));
  }

  async #decided(id: string, decision: Decision): Promise<BankPayment | undefined> {
    const payment = this.find(id);
    if (!payment || (payment.status !== 'open' && payment.status !== 'challenged')) return payment;
    const became: Record<Decision, Partial<BankPayment>> = {
      pay: { status: 'succeeded', captured: payment.amount, error: '' },
      challenge: { status: 'challenged', error: '' },
      decline: { status: 'open', error: 'Your card was declined.' },
      fail: { status: 'failed', error: 'Your card was declined.' },
    };
    const after = { ...payment, ...became[decision] };
    await this.#ledger.keep({ kind: 'payment', id, data: after });
    this.#tell(after);
    return after;
  }

  cancel(id: string): Promise<BankAnswer> {
    return this.#alone(() => this.#cancelled(id));
  }

  async #cancelled(id: string): Promise<BankAnswer> {
    const payment = this.find(id);
    if (!payment) return refusal(404, 'not_found', 'There is no such payment.');
    if (payment.status !== 'open' && payment.status !== 'challenged') return { status: 200, body: payment };
    const after: BankPayment = { ...payment, status: 'cancelled' };
    await this.#ledger.keep({ kind: 'payment', id, data: after });
    this.#tell(after);
    return { status: 200, body: after };
  }

  refund(key: string, wish: RefundAtBank): Promise<BankAnswer> {
    return this.once(key, JSON.stringify(wish), () => {
      const payment = this.find(wish.payment);
      if (!payment) return { answer: refusal(404, 'not_found', 'There is no such payment.'), kept: [] };
      const given = [...this.#ledger.refunds.values()]
        .filter((refund) => refund.payment === payment.id && refund.status === 'succeeded')
        .reduce((sum, { amount }) => sum + amount, 0);
      if (wish.currency !== payment.currency || given + wish.amount > payment.captured)
        return { answer: refusal(400, 'refund_too_high', 'No more can go back than was taken.'), kept: [] };
      const id = `bref_${crypto.randomUUID().replaceAll('-', '')}`;
      const refund: BankRefund = { ...wish, id, order_id: payment.order_id, status: 'succeeded' };
      return {
        answer: { status: 200, body: refund },
        kept: [{ kind: 'refund', id, data: refund }],
        told: () => this.news.tell('refund.succeeded', payment, refund),
      };
    });
  }

  #tried(payment: BankPayment): BankPayment {
    return this.#random() < this.#knobs.decline
      ? { ...payment, status: 'failed', error: 'Your card was declined.' }
      : { ...payment, status: 'succeeded', captured: payment.amount };
  }

  #tell(payment: BankPayment): void {
    this.news.tell(`payment.${payment.status}`, payment);
  }
}
