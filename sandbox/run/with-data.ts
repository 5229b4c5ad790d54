/** Gives a block the data it asks for: it runs, its needs are fetched, and it runs again with their answers. */
import {
  MOST_NEEDS,
  type BlockInput,
  type BlockRenderer,
  type Need,
  type RenderRequest,
  type RenderResult,
} from './port.ts';

/** Passes over one block: needs that depend on the answers to needs take one more each. */
export const MOST_PASSES = 4;

/** Answers one need with what JSON can hold. It is bound to one store, and knows of no other. */
export type FetchNeed = (need: Need) => Promise<unknown>;

/** What fetching answers when there is nothing, by kind; a block sees the same on the pass before. */
export const NOTHING: Readonly<Record<Need['kind'], unknown>> = {
  products: [],
  collections: [],
  product: null,
  cart: { lines: [], count: 0, subtotal: null, discount: null, total: null, freeShippingRemaining: null },
};

/** What a block asked for when it was run before in the same way, so that it need not be run to find that out. */
export interface NeedMemory {
  read(): readonly Need[] | undefined;
  write(needs: readonly Need[]): void;
}

/**
 * Renders a block with the data it needs. What it used is that of the last pass, which is the same whenever the data are.
 * @throws what `fetchNeed` does
 */
export async function renderWithData(
  renderer: BlockRenderer,
  request: RenderRequest,
  fetchNeed: FetchNeed,
  memory?: NeedMemory,
): Promise<RenderResult> {
  const fetched = new Map<string, Promise<unknown>>();
  /** Puts the answers to needs beside data; none is fetched twice. */
  const withAnswers = async (data: BlockInput['data'], needs: readonly Need[]): Promise<BlockInput['data']> => {
    const answers = await Promise.all(
      needs.map(async (need) => {
        if (!fetched.has(need.key)) fetched.set(need.key, fetchNeed(need));
        return [need.key, (await fetched.get(need.key)) ?? NOTHING[need.kind]] as const;
      }),
    );
    return { ...data, ...Object.fromEntries(answers) };
  };
  const pass = (data: BlockInput['data']): Promise<RenderResult> =>
    renderer.render({ ...request, input: { ...request.input, data } });

  const known = memory?.read();
  if (known?.length) {
    const result = await pass(await withAnswers(request.input.data, known));
    // Anything else may come of data that were not asked for: it is run as if nothing were known.
    if (result.status === 'done') return result;
  }
  const asked: Need[] = [];
  let data = request.input.data;
  for (let step = 1; ; step++) {
    const result = await pass(data);
    if (result.status !== 'needs') {
      if (result.status === 'done') memory?.write(asked);
      return result;
    }
    asked.push(...result.needs);
    if (step === MOST_PASSES || asked.length > MOST_NEEDS) return tooMany(result);
    data = await withAnswers(data, result.needs);
  }
}

function tooMany({ usage, console }: RenderResult): RenderResult {
  const message = `A block may ask for data ${MOST_NEEDS} times, in ${MOST_PASSES - 1} steps.`;
  return { usage, console, status: 'stopped', stop: { reason: 'too_many_needs', message } };
}
