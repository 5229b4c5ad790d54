import { type Embedder, EmbeddingError } from './port.ts';

const REST_MS = 60_000;

/**
 * Leaves an embedder alone for a minute after it has failed with products, whichever store's they were: a provider that is
 * away is waited for once, and not once a store.
 */
export function resting(embedder: Embedder, now: () => number = Date.now): Embedder {
  let failed: { readonly at: number; readonly why: string } | undefined;
  return {
    ...embedder,
    async embed(texts, options) {
      if (options.kind === 'query') return embedder.embed(texts, options);
      if (failed && now() - failed.at < REST_MS) throw new EmbeddingError(`It has failed a moment ago: ${failed.why}`);
      try {
        return await embedder.embed(texts, options);
      } catch (error) {
        failed = { at: now(), why: error instanceof Error ? error.message : String(error) };
        throw error;
      }
    },
  };
}
