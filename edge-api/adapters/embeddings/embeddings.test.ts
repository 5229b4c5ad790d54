import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, describe, test } from 'node:test';
import { readEnvironment } from '../../env.ts';
import { chooseEmbedder } from './choose.ts';
import { localEmbedder } from './local.ts';
import { openAiEmbedder, retryAfterMs } from './openai.ts';
import { DIMENSIONS, type Embedder } from './port.ts';
import { queryVectors } from './query-vectors.ts';
import { resting } from './resting.ts';
import { workersAiEmbedder } from './workers-ai.ts';

const KEY = 'sk-a-key-that-must-not-be-told';

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: { model: string; input: string[]; dimensions: number; encoding_format: string };
}
type Answer = { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown };

let asked: Asked[] = [];
/** What the server answers, in turn; then vectors. */
let answers: (Answer | 'hang up')[] = [];

const base64 = (vector: readonly number[]) => Buffer.from(Float32Array.from(vector).buffer).toString('base64');
/** A vector that points along one axis. */
const along = (axis: number, length = 1) =>
  Array.from({ length: DIMENSIONS }, (_, at) => (at === axis % DIMENSIONS ? length : 0));
/** An answer as the API reference shows it; the last comes first, since `index` and not the order says whose it is. */
const vectorsFor = (input: readonly string[]) => ({
  object: 'list',
  data: input
    .map((text, index) => ({ object: 'embedding', index, embedding: base64(along(text.length, 3)) }))
    .toReversed(),
  model: 'text-embedding-3-small',
  usage: { prompt_tokens: input.length * 5, total_tokens: input.length * 5 },
});
const refused = (message: string, code: string | null) => ({
  error: { message, type: 'invalid_request_error', param: null, code },
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    asked.push({ method: request.method, path: request.url, headers: request.headers, body });
    const answer = answers.shift() ?? { body: vectorsFor(body.input) };
    if (answer === 'hang up') return void request.socket.destroy();
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => server.close());
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

let waits: number[] = [];
const openAi = () =>
  openAiEmbedder({ apiKey: KEY, baseUrl, random: () => 1, wait: async (ms) => void waits.push(ms), now: () => 0 });

beforeEach(() => {
  asked = [];
  answers = [];
  waits = [];
});

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-4, `${actual}`);

describe('OpenAI', () => {
  test('is asked as its reference documents, and answers unit vectors in the order of the texts', async () => {
    let tokens = 0;
    const vectors = await openAi().embed(['a', 'bbb', 'cc'], { kind: 'product', onTokens: (more) => (tokens += more) });
    const [one] = asked;
    assert.equal(`${one?.method} ${one?.path}`, 'POST /v1/embeddings');
    assert.equal(one?.headers.authorization, `Bearer ${KEY}`);
    assert.deepEqual(one?.body, {
      model: 'text-embedding-3-small',
      input: ['a', 'bbb', 'cc'],
      dimensions: 256,
      encoding_format: 'base64',
    });
    assert.deepEqual(
      vectors.map((vector) => vector.indexOf(1)),
      [1, 3, 2],
    );
    assert.equal(tokens, 15);
  });

  test('gets no request beyond its limits: texts, bytes of a text, bytes in all, and never an empty text', async () => {
    const long = 'ä'.repeat(20_000);
    const texts = [...Array.from({ length: 100 }, () => long), ' ', ...Array.from({ length: 600 }, () => 'x')];
    const vectors = await openAi().embed(texts, { kind: 'product' });
    assert.equal(vectors.length, 701);
    for (const { body } of asked) {
      assert.ok(body.input.length <= 2048);
      assert.ok(body.input.every((text) => text !== '' && Buffer.byteLength(text) <= 8192));
      assert.ok(body.input.reduce((sum, text) => sum + Buffer.byteLength(text), 0) <= 300_000);
    }
    assert.deepEqual(
      asked.flatMap(({ body }) => body.input.map((text) => text.length)),
      texts.map((text) => Math.min(4000, Math.max(1, text.trim().length))),
    );
  });

  test('is asked again when it is busy or broken, as late as it says and ever later', async () => {
    const busy = refused('Rate limit reached', 'rate_limit_exceeded');
    answers = [
      { status: 429, headers: { 'retry-after': '7' }, body: busy },
      { status: 500, body: {} },
      { status: 503, body: 'no' },
      'hang up',
    ];
    assert.equal((await openAi().embed(['a'], { kind: 'product' })).length, 1);
    assert.deepEqual(waits, [7000, 1000, 2000, 4000]);
  });

  test('is given up on in the end, and at once where another try would help nobody', async () => {
    answers = Array.from({ length: 9 }, () => ({ status: 500, body: {} }));
    await assert.rejects(openAi().embed(['a'], { kind: 'product' }), { message: 'OpenAI answered 500.' });
    assert.equal(asked.length, 6);
    for (const [status, code, headers] of [
      [401, 'invalid_api_key', {}],
      [400, null, {}],
      [429, 'insufficient_quota', {}],
      [429, 'rate_limit_exceeded', { 'retry-after': '86400' }],
    ] as const) {
      asked = [];
      answers = [{ status, headers, body: refused(`No: ${KEY} is not right`, code) }];
      await assert.rejects(openAi().embed(['a'], { kind: 'product' }), (error: Error) => !error.message.includes(KEY));
      assert.equal(asked.length, 1, `${status} ${code}`);
    }
  });

  test('is asked once for a query, since somebody waits', async () => {
    answers = [{ status: 500, body: {} }];
    await assert.rejects(openAi().embed(['a'], { kind: 'query' }));
    assert.equal(asked.length, 1);
  });

  test('answers vectors of other dimensions, too few of them or something else: an error, not a wrong vector', async () => {
    const wrong = (data: unknown) => ({ body: { data, usage: { total_tokens: 1 } } });
    for (const answer of [
      wrong([{ index: 0, embedding: base64([1, 2, 3]) }]),
      wrong([{ index: 1, embedding: base64(along(0)) }]),
      { body: 'vectors' },
    ]) {
      answers = [answer];
      await assert.rejects(openAi().embed(['a'], { kind: 'query' }), { name: 'EmbeddingError' });
    }
  });

  test('stops when it is told to', async () => {
    const stop = new AbortController();
    const stopping = openAiEmbedder({
      apiKey: KEY,
      baseUrl,
      wait: async (_ms, signal) => {
        stop.abort(new Error('enough'));
        signal?.throwIfAborted();
      },
    });
    answers = [{ status: 500, body: {} }];
    await assert.rejects(stopping.embed(['a'], { kind: 'product', signal: stop.signal }), { message: 'enough' });
    assert.equal(asked.length, 1);
  });

  test('may say its wait in seconds or as a date', () => {
    assert.equal(retryAfterMs('1.5', 0), 1500);
    assert.equal(retryAfterMs('Thu, 01 Jan 1970 00:00:09 GMT', 1000), 8000);
    assert.equal(retryAfterMs('Thu, 01 Jan 1970 00:00:00 GMT', 1000), 0);
    assert.equal(retryAfterMs('soon', 0), undefined);
    assert.equal(retryAfterMs(null, 0), undefined);
  });
});

describe('Workers AI', () => {
  test('is given the prompts of its model, and keeps the first 256 dimensions as a unit vector', async () => {
    const inputs: string[][] = [];
    const ai = {
      async run(model: string, { text }: { text: string[] }) {
        assert.equal(model, '@cf/google/embeddinggemma-300m');
        inputs.push(text);
        return { shape: [text.length, 768], data: text.map(() => Array.from({ length: 768 }, () => 0.5)) };
      },
    };
    const embedder = workersAiEmbedder(ai);
    const vectors = await embedder.embed(['Mug\nKitchen'], { kind: 'product' });
    await embedder.embed(['cup'], { kind: 'query' });
    assert.deepEqual(inputs, [['title: none | text: Mug, Kitchen'], ['task: search result | query: cup']]);
    assert.equal(vectors[0]?.length, 256);
    near(dot(vectors[0]!, vectors[0]!), 1);
    assert.equal((await embedder.embed(Array(250).fill('x'), { kind: 'product' })).length, 250);
    assert.deepEqual(
      inputs.slice(2).map(({ length }) => length),
      [100, 100, 50],
    );
  });

  test('answers something else: an error', async () => {
    const embedder = workersAiEmbedder({ run: async () => ({ data: [[1, 2]] }) });
    await assert.rejects(embedder.embed(['x'], { kind: 'query' }), { name: 'EmbeddingError' });
  });
});

describe('the local embedder', () => {
  const vectorsOf = (...texts: string[]) => localEmbedder.embed(texts, { kind: 'product' });

  test('makes unit vectors that are the same on every machine and at every time', async () => {
    const [mug, again, nothing] = await vectorsOf('Blue mug\nKitchen', 'Blue mug\nKitchen', ' \n!');
    assert.equal(mug?.length, 256);
    near(dot(mug!, mug!), 1);
    assert.deepEqual(mug, again);
    assert.ok(nothing?.every((value) => value === 0));
    // Stored vectors are compared with new ones: if these figures change, the version in the name has to.
    const figures = [...mug!].flatMap((value, at) => (Math.abs(value) > 0.15 ? [`${at}:${value.toFixed(3)}`] : []));
    assert.equal(figures.join(' '), LARGEST);
  });

  test('finds what shares words, inflected, accented or misspelled, nearer than what shares none', async () => {
    const [mug, mugs, typo, accents, lamp] = await vectorsOf(
      'Ceramic mug\nKitchen',
      'Ceramic mugs\nKitchen',
      'Cermaic mug\nKitchn',
      'Céramic MUG\nkitchen',
      'Brass lamp\nLighting',
    );
    near(dot(mug!, accents!), 1);
    near(dot(mug!, mugs!), 1);
    assert.ok(dot(mug!, typo!) > 0.4, `${dot(mug!, typo!)}`);
    assert.ok(dot(mug!, lamp!) < 0.2, `${dot(mug!, lamp!)}`);
  });

  test('reads any script, and text as long as one likes', async () => {
    const [one, other, cut] = await vectorsOf('青い湯呑み', '青い湯呑み茶碗', 'x '.repeat(200_000));
    assert.ok(dot(one!, other!) > 0.4);
    near(dot(cut!, cut!), 1);
  });
});

describe('the vector of a query', () => {
  const slowly = (answer: Promise<Float32Array[]>): Embedder & { asked: number } => ({
    ...localEmbedder,
    asked: 0,
    embed(this: { asked: number }) {
      this.asked += 1;
      return answer;
    },
  });

  test('is asked for once for queries that differ in case and spaces', async () => {
    const embedder = slowly(Promise.resolve([Float32Array.of(1)]));
    const vectors = queryVectors(embedder);
    for (const query of ['Red Mug', ' red  mug ', 'red mug']) assert.ok(await vectors.of(query));
    assert.equal(await vectors.of('  '), null);
    assert.equal(embedder.asked, 1);
  });

  test('that comes too late is gone without, and remembered for the next search', async () => {
    let answer: (vectors: Float32Array[]) => void = () => undefined;
    const embedder = slowly(new Promise((resolve) => (answer = resolve)));
    const vectors = queryVectors(embedder, { patienceMs: 1 });
    assert.equal(await vectors.of('mug'), null);
    answer([Float32Array.of(1)]);
    await Promise.resolve();
    assert.deepEqual(await vectors.of('mug'), Float32Array.of(1));
    assert.equal(embedder.asked, 1);
  });

  test('of a provider that fails is gone without, told once, and not asked for again for a while', async () => {
    let time = 0;
    const embedder = slowly(Promise.reject(new Error('away')));
    const troubles: unknown[] = [];
    const vectors = queryVectors(embedder, { now: () => time, onTrouble: (error) => troubles.push(error) });
    assert.equal(await vectors.of('mug'), null);
    assert.equal(await vectors.of('lamp'), null);
    assert.equal(embedder.asked, 1);
    time = 60_000;
    assert.equal(await vectors.of('lamp'), null);
    assert.equal(embedder.asked, 2);
    assert.equal(troubles.length, 2);
  });
});

describe('a provider that has failed', () => {
  test('is left alone for a minute with products of all stores, and asked for queries as before', async () => {
    let time = 0;
    const asked: string[] = [];
    const embedder = resting(
      {
        ...localEmbedder,
        async embed(texts, { kind }) {
          asked.push(kind);
          if (time < 100_000) throw new Error('OpenAI answered 500.');
          return localEmbedder.embed(texts, { kind });
        },
      },
      () => time,
    );
    const product = () => embedder.embed(['mug'], { kind: 'product' });
    await assert.rejects(product(), { message: 'OpenAI answered 500.' });
    await assert.rejects(product(), { message: 'It has failed a moment ago: OpenAI answered 500.' });
    await assert.rejects(embedder.embed(['mug'], { kind: 'query' }));
    assert.deepEqual(asked, ['product', 'query']);
    time = 100_000;
    assert.equal((await product()).length, 1);
    assert.equal((await product()).length, 1);
  });
});

describe('the choice of an embedder', () => {
  const chosen = (variables: Record<string, string>, ai?: Parameters<typeof chooseEmbedder>[1]) =>
    chooseEmbedder(readEnvironment(variables), ai)?.name;

  test('is what EMBEDDINGS says, and local when it says nothing', () => {
    assert.match(chosen({}) ?? '', /^local:/);
    assert.equal(chosen({ EMBEDDINGS: 'off' }), undefined);
    assert.match(chosen({ EMBEDDINGS: 'openai', OPENAI_API_KEY: KEY }) ?? '', /^openai:/);
    assert.match(chosen({ EMBEDDINGS: 'workers-ai' }, { run: async () => ({}) }) ?? '', /^workers-ai:/);
  });

  test('is a fault of the environment without what it needs', () => {
    assert.throws(() => chosen({ EMBEDDINGS: 'openai' }), /OPENAI_API_KEY.*is missing/);
    assert.throws(() => chosen({ EMBEDDINGS: 'workers-ai' }), /EMBEDDINGS.*binding AI/);
    assert.throws(() => chosen({ EMBEDDINGS: 'magic' }), /EMBEDDINGS.*must be local/);
  });
});

const LARGEST = '57:-0.152 71:-0.153 105:0.155 209:-0.200 249:0.175 251:-0.173';
