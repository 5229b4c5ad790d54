/** Whether an element, or anything around it through shadow roots, has the attribute `no-history`: what is viewed there is not remembered. */
export function withoutHistory(element: Element): boolean {
  for (let at: Element | undefined = element; at;) {
    if (at.closest('[no-history]')) return true;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return false;
}
