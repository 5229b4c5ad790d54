/**
 * The process that `npm run soak stores` kills: works on stores until it is dead. Told on standard input, as one line of JSON,
 * what to do; tells on standard output, a line each and written before it goes on, what it begins and what is done.
 */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';
import { openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { watched } from '../edge-api/adapters/provisioning/watched.test-support.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { seededRandom } from '../edge-api/repositories/catalogue-synthetic.test-support.ts';
import { OPERATIONS, type OperationName, type SoakDatabases } from './store-soak-operations.ts';

/** What the child is told. */
export interface ChildTask {
  readonly data: string;
  readonly seed: number;
  /** It kills itself at this call of a database or of the provisioning; null leaves that to its parent. */
  readonly killAt: number | null;
  readonly handles: readonly string[];
  /** Begins with carrying on what another has left, as of this many milliseconds from now. */
  readonly recoverMs: number | null;
}

/** A line of the child. */
export interface ChildNews {
  readonly event: 'begin' | 'done' | 'refused';
  readonly operation: OperationName;
  readonly handle: string;
}

// Everything is loaded when the task comes, so that a kill falls into the work and not before it.
if (import.meta.main) {
  // Otherwise it is written when a process ends, which none of these does.
  flushCompileCache();
  writeSync(1, 'ready\n');
  const task = JSON.parse(await text(process.stdin)) as ChildTask;
  await workUntilKilled(task);
}

async function workUntilKilled({ data, seed, killAt, handles, recoverMs }: ChildTask): Promise<void> {
  const random = seededRandom(seed);
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  let moments = 0;
  const torn: SoakDatabases = {
    data,
    ...databases,
    ...watched(databases, () => {
      moments += 1;
      if (moments === killAt) process.kill(process.pid, 'SIGKILL');
    }),
  };
  const say = (news: ChildNews) => void writeSync(1, `${JSON.stringify(news)}\n`);
  const run = async (operation: OperationName, handle: string) => {
    say({ event: 'begin', operation, handle });
    const done = await OPERATIONS[operation](torn, handle, { random, recoverMs: recoverMs ?? 0 });
    say({ event: done ? 'done' : 'refused', operation, handle });
  };
  if (recoverMs !== null) await run('recover', '');
  const names = Object.keys(OPERATIONS).filter((name): name is OperationName => name !== 'recover');
  const weighted = names.flatMap((name): OperationName[] => (name === 'create' ? [name, name, name] : [name]));
  for (;;) {
    const operation = weighted[Math.floor(random() * weighted.length)]!;
    await run(operation, handles[Math.floor(random() * handles.length)]!);
  }
}
