/** Draws content in each of a type's variants, the first of which stands in for one that is not known. */
export type Looks<Variant extends string, Draw> = Readonly<Record<Variant, Draw>>;

/** Classes of up to three columns that are filled one after the other: so many that none of them stays empty. */
export const stacksOf = (count: number): string => `of-${count === 4 ? 2 : Math.min(count, 3)}`;

/** The variant to draw, of those in `looks`. */
export const lookOf = <Variant extends string>(variant: string, looks: Looks<Variant, unknown>): Variant =>
  (Object.hasOwn(looks, variant) ? variant : Object.keys(looks)[0]) as Variant;
