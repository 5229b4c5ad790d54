/** Gives a block the data it asks for: it runs, its needs are fetched, and it runs again with their answers. */
import { MOST_NEEDS, type BlockRenderer, type Need, type RenderRequest, type RenderResult } from './port.ts';

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

/**
 * Renders a block with the data it needs. What it used is that of the last pass, which is the same whenever the data are.
 * @throws what `fetchNeed` does
 */
export async function renderWithData(
  renderer: BlockRenderer,
  request: RenderRequest,
  fetchNeed: FetchNeed,
): Promise<RenderResult> {
  const data: Record<string, unknown> = { ...request.input.data };
  let fetched = 0;
  for (let pass = 1; ; pass++) {
    const result = await renderer.render({ ...request, input: { ...request.input, data } });
    if (result.status !== 'needs') return result;
    fetched += result.needs.length;
    if (pass === MOST_PASSES || fetched > MOST_NEEDS) return tooMany(result);
    const answers = await Promise.all(result.needs.map(fetchNeed));
    result.needs.forEach(({ key, kind }, at) => (data[key] = answers[at] ?? NOTHING[kind]));
  }
}

function tooMany({ usage, console }: RenderResult): RenderResult {
  const message = `A block may ask for data ${MOST_NEEDS} times, in ${MOST_PASSES - 1} steps.`;
  return { usage, console, status: 'stopped', stop: { reason: 'too_many_needs', message } };
}
