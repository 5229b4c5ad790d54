import { z } from 'zod';
import { DIMENSIONS, type Embedder, EmbeddingError, type EmbedOptions, toUnit } from './port.ts';

const MODEL = 'text-embedding-3-small';
/** The API takes at most 2048 texts, 8192 tokens a text and 300,000 tokens a request. A token is at least one byte. */
const MOST_TEXTS = 256;
const MOST_BYTES_OF_TEXT = 8000;
const MOST_BYTES = 290_000;

/** How often a request is made again after the first, and how long it may take. */
const RETRIES = { product: 5, query: 0 } as const;
const TIMEOUT_MS = { product: 60_000, query: 5000 } as const;
/** Waits between attempts: doubled each time, with chance in them, unless the API says how long. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

export interface OpenAiOptions {
  readonly apiKey: string;
  /** Where its API is, without a slash at the end. */
  readonly baseUrl?: string | undefined;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** The answer of `POST /embeddings`, with vectors as base64 of little-endian floats. */
const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.string() })),
  usage: z.object({ total_tokens: z.int() }),
});
const Refusal = z.object({ error: z.object({ message: z.string(), code: z.unknown().optional() }) });

function realWait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      // What an abort gives as its reason is an error, unless the caller says otherwise.
      reject(signal.reason as Error);
    });
  });
}

/** Milliseconds of a `Retry-After` header: seconds, or a date. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

const encoder = new TextEncoder();

/** The first bytes of a text that make whole characters, or a sign where there is nothing: the API refuses the empty text. */
function fitting(text: string): { text: string; bytes: number } {
  const buffer = new Uint8Array(MOST_BYTES_OF_TEXT);
  const { read, written } = encoder.encodeInto(text, buffer);
  const cut = text.slice(0, read).trim();
  return cut === '' ? { text: '-', bytes: 1 } : { text: cut, bytes: written };
}

/** Splits texts into requests that are within the limits. */
function batched(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let bytes = MOST_BYTES;
  for (const one of texts.map(fitting)) {
    const batch = batches.at(-1);
    if (batch && batch.length < MOST_TEXTS && bytes + one.bytes <= MOST_BYTES) {
      batch.push(one.text);
      bytes += one.bytes;
    } else {
      batches.push([one.text]);
      bytes = one.bytes;
    }
  }
  return batches;
}

function vectorOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (bytes.length !== DIMENSIONS * 4)
    throw new EmbeddingError(`OpenAI answered a vector of ${bytes.length / 4} dimensions instead of ${DIMENSIONS}.`);
  const view = new DataView(bytes.buffer);
  return toUnit(Float32Array.from({ length: DIMENSIONS }, (_, at) => view.getFloat32(at * 4, true)));
}

type Attempt =
  | { readonly vectors: Float32Array[] }
  | { readonly problem: string; readonly again: boolean; readonly waitMs: number | undefined };

/**
 * OpenAI's embeddings, as its API reference documents them (platform.openai.com/docs/api-reference/embeddings). Requests that
 * are refused for their number, or fail at the other end, are made again; a query is asked for once, since somebody waits.
 */
export function openAiEmbedder(options: OpenAiOptions): Embedder {
  const { apiKey, baseUrl = 'https://api.openai.com/v1', now = Date.now } = options;
  const { random = Math.random, wait = realWait } = options;

  async function attempt(input: string[], { kind, signal, onTokens }: EmbedOptions): Promise<Attempt> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS[kind]);
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(`${baseUrl}/embeddings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: MODEL, input, dimensions: DIMENSIONS, encoding_format: 'base64' }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      body = await response.json().catch(() => undefined);
    } catch (error) {
      signal?.throwIfAborted();
      const problem = timeout.aborted ? 'took too long' : `cannot be reached (${nameOf(error)})`;
      return { problem, again: true, waitMs: undefined };
    }
    signal?.throwIfAborted();
    if (!response.ok) return refusal(response, body);
    const parsed = Answer.safeParse(body);
    if (!parsed.success) return { problem: 'answered something else than vectors', again: true, waitMs: undefined };
    const { data, usage } = parsed.data;
    onTokens?.(usage.total_tokens);
    const byIndex = new Map(data.map(({ index, embedding }) => [index, embedding]));
    return {
      vectors: input.map((_, index) => {
        const embedding = byIndex.get(index);
        if (embedding === undefined) throw new EmbeddingError('OpenAI left out a vector that it was asked for.');
        return vectorOf(embedding);
      }),
    };
  }

  function refusal(response: Response, body: unknown): Attempt {
    const { status, headers } = response;
    const told = Refusal.safeParse(body);
    const code = told.success ? told.data.error.code : undefined;
    // A key may be repeated in the message, in part; it is nobody's to read.
    const message = told.success ? `: ${told.data.error.message.replaceAll(/\bsk-\S+/g, 'sk-…').slice(0, 200)}` : '';
    const again = (status === 429 && code !== 'insufficient_quota') || status === 408 || status >= 500;
    return {
      problem: `answered ${status}${message}`,
      again,
      waitMs: retryAfterMs(headers.get('retry-after'), now()),
    };
  }

  async function ask(input: string[], asked: EmbedOptions): Promise<Float32Array[]> {
    for (let tries = 0; ; tries += 1) {
      const result = await attempt(input, asked);
      if ('vectors' in result) return result.vectors;
      if (!result.again || tries >= RETRIES[asked.kind]) throw new EmbeddingError(`OpenAI ${result.problem}.`);
      const backOff = FIRST_WAIT_MS * 2 ** tries * (0.5 + random() / 2);
      // Who is told to wait longer than we ever would comes back another time.
      if ((result.waitMs ?? 0) > LONGEST_WAIT_MS) throw new EmbeddingError(`OpenAI ${result.problem}.`);
      await wait(Math.min(LONGEST_WAIT_MS, Math.max(result.waitMs ?? 0, backOff)), asked.signal);
    }
  }

  return {
    name: `openai:${MODEL}:${DIMENSIONS}`,
    dimensions: DIMENSIONS,
    maxBatch: MOST_TEXTS,
    weight: 0.5,
    async embed(texts, asked) {
      const vectors: Float32Array[] = [];
      for (const batch of batched(texts)) vectors.push(...(await ask(batch, asked)));
      return vectors;
    },
  };
}

const nameOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.name) : 'unknown';
};
