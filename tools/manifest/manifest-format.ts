/** Something with a name and a sentence about it. */
export interface Named {
  readonly name: string;
  readonly description?: string;
}

export interface Typed extends Named {
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface Attribute extends Typed {
  readonly fieldName?: string;
}

export interface Field extends Typed {
  readonly kind: 'field';
  readonly attribute?: string;
  readonly readonly?: boolean;
}

export interface Method extends Named {
  readonly kind: 'method';
  readonly parameters?: readonly (Typed & { readonly optional?: boolean })[];
  readonly return?: { readonly type?: { readonly text: string } };
}

type Member = (Field | Method) & { readonly privacy?: string; readonly static?: boolean };

/** A class of `custom-elements.json`, as far as it is ours. */
export interface Declaration extends Named {
  readonly kind: string;
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Attribute[];
  readonly slots?: readonly Named[];
  readonly events?: readonly Typed[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Typed[];
  readonly cssStates?: readonly Named[];
}

/** `custom-elements.json`, the community's format: https://github.com/webcomponents/custom-elements-manifest */
export interface Manifest {
  readonly schemaVersion: string;
  readonly modules: readonly { readonly path: string; readonly declarations?: readonly Declaration[] }[];
}
