/** An attribute as InstantDB's protocol writes it. */
export interface WireAttr {
  id: string;
  'value-type': 'blob' | 'ref';
  cardinality: 'one';
  'forward-identity': [string, string, string];
  'reverse-identity'?: [string, string, string];
  'unique?': boolean;
  'index?': boolean;
  'required?': boolean;
  'inferred-types': null;
  catalog: 'system' | 'user';
  'checked-data-type'?: CheckedType;
  'on-delete'?: 'cascade';
}

/** Types that are checked on writing; `json` is not. */
export type CheckedType = 'string' | 'number' | 'boolean' | 'date';

/** One attribute of one kind of entity. */
export interface Attr {
  readonly id: string;
  readonly etype: string;
  readonly label: string;
  readonly type: CheckedType | 'json' | 'ref';
  readonly required: boolean;
  readonly unique: boolean;
  /** Whether rows can be found by its value. */
  readonly indexed: boolean;
  /** For a link: what it points to, its name from there, and whether it dies with it. */
  readonly link?: { readonly target: string; readonly reverseLabel: string; readonly cascade: boolean };
  readonly wire: WireAttr;
}

/** One kind of entity: its own attributes, and the links that point to it by the name they have here. */
export interface Etype {
  readonly name: string;
  readonly attrs: ReadonlyMap<string, Attr>;
  readonly reverse: ReadonlyMap<string, Attr>;
  readonly idAttr: Attr;
}

/** A schema as the embedded server works with it. */
export interface Model {
  readonly etypes: ReadonlyMap<string, Etype>;
  readonly attrs: ReadonlyMap<string, Attr>;
  readonly wire: readonly WireAttr[];
}

/** The parts of an `i.schema` that matter here. */
export interface SchemaSource {
  readonly entities: Readonly<
    Record<
      string,
      {
        readonly attrs: Readonly<
          Record<string, { valueType: string; required: boolean; config: { indexed: boolean; unique: boolean } }>
        >;
      }
    >
  >;
  readonly links: Readonly<
    Record<
      string,
      {
        readonly forward: { on: PropertyKey; has: string; label: string; onDelete?: string | undefined };
        readonly reverse: { on: PropertyKey; has: string; label: string; onDelete?: string | undefined };
      }
    >
  >;
}

const CHECKED: ReadonlySet<string> = new Set<CheckedType>(['string', 'number', 'boolean', 'date']);

/** A UUID that always comes out the same for the same name. */
export async function nameId(name: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name))).slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Reads a schema for one app. Attribute ids follow from app, entity and label alone, because a client rewrites only
 * the attributes it invented itself: ids that changed between restarts would break its queued writes.
 */
export async function buildModel(appId: string, schema: SchemaSource): Promise<Model> {
  const etypes = new Map<
    string,
    { name: string; attrs: Map<string, Attr>; reverse: Map<string, Attr>; idAttr: Attr }
  >();
  const attrs = new Map<string, Attr>();
  const add = async (
    etype: string,
    label: string,
    part: Omit<Attr, 'id' | 'etype' | 'label' | 'wire'>,
  ): Promise<Attr> => {
    const id = await nameId(`${appId}/${etype}/${label}`);
    const wire: WireAttr = {
      id,
      'value-type': part.link ? 'ref' : 'blob',
      cardinality: 'one',
      'forward-identity': [await nameId(`${appId}/${etype}/${label}/forward`), etype, label],
      'unique?': part.unique,
      'index?': part.indexed && !part.link,
      'required?': part.required,
      'inferred-types': null,
      catalog: etype.startsWith('$') && (label === 'id' || label === 'email') ? 'system' : 'user',
    };
    if (part.link) {
      const identity = await nameId(`${appId}/${etype}/${label}/reverse`);
      wire['reverse-identity'] = [identity, part.link.target, part.link.reverseLabel];
      if (part.link.cascade) wire['on-delete'] = 'cascade';
    } else if (part.type !== 'json' && part.type !== 'ref') {
      wire['checked-data-type'] = part.type;
    }
    const attr: Attr = { ...part, id, etype, label, wire };
    attrs.set(id, attr);
    return attr;
  };

  for (const [name, { attrs: fields }] of Object.entries(schema.entities)) {
    const idAttr = await add(name, 'id', { type: 'string', required: true, unique: true, indexed: false });
    const own = new Map<string, Attr>([['id', idAttr]]);
    for (const [label, { valueType, required, config }] of Object.entries(fields)) {
      // Narrowed by the set, which holds exactly the checked types.
      const type = CHECKED.has(valueType) ? (valueType as CheckedType) : 'json';
      own.set(
        label,
        await add(name, label, { type, required, unique: config.unique, indexed: config.indexed || config.unique }),
      );
    }
    etypes.set(name, { name, attrs: own, reverse: new Map(), idAttr });
  }
  for (const [name, { forward, reverse }] of Object.entries(schema.links)) {
    const from = etypes.get(String(forward.on));
    const to = etypes.get(String(reverse.on));
    if (!from || !to) throw new Error(`The link ${name} joins entities that the schema does not have.`);
    if (forward.has !== 'one' || reverse.onDelete) {
      throw new Error(
        `The embedded sync server has no link like ${name}: forward links have one target and no reverse cascade.`,
      );
    }
    const link = { target: to.name, reverseLabel: reverse.label, cascade: forward.onDelete === 'cascade' };
    const attr = await add(from.name, forward.label, {
      type: 'ref',
      required: false,
      unique: reverse.has === 'one',
      indexed: true,
      link,
    });
    from.attrs.set(forward.label, attr);
    to.reverse.set(reverse.label, attr);
  }
  return { etypes, attrs, wire: [...attrs.values()].map((attr) => attr.wire) };
}
