/** A JSON schema as the OpenAPI document has it; only what our contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: Schema;
}

/** The parts of the document that say how to call an operation. */
export interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: Schema } } };
            readonly security?: readonly unknown[];
          }
        >
      >
    >
  >;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** One operation of the document. */
export interface Operation {
  /** `GET /v1/stores/{store}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  /** Who may call it. */
  readonly door: 'public' | 'store key' | 'platform key';
}

/** Every operation of the document, so that a new route is among them without anybody thinking of it. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, security }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
      door: path.startsWith('/v1/admin/') ? 'store key' : security?.length ? 'platform key' : 'public',
    })),
  );
}

/** Names of things that one store has and another must not reach: a value made up from a schema would test nothing. */
const NAMES_A_THING =
  /^(?:store|host|domain|handle|token|key|cursor|after|before|backup|collection)$|(?:Id|Key|Token|Handle|Host)$/;

/** The value of a named thing; undefined when it has none, null to leave it out. */
export type Values = (name: string) => unknown;

/**
 * Makes a value for a schema: the named things by `values`, whatever else from what the schema says about itself. Throws
 * for a named thing without a value, so that a new kind of id cannot slip by.
 */
export function valueFor(document: Document, name: string, schema: Schema, values: Values, optional = false): unknown {
  const known = values(name);
  if (known !== undefined) return known ?? undefined;
  const inner = (schema: Schema): unknown => valueFor(document, name, schema, values);
  if (schema.$ref) {
    const target = document.components?.schemas?.[schema.$ref.split('/').at(-1)!];
    if (!target) throw new Error(`The document has no ${schema.$ref}.`);
    return valueFor(document, name, target, values, optional);
  }
  // What may be left out is, or filters made up here would leave nothing to show.
  if (optional && schema.default === undefined && schema.type !== 'object' && !NAMES_A_THING.test(name))
    return undefined;
  if (schema.const !== undefined) return schema.const;
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return inner(either[0]!);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(inner));
  if (schema.enum) return schema.default ?? schema.enum[0];
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((type) => type !== 'null');
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).flatMap(([property, inner]) => {
          const value = valueFor(document, property, inner, values, !schema.required?.includes(property));
          return value === undefined ? [] : [[property, value]];
        }),
      );
    case 'array': {
      const one = schema.items && inner(schema.items);
      return one === undefined ? [] : [one];
    }
    case 'integer':
    case 'number':
      return schema.default ?? schema.example ?? Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return schema.default ?? true;
    case 'string':
      return textFor(name, schema);
    default:
      return undefined;
  }
}

function textFor(name: string, schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (NAMES_A_THING.test(name))
    throw new Error(`Give "${name}" a value for each store, in isolation/tenants.test-support.ts.`);
  if (schema.example !== undefined) return schema.example;
  switch (schema.format) {
    case 'email':
      return 'somebody@shop.example';
    case 'uuid':
      return crypto.randomUUID();
    case 'date-time':
      return '2030-01-01T00:00:00.000Z';
    case 'uri':
      return 'https://shop.example/';
    default:
      return matching(name, 'some text'.padEnd(schema.minLength ?? 0, '.'), schema.pattern);
  }
}

function matching(name: string, text: string, pattern: string | undefined): string {
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text))
    throw new Error(`"${name}" follows a pattern: give it a value, or its schema an example.`);
  return text;
}

/** What is sent: a path with its query, and a body. */
export interface Filled {
  readonly path: string;
  readonly body: string | undefined;
}

/** Fills an operation's path, query and body. */
export function fill(document: Document, operation: Operation, values: Values): Filled {
  const query = new URLSearchParams();
  let { path } = operation;
  for (const { name, in: where, required = false, schema = {} } of operation.parameters) {
    if (where !== 'path' && where !== 'query') continue;
    const value = where === 'path' ? values(name) : valueFor(document, name, schema, values, !required);
    if ((value === undefined || value === null) && where === 'path')
      throw new Error(
        `Give {${name}} of ${operation.name} a value for each store, in isolation/tenants.test-support.ts.`,
      );
    if (value === undefined) continue;
    if (where === 'query') query.set(name, String(value));
    else path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
  }
  if (path.includes('{')) throw new Error(`${operation.name} does not declare all of its path.`);
  const search = query.size > 0 ? `?${query}` : '';
  return {
    path: path + search,
    body: operation.body && JSON.stringify(valueFor(document, '', operation.body, values)),
  };
}

/** Names of the properties of a schema, however deep. */
function namesIn(document: Document, schema: Schema | undefined): string[] {
  if (!schema) return [];
  const target = schema.$ref && document.components?.schemas?.[schema.$ref.split('/').at(-1)!];
  if (target) return namesIn(document, target);
  const inner = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...inner.flatMap((schema) => namesIn(document, schema)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, schema]) => [name, ...namesIn(document, schema)]),
  ];
}

/** Names of the things an operation asks for, wherever they are. */
export function thingsOf(document: Document, { path, parameters, body }: Operation): string[] {
  const names = [...parameters.map(({ name }) => name), ...namesIn(document, body)];
  return [...new Set(names)].filter((name) => NAMES_A_THING.test(name) || path.includes(`{${name}}`));
}
