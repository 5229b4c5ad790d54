import { z } from 'zod';
import { DIMENSIONS, type Embedder, EmbeddingError, type EmbedOptions, toUnit } from './port.ts';

const MODEL = '@cf/google/embeddinggemma-300m';
/** Texts that Workers AI takes in one call. */
const MOST_TEXTS = 100;
const MOST_CHARACTERS = 4000;

/** The binding of Workers AI, as far as we use it. */
export interface Ai {
  run(model: string, input: { text: string[] }): Promise<unknown>;
}

const Answer = z.object({ data: z.array(z.array(z.number()).min(DIMENSIONS)) });

/** What the model was trained to see before each kind of text (its model card, "Prompt instructions"). */
const PROMPTS = { product: 'title: none | text: ', query: 'task: search result | query: ' } as const;

/**
 * Google's EmbeddingGemma on Workers AI. It understands over a hundred languages, and its first 256 dimensions are trained
 * to be a vector of their own (Matryoshka representation learning), so they are kept and the others are not.
 */
export function workersAiEmbedder(ai: Ai): Embedder {
  async function ask(texts: readonly string[], { kind, signal }: EmbedOptions): Promise<Float32Array[]> {
    signal?.throwIfAborted();
    const text = texts.map((one) => PROMPTS[kind] + one.slice(0, MOST_CHARACTERS).replaceAll('\n', ', '));
    const answer = Answer.safeParse(await ai.run(MODEL, { text }));
    if (!answer.success || answer.data.data.length !== texts.length)
      throw new EmbeddingError('Workers AI answered something else than one vector a text.');
    return answer.data.data.map((vector) => toUnit(Float32Array.from(vector.slice(0, DIMENSIONS))));
  }

  return {
    name: `workers-ai:embeddinggemma-300m:${DIMENSIONS}`,
    dimensions: DIMENSIONS,
    maxBatch: MOST_TEXTS,
    weight: 0.5,
    async embed(texts, asked) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += MOST_TEXTS)
        vectors.push(...(await ask(texts.slice(from, from + MOST_TEXTS), asked)));
      return vectors;
    },
  };
}
