import type { VitrineProduct } from '../product/product.ts';

/**
 * Handle of the `<vitrine-product>` that is nearest to an element: in what is next around it that holds one. '' when the
 * nearest has no handle yet, undefined when the page has none.
 */
export function nearestProduct(element: Element): string | undefined {
  for (let around: Node | null = element; around;) {
    const products =
      around instanceof Element || around instanceof DocumentFragment || around instanceof Document
        ? [...around.querySelectorAll<VitrineProduct>('vitrine-product')]
        : [];
    // Before its code is here it has only the attribute.
    const handles = products.map((product) => product.handle ?? product.getAttribute('handle') ?? '');
    if (handles.length) return handles.find(Boolean) ?? '';
    around = around instanceof ShadowRoot ? around.host : around.parentNode;
  }
  return undefined;
}
