import assert from 'node:assert/strict';
import type { MailProvider, OutgoingMail } from './adapters/mail/port.ts';
import { sealer } from './adapters/provisioning/sealing.ts';
import type { WebhookAnswer, WebhookCaller } from './adapters/webhooks/port.ts';
import { composeStore, type StoreServices } from './compose.ts';
import type { Database } from './db/database.ts';
import { STAYS_HERE, type Outgoing } from './outgoing.ts';
import { insertWork, type OutboxWork } from './repositories/outbox.ts';
import type { TestApi } from './routes/api.test-support.ts';

/** A call of an endpoint. */
export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A store whose mails and webhooks are caught, with a clock that a test turns. */
export interface Post {
  readonly mails: OutgoingMail[];
  readonly calls: Call[];
  /** Epoch milliseconds. */
  ms: number;
  /** What the provider does; by default it takes the mail. */
  send: (mail: OutgoingMail) => Promise<void>;
  /** What endpoints answer; by default 200. */
  answer: (call: Call) => Promise<WebhookAnswer>;
  readonly outgoing: Outgoing;
  use<Result>(work: (services: StoreServices, database: Database) => Promise<Result>): Promise<Result>;
  /** The same as another process over the same store; `through` may get in the way of its database. */
  useThrough<Result>(
    through: (database: Database) => Database,
    work: (services: StoreServices) => Promise<Result>,
  ): Promise<Result>;
  /** Waits until nothing is left to do, whoever is at it. */
  settled(): Promise<void>;
  /** Writes events as services do in their transactions. */
  happen(...events: Omit<Extract<OutboxWork, { kind: 'event' }>, 'kind' | 'at'>[]): Promise<string[]>;
}

export const OK: WebhookAnswer = { status: 200, snippet: 'ok', retryAfterS: null };

let made = 0;
/** Ids that ascend, as those of the outbox do. */
const nextId = (): string => `01TEST${String((made += 1)).padStart(20, '0')}`;

export async function postOf(api: TestApi, handle: string): Promise<Post> {
  const store = await api.databases.stores.find(handle);
  assert.ok(store);
  const provider: MailProvider = {
    name: 'smtp',
    async send(mail) {
      await post.send(mail);
      post.mails.push(mail);
      return { ref: `ref-${mail.idempotencyKey}` };
    },
  };
  const caller: WebhookCaller = {
    refusal: (url) => (url.startsWith('https://') ? undefined : 'must begin with https://'),
    async post(url, headers, body) {
      post.calls.push({ url, headers, body });
      return post.answer({ url, headers, body });
    },
  };
  const services = (database: Database) =>
    composeStore(store, database, {
      live: null,
      outgoing: post.outgoing,
      now: () => post.ms,
      onTrouble: () => undefined,
    });
  const post: Post = {
    mails: [],
    calls: [],
    ms: Date.now(),
    send: async () => undefined,
    answer: async () => OK,
    outgoing: {
      ...STAYS_HERE,
      mail: provider,
      from: { name: 'Platform', address: 'mail@shops.example' },
      webhooks: caller,
      sealer: sealer({ id: 'k1', hex: 'ab'.repeat(32) }),
      publicUrl: 'https://shops.example',
      baseDomain: 'shops.example',
    },
    use: (work) => api.inspect(handle, (database) => work(services(database), database)),
    useThrough: (through, work) => api.inspect(handle, (database) => work(services(through(database)))),
    async settled() {
      const waiting = () => api.inspect(handle, (database) => services(database).outbox.waiting());
      for (const end = Date.now() + 10_000; (await waiting()) > 0;) {
        assert.ok(Date.now() < end, 'something waits for ever');
        await new Promise((soon) => setTimeout(soon, 5));
      }
    },
    async happen(...events) {
      const ids = events.map(nextId);
      await api.inspect(handle, (database) =>
        database.write(
          events.map((event, index) =>
            insertWork(ids[index]!, { kind: 'event', at: new Date(post.ms).toISOString(), ...event }, post.ms),
          ),
        ),
      );
      return ids;
    },
  };
  return post;
}

/**
 * A database of a process that is killed at its nth write: before it, or after it and before anybody hears of it. From then
 * on nothing works, as for a process that is gone.
 */
export function killedAt(database: Database, nth: number, when: 'before' | 'after'): Database {
  let writes = 0;
  let dead = false;
  const alive = () => {
    if (dead) throw new Error('killed');
  };
  const writing =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      alive();
      writes += 1;
      if (writes === nth && when === 'before') dead = true;
      alive();
      const result = await write(...args);
      if (writes >= nth && when === 'after') dead = true;
      alive();
      return result;
    };
  const reading =
    <Args extends unknown[], Result>(read: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      alive();
      return read(...args);
    };
  return {
    ...database,
    all: reading((...args) => database.all(...args)),
    first: reading((...args) => database.first(...args)),
    read: reading((...args) => database.read(...args)),
    run: writing((...args) => database.run(...args)),
    write: writing((...args) => database.write(...args)),
    script: (sql) => database.script(sql),
    snapshot: () => database.snapshot(),
    close: () => undefined,
  };
}
