/**
 * `node tools/bundle-worker.ts`: what `wrangler deploy` would upload, in a folder of its own, so that tests which start the
 * Worker many times do not each put it together again. They find it by `VITRINE_WORKER_BUNDLE`.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../vite.config.ts';

/** Where tests find the Worker put together. */
export const WORKER_BUNDLE = join(root, 'node_modules/.cache/vitrine-worker');

/** Puts the Worker together, as it would be deployed. */
export async function bundleWorker(folder = WORKER_BUNDLE): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  await promisify(execFile)(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], {
    cwd: root,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
    maxBuffer: 10_000_000,
  });
  return folder;
}

if (import.meta.main) await bundleWorker();
