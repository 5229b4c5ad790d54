import type { ProductOption } from '../../edge-api/contract/products.ts';

/** "Color" in the languages shops are written in; in any other an option still shows its values as text. */
const COLOR =
  /^(colou?rs?|couleur|farbe|colore|kleur|färg|farve|farge|väri|kolor|cor|renk|цвет|لون|اللون|צבע|色|顏色|颜色|カラー|색상)$/i;

/** Words CSS takes for a colour that do not name one. */
const NOT_A_COLOR = /^(inherit|initial|unset|revert|currentcolor|transparent)$/;

/** The CSS colour a value of an option names, such as "Light Blue"; undefined when the option is not about colour. */
export function swatchColor({ name }: ProductOption, value: string): string | undefined {
  if (!COLOR.test(name.trim())) return undefined;
  const color = value.toLowerCase().replace(/[\s-]/g, '');
  return /^[a-z]+$/.test(color) && !NOT_A_COLOR.test(color) && CSS.supports('color', color) ? color : undefined;
}
