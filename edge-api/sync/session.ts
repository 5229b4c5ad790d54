import { resultOf, type Listener, type SyncApp } from './app.ts';
import type { SyncEngine } from './engine.ts';
import type { SyncFaults } from './faults.ts';
import { weakHash } from './instant-internals.ts';
import { parseQuery } from './query.ts';
import { SyncError, invalid, type SyncErrorType } from './sync-error.ts';
import type { Watch } from './watches.ts';

/** The line to one client, whatever carries it. */
export interface Wire {
  send(text: string): void;
  close(): void;
}

type Message = Readonly<Record<string, unknown>>;
const MAX_QUERY_SIZE = 16_000;
const MAX_WAITING = 2_000;
const MAX_FAULTS = 50;
/** Bytes of a frame that is parsed at any rate, so that a refusal can name the message it is about. */
const SMALL = 4_096;
const INIT_MS = 30_000;
const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const tooMany = (): SyncError => new SyncError('rate-limited', 'Too many messages; try again in a moment.', {}, 429);

/** One client's conversation: what it says is handled in order, and what goes wrong is told and never thrown. */
export class SyncSession implements Listener {
  readonly id = crypto.randomUUID();
  private readonly engine: SyncEngine;
  readonly appId: string;
  private readonly wire: Wire;
  private readonly faults: SyncFaults;
  private readonly watches = new Map<string, Watch<Listener>>();
  private app: SyncApp | undefined;
  private release: (() => void) | undefined;
  private userId: string | null = null;
  private tail: Promise<void> = Promise.resolve();
  private waiting = 0;
  private mistakes = 0;
  private closed = false;
  private leave: (() => void) | undefined;
  /**
   * A line on which nobody says who he is is closed, for nobody sees no cart, and none changes for him. Only who watches what is
   * everybody's, as an open page does, may stay.
   */
  private readonly silent: ReturnType<typeof setTimeout>;
  private allowance: number;
  private allowanceAt: number;

  constructor(engine: SyncEngine, appId: string, wire: Wire, faults: SyncFaults = {}) {
    this.engine = engine;
    this.appId = appId;
    this.wire = wire;
    this.faults = faults;
    this.allowance = engine.limits.burst;
    this.allowanceAt = engine.now();
    this.silent = setTimeout(() => this.dismiss(), INIT_MS);
  }

  /** Takes one frame from the client, of so many bytes; it is paid for before it is parsed. */
  receive(text: string, bytes = text.length): void {
    if (this.closed) return;
    const { messageSize, bytesPerMessage } = this.engine.limits;
    let frame: unknown;
    try {
      if (bytes > messageSize) throw invalid('The message is too large.');
      const cost = bytes / bytesPerMessage;
      if (this.refill() < cost && bytes > SMALL) throw tooMany();
      this.allowance -= cost;
      frame = JSON.parse(text);
    } catch (error) {
      this.mistake(
        error instanceof SyncError ? error : new SyncError('param-malformed', 'The message is not JSON.'),
        {},
      );
      return;
    }
    for (const message of Array.isArray(frame) ? frame : [frame]) {
      if (++this.waiting > MAX_WAITING) return this.dismiss();
      this.tail = this.tail
        .then(() => this.take(message))
        .catch((error: unknown) => this.engine.report(error))
        .finally(() => this.waiting--);
    }
  }

  send(op: string, message: string): void {
    if (this.closed || this.faults.sending?.(op) === 'drop') return;
    try {
      this.wire.send(message);
    } catch (error) {
      // A line that broke in this moment; the refresh of the others must go on.
      this.engine.report(error);
      this.close();
    }
  }

  dismiss(): void {
    this.close();
    this.wire.close();
  }

  /** Ends the conversation; the line is gone already or is about to be. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.silent);
    this.app?.detach(this, this.watches.values());
    this.watches.clear();
    this.leave?.();
    this.release?.();
  }

  private async take(message: unknown): Promise<void> {
    if (this.closed) return;
    if (!isMessage(message) || typeof message['op'] !== 'string') {
      this.mistake(invalid('A message is an object with an op.'), {});
      return;
    }
    try {
      if ((await this.faults.received?.(message)) === 'drop' || this.closed) return;
      this.spend(message);
      await this.handle(message['op'], message);
    } catch (error) {
      if (!(error instanceof SyncError) && !(error instanceof RangeError)) this.engine.report(error);
      this.mistake(error, message);
    }
  }

  private async handle(op: string, message: Message): Promise<void> {
    if (op === 'init') return this.init(message);
    if (!this.app) throw invalid('The first message is init.');
    switch (op) {
      case 'add-query':
        return this.addQuery(this.app, message);
      case 'remove-query':
        return this.removeQuery(this.app, message);
      case 'transact':
        return this.transact(this.app, message);
      default:
        throw invalid(`This server does not serve "${op.slice(0, 40)}".`);
    }
  }

  private async init(message: Message): Promise<void> {
    if (this.app) throw invalid('The session has begun already.');
    if (message['app-id'] !== this.appId)
      throw new SyncError('record-not-found', 'Record not found: app', { 'record-type': 'app' });
    // Admin tokens are for servers, which come by HTTP.
    if (message['__admin-token'] !== undefined) throw invalid('Admin sessions are not served.');
    const { app, release } = await this.engine.acquire(this.appId);
    if (this.closed) return release();
    try {
      const token = message['refresh-token'];
      let user: unknown = null;
      if (token !== undefined && token !== null) {
        const row = typeof token === 'string' ? await app.userOf(token) : undefined;
        if (!row) throw new SyncError('record-not-found', 'Record not found: app-user', { 'record-type': 'app-user' });
        this.userId = row.id;
        user = { id: row.id, app_id: app.id };
      }
      if (this.closed) return release();
      this.app = app;
      this.release = release;
      if (this.userId !== null) clearTimeout(this.silent);
      app.attach(this, this.userId);
      this.answer(message, 'init-ok', {
        'session-id': this.id,
        auth: { app: { id: app.id }, user },
        // A page that only waits for news reads no rows, and can do without what tells a client how to.
        attrs: message['lean'] === true ? [] : app.model.wire,
        'app-status': { status: 'active' },
      });
    } catch (error) {
      release();
      throw error;
    }
  }

  private addQuery(app: SyncApp, message: Message): void {
    const { q } = message;
    const json = JSON.stringify(q) ?? 'null';
    if (json.length > MAX_QUERY_SIZE) throw invalid('The query is too large.', { 'data-type': 'query' });
    const hash: string = weakHash(q);
    if (this.watches.has(hash)) return this.answer(message, 'add-query-exists', { q });
    if (this.watches.size >= this.engine.limits.queries)
      throw new SyncError('rate-limited', 'Too many queries in one session.');
    const query = parseQuery(app.model, q);
    const { watch, triples } = app.watch(this, this.userId, hash, json, query);
    this.watches.set(hash, watch);
    if (this.userId === null && [...query.etypes].every((etype) => app.rules.rule(etype, 'view').open)) this.stay();
    // Answers of thousands of rows are not for asking again and again.
    this.allowance -= triples.length / 400;
    this.answer(message, 'add-query-ok', {
      q,
      result: resultOf(triples),
      'result-meta': null,
      'processed-tx-id': app.txId,
      'processed-isn': '0/0/0',
    });
  }

  /** Lets nobody stay, while there is room for him. */
  private stay(): void {
    if (this.leave) return;
    this.leave = this.engine.admitNobody();
    if (this.leave) clearTimeout(this.silent);
  }

  private removeQuery(app: SyncApp, message: Message): void {
    const { q } = message;
    const size = JSON.stringify(q)?.length ?? 0;
    if (size > MAX_QUERY_SIZE) throw invalid('The query is too large.', { 'data-type': 'query' });
    const hash: string = weakHash(q);
    const watch = this.watches.get(hash);
    if (watch) app.unwatch(this, watch);
    this.watches.delete(hash);
    this.answer(message, 'remove-query-ok', { q });
  }

  private async transact(app: SyncApp, message: Message): Promise<void> {
    const steps = message['tx-steps'];
    if (!Array.isArray(steps)) throw invalid('A transaction has a list of steps.');
    if (steps.length > this.engine.limits.steps) throw invalid('The transaction has too many steps.');
    const txId = await app.write({ userId: this.userId }, steps);
    this.answer(message, 'transact-ok', { 'tx-id': txId, isn: '0/0/0' });
  }

  /** The session's allowance, which fills up again with time. */
  private refill(): number {
    const { burst, perSecond } = this.engine.limits;
    const now = this.engine.now();
    this.allowance = Math.min(burst, this.allowance + ((now - this.allowanceAt) / 1000) * perSecond);
    this.allowanceAt = now;
    return this.allowance;
  }

  /** Takes what a message costs besides its bytes. */
  private spend(message: Message): void {
    this.refill();
    const steps = message['tx-steps'];
    this.allowance -= 1 + (Array.isArray(steps) ? steps.length / 200 : 0);
    if (this.allowance < 0) throw tooMany();
  }

  private answer(to: Message, op: string, fields: Record<string, unknown>): void {
    this.send(op, JSON.stringify({ op, 'client-event-id': to['client-event-id'], ...fields }));
  }

  private mistake(error: unknown, message: Message): void {
    const known = error instanceof SyncError ? error : undefined;
    const type: SyncErrorType | 'unknown' =
      known?.type ?? (error instanceof RangeError ? 'param-malformed' : 'unknown');
    const base = {
      op: 'error',
      status: known?.status ?? (type === 'unknown' ? 500 : 400),
      'client-event-id':
        typeof message['client-event-id'] === 'string' ? message['client-event-id'].slice(0, 80) : undefined,
      type,
      message: known?.message ?? (type === 'unknown' ? 'Something went wrong.' : 'The message is nested too deep.'),
      hint: known?.hint ?? {},
    };
    const op = typeof message['op'] === 'string' ? message['op'].slice(0, 40) : undefined;
    this.send(
      'error',
      JSON.stringify({
        ...base,
        'original-event': { op, 'client-event-id': base['client-event-id'], ...echo(message['q']) },
      }),
    );
    // Refusals are part of a conversation; somebody who only makes mistakes is not having one.
    if (!this.app && ++this.mistakes > MAX_FAULTS) this.dismiss();
    else if (type !== 'permission-denied' && ++this.mistakes > MAX_FAULTS * 20) this.dismiss();
  }
}

/** The query of a message, by which a client finds who asked it, if it can be sent back at all. */
function echo(q: unknown): { q?: unknown } {
  if (q === undefined) return {};
  try {
    return JSON.stringify(q).length <= MAX_QUERY_SIZE ? { q } : {};
  } catch {
    return {};
  }
}
