import { hexOf } from '../../contract/bytes-text.ts';
import type { Embedder } from '../../adapters/embeddings/port.ts';
import type { PendingProduct, VectorRepository } from '../../repositories/search-vectors.ts';

/** Changes looked at in one go. */
const BATCH = 256;

export interface EmbeddingWork {
  readonly vectors: VectorRepository;
  readonly embedder: Embedder;
  readonly now: () => number;
  /** Ends what is asked of the embedder, and so the turn. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many tokens a provider charged. */
  readonly onTokens?: ((tokens: number) => void) | undefined;
  /** Lets everybody else have a turn. */
  readonly pause?: (() => Promise<void>) | undefined;
}

export interface EmbeddingTurn {
  /** When to leave the rest for another turn. */
  readonly untilMs: number;
  /** False leaves the vectors of another model as they are. */
  readonly mayChangeModel?: boolean;
}

/** The text a product's vector is made of: a line each for title, type, vendor, tags and description. */
export const textOf = ({ title, productType, vendor, tags, description }: PendingProduct): string =>
  [title, productType, vendor, tags?.join(', '), description]
    .map((part) => (part ?? '').replaceAll(/\s+/g, ' ').trim())
    .join('\n');

/** Tells texts of models apart. */
async function hashOf(model: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${model}\n${text}`));
  return hexOf(new Uint8Array(digest, 0, 16));
}

const realPause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/**
 * Makes the vectors of what has changed since the last turn, batch by batch, each in a transaction of its own that notes how
 * far it is: whoever is killed goes on from there. Texts that a vector is made of already cost nothing. Answers whether all
 * is done; rejects when the embedder does, and has kept what was made before.
 */
export async function embedProducts(
  { vectors, embedder, now, signal, onTokens, pause = realPause }: EmbeddingWork,
  { untilMs, mayChangeModel = true }: EmbeddingTurn,
): Promise<boolean> {
  let { embeddedSeq, seq, model } = await vectors.progress();
  if (model !== embedder.name) {
    if (!mayChangeModel && model !== '') return true;
    await vectors.useModel(embedder.name);
    embeddedSeq = 0;
  }
  let told = false;
  for (let first = true; embeddedSeq < seq; first = false) {
    if (!first) {
      await pause();
      if (now() >= untilMs) return false;
    }
    const changes = await vectors.pending(embeddedSeq, BATCH);
    const last = changes.at(-1);
    if (!last) break;
    const made = await make(changes);
    const gone = changes.filter(({ onSale, textHash }) => !onSale && textHash !== null).map(({ product }) => product);
    told ||= made.length > 0 || gone.length > 0;
    await vectors.write(embedder.name, made, gone, last.seq, told && last.seq >= seq);
    embeddedSeq = last.seq;
    if (embeddedSeq >= seq) ({ seq } = await vectors.progress());
  }
  return true;

  async function make(changes: readonly PendingProduct[]) {
    const wanted: { product: number; text: string; textHash: string }[] = [];
    for (const change of changes) {
      if (!change.onSale) continue;
      const text = textOf(change);
      const textHash = await hashOf(embedder.name, text);
      if (textHash !== change.textHash) wanted.push({ product: change.product, text, textHash });
    }
    const made: { product: number; vector: Float32Array; textHash: string }[] = [];
    for (let from = 0; from < wanted.length; from += embedder.maxBatch) {
      const some = wanted.slice(from, from + embedder.maxBatch);
      const embedded = await embedder.embed(
        some.map(({ text }) => text),
        { kind: 'product', signal, onTokens },
      );
      for (const [at, { product, textHash }] of some.entries()) made.push({ product, textHash, vector: embedded[at]! });
      await pause();
    }
    return made;
  }
}
