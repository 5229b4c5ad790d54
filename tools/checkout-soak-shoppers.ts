import { z } from 'zod';
import type { BankPayment } from '../edge-api/adapters/payments/test-bank/ledger.ts';

/** What a shopper does at the bank. */
type Plan = 'pays' | 'is declined, then pays' | 'fails, then pays' | 'goes away' | 'goes away, pays late';

/** What became of a shopper's wish. */
export interface Story {
  readonly key: string;
  readonly plan: Plan;
  /** The token of the order that was placed, if one was. */
  token: string | undefined;
  orderId: string | undefined;
  end: 'paid' | 'sold out' | 'left' | 'unpaid';
}

export interface Street {
  /** Address of the shop's server, which may be gone for a while. */
  readonly url: string;
  readonly store: string;
  readonly variantId: string;
  /** Decides at the bank what the shopper of a payment would; the payment after it. */
  readonly atBank: (ref: string, decision: 'pay' | 'decline' | 'fail') => Promise<BankPayment | undefined>;
  readonly random: () => number;
  /** Whether everything has been sold and paid for, so that there is nothing left to wait for. */
  readonly soldOut: () => boolean;
  readonly onPaid: (orderId: string) => void;
  /** Answers that nobody should ever see. */
  readonly onStrange: (what: string) => void;
  /** What a shopper does when nobody looks any more. */
  readonly later: (work: Promise<unknown>) => void;
  /** Epoch milliseconds after which shoppers give up. */
  readonly until: number;
}

const ErrorBody = z.object({ error: z.object({ code: z.string() }) });
const QuoteBody = z.object({ total: z.object({ amountMinor: z.int(), currency: z.string() }) });
const OrderBody = z.object({
  order: z.object({ id: z.string(), token: z.string(), number: z.string(), status: z.string() }),
});

/** How often a shopper hears that there is nothing left before going home. */
const MOST_REFUSALS = 12;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** An answer, or nothing: it may have been lost after the work was done. */
interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Asks, and loses some answers on the way: the request arrives, and what came of it does not. */
async function ask(street: Street, path: string, body?: unknown, key?: string): Promise<Answered | undefined> {
  const lost = street.random() < 0.08 ? AbortSignal.timeout(1 + Math.floor(street.random() * 25)) : null;
  try {
    const response = await fetch(`${street.url}/v1/stores/${street.store}/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'text/plain', ...(key ? { 'idempotency-key': key } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: lost ?? AbortSignal.timeout(30_000),
    });
    const answer: unknown = await response.json();
    if (response.status >= 500 && response.status !== 503)
      street.onStrange(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return { status: response.status, body: answer };
  } catch {
    await pause(20 + street.random() * 80);
    return undefined;
  }
}

const codeOf = ({ body }: Answered): string => ErrorBody.safeParse(body).data?.error.code ?? '';

/** One piece, from the quote to the order that answers: the same key until it is placed, whatever happens to answers. */
async function place(street: Street, story: Story): Promise<'placed' | 'sold out' | 'late'> {
  let refusals = 0;
  while (Date.now() < street.until) {
    if (street.soldOut()) return 'sold out';
    const lines = [{ variantId: street.variantId, quantity: 1 }];
    const quoted = await ask(street, 'quotes', { lines, country: 'DE', deliveryMethodId: 'standard' });
    if (quoted?.status !== 200) continue;
    const answered = await ask(street, 'checkouts', {
      idempotencyKey: story.key,
      lines,
      email: `${story.key}@shop.example`,
      shippingAddress: { name: 'Ada', line1: 'Allee 1', city: 'Berlin', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'standard',
      paymentMethodId: 'card',
      expectedTotal: QuoteBody.parse(quoted.body).total,
    });
    if (!answered) continue;
    if (answered.status === 201) {
      const { id, token } = OrderBody.parse(answered.body).order;
      if (story.orderId !== undefined && story.orderId !== id) street.onStrange(`the key ${story.key} made two orders`);
      [story.orderId, story.token] = [id, token];
      return 'placed';
    }
    const code = codeOf(answered);
    if (!['not_enough_stock', 'price_changed', 'store_unavailable', 'busy', 'rate_limited'].includes(code))
      street.onStrange(`a checkout was refused with ${answered.status} ${code}: ${JSON.stringify(answered.body)}`);
    if ((refusals += 1) >= MOST_REFUSALS) return 'sold out';
    await pause(10 + street.random() * 200);
  }
  return 'late';
}

/** The payment's address at the bank: begun, or begun again. */
const Next = z.object({ payment: z.object({ next: z.object({ kind: z.string(), url: z.string().optional() }) }) });

async function bankRef(street: Street, token: string): Promise<string | 'over' | undefined> {
  const answered = await ask(street, `orders/${token}/payment`, {});
  if (!answered) return undefined;
  if (answered.status !== 200 && answered.status !== 201)
    return codeOf(answered) === 'order_not_payable' ? 'over' : undefined;
  const { next } = Next.parse(answered.body).payment;
  return next.url ? next.url.split('/').at(-1) : 'over';
}

/** Pays for an order as planned; answers whether the shop says it is paid. */
async function pay(street: Street, story: Story): Promise<Story['end']> {
  let tries = 0;
  while (Date.now() < street.until) {
    const state = await ask(street, `orders/${story.token}`);
    const order =
      state &&
      z.object({ order: z.object({ status: z.string(), paymentStatus: z.string() }) }).safeParse(state.body).data
        ?.order;
    if (order?.paymentStatus === 'paid') {
      street.onPaid(story.orderId!);
      return 'paid';
    }
    if (order?.status === 'cancelled') return 'unpaid';
    const ref = await bankRef(street, story.token!);
    if (ref === undefined) continue;
    if (ref === 'over') {
      await pause(20 + street.random() * 60);
      continue;
    }
    tries += 1;
    if (story.plan === 'goes away') return 'left';
    if (story.plan === 'goes away, pays late') {
      // Perhaps before the order has expired, perhaps while it does.
      street.later(pause(street.random() * 3000).then(() => street.atBank(ref, 'pay')));
      return 'left';
    }
    if (tries === 1 && story.plan !== 'pays')
      await street.atBank(ref, story.plan === 'fails, then pays' ? 'fail' : 'decline');
    else await street.atBank(ref, 'pay');
    await pause(street.random() * 40);
  }
  return 'unpaid';
}

/** One shopper, from the first look to the end of the story. */
export async function shopper(street: Street, story: Story): Promise<void> {
  const placed = await place(street, story);
  if (placed !== 'placed') story.end = placed === 'sold out' ? 'sold out' : 'unpaid';
  else story.end = await pay(street, story);
}

/** What shoppers mean to do, some of them under a key that another uses as well. */
export function stories(count: number, seed: number, random: () => number): Story[] {
  const made: Story[] = [];
  for (let at = 0; at < count; at += 1) {
    const chance = random();
    const plan: Plan =
      chance < 0.6
        ? 'pays'
        : chance < 0.75
          ? 'is declined, then pays'
          : chance < 0.85
            ? 'fails, then pays'
            : chance < 0.93
              ? 'goes away'
              : 'goes away, pays late';
    const twin = at > 0 && random() < 0.1 ? made[Math.floor(random() * made.length)] : undefined;
    made.push({
      key: twin?.key ?? `soak-${seed}-shopper-${String(at).padStart(6, '0')}`,
      plan: twin?.plan ?? plan,
      token: undefined,
      orderId: undefined,
      end: 'unpaid',
    });
  }
  return made;
}
