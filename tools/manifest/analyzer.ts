import * as analyzer from '@custom-elements-manifest/analyzer';
import type { InitializeParams, Plugin } from '@custom-elements-manifest/analyzer';
import type { Manifest } from './manifest-format.ts';

type TypeScript = InitializeParams['ts'];

/** A parsed module. */
export type SourceFile = ReturnType<TypeScript['createSourceFile']>;
/** Any piece of a parsed module. */
export type Node = Parameters<TypeScript['isStringLiteral']>[0];

// The package's declarations leave out what its documentation says it exports.
const documented = analyzer as unknown as {
  create(options: { modules: readonly SourceFile[]; plugins: readonly Plugin[] }): Manifest;
  ts: TypeScript;
};

/** Makes a manifest of parsed modules. */
export const { create } = documented;
/** The TypeScript that the analyzer reads with; the project's own has no such interface. */
export const { ts } = documented;
