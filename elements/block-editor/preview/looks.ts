import type { BlocksClient } from '../../client/blocks-client.ts';

export interface Looks {
  /** CSS for frames: its theme, or the accent, font and corners it has without one. */
  readonly sheet: string;
  /** Language its pages are in. */
  readonly locale: string;
}

/** What a shop looks like, and the language it speaks. */
export async function looksOf(client: BlocksClient): Promise<Looks> {
  const [theme, { branding, locale }] = await Promise.all([client.theme(), client.shop()]);
  const own = [
    ['--_accent', branding.accent],
    ['--_font', branding.font],
    ['--_radius', typeof branding.radiusPx === 'number' ? `${branding.radiusPx}px` : null],
  ].flatMap(([name, value]) => (value && !/[;{}<]/.test(value) ? [`${name}: ${value};`] : []));
  return { sheet: `${theme}\n:root .root { ${own.join(' ')} }`, locale };
}
