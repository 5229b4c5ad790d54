/**
 * `npm run manifest`: what editors and developers need to know about the elements, made from their docblocks:
 * `custom-elements.json`, data for Visual Studio Code, types for TypeScript and JSX, and `docs/elements.md`. With `--types`
 * it leaves the guide alone: the React demo is checked against these types as a merchant's page is.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { format } from 'prettier';
import { analyze, root } from './manifest/analyze.ts';
import { guideOf } from './manifest/guide.ts';
import { jsxOf } from './manifest/jsx.ts';
import { typesOf } from './manifest/types.ts';

const pretty = (text: string): Promise<string> =>
  format(text, { parser: 'typescript', printWidth: 120, singleQuote: true });

/** Writes all but the guide into a folder; answers the guide's text. */
export async function writeManifest(folder: string): Promise<string> {
  const { manifest, elements } = analyze();
  const events = (await readdir(join(root, 'elements/events')))
    .filter((name) => name.endsWith('.ts') && !name.includes('.test'))
    .sort();
  const types = await typesOf(
    elements,
    events.map((name) => `elements/events/${name}`),
  );
  await mkdir(folder, { recursive: true });
  // The package reads this very format, with declarations of its own for it.
  const theirs = manifest as unknown as Parameters<typeof getVsCodeHtmlCustomData>[0];
  await Promise.all([
    writeFile(join(folder, 'custom-elements.json'), `${JSON.stringify(manifest, null, 2)}\n`),
    writeFile(join(folder, 'vscode.html-custom-data.json'), getVsCodeHtmlCustomData(theirs, { hideLogs: true })),
    writeFile(join(folder, 'vscode.css-custom-data.json'), getVsCodeCssCustomData(theirs, { hideLogs: true })),
    writeFile(join(folder, 'vitrine.d.ts'), await pretty(types)),
    writeFile(join(folder, 'vitrine-jsx.d.ts'), await pretty(jsxOf(elements))),
  ]);
  return guideOf(elements);
}

if (import.meta.main) {
  const guide = await writeManifest(join(root, 'dist'));
  if (!process.argv.includes('--types')) {
    await writeFile(join(root, 'docs/elements.md'), guide);
    console.log('Wrote custom-elements.json, editor data and types into dist/, and docs/elements.md.');
  }
}
