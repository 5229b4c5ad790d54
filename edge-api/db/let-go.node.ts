import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How many closed connections may wait for the garbage collector: those it takes in passing, and those it has to look for. */
const MOST_WAITING = { young: 64, old: 64 } as const;

/** Asks the garbage collector to work now, on what is young or on everything. */
type Collect = (options: { type: 'minor' | 'major' }) => void;

let collect: Collect | undefined;
let closing: Promise<void> | undefined;
const waiting = { young: 0, old: 0 };

/**
 * Counts a connection that was closed, and makes sure that its file closes too. The driver closes a file only when the garbage
 * collector has taken every statement of it, and the collector, which sees a few bytes where we see a file handle and the
 * memory behind it, may not come for thousands of files. So it is called: for a connection that kept no statement its
 * quick round over what is young is enough.
 */
export function letGo(keptStatements: boolean): void {
  const age = keptStatements ? 'old' : 'young';
  waiting[age] += 1;
  if (waiting[age] < MOST_WAITING[age]) return;
  waiting.young = 0;
  if (keptStatements) waiting.old = 0;
  collect ??= collector();
  collect({ type: keptStatements ? 'major' : 'minor' });
  // What it found is let go in the next turn of the event loop, which work that never waits would put off for good.
  closing ??= new Promise((resolve) =>
    setImmediate(() => {
      closing = undefined;
      resolve();
    }),
  );
}

/** Files that are about to close, if there are: whoever opens another waits for them. */
export const filesClosing = (): Promise<void> | undefined => closing;

/** The collector is not reachable by itself: only a context made after this flag was set has it. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  // Where there is none, files close when the collector comes by itself.
  return typeof found === 'function' ? (found as Collect) : () => undefined;
}
