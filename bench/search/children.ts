import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a module of this folder in a process of its own, whose memory nothing else has been in; answers the JSON it prints last. */
export async function inOwnProcess<Answer>(module: string, task: unknown, maxHeapMiB = 6144): Promise<Answer> {
  const file = fileURLToPath(new URL(module, import.meta.url));
  const child = spawn(process.execPath, [`--max-old-space-size=${maxHeapMiB}`, file, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const last = out.trimEnd().split('\n').at(-1) ?? '';
  if (code !== 0 || !last.startsWith('{')) throw new Error(`${module} ended with ${code}: ${last.slice(0, 500)}`);
  // Our own modules print what they declare.
  return JSON.parse(last) as Answer;
}

/** What the process was told to do. */
export const taskOf = <Task>(): Task => JSON.parse(process.argv[2]!) as Task;

/** The most memory this process has had, in MiB. */
export const peakMiB = (): number => process.resourceUsage().maxRSS / 1024;
