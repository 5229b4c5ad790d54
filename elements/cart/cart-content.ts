import { html, nothing, type TemplateResult } from 'lit';
import type { CartState } from '../stores/cart-store.ts';
import type { CartExtras } from './cart-extras.ts';
import { renderEmpty, renderLines, renderNote, renderNotices } from './cart-parts.ts';
import { renderFreeShipping } from './cart-totals.ts';
import type { CartUi } from './cart-ui.ts';
import type { LineChanges } from './line-changes.ts';

/** The element around it, as far as anybody may know it. */
interface Around {
  readonly cart: CartState;
  readonly note: boolean;
  readonly shopUrl: string;
  close(): void;
}

/** What is in a cart, with its `foot` below; an invitation where nothing is, and the way `toOrder` where there is one. */
export function renderContent(
  ui: CartUi,
  around: Around,
  { removed, kept }: LineChanges,
  beside: ReturnType<CartExtras['render']>,
  isDrawer: boolean,
  foot: (extras: unknown) => TemplateResult,
  toOrder: (() => void) | undefined,
): TemplateResult {
  const { cart } = around;
  const { lines, saved = [] } = cart;
  const notices = html`${renderNotices(ui, cart, kept, ui.retry)}
    <div class="news" role="status">${beside.news}</div>`;
  const empty = lines.length === 0 && removed.length === 0;
  if (empty && cart.count === 0 && cart.status !== 'idle' && cart.status !== 'loading') {
    const leave = isDrawer ? () => around.close() : undefined;
    return html`<div class="body ${saved.length ? 'keeping' : ''}">
      ${notices}${renderEmpty(ui, around.shopUrl, leave, toOrder)}${beside.saved}
    </div>`;
  }
  return html`<div class="columns">
    <div class="body">
      ${notices} ${renderFreeShipping(ui, cart.quote)} ${renderLines(ui, cart, removed)} ${beside.saved}
      ${around.note ? renderNote(ui, cart.note, ui.saveNote) : nothing}
      <slot name="extension"></slot>
      ${isDrawer ? beside.extras : nothing}
    </div>
    ${lines.length === 0 && removed.length ? nothing : foot(isDrawer ? nothing : beside.extras)}
  </div>`;
}
