import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { serverConfig } from '../vite.config.ts';

/** The module that draws elements on a server, below `dist/`. */
export const SERVER_MODULE = 'server/elements.js';

/** Asks a built module for its style sheets. */
const ASK_FOR_SHEETS = `
const { parentPort, workerData } = require('node:worker_threads');
import(workerData).then(async ({ ready, sheets }) => { await ready; parentPort.postMessage(sheets()); });
`;

/**
 * File name and text of every style sheet of a built module. It is loaded in a thread of its own: elements are defined once in a
 * process, and the one that builds may be the one that then draws, from another file.
 */
function sheetsOf(module: string): Promise<[file: string, text: string][]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(ASK_FOR_SHEETS, { eval: true, workerData: pathToFileURL(module).href });
    thread.once('message', resolve).once('error', reject);
  });
}

/**
 * Builds what draws elements on a server, from the same sources and through the same steps as what browsers load, for
 * markup is only taken over whose templates are the same to the letter. Its style sheets go beside the scripts.
 * `served` is the file of the script that takes over.
 */
export async function buildServer(dist: string, served: string): Promise<void> {
  await build(serverConfig(join(dist, 'server'), served));
  await mkdir(join(dist, 'assets'), { recursive: true });
  for (const [file, text] of await sheetsOf(join(dist, SERVER_MODULE)))
    await writeFile(join(dist, 'assets', file), text);
}
