/** What a text is: products are embedded once and kept, queries are asked for while somebody waits. */
export type TextKind = 'product' | 'query';

export interface EmbedOptions {
  readonly kind: TextKind;
  /** Ends the work, which then rejects. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many tokens a provider charged, as it answers. */
  readonly onTokens?: ((tokens: number) => void) | undefined;
}

/** Makes vectors of texts, so that texts that mean about the same point about the same way. */
export interface Embedder {
  /** Provider, model, version and dimensions: vectors of different names are not compared. At most 100 characters. */
  readonly name: string;
  readonly dimensions: number;
  /** Most texts of one call. */
  readonly maxBatch: number;
  /** How much a search listens to it beside the words, 0 to 1; 0 asks it only when the words find nothing. */
  readonly weight: number;
  /** One vector of length 1 for each text, in their order. The text of a product has its title in the first line and its type in the second. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>;
}

/** Dimensions of every vector we keep, as `product_vectors` has them. */
export const DIMENSIONS = 256;

/** A provider that does not give vectors. Its message never has a key in it. */
export class EmbeddingError extends Error {
  override readonly name = 'EmbeddingError';
}

/** Scales a vector to length 1, in place; one without direction stays as it is. */
export function toUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (length > 0) for (let at = 0; at < vector.length; at++) vector[at]! /= length;
  return vector;
}
