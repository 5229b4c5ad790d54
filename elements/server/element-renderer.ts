import { escapeHtml } from '@lit-labs/ssr/lib/util/escape-html.js';
import { LitElement, ReactiveElement, type PropertyValues, type ReactiveController } from 'lit';
import { _$LE } from 'lit-element/private-ssr-support.js';
import type { ShownBlock } from '../../edge-api/contract/blocks.ts';
import { isRightToLeft } from '../internal/strings.ts';
import { Watch } from '../internal/watch.ts';
import type { StoreContext } from '../store/context.ts';
import { keptShadow, type Inputs, type Shadow } from './kept-shadows.ts';
import { LiftedStyles } from './lifted-styles.ts';
import { sheetsOf, sheetUrl } from './sheets.ts';
import { formsLeadingTo } from './static-markup.ts';
import { writeValue, type InnerElement } from './write-value.ts';

const { attributeToProperty, changedProperties } = _$LE as {
  attributeToProperty: (element: ReactiveElement, name: string, value: string) => void;
  changedProperties: (element: ReactiveElement) => unknown;
};
/** What Lit calls of an element, and lets nobody else call. */
interface Updating {
  willUpdate(changed: PropertyValues): void;
  update(changed: PropertyValues): void;
}
/** What all of Lit's elements do of an update, without drawing: properties become attributes. */
const { update: reflect } = ReactiveElement.prototype as unknown as Updating;

/** What elements have that are drawn here; TypeScript keeps parts of it private. */
interface Drawn extends ReactiveElement {
  readonly store: StoreContext | undefined;
  readonly locale: string;
  readonly theme?: string;
  readonly storeConsumer?: { value: StoreContext };
  readonly layout?: string;
  readonly block?: ShownBlock;
  readonly columns?: number;
  near?: boolean;
  take?: (module: Promise<unknown>) => unknown;
  render(): unknown;
}

/** What one drawing needs and makes. Drawing does not wait for anything, so there is one at a time. */
export interface Drawing {
  readonly store: StoreContext;
  /** Where the build's files are, such as `/assets/`. */
  readonly assets: string;
  /** Texts of the `<style>` elements that were written, for a policy that names their hashes. */
  readonly styles: Set<string>;
  /** The same of blocks, which are nothing without them. */
  readonly blocks: Set<string>;
  /** Declarations for the box of each element. */
  readonly branding: readonly string[];
  /** What is the same for all elements of it and decides how they look: language, theme, branding, where files are. */
  readonly place: string;
  /** Whether scripts may take over. */
  readonly whole: boolean;
  /** Where a form to buy leads in markup that stays as it is. */
  readonly formAction?: string | undefined;
}

let drawing: Drawing | undefined;

/** Draws something within `next`. */
export function within<T>(next: Drawing, draw: () => T): T {
  const before = drawing;
  drawing = next;
  try {
    return draw();
  } finally {
    drawing = before;
  }
}

const CONTROLLERS = Symbol('controllers');
type Noted = ReactiveElement & { [CONTROLLERS]?: ReactiveController[] };

/** Lit keeps an element's controllers to itself: they are noted here as they are added. */
export function noteControllers(prototype: ReactiveElement): void {
  const { addController } = prototype;
  prototype.addController = function (this: Noted, controller) {
    (this[CONTROLLERS] ??= []).push(controller);
    addController.call(this, controller);
  };
}

const attributesOf = (attributes: Iterable<{ readonly name: string; readonly value: string }>): string => {
  let text = '';
  for (const { name, value } of attributes) text += value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`;
  return text;
};

/** An element that is no component of ours: it stands as its template has it, and does the rest in a browser. */
class PlainElement implements InnerElement {
  private readonly given = new Map<string, string>();

  setAttribute(name: string, value: string): void {
    this.given.set(name, value);
  }

  setProperty(): void {}

  attributes(): string {
    return attributesOf([...this.given].map(([name, value]) => ({ name, value })));
  }

  shadow(): string {
    return '';
  }
}

const open = (tag: string): InnerElement =>
  customElements.get(tag)?.prototype instanceof LitElement ? new VitrineRenderer(tag) : new PlainElement();

/** A block's sheet; it was cleaned, and what could end its element is written in another way all the same. */
const cssOf = ({ block }: Pick<Drawn, 'block'>): string => (block?.css ?? '').replaceAll('<', '\\3c ');

/** The box around everything that an element shows. */
const ROOT = /<div(?=[^>]*? class="root)/;

/**
 * Draws one of our elements as it stands right after its first update in a browser: with its store, what it watches, and
 * what it writes into its own shadow root afterwards. Nothing is connected, so that nothing observes or listens.
 */
export class VitrineRenderer implements InnerElement {
  private readonly element: Drawn;

  constructor(tag: string) {
    this.element = new (customElements.get(tag) as unknown as new () => Drawn)();
  }

  setAttribute(name: string, value: string): void {
    this.element.setAttribute(name, value);
    attributeToProperty(this.element, name, value);
  }

  setProperty(name: string, value: unknown): void {
    (this.element as unknown as Record<string, unknown>)[name] = value;
  }

  /** Does what precedes the first update; properties that are shown as attributes become some. */
  private prepare(): void {
    const { element } = this;
    if (element.storeConsumer) element.storeConsumer.value = drawing!.store;
    for (const controller of (element as Noted)[CONTROLLERS] ?? [])
      if (controller instanceof Watch) controller.hostUpdate();
    if ('near' in element) element.near = true;
    // Layouts and controls that are fetched work with a real layout alone.
    if (element.localName === 'vitrine-product-grid') element.take = (module) => module.catch(() => undefined);
    const changed = changedProperties(element) as PropertyValues;
    const updating = element as unknown as Updating;
    updating.willUpdate(changed);
    reflect.call(updating, changed);
  }

  attributes(): string {
    this.prepare();
    return attributesOf(this.element.attributes);
  }

  shadow(): string {
    const { styles, blocks, place } = drawing!;
    const { html, rules } = keptShadow(this.element as unknown as Inputs, place, () => this.drawShadow());
    if (rules) styles.add(rules);
    const own = cssOf(this.element);
    if (own) blocks.add(own);
    return `<template shadowrootmode="open">${html}</template>`;
  }

  private drawShadow(): Shadow {
    const { element } = this;
    const { assets, whole, formAction, store, branding } = drawing!;
    const lifted = new LiftedStyles();
    const style = (text: string) => lifted.put(text);
    const shown = writeValue(element.render(), { whole, style, open });
    const links = sheetsOf(element)
      .map((sheet) => `<link rel="stylesheet" href="${assets}${sheetUrl(sheet)}">`)
      .join('');
    const { locale } = element;
    const about = ` lang="${locale}" dir="${isRightToLeft(locale) ? 'rtl' : 'ltr'}" data-theme="${element.theme ?? store.theme ?? ''}"`;
    const html = shown.replace(ROOT, `$&${about}`);
    const { columns } = element;
    const own = typeof columns === 'number' ? [...branding, `--columns:${Math.max(1, columns || 1)}`] : branding;
    const css = cssOf(element);
    const blockStyle = css && `<style data-block>${css}</style>`;
    const rules = `${own.length ? `.root{${own.join(';')}}` : ''}${lifted.css}`;
    return {
      html:
        links + (whole ? html : formsLeadingTo(html, formAction)) + (rules && `<style>${rules}</style>`) + blockStyle,
      rules,
    };
  }

  /** The whole element, from its tag on. */
  drawWhole(): string {
    const name = drawing!.whole ? this.element.localName : 'div';
    return `<${name}${this.attributes()}>${this.shadow()}</${name}>`;
  }
}
