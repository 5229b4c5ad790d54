import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pages = new URL('../docs/errors/', import.meta.url);

/** Writes the pages about errors as a module, for runtimes that have no files: `node tools/error-pages.ts`. */
export function renderErrorPages(): string {
  const codes = readdirSync(pages)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
    .sort();
  const name = (code: string) => code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const imports = codes.map((code) => `import ${name(code)} from '../../docs/errors/${code}.md';\n`);
  const entries = codes.map((code) => `  ${code}: ${name(code)},\n`);
  return `// Made by \`node tools/error-pages.ts\` from docs/errors/; a test keeps them in step.
${imports.join('')}
/** Every page about an error code, as Markdown, for a runtime that has no files. */
export const errorPages: Readonly<Record<string, string>> = {
${entries.join('')}};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../edge-api/adapters/error-pages.worker.ts', import.meta.url), renderErrorPages());
