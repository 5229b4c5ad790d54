import { ElementRenderer } from '@lit-labs/ssr/lib/element-renderer.js';
import { renderValue, type RenderInfo } from '@lit-labs/ssr/lib/render-value.js';
import { STYLE_ATTRIBUTE } from './lifted-styles.ts';
import type { InnerElement, Writing } from './write-value.ts';

type Pieces = ReturnType<typeof renderValue>;

/** Calls what is to be called and puts the pieces together. */
function joined(pieces: Pieces | undefined): string {
  let text = '';
  for (let piece of (pieces ?? []) as unknown[]) {
    while (typeof piece === 'function') piece = (piece as () => unknown)();
    text += Array.isArray(piece) ? joined(piece as unknown as Pieces) : ((piece as string | undefined) ?? '');
  }
  return text;
}

/** One of our elements, as Lit's renderer wants to have it. */
const rendererFor = (writing: Writing) =>
  class extends ElementRenderer {
    private readonly inner: InnerElement;

    constructor(tag: string) {
      super(tag);
      this.inner = writing.open(tag);
    }

    static override matchesClass(): boolean {
      return true;
    }

    override setAttribute(name: string, value: string): void {
      this.inner.setAttribute(name, value);
    }

    override setProperty(name: string, value: unknown): void {
      this.inner.setProperty(name, value);
    }

    override renderAttributes(): string[] {
      return [this.inner.attributes()];
    }

    override renderShadow(): string[] | undefined {
      const template = /^<template shadowrootmode="open">([^]*)<\/template>$/.exec(this.inner.shadow());
      return template ? [template[1]!] : undefined;
    }
  };

/** What stands around it all. */
class Host extends ElementRenderer {}

const STYLED = new RegExp(` ${STYLE_ATTRIBUTE}="([^"]*)"`, 'g');
const NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => NAMES[name]!);

/** What markup that stays as it is does without. */
const SCRIPTED: readonly (readonly [RegExp, string])[] = [
  [/<(\/?)vitrine-(?:sections|section|showcase-products|product-grid|product|block)(?=[\s>])/g, '<$1div'],
  [/<!--(?:\/?lit-part|lit-node)[^>]*-->|<\?>| defer-hydration(?=[\s>])/g, ''],
  [/<button\s+class="add"[^]*?<\/button>/g, ''],
];

/** As `writeValue` of `write-value.ts`, by Lit's own renderer: built in its place, it draws what ours has to be equal to. */
export function writeValue(value: unknown, writing: Writing): string {
  const info: RenderInfo = {
    elementRenderers: [rendererFor(writing)],
    customElementInstanceStack: [],
    customElementHostStack: [new Host('div')],
    eventTargetStack: [],
    slotStack: [],
    deferHydration: false,
  };
  const markup = joined(renderValue(value, info)).replace(STYLED, (_, style: string) => writing.style(plain(style)));
  return writing.whole ? markup : SCRIPTED.reduce((text, [pattern, instead]) => text.replace(pattern, instead), markup);
}
