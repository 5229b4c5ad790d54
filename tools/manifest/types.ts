import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { root, type PublicElement } from './analyze.ts';
import { ts, type Node, type SourceFile } from './analyzer.ts';
import type { Field, Method } from './manifest-format.ts';

/** A named type and the module it is declared in. */
interface Declared {
  readonly name: string;
  readonly text: string;
  readonly path: string;
}

const parsed = new Map<string, SourceFile>();

function parse(path: string): SourceFile {
  let source = parsed.get(path);
  if (!source) {
    source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true);
    parsed.set(path, source);
  }
  return source;
}

/** Module and name that a name in a module stands for. */
function origin(path: string, name: string): { path: string; name: string } | undefined {
  for (const statement of parse(path).statements) {
    if (
      (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) &&
      statement.name.text === name
    ) {
      return { path, name };
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || !statement.moduleSpecifier.text.startsWith('.')) continue;
    const found = bindings.elements.find((element) => element.name.text === name);
    if (found) {
      return origin(posix.join(dirname(path), statement.moduleSpecifier.text), (found.propertyName ?? found.name).text);
    }
  }
  return undefined;
}

type Schema = z.core.JSONSchema.BaseSchema;

/** What a JSON schema describes, as a TypeScript type. */
function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => `'${String(value)}'`).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  // The library also allows `true` for "anything"; our schemas never say that.
  if (either) return either.map((one) => typeOf(one as Schema)).join(' | ');
  if (schema.type === 'array') {
    const item = typeOf(schema.items as Schema);
    return item.includes('|') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.type === 'object') {
    if (!schema.properties) return `Record<string, ${typeOf(schema.additionalProperties as Schema)}>`;
    const required = new Set(schema.required);
    const fields = Object.entries(schema.properties).map(
      ([name, value]) =>
        `readonly ${/^\w+$/.test(name) ? name : `'${name}'`}${required.has(name) ? '' : '?'}: ${typeOf(value as Schema)};`,
    );
    return `{ ${fields.join(' ')} }`;
  }
  const types = [schema.type ?? 'unknown'].flat();
  return types.map((one) => (one === 'integer' ? 'number' : one)).join(' | ');
}

/** The declaration of a type, with what a schema infers written out, so that nobody needs the schema's library. */
async function declare(path: string, name: string): Promise<Declared | undefined> {
  const statement = parse(path).statements.find(
    (one) => (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)) && one.name.text === name,
  );
  if (!statement) return undefined;
  const inferred = /=\s*z\.infer<typeof (\w+)>/.exec(statement.getText())?.[1];
  if (!inferred) return { name, path, text: statement.getFullText().trim() };
  const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, z.ZodType>;
  const schema = z.toJSONSchema(module[inferred]!, { io: 'output', unrepresentable: 'any', reused: 'inline' });
  return { name, path, text: `/** As the API answers it. */\nexport type ${name} = ${typeOf(schema)};` };
}

const NAME = /\b[A-Z]\w+\b/g;

/** Every type that some text names, and every type those name. */
async function closure(start: readonly { path: string; text: string }[]): Promise<Declared[]> {
  const found = new Map<string, Declared>();
  const queue = [...start];
  for (const { path, text } of queue) {
    for (const [name] of text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '').matchAll(NAME)) {
      const from = origin(path, name);
      if (!from || found.has(from.name)) continue;
      const declared = await declare(from.path, from.name);
      if (!declared) continue;
      found.set(declared.name, declared);
      queue.push(declared);
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** An event class as its users see it: what it carries, not how it is made. */
function eventClass(path: string): { name: string; event: string; text: string } | undefined {
  const source = parse(path);
  const declaration = source.statements.find((statement) => ts.isClassDeclaration(statement));
  const event = /super\(\s*'([\w-]+)'/.exec(source.text)?.[1];
  if (!declaration || !ts.isClassDeclaration(declaration) || !declaration.name || !event) return undefined;
  const fields = declaration.members
    .filter((member) => ts.isPropertyDeclaration(member))
    .map((member: Node) => member.getText());
  const before = ts.getLeadingCommentRanges(source.text, declaration.getFullStart())?.at(-1);
  const doc = before ? source.text.slice(before.pos, before.end) : '';
  const name = declaration.name.text;
  return { name, event, text: `${doc}\nexport declare class ${name} extends Event {\n  ${fields.join('\n  ')}\n}` };
}

const comment = (text = ''): string => (text ? `/** ${text.replaceAll('*/', '*\u200b/')} */\n  ` : '');

const fieldText = ({ name, type, description, readonly }: Field): string =>
  `  ${comment(description)}${readonly ? 'readonly ' : ''}${name}: ${type?.text ?? 'unknown'};`;

const methodText = ({ name, parameters = [], return: result, description }: Method): string =>
  `  ${comment(description)}${name}(${parameters
    .map((one) => `${one.name}${one.optional || one.default ? '?' : ''}: ${one.type?.text ?? 'unknown'}`)
    .join(', ')}): ${result?.type?.text ?? 'void'};`;

/** `vitrine.d.ts`: the elements, their events and all that these carry, for `querySelector`, `addEventListener` and JSX. */
export async function typesOf(elements: readonly PublicElement[], eventPaths: readonly string[]): Promise<string> {
  const events = eventPaths.flatMap((path) => {
    const event = eventClass(path);
    return event ? [{ ...event, path }] : [];
  });
  const classes = elements.map(({ className, description, path, fields, methods }) => ({
    path,
    text: `${comment(description).trim()}\nexport declare class ${className} extends HTMLElement {\n${[...fields.map(fieldText), ...methods.map(methodText)].join('\n')}\n}`,
  }));
  const types = await closure([...classes, ...events]);
  return [
    '// Generated from the elements; see docs/elements.md.',
    ...types.map(({ text }) =>
      text.replace(/^(\/\*\*[^]*?\*\/\s*)?(?:export )?/, (_whole, doc: string = '') => `${doc}export `),
    ),
    ...events.map(({ text }) => text),
    ...classes.map(({ text }) => text),
    `declare global {`,
    `  interface HTMLElementTagNameMap {\n${elements.map(({ tag, className }) => `    '${tag}': ${className};`).join('\n')}\n  }`,
    `  interface GlobalEventHandlersEventMap {\n${events.map(({ event, name }) => `    '${event}': ${name};`).join('\n')}\n  }`,
    `}`,
    '',
  ].join('\n');
}
