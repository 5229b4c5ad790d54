import { monotonicFactory, ulid } from 'ulid';
import type { Sealer } from '../adapters/provisioning/sealing.ts';
import { addressRefusal } from '../adapters/webhooks/address-guard.ts';
import type { WebhookCaller } from '../adapters/webhooks/port.ts';
import { isoTime } from '../contract/iso-time.ts';
import type {
  ChangeWebhookEndpoint,
  ListWebhookDeliveries,
  NewWebhookEndpoint,
  ReplayedWebhooks,
  RotateWebhookSecret,
  WebhookDelivery,
  WebhookDeliveryAnswer,
  WebhookDeliveryList,
  WebhookEndpoint,
  WebhookEndpointAnswer,
  WebhookEndpointList,
  WebhookSecretAnswer,
} from '../contract/webhooks.ts';
import type { DeliveryRepository, DueDelivery, StoredDelivery } from '../repositories/webhook-deliveries.ts';
import type { EndpointRepository, KeptSecret, StoredEndpoint } from '../repositories/webhooks.ts';
import { nextTry, WEBHOOK_WAITS } from './back-off.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { reasonOf, type LeasedQueue, workThrough } from './leased.ts';
import { newSecret, signatures } from './webhook-signature.ts';

/** Most endpoints of a store. */
const MOST_ENDPOINTS = 20;
/** Most events that one replay queues. */
const MOST_REPLAYED = 10_000;
const HOUR_MS = 3_600_000;
/** Longest an endpoint may ask us to wait. */
const LONGEST_WAIT_MS = 24 * HOUR_MS;
/** How long what was told is kept, and can be replayed. */
const KEPT_MS = 30 * 24 * HOUR_MS;
const SWEEP = 500;
/** How long `send` begins new tries, in milliseconds. */
const SEND_MS = 20_000;

export interface WebhookDependencies {
  readonly storeId: string;
  readonly endpoints: EndpointRepository;
  readonly deliveries: DeliveryRepository;
  /** Null where nothing is called: what is to be told waits. */
  readonly caller: WebhookCaller | null;
  readonly sealer: Sealer | null;
  readonly now: () => number;
  readonly random: () => number;
}

export interface WebhookService {
  /** Deliveries to try, for whoever works through the queues; null where nothing is called. */
  readonly queue: LeasedQueue<DueDelivery> | null;
  /** Tries what is due now, without mails and other work. */
  send(): Promise<number>;
  endpoints(): Promise<WebhookEndpointList>;
  endpoint(id: string): Promise<WebhookEndpointAnswer>;
  /** The answer is one of two places where a secret ever appears. */
  add(wish: NewWebhookEndpoint): Promise<WebhookSecretAnswer>;
  change(id: string, change: ChangeWebhookEndpoint): Promise<WebhookEndpointAnswer>;
  /** Makes a new secret; the one before signs as well for some hours. */
  rotate(id: string, wish: RotateWebhookSecret): Promise<WebhookSecretAnswer>;
  remove(id: string): Promise<void>;
  /** Queues a test for one endpoint, whatever it wants to hear; a disabled one gets it when it is active again. */
  ping(id: string): Promise<WebhookDeliveryAnswer>;
  deliveries(filter: ListWebhookDeliveries): Promise<WebhookDeliveryList>;
  replay(deliveryId: string): Promise<WebhookDeliveryAnswer>;
  /** Sends every event since a time to an endpoint once more. */
  replaySince(id: string, since: string): Promise<ReplayedWebhooks>;
  /** Forgets what was told long ago. */
  sweep(): Promise<void>;
}

const nextId = monotonicFactory();
const endpointNotFound = (): ApiError => new ApiError('webhook_not_found', 'No webhook endpoint has this id.');
const deliveryNotFound = (): ApiError => new ApiError('webhook_not_found', 'No webhook delivery has this id.');

const shownDelivery = ({ dueAt, ...delivery }: StoredDelivery): WebhookDelivery => ({
  ...delivery,
  nextTryAt: delivery.status === 'pending' ? isoTime(dueAt) : null,
});

export function webhookService(dependencies: WebhookDependencies): WebhookService {
  const { storeId, endpoints, deliveries, caller, sealer, now, random } = dependencies;
  // What is sealed for one endpoint of one store opens for no other.
  const subject = (id: string) => `webhook ${storeId} ${id}`;

  async function kept(secret: string, id: string): Promise<KeptSecret> {
    if (!sealer?.keyId) return { secret, keyId: null };
    const { text, keyId } = await sealer.seal(secret, subject(id));
    return { secret: text, keyId };
  }
  async function opened({ secret, keyId }: KeptSecret, id: string): Promise<string> {
    if (keyId === null) return secret;
    if (!sealer) throw new Error('Nothing here opens the secrets of webhooks.');
    return sealer.open({ text: secret, keyId }, subject(id));
  }

  const shown = (endpoint: StoredEndpoint): WebhookEndpoint => {
    const { id, url, description, eventTypes, status, reason, previousUntil, createdAt, updatedAt } = endpoint;
    const rotating = previousUntil !== null && previousUntil > now();
    const previousSecretUntil = rotating ? isoTime(previousUntil) : null;
    return { id, url, description, eventTypes, status, reason, previousSecretUntil, createdAt, updatedAt };
  };
  const found = async (id: string): Promise<StoredEndpoint> => {
    const endpoint = await endpoints.find(id);
    if (!endpoint) throw endpointNotFound();
    return endpoint;
  };
  const foundDelivery = async (id: string): Promise<WebhookDeliveryAnswer> => {
    const delivery = await deliveries.find(id);
    if (!delivery) throw deliveryNotFound();
    return { delivery: shownDelivery(delivery) };
  };
  function refuse(url: string): void {
    const why = caller ? caller.refusal(url) : addressRefusal(url, { allowLocalhost: false });
    if (why) throw invalidRequest('url', why);
  }

  async function secretsOf(endpoint: StoredEndpoint): Promise<string[]> {
    const { id, secret, keyId, previousSecret, previousKeyId, previousUntil } = endpoint;
    const current = await opened({ secret, keyId }, id);
    if (previousSecret === null || previousUntil === null || previousUntil <= now()) return [current];
    return [current, await opened({ secret: previousSecret, keyId: previousKeyId }, id)];
  }

  const queue = (call: WebhookCaller): LeasedQueue<DueDelivery> => ({
    due: (at, limit) => deliveries.due(at, limit),
    take: (id, at, until) => deliveries.take(id, at, until),
    lane: ({ endpointId }) => endpointId,
    async perform({ id, endpointId, eventId, payload, attempts }) {
      const endpoint = await endpoints.find(endpointId);
      // Removed or closed since the batch was read: it waits, and is tried when it is open again.
      if (endpoint?.status !== 'active') return;
      const began = now();
      const sent = { id: eventId, seconds: Math.floor(began / 1000), payload };
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Vitrine-Webhooks/1',
        'webhook-id': eventId,
        'webhook-timestamp': String(sent.seconds),
        'webhook-signature': await signatures(await secretsOf(endpoint), sent),
      };
      const answer = await call.post(endpoint.url, headers, payload).catch((error: unknown) => reasonOf(error));
      const ms = now() - began;
      const at = isoTime(began);
      if (typeof answer === 'string') {
        const dueAt = nextTry(WEBHOOK_WAITS, attempts + 1, now(), random());
        return deliveries.failed(id, { at, status: null, ms, answer }, dueAt);
      }
      const attempt = { at, status: answer.status, ms, answer: answer.snippet };
      if (answer.status >= 200 && answer.status < 300) return deliveries.delivered(id, attempt);
      if (answer.status === 410) {
        const work = { kind: 'event', type: 'webhook.disabled', at: isoTime(now()), endpointId } as const;
        await endpoints.disable(endpointId, 'gone', isoTime(now()), { id: nextId(now()), work, dueAt: now() });
        return deliveries.failed(id, attempt, null);
      }
      const dueAt = nextTry(WEBHOOK_WAITS, attempts + 1, now(), random());
      const asked = now() + Math.min(LONGEST_WAIT_MS, (answer.retryAfterS ?? 0) * 1000);
      return deliveries.failed(id, attempt, dueAt === null ? null : Math.max(dueAt, asked));
    },
    async failed({ id, attempts }, error) {
      const dueAt = nextTry(WEBHOOK_WAITS, attempts + 1, now(), random());
      await deliveries.failed(id, { at: isoTime(now()), status: null, ms: 0, answer: reasonOf(error) }, dueAt);
    },
  });

  return {
    queue: caller && queue(caller),
    async send() {
      const shift = { batch: 80, lanes: 8, now, until: now() + SEND_MS, leaving: () => false };
      return caller ? workThrough(queue(caller), shift) : 0;
    },
    endpoints: async () => ({ endpoints: (await endpoints.list()).map(shown) }),
    endpoint: async (id) => ({ endpoint: shown(await found(id)) }),
    async add({ url, description, eventTypes }) {
      refuse(url);
      const id = ulid(now());
      const secret = newSecret();
      const at = isoTime(now());
      const endpoint: StoredEndpoint = {
        id,
        url,
        description,
        eventTypes,
        ...(await kept(secret, id)),
        previousSecret: null,
        previousKeyId: null,
        previousUntil: null,
        status: 'active',
        reason: null,
        createdAt: at,
        updatedAt: at,
      };
      if (!(await endpoints.add(endpoint, MOST_ENDPOINTS)))
        throw new ApiError('limit_reached', `A store has at most ${MOST_ENDPOINTS} webhook endpoints.`);
      return { endpoint: shown(endpoint), secret };
    },
    async change(id, change) {
      const before = await found(id);
      if (change.url !== undefined) refuse(change.url);
      const status = change.status ?? before.status;
      const reason = status === 'active' ? null : (before.reason ?? 'merchant');
      const { url = before.url, description = before.description, eventTypes = before.eventTypes } = change;
      await endpoints.change(id, { url, description, eventTypes, status, reason }, isoTime(now()));
      return { endpoint: shown(await found(id)) };
    },
    async rotate(id, { keepHours }) {
      await found(id);
      const secret = newSecret();
      await endpoints.rotate(id, await kept(secret, id), now() + keepHours * HOUR_MS, isoTime(now()));
      return { endpoint: shown(await found(id)), secret };
    },
    async remove(id) {
      if (!(await endpoints.remove(id))) throw endpointNotFound();
    },
    async ping(id) {
      await found(id);
      const at = isoTime(now());
      const payload = JSON.stringify({ type: 'webhook.test', timestamp: at, data: { endpointId: id } });
      const event = { id: nextId(now()), type: 'webhook.test', subjectId: '', payload, createdAt: at };
      return foundDelivery(await deliveries.ping(id, event, now()));
    },
    async deliveries({ limit, ...filter }) {
      const rows = await deliveries.list({ ...filter, limit: limit + 1 });
      const page = rows.slice(0, limit);
      return { deliveries: page.map(shownDelivery), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    async replay(deliveryId) {
      if (!(await deliveries.replay(deliveryId, now()))) throw deliveryNotFound();
      return foundDelivery(deliveryId);
    },
    async replaySince(id, since) {
      await found(id);
      return { queued: await deliveries.replaySince(id, isoTime(Date.parse(since)), now(), MOST_REPLAYED) };
    },
    async sweep() {
      await deliveries.forget(isoTime(now() - KEPT_MS), SWEEP);
    },
  };
}
