import type { z } from 'zod';
import { type SectionSettings, SectionSettings as Settings } from '../../contract/sections/parts.ts';
import type { SectionType } from '../../contract/sections/define-section.ts';
import { sectionType } from '../../contract/sections/section-types.ts';
import { plainName, TYPES, VARIANTS } from './aliases.ts';
import { isObject } from './gather.ts';
import { ALL_TYPES, contentSchema, settingsSchema } from './json-schema.ts';
import { below, type Extra, type Issue, type IssueCode, isForbidden, Ledger, type Note } from './ledger.ts';
import { unfit } from './measure.ts';
import { repairBySchema } from './repair-walk.ts';

export type { Extra, Issue, Note } from './ledger.ts';

/** A section that its type's schema takes. */
export interface ValidSection {
  readonly type: string;
  readonly variant: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly settings: SectionSettings;
}

export type Repaired =
  | {
      readonly ok: true;
      readonly section: ValidSection;
      /** What was changed; empty where it was right as it was. */
      readonly notes: readonly Note[];
      /** Fields that no section of its type has, by their paths: bounded, and shown to nobody but who sent them. */
      readonly extra: Extra;
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Most problems that are told at once. */
const MOST_ISSUES = 50;

const refused = (issues: readonly Issue[]): Repaired => ({ ok: false, issues: issues.slice(0, MOST_ISSUES) });
const refusedFor = (path: string, code: IssueCode, message: string): Repaired => refused([{ path, code, message }]);

const ENVELOPE = ['type', 'variant', 'content', 'settings'] as const;
type Envelope = Readonly<Partial<Record<(typeof ENVELOPE)[number], unknown>>>;
/** Other names of what stands around the content. */
const AROUND: Readonly<Record<string, (typeof ENVELOPE)[number]>> = {
  sectiontype: 'type',
  kind: 'type',
  component: 'type',
  layout: 'variant',
  layoutvariant: 'variant',
  template: 'variant',
  data: 'content',
  props: 'content',
  fields: 'content',
  attributes: 'content',
  options: 'settings',
  config: 'settings',
};

/**
 * Brings what a generator sent to a section as the contract has it, where that is safe, and says what it changed; or refuses it and
 * names the fields. Never throws. What is right stays as it is, and repairing again changes nothing.
 * docs/sections.md has the rules in words.
 */
export function repairSection(given: unknown): Repaired {
  const problem = unfit(given);
  if (problem) return refused([problem]);
  if (!isObject(given)) return refusedFor('', 'wrong_type', 'must be an object with a type and a content');
  const ledger = new Ledger();
  const envelope = opened(given, ledger);
  const type = typeOf(envelope.type, ledger);
  if (!type) {
    const names = ALL_TYPES.map((one) => one.type).join(', ');
    return isGiven(envelope.type)
      ? refusedFor('type', 'unknown_type', `must be one of: ${names}`)
      : refusedFor('type', 'required', `is missing; it is one of: ${names}`);
  }
  if (!isGiven(envelope.content)) return refusedFor('content', 'required', 'is missing');
  const content = repairBySchema(contentSchema(type), envelope.content, 'content', ledger);
  const variant = variantOf(type, envelope.variant, ledger);
  const settings = repairBySchema(settingsSchema(), settingsGiven(envelope.settings, ledger), 'settings', ledger);
  const issues = [content, settings].flatMap((outcome) => ('issues' in outcome ? outcome.issues : []));
  if (!('value' in content) || !('value' in settings)) return refused(issues);
  return lastWord(type, variant, content.value, settings.value, ledger);
}

/** What the contract itself says of the repaired: it has the last word. */
function lastWord(type: SectionType, variant: string, content: unknown, settings: unknown, ledger: Ledger): Repaired {
  const taken = type.content.safeParse(content);
  const standing = Settings.safeParse(settings);
  if (!taken.success || !standing.success) {
    return refused([...issuesOf('content', taken.error), ...issuesOf('settings', standing.error)]);
  }
  // The content of every type is an object.
  const section = {
    type: type.type,
    variant,
    content: taken.data as Record<string, unknown>,
    settings: standing.data,
  };
  return { ok: true, section, notes: ledger.notes, extra: ledger.extra };
}

const issuesOf = (part: string, error: z.ZodError | undefined): Issue[] =>
  (error?.issues ?? []).map(({ path, message }) => ({
    path: [part, ...path.map(String)].join('.'),
    code: 'not_allowed',
    message,
  }));

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** What stands around the content, with the content's own fields put into it where they came beside the type. */
function opened(given: Readonly<Record<string, unknown>>, ledger: Ledger): Envelope {
  const envelope: Partial<Record<string, unknown>> = {};
  const others: [string, unknown][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (isForbidden(name)) ledger.note(name, 'dropped', 'is no name of a field');
    else if ((ENVELOPE as readonly string[]).includes(name)) envelope[name] = value;
    else if (isGiven(value)) others.push([name, value]);
  }
  const rest = others.filter(([name, value]) => {
    const plain = plainName(name.slice(0, 60));
    const meant = Object.hasOwn(AROUND, plain) ? AROUND[plain]! : undefined;
    const fits = meant === 'content' || meant === 'settings' ? isObject(value) : typeof value === 'string';
    if (meant === undefined || !fits || isGiven(envelope[meant])) return true;
    envelope[meant] = value;
    ledger.note(below('', name), 'renamed', `is called ${meant} here`);
    return false;
  });
  if (!isGiven(envelope['content']) && rest.length > 0) {
    ledger.note('content', 'wrapped', 'its fields came beside the type');
    return { ...envelope, content: Object.fromEntries(rest) };
  }
  for (const [name, value] of rest) ledger.aside(below('', name), value);
  return envelope;
}

/** The type a name means. */
function typeOf(given: unknown, ledger: Ledger): SectionType | undefined {
  if (typeof given !== 'string' || given.length > 60) return undefined;
  const known = sectionType(given);
  if (known) return known;
  const plain = plainName(given);
  const bare = plain.replace(/^section|(?:section|block)$/g, '');
  const meant = [plain, bare].flatMap((name) => [
    ...ALL_TYPES.filter(({ type }) => plainName(type) === name),
    ...(TYPES.get(name) ?? []).flatMap((type) => sectionType(type) ?? []),
  ])[0];
  if (meant) ledger.note('type', 'renamed', `is called ${meant.type} here`);
  return meant;
}

/** The layout a name means; the type's first for any that it does not have. */
function variantOf({ variants, type }: SectionType, given: unknown, ledger: Ledger): string {
  const all = Object.keys(variants);
  if (!isGiven(given)) return all[0]!;
  if (typeof given === 'string' && all.includes(given)) return given;
  const plain = typeof given === 'string' && given.length <= 60 ? plainName(given) : '';
  const meant =
    all.find((name) => plainName(name) === plain) ?? VARIANTS.get(plain)?.find((variant) => all.includes(variant));
  if (meant !== undefined) ledger.note('variant', 'renamed', `is called ${meant} here`);
  else ledger.note('variant', 'unknown_variant', `${type} has no such layout: ${all[0]} is taken`);
  return meant ?? all[0]!;
}

function settingsGiven(given: unknown, ledger: Ledger): unknown {
  if (!isGiven(given)) return {};
  if (isObject(given)) return given;
  ledger.note('settings', 'dropped', 'left out: must be an object');
  return {};
}
