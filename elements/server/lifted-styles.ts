import type { StoreSummary } from '../../edge-api/contract/stores.ts';

/** What the build makes of a style that is set as a property: pages that allow no style in markup drop it unread. */
const STYLED = / data-vitrine-style="([^"]*)"/g;

/** What could end a declaration's rule, its element, or hide what follows. */
const UNSAFE = /[{}<>\\]|\/\*|@import/i;

const plain = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
  );

const isWhole = (text: string): boolean =>
  ['"', "'"].every((mark) => text.split(mark).length % 2 === 1) && text.split('(').length === text.split(')').length;

/**
 * Takes the styles of single nodes out of markup, into rules for a `<style>` of the same shadow root. Equal ones share a rule.
 * What is no plain declaration is left out; elements set it themselves once their script runs.
 */
export function liftStyles(markup: string): { html: string; css: string } {
  const rules = new Map<string, number>();
  const html = markup.replace(STYLED, (_whole, written: string) => {
    const style = plain(written).trim();
    if (!style || style.startsWith('background:undefined') || style.startsWith('background:null')) return '';
    if (UNSAFE.test(style) || !isWhole(style)) return '';
    let number = rules.get(style);
    if (number === undefined) rules.set(style, (number = rules.size));
    return ` data-s="${number}"`;
  });
  const css = [...rules].map(([style, number]) => `[data-s="${number}"]{${style}}`).join('');
  return { html, css };
}

/** What an element sets on its own box from the store's branding, as a rule. */
export function brandingOf(branding: StoreSummary['branding'] | undefined, columns: number | undefined): string {
  const declarations = [
    ['--_accent', branding?.accent],
    ['--_font', branding?.font],
    ['--_radius', typeof branding?.radiusPx === 'number' ? `${branding.radiusPx}px` : null],
    ['--columns', typeof columns === 'number' ? `${Math.max(1, columns || 1)}` : null],
  ].flatMap(([name, value]) =>
    value && !UNSAFE.test(value) && !value.includes(';') && isWhole(value) ? `${name}:${value}` : [],
  );
  return declarations.length ? `.root{${declarations.join(';')}}` : '';
}
