import type { Etype, Model } from './model.ts';
import { linkedRows, valueOf, type Row, type RowView, type Triple } from './rows.ts';
import type { Actor, Rules } from './rules.ts';
import { invalid } from './sync-error.ts';

/** One level of an InstaQL query, checked: what to start from or go on to, and what hangs below. */
export interface Form {
  readonly etype: Etype;
  readonly options: Readonly<Record<string, unknown>>;
  readonly children: readonly { readonly label: string; readonly form: Form }[];
  /** Links that the conditions walk. */
  readonly paths: readonly (readonly string[])[];
}

/** An InstaQL query, checked. */
export interface Query {
  readonly forms: readonly Form[];
  readonly ruleParams: unknown;
  /** Every entity whose change could change the answer. */
  readonly etypes: ReadonlySet<string>;
}

const MAX_FORMS = 24;
const MAX_DEPTH = 6;
const MAX_CONDITIONS = 100;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const refuse = (message: string): Error =>
  invalid('Validation failed for query', { 'data-type': 'query', errors: [{ message }] });
const SERVED_OPTIONS = new Set(['where', 'order', 'limit', 'fields']);

/** Checks a query as a client sends it. Cursors and aggregates are not served; the error says so. */
export function parseQuery(model: Model, q: unknown): Query {
  if (!isObject(q)) throw refuse('A query is an object.');
  const etypes = new Set<string>();
  let formCount = 0;
  let conditions = 0;

  const linkOf = (etype: Etype, label: string): Etype | undefined => {
    const target = etype.attrs.get(label)?.link?.target ?? etype.reverse.get(label)?.etype;
    return target === undefined ? undefined : model.etypes.get(target);
  };
  const pathsOf = (etype: Etype, where: unknown, depth: number): string[][] => {
    if (!isObject(where) || depth > MAX_DEPTH) throw refuse('A condition is an object.');
    return Object.entries(where).flatMap(([key, value]) => {
      if (++conditions > MAX_CONDITIONS) throw refuse('Too many conditions.');
      if ((key === 'or' || key === 'and') && Array.isArray(value))
        return value.flatMap((each) => pathsOf(etype, each, depth + 1));
      const path = key.split('.');
      if (path.length > MAX_DEPTH) throw refuse('The path of a condition is too long.');
      const walked: string[] = [];
      let at: Etype | undefined = etype;
      for (const label of path) {
        const next: Etype | undefined = linkOf(at, label);
        if (!next) break;
        etypes.add(next.name);
        walked.push(label);
        at = next;
      }
      return walked.length ? [walked] : [];
    });
  };
  const parseForm = (etype: Etype, form: unknown, depth: number): Form => {
    if (!isObject(form)) throw refuse(`What is asked of ${etype.name} is an object.`);
    if (++formCount > MAX_FORMS || depth > MAX_DEPTH) throw refuse('The query asks too much at once.');
    etypes.add(etype.name);
    const options = form['$'] ?? {};
    if (!isObject(options)) throw refuse('$ holds an object.');
    for (const name of Object.keys(options)) {
      if (!SERVED_OPTIONS.has(name)) throw refuse(`This server does not serve "${name.slice(0, 40)}".`);
    }
    if (
      'fields' in options &&
      !(Array.isArray(options['fields']) && options['fields'].every((each) => typeof each === 'string'))
    ) {
      throw refuse('"fields" is a list of names.');
    }
    const children = Object.entries(form)
      .filter(([label]) => label !== '$')
      .map(([label, child]) => {
        const target = linkOf(etype, label);
        if (!target) throw refuse(`${etype.name} has no link "${label.slice(0, 80)}".`);
        return { label, form: parseForm(target, child, depth + 1) };
      });
    return { etype, options, children, paths: 'where' in options ? pathsOf(etype, options['where'], 0) : [] };
  };

  const forms = Object.entries(q)
    .filter(([name]) => name !== '$$ruleParams')
    .map(([name, form]) => {
      const etype = model.etypes.get(name);
      if (!etype) throw refuse(`There is no entity "${name.slice(0, 80)}".`);
      return parseForm(etype, form, 0);
    });
  return { forms, ruleParams: q['$$ruleParams'], etypes };
}

/** Rows that share a user's id at the end of a path of links, found by index, last link first. */
function rowsInScope(
  model: Model,
  view: RowView,
  etype: Etype,
  scope: readonly string[],
  userId: string,
): Row[] | undefined {
  const [label, ...rest] = scope;
  if (rest.length === 0) {
    if (label === 'id') return [view.row(etype.name, userId)].filter((row) => row !== undefined);
    const attr = etype.attrs.get(label!);
    return attr?.indexed ? view.having(attr, userId) : undefined;
  }
  const forward = etype.attrs.get(label!);
  if (!forward?.link) return undefined;
  const targets = rowsInScope(model, view, model.etypes.get(forward.link.target)!, rest, userId);
  return targets?.flatMap((target) => view.having(forward, target.id));
}

/** What a condition asks to equal, when it is that simple: the values, or undefined. */
function equals(condition: unknown): unknown[] | undefined {
  if (['string', 'number', 'boolean'].includes(typeof condition)) return [condition];
  const list = isObject(condition) ? (condition['$in'] ?? condition['in']) : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** The rows a query starts from: found by id, by what this user may see, or by an indexed value; all only if need be. */
function startRows(model: Model, view: RowView, rules: Rules, actor: Actor, form: Form): Iterable<Row> {
  const { etype } = form;
  const where = isObject(form.options['where']) ? form.options['where'] : {};
  const ids = equals(where['id']);
  if (ids)
    return ids
      .map((id) => (typeof id === 'string' ? view.row(etype.name, id) : undefined))
      .filter((row) => row !== undefined);
  const { scope, never } = rules.rule(etype.name, 'view');
  if (actor !== 'admin') {
    // A rule that asks for one's own id sees nothing for someone who has none.
    if (never || (scope && actor.userId === null)) return [];
    const found = scope && rowsInScope(model, view, etype, scope, actor.userId!);
    if (found) return found;
  }
  for (const [label, condition] of Object.entries(where)) {
    const attr = etype.attrs.get(label);
    const values = attr?.indexed && !attr.link ? equals(condition) : undefined;
    if (attr && values) return values.flatMap((value) => view.having(attr, value));
  }
  return view.all(etype.name);
}

/** Leaves out rows that a plain equality excludes. What stays is filtered by the client, with the same query. */
function passes(form: Form, row: Row): boolean {
  const where = form.options['where'];
  if (!isObject(where)) return true;
  return Object.entries(where).every(([label, condition]) => {
    const attr = form.etype.attrs.get(label);
    if (!attr || attr.link || attr.type === 'date') return true;
    const values = equals(condition);
    // Text that begins like this is a variable to the client's query engine.
    if (!values || values.some((value) => typeof value === 'string' && value.startsWith('?'))) return true;
    return values.includes(valueOf(row, label));
  });
}

/**
 * The facts that answer a query, for this user: every row the query can reach and he may see, whole. The client builds
 * a store from them and runs the query itself, conditions included, so both agree by construction, and no condition a
 * stranger writes is ever evaluated here.
 */
export function answerQuery(model: Model, view: RowView, rules: Rules, actor: Actor, query: Query): Triple[] {
  const triples = new Set<Triple>();
  const seen = new Map<Row, boolean>();
  const visible = (row: Row): boolean => {
    if (actor === 'admin') return true;
    let allowed = seen.get(row);
    if (allowed === undefined) {
      const { userId } = actor;
      allowed = rules
        .rule(row.etype, 'view')
        .allows({ userId, data: row, dataView: view, ruleParams: query.ruleParams });
      seen.set(row, allowed);
    }
    return allowed;
  };
  const add = (row: Row): void => {
    const etype = model.etypes.get(row.etype)!;
    for (const [label, triple] of row.triples) if (!etype.attrs.get(label)?.link) triples.add(triple);
  };
  /** Visible rows a link leads to, with the facts that join them. */
  const step = (etype: Etype, rows: Iterable<Row>, label: string): Set<Row> => {
    const reached = new Set<Row>();
    const reverse = etype.reverse.get(label);
    for (const row of rows) {
      for (const next of linkedRows(view, etype, row, label)) {
        if (!visible(next)) continue;
        reached.add(next);
        const join = reverse ? next.triples.get(reverse.label) : row.triples.get(label);
        if (join) triples.add(join);
        add(next);
      }
    }
    return reached;
  };
  const walk = (form: Form, rows: ReadonlySet<Row>): void => {
    for (const path of form.paths) {
      let at = form.etype;
      let from: Iterable<Row> = rows;
      for (const label of path) {
        from = step(at, from, label);
        at = model.etypes.get(at.attrs.get(label)?.link?.target ?? at.reverse.get(label)!.etype)!;
      }
    }
    for (const { label, form: child } of form.children) walk(child, step(form.etype, rows, label));
  };
  for (const form of query.forms) {
    const rows = new Set<Row>();
    for (const row of startRows(model, view, rules, actor, form)) {
      if (!passes(form, row) || !visible(row)) continue;
      rows.add(row);
      add(row);
    }
    walk(form, rows);
  }
  return [...triples];
}
