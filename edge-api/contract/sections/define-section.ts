import type { z } from '@hono/zod-openapi';

/** One type of section: what it may hold, how it may look, and an example that shows it well. */
export interface SectionType<Name extends string = string, Variant extends string = string, Content = unknown> {
  /** Name in data and addresses, such as `product-showcase`. */
  readonly type: Name;
  /** Name for people. */
  readonly title: string;
  /** What it is good for, in a sentence: generators choose by it. */
  readonly description: string;
  /** Its layouts, each with a sentence; the first is the one taken when none or an unknown one is named. */
  readonly variants: Readonly<Record<Variant, string>>;
  readonly content: z.ZodType<Content>;
  readonly example: Content;
  /** False for a type that generators of pages are not offered. */
  readonly generated?: false;
}

/** Declares a type of section, with the types of its parts inferred. */
export const defineSection = <const Name extends string, const Variant extends string, Schema extends z.ZodType>(type: {
  type: Name;
  title: string;
  description: string;
  variants: Readonly<Record<Variant, string>>;
  content: Schema;
  example: z.infer<Schema>;
  generated?: false;
}): SectionType<Name, Variant, z.infer<Schema>> => type as SectionType<Name, Variant, z.infer<Schema>>;

export type ContentOf<Type> = Type extends SectionType<string, string, infer Content> ? Content : never;
export type VariantOf<Type> = Type extends SectionType<string, infer Variant, unknown> ? Variant : never;
