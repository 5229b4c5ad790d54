import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { PaymentError } from '../../edge-api/adapters/payments/port.ts';
import { composeStore, type StoreServices } from '../../edge-api/compose.ts';
import type { Money } from '../../edge-api/contract/money.ts';
import { plainAmount } from '../../edge-api/contract/minor-digits.ts';
import {
  type AdminOrder,
  CancelOrder,
  ListOrders,
  NewFulfilment,
  NewRefundRequest,
} from '../../edge-api/contract/orders-admin.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { paymentPorts } from '../../edge-api/payment-ports.ts';
import { ApiError } from '../../edge-api/services/errors.ts';
import { table } from '../table.ts';
import { type Command, type ExitCode, given, type Options, type Output, UsageError } from './command.ts';
import { type InStore, inStore } from './in-store.ts';

const HANDLE = ['HANDLE', "The store's handle."] as const;
const NUMBER = ['NUMBER', 'The number of the order, such as 1001.'] as const;

const amount = ({ amountMinor, currency }: Money): string => plainAmount(amountMinor, currency);

/** What a schema makes of options; says what is wrong with them. */
function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UsageError(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}

interface Inside extends Pick<InStore, 'record'> {
  readonly services: StoreServices;
}

/** Opens a store for the time of some work. The server's next turn sends what the work leaves in the outbox. */
const withOrders = (handle: string, work: (inside: Inside) => Promise<ExitCode>): Promise<ExitCode> =>
  inStore(handle, ({ store, database, sealer, record }) => {
    const payments = paymentPorts(readEnvironment(process.env), { sealer });
    // Money that cannot be sent back from here is told of with its refund.
    const onTrouble = (what: string, error: unknown) =>
      error instanceof PaymentError || console.error(`could not ${what}: ${String(error)}`);
    const services = composeStore(store, database, { live: null, payments, now: Date.now, onTrouble });
    return work({ services, record });
  });

/** The order of a number. */
async function ofNumber({ orderAdmin }: StoreServices, number: string): Promise<AdminOrder> {
  const { orders } = await orderAdmin.list(ListOrders.parse({ number, limit: 1 }));
  if (!orders[0]) throw new ApiError('order_not_found', `No order has the number ${number}.`);
  return orderAdmin.get(orders[0].id);
}

/** What becomes of the money that was just given back: refunds that `before` did not have. */
function refundNews(order: AdminOrder, before: AdminOrder): string[] {
  const old = new Map(before.refunds.map(({ id, status }) => [id, status]));
  return order.refunds.flatMap(({ id, amount: money, status }) => {
    if (status === 'pending') return [`Refund of ${amount(money)} written down; the server sends it.`];
    if (order.payment.provider !== 'manual' || old.has(id)) return [];
    return [`Refund of ${amount(money)} written down. Nobody sends it by itself: please pay it to the shopper.`];
  });
}

function tell(order: AdminOrder, output: Output, news: readonly string[] = []): ExitCode {
  const { number, status, paymentStatus, fulfilmentStatus, total, paid, refunded, timeline } = order;
  const lines = order.lines.map(
    ({ quantity, title, variantTitle, total, fulfilled }) =>
      `  ${quantity} × ${title}${variantTitle ? ` (${variantTitle})` : ''}  ${amount(total)}${fulfilled ? `  ${fulfilled} sent` : ''}`,
  );
  const text = [
    `${number}  ${status}, ${paymentStatus}, ${fulfilmentStatus}  ${order.email}`,
    ...lines,
    `  total ${amount(total)}, paid ${amount(paid)}, paid back ${amount(refunded)}`,
    ...timeline.map(({ at, type, actor }) => `  ${at}  ${type} (${actor})`),
    ...news,
  ].join('\n');
  output.answer(text, order);
  return 0;
}

/** A command that changes one order. */
const changing = (
  name: string,
  summary: string,
  change: (services: StoreServices, order: AdminOrder, options: Options) => Promise<AdminOrder>,
  more: Partial<Pick<Command, 'help' | 'options' | 'usage'>> = {},
): Command => ({
  name: `order ${name}`,
  usage: `HANDLE NUMBER${more.usage ? ` ${more.usage}` : ''}`,
  summary,
  help: [HANDLE, NUMBER, ...(more.help ?? [])],
  options: more.options ?? {},
  arguments: ['HANDLE', 'NUMBER'],
  run: ([handle = '', number = ''], options, output) =>
    withOrders(handle, async ({ services, record }) => {
      const before = await ofNumber(services, number);
      const order = await change(services, before, options);
      await record(`order.${name}`, order.id);
      return tell(order, output, refundNews(order, before));
    }),
});

/** `vitrine order list` */
const list: Command = {
  name: 'order list',
  usage: 'HANDLE [--status STATUS] [--payment STATUS] [--search TEXT] [--limit N]',
  summary: 'Lists the orders of a store, newest first.',
  help: [
    HANDLE,
    ['--status STATUS', 'open, completed or cancelled.'],
    ['--payment STATUS', 'pending, paid, failed and so on.'],
    ['--search TEXT', 'Part of a name, an e-mail address, a SKU or a tag.'],
    ['--limit N', 'At most so many, up to 100; 25 when left out.'],
  ],
  options: {
    status: { type: 'string' },
    payment: { type: 'string' },
    search: { type: 'string' },
    limit: { type: 'string' },
  },
  arguments: ['HANDLE'],
  run: ([handle = ''], options, output) => {
    const query = parsed(ListOrders, {
      status: given(options, 'status'),
      payment: given(options, 'payment'),
      q: given(options, 'search'),
      limit: given(options, 'limit'),
    });
    return withOrders(handle, async ({ services }) => {
      const { orders } = await services.orderAdmin.list(query);
      const rows = orders.map((order) => ({
        number: order.number,
        placed: order.placedAt.slice(0, 16),
        status: order.status,
        payment: order.paymentStatus,
        fulfilment: order.fulfilmentStatus,
        total: amount(order.total),
        email: order.email,
      }));
      output.answer(rows.length > 0 ? table(rows) : 'No orders.', orders);
      return 0;
    });
  },
};

/** `vitrine order show` */
const show: Command = {
  name: 'order show',
  usage: 'HANDLE NUMBER',
  summary: 'Shows an order and what happened to it.',
  help: [HANDLE, NUMBER],
  options: {},
  arguments: ['HANDLE', 'NUMBER'],
  run: ([handle = '', number = ''], _options, output) =>
    withOrders(handle, async ({ services }) => tell(await ofNumber(services, number), output)),
};

export const orderCommands: readonly Command[] = [
  list,
  show,
  changing('paid', 'Says that the money of an order has come, where no provider takes it.', (services, { id }) =>
    services.orderAdmin.pay(id, ''),
  ),
  changing(
    'fulfil',
    'Sends all of an order that is left to send.',
    (services, { id }, options) =>
      services.orderParcels.send(
        id,
        parsed(NewFulfilment, {
          carrier: given(options, 'carrier'),
          trackingNumber: given(options, 'tracking'),
          trackingUrl: given(options, 'url'),
        }),
      ),
    {
      usage: '[--carrier NAME] [--tracking NUMBER] [--url ADDRESS]',
      options: { carrier: { type: 'string' }, tracking: { type: 'string' }, url: { type: 'string' } },
      help: [
        ['--carrier NAME', 'Who carries it.'],
        ['--tracking NUMBER', 'Number of the parcel.'],
        ['--url ADDRESS', 'Where it is tracked.'],
      ],
    },
  ),
  changing(
    'refund',
    'Pays back an amount, or all that is left.',
    (services, { id }, options) => {
      const minor = given(options, 'minor');
      return services.orderRefunds.refund(
        id,
        parsed(NewRefundRequest, {
          idempotencyKey: given(options, 'key') ?? randomUUID(),
          amountMinor: minor === undefined ? undefined : Number(minor),
          reason: given(options, 'reason'),
        }),
      );
    },
    {
      usage: '[--minor AMOUNT] [--reason TEXT] [--key KEY]',
      options: { minor: { type: 'string' }, reason: { type: 'string' }, key: { type: 'string' } },
      help: [
        ['--minor AMOUNT', "In the smallest unit of the order's currency, such as cents."],
        ['--reason TEXT', 'Shown to the shopper.'],
        ['--key KEY', 'The same key again pays nothing more: give one where the command may be run twice.'],
      ],
    },
  ),
  changing(
    'cancel',
    'Cancels an order of which nothing was sent.',
    (services, { id }, options) =>
      services.orderAdmin.cancel(
        id,
        parsed(CancelOrder, {
          reason: given(options, 'reason'),
          restock: options['keep-stock'] !== true,
          refund: options['refund'] === true,
        }),
      ),
    {
      usage: '[--reason REASON] [--refund] [--keep-stock]',
      options: { reason: { type: 'string' }, refund: { type: 'boolean' }, 'keep-stock': { type: 'boolean' } },
      help: [
        ['--reason REASON', 'shopper, stock, fraud, payment or other.'],
        ['--refund', 'Pays back all that was paid.'],
        ['--keep-stock', 'Does not put its goods back into stock.'],
      ],
    },
  ),
  changing('complete', 'Ends an order that has nothing more to it.', (services, { id }) =>
    services.orderAdmin.complete(id),
  ),
];
