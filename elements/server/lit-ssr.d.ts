import type { TemplateResult } from 'lit';

/** What Lit's server renderer found in a template, in order. It says more than is named here. */
export type Opcode =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'child-part' | 'element-part' }
  | {
      readonly type: 'attribute-part';
      readonly name: string;
      /** Lit's class of part; it says what `type` it is on its instances alone. */
      readonly ctor: unknown;
      readonly strings: readonly string[];
      readonly tagName: string;
      readonly useCustomElementInstance?: boolean;
    }
  | {
      readonly type: 'custom-element-open';
      readonly tagName: string;
      readonly staticAttributes: ReadonlyMap<string, string>;
    }
  | { readonly type: 'possible-node-marker'; readonly nodeIndex: number }
  | { readonly type: 'custom-element-attributes' | 'custom-element-shadow' | 'custom-element-close' }
  | {
      readonly type: 'slot-element-open' | 'slot-element-close' | 'slotted-element-open' | 'slotted-element-close';
    };

declare module '@lit-labs/ssr/lib/render-value.js' {
  /** Kept by Lit to itself: `tools/lit-for-servers.ts` exports it. */
  export const getTemplateOpcodes: (result: TemplateResult) => readonly Opcode[];
}
