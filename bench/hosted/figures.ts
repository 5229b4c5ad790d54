/** A task of a page's main thread, in milliseconds from the start of the navigation. */
export interface Task {
  readonly start: number;
  readonly ms: number;
}

/** How long a task may be before it blocks. */
const ALLOWED_MS = 50;

/** Total blocking time as Lighthouse counts it: of each task what lies after the first paint, beyond its first 50 ms. */
export const blockingAfter = (fcpMs: number, tasks: readonly Task[]): number =>
  tasks.reduce((sum, { start, ms }) => sum + Math.max(0, start + ms - Math.max(start, fcpMs) - ALLOWED_MS), 0);

/** The middle value; of an even number the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How far the rounds lie apart, as a share of their median: what a reader should know before believing a ratio. */
export const spread = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / (median(values) || 1);

/** A category of a Lighthouse report, as far as its score goes. */
export interface Weighed {
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
}

/** Results of audits by their ids; a score of null does not count. */
export type Scores = Readonly<Record<string, { readonly score: number | null } | undefined>>;

/** A category's score, 0 to 100, as Lighthouse makes it: the weighed mean of what could be scored, some audits left out. */
export function scoreOf({ auditRefs }: Weighed, audits: Scores, leftOut: ReadonlySet<string>): number {
  let [sum, weights] = [0, 0];
  for (const { id, weight } of auditRefs) {
    const score = audits[id]?.score;
    if (leftOut.has(id) || score === null || score === undefined) continue;
    sum += score * weight;
    weights += weight;
  }
  // Lighthouse rounds to whole hundredths.
  return weights === 0 ? 100 : Math.round((sum / weights) * 100);
}
