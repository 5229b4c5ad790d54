import { cutText, withoutHidden } from './plain-words.ts';

/** What a repair did. docs/sections.md says what each means; `path` is that of the field as it was sent, such as `content.items.2.title`. */
export type NoteCode =
  | 'address_changed'
  | 'adjusted'
  | 'converted'
  | 'defaulted'
  | 'dropped'
  | 'list_cut'
  | 'markup_removed'
  | 'renamed'
  | 'text_cleaned'
  | 'text_cut'
  | 'unknown_block'
  | 'unknown_field'
  | 'unknown_variant'
  | 'wrapped';

export interface Note {
  readonly path: string;
  readonly code: NoteCode;
  readonly message: string;
}

/** Why something was refused. */
export type IssueCode =
  | 'empty'
  | 'not_allowed'
  | 'not_json'
  | 'out_of_range'
  | 'required'
  | 'too_deep'
  | 'too_few'
  | 'too_large'
  | 'too_long'
  | 'too_many'
  | 'unknown_type'
  | 'wrong_type';

export interface Issue {
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
}

/** Unknown fields by their paths. */
export type Extra = Record<string, unknown>;

const MOST_NOTES = 200;
/** What is kept aside: fields, and bytes of their JSON text in all; a value that is larger than the rest of it is not kept. */
const MOST_ASIDE = 64;
const ASIDE_BYTES = 16_384;

/** Names that reach an object's prototype where somebody copies carelessly. They are neither taken nor kept. */
export const isForbidden = (name: string): boolean =>
  name === '__proto__' || name === 'constructor' || name === 'prototype';

/** The name of a field as it stands in paths: short, and nothing in it but what can be seen. */
const shown = (name: string): string => cutText(withoutHidden(name.slice(0, 200), 'name'), 60) || '?';
/** The path of a field, or of an item of a list, below another. */
export const below = (path: string, name: string | number): string =>
  path === '' ? shown(String(name)) : `${path}.${shown(String(name))}`;

/** Halves of surrogate pairs are no text: databases and encoders trip over them. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Cs}/gu, '\ufffd');

/** A copy without forbidden names, of what was measured before. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (isForbidden(name) ? [] : [[wellFormed(name), copied(part)]])),
  );
}

/** Where a ledger stood. */
export interface Mark {
  readonly notes: number;
  readonly asides: number;
}

/** What a repair writes down as it goes, and takes back where it leaves something out as a whole. */
export class Ledger {
  readonly #notes: Note[] = [];
  readonly #asides: { readonly path: string; readonly value: unknown; readonly bytes: number }[] = [];

  note(path: string, code: NoteCode, message: string): void {
    this.#notes.push({ path, code, message });
  }

  /** Keeps what has no place in a section. */
  aside(path: string, value: unknown): void {
    const kept = copied(value);
    const bytes = (JSON.stringify(kept) ?? '').length + path.length;
    const before = this.#asides.reduce((sum, one) => sum + one.bytes, 0);
    const fits = this.#asides.length < MOST_ASIDE && before + bytes <= ASIDE_BYTES;
    if (fits) this.#asides.push({ path, value: kept, bytes });
    this.note(path, 'unknown_field', fits ? 'is no field here; kept aside' : 'is no field here; left out');
  }

  mark(): Mark {
    return { notes: this.#notes.length, asides: this.#asides.length };
  }

  back({ notes, asides }: Mark): void {
    this.#notes.length = notes;
    this.#asides.length = asides;
  }

  /** Notes in the order they were made; where there are very many, the last says so. */
  get notes(): Note[] {
    const most = this.#notes.slice(0, MOST_NOTES);
    const more = this.#notes.length - most.length;
    return more > 0 ? [...most, { path: '', code: 'dropped', message: `${more} further notes are left out` }] : most;
  }

  get extra(): Extra {
    return Object.fromEntries(this.#asides.map(({ path, value }) => [path, value]));
  }
}
