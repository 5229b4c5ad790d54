import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const nodeFile = fileURLToPath(new URL('../edge-api/node.ts', import.meta.url));
const workerFile = fileURLToPath(new URL('checkout-soak-worker.ts', import.meta.url));
const START_MS = 60_000;

/** A port nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? found(address.port) : failed(new Error('no port'))));
    });
  });
}

/** A server of shops in a process of its own, which is killed and started again under the same address. */
export class KillableShop {
  readonly url: string;
  private readonly variables: Readonly<Record<string, string>>;
  private readonly file: string;
  private readonly port: number;
  private process: ChildProcess | undefined;
  private output = '';
  private gone: Promise<unknown> = Promise.resolve();
  /** How often it was killed. */
  killed = 0;

  private constructor(runtime: 'node' | 'worker', port: number, variables: Readonly<Record<string, string>>) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.variables = variables;
    this.file = runtime === 'node' ? nodeFile : workerFile;
  }

  /** `variables` are those of the server; `code` is a folder where Node keeps what it has compiled. */
  static async start(
    runtime: 'node' | 'worker',
    variables: Readonly<Record<string, string>>,
    code: string,
  ): Promise<KillableShop> {
    const shop = new KillableShop(runtime, await freePort(), { ...variables, NODE_COMPILE_CACHE: code });
    await shop.begin();
    return shop;
  }

  private async begin(): Promise<void> {
    const child = spawn(process.execPath, [this.file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: workerd is a child of the process that is started here, and dies with it.
      detached: true,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: String(this.port), ...this.variables },
    });
    this.process = child;
    this.gone = once(child, 'close');
    const keep = (text: string) => (this.output = `${this.output}${text}`.slice(-20_000));
    child.stdout!.setEncoding('utf8').on('data', keep);
    child.stderr!.setEncoding('utf8').on('data', keep);
    for (const end = Date.now() + START_MS; Date.now() < end;) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`);
      const answered = await fetch(`${this.url}/healthz`).then(
        (response) => response.ok,
        () => false,
      );
      if (answered) return;
      await new Promise((wait) => setTimeout(wait, 20));
    }
    throw new Error(`The server does not answer:\n${this.output}`);
  }

  /** What it printed last. */
  get told(): string {
    return this.output;
  }

  /** Ends it at once, wherever it is in its work. */
  async kill(): Promise<void> {
    const { pid } = this.process ?? {};
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It was gone already.
    }
    await this.gone;
    this.process = undefined;
    this.killed += 1;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.begin();
  }
}
