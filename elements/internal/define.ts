/** Registers an element as `@customElement` does, but a second copy of the script leaves the first in place and does not throw. */
export function define(tag: string) {
  return (element: CustomElementConstructor): void => {
    if (!customElements.get(tag)) customElements.define(tag, element);
  };
}
