/** What is used of a Lit element while it is taken over. */
export interface ServedElement extends HTMLElement {
  renderRoot?: ShadowRoot;
  renderOptions: { renderBefore?: Node | null; isConnected?: boolean };
  readonly updateComplete: Promise<boolean>;
  connectedCallback(): void;
  readonly hasUpdated: boolean;
  scheduleUpdate(): Promise<unknown> | void;
  update(changed: unknown): void;
  render(): unknown;
}

/** How markup is taken over, or drawn anew where it is not what was expected. */
export interface Hand {
  hydrate(value: unknown, root: ShadowRoot, options: object): void;
  render(value: unknown, root: ShadowRoot, options: object): unknown;
}

const woken = new WeakSet<Element>();
const unread = new WeakMap<Element, Hand>();
let connect: ((this: ServedElement) => void) | undefined;

/** Whether the server has drawn an element, and no script works it yet. */
export const isAsleep = (element: Element): boolean =>
  !!element.shadowRoot && !(element as ServedElement).renderRoot && !woken.has(element);

/**
 * Lets elements with a declarative shadow root sleep until they are woken, and then take over what stands in it. Lit calls
 * this before any element is defined, by the name that its own support of servers has.
 */
export function letSleep({ LitElement }: { readonly LitElement: { readonly prototype: ServedElement } }): void {
  const { prototype } = LitElement;
  const { connectedCallback, scheduleUpdate, update } = prototype;
  const reactive = Object.getPrototypeOf(prototype) as ServedElement;
  connect = connectedCallback;
  prototype.connectedCallback = function () {
    if (!isAsleep(this)) connectedCallback.call(this);
  };
  // Code of several elements arrives at once. What they draw first, each draws in a task of its own: one long one would keep
  // the page from answering.
  prototype.scheduleUpdate = function () {
    const isFirst = !this.hasUpdated && this.parentElement && this.getRootNode() === document;
    if (!isFirst || this.scheduleUpdate !== prototype.scheduleUpdate) return scheduleUpdate.call(this);
    return new Promise((done) => setTimeout(done)).then(() => scheduleUpdate.call(this));
  };
  prototype.update = function (changed) {
    const hand = unread.get(this);
    if (!hand) return update.call(this, changed);
    unread.delete(this);
    const { renderOptions } = this;
    const root = this.renderRoot!;
    const value = this.render();
    renderOptions.isConnected = this.isConnected;
    // Lit would draw what changes later before the links to style sheets, beside what stands there already.
    renderOptions.renderBefore = null;
    reactive.update.call(this, changed);
    try {
      hand.hydrate(value, root, renderOptions);
    } catch (error) {
      console.warn(`[vitrine] <${this.localName}> is drawn anew.`, error);
      root.replaceChildren();
      Reflect.deleteProperty(root, '_$litPart$');
      hand.render(value, root, renderOptions);
    }
    return undefined;
  };
}

/** Wakes an element whose code and data are here; resolves when it works. */
export async function rouse(element: ServedElement, hand: Hand): Promise<void> {
  if (!connect || !isAsleep(element)) return;
  woken.add(element);
  unread.set(element, hand);
  connect.call(element);
  await element.updateComplete;
}
