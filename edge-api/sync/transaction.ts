import type { Attr, Etype, Model } from './model.ts';
import { StagedRows, rowKey, valueOf, type Row, type RowView, type Triple } from './rows.ts';
import { SyncError, invalid } from './sync-error.ts';

/** What a transaction did to a row, for the rules to judge. */
export interface Touched {
  readonly etype: string;
  readonly id: string;
  /** Its own fields were written. */
  written: boolean;
  /** It was deleted on the way, even if written again after. */
  deleted: boolean;
  readonly linked: { attr: Attr; target: string }[];
  readonly unlinked: { attr: Attr; target: string }[];
}

/** A transaction carried out on paper: what would change, and what was touched. */
export interface Draft {
  readonly rows: StagedRows;
  readonly touched: ReadonlyMap<string, Touched>;
  readonly ruleParams: ReadonlyMap<string, unknown>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const STEPS = ['add-triple', 'deep-merge-triple', 'retract-triple', 'delete-entity', 'rule-params'];
const MAX_JSON_DEPTH = 12;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values of JSON are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, index) => sameJson(each, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

function checkJson(value: unknown, depth = 0): void {
  if (depth > MAX_JSON_DEPTH) throw invalid('The value is nested too deep.');
  // Neither has a place in UTF-8 text; half a character would also break whoever makes an address of it.
  if (typeof value === 'string' && /[\0\p{Cs}]/u.test(value))
    throw invalid('Text must be well-formed Unicode without the character NUL.');
  if (Array.isArray(value)) value.forEach((each) => checkJson(each, depth + 1));
  else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) {
      // Copied later by assignment, where this name would set the prototype.
      if (key === '__proto__') throw invalid('A key may not be "__proto__".');
      checkJson(key, depth);
      checkJson(each, depth + 1);
    }
  }
}

function merge(into: unknown, patch: unknown): unknown {
  if (!isObject(into) || !isObject(patch)) return patch;
  const merged: Record<string, unknown> = { ...into };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

function checkType(attr: Attr, value: unknown): void {
  if (value === null) return;
  const fits =
    attr.type === 'json'
      ? true
      : attr.type === 'date'
        ? typeof value === 'string' || typeof value === 'number'
        : typeof value === attr.type;
  if (!fits) {
    throw invalid(`Invalid value type for ${attr.etype}.${attr.label}. Value must be a ${attr.type}.`, {
      attribute: `${attr.etype}.${attr.label}`,
    });
  }
}

/** Carries out the steps of a transaction on top of `base`, in the order InstantDB does: grouped by operation. */
export function draftTransaction(model: Model, base: RowView, steps: readonly unknown[], now: number): Draft {
  const rows = new StagedRows(base);
  const touched = new Map<string, Touched>();
  const ruleParams = new Map<string, unknown>();

  const touch = (etype: string, id: string): Touched => {
    const key = rowKey(etype, id);
    let entry = touched.get(key);
    if (!entry) touched.set(key, (entry = { etype, id, written: false, deleted: false, linked: [], unlinked: [] }));
    return entry;
  };
  const attrOf = (id: unknown): Attr => {
    const attr = typeof id === 'string' ? model.attrs.get(id) : undefined;
    if (!attr)
      throw invalid('The transaction names an attribute that the schema does not have.', {
        attribute: String(id).slice(0, 80),
      });
    return attr;
  };
  const etypeOf = (name: unknown): Etype => {
    const etype = typeof name === 'string' ? model.etypes.get(name) : undefined;
    if (!etype)
      throw invalid('The transaction names an entity that the schema does not have.', {
        etype: String(name).slice(0, 80),
      });
    return etype;
  };
  /** An id, or a lookup by a unique attribute, which must find a row. */
  const resolve = (reference: unknown, etype: string): string => {
    if (typeof reference === 'string') {
      if (!UUID.test(reference)) throw invalid('Expected an id to be a uuid.', { id: reference.slice(0, 80) });
      return reference;
    }
    if (!Array.isArray(reference) || reference.length !== 2) throw invalid('Expected an id or a lookup.');
    const attr = attrOf(reference[0]);
    if (attr.etype !== etype || !attr.unique)
      throw invalid('A lookup needs a unique attribute of the entity it looks up.');
    const found = attr.label === 'id' ? rows.row(etype, String(reference[1])) : rows.having(attr, reference[1])[0];
    if (!found) throw new SyncError('record-not-found', `Record not found: ${etype}`, { 'record-type': etype });
    return found.id;
  };
  const write = (row: Row, label: string, triple: Triple | undefined): void => {
    const triples = new Map(row.triples);
    if (triple) triples.set(label, triple);
    else triples.delete(label);
    rows.put({ ...row, triples });
  };
  /** The row to write to, made if the mode allows. */
  const rowFor = (etype: Etype, id: string, options: unknown): Row => {
    const mode = isObject(options) ? options['mode'] : undefined;
    if (mode === 'create' && base.row(etype.name, id))
      throw invalid(`Creating entities that exist: ${id}`, { etype: etype.name, id });
    const row = rows.row(etype.name, id);
    if (row) return row;
    if (mode === 'update') throw invalid(`Updating entities that don't exist: ${id}`, { etype: etype.name, id });
    const made: Row = { etype: etype.name, id, triples: new Map([['id', [id, etype.idAttr.id, id, now]]]) };
    rows.put(made);
    touch(etype.name, id).written = true;
    return made;
  };
  const remove = (etype: Etype, id: string): void => {
    if (!rows.row(etype.name, id)) return;
    touch(etype.name, id).deleted = true;
    const pointing = [...etype.reverse.values()].map((attr) => ({ attr, from: rows.having(attr, id) }));
    rows.remove(etype.name, id);
    for (const { attr, from } of pointing) {
      for (const row of from) {
        if (attr.link!.cascade) remove(model.etypes.get(attr.etype)!, row.id);
        else write(row, attr.label, undefined);
      }
    }
  };

  const operations: Record<string, (step: readonly unknown[]) => void> = {
    'add-triple'([, entity, attrId, value, options]) {
      const attr = attrOf(attrId);
      const etype = model.etypes.get(attr.etype)!;
      const id = resolve(entity, attr.etype);
      const row = rowFor(etype, id, options);
      if (attr.label === 'id') {
        if (resolve(value, attr.etype) !== id) throw invalid('The id of an entity cannot change.');
        touch(attr.etype, id).written = true;
        return;
      }
      if (attr.link) {
        const target = resolve(value, attr.link.target);
        touch(attr.etype, id).linked.push({ attr, target });
        if (valueOf(row, attr.label) !== target) write(row, attr.label, [id, attr.id, target, now]);
        return;
      }
      checkType(attr, value);
      checkJson(value);
      touch(attr.etype, id).written = true;
      const old = row.triples.get(attr.label);
      if (!old || !sameJson(old[2], value)) write(row, attr.label, [id, attr.id, value, now]);
    },
    'deep-merge-triple'([, entity, attrId, patch, options]) {
      const attr = attrOf(attrId);
      if (attr.link || attr.label === 'id') throw invalid('Only values can be merged.');
      const id = resolve(entity, attr.etype);
      const row = rowFor(model.etypes.get(attr.etype)!, id, options);
      checkJson(patch);
      const value = merge(valueOf(row, attr.label), patch);
      checkType(attr, value);
      touch(attr.etype, id).written = true;
      if (!sameJson(valueOf(row, attr.label), value)) write(row, attr.label, [id, attr.id, value, now]);
    },
    'retract-triple'([, entity, attrId, value]) {
      const attr = attrOf(attrId);
      if (attr.label === 'id') throw invalid('The id of an entity cannot be taken back.');
      const id = resolve(entity, attr.etype);
      const row = rows.row(attr.etype, id);
      if (!row) return;
      const target = attr.link ? resolve(value, attr.link.target) : value;
      if (attr.link) touch(attr.etype, id).unlinked.push({ attr, target: String(target) });
      else touch(attr.etype, id).written = true;
      if (row.triples.has(attr.label) && sameJson(valueOf(row, attr.label), target)) write(row, attr.label, undefined);
    },
    'delete-entity'([, entity, name]) {
      const etype = etypeOf(name);
      remove(etype, resolve(entity, etype.name));
    },
    'rule-params'([, entity, name, params]) {
      const etype = etypeOf(name);
      checkJson(params);
      if (isObject(params)) ruleParams.set(rowKey(etype.name, resolve(entity, etype.name)), params);
    },
  };

  const groups = new Map<string, (readonly unknown[])[]>();
  for (const step of steps) {
    if (!Array.isArray(step) || typeof step[0] !== 'string') throw invalid('Each step of a transaction is a list.');
    const operation: string = step[0];
    if (operation.endsWith('-attr'))
      throw new SyncError('permission-denied', 'Permission denied: not perms-pass?', {
        input: ['attrs', operation],
        expected: 'perms-pass?',
      });
    if (!STEPS.includes(operation))
      throw invalid('The transaction has a step that does not exist.', { op: operation.slice(0, 80) });
    const group = groups.get(operation);
    if (group) group.push(step);
    else groups.set(operation, [step]);
  }
  for (const [operation, group] of groups) for (const step of group) operations[operation]!(step);
  checkResult(model, rows);
  return { rows, touched, ruleParams };
}

/** What must hold of every row after a transaction: nothing required is missing, nothing unique is there twice. */
function checkResult(model: Model, rows: StagedRows): void {
  for (const { row } of rows.staged.values()) {
    if (!row) continue;
    for (const attr of model.etypes.get(row.etype)!.attrs.values()) {
      const value = valueOf(row, attr.label);
      const name = `${attr.etype}.${attr.label}`;
      if (value === null) {
        if (attr.required) throw invalid(`Missing required attribute: ${name}`, { attribute: name, id: row.id });
        continue;
      }
      if (attr.unique && attr.label !== 'id' && rows.having(attr, value).length > 1) {
        throw new SyncError('record-not-unique', `\`${attr.label}\` is a unique attribute on \`${attr.etype}\`.`, {
          attribute: name,
        });
      }
    }
  }
}
