import { gather, isObject } from './gather.ts';
import type { JsonSchema } from './json-schema.ts';
import { below, isForbidden, type Issue, type Ledger } from './ledger.ts';
import {
  matches,
  meantWord,
  type Outcome,
  refuse,
  repairBoolean,
  repairNumber,
  repairText,
  repairWord,
} from './repair-values.ts';

/** Lists whose items belong to the places of another list: one left out would put the others in the wrong place. */
const PLACED = /^content\.(?:columns|rows\.\d+\.values)$/;
/** What stands in such a place when there is nothing. */
const NOTHING = '–';

/**
 * Brings a value to what a JSON Schema wants, where that is safe, by walking the schema and not the value: its depth bounds the
 * recursion, and nothing is copied that the schema does not name. What cannot be repaired and is not required is left out.
 */
export function repairBySchema(root: JsonSchema, given: unknown, path: string, ledger: Ledger): Outcome {
  const resolved = ({ $ref, ...rest }: JsonSchema): JsonSchema =>
    $ref === undefined ? rest : { ...root.$defs?.[$ref.replace('#/$defs/', '')], ...rest };

  function repair(schema: JsonSchema, given: unknown, path: string): Outcome {
    const wanted = resolved(schema);
    if (wanted.enum) return repairWord(wanted.enum, given, path, ledger);
    if (wanted.const !== undefined) return repairWord([wanted.const], given, path, ledger);
    if (wanted.oneOf) return repairSource(wanted.oneOf, given, path);
    if (wanted.anyOf) return repairEither(wanted.anyOf, given, path);
    if (wanted.type === 'object' && !wanted.properties) return repairRecord(wanted, given, path);
    if (wanted.type === 'object') return repairObject(wanted, given, path);
    if (wanted.type === 'array') return repairList(wanted, given, path);
    if (wanted.type === 'boolean') return repairBoolean(given, path, ledger);
    if (wanted.type === 'string') return repairText(wanted, given, path, ledger);
    return repairNumber(wanted, given, path, ledger);
  }

  function repairObject(schema: JsonSchema, given: unknown, path: string): Outcome {
    const { properties = {}, required = [] } = schema;
    const object = asObject(schema, given, path);
    if (!object) return refuse(path, 'wrong_type', 'must be an object');
    const found = gather(object, Object.keys(properties), path, ledger);
    const value: Record<string, unknown> = {};
    const issues: Issue[] = [];
    for (const [name, wanted] of Object.entries(properties)) {
      const at = below(path, name);
      const isRequired = required.includes(name);
      if (!found.has(name)) {
        const fallback = isRequired ? fallbackOf(wanted) : undefined;
        if (fallback) {
          value[name] = fallback;
          ledger.note(at, 'defaulted', 'was missing');
        } else if (isRequired) issues.push({ path: at, code: 'required', message: `is missing${saying(wanted)}` });
        continue;
      }
      const mark = ledger.mark();
      const outcome = repair(wanted, found.get(name), at);
      if ('value' in outcome) value[name] = outcome.value;
      else if (isRequired) issues.push(...outcome.issues);
      else {
        ledger.back(mark);
        ledger.note(at, 'dropped', reason(outcome.issues, at));
      }
    }
    return issues.length > 0 ? { issues } : { value };
  }

  /** Values by names of the writer's own: those that may stand there stay, as many as fit. */
  function repairRecord(schema: JsonSchema, given: unknown, path: string): Outcome {
    const { additionalProperties, propertyNames = {}, maxProperties = Infinity } = schema;
    if (!isObject(given) || typeof additionalProperties !== 'object')
      return refuse(path, 'wrong_type', `must be an object${saying(schema)}`);
    const value: Record<string, unknown> = {};
    let count = 0;
    for (const [name, one] of Object.entries(given)) {
      const at = below(path, name);
      const isName = !isForbidden(name) && matches(propertyNames, name);
      if (isForbidden(name)) ledger.note(at, 'dropped', 'is no name of a field');
      else if (one === null || one === undefined) continue;
      else if (!isName || count >= maxProperties) ledger.aside(at, one);
      else {
        const mark = ledger.mark();
        const outcome = repair(additionalProperties, one, at);
        if ('value' in outcome) {
          value[name] = outcome.value;
          count += 1;
        } else {
          ledger.back(mark);
          ledger.note(at, 'dropped', reason(outcome.issues, at));
        }
      }
    }
    return { value };
  }

  /** An object, also where only its one required text was given, or it came in a list of its own. */
  function asObject(
    { properties = {}, required = [] }: JsonSchema,
    given: unknown,
    path: string,
  ): Record<string, unknown> | undefined {
    if (isObject(given)) return withPicture(given, properties, required, path);
    const [only, ...others] = required;
    const isText = typeof given === 'string' || typeof given === 'number';
    if (isText && only !== undefined && others.length === 0 && takesText(properties[only]!)) {
      ledger.note(path, 'wrapped', `is an object here: taken for its ${only}`);
      return { [only]: given };
    }
    if (!Array.isArray(given) || given.length !== 1 || !isObject(given[0])) return undefined;
    ledger.note(path, 'converted', 'is one object here, not a list');
    return given[0];
  }

  /** Whether a text alone can say all that is required. */
  function takesText(schema: JsonSchema): boolean {
    const { type, enum: words, properties = {}, required = [] } = resolved(schema);
    return type === 'string' || words !== undefined || (required.length === 1 && takesText(properties[required[0]!]!));
  }

  /** A picture given where an object with a picture is wanted. */
  function withPicture(
    given: Readonly<Record<string, unknown>>,
    properties: Readonly<Record<string, JsonSchema>>,
    required: readonly string[],
    path: string,
  ): Record<string, unknown> {
    const address = ['src', 'url'].find((name) => Object.hasOwn(given, name) && typeof given[name] === 'string');
    const wants = required.includes('picture') && !Object.hasOwn(properties, 'src');
    if (!wants || address === undefined || ['picture', 'image', 'photo'].some((name) => Object.hasOwn(given, name)))
      return given;
    const parts = [address, 'alt', 'width', 'height', 'sized', 'focus'];
    const all = Object.entries(given);
    ledger.note(path, 'wrapped', 'is taken for its picture');
    return Object.fromEntries([
      ...all.filter(([name]) => !parts.includes(name)),
      ['picture', Object.fromEntries(all.filter(([name]) => parts.includes(name)))],
    ]);
  }

  function repairList(schema: JsonSchema, given: unknown, path: string): Outcome {
    const { items = {}, minItems = 0, maxItems = Infinity } = schema;
    const list = asList(resolved(items), given, path);
    const isPlaced = PLACED.test(path);
    const value: unknown[] = [];
    const issues: Issue[] = [];
    let at = 0;
    for (; at < list.length && value.length < maxItems; at++) {
      const place = below(path, at);
      const isNothing = list[at] === null || list[at] === undefined || list[at] === '';
      const mark = ledger.mark();
      if (isNothing && isPlaced && resolved(items).anyOf) {
        value.push(NOTHING);
        ledger.note(place, 'defaulted', 'was empty');
        continue;
      }
      const outcome: Outcome = isNothing ? refuse(place, 'empty', 'is empty') : repair(items, list[at], place);
      if ('value' in outcome) value.push(outcome.value);
      else {
        ledger.back(mark);
        issues.push(...outcome.issues);
        ledger.note(place, 'dropped', reason(outcome.issues, place));
      }
    }
    if (isPlaced && issues.length > 0) return { issues };
    if (value.length < minItems) {
      const few: Issue = { path, code: 'too_few', message: `needs at least ${minItems}${saying(schema)}` };
      return { issues: [...issues.slice(0, 10), few] };
    }
    if (at < list.length) ledger.note(path, 'list_cut', `may have at most ${maxItems}: the first are kept`);
    return { value };
  }

  /** A list, also where one thing was given, or lines of text. */
  function asList(items: JsonSchema, given: unknown, path: string): readonly unknown[] {
    if (Array.isArray(given)) return given;
    if (typeof given === 'string' && given.includes('\n') && items.type === 'string') {
      ledger.note(path, 'converted', 'is a list here: one item for each line');
      return given.split(/[\r\n]+/).filter((line) => line.trim() !== '');
    }
    ledger.note(path, 'wrapped', 'is a list here');
    return [given];
  }

  /** One of several objects that a word tells apart, such as where products come from. */
  function repairSource(choices: readonly JsonSchema[], given: unknown, path: string): Outcome {
    const word = wordOf(choices[0]!);
    const words = choices.map(({ properties }) => properties?.[word]?.const ?? '');
    const object = asSource(choices, word, words, given, path);
    if (!object) return refuse(path, 'wrong_type', `must be an object whose ${word} is one of: ${words.join(', ')}`);
    const named = ['type', 'source', 'kind', 'mode', 'by'].find((name) => Object.hasOwn(object, name));
    const told = Object.hasOwn(object, word) ? object[word] : named === undefined ? undefined : object[named];
    const meant = typeof told === 'string' ? meantWord(words, told) : undefined;
    const chosen = told === undefined ? likeliest(choices, word, object) : choices[words.indexOf(meant ?? '')];
    if (!chosen) return refuse(below(path, word), 'not_allowed', `must be one of: ${words.join(', ')}`);
    if (told !== undefined) return repairObject(chosen, object, path);
    ledger.note(below(path, word), 'defaulted', 'was missing, and is told by the other fields');
    return repairObject(chosen, { ...object, [word]: chosen.properties?.[word]?.const }, path);
  }

  /** A source given as its word alone, or as the list it would hold. */
  function asSource(
    choices: readonly JsonSchema[],
    word: string,
    words: readonly string[],
    given: unknown,
    path: string,
  ): Readonly<Record<string, unknown>> | undefined {
    if (isObject(given)) return given;
    if (typeof given === 'string') {
      const meant = meantWord(words, given);
      if (meant !== undefined) ledger.note(path, 'wrapped', `is an object here: taken for its ${word}`);
      return meant === undefined ? undefined : { [word]: meant };
    }
    if (!Array.isArray(given)) return undefined;
    const listed = choices.find(({ properties = {} }) =>
      Object.values(properties).some(({ type }) => type === 'array'),
    );
    const list = Object.entries(listed?.properties ?? {}).find(([, { type }]) => type === 'array')?.[0];
    const names = given.flatMap((one) => nameOf(one) ?? []);
    if (list === undefined || names.length === 0) {
      ledger.note(path, 'defaulted', `names none of the shop's own: ${words[0]} is taken`);
      return { [word]: words[0] };
    }
    ledger.note(path, 'wrapped', `is an object here: taken for its ${list}`);
    return { [word]: listed?.properties?.[word]?.const, [list]: names };
  }

  /** A value of one of several plain types: its own, or else text before yes and no. */
  function repairEither(choices: readonly JsonSchema[], given: unknown, path: string): Outcome {
    const own = choices.filter(({ type }) => type === typeof given);
    const rest = choices.filter(({ type }) => type !== typeof given);
    const ordered = [...own, ...rest.filter(({ type }) => type === 'string')];
    let last: Outcome = refuse(path, 'wrong_type', 'is of no type that may stand here');
    for (const choice of ordered) {
      const mark = ledger.mark();
      last = repair(choice, given, path);
      if ('value' in last) return last;
      ledger.back(mark);
    }
    return last;
  }

  /** What stands for something required that was not given: a choice that needs nothing more. */
  function fallbackOf(schema: JsonSchema): unknown {
    const choices = resolved(schema).oneOf;
    if (!choices) return undefined;
    const word = wordOf(choices[0]!);
    const free = choices.find(({ required = [] }) => required.length === 1);
    return free && { [word]: free.properties?.[word]?.const };
  }

  return repair(root, given, path);
}

/** The field that tells several objects apart. */
const wordOf = ({ properties = {} }: JsonSchema): string =>
  Object.keys(properties).find((name) => properties[name]?.const !== undefined) ?? '';

/** The choice that names a field which the object has. */
const likeliest = (choices: readonly JsonSchema[], word: string, object: object): JsonSchema | undefined =>
  choices.find(({ properties = {} }) =>
    Object.keys(properties).some((name) => name !== word && Object.hasOwn(object, name)),
  );

/** The handle or slug by which a list names something. */
function nameOf(one: unknown): string | undefined {
  if (typeof one === 'string') return one;
  if (!isObject(one)) return undefined;
  const name = ['handle', 'slug'].find((name) => !isForbidden(name) && Object.hasOwn(one, name));
  return name !== undefined && typeof one[name] === 'string' ? one[name] : undefined;
}

const saying = ({ description }: JsonSchema): string => (description === undefined ? '' : `: ${description}`);

/** Why something was left out, in a line. */
function reason([first]: readonly Issue[], path: string): string {
  if (!first) return 'left out';
  const where = first.path === path ? '' : `${first.path.slice(path.length + 1)} `;
  return `left out: ${where}${first.message}`;
}
