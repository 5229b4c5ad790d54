import { z } from 'zod';
import { depthOf } from '../../json-depth.ts';
import { repairSections } from '../../services/sections/generated-sections.ts';
import {
  type GeneratedPage,
  GenerationError,
  type PageBrief,
  type SectionGenerator,
  type ShopFacts,
} from '../../services/sections/generator.ts';
import { generatorSchema } from '../../services/sections/schemas.ts';
import { instructions, question } from './prompt.ts';
import { textOfAnswer } from './read-answer.ts';

/** How long one request may take, how large an answer may be, and how deep the page in it. */
const TIMEOUT_MS = 120_000;
const MOST_BYTES = 1_048_576;
const MOST_DEPTH = 40;
const MOST_SECTIONS = 30;
/** Wait before the one further try: a second or two by chance, or what the API says; who is to wait longer is told so at once. */
const WAIT_MS = 1000;
const LONGEST_WAIT_MS = 20_000;

export interface OpenAiSectionsOptions {
  readonly apiKey: string;
  readonly model: string;
  /** Where the API is, without a slash at the end. */
  readonly baseUrl?: string | undefined;
  /** Which of OpenAI's two ways to ask the endpoint knows; most others know the first. */
  readonly api?: 'chat' | 'responses';
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

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

/** What `POST /chat/completions` answers, as far as it is read (platform.openai.com/docs/api-reference/chat). */
const ChatAnswer = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish(),
});

/** What `POST /responses` answers, as far as it is read (platform.openai.com/docs/api-reference/responses). */
const ResponsesAnswer = z.object({
  model: z.string().optional(),
  status: z.string().optional(),
  output: z.array(
    z.object({
      type: z.string(),
      content: z.array(z.object({ type: z.string(), text: z.string().optional() })).optional(),
    }),
  ),
  usage: z.object({ input_tokens: z.int(), output_tokens: z.int() }).nullish(),
});

/** What a model said. */
interface Said {
  readonly text: string;
  readonly model: string | undefined;
  readonly tokens: { readonly input: number; readonly output: number } | null;
}

const NAME = 'page';

function chatBody(model: string, wish: string): object {
  const schema = { name: NAME, strict: true, schema: generatorSchema() };
  const messages = [
    { role: 'system', content: instructions },
    { role: 'user', content: wish },
  ];
  return { model, messages, response_format: { type: 'json_schema', json_schema: schema } };
}

function responsesBody(model: string, wish: string): object {
  const format = { type: 'json_schema', name: NAME, strict: true, schema: generatorSchema() };
  return { model, instructions, input: wish, text: { format }, store: false };
}

function chatSaid(body: unknown): Said {
  const { choices, model, usage } = parsed(ChatAnswer, body);
  const { message, finish_reason } = choices[0]!;
  if (message.refusal) throw new GenerationError('The model refused to write this page.');
  if (finish_reason === 'length') throw new GenerationError('The page became too long for the model.');
  const tokens = usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : null;
  return { text: message.content ?? '', model, tokens };
}

function responsesSaid(body: unknown): Said {
  const { output, model, status, usage } = parsed(ResponsesAnswer, body);
  const parts = output.flatMap(({ content = [] }) => content);
  if (parts.some(({ type }) => type === 'refusal')) throw new GenerationError('The model refused to write this page.');
  if (status === 'incomplete') throw new GenerationError('The page became too long for the model.');
  const text = parts.flatMap((part) => (part.type === 'output_text' ? (part.text ?? '') : [])).join('');
  return { text, model, tokens: usage ? { input: usage.input_tokens, output: usage.output_tokens } : null };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const answer = schema.safeParse(body);
  if (!answer.success) throw new GenerationError('The generator answered something else than documented.');
  return answer.data;
}

/** The sections of what a model said: a page, a list, or one section. */
function sectionsIn(text: string): readonly unknown[] {
  const json = text.replace(/^\s{0,99}```(?:json)?/, '').replace(/```\s{0,99}$/, '');
  const page = jsonOf(json);
  if (page === undefined) throw new GenerationError('The generator answered no JSON.');
  const isObject = typeof page === 'object' && page !== null;
  const listed = isObject && 'sections' in page ? page.sections : page;
  const sections = Array.isArray(listed) ? listed : isObject && 'type' in page ? [page] : [];
  if (sections.length === 0) throw new GenerationError('The generator answered no section.');
  return sections.slice(0, MOST_SECTIONS);
}

type Attempt = { readonly said: Said } | { readonly problem: string; readonly waitMs: number | null | undefined };

/**
 * Asks a model for the sections of a page, at OpenAI or any endpoint that is compatible with it. The schema constrains the answer,
 * and whatever comes goes through repair: nothing that a model says is taken for right. A request that is refused for its number
 * (429), or fails at the other end (5xx), is made once more. Neither messages nor metadata have the key in them.
 */
export function openAiSections(options: OpenAiSectionsOptions): SectionGenerator {
  const { apiKey, model, baseUrl = 'https://api.openai.com/v1', api = 'chat' } = options;
  const { now = () => performance.now(), random = Math.random, wait = realWait } = options;
  const ask = options.fetch ?? fetch;
  const [path, bodyOf, saidIn] =
    api === 'chat'
      ? (['/chat/completions', chatBody, chatSaid] as const)
      : (['/responses', responsesBody, responsesSaid] as const);
  const unkeyed = (text: string): string =>
    (apiKey === '' ? text : text.replaceAll(apiKey, '…')).replaceAll(/\b(?:sk|key)-[\w-]{4,}/g, '…').slice(0, 200);

  async function attempt(wish: string, signal: AbortSignal | undefined): Promise<Attempt> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    let response: Response;
    let text: string;
    try {
      response = await ask(`${baseUrl}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(bodyOf(model, wish)),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        redirect: 'manual',
      });
      text = await textOfAnswer(response, MOST_BYTES);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof GenerationError) throw error;
      throw new GenerationError(`The generator ${timeout.aborted ? 'took too long' : 'cannot be reached'}.`);
    }
    if (response.ok) return { said: saidIn(jsonOf(text)) };
    const told = z.object({ error: z.object({ message: z.string() }) }).safeParse(jsonOf(text));
    const problem = `answered ${response.status}${told.success ? `: ${unkeyed(told.data.error.message)}` : ''}`;
    const isPassing = response.status === 429 || response.status >= 500;
    return { problem, waitMs: isPassing ? secondsIn(response.headers.get('retry-after')) : null };
  }

  async function said(wish: string, signal: AbortSignal | undefined): Promise<Said> {
    const first = await attempt(wish, signal);
    if ('said' in first) return first.said;
    const waitMs = first.waitMs === undefined ? WAIT_MS * (1 + random()) : first.waitMs;
    if (waitMs === null || waitMs > LONGEST_WAIT_MS) throw new GenerationError(`The generator ${first.problem}.`);
    await wait(waitMs, signal);
    const second = await attempt(wish, signal);
    if ('said' in second) return second.said;
    throw new GenerationError(`The generator ${second.problem}.`);
  }

  return {
    name: 'openai',
    async compose(brief: PageBrief, shop: ShopFacts, { signal } = {}): Promise<GeneratedPage> {
      const began = now();
      const wish = question(brief, shop);
      const { text, model: answered, tokens } = await said(wish, signal);
      const page = repairSections(sectionsIn(text));
      return {
        ...page,
        metadata: {
          generator: 'openai',
          model: (answered ?? model).slice(0, 200),
          prompt: wish,
          tokens,
          ms: Math.round(now() - began),
          confidence: null,
          language: shop.locale,
          seed: String(brief.seed),
        },
      };
    },
  };
}

/** What a text of JSON says; undefined where it is none, or nested so deeply that nobody means it. */
function jsonOf(text: string): unknown {
  if (depthOf(text) > MOST_DEPTH) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Milliseconds of a `Retry-After` in seconds; undefined where there is none of that form. */
const secondsIn = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}(?:\.\d{1,3})?$/.test(header.trim()) ? Number(header) * 1000 : undefined;
