import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { consoleConfig, elementsConfig, loaderConfig, root, SERVED, type LoaderTable } from '../vite.config.ts';
import { buildDemo } from './build-demo.ts';
import { buildPreview } from './build-preview.ts';
import { buildSandbox } from './build-sandbox.ts';
import { buildServer } from './build-server.ts';
import { writeManifest } from './manifest.ts';

/** What a build made; `dist/manifest.json`. Paths are below `dist/`. */
export interface BuildManifest {
  readonly version: string;
  readonly loader: string;
  /** By tag without its prefix: the element's own file, then all it statically imports. */
  readonly elements: Readonly<Record<string, readonly string[]>>;
  /** By language: the file of its texts. */
  readonly locales: Readonly<Record<string, string>>;
  /** The script that takes over what a server has drawn. */
  readonly served: string;
}

/** The part of a Rollup-style output that is of use here. */
interface Chunk {
  readonly type: 'chunk' | 'asset';
  readonly fileName: string;
  readonly name: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly facadeModuleId: string | null;
}

async function run(config: Parameters<typeof build>[0]): Promise<Chunk[]> {
  const result = await build(config);
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The build answered no output.');
  return (output.output as unknown as Chunk[]).filter(({ type }) => type === 'chunk');
}

/** Letters of the hashes that the build writes, as many as it wants for so many files, in `vite.config.ts`. */
const BUILT_HASH = 8;
/** Letters of them that stay: 24 bits tell a file from those of other builds, and each letter more is a byte of the loader. */
const HASH = 4;

/** Shortens the hashes in the names of built files, on disk, in what imports them, and in the chunks that are answered. */
async function shortenHashes(folder: string, chunks: readonly Chunk[]): Promise<Chunk[]> {
  const stem = (file: string): string => file.replace(/^assets\/|\.js$/g, '');
  const names = new Map(chunks.map(({ fileName }) => [stem(fileName), stem(fileName).slice(0, HASH - BUILT_HASH)]));
  if (new Set(names.values()).size < names.size)
    throw new Error('Two files of this build have hashes that begin alike.');
  const long = new RegExp([...names.keys()].map((name) => name.replaceAll('.', '\\.')).join('|'), 'g');
  const short = (text: string): string => text.replace(long, (name) => names.get(name)!);
  for (const file of await readdir(folder)) {
    const text = await readFile(join(folder, file), 'utf8');
    await rm(join(folder, file));
    await writeFile(join(folder, short(file)), short(text));
  }
  return chunks.map((chunk) => ({ ...chunk, fileName: short(chunk.fileName), imports: chunk.imports.map(short) }));
}

/** A chunk and everything it statically imports, itself first. */
function filesOf(chunk: Chunk, chunks: ReadonlyMap<string, Chunk>): string[] {
  const files = new Set([chunk.fileName]);
  for (const file of files) for (const next of chunks.get(file)?.imports ?? []) files.add(next);
  return [...files];
}

/** Puts `.br` and `.gz` beside every script and style sheet, so that no server has to compress while a shopper waits. */
async function compress(folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    if (!/\.(js|css)$/.test(file)) continue;
    const text = await readFile(join(folder, file));
    const options = {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
    };
    await writeFile(join(folder, `${file}.br`), brotliCompressSync(text, options));
    await writeFile(join(folder, `${file}.gz`), gzipSync(text, { level: 9 }));
  }
}

/** Source maps go beside what is served, not into it. */
async function setMapsAside(dist: string, folder: string): Promise<void> {
  await mkdir(join(dist, 'maps'), { recursive: true });
  for (const file of await readdir(folder)) {
    if (file.endsWith('.map')) await rename(join(folder, file), join(dist, 'maps', file));
  }
}

/**
 * What the loader knows, as short as it can be: by element, or by language in its two letters, the hash of its own file and then
 * the other files that this imports; `core`, which all of them do, is said once.
 */
function loaderTable(
  elements: Readonly<Record<string, readonly string[]>>,
  locales: Readonly<Record<string, string>>,
): LoaderTable {
  const short = (file: string): string => file.replace(/^assets\/|\.js$/g, '');
  const core = short(elements['store']![0]!);
  const files: Record<string, string> = {};
  for (const [name, [own = '', ...others]] of Object.entries(elements)) {
    const more = others.map(short).filter((file) => file !== core);
    if (name !== 'store') files[name] = [short(own).slice(name.length + 1), ...more].join(' ');
  }
  for (const [name, file] of Object.entries(locales)) files[name] = short(file).slice(name.length + 1);
  return { core, files };
}

/** Puts a finished folder in the place of another, so that nobody ever reads half a build. */
async function replaceFolder(target: string, finished: string): Promise<void> {
  const old = `${finished}-old`;
  await rename(target, old).catch(() => undefined);
  await rename(finished, target);
  await rm(old, { recursive: true, force: true });
}

/** Builds the elements, the loader and the demo's app into `dist/`. */
export async function buildAll(target = join(root, 'dist')): Promise<BuildManifest> {
  const dist = join(root, `.dist-${process.pid}`);
  try {
    const manifest = await buildInto(dist);
    await replaceFolder(target, dist);
    return manifest;
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}

async function buildInto(dist: string): Promise<BuildManifest> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const chunks = await shortenHashes(join(dist, 'assets'), await run(elementsConfig(dist)));
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));

  const elements: Record<string, string[]> = {};
  const locales: Record<string, string> = {};
  let served = '';
  for (const chunk of chunks) {
    const locale = /\/locales\/([a-z-]+)\.ts$/.exec(chunk.facadeModuleId ?? '')?.[1];
    if (locale) locales[locale] = chunk.fileName;
    else if (chunk.name === SERVED) served = chunk.fileName;
    else if (chunk.isEntry) elements[chunk.name === 'core' ? 'store' : chunk.name] = filesOf(chunk, byFile);
  }

  await buildServer(dist, served.replace(/^assets\//, ''));
  await buildSandbox(dist);
  await buildPreview(dist);
  await run(consoleConfig(join(dist, 'console')));
  await run(loaderConfig(loaderTable(elements, locales), version, dist));

  const manifest: BuildManifest = { version, loader: 'vitrine.js', elements, locales, served };
  await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const folder of [dist, join(dist, 'assets'), join(dist, 'console')]) {
    await setMapsAside(dist, folder);
    await compress(folder);
  }
  await buildDemo(manifest, dist);
  await writeManifest(dist);
  return manifest;
}

if (import.meta.main) {
  const started = performance.now();
  const { elements } = await buildAll();
  const tags = Object.keys(elements).map((name) => `vitrine-${name}`);
  console.log(
    `Built ${tags.length} elements (${tags.join(', ')}) in ${((performance.now() - started) / 1000).toFixed(1)} s.`,
  );
}
