/** Draws content in each of a type's variants, the first of which stands in for one that is not known. */
export type Looks<Variant extends string, Draw> = Readonly<Record<Variant, Draw>>;

/** The variant to draw, of those in `looks`. */
export const lookOf = <Variant extends string>(variant: string, looks: Looks<Variant, unknown>): Variant =>
  (Object.hasOwn(looks, variant) ? variant : Object.keys(looks)[0]) as Variant;
