import type { Product, Variant } from '../../edge-api/contract/products.ts';

/** One value for each of the product's options, in their order; empty where nothing is chosen yet. */
export type Choice = readonly string[];

/** How a value stands, given the rest of the choice: `missing` means that no such variant is made. */
export type Standing = 'available' | 'sold-out' | 'missing';

/** The variant a choice means; undefined when that combination is not made. */
export function variantOf(product: Product, choice: Choice): Variant | undefined {
  return product.variants.find(({ options }) => options.every((value, index) => value === choice[index]));
}

/** The variants a choice still leaves open. */
export const variantsWithin = (product: Product, choice: Choice): Variant[] =>
  product.variants.filter(({ options }) => options.every((value, index) => !choice[index] || value === choice[index]));

/** Nothing chosen yet; options with one value alone are no question. */
export const openChoice = ({ options }: Product): Choice =>
  options.map(({ values }) => (values.length === 1 ? values[0]! : ''));

/** What is chosen before anybody chose: the variant asked for, else the first one that can be bought, else the first. */
export function firstChoice(product: Product, variantId = ''): Choice {
  const { variants } = product;
  const variant =
    variants.find(({ id }) => id === variantId) ?? variants.find(({ available }) => available) ?? variants[0];
  return variant?.options ?? product.options.map(({ values }) => values[0] ?? '');
}

/** The choice with one option's value replaced. */
export function choose(choice: Choice, option: number, value: string): Choice {
  return choice.map((current, index) => (index === option ? value : current));
}

/** How choosing `value` for an option would turn out. */
export function standing(product: Product, choice: Choice, option: number, value: string): Standing {
  const variants = variantsWithin(product, choose(choice, option, value));
  return variants.some(({ available }) => available) ? 'available' : variants.length ? 'sold-out' : 'missing';
}

/** The choice that a variant id, or values by option name, mean on top of the present one; undefined when they name nothing. */
export function choiceFrom(
  product: Product,
  choice: Choice,
  wanted: string | Readonly<Record<string, string>>,
): Choice | undefined {
  if (typeof wanted === 'string') return product.variants.find(({ id }) => id === wanted)?.options;
  const known = Object.entries(wanted).every(([name, value]) =>
    product.options.some((option) => option.name === name && option.values.includes(value)),
  );
  return known ? product.options.map(({ name }, index) => wanted[name] ?? choice[index] ?? '') : undefined;
}
