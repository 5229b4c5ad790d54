/**
 * `npm run sizes`: compares what `npm run build` made, compressed as it is served, with the budgets in
 * `tools/sizes.json`. A budget is exact, both ways: growth has to be argued for, and a saving is recorded so that nobody
 * spends it by accident. `npm run sizes -- --update` writes the measured sizes down.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll, type BuildManifest } from './build.ts';

/** Bytes of Brotli by subject: `loader`, `element <name>` (its own file), `file <name>` (shared or loaded later), `page <name>`. */
export type Sizes = Readonly<Record<string, number>>;

/** How far a size may differ from its budget before somebody has to look: what other file names in it already change. */
const SLACK = 24;

/** Pages whose total is promised, by the elements on them; the promise is the number of bytes. */
const PAGES: Readonly<Record<string, { readonly elements: readonly string[]; readonly promised: number }>> = {
  'grid with add-to-cart': { elements: ['product-grid'], promised: 16_384 },
};
const PROMISED: Sizes = { loader: 1_638, 'element search': 6_144 };

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const budgetFile = fileURLToPath(new URL('./sizes.json', import.meta.url));

const subjectOf = (file: string): string => file.replace(/^assets\//, '').replace(/-[\w-]{4}\.js$/, '');

/** Measures a build. */
export async function measureSizes(manifest: BuildManifest): Promise<Sizes> {
  const bytes = async (file: string): Promise<number> => (await stat(join(dist, `${file}.br`))).size;
  const sizes: Record<string, number> = { loader: await bytes(manifest.loader) };
  const own = new Map(Object.entries(manifest.elements).map(([name, [file]]) => [file!, name]));
  for (const file of (await readdir(join(dist, 'assets'))).filter((name) => name.endsWith('.js')).sort()) {
    const name = own.get(`assets/${file}`);
    let subject = name === 'store' ? 'core' : name ? `element ${name}` : `file ${subjectOf(file)}`;
    // Two files may share a name, such as an element and a store; they are told apart by order of size.
    while (subject in sizes) subject += "'";
    sizes[subject] = await bytes(`assets/${file}`);
  }
  for (const [page, { elements }] of Object.entries(PAGES)) {
    const files = new Set([manifest.loader, ...elements.flatMap((name) => manifest.elements[name] ?? [])]);
    sizes[`page ${page}`] = (await Promise.all([...files].map(bytes))).reduce((sum, size) => sum + size, 0);
  }
  return sizes;
}

/** What is wrong with the sizes, each as a sentence that says what to do. */
export function complaints(sizes: Sizes, budgets: Sizes): string[] {
  const found: string[] = [];
  const update = 'run `npm run sizes -- --update` and commit tools/sizes.json';
  const promises: Sizes = {
    ...PROMISED,
    ...Object.fromEntries(Object.entries(PAGES).map(([page, { promised }]) => [`page ${page}`, promised])),
  };
  for (const [subject, promised] of Object.entries(promises)) {
    const size = sizes[subject] ?? Infinity;
    if (size > promised)
      found.push(
        `${subject} is ${size} bytes, and at most ${promised} are promised to every merchant: take ${size - promised} out again.`,
      );
  }
  for (const [subject, size] of Object.entries(sizes)) {
    const budget = budgets[subject];
    if (budget === undefined)
      found.push(`${subject} is new, ${size} bytes: if it belongs into a download of its own, ${update}.`);
    else if (size > budget + SLACK)
      found.push(
        `${subject} grew by ${size - budget} to ${size} bytes: take them out again, or, if shoppers get their worth, ${update}.`,
      );
    else if (size < budget - SLACK)
      found.push(`${subject} shrank by ${budget - size} to ${size} bytes, well done: ${update} to keep the saving.`);
  }
  for (const subject of Object.keys(budgets)) {
    if (!(subject in sizes)) found.push(`${subject} is in tools/sizes.json but not in the build: ${update}.`);
  }
  return found;
}

if (import.meta.main) {
  if (!existsSync(join(dist, 'manifest.json'))) await buildAll();
  const sizes = await measureSizes(JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as BuildManifest);
  if (process.argv.includes('--update')) await writeFile(budgetFile, `${JSON.stringify(sizes, null, 2)}\n`);
  const budgets = existsSync(budgetFile) ? (JSON.parse(await readFile(budgetFile, 'utf8')) as Sizes) : {};
  const width = Math.max(...Object.keys(sizes).map(({ length }) => length));
  for (const [subject, size] of Object.entries(sizes))
    console.log(`${subject.padEnd(width)}  ${String(size).padStart(6)}`);
  const wrong = complaints(sizes, budgets);
  for (const sentence of wrong) console.error(`\n${sentence}`);
  if (wrong.length) process.exitCode = 1;
}
