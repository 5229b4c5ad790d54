import { html, render } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import { cross } from '../internal/icons.ts';
import { PressBeside } from '../internal/press-beside.ts';
import '../product/product.ts';
import { styles } from './quick-view.styles.ts';

/** Shows a product in a dialog above everything, inside `root`, so that it belongs to the same store; gives the focus back when closed. */
export function openQuickView(root: ShadowRoot, product: ProductSummary, closeLabel: string): HTMLDialogElement {
  const sheet = styles.styleSheet;
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  const dialog = document.createElement('dialog');
  dialog.setAttribute('part', 'dialog');
  dialog.setAttribute('aria-label', product.title);
  const close = (): void => dialog.close();
  render(
    html`<button class="close" type="button" aria-label=${closeLabel} @click=${close}>${cross}</button
      ><vitrine-product handle=${product.handle}></vitrine-product>`,
    dialog,
  );
  const beside = new PressBeside(close);
  dialog.addEventListener('pointerdown', beside);
  dialog.addEventListener('click', beside);
  dialog.addEventListener('close', () => dialog.remove(), { once: true });
  (root.querySelector('.root') ?? root).append(dialog);
  dialog.showModal();
  return dialog;
}
