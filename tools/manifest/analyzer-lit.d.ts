declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  import type { Plugin } from '@custom-elements-manifest/analyzer';

  /** Understands Lit's `@property`. */
  export function litPlugin(): Plugin[];
}
