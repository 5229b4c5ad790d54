/** Most differences that are told. */
const MOST_CHANGES = 200;

/** A field that differs; what it holds is left out where there is none. */
export interface FieldChange {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const below = (path: string, name: string | number): string => (path === '' ? String(name) : `${path}.${name}`);

function* differences(before: unknown, after: unknown, path: string): Generator<FieldChange> {
  if (isFields(before) && isFields(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* differences(
        Object.hasOwn(before, name) ? before[name] : undefined,
        Object.hasOwn(after, name) ? after[name] : undefined,
        below(path, name),
      );
  } else if (Array.isArray(before) && Array.isArray(after)) {
    for (let at = 0; at < Math.max(before.length, after.length); at += 1)
      yield* differences(before[at], after[at], below(path, at));
  } else if (before !== after) {
    yield {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }
}

/** The fields in which two things of JSON differ, by their paths; at most 200 of them. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const change of differences(before, after, '')) {
    if (changes.length >= MOST_CHANGES) break;
    changes.push(change);
  }
  return changes;
}

/** Those of the things in both lists that stand elsewhere among the others: as few as possible. */
export function movedIds(before: readonly string[], after: readonly string[]): string[] {
  const places = new Map(after.map((id, at) => [id, at]));
  const common = before.filter((id) => places.has(id));
  const order = common.map((id) => places.get(id)!);
  const kept = longestRising(order);
  return common.filter((_, at) => !kept.has(at));
}

/** Places of a longest rising part of a list of different numbers. */
function longestRising(numbers: readonly number[]): Set<number> {
  const length: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (const [at, number] of numbers.entries()) {
    length[at] = 1;
    previous[at] = -1;
    for (let earlier = 0; earlier < at; earlier += 1)
      if (numbers[earlier]! < number && length[earlier]! + 1 > length[at]!) {
        length[at] = length[earlier]! + 1;
        previous[at] = earlier;
      }
    if (best < 0 || length[at]! > length[best]!) best = at;
  }
  const kept = new Set<number>();
  for (let at = best; at >= 0; at = previous[at]!) kept.add(at);
  return kept;
}
