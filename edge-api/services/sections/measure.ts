import type { Issue } from './ledger.ts';

/** Most levels of what is taken, most characters of its names and texts, most values in it. */
export const MOST_DEPTH = 20;
export const MOST_CHARACTERS = 262_144;
export const MOST_VALUES = 20_000;

const issue = (code: Issue['code'], message: string): Issue => ({ path: '', code, message });

/**
 * Why this is not even looked at: it is no JSON, or too much. Walks without recursion and stops at the first limit, so that nothing
 * costs more than the limits allow, not even what contains itself.
 */
export function unfit(given: unknown): Issue | undefined {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: given, depth: 1 }];
  let characters = 0;
  let values = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    else if (
      typeof value === 'number' ? !Number.isFinite(value) : !['boolean', 'object', 'undefined'].includes(typeof value)
    )
      return issue('not_json', 'must be JSON');
    else if (typeof value === 'object' && value !== null) {
      if (depth > MOST_DEPTH) return issue('too_deep', `may have at most ${MOST_DEPTH} levels`);
      if (Array.isArray(value) && values + value.length > MOST_VALUES) values += value.length;
      else {
        for (const name of Object.keys(value)) {
          if (!Array.isArray(value)) characters += name.length;
          waiting.push({ value: (value as Record<string, unknown>)[name], depth: depth + 1 });
        }
      }
    }
    if (values + waiting.length > MOST_VALUES) return issue('too_many', `may hold at most ${MOST_VALUES} values`);
    if (characters > MOST_CHARACTERS) return issue('too_large', `may hold at most ${MOST_CHARACTERS} characters`);
  }
  return undefined;
}
