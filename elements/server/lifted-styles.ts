import type { StoreSummary } from '../../edge-api/contract/stores.ts';

/** What the build makes of a style that is set as a property: see `tools/lit-for-servers.ts`. */
export const STYLE_ATTRIBUTE = 'data-vitrine-style';

/** What could end a declaration's rule, its element, or hide what follows. */
const UNSAFE = /[{}<>\\]|\/\*|@import/i;

const isWhole = (text: string): boolean =>
  ['"', "'"].every((mark) => text.split(mark).length % 2 === 1) && text.split('(').length === text.split(')').length;

/**
 * The styles of single nodes of one shadow root, which pages with a policy allow in no attribute: they become rules of a `<style>`.
 * What is no plain declaration is left out; elements set it themselves once their script runs.
 */
export class LiftedStyles {
  private readonly attributes = new Map<string, string>();
  private count = 0;
  /** All rules. */
  css = '';

  /** What is written in the place of a node's style, with the space before it. Equal ones share a rule. */
  put(given: string): string {
    let attribute = this.attributes.get(given);
    if (attribute === undefined) this.attributes.set(given, (attribute = this.lift(given.trim())));
    return attribute;
  }

  private lift(style: string): string {
    if (!style || style.startsWith('background:undefined') || style.startsWith('background:null')) return '';
    if (UNSAFE.test(style) || !isWhole(style)) return '';
    const attribute = ` data-s="${this.count++}"`;
    this.css += `[${attribute.slice(1)}]{${style}}`;
    return attribute;
  }
}

/** What elements set on their own boxes from the store's branding, as declarations. */
export const brandingOf = (branding: StoreSummary['branding'] | undefined): string[] =>
  [
    ['--_accent', branding?.accent],
    ['--_font', branding?.font],
    ['--_radius', typeof branding?.radiusPx === 'number' ? `${branding.radiusPx}px` : null],
  ].flatMap(([name, value]) =>
    value && !UNSAFE.test(value) && !value.includes(';') && isWhole(value) ? `${name}:${value}` : [],
  );
