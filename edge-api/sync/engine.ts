import { MAX_ENTRIES } from '../contract/cart-log.ts';
import { SyncApp } from './app.ts';
import { buildModel, type Model, type SchemaSource } from './model.ts';
import { compileRules, type Rules, type RulesSource } from './rules.ts';
import type { SyncStorage } from './storage.ts';
import { SyncError } from './sync-error.ts';

/** Bounds that keep one shopper, or one script, from taking the server away from the others. */
export interface SyncLimits {
  /** Bytes of one message; a batch of our own client's is some 100 KB. */
  readonly messageSize: number;
  /** Steps of one transaction. */
  readonly steps: number;
  /** Queries that one session keeps. */
  readonly queries: number;
  /** Rows linked to one row, such as the entries of a cart. */
  readonly linked: number;
  /** How many more the edge may add to that, so that an order can be taken out of a cart that is full. */
  readonly reserve: number;
  /** Messages a session may send at once, and for each second after. */
  readonly burst: number;
  readonly perSecond: number;
  /** Bytes that cost as much as a message: what is long takes long to parse, whatever it turns out to say. */
  readonly bytesPerMessage: number;
  /** Sessions of the whole server. */
  readonly sessions: number;
  /** How many of those may be of nobody, such as pages that want to hear of changes: the rest is for carts. */
  readonly nobodies: number;
  /** Sessions from one address, such as those of a household or an office. */
  readonly perAddress: number;
  /** How long an app stays in memory without anybody using it. */
  readonly idleMs: number;
  /** Apps in memory, each with its rows and 3 file handles; beyond it the least recently used go that nobody uses. */
  readonly apps: number;
}

export const DEFAULT_LIMITS: SyncLimits = {
  messageSize: 256 * 1024,
  steps: 6_000,
  queries: 20,
  linked: MAX_ENTRIES,
  reserve: 1_000,
  burst: 400,
  perSecond: 50,
  bytesPerMessage: 4_000,
  sessions: 10_000,
  nobodies: 5_000,
  perAddress: 50,
  idleMs: 300_000,
  apps: 512,
};

/** An app that was used so lately may be about to be used. */
const JUST_USED_MS = 1000;

/** What the engine needs from around it. */
export interface EnginePorts {
  readonly schema: SchemaSource;
  readonly rules: RulesSource;
  /** Whether a store has this app. Unknown apps are refused. */
  isApp(appId: string): boolean | Promise<boolean>;
  openStorage(appId: string): Promise<SyncStorage>;
  readonly limits?: Partial<SyncLimits>;
  now?(): number;
  /** Told of failures that no caller is waiting for. */
  report?(error: unknown): void;
}

interface Loaded {
  readonly app: SyncApp;
  users: number;
  usedAt: number;
}

const APP_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The apps of one process: loaded when first used, let go when idle. */
export class SyncEngine {
  readonly limits: SyncLimits;
  readonly schema: SchemaSource;
  private readonly ports: EnginePorts;
  private readonly apps = new Map<string, Promise<Loaded>>();
  private nobodies = 0;
  private readonly models = new Map<string, Promise<{ model: Model; rules: Rules }>>();

  constructor(ports: EnginePorts) {
    this.ports = ports;
    this.schema = ports.schema;
    this.limits = { ...DEFAULT_LIMITS, ...ports.limits };
  }

  now(): number {
    return this.ports.now?.() ?? Date.now();
  }

  report(error: unknown): void {
    this.ports.report?.(error);
  }

  /** Apps that are in memory. */
  get loadedCount(): number {
    return this.apps.size;
  }

  /** Counts a session of nobody that may stay; undefined when there are as many as there may be. The answer is to be called when it ends. */
  admitNobody(): (() => void) | undefined {
    if (this.nobodies >= this.limits.nobodies) return undefined;
    this.nobodies++;
    return () => void this.nobodies--;
  }

  /** Takes an app into use; it stays in memory until `release` is called. */
  async acquire(appId: string): Promise<{ app: SyncApp; release: () => void }> {
    // The id becomes a file name, so its form is checked before anything else is asked.
    if (!APP_ID.test(appId) || !(await this.ports.isApp(appId))) {
      throw new SyncError('record-not-found', 'Record not found: app', { 'record-type': 'app' });
    }
    const loaded = await this.loaded(appId);
    loaded.users++;
    this.makeRoom().catch((error: unknown) => this.report(error));
    let released = false;
    return {
      app: loaded.app,
      release: () => {
        if (released) return;
        released = true;
        loaded.users--;
        loaded.usedAt = this.now();
      },
    };
  }

  /** Runs a piece of work on an app. */
  async use<Result>(appId: string, work: (app: SyncApp) => Promise<Result> | Result): Promise<Result> {
    const { app, release } = await this.acquire(appId);
    try {
      return await work(app);
    } finally {
      release();
    }
  }

  /** Lets go of apps that nobody has used for a while. */
  async evictIdle(): Promise<void> {
    const before = this.now() - this.limits.idleMs;
    for (const [appId, loading] of [...this.apps]) {
      const loaded = await loading.catch(() => undefined);
      if (!loaded || loaded.users > 0 || loaded.usedAt > before || this.apps.get(appId) !== loading) continue;
      await this.letGo(appId, loaded);
    }
  }

  private async makeRoom(): Promise<void> {
    if (this.apps.size <= this.limits.apps) return;
    const before = this.now() - JUST_USED_MS;
    for (const [appId, loading] of [...this.apps]) {
      if (this.apps.size <= this.limits.apps) return;
      const loaded = await loading.catch(() => undefined);
      if (!loaded || loaded.users > 0 || loaded.usedAt > before || this.apps.get(appId) !== loading) continue;
      await this.letGo(appId, loaded);
    }
  }

  private async letGo(appId: string, { app }: Loaded): Promise<void> {
    this.apps.delete(appId);
    this.models.delete(appId);
    await app.close();
  }

  /** Ids of the apps in memory. */
  loadedApps(): string[] {
    return [...this.apps.keys()];
  }

  /** Drops one app from memory, and everybody who is connected to it. */
  async unload(appId: string): Promise<void> {
    const loading = this.apps.get(appId);
    this.apps.delete(appId);
    const loaded = await loading?.catch(() => undefined);
    await loaded?.app.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.apps.keys()].map((appId) => this.unload(appId)));
  }

  private async loaded(appId: string): Promise<Loaded> {
    for (;;) {
      let loading = this.apps.get(appId);
      if (!loading) {
        const started = this.load(appId);
        loading = started;
        this.apps.set(appId, started);
        // A failed load is forgotten, so that the next one tries again.
        started.catch(() => this.apps.get(appId) === started && this.apps.delete(appId));
      }
      const loaded = await loading;
      // It may have been let go while we waited.
      if (this.apps.get(appId) !== loading) continue;
      // The order of the map is the order of use.
      this.apps.delete(appId);
      this.apps.set(appId, loading);
      return loaded;
    }
  }

  private async load(appId: string): Promise<Loaded> {
    let building = this.models.get(appId);
    if (!building) {
      building = buildModel(appId, this.ports.schema).then((model) => ({
        model,
        rules: compileRules(this.ports.rules, model),
      }));
      this.models.set(appId, building);
    }
    const { model, rules } = await building;
    const storage = await this.ports.openStorage(appId);
    const app = await SyncApp.load(appId, model, rules, storage, {
      maxLinked: this.limits.linked,
      reserve: this.limits.reserve,
      now: () => this.now(),
      report: (error) => this.report(error),
      // Everybody connects again, and finds what is stored.
      onBroken: () => void this.unload(appId).catch((error: unknown) => this.report(error)),
    });
    return { app, users: 0, usedAt: this.now() };
  }
}
