import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { create, ts } from './analyzer.ts';
import type { Attribute, Declaration, Field, Manifest, Method, Named, Typed } from './manifest-format.ts';

/** Root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** One element as the world sees it. */
export interface PublicElement {
  readonly tag: string;
  readonly className: string;
  readonly description: string;
  /** Module that registers it, below the root. */
  readonly path: string;
  readonly attributes: readonly Attribute[];
  readonly fields: readonly Field[];
  readonly methods: readonly Method[];
  readonly slots: readonly Named[];
  readonly events: readonly Typed[];
  readonly parts: readonly Named[];
  readonly cssProperties: readonly Typed[];
  readonly states: readonly Named[];
}

/** The manifest in the community's format, and the same elements in ours. */
export interface Analysis {
  readonly manifest: Manifest;
  readonly elements: readonly PublicElement[];
}

/** Modules that register an element, by the convention that tag, folder and file are alike. */
export function elementModules(): string[] {
  return readdirSync(join(root, 'elements'))
    .map((name) => `elements/${name}/${name}.ts`)
    .filter((path) => ts.sys.fileExists(join(root, path)))
    .sort();
}

/** What is not for others to see: our own fields and methods, and what Lit calls by itself. */
const OUR_OWN =
  /^(styles|render|createRenderRoot|connectedCallback|disconnectedCallback|willUpdate|updated|performUpdate)$/;

/** Own entries come first in the analyzer's answer, inherited ones after them; the own description wins. */
const unique = <T extends Named>(items: readonly T[] = []): T[] =>
  [...new Map(items.toReversed().map((item) => [item.name, item])).values()].reverse();

function clean(declaration: Declaration): Declaration {
  const members = (declaration.members ?? []).filter(
    (member) => (member.privacy ?? 'public') === 'public' && !OUR_OWN.test(member.name) && !member.static,
  );
  return {
    ...declaration,
    members: unique(members),
    attributes: unique(declaration.attributes),
    // The analyzer also takes the variables of dispatched events for names.
    events: unique(
      declaration.events?.filter(({ name = '', description }) => name.startsWith('vitrine-') && description),
    ),
    cssParts: unique(declaration.cssParts),
    slots: unique(declaration.slots),
    cssProperties: unique(declaration.cssProperties),
    cssStates: unique(declaration.cssStates),
  };
}

/** Reads every element's docblock, properties and methods. */
export function analyze(): Analysis {
  const paths = [...elementModules(), 'elements/internal/vitrine-element.ts'];
  const modules = paths.map((path) =>
    ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const read = create({ modules, plugins: litPlugin() });
  const kept = read.modules.flatMap((module) => {
    const declarations = (module.declarations ?? []).flatMap((declaration) =>
      declaration.tagName ? [clean(declaration)] : [],
    );
    return declarations.length ? [{ ...module, declarations }] : [];
  });
  const elements = kept.flatMap(({ path, declarations }) =>
    declarations.map((declaration): PublicElement => ({
      tag: declaration.tagName!,
      className: declaration.name,
      description: declaration.description ?? '',
      path,
      attributes: declaration.attributes ?? [],
      fields: (declaration.members ?? []).filter((member): member is Field => member.kind === 'field'),
      methods: (declaration.members ?? []).filter((member): member is Method => member.kind === 'method'),
      slots: declaration.slots ?? [],
      events: declaration.events ?? [],
      parts: declaration.cssParts ?? [],
      cssProperties: declaration.cssProperties ?? [],
      states: declaration.cssStates ?? [],
    })),
  );
  return { manifest: { ...read, modules: kept }, elements };
}
