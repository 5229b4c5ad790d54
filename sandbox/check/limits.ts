/** How much a block may be. All of it is told to who writes one (`docs/decisions/blocks-checked-and-cleaned.md`). */
export const LIMITS = {
  /** Bytes of the source as UTF-8. */
  bytes: 64 * 1024,
  /**
   * How far the parser may call itself: about a hundred brackets in one another, or 300 operands in a row. The engine a block runs in
   * reads half as far again before it gives up.
   */
  depth: 300,
  /** Calls of the parser in all. Honest sources need two for each of their words; what makes it try again and again needs far more. */
  calls: 250_000,
  /** The same for the parser of TypeScript, which is slower and tries more. */
  typedCalls: 100_000,
  /** Parts of the source that are looked at to find out what keys are, each as often as it is part of one. Honest sources need a few for each key. */
  looks: 100_000,
  /** Groups of one regular expression. */
  groups: 64,
  /** Characters of one regular expression. */
  pattern: 1000,
  /** Problems told at once. */
  problems: 50,
} as const;
