import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { serverConfig } from '../vite.config.ts';

/** The module that draws elements on a server, below `dist/`. */
export const SERVER_MODULE = 'server/elements.js';

interface ServerModule {
  readonly ready: Promise<void>;
  sheets(): [file: string, text: string][];
}

/**
 * Builds what draws elements on a server, from the same sources and through the same steps as what browsers load, for
 * markup is only taken over whose templates are the same to the letter. Its style sheets go beside the scripts.
 * `served` is the file of the script that takes over.
 */
export async function buildServer(dist: string, served: string): Promise<void> {
  await build(serverConfig(join(dist, 'server'), served));
  const { ready, sheets } = (await import(pathToFileURL(join(dist, SERVER_MODULE)).href)) as ServerModule;
  await ready;
  await mkdir(join(dist, 'assets'), { recursive: true });
  for (const [file, text] of sheets()) await writeFile(join(dist, 'assets', file), text);
}
