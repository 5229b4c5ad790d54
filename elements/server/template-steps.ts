import { digestForTemplateResult } from '@lit-labs/ssr-client';
import { reflectedAttributeName } from '@lit-labs/ssr/lib/reflected-attributes.js';
import { getTemplateOpcodes } from '@lit-labs/ssr/lib/render-value.js';
import type { TemplateResult } from 'lit';
import { _$LH } from 'lit-html/private-ssr-support.js';
import type { Opcode } from './lit-ssr.d.ts';
import { STYLE_ATTRIBUTE } from './lifted-styles.ts';
import { asBoxes, withoutAdding } from './static-markup.ts';

/** Writes what a value becomes as an attribute, or hands it to an element. */
export interface AttributeStep {
  readonly kind: 'attribute' | 'boolean' | 'property' | 'style';
  /** Which of the template's values. */
  readonly at: number;
  readonly name: string;
  /** The texts around several values of one attribute; undefined for a value that is the whole of it. */
  readonly strings: readonly string[] | undefined;
  readonly tagName: string;
  /** Whether the element is one of ours. */
  readonly own: boolean;
  /** The attribute that a property is written as; undefined for one that is written nowhere. */
  readonly written: string | undefined;
}

/** Begins one of our elements. */
export interface OpenStep {
  readonly kind: 'open';
  readonly tag: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** One thing to do while a template is written; a text is written as it is. */
export type Step =
  | string
  | { readonly kind: 'child'; readonly at: number }
  | { readonly kind: 'attributes' }
  | { readonly kind: 'shadow' }
  | OpenStep
  | AttributeStep;

/** A template, worked out once: how the mark before it names it, with that mark's end, and what is written, step by step. */
export interface Steps {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The mark before a place, but for its end, and the mark behind it. */
export const PART_BEGINS = '<!--lit-part';
export const PART_ENDS = '<!--/lit-part-->';

const { AttributePart, BooleanAttributePart, EventPart, PropertyPart } = _$LH;

function attributeStep(op: Extract<Opcode, { type: 'attribute-part' }>, at: number): AttributeStep | undefined {
  const { name, ctor, tagName, useCustomElementInstance: own = false } = op;
  if (ctor === EventPart) return undefined;
  const strings = op.strings.length > 2 || op.strings.some((text) => text !== '') ? op.strings : undefined;
  const step = { at, name, strings, tagName, own };
  if (ctor === AttributePart) return { ...step, kind: 'attribute', written: name };
  if (ctor === BooleanAttributePart) return { ...step, kind: 'boolean', written: name };
  if (ctor !== PropertyPart) throw new Error(`A template has a part that nobody knows, at ${name}.`);
  const written = reflectedAttributeName(tagName, name);
  return { ...step, kind: written === STYLE_ATTRIBUTE ? 'style' : 'property', written };
}

/** What one of Lit's opcodes is done by; texts come to stand beside each other, and are joined after. */
function stepsFor(op: Opcode, at: number, whole: boolean): (Step | undefined)[] {
  switch (op.type) {
    case 'text':
      return [whole ? op.value : asBoxes(op.value)];
    case 'child-part':
      return whole ? [PART_BEGINS, { kind: 'child', at }, PART_ENDS] : [{ kind: 'child', at }];
    case 'attribute-part':
      return [attributeStep(op, at)];
    case 'possible-node-marker':
      return whole ? [`<!--lit-node ${op.nodeIndex}-->`] : [];
    case 'custom-element-open':
      return [{ kind: 'open', tag: op.tagName, attributes: [...op.staticAttributes] }];
    case 'custom-element-attributes':
      return [{ kind: 'attributes' }];
    case 'custom-element-shadow':
      return [{ kind: 'shadow' }];
    default:
      return [];
  }
}

const valuesOf = (op: Opcode): number =>
  op.type === 'attribute-part' ? op.strings.length - 1 : op.type === 'child-part' || op.type === 'element-part' ? 1 : 0;

/** Texts that stand beside each other as one. The space before a style goes with it, for it may leave nothing behind. */
function joined(steps: readonly Step[]): Step[] {
  const all: Step[] = [];
  for (const step of steps) {
    const last = all.at(-1);
    if (typeof step === 'string' && typeof last === 'string') all[all.length - 1] = last + step;
    else if (step !== '') all.push(step);
    if (typeof step !== 'string' && step.kind === 'style' && typeof last === 'string' && last.endsWith(' '))
      all[all.length - 2] = last.slice(0, -1);
  }
  return all;
}

/** Elements that may be ours. */
const OWN = /<[a-z][^\s>]*-/i;

/** Opcodes of a template; a text without any place, such as a merchant's description, is its own. */
const opcodesOf = (result: TemplateResult): readonly Opcode[] =>
  result.strings.length === 1 && !OWN.test(result.strings[0]!)
    ? [{ type: 'text', value: result.strings[0] || '<?>' }]
    : getTemplateOpcodes(result);

function worked(result: TemplateResult, whole: boolean): Steps {
  let at = 0;
  const steps: Step[] = [];
  for (const op of opcodesOf(result)) {
    for (const step of stepsFor(op, at, whole)) if (step !== undefined) steps.push(step);
    at += valuesOf(op);
  }
  if (at !== result.strings.length - 1)
    throw new Error(`A template has a value where none can be: ${result.strings.join('${…}')}`);
  if (!whole) return { name: '', steps: withoutAdding(joined(steps)) };
  return { name: ` ${digestForTemplateResult(result)}-->`, steps: joined(steps) };
}

const toTakeOver = new WeakMap<TemplateStringsArray, Steps>();
const toStay = new WeakMap<TemplateStringsArray, Steps>();

/**
 * How a template is written, worked out with its first drawing from what Lit's own server renderer finds in it: its texts, marks and
 * places are Lit's to the letter. `whole` for one that a script takes over; without, nothing stands in it that only scripts read.
 */
export function stepsOf(result: TemplateResult, whole: boolean): Steps {
  const known = whole ? toTakeOver : toStay;
  let steps = known.get(result.strings);
  if (!steps) known.set(result.strings, (steps = worked(result, whole)));
  return steps;
}
