import { socketCaller } from '../../edge-api/adapters/webhooks/https.node.ts';
import { composeStore, type StoreServices } from '../../edge-api/compose.ts';
import { NewWebhookEndpoint, type WebhookDelivery } from '../../edge-api/contract/webhooks.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { STAYS_HERE } from '../../edge-api/outgoing.ts';
import { type Command, type ExitCode, given, givenAll, required, UsageError } from './command.ts';
import { type InStore, inStore } from './in-store.ts';

const STORE = ['--store HANDLE', 'The store.'] as const;
const ENDPOINT = ['ENDPOINT', 'Id of the endpoint, as `webhook list` shows it.'] as const;

interface Inside extends Pick<InStore, 'record'> {
  readonly services: StoreServices;
}

/** Opens a store for the time of some work; its endpoints are called from here, its mails wait for the server. */
const withWebhooks = (handle: string, work: (inside: Inside) => Promise<ExitCode>): Promise<ExitCode> =>
  inStore(handle, ({ store, database, sealer, record }) => {
    const { webhooksToLocalhost: allowLocalhost } = readEnvironment(process.env);
    const webhooks = socketCaller({ allowLocalhost }, Date.now);
    const outgoing = { ...STAYS_HERE, webhooks, sealer };
    const services = composeStore(store, database, { live: null, outgoing, now: Date.now, onTrouble: () => undefined });
    return work({ services, record });
  });

/** A delivery in a line: what it is, how it stands, and what was answered last. */
function lineOf({ id, type, status, attempts, nextTryAt, waitsFor, log }: WebhookDelivery): string {
  const last = log.at(-1);
  const answer = last ? [last.status ?? 'no answer', last.answer].filter(Boolean).join(': ') : '';
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  const next = waitsFor ? `waits for ${waitsFor}` : nextTryAt ? `next ${nextTryAt}` : '';
  return [id, type, status, tries, next, answer].filter(Boolean).join('  ');
}

const list: Command = {
  name: 'webhook list',
  usage: '--store HANDLE',
  summary: 'Lists the webhook endpoints of a store.',
  help: [STORE],
  options: { store: { type: 'string' } },
  arguments: [],
  run: (_args, options, output) =>
    withWebhooks(required(options, 'store'), async ({ services }) => {
      const { endpoints } = await services.webhooks.endpoints();
      const lines = endpoints.map(({ id, url, status, reason, eventTypes }) =>
        [id, reason ? `${status} (${reason})` : status, url, eventTypes.join(',') || 'every event'].join('  '),
      );
      output.answer(lines.join('\n') || 'There are no webhook endpoints.', endpoints);
      return 0;
    }),
};

const create: Command = {
  name: 'webhook create',
  usage: 'URL --store HANDLE [--event TYPE…] [--description TEXT]',
  summary: 'Adds a webhook endpoint, and shows its secret this once.',
  help: [
    ['URL', 'An https address.'],
    STORE,
    ['--event TYPE', 'What it hears, such as order.placed; several times, or with commas. Every event if not given.'],
    ['--description TEXT', 'What you call it.'],
  ],
  options: {
    store: { type: 'string' },
    event: { type: 'string', multiple: true },
    description: { type: 'string' },
  },
  arguments: ['URL'],
  run: ([url = ''], options, output) =>
    withWebhooks(required(options, 'store'), async ({ services, record }) => {
      const description = given(options, 'description') ?? '';
      const wish = NewWebhookEndpoint.safeParse({ url, description, eventTypes: givenAll(options, 'event') });
      if (!wish.success) throw new UsageError(wish.error.issues.map(({ message }) => message).join('\n'));
      const made = await services.webhooks.add(wish.data);
      await record('webhook.create', made.endpoint.id, { url });
      const text = [
        `Made the endpoint ${made.endpoint.id}; it hears ${made.endpoint.eventTypes.join(', ') || 'every event'}.`,
        `Its secret, shown this once: ${made.secret}`,
      ];
      output.answer(text.join('\n'), made);
      return 0;
    }),
};

const remove: Command = {
  name: 'webhook delete',
  usage: 'ENDPOINT --store HANDLE',
  summary: 'Removes a webhook endpoint with its deliveries.',
  help: [ENDPOINT, STORE],
  options: { store: { type: 'string' } },
  arguments: ['ENDPOINT'],
  run: ([id = ''], options, output) =>
    withWebhooks(required(options, 'store'), async ({ services, record }) => {
      await services.webhooks.remove(id);
      await record('webhook.remove', id);
      output.answer('It is gone.', { id });
      return 0;
    }),
};

const ping: Command = {
  name: 'webhook ping',
  usage: 'ENDPOINT --store HANDLE',
  summary: 'Sends a webhook.test to an endpoint, and says what it answered.',
  help: [ENDPOINT, STORE],
  options: { store: { type: 'string' } },
  arguments: ['ENDPOINT'],
  run: ([id = ''], options, output) =>
    withWebhooks(required(options, 'store'), async ({ services }) => {
      const queued = await services.webhooks.ping(id);
      await services.webhooks.send();
      const { deliveries } = await services.webhooks.deliveries({ endpointId: id, limit: 200 });
      const delivery = deliveries.find((one) => one.id === queued.delivery.id) ?? queued.delivery;
      output.answer(lineOf(delivery), delivery);
      return delivery.status === 'delivered' ? 0 : 1;
    }),
};

const deliveries: Command = {
  name: 'webhook deliveries',
  usage: '--store HANDLE [--status STATUS]',
  summary: 'Lists the newest deliveries of a store with their last answers.',
  help: [STORE, ['--status STATUS', 'pending, delivered or dead; all if not given.']],
  options: { store: { type: 'string' }, status: { type: 'string' } },
  arguments: [],
  run: (_args, options, output) =>
    withWebhooks(required(options, 'store'), async ({ services }) => {
      const status = given(options, 'status');
      if (status !== undefined && status !== 'pending' && status !== 'delivered' && status !== 'dead')
        throw new UsageError('--status is pending, delivered or dead.');
      const found = await services.webhooks.deliveries({ status, limit: 100 });
      output.answer(found.deliveries.map(lineOf).join('\n') || 'There are no deliveries.', found.deliveries);
      return 0;
    }),
};

const replay: Command = {
  name: 'webhook replay',
  usage: 'DELIVERY --store HANDLE',
  summary: 'Queues a delivery once more; the server sends it.',
  help: [['DELIVERY', 'Id of the delivery, as `webhook deliveries` shows it.'], STORE],
  options: { store: { type: 'string' } },
  arguments: ['DELIVERY'],
  run: ([id = ''], options, output) =>
    withWebhooks(required(options, 'store'), async ({ services }) => {
      const { delivery } = await services.webhooks.replay(id);
      output.answer(lineOf(delivery), delivery);
      return 0;
    }),
};

/** `vitrine webhook …` */
export const webhookCommands: readonly Command[] = [list, create, remove, ping, deliveries, replay];
