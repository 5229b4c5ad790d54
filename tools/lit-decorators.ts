import type { PropertyDeclaration } from 'lit';

/** What of a Lit element class the decorators use. */
interface ElementPrototype {
  readonly constructor: { createProperty(name: string, options?: PropertyDeclaration): void };
}

/**
 * Lit's decorators in the one form our compiler writes calls of, in place of `lit/decorators.js` in the build: those also
 * serve standard decorators, which is half a kilobyte of code that never runs. Tests run Lit's own.
 */
export const property =
  (options?: PropertyDeclaration) =>
  (prototype: ElementPrototype, name: string): void =>
    prototype.constructor.createProperty(name, options);

/** A property without an attribute. */
export const state = (options?: PropertyDeclaration) => property({ ...options, state: true, attribute: false });

/** The first node of the shadow root that matches. */
export const query =
  (selector: string) =>
  (_prototype: ElementPrototype, _name: string): PropertyDescriptor => ({
    get(this: { renderRoot?: ParentNode }): Element | null {
      return this.renderRoot?.querySelector(selector) ?? null;
    },
    configurable: true,
    enumerable: true,
  });

type Decorator = (target: object, name?: string) => PropertyDescriptor | object | void;

/**
 * Applies decorators, last first; in place of the compiler's helper, which hands the work to `Reflect.decorate` when the
 * host page has put one there.
 */
export default function decorate(decorators: readonly Decorator[], target: object, name?: string): object | void {
  let result: object | void = name === undefined ? target : undefined;
  for (const decorator of decorators.toReversed()) result = decorator(target, name) ?? result;
  if (name !== undefined && result) Object.defineProperty(target, name, result);
  return result;
}
