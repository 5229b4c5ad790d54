import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../edge-api/node.ts', import.meta.url));
const POLL_MS = 50;

/** A port of this machine that nobody uses now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('No port is free.');
  return address.port;
}

/** The server that `npm start` starts, in a process of its own. */
export interface ServerProcess {
  /** Starts it, again on the same data and port; resolves when it is ready. */
  start(): Promise<void>;
  /** SIGKILL: nothing is flushed, nobody is told. */
  kill(): Promise<void>;
}

/** A server with these variables, `PORT` and `DATA_DIR` among them; it has `startMs` milliseconds to be ready. */
export function serverProcess(
  variables: Readonly<Record<string, string>> & { readonly PORT: string },
  startMs = 30_000,
): ServerProcess {
  let child: ChildProcess | undefined;
  // A run that is interrupted must not leave a server behind.
  const interrupt = (): void => void child?.kill('SIGKILL');

  async function kill(): Promise<void> {
    const dying = child;
    child = undefined;
    process.off('exit', interrupt);
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  }

  // Without keep-alive: a server that was killed and started again knows none of the old connections.
  const isReady = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${variables.PORT}/readyz`, { headers: { connection: 'close' } }).then(
      ({ ok }) => ok,
      () => false,
    );

  return {
    kill,
    async start() {
      if (child) return;
      const born = spawn(process.execPath, [ENTRY], {
        env: { ...process.env, ...variables },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      child = born;
      process.once('exit', interrupt);
      born.once('exit', (code) => {
        if (child === born) console.error(`The server ended by itself with ${code}.`);
      });
      const deadline = Date.now() + startMs;
      while (!(await isReady())) {
        if (Date.now() > deadline || born.exitCode !== null) {
          await kill();
          throw new Error('The server did not start.');
        }
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
}
