import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const folder = new URL('../sandbox/examples/', import.meta.url);

/** What is written beside each source. */
interface Card {
  readonly title: string;
  readonly description: string;
  readonly settings: readonly unknown[];
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');

/** Types of the API are there for who writes the block here; a merchant's editor knows them without being told where. */
const withoutImport = (source: string): string =>
  source.replace(/^import type .* from '\.\.\/block-api\.d\.ts';\n+/, '');

/** Writes the examples as a module, for runtimes that have no files: `node tools/block-examples.ts`. */
export function renderBlockExamples(): Promise<string> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
  const files = readdirSync(folder);
  const examples = names.map((name) => {
    const { title, description, settings, texts } = JSON.parse(textOf(`${name}.json`)) as Card;
    const source = withoutImport(textOf(files.includes(`${name}.ts`) ? `${name}.ts` : `${name}.js`));
    return { name, title, description, source, settings, texts };
  });
  const text = `// Made by \`node tools/block-examples.ts\` from the files beside it; a test keeps them in step.
    import type { BlockExample } from './example.ts';

    /** Blocks to begin with, by name. */
    export const EXAMPLES: readonly BlockExample[] = ${JSON.stringify(examples)};`;
  return format(text, { parser: 'typescript', singleQuote: true, printWidth: 120 });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('examples.ts', folder), await renderBlockExamples());
