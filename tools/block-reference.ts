import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import type { ReferenceEntry } from '../sandbox/api/reference-entry.ts';

const declarations = new URL('../sandbox/block-api.d.ts', import.meta.url);

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The words of a docblock, in one line. */
const wordsOf = (docblock: string): string =>
  inOneLine(
    docblock
      .replaceAll(/^\s*\/?\*+\/?|\*\/\s*$/gm, ' ')
      .replace(/@param\s+\w+\s+/, '')
      .replaceAll(/\s+/g, ' '),
  );

/** The members of an interface, as they are declared. */
function membersOf(body: string): ReferenceEntry[] {
  const members: ReferenceEntry[] = [];
  let info = '';
  let text = '';
  let depth = 0;
  for (const token of body.match(/\/\*\*[^]*?\*\/|'[^']*'|=>|[^]/g) ?? []) {
    if (token.startsWith('/**')) {
      info = wordsOf(token);
      continue;
    }
    if ('({[<'.includes(token)) depth++;
    if (')}]>'.includes(token)) depth--;
    if (token !== ';' || depth > 0) {
      text += token;
      continue;
    }
    const signature = inOneLine(text)
      .replace(/^readonly /, '')
      .replaceAll(/([(<:]) \| /g, '$1 ')
      .replaceAll(/,? ([)])/g, '$1')
      .replaceAll(/([(<]) /g, '$1');
    const name = /^\w+/.exec(signature)?.[0];
    if (name) members.push({ name, kind: signature[name.length] === '(' ? 'function' : 'value', signature, info });
    info = '';
    text = '';
  }
  return members;
}

/** The interfaces of the declarations: their members, and what they extend. */
function interfacesOf(text: string): Map<string, { parent: string | undefined; members: ReferenceEntry[] }> {
  const found = new Map<string, { parent: string | undefined; members: ReferenceEntry[] }>();
  for (const [, name, parent, body] of text.matchAll(/export interface (\w+)(?: extends (\w+))? \{\n([^]*?)\n\}/g))
    found.set(name!, { parent, members: membersOf(body!) });
  return found;
}

/** Writes what an editor tells about the API of blocks: `node tools/block-reference.ts`. */
export function renderBlockReference(): Promise<string> {
  const interfaces = interfacesOf(readFileSync(declarations, 'utf8').replaceAll('\r\n', '\n'));
  const all = (name: string): ReferenceEntry[] => {
    const { parent, members } = interfaces.get(name)!;
    return [...(parent ? all(parent) : []), ...members];
  };
  const shapes = [...interfaces.keys()].filter((name) => !['BlockApi', 'Html', 'SettingValues'].includes(name));
  const text = `// Made by \`node tools/block-reference.ts\` from \`sandbox/block-api.d.ts\`; a test keeps them in step.
    import type { ReferenceEntry } from './reference-entry.ts';

    /** What a block is given, by name. */
    export const API: readonly ReferenceEntry[] = ${JSON.stringify(all('BlockApi'))};

    /** What is in the data it is given, by the name of their types. */
    export const SHAPES: Readonly<Record<string, readonly ReferenceEntry[]>> = ${JSON.stringify(
      Object.fromEntries(shapes.map((name) => [name, all(name)])),
    )};`;
  return format(text, { parser: 'typescript', singleQuote: true, printWidth: 120 });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../sandbox/api/reference.ts', import.meta.url), await renderBlockReference());
