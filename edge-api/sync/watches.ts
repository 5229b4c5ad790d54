import type { Etype, Model } from './model.ts';
import type { Query } from './query.ts';
import { follow, type RowView } from './rows.ts';
import type { Rules } from './rules.ts';

/** One query of one user, kept up to date for every session that asked it. */
export interface Watch<Session> {
  readonly key: string;
  readonly userId: string | null;
  /** As the client sent it, in JSON; the client knows its queries by it. */
  readonly json: string;
  readonly query: Query;
  readonly sessions: Set<Session>;
  readonly concerns: readonly string[];
}

/**
 * Which watches a change concerns. Rules that ask for one's own id make this an index: a change of a row concerns the
 * users whose id is at the end of the row's scope path, before or after, and nobody else is computed again.
 */
export class Watches<Session> {
  private readonly byKey = new Map<string, Watch<Session>>();
  private readonly byConcern = new Map<string, Set<Watch<Session>>>();
  /** The paths by which rows of an entity concern somebody. */
  private readonly paths = new Map<string, Map<string, readonly string[]>>();
  private readonly model: Model;
  private readonly rules: Rules;

  constructor(model: Model, rules: Rules) {
    this.model = model;
    this.rules = rules;
    for (const etype of model.etypes.keys()) this.concernsOf(etype, '');
  }

  get size(): number {
    return this.byKey.size;
  }

  /** The watch of this user and query, made if there is none. */
  open(userId: string | null, hash: string, json: string, query: Query): Watch<Session> {
    const key = `${userId ?? ''}/${hash}`;
    let watch = this.byKey.get(key);
    if (!watch) {
      const concerns = [...new Set([...query.etypes].flatMap((etype) => this.concernsOf(etype, userId)))];
      watch = { key, userId, json, query, sessions: new Set(), concerns };
      this.byKey.set(key, watch);
      for (const concern of concerns) {
        const watches = this.byConcern.get(concern);
        if (watches) watches.add(watch);
        else this.byConcern.set(concern, new Set([watch]));
      }
    }
    return watch;
  }

  /** Takes a session off a watch; a watch without sessions is gone. */
  close(watch: Watch<Session>, session: Session): void {
    watch.sessions.delete(session);
    if (watch.sessions.size > 0 || this.byKey.get(watch.key) !== watch) return;
    this.byKey.delete(watch.key);
    for (const concern of watch.concerns) {
      const watches = this.byConcern.get(concern);
      watches?.delete(watch);
      if (watches?.size === 0) this.byConcern.delete(concern);
    }
  }

  /** The watches that these rows concern, as they were or as they will be. */
  touchedBy(rows: Iterable<{ etype: string; id: string }>, before: RowView, after: RowView): Set<Watch<Session>> {
    const touched = new Set<Watch<Session>>();
    const add = (concern: string): void => this.byConcern.get(concern)?.forEach((watch) => touched.add(watch));
    for (const { etype, id } of rows) {
      add(`${etype}|*`);
      for (const [name, path] of this.paths.get(etype) ?? []) {
        for (const view of [before, after]) {
          const row = view.row(etype, id);
          if (row) for (const value of follow(this.model, view, row, path)) add(`${etype}|${name}|${String(value)}`);
        }
      }
    }
    return touched;
  }

  private concernsOf(etype: string, userId: string | null): string[] {
    const { scope, wide, never, open } = this.rules.rule(etype, 'view');
    if (never || (scope && userId === null)) return [];
    if (open) return [`${etype}|*`];
    if (!scope || wide) return [...this.model.etypes.keys()].map((name) => `${name}|*`);
    // The user's own row is in every rule, as auth.
    const concerns = [this.concern('$users', ['id'], userId)];
    let at: string | undefined = etype;
    for (let from = 0; from < scope.length && at !== undefined; from++) {
      concerns.push(this.concern(at, scope.slice(from), userId));
      const kind: Etype = this.model.etypes.get(at)!;
      at = kind.attrs.get(scope[from]!)?.link?.target ?? kind.reverse.get(scope[from]!)?.etype;
    }
    return concerns;
  }

  private concern(etype: string, path: readonly string[], userId: string | null): string {
    const name = path.join('.');
    let paths = this.paths.get(etype);
    if (!paths) this.paths.set(etype, (paths = new Map()));
    paths.set(name, path);
    return `${etype}|${name}|${userId ?? ''}`;
  }
}
