import type { TemplateResult } from 'lit';

/** A layout at work. Its code is loaded by grids that ask for it, and, being part of them, uses what they keep private. */
export interface Arrangement {
  /** Its buttons, beside the heading. */
  renderButtons?(): TemplateResult;
  /** Leaves the list as it was. */
  end(): void;
}

interface Rendered {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** The box around everything, and the list in it; the list is null while there is none. */
export const boxesOf = ({ renderRoot }: Rendered): { root: HTMLElement | null; list: HTMLElement | null } => ({
  root: renderRoot.querySelector('.root'),
  list: renderRoot.querySelector('ul'),
});

/** Adds styles to the grid's own, once. */
export function adopt({ renderRoot }: Rendered, sheet: CSSStyleSheet | undefined): void {
  const root = renderRoot as ShadowRoot;
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
