import { readFileSync } from 'node:fs';

interface Vocabulary {
  readonly types: Readonly<Record<string, readonly string[]>>;
  readonly members: Readonly<Record<string, readonly string[]>>;
  readonly properties: Readonly<Record<string, { readonly on: readonly string[]; readonly of: readonly string[] }>>;
}
const { types, members, properties } = JSON.parse(
  readFileSync(new URL('schema-org.json', import.meta.url), 'utf8'),
) as Vocabulary;

type Thing = Readonly<Record<string, unknown>>;
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A type with all it is a kind of. */
const kinds = (type: string): string[] => [type, ...(types[type] ?? []).flatMap(kinds)];

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:/.test(text);

/** Whether a plain value is of a data type, or a member of an enumeration. */
function isPlain(value: unknown, kind: string): boolean {
  if (typeof value === 'number') return kind === 'Number' || (kind === 'Integer' && Number.isInteger(value));
  if (typeof value === 'boolean') return kind === 'Boolean';
  if (typeof value !== 'string') return false;
  if (kind === 'Text') return true;
  if (kind === 'URL') return isWebAddress(value);
  if (kind === 'Date') return /^\d{4}-\d\d-\d\d$/.test(value);
  if (kind === 'DateTime') return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(value);
  return (members[kind] ?? []).some((member) => value === `https://schema.org/${member}`);
}

/**
 * What the vocabulary has against a document of JSON-LD, by place: unknown types, properties that a type and its supertypes
 * have not, values of another kind, references to nothing.
 */
export function quarrels(document: Thing): string[] {
  const found: string[] = [];
  const graph = (document['@graph'] ?? [document]) as readonly Thing[];
  const described = new Map<unknown, string>();

  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    if (!isThing(value)) return;
    if (value['@id'] && value['@type']) described.set(value['@id'], String(value['@type']));
    Object.values(value).forEach(collect);
  };

  const checkValue = (value: unknown, name: string, place: string): void => {
    const property = properties[name.replace(/-input$/, '')]!;
    if (!isThing(value)) {
      // The page a breadcrumb leads to is named by its address, as Google asks for it.
      const allowed = [...property.of, ...(name === 'item' ? ['URL'] : [])];
      if (!allowed.some((kind) => isPlain(value, kind))) found.push(`${place}: ${JSON.stringify(value)}`);
      return;
    }
    const type = String(value['@type'] ?? described.get(value['@id']) ?? '');
    if (!type) found.push(`${place}: refers to nothing, ${JSON.stringify(value['@id'])}`);
    else if (!kinds(type).some((kind) => property.of.includes(kind))) found.push(`${place}: a ${type}`);
    if (value['@type']) checkThing(value, place);
  };

  const checkThing = (thing: Thing, place: string): void => {
    const type = String(thing['@type']);
    if (!types[type]) found.push(`${place}: unknown type ${type}`);
    for (const [name, value] of Object.entries(thing)) {
      if (name === '@type' || name === '@id') continue;
      const property = properties[name.replace(/-input$/, '')];
      const here = `${place}/${type}.${name}`;
      if (!property || !kinds(type).some((kind) => property.on.includes(kind))) found.push(`${here}: no such property`);
      else for (const one of Array.isArray(value) ? value : [value]) checkValue(one, name, here);
    }
  };

  collect(graph);
  for (const [index, node] of graph.entries()) checkThing(node, String(index));
  return found;
}
