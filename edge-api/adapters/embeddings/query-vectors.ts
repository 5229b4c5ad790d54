import type { Embedder } from './port.ts';

/** Queries remembered, about 1.2 KB each. */
const MOST = 2000;
/** Longest that a search waits for its vector. */
const PATIENCE_MS = 300;
/** How long nobody asks after a failure, so that a provider that is away costs one search its patience and not each. */
const REST_MS = 10_000;

export interface QueryVectorsOptions {
  readonly now?: () => number;
  readonly patienceMs?: number;
  /** Told why a query goes without a vector; once in each rest. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Vectors of queries: the same query is asked for once, and no query waits long. */
export interface QueryVectors {
  readonly embedder: Embedder;
  /** The vector of a query; null when the provider is away, slow or unwell. Never rejects. */
  of(query: string, onTokens?: (tokens: number) => void): Promise<Float32Array | null>;
}

/**
 * Remembers the vectors of queries that were asked for last. What comes too late for the search that asked is remembered for
 * the next.
 */
export function queryVectors(embedder: Embedder, options: QueryVectorsOptions = {}): QueryVectors {
  const { now = Date.now, patienceMs = PATIENCE_MS, onTrouble } = options;
  const kept = new Map<string, Float32Array>();
  let restUntil = -Infinity;

  function keep(query: string, vector: Float32Array): void {
    kept.delete(query);
    kept.set(query, vector);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
  }

  function rest(error: unknown): null {
    if (now() >= restUntil) onTrouble?.(error);
    restUntil = now() + REST_MS;
    return null;
  }

  return {
    embedder,
    async of(text, onTokens) {
      const query = text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
      if (query === '') return null;
      const known = kept.get(query);
      if (known) {
        keep(query, known);
        return known;
      }
      if (now() < restUntil) return null;
      const asked = embedder.embed([query], { kind: 'query', onTokens }).then(
        ([vector]) => {
          if (vector) keep(query, vector);
          return vector ?? null;
        },
        (error: unknown) => rest(error),
      );
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), patienceMs);
      });
      try {
        return await Promise.race([asked, late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
