import { escapeHtml } from '@lit-labs/ssr/lib/util/escape-html.js';
import { noChange, nothing, type TemplateResult } from 'lit';
import { getDirectiveClass, isTemplateResult } from 'lit/directive-helpers.js';
import { PartType, type DirectiveResult, type PartInfo } from 'lit/directive.js';
import { PART_BEGINS, PART_ENDS, stepsOf, type AttributeStep, type OpenStep } from './template-steps.ts';

/** An element inside of another's markup, while it is written. */
export interface InnerElement {
  setAttribute(name: string, value: string): void;
  setProperty(name: string, value: unknown): void;
  /** All its attributes, each with a space before it. Nothing is set after. */
  attributes(): string;
  /** What stands first between its tags: its shadow root. */
  shadow(): string;
}

/** Where a value is written. */
export interface Writing {
  /** Whether scripts may take over. */
  readonly whole: boolean;
  /** What is written in the place of a node's style, with the space before it. */
  style(text: string): string;
  open(tag: string): InnerElement;
}

const CHILD: PartInfo = { type: PartType.CHILD };
const PART_TYPES = {
  attribute: PartType.ATTRIBUTE,
  boolean: PartType.BOOLEAN_ATTRIBUTE,
  property: PartType.PROPERTY,
  style: PartType.PROPERTY,
} as const;

/** What a directive stands for before anything is shown; other values as they are. */
function resolved(value: unknown, step: AttributeStep | undefined): unknown {
  let known = value;
  while (typeof known === 'object' && known !== null) {
    const Directive = getDirectiveClass(known);
    if (!Directive) break;
    known = new Directive(step ? partOf(step) : CHILD).render(
      ...(known as DirectiveResult & { values: unknown[] }).values,
    );
  }
  return known;
}

const partOf = ({ kind, name, strings, tagName }: AttributeStep): PartInfo => ({
  type: PART_TYPES[kind],
  name,
  tagName,
  ...(strings && { strings }),
});

const SPECIAL = /[&<>"']/;
const escaped = (text: string): string => (SPECIAL.test(text) ? escapeHtml(text) : text);

const isNone = (value: unknown): boolean =>
  value === undefined || value === null || value === nothing || value === noChange;

/** Whether a template was written in code. JSON may say that it is one, and would be markup then; `raw` it cannot have, as Lit asks too. */
const isOfCode = ({ strings }: TemplateResult): boolean => Array.isArray(strings) && Object.hasOwn(strings, 'raw');

/**
 * Writes what a template's place shows, with the marks by which Lit takes over: the same text as `renderValue` of `@lit-labs/ssr`, which
 * makes functions and lists of functions for it, so that it can wait. Nothing here waits.
 */
export const writeValue = (value: unknown, writing: Writing): string =>
  writing.whole ? `${PART_BEGINS}${writePart(value, writing)}${PART_ENDS}` : writePart(value, writing);

/** What stands between the two marks of a place; the first of them is ended here, for it names the template that fills it. */
function writePart(given: unknown, writing: Writing): string {
  const end = writing.whole ? '-->' : '';
  if (typeof given === 'string') return end + escaped(given);
  const value = resolved(given, undefined);
  if (isNone(value)) return end;
  if (typeof value !== 'object') return end + escaped(String(value));
  if (isTemplateResult(value) && isOfCode(value as TemplateResult))
    return writeTemplate(value as TemplateResult, writing);
  if (!(Symbol.iterator in value!)) return end + escaped(String(value));
  let text = end;
  for (const one of value as Iterable<unknown>) text += writeValue(one, writing);
  return text;
}

function writeTemplate(result: TemplateResult, writing: Writing): string {
  const { name, steps } = stepsOf(result, writing.whole);
  const { values } = result;
  let text = name;
  let element: InnerElement | undefined;
  for (const step of steps) {
    if (typeof step === 'string') text += step;
    else if (step.kind === 'child') text += writePart(values[step.at], writing);
    else if (step.kind === 'open') element = opened(step, writing);
    else if (step.kind === 'attributes') text += element!.attributes() + (writing.whole ? ' defer-hydration' : '');
    else if (step.kind === 'shadow') text += element!.shadow();
    else text += writeAttribute(step, values, writing, step.own ? element : undefined);
  }
  return text;
}

function opened({ tag, attributes }: OpenStep, writing: Writing): InnerElement {
  const element = writing.open(tag);
  for (const [name, value] of attributes) element.setAttribute(name, value);
  return element;
}

/** The value of an attribute or a property, of one part or of several with texts around them. */
function valueOf(step: AttributeStep, values: readonly unknown[]): unknown {
  const { at, strings } = step;
  if (!strings) return resolved(values[at], step);
  let text = strings[0]!;
  for (let index = 1; index < strings.length; index++) {
    const value = resolved(values[at + index - 1], step);
    if (value === nothing) return nothing;
    text += `${isNone(value) ? '' : (value as string)}${strings[index]!}`;
  }
  return text;
}

function writeAttribute(
  step: AttributeStep,
  values: readonly unknown[],
  { style }: Writing,
  element: InnerElement | undefined,
): string {
  const { kind, name, written } = step;
  const value = valueOf(step, values);
  if (value === nothing || value === noChange) return kind === 'style' ? ' ' : '';
  if (kind === 'boolean') {
    if (!value) return '';
    element?.setAttribute(name, '');
    return element ? '' : name;
  }
  if (kind === 'attribute') {
    const text = typeof value === 'string' ? value : String(value ?? '');
    element?.setAttribute(name, text);
    return element ? '' : `${name}="${escaped(text)}"`;
  }
  element?.setProperty(name, value);
  if (kind === 'style') return value === undefined ? ' ' : style(String(value));
  if (written === undefined || value === undefined) return '';
  if (typeof value === 'boolean') return value ? written : '';
  return `${written}="${escaped(String(value))}"`;
}
