/**
 * `node tools/build-preview.ts`: makes what the preview of blocks loads, below `dist/sandbox/`: the page of its frame, with its
 * script inside, and the script of its Worker. Nothing of it is in what shoppers load.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../vite.config.ts';

async function scriptOf(entry: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, 'sandbox/preview', entry),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const [chunk] = (output as { output: { code: string }[] }).output;
  if (!chunk?.code) throw new Error(`${entry} became nothing.`);
  return chunk.code;
}

/** The script of the Worker. */
export const previewWorker = (): Promise<string> => scriptOf('worker.ts');

/** The page of the frame. The policy it is served with says what it may do; the one it holds lets no other script than its own run. */
function framePage(script: string): string {
  if (/<[/!]/.test(script)) throw new Error('The script of the frame holds what would end it.');
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval'; worker-src blob:`;
  return `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Preview of a block</title>
<script>${script}</script>
`;
}

/** The page of the frame, with its script inside. */
export const previewFrame = async (): Promise<string> => framePage(await scriptOf('frame.ts'));

/** Makes the parts of the preview and writes them below `dist`. */
export async function buildPreview(dist: string): Promise<void> {
  const [worker, frame] = await Promise.all([previewWorker(), previewFrame()]);
  await mkdir(join(dist, 'sandbox/frame'), { recursive: true });
  await writeFile(join(dist, 'sandbox/preview-worker.js'), worker);
  await writeFile(join(dist, 'sandbox/frame/index.html'), frame);
}

if (import.meta.main) await buildPreview(join(root, 'dist'));
