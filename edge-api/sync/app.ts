import { authorize } from './authorize.ts';
import type { Model } from './model.ts';
import { answerQuery, type Query } from './query.ts';
import { RowStore, type Row, type RowView, type Triple } from './rows.ts';
import type { Actor, Rules } from './rules.ts';
import type { StoredRow, SyncStorage } from './storage.ts';
import { invalid } from './sync-error.ts';
import { draftTransaction } from './transaction.ts';
import { Watches, type Watch } from './watches.ts';

/** Somebody who is told when the answer to one of his queries changes. */
export interface Listener {
  /** `message` is JSON already, made once for everybody. */
  send(op: string, message: string): void;
  /** The user is gone: connect again, as nobody. */
  dismiss(): void;
}

/** Steps of a transaction, in the words of the protocol. */
export type Steps = readonly unknown[] | ((view: RowView) => readonly unknown[]);

/** What a write carries besides steps. */
export interface WriteOptions {
  readonly addTokens?: readonly { hash: string; userId: string }[];
  readonly removeTokens?: readonly string[];
}

/** What an app takes from its engine. */
export interface AppOptions {
  readonly maxLinked: number;
  /** How many more an admin may link. */
  readonly reserve: number;
  now(): number;
  report(error: unknown): void;
  /** Told when a commit failed: what is in memory may no longer be what is stored. */
  onBroken(): void;
}

/** What one app did since it was loaded; for tests and metrics. */
export interface AppStats {
  transactions: number;
  computations: number;
}

/** How much longer than it took to answer a user's queries he waits for the next answer. */
const REST = 5;

/** The SHA-256 of a refresh token, which is all that is kept of it. */
export async function hashToken(token: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A query's answer as the protocol wraps it. */
export const resultOf = (triples: readonly Triple[]): unknown => [
  { data: { 'datalog-result': { 'join-rows': triples.map((triple) => [triple]) } }, 'child-nodes': [] },
];

const stored = ({ etype, id, triples }: Row): StoredRow => ({
  etype,
  id,
  values: Object.fromEntries(
    [...triples].map(([label, [, , value, writtenAt]]) => [label, [value, writtenAt] as const]),
  ),
});

/** One app: its rows in memory, written to its storage before anybody hears of a change. */
export class SyncApp {
  readonly id: string;
  readonly model: Model;
  readonly rules: Rules;
  readonly stats: AppStats = { transactions: 0, computations: 0 };
  private readonly storage: SyncStorage;
  private readonly rows: RowStore;
  private readonly tokens: Map<string, string>;
  private readonly watches: Watches<Listener>;
  private readonly listeners = new Map<Listener, string | null>();
  private readonly options: AppOptions;
  private latestTxId: number;
  private lastWriteAt = 0;
  private tail: Promise<unknown> = Promise.resolve();
  private readonly dirty = new Set<Watch<Listener>>();
  private readonly restUntil = new Map<string | null, number>();
  private flushing: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    id: string,
    model: Model,
    rules: Rules,
    storage: SyncStorage,
    loaded: Awaited<ReturnType<SyncStorage['load']>>,
    options: AppOptions,
  ) {
    this.id = id;
    this.model = model;
    this.rules = rules;
    this.storage = storage;
    this.rows = new RowStore(model, loaded.rows);
    this.tokens = new Map(loaded.tokens.map(({ hash, userId }) => [hash, userId]));
    this.latestTxId = loaded.txId;
    this.watches = new Watches(model, rules);
    this.options = options;
  }

  /** Reads an app's rows from its storage. */
  static async load(
    id: string,
    model: Model,
    rules: Rules,
    storage: SyncStorage,
    options: AppOptions,
  ): Promise<SyncApp> {
    return new SyncApp(id, model, rules, storage, await storage.load(), options);
  }

  /** Number of the latest commit; 1 before the first. */
  get txId(): number {
    return this.latestTxId;
  }

  /** The committed rows. */
  get view(): RowView {
    return this.rows;
  }

  get listenerCount(): number {
    return this.listeners.size;
  }

  get watchCount(): number {
    return this.watches.size;
  }

  /** The user a refresh token belongs to. */
  async userOf(token: string): Promise<Row | undefined> {
    const userId = this.tokens.get(await hashToken(token));
    return userId === undefined ? undefined : this.rows.row('$users', userId);
  }

  attach(listener: Listener, userId: string | null): void {
    this.listeners.set(listener, userId);
  }

  detach(listener: Listener, watches: Iterable<Watch<Listener>>): void {
    this.listeners.delete(listener);
    for (const watch of watches) this.watches.close(watch, listener);
  }

  /** Starts to keep a listener informed of a query, and answers it as of now. */
  watch(
    listener: Listener,
    userId: string | null,
    hash: string,
    json: string,
    query: Query,
  ): { watch: Watch<Listener>; triples: Triple[] } {
    const triples = this.answer({ userId }, query);
    const watch = this.watches.open(userId, hash, json, query);
    watch.sessions.add(listener);
    return { watch, triples };
  }

  unwatch(listener: Listener, watch: Watch<Listener>): void {
    this.watches.close(watch, listener);
  }

  /** The facts that answer a query, as of now. */
  answer(actor: Actor, query: Query): Triple[] {
    this.stats.computations++;
    return answerQuery(this.model, this.rows, this.rules, actor, query);
  }

  /** Ends every refresh token of a user. */
  async signOut(userId: string): Promise<void> {
    const hashes = [...this.tokens].filter(([, owner]) => owner === userId).map(([hash]) => hash);
    await this.write('admin', [], { removeTokens: hashes });
  }

  /**
   * Carries out a transaction: all of it or nothing, one after the other, stored before it resolves. Steps that depend
   * on what is there are given as a function, asked when it is their turn.
   */
  write(actor: Actor, steps: Steps, options: WriteOptions = {}): Promise<number> {
    const result = this.tail.then(() => this.commit(actor, steps, options));
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Waits until all that was asked so far is stored, then lets go of the storage. */
  async close(): Promise<void> {
    await this.tail;
    clearTimeout(this.flushing);
    for (const listener of [...this.listeners.keys()]) listener.dismiss();
    this.storage.close();
  }

  private async commit(
    actor: Actor,
    steps: Steps,
    { addTokens = [], removeTokens = [] }: WriteOptions,
  ): Promise<number> {
    const writtenAt = Math.max(this.options.now(), this.lastWriteAt + 1);
    const draft = draftTransaction(
      this.model,
      this.rows,
      typeof steps === 'function' ? steps(this.rows) : steps,
      writtenAt,
    );
    if (actor !== 'admin') authorize(this.model, this.rules, this.rows, draft, actor.userId);
    const changes = [...draft.rows.staged.values()].filter(({ etype, id, row }) => row !== this.rows.row(etype, id));
    this.checkLinked(changes, draft.rows, this.options.maxLinked + (actor === 'admin' ? this.options.reserve : 0));
    // A row sent again after a lost answer changes nothing, and so is acknowledged as of the latest commit.
    if (changes.length === 0 && addTokens.length === 0 && removeTokens.length === 0) return this.latestTxId;

    const dropped = new Set(changes.filter(({ etype, row }) => etype === '$users' && !row).map(({ id }) => id));
    const droppedTokens = dropped.size
      ? [...this.tokens].filter(([, userId]) => dropped.has(userId)).map(([hash]) => hash)
      : [];
    const txId = this.latestTxId + 1;
    try {
      await this.storage.commit({
        txId,
        put: changes.flatMap(({ row }) => (row ? [stored(row)] : [])),
        remove: changes.filter(({ row }) => !row),
        addTokens,
        removeTokens: [...removeTokens, ...droppedTokens],
      });
    } catch (error) {
      this.options.onBroken();
      throw error;
    }

    // No await from here on: whoever asks sees all of the commit or nothing, with the number that belongs to it.
    const touched = this.watches.touchedBy(changes, this.rows, draft.rows);
    for (const { etype, id, row } of changes) {
      if (row) this.rows.put(row);
      else this.rows.remove(etype, id);
    }
    for (const { hash, userId } of addTokens) this.tokens.set(hash, userId);
    for (const hash of [...removeTokens, ...droppedTokens]) this.tokens.delete(hash);
    this.latestTxId = txId;
    this.lastWriteAt = writtenAt;
    this.stats.transactions++;
    for (const watch of touched) this.dirty.add(watch);
    // One refresh for all that is committed in one turn: a burst of writes costs each watcher one computation.
    if (this.dirty.size > 0) this.flushing ??= setTimeout(() => this.flush(), 0);
    if (dropped.size)
      for (const [listener, userId] of this.listeners) if (userId !== null && dropped.has(userId)) listener.dismiss();
    return txId;
  }

  private checkLinked(
    changes: Iterable<{ etype: string; id: string; row: Row | undefined }>,
    after: RowView,
    most: number,
  ): void {
    const checked = new Set<string>();
    for (const { etype, row } of changes) {
      for (const attr of row ? this.model.etypes.get(etype)!.attrs.values() : []) {
        const target = attr.link ? row!.triples.get(attr.label)?.[2] : undefined;
        if (target === undefined || checked.has(`${attr.id}/${String(target)}`)) continue;
        checked.add(`${attr.id}/${String(target)}`);
        if (!after.row(attr.link!.target, String(target)))
          throw invalid('A link points to nothing.', { etype: attr.link!.target, id: target });
        const count = after.having(attr, target).length;
        if (count > most && count > this.rows.having(attr, target).length) {
          throw invalid(`At most ${most} ${etype} to one of ${attr.link!.target}.`, {
            etype,
            limit: most,
          });
        }
      }
    }
  }

  private flush(): void {
    this.flushing = undefined;
    const begunAt = performance.now();
    for (const [userId, until] of this.restUntil) if (until <= begunAt) this.restUntil.delete(userId);
    const messages = new Map<Listener, string[]>();
    const spentMs = new Map<string | null, number>();
    let wakeAt = Infinity;
    for (const watch of this.dirty) {
      const restUntil = this.restUntil.get(watch.userId);
      if (restUntil !== undefined) {
        wakeAt = Math.min(wakeAt, restUntil);
        continue;
      }
      this.dirty.delete(watch);
      if (watch.sessions.size === 0) continue;
      const startedAt = performance.now();
      const computation = this.compute(watch);
      spentMs.set(watch.userId, (spentMs.get(watch.userId) ?? 0) + performance.now() - startedAt);
      for (const listener of computation === undefined ? [] : watch.sessions) {
        const list = messages.get(listener);
        if (list) list.push(computation!);
        else messages.set(listener, [computation!]);
      }
    }
    for (const [listener, computations] of messages) {
      const head = `"op":"refresh-ok","processed-tx-id":${this.latestTxId},"processed-isn":"0/0/0"`;
      listener.send('refresh-ok', `{${head},"computations":[${computations.join(',')}]}`);
    }
    const endedAt = performance.now();
    // Whose answers take long waits longer for the next: nobody's cart can fill the time of the others.
    for (const [userId, ms] of spentMs) if (ms > 4) this.restUntil.set(userId, endedAt + ms * REST);
    if (wakeAt < Infinity) this.flushing = setTimeout(() => this.flush(), Math.ceil(Math.max(0, wakeAt - endedAt)));
  }

  /** The new answer to a watch, in JSON; undefined if it cannot be made. */
  private compute(watch: Watch<Listener>): string | undefined {
    try {
      const result = JSON.stringify(resultOf(this.answer({ userId: watch.userId }, watch.query)));
      return `{"instaql-query":${watch.json},"instaql-result":${result},"result-meta":null,"result-changed?":true,"instaql-topic?":false}`;
    } catch (error) {
      // One query that cannot be answered must not keep the others waiting.
      this.options.report(error);
      return undefined;
    }
  }
}
