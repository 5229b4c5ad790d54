import type { BlocksClient } from '../../client/blocks-client.ts';

/** What a shop looks like, as CSS for frames: its theme, or the accent, font and corners it has without one. */
export async function looksOf(client: BlocksClient): Promise<string> {
  const [theme, { branding }] = await Promise.all([client.theme(), client.shop()]);
  const own = [
    ['--_accent', branding.accent],
    ['--_font', branding.font],
    ['--_radius', typeof branding.radiusPx === 'number' ? `${branding.radiusPx}px` : null],
  ].flatMap(([name, value]) => (value && !/[;{}<]/.test(value) ? [`${name}: ${value};`] : []));
  return `${theme}\n:root .root { ${own.join(' ')} }`;
}
