import type { Attr, Etype, Model } from './model.ts';
import type { StoredRow } from './storage.ts';

/** A fact as the protocol sends it: entity, attribute, value, time of writing. */
export type Triple = readonly [entity: string, attr: string, value: unknown, writtenAt: number];

/** One entity, never changed in place: a write makes a new one. */
export interface Row {
  readonly etype: string;
  readonly id: string;
  /** By the attribute's label. */
  readonly triples: ReadonlyMap<string, Triple>;
}

/** Rows as somebody sees them: as committed, or as a transaction would leave them. */
export interface RowView {
  row(etype: string, id: string): Row | undefined;
  /** Rows whose indexed attribute has this value. */
  having(attr: Attr, value: unknown): Row[];
  all(etype: string): Iterable<Row>;
}

export const rowKey = (etype: string, id: string): string => `${etype}/${id}`;
export const valueOf = (row: Row, label: string): unknown => row.triples.get(label)?.[2] ?? null;

/** What a row's label leads to: rows, for a link of either direction. */
export function linkedRows(view: RowView, etype: Etype, row: Row, label: string): Row[] {
  const forward = etype.attrs.get(label);
  if (forward?.link) {
    const target = valueOf(row, label);
    const found = typeof target === 'string' ? view.row(forward.link.target, target) : undefined;
    return found ? [found] : [];
  }
  const reverse = etype.reverse.get(label);
  return reverse ? view.having(reverse, row.id) : [];
}

/** The values at the end of a path of links such as `cart.ownerId`. */
export function follow(model: Model, view: RowView, row: Row, path: readonly string[]): unknown[] {
  let rows = [row];
  for (const label of path.slice(0, -1)) {
    rows = rows.flatMap((each) => linkedRows(view, model.etypes.get(each.etype)!, each, label));
  }
  const last = path.at(-1)!;
  return rows.flatMap((each) => {
    const etype = model.etypes.get(each.etype)!;
    if (etype.reverse.has(last)) return linkedRows(view, etype, each, last).map((linked) => linked.id);
    const value = valueOf(each, last);
    return value === null ? [] : [value];
  });
}

/** The committed rows of one app, with an index on each indexed attribute. */
export class RowStore implements RowView {
  private readonly rows = new Map<string, Map<string, Row>>();
  private readonly index = new Map<string, Map<unknown, Set<string>>>();
  private readonly model: Model;

  constructor(model: Model, stored: readonly StoredRow[]) {
    this.model = model;
    for (const { etype, id, values } of stored) {
      const known = model.etypes.get(etype);
      if (!known) continue;
      const triples = new Map<string, Triple>();
      for (const [label, [value, writtenAt]] of Object.entries(values)) {
        const attr = known.attrs.get(label);
        if (attr) triples.set(label, [id, attr.id, value, writtenAt]);
      }
      this.put({ etype, id, triples });
    }
  }

  row(etype: string, id: string): Row | undefined {
    return this.rows.get(etype)?.get(id);
  }

  having(attr: Attr, value: unknown): Row[] {
    const rows: Row[] = [];
    for (const id of this.index.get(attr.id)?.get(value) ?? []) {
      const row = this.row(attr.etype, id);
      if (row) rows.push(row);
    }
    return rows;
  }

  all(etype: string): Iterable<Row> {
    return this.rows.get(etype)?.values() ?? [];
  }

  put(row: Row): void {
    this.remove(row.etype, row.id);
    let rows = this.rows.get(row.etype);
    if (!rows) this.rows.set(row.etype, (rows = new Map()));
    rows.set(row.id, row);
    this.eachIndexed(row, (values, value) => {
      const ids = values.get(value);
      if (ids) ids.add(row.id);
      else values.set(value, new Set([row.id]));
    });
  }

  remove(etype: string, id: string): void {
    const row = this.row(etype, id);
    if (!row) return;
    this.rows.get(etype)!.delete(id);
    this.eachIndexed(row, (values, value) => {
      const ids = values.get(value);
      ids?.delete(id);
      if (ids?.size === 0) values.delete(value);
    });
  }

  private eachIndexed(row: Row, visit: (values: Map<unknown, Set<string>>, value: unknown) => void): void {
    for (const attr of this.model.etypes.get(row.etype)!.attrs.values()) {
      const triple = attr.indexed ? row.triples.get(attr.label) : undefined;
      if (!triple) continue;
      let values = this.index.get(attr.id);
      if (!values) this.index.set(attr.id, (values = new Map()));
      visit(values, triple[2]);
    }
  }
}

/** A transaction's changes on top of the committed rows, which stay as they are until it is stored. */
export class StagedRows implements RowView {
  /** Rows as they will be; undefined for those that go. */
  readonly staged = new Map<string, { etype: string; id: string; row: Row | undefined }>();
  private readonly base: RowView;

  constructor(base: RowView) {
    this.base = base;
  }

  row(etype: string, id: string): Row | undefined {
    const change = this.staged.get(rowKey(etype, id));
    return change ? change.row : this.base.row(etype, id);
  }

  having(attr: Attr, value: unknown): Row[] {
    const rows = this.base.having(attr, value).filter((row) => !this.staged.has(rowKey(row.etype, row.id)));
    for (const { row } of this.staged.values()) {
      if (row?.etype === attr.etype && row.triples.get(attr.label)?.[2] === value) rows.push(row);
    }
    return rows;
  }

  *all(etype: string): Iterable<Row> {
    for (const row of this.base.all(etype)) if (!this.staged.has(rowKey(etype, row.id))) yield row;
    for (const { row } of this.staged.values()) if (row?.etype === etype) yield row;
  }

  put(row: Row): void {
    this.staged.set(rowKey(row.etype, row.id), { etype: row.etype, id: row.id, row });
  }

  remove(etype: string, id: string): void {
    this.staged.set(rowKey(etype, id), { etype, id, row: undefined });
  }
}
