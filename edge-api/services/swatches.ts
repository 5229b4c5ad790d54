import type { Swatch } from '../contract/products.ts';
import { colourOf } from './colour-names.ts';

/** "Colour" in the languages shops are written in. */
const COLOUR_OPTION =
  /^(?:colou?rs?|couleurs?|farben?|colore|colores|kleur|färg|farve|farge|väri|kolor|cor|renk|цвет|لون|اللون|الألوان|צבע|色|顏色|颜色|カラー|색상)$/i;

const HEX = /#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-z])/gi;
const MOST_COLOURS = 3;

/** #rrggbb of three or six digits. */
const sixDigits = (hex: string): string => `#${hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex}`.toLowerCase();

/** What a value is called and the colours it names: by codes in it, such as "Navy #1f2a44", else by its words, several parted by "/", "&" or "+". */
function readValue(value: string): { label: string; colors: string[] } {
  const codes = [...value.matchAll(HEX)].map(([, hex = '']) => sixDigits(hex));
  if (codes.length) {
    const label = value
      .replaceAll(HEX, '')
      .replaceAll(/\([\s,/|&+]*\)|[\s,;:/|-]+$/g, '')
      .trim();
    return { label: label || value, colors: codes.slice(0, MOST_COLOURS) };
  }
  const names = value.split(/\s*[/&+]\s*/).slice(0, MOST_COLOURS);
  const colors = names.map(colourOf);
  return { label: value, colors: colors.every((colour) => colour !== undefined) ? colors : [] };
}

/** What a value of an option or metafield of this name is called and the colours it names; null where it is not about colour. */
export const namedColours = (name: string, value: string): { label: string; colors: string[] } | null =>
  COLOUR_OPTION.test(name.trim()) ? readValue(value) : null;

/**
 * How the values of an option are drawn when it is about colour: by the colour each names, or the picture of its first
 * variant. Null when one of them can be neither: swatches beside bare words look broken.
 */
export function swatchesOf(
  name: string,
  values: readonly string[],
  imageOf: (value: string) => string | null,
): Swatch[] | null {
  if (!COLOUR_OPTION.test(name.trim())) return null;
  const swatches = values.map((value) => ({ ...readValue(value), imageId: imageOf(value) }));
  return swatches.every(({ colors, imageId }) => colors.length > 0 || imageId !== null) ? swatches : null;
}
