import type { ProductOption } from '../../edge-api/contract/products.ts';

/** "Color" in the languages shops are written in; in any other an option still shows its values as text. */
const COLOR =
  /^(colou?rs?|couleur|farbe|colore|kleur|färg|farve|farge|väri|kolor|cor|renk|цвет|لون|اللون|צבע|色|顏色|颜色|カラー|색상)$/i;

/** Words CSS takes for a colour that do not name one. */
const NOT_A_COLOR = /^(inherit|initial|unset|revert|currentcolor|transparent)$/;

/** Colours that shops name and CSS does not. */
const SHOP_COLORS: Readonly<Record<string, string>> = {
  burgundy: '#6d1f2f',
  camel: '#c19a6b',
  chalk: '#f2efe6',
  charcoal: '#36404a',
  clay: '#b9785a',
  cream: '#f7efdc',
  ecru: '#d8cbb0',
  ink: '#26323f',
  moss: '#6f7a52',
  mustard: '#d8a31a',
  natural: '#e6dccb',
  oat: '#dfd3bd',
  rose: '#e0a3a6',
  rust: '#a9502a',
  sage: '#9caf88',
  sand: '#d3bd9a',
  stone: '#b8b0a2',
  taupe: '#8b7e74',
  terracotta: '#c0694d',
};

function namedColor(value: string): string | undefined {
  const color = value.toLowerCase().replace(/[\s-]/g, '');
  if (Object.hasOwn(SHOP_COLORS, color)) return SHOP_COLORS[color];
  return /^[a-z]+$/.test(color) && !NOT_A_COLOR.test(color) && CSS.supports('color', color) ? color : undefined;
}

/**
 * The CSS colour a value of an option names, such as "Light Blue"; undefined when the option is not about colour, or when
 * one of its other values names none: swatches beside bare words look broken.
 */
export function swatchColor({ name, values }: ProductOption, value: string): string | undefined {
  return COLOR.test(name.trim()) && values.every(namedColor) ? namedColor(value) : undefined;
}
